//! `coterie import events FILE`: NDJSON, or CSV with a mapping. A bad row goes with its line and reason to a file of rejects,
//! the rest goes in.

use super::acknowledgement::acknowledge;
use super::future::Future;
use super::group::{Counts, Import};
use super::refusals::Refusals;
use super::rejects::Rejects;
use crate::books::{self, Projection};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::progress;
use crate::spelling;
use clap::Args;
use coterie_intake::{Defaults, Intake, Reject, csv, ndjson};
use coterie_journal::writer::GROUP_EVENTS_MAX;
use coterie_ledger::PartyKind;
use coterie_program::builtin::{field, kind};
use coterie_program::diagnostic;
use coterie_program::event::Event;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read};
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
    /// Take events that have not come yet as well, to try a programme out. Whatever falls due until then happens at once, for
    /// good; without this they are rejected
    #[arg(long)]
    future: bool,
    /// After each group that is durable, print {"durable": {"line": …, "entries": …}}: all rows that begin up to that line
    /// are in the books or among the rejects
    #[arg(long)]
    ack: bool,
    /// So many events become durable together: fewer are acknowledged sooner, more go faster
    #[arg(long, value_name = "N", default_value_t = GROUP_EVENTS_MAX as u64)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=GROUP_EVENTS_MAX as u64))]
    group: u64,
}

/// Imports the file; started again after an interruption, it continues.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open(database)?;
    let engine = books::program(&writer)?;
    let intake = Intake::new(&engine.program);
    let partners = writer.parties()?.into_iter().filter(|party| party.kind() == PartyKind::Partner);
    let partners: RefCell<BTreeSet<String>> =
        RefCell::new(partners.map(|party| party.id().to_owned()).collect());
    let known_partner = |id: &str| partners.borrow().contains(id);
    let defaults = Defaults { source: &arguments.source, at: None, known_partner: &known_partner };
    let mapping = match &arguments.mapping {
        None if is_table(&arguments.file) => {
            return Err(Failure::Usage(format!(
                "{}: a table needs a mapping of its columns: --mapping FILE (docs/events.md shows one)",
                arguments.file.display()
            )));
        }
        None => None,
        Some(path) => match mapping(path, &intake, output)? {
            Some(mapping) => Some(mapping),
            None => return Ok(Exit::Wrong),
        },
    };
    let bar = progress::bytes(output, length_of(&arguments.file));
    let input = bar.wrap_read(open(&arguments.file)?);
    let mut rows = match &mapping {
        None => Rows::Ndjson(ndjson::Reader::new(&intake, defaults, BufReader::new(input))),
        Some(mapping) => Rows::Csv(
            csv::Reader::open(&intake, defaults, mapping, input)
                .map_err(|error| Failure::Usage(format!("{}: {error}", arguments.file.display())))?,
        ),
    };
    let views = books::views(database, &mut writer, output)?;
    let projection = Projection::follow(views, &mut writer);
    let mut future = Future::new(arguments.future, writer.clock(), &engine.program);
    let mut import = Import::new(&mut writer, Rejects::new(arguments.rejects.as_deref(), &arguments.file));
    let unreadable = |source| Failure::unreadable(&arguments.file, source);
    while let Some(next) = rows.next().map_err(unreadable)? {
        let early = match &next {
            Ok(event) => future.refuses(event.at)?,
            Err(_) => None,
        };
        match (next, early) {
            (Ok(event), None) => {
                if event.kind == kind::PARTNER
                    && let Some(partner) = event.party(field::PARTNER)
                {
                    partners.borrow_mut().insert(partner.id().to_owned());
                }
                import.take(event, rows.line(), rows.text());
            }
            (Ok(_), Some(problem)) => {
                let (line, text) = (rows.line(), rows.text());
                import.reject(Reject { line, text, problems: vec![problem] });
            }
            (Err(reject), _) => import.reject(reject),
        }
        if import.is_full(arguments.group) {
            import.submit()?;
            if arguments.ack {
                import.settle()?;
                acknowledge(output, "line", rows.line(), import.writer.head().entries)?;
            }
        }
    }
    import.submit()?;
    import.settle()?;
    if arguments.ack {
        acknowledge(output, "line", rows.line(), import.writer.head().entries)?;
    }
    let Import { counts, rejects, refusals, .. } = import;
    let rejected = rejects.count();
    let rejected_to = rejects.finish()?;
    projection.finish(&mut writer)?;
    bar.finish_and_clear();
    let rejected_to = rejected_to.as_deref().map(|path| (rejected, path));
    tell(&counts, &refusals, rejected_to, arguments.ack, output)?;
    Ok(if rejected == 0 { Exit::Ok } else { Exit::Wrong })
}

