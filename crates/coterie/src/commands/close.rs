//! `coterie close --period P`: closes a period, and lets it set off what it sets off.

use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use clap::Args;
use coterie_journal::Answer;
use coterie_journal::writer::CloseError;
use serde_json::json;

/// What `coterie close` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The period: 2026-03, 2026-Q1 or 2026
    #[arg(long, value_name = "PERIOD")]
    period: String,
    /// Who closes it
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
}

/// Closes the period; what arrives for it later is settled in the next.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open(database)?;
    let engine = books::program(&writer)?;
    // What is due by the period's end happens before it is closed.
    if let Ok((_, _, end)) = engine.program.zone.period(&arguments.period)
        && writer.clock() >= end
    {
        let now = writer.clock();
        books::tick(&mut writer, now, output)?;
    }
    let answer = match writer.close(&arguments.period, &arguments.by) {
        Ok(answer) => answer,
        Err(CloseError::Writer(error)) => return Err(error.into()),
        Err(refused) => return Err(Failure::Usage(refused.to_string())),
    };
    books::views(database, &mut writer, output)?;
    let (position, repeat) = match answer {
        Answer::Decided { position, repeat, .. } => (position, repeat),
        Answer::Conflict { position } => (position, true),
    };
    if output.json() {
        output.value(&json!({ "period": arguments.period, "position": position, "repeat": repeat }))?;
    } else if repeat {
        output.line(&format!("{} was closed before, at position {position}", arguments.period))?;
    } else {
        output.good(&format!("{} is closed, at position {position}", arguments.period))?;
    }
    Ok(Exit::Ok)
}
