//! `cursor`: up to which entry each projector has come, and `shape`: for which tables the file was made.

use super::TABLES;
use crate::error::ViewsError;
use crate::table::{Table, int, text};
use coterie_calendar::Instant;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

pub(crate) const CURSOR: Table = Table {
    name: "cursor",
    columns: &[text("projector"), int("position"), int("clock")],
    key: 1,
    unique: None,
};

pub(crate) const SHAPE: Table = Table {
    name: "shape",
    columns: &[text("projector"), text("digest"), text("tables")],
    key: 1,
    unique: None,
};

/// The projector of this crate's tables; rooms that keep tables of their own in the same file have their own.
const PROJECTOR: &str = "core";

/// Raised when the same entries would leave other rows in the same tables.
const MEANING: u32 = 3;

/// Up to where the views have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cursor {
    /// The last entry's position.
    pub position: u64,
    /// The last entry's clock.
    pub clock: Instant,
}

/// Up to where the store has come; `None` before the first entry.
pub(crate) fn load(conn: &Connection) -> Result<Option<Cursor>, ViewsError> {
    let mut read = conn.prepare_cached("SELECT position, clock FROM cursor WHERE projector = ?1")?;
    let found: Option<(u64, i64)> =
        read.query_row([PROJECTOR], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    found.map(|(position, clock)| Ok(Cursor { position, clock: Instant::from_millis(clock)? })).transpose()
}

pub(crate) fn write(conn: &Connection, cursor: Cursor) -> Result<(), ViewsError> {
    let mut put = conn.prepare_cached(&CURSOR.upsert())?;
    put.execute(params![PROJECTOR, cursor.position, cursor.clock.millis()])?;
    Ok(())
}

/// The tables' declarations, and the digest that names them.
fn shape_of_today() -> (Vec<String>, String) {
    let creates: Vec<String> = TABLES.iter().map(|table| table.create()).collect();
    let digest: [u8; 32] = Sha256::digest(format!("{MEANING}\n{}", creates.join("\n"))).into();
    (creates, crate::digest::hex(&digest))
}

/// Whether a file that has a table `shape` was made for just these tables.
pub(crate) fn has_shape_of_today(conn: &Connection) -> rusqlite::Result<bool> {
    let (_, wanted) = shape_of_today();
    let mut read = conn.prepare("SELECT digest FROM shape WHERE projector = ?1")?;
    let found: Option<String> = read.query_row([PROJECTOR], |row| row.get(0)).optional()?;
    Ok(found.is_some_and(|digest| digest == wanted))
}

/// Makes the tables, unless the file has just these. A file made for other tables loses them: they are rebuilt from the
/// journal.
pub(crate) fn make_tables(conn: &mut Connection) -> Result<(), ViewsError> {
    let (creates, wanted) = shape_of_today();
    let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let has_shape: bool = transaction.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'shape')",
        [],
        |row| row.get(0),
    )?;
    let found: Option<(String, String)> = if has_shape {
        let mut read = transaction.prepare("SELECT digest, tables FROM shape WHERE projector = ?1")?;
        read.query_row([PROJECTOR], |row| Ok((row.get(0)?, row.get(1)?))).optional()?
    } else {
        None
    };
    if found.as_ref().is_none_or(|(digest, _)| *digest != wanted) {
        let former = found.map(|(_, tables)| tables).unwrap_or_default();
        for table in former.split_whitespace() {
            transaction.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
        }
        for create in creates {
            transaction.execute_batch(&create)?;
        }
        let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        transaction.execute(&SHAPE.upsert(), params![PROJECTOR, wanted, names.join(" ")])?;
    }
    transaction.commit()?;
    Ok(())
}
