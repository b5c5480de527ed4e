//! The journal in a SQLite file.
//!
//! Write-ahead log, `synchronous=FULL`: a commit is one sequential write and one sync. Tables are `STRICT`, so that a
//! field always has its type, and every row carries a checksum over all its fields.
//!
//! Sketch of a group of 100 entries of 300 bytes with 100 keys: 30 kB of body and 4 kB of keys are about 10 pages to the
//! log and once more to the file. Snapshots are what costs: each record dirties a page of its own when records are many
//! and touched at random, so 100 of them are 100 pages, which is why they are saved behind the journal, and why the log
//! grows to [`LOG_PAGES`] before it is copied into the file: pages written repeatedly meanwhile are copied once.
//! `examples/store_speed.rs` measures it.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use super::error::{Corruption, StoreError};
use super::keys::{KeyIndex, Shape};
use super::meta::HeadRow;
use super::{Block, Blocks, Checked, Group, GroupError, Head, KeyHit, Secret, Snapshot, Store};

mod blocks;
mod check;
mod commit;
mod failure;
mod header;
mod key_rows;
mod meta_rows;
mod open;
mod records;
mod schema;
mod secrets;
#[cfg(test)]
mod tests;

use key_rows::SqliteKeyRows;

/// A page holds a dozen snapshots of 300 bytes; larger pages cost more per random record, smaller ones more per block.
const PAGE_BYTES: u32 = 4096;
/// The cache of a writer, in KiB: the inner pages of a hundred million records, and what the last groups touched. Members who shop
/// are records in memory already, so a larger one would seldom be asked, while everything together must fit into 350 MB.
const WRITER_CACHE_KIB: i32 = 64 << 10;
/// The cache of a reader, in KiB.
const READER_CACHE_KIB: i32 = 8 << 10;
/// The log is copied into the file when it has grown to this many pages (128 MiB).
const LOG_PAGES: i32 = 32 << 10;
/// How long a reader waits for a lock, in milliseconds; writers exclude each other by the lock file.
const BUSY_MS: u64 = 5_000;
/// Statements that are kept compiled.
const STATEMENTS: usize = 64;

/// How a journal is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Beside the writer, if there is one.
    ReadOnly,
    /// As the one writer.
    Writer,
}

/// A journal in a SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    conn: Connection,
    path: PathBuf,
    access: Access,
    head: HeadRow,
    /// Loaded at once by a writer, at the first question by a reader.
    keys: Option<KeyIndex>,
    shape: Shape,
    poisoned: bool,
    /// The log may still show a secret that was destroyed while a reader kept it from being emptied.
    log_tells: bool,
    /// Held for its lock, which the operating system releases with it.
    _lock: Option<File>,
}

impl SqliteStore {
    /// Where the journal is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn writable(&self) -> Result<(), StoreError> {
        match (self.access, self.poisoned) {
            (Access::ReadOnly, _) => Err(StoreError::ReadOnly),
            (Access::Writer, true) => Err(StoreError::Poisoned),
            (Access::Writer, false) => Ok(()),
        }
    }

    /// Runs a write; whatever goes wrong in it leaves the disk's state unknown, except a broken rule.
    fn write<T>(&mut self, write: impl FnOnce(&mut Self) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.writable()?;
        // Poisoned while it runs, so that a panic half way leaves the store poisoned too.
        self.poisoned = true;
        let result = write(self);
        self.poisoned = !matches!(result, Ok(_) | Err(StoreError::Group(_)));
        result
    }
}

impl Store for SqliteStore {
    fn head(&self) -> Head {
        self.head.head()
    }

    fn refresh(&mut self) -> Result<Head, StoreError> {
        if self.access == Access::ReadOnly {
            let found = meta_rows::head(&self.conn)?;
            if found != self.head {
                // The writer may have merged away what this reader's index points to.
                self.keys = None;
                self.head = found;
            }
        }
        Ok(self.head())
    }

