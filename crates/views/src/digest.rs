//! Digests of the tables, and where two sets of views differ: what proves that a rebuild is identical.

use crate::error::ViewsError;
use crate::table::Table;
use crate::tables::TABLES;
use crate::views::Views;
use rusqlite::types::ValueRef;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::cmp::Ordering;

/// The most differences that a comparison lists for one table: the first ones tell the story.
pub const DIFFERENCES_MAX: usize = 20;

/// One table's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableDigest {
    /// Its name.
    pub table: &'static str,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 over all rows in the order of the key, in hexadecimal.
    pub sha256: String,
}

/// A row that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The row on the first side, its values separated by ` | `; absent when it is not there.
    pub first: Option<String>,
    /// The row on the second side.
    pub second: Option<String>,
}

/// A value, ordered as SQLite and PostgreSQL order it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Null,
    Int(i64),
    Text(String),
}

impl Views {
    /// The digest of every table.
    pub fn digest(&self) -> Result<Vec<TableDigest>, ViewsError> {
        TABLES.iter().map(|table| self.digest_of(table)).collect()
    }

    fn digest_of(&self, table: &Table) -> Result<TableDigest, ViewsError> {
        let (mut hash, mut count) = (Sha256::new(), 0);
        let mut read = self.conn.prepare(&table.select_all())?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            count += 1;
            for place in 0..table.columns.len() {
                // Each value says its kind and its length, so that no two rows read the same.
                match row.get_ref(place)? {
                    ValueRef::Null => hash.update([0]),
                    ValueRef::Integer(number) => {
                        hash.update([1]);
                        hash.update(number.to_be_bytes());
                    }
                    ValueRef::Text(text) => {
                        hash.update([2]);
                        hash.update((text.len() as u64).to_be_bytes());
                        hash.update(text);
                    }
                    ValueRef::Real(_) | ValueRef::Blob(_) => return Err(foreign(table)),
                }
            }
        }
        let digest: [u8; 32] = hash.finalize().into();
        Ok(TableDigest { table: table.name, rows: count, sha256: hex(&digest) })
    }

    fn rows_of(&self, table: &Table) -> Result<Vec<Vec<Cell>>, ViewsError> {
        let mut read = self.conn.prepare(&table.select_all())?;
        let mut rows = read.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = (0..table.columns.len()).map(|place| match row.get_ref(place)? {
                ValueRef::Null => Ok(Cell::Null),
                ValueRef::Integer(number) => Ok(Cell::Int(number)),
                ValueRef::Text(text) => Ok(Cell::Text(String::from_utf8_lossy(text).into_owned())),
                ValueRef::Real(_) | ValueRef::Blob(_) => Err(foreign(table)),
            });
            all.push(cells.collect::<Result<Vec<_>, ViewsError>>()?);
        }
        Ok(all)
    }
}

fn foreign(table: &Table) -> ViewsError {
    ViewsError::Foreign(format!("a value of {} that is neither integer nor text", table.name))
}

/// Where two sets of views differ, at most [`DIFFERENCES_MAX`] rows for each table. Only tables whose digests differ are
/// read again.
pub fn compare(first: &Views, second: &Views) -> Result<Vec<Difference>, ViewsError> {
    let mut differences = Vec::new();
    for table in TABLES {
        if first.digest_of(table)? == second.digest_of(table)? {
            continue;
        }
        let (ours, theirs) = (first.rows_of(table)?, second.rows_of(table)?);
        let (mut one, mut other) = (ours.iter().peekable(), theirs.iter().peekable());
        for _ in 0..DIFFERENCES_MAX {
            while one.peek().is_some() && one.peek() == other.peek() {
                one.next();
                other.next();
            }
            let order = match (one.peek(), other.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(ours), Some(theirs)) => ours[..table.key].cmp(&theirs[..table.key]),
            };
            let ours = (order != Ordering::Greater).then(|| one.next()).flatten();
            let theirs = (order != Ordering::Less).then(|| other.next()).flatten();
            let shown = |row: &Vec<Cell>| row.iter().map(shown).collect::<Vec<_>>().join(" | ");
            differences.push(Difference {
                table: table.name,
                first: ours.map(shown),
                second: theirs.map(shown),
            });
        }
    }
    Ok(differences)
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Null => "–".to_owned(),
        Cell::Int(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
