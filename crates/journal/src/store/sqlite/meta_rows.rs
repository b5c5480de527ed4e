//! The table `meta`.

use rusqlite::Connection;

use super::super::error::{Corruption, StoreError};
use super::super::meta::{HEAD_NAME, HeadRow, row_checksum};
use super::{change, maybe};

/// A named blob, checked.
pub(super) fn one(conn: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let row = maybe(conn, "SELECT value, crc FROM meta WHERE name = ?1", [name], |row| {
        Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?))
    })?;
    let Some((value, crc)) = row else { return Ok(None) };
    believe(name, &value, crc)?;
    Ok(Some(value))
}

/// Refuses a row that does not fit its checksum.
pub(super) fn believe(name: &str, value: &[u8], crc: i64) -> Result<(), Corruption> {
    let computed = row_checksum(name, value);
    if crc == i64::from(computed) { Ok(()) } else { Err(Corruption::crc("meta", name, crc, computed)) }
}

/// Sets a named blob.
pub(super) fn set(conn: &Connection, name: &str, value: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO meta(name, value, crc) VALUES (?1, ?2, ?3)
               ON CONFLICT(name) DO UPDATE SET value = ?2, crc = ?3";
    change(conn, sql, (name, value, row_checksum(name, value))).map(drop)
}

/// The head of the journal.
pub(super) fn head(conn: &Connection) -> Result<HeadRow, StoreError> {
    let value = one(conn, HEAD_NAME)?.ok_or_else(|| Corruption::new("meta", HEAD_NAME, "row", "missing"))?;
    Ok(HeadRow::decode(&value)?)
}

/// Sets the head of the journal.
pub(super) fn set_head(conn: &Connection, head: &HeadRow) -> Result<(), StoreError> {
    set(conn, HEAD_NAME, &head.encode())
}
