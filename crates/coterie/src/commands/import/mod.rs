//! `coterie import`: events from files into the journal.

mod acknowledgement;
mod complete_journey;
mod events;
mod future;
mod group;
mod refusals;
mod rejects;

use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use clap::Subcommand;

/// What can be imported.
#[derive(Debug, Subcommand)]
pub(crate) enum Source {
    /// Events from NDJSON, or from CSV with a mapping
    Events(events::Arguments),
    /// The real year of retail, from its Parquet files
    CompleteJourney(complete_journey::Arguments),
}

/// Imports.
pub(crate) fn run(source: &Source, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    match source {
        Source::Events(arguments) => events::run(arguments, database, output),
        Source::CompleteJourney(arguments) => complete_journey::run(arguments, database, output),
    }
}