    fn commit(&mut self, group: &Group<'_>) -> Result<(), StoreError> {
        self.writable()?;
        group.validate(self.head.entries(), self.head.recover_from)?;
        if let Some(index) = &self.keys
            && let Some(twice) = group.keys.iter().find(|key| index.is_fresh(&key.key))
        {
            return Err(GroupError::KeyTwice { position: twice.position }.into());
        }
        self.write(|store| {
            store.commit_valid(group)?;
            store.empty_telling_log()
        })
    }

    fn blocks_from(&self, position: u64) -> Blocks<'_> {
        Box::new(blocks::Cursor::new(&self.conn, position))
    }

    fn entry(&self, position: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let block = blocks::Cursor::new(&self.conn, position).next().transpose()?;
        Ok(block.and_then(|block| block.entry(position).map(<[u8]>::to_vec)))
    }

    fn find_key(&mut self, key: &[u8; 16]) -> Result<Option<KeyHit>, StoreError> {
        match self.access {
            // Memory may hold keys that never became durable.
            Access::Writer if self.poisoned => Err(StoreError::Poisoned),
            Access::Writer => {
                let rows = SqliteKeyRows(&self.conn);
                loaded(&mut self.keys, self.shape, &rows)?.find(&rows, key)
            }
            Access::ReadOnly => self.find_key_beside_a_writer(key),
        }
    }

    fn record(&mut self, key: &[u8]) -> Result<Option<Snapshot>, StoreError> {
        records::one(&self.conn, key)
    }

    fn records_due(&self, up_to_ms: i64, limit: usize) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
        records::due(&self.conn, up_to_ms, limit)
    }

    fn each_record(
        &self,
        visit: &mut dyn FnMut(&[u8], &Snapshot) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        records::each(&self.conn, visit)
    }

    fn secret(&mut self, key: &[u8]) -> Result<Option<Secret>, StoreError> {
        secrets::one(&self.conn, key)
    }

    fn had_secret(&mut self, key: &[u8]) -> Result<bool, StoreError> {
        secrets::is_known(&self.conn, key)
    }

    fn destroy_secret(&mut self, key: &[u8]) -> Result<bool, StoreError> {
        self.write(|store| {
            let destroyed = secrets::destroy(&mut store.conn, key)?;
            store.log_tells |= destroyed;
            store.empty_telling_log()?;
            Ok(destroyed)
        })
    }

    fn meta(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        meta_rows::one(&self.conn, name)
    }

    fn check(&self) -> Result<Checked, Corruption> {
        check::everything(&self.conn)
    }
}

impl SqliteStore {
    /// Empties the log if it may show a destroyed secret, and tries again with the next write if a reader is in the way.
    fn empty_telling_log(&mut self) -> Result<(), StoreError> {
        if self.log_tells {
            self.log_tells = !open::empty_log(&self.conn)?;
        }
        Ok(())
    }

    /// One read transaction, so that the writer cannot merge away what the index points to meanwhile.
    fn find_key_beside_a_writer(&mut self, key: &[u8; 16]) -> Result<Option<KeyHit>, StoreError> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Deferred)?;
        let found = meta_rows::head(&tx)?;
        if found != self.head {
            self.keys = None;
            self.head = found;
        }
        let rows = SqliteKeyRows(&tx);
        loaded(&mut self.keys, self.shape, &rows)?.find(&rows, key)
    }
}

/// The key index, read from its rows if it is not in memory yet.
fn loaded<'a>(
    index: &'a mut Option<KeyIndex>,
    shape: Shape,
    rows: &SqliteKeyRows<'_>,
) -> Result<&'a mut KeyIndex, StoreError> {
    match index {
        Some(index) => Ok(index),
        none => Ok(none.insert(KeyIndex::load(shape, rows)?)),
    }
}

/// One value, or nothing.
fn maybe<T>(
    conn: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    Ok(conn.prepare_cached(sql)?.query_row(params, read).optional()?)
}

/// One statement that changes rows; says how many.
fn change(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<usize, StoreError> {
    Ok(conn.prepare_cached(sql)?.execute(params)?)
}
