//! `coterie views rebuild`: makes the views anew from the journal.

use crate::books::{self, BooksWriter};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::spelling;
use clap::{Args, Subcommand};
use coterie_views::{Difference, Holds, Unsealed, Views, ViewsError, compare, holds};
use serde_json::json;

/// What can be done with views.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Make the views anew from the journal
    Rebuild(Rebuild),
}

/// What `coterie views rebuild` takes.
#[derive(Debug, Args)]
pub(crate) struct Rebuild {
    /// Leave the views as they are; rebuild beside them and print a digest of each table
    #[arg(long)]
    compare: bool,
}

/// Rebuilds.
pub(crate) fn run(action: &Action, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let Action::Rebuild(arguments) = action;
    let mut writer = books::open(database)?;
    if arguments.compare {
        compared(database, &mut writer, output)
    } else {
        anew(database, &mut writer, output)
    }
}

/// Deletes the views' file and makes it anew.
fn anew(database: &Database, writer: &mut BooksWriter, output: &mut Output) -> Result<Exit, Failure> {
    let file = database.views();
    if holds(&file) == Holds::SomethingElse {
        return Err(ViewsError::NotViews(file).into());
    }
    for path in [file.clone(), file.with_extension("db-wal"), file.with_extension("db-shm")] {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::Unwritable { path, source: error });
            }
            _ => {}
        }
    }
    let views = books::views(database, writer, output)?;
    let position = views.cursor().map(|cursor| cursor.position);
    if output.json() {
        output.value(&json!({ "position": position }))?;
    } else {
        output.good(&format!("rebuilt up to position {}", position.unwrap_or_default()))?;
    }
    Ok(Exit::Ok)
}

/// Leaves the views as they are, and compares them with a rebuild.
fn compared(database: &Database, writer: &mut BooksWriter, output: &mut Output) -> Result<Exit, Failure> {
    let kept = books::views(database, writer, output)?;
    let mut rebuilt = Views::in_memory(Box::new(Unsealed))?;
    books::catch_up(&mut rebuilt, writer, output)?;
    let differences = compare(&kept, &rebuilt)?;
    let digests = rebuilt.digest()?;
    if output.json() {
        output.value(&json!({ "tables": digests, "differences": differences }))?;
    } else {
        let rows = digests.iter().map(|one| {
            vec![one.table.to_string(), spelling::apart(&one.rows.to_string()), one.sha256.clone()]
        });
        output.table(&["table", "rows", "SHA-256 of its rows"], &[1], rows.collect())?;
        for difference in &differences {
            output.bad(&told(difference))?;
        }
        if differences.is_empty() {
            output.good("the views equal a rebuild")?;
        }
    }
    Ok(if differences.is_empty() { Exit::Ok } else { Exit::Corrupt })
}

/// The row in which the views and a rebuild differ, in words.
fn told(Difference { table, first, second }: &Difference) -> String {
    match (first, second) {
        (Some(kept), Some(rebuilt)) => {
            format!("in {table} the views have the row {kept}, where a rebuild has {rebuilt}")
        }
        (Some(kept), None) => {
            format!("in {table} the views have the row {kept}, which a rebuild does not have")
        }
        (None, Some(rebuilt)) => format!("in {table} the views lack the row {rebuilt}, which a rebuild has"),
        (None, None) => format!("{table} of the views is not what a rebuild has"),
    }
}
