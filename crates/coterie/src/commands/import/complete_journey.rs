//! `coterie import complete-journey DIR`: the real year, under the reference program unless the books have a version of it already.

use super::acknowledgement::acknowledge;
use crate::books::{self, BooksWriter, Projection};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::progress;
use crate::real_year::{PROGRAM, PROGRAM_ID, RealYear};
use crate::spelling;
use clap::Args;
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_journal::writer::GROUP_EVENTS_MAX;
use coterie_journal::{Answer, Arrival, Submission};
use coterie_program::event::Event;
use coterie_retail_year::RetailYear;
use coterie_views::Views;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

/// Groups that wait between the thread that builds events and the writer.
const GROUPS_WAITING: usize = 8;

/// What `coterie import complete-journey` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The folder with the year's Parquet files
    dir: PathBuf,
    /// After each group that is durable, print {"durable": {"events": …, "entries": …}}: so many of the year's events are in
    /// the books
    #[arg(long)]
    ack: bool,
}

/// What came of an import.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Imported {
    /// Lines of baskets read.
    lines: usize,
    /// Purchases among the events.
    purchases: usize,
    /// Coupon redemptions among the events.
    redemptions: usize,
    /// Events that were new to the books.
    new: usize,
    /// Events that the books had already.
    known: usize,
    /// New events that the program refused.
    refused: usize,
    /// Lines with quantity zero, kept.
    odd_quantity_zero: usize,
    /// Lines with value zero, kept.
    odd_value_zero: usize,
}

impl Imported {
    fn count(&mut self, answers: &[Answer]) {
        for answer in answers {
            match answer {
                Answer::Decided { repeat: true, .. } | Answer::Conflict { .. } => self.known += 1,
                Answer::Decided { entry, .. } => {
                    self.new += 1;
                    self.refused += usize::from(entry.decision.refusal.is_some());
                }
            }
        }
    }
}

/// Imports the year; started again after an interruption, it continues.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let year = open(&arguments.dir)?;
    let mut writer = books::open_or_begin(database)?;
    let views = books::views(database, &mut writer, output)?;
    let (imported, _) = import_year(&year, &mut writer, views, arguments.ack, output)?;
    if output.json() {
        output.value(&serde_json::to_value(imported).unwrap_or_default())?;
        return Ok(Exit::Ok);
    }
    let count = |number: usize| spelling::count(number as i64);
    output.line(&format!(
        "{} lines in {} purchases and {} coupon redemptions: {} new, {} known before, {} refused",
        count(imported.lines),
        count(imported.purchases),
        count(imported.redemptions),
        count(imported.new),
        count(imported.known),
        count(imported.refused)
    ))?;
    output.line(&format!(
        "odd lines kept: {} of quantity zero, {} of value zero",
        count(imported.odd_quantity_zero),
        count(imported.odd_value_zero)
    ))?;
    Ok(Exit::Ok)
}

/// Reads the files. A panic of the Parquet reader on a damaged one comes back as an error that names the file; the panic's own
/// words would only stand in front of it.
fn open(folder: &Path) -> Result<RetailYear, Failure> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let year = RetailYear::open(folder);
    std::panic::set_hook(hook);
    Ok(year?)
}

/// Brings the year into the journal while the views follow; with `ack`, says of each group that it is durable.
fn import_year(
    year: &RetailYear,
    writer: &mut BooksWriter,
    mut views: Views,
    ack: bool,
    output: &mut Output,
) -> Result<(Imported, Views), Failure> {
    let first = year.steps().next().map_or(0, |step| step.at_seconds());
    if writer.versions().newest().is_none() {
        let from = Instant::from_seconds(first).map_err(crate::real_year::RealYearError::from)?;
        writer.apply(PROGRAM, from, "").map_err(|error| Failure::Usage(error.to_string()))?;
    }
    let program = std::sync::Arc::clone(&books::program(writer)?.program);
    if program.id != PROGRAM_ID {
        return Err(Failure::Usage(format!(
            "these books are of {}, and the real year belongs to {PROGRAM_ID}; name a file of its own with --database",
            program.id
        )));
    }
    let odd = year.odd_rows();
    let mut imported = Imported {
        lines: year.line_count(),
        purchases: year.purchase_count(),
        redemptions: year.redemption_count(),
        odd_quantity_zero: odd.quantity_zero as usize,
        odd_value_zero: odd.value_zero as usize,
        ..Imported::default()
    };
    let real_year = RealYear::new(year, &program)?;
    books::catch_up(&mut views, writer, output)?;
    let projection = Projection::follow(views, writer);
    let bar = progress::bar(output, Some(RealYear::event_count(year) as u64), "events");
    let (groups, waiting) = sync_channel::<Result<Vec<Submission>, Failure>>(GROUPS_WAITING);
    let result = std::thread::scope(|scope| -> Result<(), Failure> {
        let real_year = &real_year;
        scope.spawn(move || {
            let mut group = Vec::with_capacity(GROUP_EVENTS_MAX);
            for event in real_year.events(year) {
                match event {
                    Ok(event) => group.push(submission(event)),
                    Err(error) => {
                        // Whoever waits for groups learns of it; nobody waiting means that the import failed already.
                        let _ = groups.send(Err(error.into()));
                        return;
                    }
                }
                if group.len() == GROUP_EVENTS_MAX {
                    let full = std::mem::replace(&mut group, Vec::with_capacity(GROUP_EVENTS_MAX));
                    if groups.send(Ok(full)).is_err() {
                        return;
                    }
                }
            }
            let _ = groups.send(Ok(group));
        });
        // When this ends early nobody waits any longer, which ends the other thread.
        for group in waiting {
            let group = group?;
            bar.inc(group.len() as u64);
            if is_known(writer, &group)? {
                imported.known += group.len();
            } else {
                imported.count(&writer.submit_ahead(&group)?);
            }
            if ack {
                let count = imported.new + imported.known;
                acknowledge(output, "events", count as u64, writer.head().entries)?;
            }
        }
        imported.count(&writer.settle()?);
        if ack {
            let count = imported.new + imported.known;
            acknowledge(output, "events", count as u64, writer.head().entries)?;
        }
        Ok(())
    });
    let views = projection.finish(writer)?;
    result?;
    bar.finish_and_clear();
    Ok((imported, views))
}

fn submission(event: Event) -> Submission {
    Submission { event, by: CompactString::default(), arrival: Arrival::Import }
}

/// Events of the year are always handed in in the same order and committed in that order, so a group whose last event is known
/// is known as a whole.
fn is_known(writer: &mut BooksWriter, group: &[Submission]) -> Result<bool, Failure> {
    match group.last() {
        Some(last) => Ok(writer.position(&last.event.source, &last.event.id)?.is_some()),
        None => Ok(true),
    }
}
