//! `coterie settle --period P`: the partners' statements of a period.

pub(crate) mod json;
mod statements;

use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use clap::Args;
use coterie_calendar::{Instant, Period, Zone};
use coterie_program::compiled::{Program, Settled};
use std::collections::BTreeSet;

pub(crate) use statements::show;

/// What `coterie settle` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The period: 2026-03, or 2026-Q1 for partners that settle quarterly
    #[arg(long, value_name = "PERIOD")]
    period: String,
}

/// Shows what each partner pays, is paid and earned, what is owed to others, and what remains with the coalition.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open_to_read(database, output)?;
    let engine = books::program(&writer)?;
    let program = &engine.program;
    let (kind, start, end) = period(&arguments.period, &program.zone)?;
    let views = books::views(database, &mut writer, output)?;
    // A version before may have settled in another kind of period.
    if !kinds(program).contains(&kind) && !views.settlement_periods()?.contains(&arguments.period) {
        return Err(Failure::Usage(of_another_kind(&arguments.period, start, end, program)));
    }
    let report = views.settlement(program, &arguments.period)?;
    show(program, writer.clock(), &report, output)?;
    Ok(Exit::Ok)
}

/// What a label names.
fn period(label: &str, zone: &Zone) -> Result<(Period, Instant, Instant), Failure> {
    zone.period(label).map_err(|error| Failure::Usage(format!("--period: {error}")))
}

/// In which kind of period a partner settles.
fn kind_of(settled: Settled) -> Period {
    match settled {
        Settled::Monthly => Period::Month,
        Settled::Quarterly => Period::Quarter,
    }
}

/// In which kinds of period anybody settles; the coalition itself does in months.
fn kinds(program: &Program) -> BTreeSet<Period> {
    let partners = program.partners.values().map(|partner| kind_of(partner.settled));
    partners.chain([Period::Month]).collect()
}

/// The periods of a kind that have something of a stretch of time: the first and the last of several.
fn labels(zone: &Zone, kind: Period, start: Instant, end: Instant) -> String {
    let (first, last) = (zone.label(kind, start), zone.label(kind, end.just_before()));
    if first == last { first } else { format!("{first} … {last}") }
}

/// Why nothing is settled in a period, and in which it is instead.
fn of_another_kind(label: &str, start: Instant, end: Instant, program: &Program) -> String {
    let right: Vec<String> = kinds(program)
        .into_iter()
        .map(|kind| format!("--period {}", labels(&program.zone, kind, start, end)))
        .collect();
    format!(
        "--period {label}: no partner of {} settles in such a period; try {}",
        program.id,
        right.join(" or ")
    )
}
