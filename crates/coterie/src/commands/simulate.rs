//! `coterie simulate FILE EVENTS.ndjson`: what a program does with events, without a database.

use super::explain;
use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use crate::program_file::ProgramFile;
use crate::standing::Standing;
use clap::Args;
use coterie_calendar::Instant;
use coterie_decide::course::Happened;
use coterie_decide::{Engine, Origin};
use coterie_explain::{Past, Words, entry_json, head, story};
use coterie_intake::{Defaults, Intake, ndjson};
use coterie_ledger::{Party, PartyKind};
use coterie_program::ids::Registry;
use coterie_rehearse::Rehearsal;
use coterie_sentences::Language;
use serde_json::json;
use std::cell::RefCell;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What `coterie simulate` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The program file
    file: PathBuf,
    /// The events, one a line (NDJSON); - is stdin
    events: PathBuf,
    /// Let everything fall due up to this moment, after the last event; up to that event's time, unless stated
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Say how many conditions were evaluated for each event
    #[arg(long)]
    stats: bool,
}

/// Plays the events in the order of the file; a line that is no event is told on stderr, and the rest is played.
pub(crate) fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit, Failure> {
    let program = Arc::new(ProgramFile::read(&arguments.file, &Registry::default())?.usable()?.program);
    let at = match &arguments.at {
        Some(text) => Some(
            Instant::parse(text, &program.zone).map_err(|error| Failure::Usage(format!("--at: {error}")))?,
        ),
        None => None,
    };
    let intake = Intake::new(&program);
    let mut rehearsal = Rehearsal::new(Arc::clone(&program));
    let engine = Arc::clone(rehearsal.engine());
    let joined: RefCell<Vec<Party>> = RefCell::default();
    let known_partner =
        |id: &str| Party::new(PartyKind::Partner, id).is_ok_and(|party| joined.borrow().contains(&party));
    let defaults = Defaults { source: "simulation", at: None, known_partner: &known_partner };
    let mut events = ndjson::Reader::new(&intake, defaults, open(&arguments.events)?);
    let versions = rehearsal.versions().clone();
    let mut teller = Teller {
        engine: &engine,
        intake: &intake,
        past: Past::new(&versions),
        stats: arguments.stats,
        events: 0,
        conditions: 0,
    };
    let mut wrong = 0;
    while let Some(next) =
        events.next_event().map_err(|source| Failure::unreadable(&arguments.events, source))?
    {
        let event = match next {
            Ok(event) => event,
            Err(reject) => {
                wrong += 1;
                for problem in &reject.problems {
                    output.aside(&format!("{}:{}: {problem}", arguments.events.display(), reject.line));
                }
                continue;
            }
        };
        let mut told = Ok(());
        let played = rehearsal.play(&event, &mut |happened| {
            if let Origin::Event(event) = &happened.entry.origin
                && event.kind == coterie_program::builtin::kind::PARTNER
                && let Some(partner) = event.party(coterie_program::builtin::field::PARTNER)
            {
                joined.borrow_mut().push(partner.clone());
            }
            told = std::mem::replace(&mut told, Ok(())).and_then(|()| teller.tell(happened, output));
        });
        told?;
        if let Err(coterie_rehearse::RehearseError::Conflict { .. }) = &played {
            wrong += 1;
            let line = events.line();
            output.aside(&format!(
                "{}:{line}: the id {} was said before, with another content",
                arguments.events.display(),
                event.id
            ));
            continue;
        }
        played?;
    }
    // What is due by the last event's time has happened by then.
    let up_to = at.unwrap_or_else(|| rehearsal.clock());
    if up_to > Instant::MIN {
        let mut told = Ok(());
        rehearsal.tick(up_to, &mut |happened| {
            told = std::mem::replace(&mut told, Ok(())).and_then(|()| teller.tell(happened, output));
        })?;
        told?;
    }
    let standing = Standing::new(&engine, rehearsal.clock(), rehearsal.records().each_party());
    if output.json() {
        output.value_line(&json!({ "final": standing.to_json()? }))?;
        if arguments.stats {
            output.value_line(
                &json!({ "stats": { "events": teller.events, "conditions": teller.conditions } }),
            )?;
        }
    } else {
        standing.tables(output)?;
        if arguments.stats {
            let conditions = counted(teller.conditions as usize, "condition");
            let events = counted(teller.events as usize, "event");
            output.line(&format!("\n{conditions} evaluated for {events}"))?;
        }
    }
    if wrong > 0 {
        let were = if wrong == 1 { "was" } else { "were" };
        output.note(&format!("{} {were} not played", counted(wrong, "line")));
    }
    Ok(if wrong == 0 { Exit::Ok } else { Exit::Wrong })
}

/// Says what happens while it happens, as explanations say it. What happened is kept, for what refers to it later.
struct Teller<'a> {
    engine: &'a Engine,
    intake: &'a Intake,
    past: Past<'a>,
    stats: bool,
    events: u64,
    conditions: u64,
}

impl Teller<'_> {
    fn tell(&mut self, happened: Happened, output: &mut Output) -> Result<(), Failure> {
        let Happened { position, entry, stats, .. } = happened;
        let words = Words::new(&self.engine.program, Language::En);
        if matches!(entry.origin, Origin::Event(_)) {
            self.events += 1;
            self.conditions += u64::from(stats.conditions);
        }
        let remarks = story(&words, &self.past, position, &entry);
        if output.json() {
            let mut told = entry_json(words.names(), self.intake, &self.past, position, &entry);
            told["told"] = json!(remarks);
            if self.stats {
                told["conditions"] = stats.conditions.into();
            }
            output.value_line(&told)?;
        } else {
            output.heading(&format!("#{position} {}", head(&words, &entry)))?;
            explain::lines(output, &remarks)?;
            if self.stats {
                output.line(&format!("  {} evaluated", counted(stats.conditions as usize, "condition")))?;
            }
        }
        self.past.add(position, entry);
        Ok(())
    }
}

fn open(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let file = File::open(path).map_err(|source| Failure::unreadable(path, source))?;
    Ok(Box::new(BufReader::new(file)))
}
