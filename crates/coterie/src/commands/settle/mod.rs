//! `coterie settle --period P`: the partners' statements of a period.

pub(crate) mod json;
pub(crate) mod kinds;
mod statements;

use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use clap::Args;

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
    let (kind, start, end) = kinds::period(&arguments.period, &program.zone)?;
    let views = books::views(database, &mut writer, output)?;
    // A version before may have settled in another kind of period.
    if !kinds::settled(program).contains(&kind) && !views.settlement_periods()?.contains(&arguments.period) {
        return Err(kinds::nobody_settles(&arguments.period, (start, end), program));
    }
    let report = views.settlement(program, &arguments.period)?;
    show(program, writer.clock(), &report, output)?;
    Ok(Exit::Ok)
}