fn tell(
    counts: &Counts,
    refusals: &Refusals,
    rejected: Option<(usize, &Path)>,
    in_lines: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    if output.json() {
        let (refusals, left_out) = refusals.to_json();
        let told = json!({
            "new": counts.new, "known": counts.known, "refused": counts.refused,
            "refusals": refusals, "refusals_left_out": left_out,
            "rejected": rejected.map_or(0, |(count, _)| count),
            "rejects": rejected.map(|(_, path)| path.display().to_string()),
        });
        return if in_lines { output.value_line(&told) } else { output.value(&told) };
    }
    output.line(&format!(
        "{} ({} of them refused by the program), {} known before",
        spelling::many(counts.new as i64, "new event", "new events"),
        spelling::count(counts.refused as i64),
        spelling::count(counts.known as i64)
    ))?;
    refusals.tell(counts.refused, output)?;
    if let Some((rejected, path)) = rejected {
        let rows = spelling::many(rejected as i64, "row", "rows");
        output.bad(&format!("{rows} rejected, with the reasons in {}", path.display()))?;
    }
    Ok(())
}

/// The mapping in a file; none when it has mistakes, which are then shown.
fn mapping(path: &Path, intake: &Intake, output: &mut Output) -> Result<Option<csv::Mapping>, Failure> {
    let bytes = std::fs::read(path).map_err(|source| Failure::unreadable(path, source))?;
    let mistakes = match std::str::from_utf8(&bytes) {
        Ok(text) => match csv::Mapping::parse(text, intake) {
            Ok(mapping) => return Ok(Some(mapping)),
            Err(mistakes) => mistakes,
        },
        // says at which byte
        Err(_) => coterie_program::yaml::parse(&bytes).1,
    };
    output.text(&diagnostic::render(&path.display().to_string(), &bytes, &mistakes, output.colour()))?;
    Ok(None)
}

/// Whether a file calls itself a table.
fn is_table(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("csv") || ending.eq_ignore_ascii_case("tsv"))
}

fn open(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let file = File::open(path).map_err(|source| Failure::unreadable(path, source))?;
    Ok(Box::new(file))
}

/// How many bytes there are to read; what comes through a pipe says nothing.
fn length_of(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|file| file.len())
}

/// Rows of either kind of file.
enum Rows<'i, R: Read> {
    Ndjson(ndjson::Reader<'i, BufReader<R>>),
    Csv(csv::Reader<'i, R>),
}

impl<R: Read> Rows<'_, R> {
    fn next(&mut self) -> io::Result<Option<Result<Event, Reject>>> {
        match self {
            Self::Ndjson(rows) => rows.next_event(),
            Self::Csv(rows) => rows.next_event(),
        }
    }

    /// What was read last.
    fn text(&self) -> String {
        match self {
            Self::Ndjson(rows) => rows.text(),
            Self::Csv(rows) => rows.text(),
        }
    }

    /// The line where the last row began.
    fn line(&self) -> u64 {
        match self {
            Self::Ndjson(rows) => rows.line(),
            Self::Csv(rows) => rows.line(),
        }
    }
}
