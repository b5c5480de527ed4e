//! `coterie verify`: proves the books, or names the first thing wrong and exits with 3.

use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::progress;
use crate::spelling;
use coterie_journal::Wrong;
use coterie_journal::store::sqlite::{Access, SqliteStore};
use coterie_journal::store::{OpenError, Store};
use coterie_journal::verify::{Verified, verify_watched};
use coterie_views::{Holds, Unsealed, Views, compare, holds};
use serde_json::json;

/// Verifies the journal, then that the views equal a rebuild.
pub(crate) fn run(database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    if !database.journal().exists() {
        return Err(Failure::database(database.journal(), "there is no such file".to_owned()));
    }
    // The views first: then the journal has every entry that they speak of, though another process may be writing both.
    let kept = kept_views(database);
    let store = match SqliteStore::open(database.journal(), Access::Snapshot) {
        Ok(store) => store,
        Err(error @ (OpenError::NotADatabase(_) | OpenError::Foreign { .. })) => {
            return wrong(&error.to_string(), output);
        }
        Err(error) if error.is_corruption() => return wrong(&error.to_string(), output),
        Err(error) => return Err(Failure::opening(database.journal(), &error)),
    };
    let bar = progress::bar(output, Some(store.head().entries), "entries");
    let verified = verify_watched(store, &mut |position| bar.set_position(position));
    bar.finish_and_clear();
    let verified = match verified {
        Ok(verified) => verified,
        Err(Wrong::Reading(error)) if !error.is_corruption() => return Err(error.into()),
        Err(error) => return wrong(&error.to_string(), output),
    };
    let kept = match kept {
        Ok(Kept::Nothing) => return right(&verified, false, output),
        other => other,
    };
    match kept.and_then(|kept| views_equal_a_rebuild(kept, database, output)) {
        Ok(None) => {}
        Ok(Some(difference)) => return wrong(&difference, output),
        Err(error) => return wrong(&format!("views: {error}"), output),
    }
    right(&verified, true, output)
}

fn wrong(what: &str, output: &mut Output) -> Result<Exit, Failure> {
    if output.json() {
        output.value(&json!({ "verified": false, "wrong": what }))?;
    } else {
        output.bad(&format!("WRONG: {what}"))?;
    }
    Ok(Exit::Corrupt)
}

fn right(verified: &Verified, has_views: bool, output: &mut Output) -> Result<Exit, Failure> {
    if output.json() {
        output.value(&json!({
            "verified": true,
            "blocks": verified.store.blocks,
            "entries": verified.store.entries,
            "transfers": verified.transfers,
            "decided_again": verified.decided_again,
            "undecidable": verified.undecidable,
            "records": verified.records,
            "views": if has_views { "equal a rebuild" } else { "none" },
        }))?;
        return Ok(Exit::Ok);
    }
    let count = |number: u64| spelling::count(number as i64);
    output.line(&format!(
        "{} blocks, {} entries: checksums, positions and the hash tree hold",
        count(verified.store.blocks),
        count(verified.store.entries)
    ))?;
    output.line(&format!(
        "{} transfers sum to zero, and every balance is the sum of its entries",
        count(verified.transfers)
    ))?;
    output.line(&format!("{} records equal what folding from nothing gives", count(verified.records)))?;
    output.line(&format!(
        "{} decisions made again are the recorded ones{}",
        count(verified.decided_again),
        if verified.undecidable > 0 {
            format!(
                "; {} cannot be made again, because a person's key was destroyed",
                count(verified.undecidable)
            )
        } else {
            String::new()
        }
    ))?;
    output.line(if has_views {
        "the views equal a rebuild"
    } else {
        "there are no views here to compare; they are built where a command needs them"
    })?;
    output.good("verified")?;
    Ok(Exit::Ok)
}

/// The views as they stand, or in words why they are none.
enum Kept {
    Nothing,
    Views(Box<Views>),
    Wrong(String),
}

fn kept_views(database: &Database) -> Result<Kept, Failure> {
    Ok(match holds(&database.views()) {
        Holds::Nothing | Holds::Unreadable => Kept::Nothing,
        Holds::OtherViews => Kept::Wrong(
            "views: table shape names other tables than this version's; `coterie views rebuild` makes them anew"
                .to_owned(),
        ),
        Holds::Views | Holds::SomethingElse => {
            match Views::open_to_read(&database.views(), Box::new(Unsealed))? {
                Some(views) => Kept::Views(Box::new(views)),
                None => Kept::Nothing,
            }
        }
    })
}

/// The first difference between the views and a rebuild up to where they are, if there is one. The views are left as they are;
/// where there are none, nothing differs.
fn views_equal_a_rebuild(
    kept: Kept,
    database: &Database,
    output: &Output,
) -> Result<Option<String>, Failure> {
    let kept = match kept {
        Kept::Nothing => return Ok(None),
        Kept::Wrong(what) => return Ok(Some(what)),
        Kept::Views(kept) => kept,
    };
    let mut writer = books::snapshot(database)?;
    let mut rebuilt = Views::in_memory(Box::new(Unsealed))?;
    let end = kept.cursor().map_or(0, |cursor| cursor.position.saturating_add(1));
    books::project_up_to(end, &mut rebuilt, &mut writer, output)?;
    let differences = compare(&kept, &rebuilt)?;
    Ok(differences.first().map(|first| {
        let side = |row: &Option<String>| row.clone().unwrap_or_else(|| "nothing".to_owned());
        let (kept, rebuilt) = (side(&first.first), side(&first.second));
        format!("views: table {}: {kept} stands where a rebuild has {rebuilt}", first.table)
    }))
}
