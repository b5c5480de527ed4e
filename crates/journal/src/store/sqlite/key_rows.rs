//! The tables of the key index.

use rusqlite::Connection;

use super::super::checksum;
use super::super::error::{Corruption, StoreError};
use super::super::keys::{ChunkHead, KeyRows, RECORD_BYTES, RunRow};
use super::{change, maybe};

/// The tables of the key index, as the connection (or its transaction) sees them.
pub(super) struct SqliteKeyRows<'a>(pub(super) &'a Connection);

/// The checksum of a row of `key_log` or `key_chunks`.
fn keys_checksum(row: i64, keys: &[u8]) -> u32 {
    checksum::of(&[&row.to_le_bytes(), keys])
}

fn run_checksum(run: i64, level: i64, into: Option<i64>) -> u32 {
    checksum::of(&[&run.to_le_bytes(), &level.to_le_bytes(), &into.unwrap_or(-1).to_le_bytes()])
}

fn filter_checksum(chunk: i64, first_key: &[u8], filter: &[u8]) -> u32 {
    checksum::of(&[&chunk.to_le_bytes(), first_key, filter])
}

/// Refuses keys that do not fit their checksum or are not whole records.
fn believe_keys(table: &'static str, row: i64, crc: i64, keys: &[u8]) -> Result<(), Corruption> {
    let computed = keys_checksum(row, keys);
    if crc != i64::from(computed) {
        return Err(Corruption::crc(table, row, crc, computed));
    }
    if keys.is_empty() || !keys.len().is_multiple_of(RECORD_BYTES) {
        return Err(Corruption::new(table, row, "keys", "not whole records"));
    }
    Ok(())
}

impl SqliteKeyRows<'_> {
    /// Every log row with its position, checked.
    pub(super) fn each_log(
        &self,
        visit: &mut dyn FnMut(u64, Vec<u8>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let sql = "SELECT first_position, crc, keys FROM key_log ORDER BY first_position";
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (first_position, crc, keys): (i64, i64, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            believe_keys("key_log", first_position, crc, &keys)?;
            visit(first_position as u64, keys)?;
        }
        Ok(())
    }

    /// Every chunk id in `key_chunks`, ascending.
    pub(super) fn chunk_ids(&self) -> Result<Vec<u64>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT chunk FROM key_chunks ORDER BY chunk")?;
        let ids = statement.query_map([], |row| row.get::<_, i64>(0))?;
        Ok(ids.map(|id| id.map(|id| id as u64)).collect::<Result<_, _>>()?)
    }
}

impl KeyRows for SqliteKeyRows<'_> {
    fn logs(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut logs = Vec::new();
        self.each_log(&mut |_, keys| {
            logs.push(keys);
            Ok(())
        })?;
        Ok(logs)
    }

    fn put_log(&mut self, first_position: u64, records: &[u8]) -> Result<(), StoreError> {
        let row = first_position as i64;
        let sql = "INSERT INTO key_log(first_position, crc, keys) VALUES (?1, ?2, ?3)";
        change(self.0, sql, (row, keys_checksum(row, records), records)).map(drop)
    }

    fn clear_logs(&mut self) -> Result<(), StoreError> {
        change(self.0, "DELETE FROM key_log", []).map(drop)
    }

    fn runs(&self) -> Result<Vec<RunRow>, StoreError> {
        let mut statement =
            self.0.prepare_cached("SELECT run, level, into_run, crc FROM key_runs ORDER BY run")?;
        let mut rows = statement.query([])?;
        let mut runs = Vec::new();
        while let Some(row) = rows.next()? {
            let (run, level, into): (i64, i64, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (crc, computed): (i64, u32) = (row.get(3)?, run_checksum(run, level, into));
            if crc != i64::from(computed) {
                return Err(Corruption::crc("key_runs", run, crc, computed).into());
            }
            runs.push(RunRow { run: run as u64, level: level as u32, into: into.map(|into| into as u64) });
        }
        Ok(runs)
    }

    fn put_run(&mut self, RunRow { run, level, into }: RunRow) -> Result<(), StoreError> {
        let (run, level, into) = (run as i64, i64::from(level), into.map(|into| into as i64));
        let sql = "INSERT INTO key_runs(run, level, into_run, crc) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT(run) DO UPDATE SET level = ?2, into_run = ?3, crc = ?4";
        change(self.0, sql, (run, level, into, run_checksum(run, level, into))).map(drop)
    }

    fn delete_run(&mut self, run: u64) -> Result<(), StoreError> {
        change(self.0, "DELETE FROM key_runs WHERE run = ?1", [run as i64]).map(drop)
    }

    fn chunk_heads(&self, visit: &mut dyn FnMut(ChunkHead)) -> Result<(), StoreError> {
        let sql = "SELECT chunk, first_key, crc, filter FROM key_filters ORDER BY chunk";
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (chunk, crc): (i64, i64) = (row.get(0)?, row.get(2)?);
            let (first_key, filter) = (row.get_ref(1)?.as_blob(), row.get_ref(3)?.as_blob());
            let (Ok(first_key), Ok(filter)) = (first_key, filter) else {
                return Err(Corruption::new("key_filters", chunk, "filter", "not bytes").into());
            };
            let computed = filter_checksum(chunk, first_key, filter);
            if crc != i64::from(computed) {
                return Err(Corruption::crc("key_filters", chunk, crc, computed).into());
            }
            let Ok(first) = first_key.try_into() else {
                return Err(Corruption::new("key_filters", chunk, "first_key", "not 16 bytes").into());
            };
            if filter.is_empty() {
                return Err(Corruption::new("key_filters", chunk, "filter", "empty").into());
            }
            visit(ChunkHead { chunk: chunk as u64, first, filter: filter.into() });
        }
        Ok(())
    }

    fn chunk(&self, chunk: u64) -> Result<Vec<u8>, StoreError> {
        let row = chunk as i64;
        let sql = "SELECT crc, keys FROM key_chunks WHERE chunk = ?1";
        let (crc, keys): (i64, Vec<u8>) = maybe(self.0, sql, [row], |row| Ok((row.get(0)?, row.get(1)?)))?
            .ok_or_else(|| Corruption::new("key_chunks", chunk, "row", "missing"))?;
        believe_keys("key_chunks", row, crc, &keys)?;
        Ok(keys)
    }

    fn put_chunk(&mut self, head: &ChunkHead, records: &[u8]) -> Result<(), StoreError> {
        let row = head.chunk as i64;
        let sql = "INSERT INTO key_chunks(chunk, crc, keys) VALUES (?1, ?2, ?3)";
        change(self.0, sql, (row, keys_checksum(row, records), records))?;
        let sql = "INSERT INTO key_filters(chunk, first_key, crc, filter) VALUES (?1, ?2, ?3, ?4)";
        let crc = filter_checksum(row, &head.first, &head.filter);
        change(self.0, sql, (row, head.first, crc, &head.filter)).map(drop)
    }

    fn delete_chunk(&mut self, chunk: u64) -> Result<(), StoreError> {
        change(self.0, "DELETE FROM key_chunks WHERE chunk = ?1", [chunk as i64])?;
        change(self.0, "DELETE FROM key_filters WHERE chunk = ?1", [chunk as i64]).map(drop)
    }
}
