//! `coterie import events FILE`: NDJSON, or CSV with a mapping. A bad row goes with its line and reason to a file of rejects,
//! the rest goes in.

use crate::books::{self, BooksWriter, Projection};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use clap::Args;
use compact_str::CompactString;
use coterie_intake::{Defaults, Intake, Problem, Reject, csv, ndjson};
use coterie_journal::writer::GROUP_EVENTS_MAX;
use coterie_journal::{Answer, Arrival, Submission};
use coterie_ledger::PartyKind;
use coterie_program::builtin::{field, kind};
use coterie_program::diagnostic;
use coterie_program::event::Event;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// What `coterie import events` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The file; - is stdin
    file: PathBuf,
    /// How the columns of a CSV file become events (see docs/events.md); without it the file is NDJSON
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Where rejected rows go; beside the file unless stated
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// The source of events that name none
    #[arg(long, value_name = "NAME", default_value = "import")]
    source: String,
}

/// What came of the import.
#[derive(Default)]
struct Counts {
    new: usize,
    known: usize,
    refused: usize,
    rejected: usize,
}

/// Imports the file.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open(database)?;
    let engine = books::program(&writer)?;
    let intake = Intake::new(&engine.program);
    let partners = writer.parties()?.into_iter().filter(|party| party.kind() == PartyKind::Partner);
    let partners: RefCell<BTreeSet<String>> =
        RefCell::new(partners.map(|party| party.id().to_owned()).collect());
    let known_partner = |id: &str| partners.borrow().contains(id);
    let defaults = Defaults { source: &arguments.source, at: None, known_partner: &known_partner };
    let views = books::views(database, &mut writer)?;
    let projection = Projection::follow(views, &mut writer);
    let mut import = Import {
        writer: &mut writer,
        rejects: Rejects::beside(arguments),
        counts: Counts::default(),
        group: Vec::new(),
    };
    let unreadable = |source| Failure::unreadable(&arguments.file, source);
    let mut take = |next: Result<Event, Reject>| -> Result<(), Failure> {
        match next {
            Ok(event) => {
                if event.kind == kind::PARTNER
                    && let Some(partner) = event.party(field::PARTNER)
                {
                    partners.borrow_mut().insert(partner.id().to_owned());
                }
                import.take(event)
            }
            Err(reject) => import.reject(&reject),
        }
    };
    match &arguments.mapping {
        None => {
            let mut events = ndjson::Reader::new(&intake, defaults, BufReader::new(open(&arguments.file)?));
            while let Some(next) = events.next_event().map_err(unreadable)? {
                take(next)?;
            }
        }
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|source| Failure::unreadable(path, source))?;
            let mapping = match csv::Mapping::parse(&text, &intake) {
                Ok(mapping) => mapping,
                Err(mistakes) => {
                    output.text(&diagnostic::render(
                        &path.display().to_string(),
                        &text,
                        &mistakes,
                        output.colour(),
                    ))?;
                    return Ok(Exit::Wrong);
                }
            };
            let mut events = csv::Reader::open(&intake, defaults, &mapping, open(&arguments.file)?)
                .map_err(|error| Failure::Usage(format!("{}: {error}", arguments.file.display())))?;
            while let Some(next) = events.next_event().map_err(unreadable)? {
                take(next)?;
            }
        }
    }
    import.submit()?;
    let Import { counts, rejects, .. } = import;
    let rejected_to = rejects.finish()?;
    projection.finish(&mut writer)?;
    if output.json() {
        output.value(&json!({
            "new": counts.new, "known": counts.known, "refused": counts.refused, "rejected": counts.rejected,
            "rejects": rejected_to.as_ref().map(|path| path.display().to_string()),
        }))?;
    } else {
        output.line(&format!(
            "{} new events ({} of them refused by the program), {} known before",
            counts.new, counts.refused, counts.known
        ))?;
        if let Some(path) = rejected_to {
            output.bad(&format!(
                "{} rows rejected, with the reasons in {}",
                counts.rejected,
                path.display()
            ))?;
        }
    }
    Ok(if counts.rejected == 0 { Exit::Ok } else { Exit::Wrong })
}

fn open(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin()));
    }
    let file = File::open(path).map_err(|source| Failure::unreadable(path, source))?;
    Ok(Box::new(file))
}

struct Import<'w> {
    writer: &'w mut BooksWriter,
    rejects: Rejects,
    counts: Counts,
    group: Vec<Submission>,
}

impl Import<'_> {
    fn take(&mut self, event: Event) -> Result<(), Failure> {
        self.group.push(Submission { event, by: CompactString::default(), arrival: Arrival::Import });
        if self.group.len() == GROUP_EVENTS_MAX { self.submit() } else { Ok(()) }
    }

    fn submit(&mut self) -> Result<(), Failure> {
        let answers = self.writer.submit(&self.group)?;
        for (submission, answer) in std::mem::take(&mut self.group).into_iter().zip(answers) {
            match answer {
                Answer::Decided { repeat: true, .. } => self.counts.known += 1,
                Answer::Decided { entry, .. } => {
                    self.counts.new += 1;
                    self.counts.refused += usize::from(entry.decision.refusal.is_some());
                }
                Answer::Conflict { position } => {
                    let reason =
                        format!("this id was said before with another content, at position {position}");
                    let problem = Problem {
                        field: "id".into(),
                        reason,
                        help: Some("an id is said once for ever".into()),
                    };
                    let reject =
                        Reject { line: 0, text: submission.event.id.to_string(), problems: vec![problem] };
                    self.reject(&reject)?;
                }
            }
        }
        Ok(())
    }

    fn reject(&mut self, reject: &Reject) -> Result<(), Failure> {
        self.counts.rejected += 1;
        self.rejects.write(reject)
    }
}

/// The file of rejects, made when the first row is rejected.
struct Rejects {
    path: PathBuf,
    file: Option<BufWriter<File>>,
}

impl Rejects {
    fn beside(arguments: &Arguments) -> Self {
        let path = arguments.rejects.clone().unwrap_or_else(|| {
            let name = if arguments.file == Path::new("-") { Path::new("stdin") } else { &arguments.file };
            name.with_extension("rejects.ndjson")
        });
        Self { path, file: None }
    }

    fn write(&mut self, reject: &Reject) -> Result<(), Failure> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let file =
                    File::create(&self.path).map_err(|source| Failure::unreadable(&self.path, source))?;
                self.file.insert(BufWriter::new(file))
            }
        };
        serde_json::to_writer(&mut *file, reject).map_err(std::io::Error::from)?;
        Ok(writeln!(file)?)
    }

    fn finish(self) -> Result<Option<PathBuf>, Failure> {
        let Some(mut file) = self.file else { return Ok(None) };
        file.flush()?;
        Ok(Some(self.path))
    }
}
