//! The table `secrets`: one encryption key per person, until it is destroyed.
//!
//! A destroyed key must leave no trace in the file. B-trees move cells between pages when they balance and leave the old
//! bytes behind, so the rows stand in the order of arrival, where nothing ever moves them, and are never deleted:
//! destroying overwrites the 64 bytes in place with zeros, and the store then empties the log. The index holds persons, not keys.

use rusqlite::{Connection, TransactionBehavior};

use super::super::checksum::{self, hex};
use super::super::error::{Corruption, StoreError};
use super::super::group::{GroupError, NewSecret, Secret};
use super::{change, maybe};

/// What stands for a destroyed key.
const DESTROYED: [u8; 64] = [0; 64];

/// A row, checked.
pub(super) struct SecretRow {
    pub(super) number: i64,
    pub(super) key: Vec<u8>,
    pub(super) crc: i64,
    pub(super) secret: Vec<u8>,
}

fn row_checksum(number: i64, key: &[u8], secret: &[u8]) -> u32 {
    checksum::of(&[&number.to_le_bytes(), &(key.len() as u32).to_le_bytes(), key, secret])
}

impl SecretRow {
    pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { number: row.get(0)?, key: row.get(1)?, crc: row.get(2)?, secret: row.get(3)? })
    }

    /// The key, or `None` for a destroyed one, if the row is whole.
    pub(super) fn believe(&self) -> Result<Option<Secret>, Corruption> {
        let computed = row_checksum(self.number, &self.key, &self.secret);
        if self.crc != i64::from(computed) {
            return Err(Corruption::crc("secrets", hex(&self.key), self.crc, computed));
        }
        let secret = <[u8; 64]>::try_from(self.secret.as_slice())
            .map_err(|_| Corruption::new("secrets", hex(&self.key), "secret", "not 64 bytes"))?;
        Ok((secret != DESTROYED).then_some(Secret(secret)))
    }
}

fn row(conn: &Connection, key: &[u8]) -> Result<Option<SecretRow>, StoreError> {
    maybe(conn, "SELECT number, key, crc, secret FROM secrets WHERE key = ?1", [key], SecretRow::read)
}

/// A person's key.
pub(super) fn one(conn: &Connection, key: &[u8]) -> Result<Option<Secret>, StoreError> {
    match row(conn, key)? {
        Some(row) => Ok(row.believe()?),
        None => Ok(None),
    }
}

/// Whether a person has a row, with a key or a destroyed one.
pub(super) fn is_known(conn: &Connection, key: &[u8]) -> Result<bool, StoreError> {
    Ok(row(conn, key)?.is_some())
}

/// Adds keys of persons who have none (any more).
pub(super) fn add(conn: &Connection, secrets: &[NewSecret]) -> Result<(), StoreError> {
    for NewSecret { key, secret } in secrets {
        if secret.0 == DESTROYED {
            return Err(GroupError::Secret.into());
        }
        match row(conn, key)? {
            None => {
                let next = "SELECT coalesce(max(number), -1) + 1 FROM secrets";
                let number: i64 = maybe(conn, next, [], |row| row.get(0))?.unwrap_or(0);
                let sql = "INSERT INTO secrets(number, key, crc, secret) VALUES (?1, ?2, ?3, ?4)";
                change(conn, sql, (number, key, row_checksum(number, key, &secret.0), secret.0))?;
            }
            Some(row) if row.believe()?.is_none() => overwrite(conn, &row, &secret.0)?,
            Some(_) => return Err(GroupError::Secret.into()),
        }
    }
    Ok(())
}

/// Destroys a person's key in its table; the log still has the page as it was. Says whether there was one.
pub(super) fn destroy(conn: &mut Connection, key: &[u8]) -> Result<bool, StoreError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let Some(row) = row(&tx, key)?.filter(|row| row.secret != DESTROYED) else { return Ok(false) };
    row.believe()?;
    overwrite(&tx, &row, &DESTROYED)?;
    tx.commit()?;
    Ok(true)
}

/// Overwrites in two steps: the first keeps the row's length, so that SQLite writes over the old bytes; the second may
/// change it (a checksum takes as many bytes as it needs), when there is nothing left to give away.
fn overwrite(conn: &Connection, row: &SecretRow, secret: &[u8; 64]) -> Result<(), StoreError> {
    change(conn, "UPDATE secrets SET secret = ?2 WHERE number = ?1", (row.number, secret))?;
    let crc = row_checksum(row.number, &row.key, secret);
    change(conn, "UPDATE secrets SET crc = ?2 WHERE number = ?1", (row.number, crc)).map(drop)
}
