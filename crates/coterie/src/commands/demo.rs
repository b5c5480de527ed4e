//! `coterie demo`: lives a year of the demo coalition through the ordinary event door, settles and verifies it.

use super::{report, settle, verify};
use crate::books::{self, BooksWriter, Projection};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::progress;
use crate::spelling;
use clap::Args;
use compact_str::CompactString;
use coterie_calendar::{Instant, Period};
use coterie_demo::{Demo, PROGRAM, Settings, Step};
use coterie_intake::{Defaults, Intake};
use coterie_journal::writer::GROUP_EVENTS_MAX;
use coterie_journal::{Answer, Arrival, Submission};
use std::sync::Arc;

/// What `coterie demo` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Where all chance comes from: the same seed gives the same year
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many members sign up
    #[arg(long, value_name = "N", default_value_t = 1_500)]
    members: u32,
}

/// Lives the year.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    if database.journal().exists() {
        let why = "the demo begins new books; name a file that is not there yet with --database".to_owned();
        return Err(Failure::database(database.journal(), why));
    }
    let settings = Settings { seed: arguments.seed, members: arguments.members, ..Settings::default() };
    let demo = Demo::new(&settings).map_err(|error| Failure::Usage(error.to_string()))?;
    let mut writer = books::open_or_begin(database)?;
    let begin = Instant::parse(&settings.start.to_string(), &coterie_calendar::Zone::utc())
        .map_err(|error| Failure::Usage(error.to_string()))?;
    // The day before, so that no zone's first hour is missed.
    let begin = coterie_calendar::Zone::utc().start_of(Period::Day, begin.just_before());
    writer.apply(PROGRAM, begin, "demo").map_err(|error| Failure::Usage(error.to_string()))?;
    let engine = books::program(&writer)?;
    let views = books::views(database, &mut writer, output)?;
    let projection = Projection::follow(views, &mut writer);
    let (counts, last_period) = live(demo, &mut writer, &engine.program, output)?;
    writer.tick(writer.clock())?;
    // The report is of the year's last moment: what the new year sets off is not part of it.
    let first = engine.program.zone.next_start(Period::Day, begin);
    let last = engine.program.zone.next_start(Period::Year, first).just_before();
    let views = projection.finish(&mut writer)?;
    output.line(&format!(
        "A year of {} members in {} events ({} refused by the program), {} journal entries",
        spelling::count(i64::from(arguments.members)),
        spelling::count(counts.events as i64),
        spelling::count(counts.refused as i64),
        spelling::count(writer.head().entries as i64)
    ))?;
    if let Some(period) = last_period {
        settle::show(&engine.program, writer.clock(), &views.settlement(&engine.program, &period)?, output)?;
    }
    drop(views);
    drop(writer);
    report::run(&report::Arguments::at(last), database, output)?;
    verify::run(database, output)
}

#[derive(Default)]
struct Counts {
    events: usize,
    refused: usize,
}

/// Plays the steps; months are closed when the office closes them. Returns the last month that was closed.
fn live(
    demo: Demo,
    writer: &mut BooksWriter,
    program: &Arc<coterie_program::compiled::Program>,
    output: &Output,
) -> Result<(Counts, Option<String>), Failure> {
    let intake = Intake::new(program);
    let known = |_: &str| true;
    let defaults = Defaults { source: "demo", at: None, known_partner: &known };
    let bar = progress::bar(output, None, "events");
    let (mut counts, mut group, mut last) = (Counts::default(), Vec::new(), None);
    for step in demo {
        match step {
            Step::Event(value) => {
                let event = intake.event_of_value(&value, &defaults).map_err(|problems| {
                    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
                    Failure::Usage(format!("the demo said something wrong: {}: {value}", told.join("; ")))
                })?;
                group.push(Submission { event, by: CompactString::default(), arrival: Arrival::Import });
                if group.len() == GROUP_EVENTS_MAX {
                    submit(writer, &mut group, &mut counts)?;
                    bar.set_position(counts.events as u64);
                }
            }
            Step::Close { period, at } => {
                submit(writer, &mut group, &mut counts)?;
                writer.tick(books::moment("close", &at, &program.zone)?)?;
                writer.close(&period, "office").map_err(|error| Failure::Usage(error.to_string()))?;
                last = Some(period);
            }
        }
    }
    submit(writer, &mut group, &mut counts)?;
    bar.finish_and_clear();
    Ok((counts, last))
}

fn submit(writer: &mut BooksWriter, group: &mut Vec<Submission>, counts: &mut Counts) -> Result<(), Failure> {
    counts.events += group.len();
    for answer in writer.submit(group)? {
        if let Answer::Decided { entry, .. } = answer {
            counts.refused += usize::from(entry.decision.refusal.is_some());
        }
    }
    group.clear();
    Ok(())
}
