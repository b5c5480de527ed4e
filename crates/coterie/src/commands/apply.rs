//! `coterie apply FILE --at T`: makes a program file a version of the books' program.

use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::program_file::ProgramFile;
use crate::spelling;
use clap::Args;
use coterie_calendar::{Instant, Zone};
use coterie_journal::writer::ApplyError;
use coterie_program::diagnostic;
use coterie_program::ids::Registry;
use serde_json::json;
use std::path::PathBuf;

/// What `coterie apply` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The program file
    file: PathBuf,
    /// From when it holds: RFC 3339, or local in the program's zone
    #[arg(long, value_name = "TIME")]
    at: String,
    /// Who applies it
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
}

/// Applies the file; versions never rewrite the past.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let file = ProgramFile::read(&arguments.file, &Registry::default())?;
    let (name, bytes) = (file.name.clone(), file.bytes.clone());
    let zone: Zone = file.usable()?.program.zone;
    let from = books::moment("--at", &arguments.at, &zone)?;
    let mut writer = books::open_or_begin(database)?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::Usage(format!("{name} is not UTF-8")))?;
    let newest = writer.versions().newest().map(|(since, engine)| (since, engine.version));
    if let Some((since, version)) = newest
        && from >= since.max(writer.clock())
        && writer.newest_file()?.is_some_and(|newest| newest == text)
    {
        return unchanged(version, since, &zone, output);
    }
    match writer.apply(&text, from, &arguments.by) {
        Ok(applied) => {
            if output.json() {
                output.value(&json!({ "version": applied.version, "position": applied.position, "from": from.in_zone(&zone) }))?;
            } else {
                output.text(&diagnostic::render(&name, &text, &applied.warnings, output.colour()))?;
                output.good(&format!(
                    "version {} holds from {}",
                    applied.version,
                    spelling::moment(from, &zone)
                ))?;
            }
            Ok(Exit::Ok)
        }
        Err(ApplyError::Mistakes(mistakes)) => {
            output.text(&diagnostic::render(&name, &text, &mistakes, output.colour()))?;
            Ok(Exit::Wrong)
        }
        Err(ApplyError::Writer(error)) => Err(error.into()),
        Err(ApplyError::RewritesThePast { from, decided_up_to }) => {
            let (from, decided) = (spelling::moment(from, &zone), spelling::moment(decided_up_to, &zone));
            Err(Failure::Usage(format!(
                "--at: a version from {from} would rewrite the past: everything up to {decided} is decided; it can hold from then on"
            )))
        }
        Err(refused) => Err(Failure::Usage(refused.to_string())),
    }
}

/// The newest version is this very file: somebody has applied it already.
fn unchanged(version: u32, since: Instant, zone: &Zone, output: &mut Output) -> Result<Exit, Failure> {
    if output.json() {
        output.value(&json!({ "version": version, "from": since.in_zone(zone), "unchanged": true }))?;
    } else {
        let since = spelling::moment(since, zone);
        output
            .good(&format!("version {version}, from {since} on, is this very file: nothing was applied"))?;
    }
    Ok(Exit::Ok)
}
