//! The table `records`: saving snapshots, reading them.

use std::ops::ControlFlow;

use rusqlite::{Connection, Row};

use super::super::checksum::{self, hex};
use super::super::error::{Corruption, StoreError};
use super::super::group::{NewSnapshot, Snapshot};
use super::maybe;

/// The checksum over everything else in the row.
fn row_checksum(key: &[u8], as_of: i64, next_due: Option<i64>, state: &[u8]) -> u32 {
    checksum::of(&[
        &(key.len() as u32).to_le_bytes(),
        key,
        &as_of.to_le_bytes(),
        &[u8::from(next_due.is_some())],
        &next_due.unwrap_or(0).to_le_bytes(),
        state,
    ])
}

/// Saves snapshots in the order of their keys, which visits each page of the table once.
pub(super) fn save(conn: &Connection, snapshots: &[NewSnapshot]) -> Result<(), StoreError> {
    if snapshots.is_empty() {
        return Ok(());
    }
    let mut sorted: Vec<_> = snapshots.iter().collect();
    sorted.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    // Most records keep their due time; a statement that does not name it leaves the index alone.
    let mut update = conn.prepare_cached(
        "UPDATE records SET as_of = ?2, crc = ?4, state = ?5 WHERE key = ?1 AND next_due IS ?3",
    )?;
    let mut upsert = conn.prepare_cached(
        "INSERT INTO records(key, as_of, next_due, crc, state) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT(key) DO UPDATE SET as_of = ?2, next_due = ?3, crc = ?4, state = ?5",
    )?;
    for NewSnapshot { key, next_due, as_of, state } in sorted {
        let as_of = *as_of as i64;
        let row = (key, as_of, next_due, row_checksum(key, as_of, *next_due, state), state);
        if update.execute(row)? == 0 {
            upsert.execute(row)?;
        }
    }
    Ok(())
}

/// A row, checked.
fn read(row: &Row<'_>) -> Result<(Vec<u8>, Snapshot), StoreError> {
    let (key, as_of, next_due): (Vec<u8>, i64, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let (crc, state): (i64, Vec<u8>) = (row.get(3)?, row.get(4)?);
    let computed = row_checksum(&key, as_of, next_due, &state);
    if crc != i64::from(computed) {
        return Err(Corruption::crc("records", hex(&key), crc, computed).into());
    }
    Ok((key, Snapshot { next_due, as_of: as_of as u64, state }))
}

/// One record.
pub(super) fn one(conn: &Connection, key: &[u8]) -> Result<Option<Snapshot>, StoreError> {
    let sql = "SELECT key, as_of, next_due, crc, state FROM records WHERE key = ?1";
    let found = maybe(conn, sql, [key], |row| Ok(read(row)))?.transpose()?;
    Ok(found.map(|(_, snapshot)| snapshot))
}

/// The keys of records due, by due time, then key.
pub(super) fn due(conn: &Connection, up_to_ms: i64, limit: usize) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = conn.prepare_cached(
        "SELECT next_due, key FROM records WHERE next_due IS NOT NULL AND next_due <= ?1
         ORDER BY next_due, key LIMIT ?2",
    )?;
    let rows = statement.query_map((up_to_ms, limit), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every record in the order of the keys.
pub(super) fn each(
    conn: &Connection,
    visit: &mut dyn FnMut(&[u8], &Snapshot) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT key, as_of, next_due, crc, state FROM records ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (key, snapshot) = read(row)?;
        if visit(&key, &snapshot).is_break() {
            break;
        }
    }
    Ok(())
}
