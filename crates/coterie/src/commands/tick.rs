//! `coterie tick --at T`: lets everything fall due up to a moment.

use crate::books;
use crate::clock;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::spelling;
use clap::Args;
use serde_json::json;

/// What `coterie tick` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Up to when: RFC 3339, or local in the program's zone
    #[arg(long, value_name = "TIME")]
    at: String,
}

/// Does what is due, each thing once.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open(database)?;
    let engine = books::program(&writer)?;
    let at = books::moment("--at", &arguments.at, &engine.program.zone)?;
    if at > writer.clock() && at > clock::now()? {
        output.note(&format!(
            "{} has not come yet: what falls due until then is booked now, for good, and what comes in meanwhile is late; \
             coterie report --at looks ahead without booking anything",
            spelling::moment(at, &engine.program.zone)
        ));
    }
    let due = books::tick(&mut writer, at, output)?;
    books::views(database, &mut writer, output)?;
    if output.json() {
        output.value(&json!({ "ticks": due, "clock": writer.clock().in_zone(&engine.program.zone) }))?;
    } else {
        output.line(&format!(
            "{} fell due up to {}",
            spelling::many(due as i64, "thing", "things"),
            spelling::moment(at, &engine.program.zone)
        ))?;
    }
    Ok(Exit::Ok)
}
