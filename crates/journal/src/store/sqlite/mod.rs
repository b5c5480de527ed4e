//! The journal in a SQLite file.
//!
//! Write-ahead log, `synchronous=FULL`: a commit is one sequential write and one sync. Tables are `STRICT`, so that a
//! field always has its type, and every row carries a checksum over all its fields.
//!
//! Sketch of a group of 100 entries of 300 bytes with 100 keys: 30 kB of body and 4 kB of keys are about 20 pages to the
//! log and once more to the file. Snapshots are what costs: each record dirties a page of its own when records are many
//! and touched at random, so 100 of them are 100 pages (and hardly an inner page: see `records.rs`), which is why they are saved behind the journal, and why the log
//! grows to [`LOG_PAGES`] before it is copied into the file: pages written repeatedly meanwhile are copied once.
//! `examples/store_speed.rs` measures it.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use super::error::{Corruption, StoreError};
use super::meta::HeadRow;
use super::{Block, Blocks, Checked, Group, GroupError, Head, KeyHit, Secret, Snapshot, Store};

mod behind;
mod blocks;
mod check;
mod failure;
mod header;
mod key_rows;
mod meta_rows;
mod open;
mod records;
mod schema;
mod secrets;
mod side;
mod still;
#[cfg(test)]
mod tests;

use behind::Behind;
use key_rows::SqliteKeyRows;
use records::Places;
use side::{SharedIndex, Side};

/// A page of the file systems in use: a smaller one would be read before it is written. It holds a dozen snapshots of 300 bytes.
const PAGE_BYTES: u32 = 4096;
/// The cache of a writer, in KiB: the inner pages of a hundred million records, and what the last groups touched. Members who shop
/// are records in memory already, so a larger one would seldom be asked, while everything together must fit into 350 MB.
const WRITER_CACHE_KIB: i32 = 32 << 10;
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
    /// Beside the writer, and everything as of the moment of opening, however far the writer has come meanwhile.
    Snapshot,
    /// As the one writer.
    Writer,
}

/// A journal in a SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    access: Access,
    /// From the first group on that is begun. It is dropped first: before the writing side, since what only reads must not be the
    /// last to close the file, and before the lock, which must not be given up while it writes.
    behind: Option<Behind>,
    /// Away while a group is being written behind; it does not come back when that thread panicked.
    side: Option<Box<Side>>,
    keys: SharedIndex,
    places: Places,
    /// As of the last group that was settled.
    head: Head,
    /// Held for its lock, which the operating system releases with it.
    _lock: Option<File>,
}

impl SqliteStore {
    /// Where the journal is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How it was opened.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Copies the journal as it stands to where no file is: a journal of its own, which goes on apart from this one.
    pub fn copy_to(&mut self, path: &Path) -> Result<(), StoreError> {
        self.settle()?;
        Ok(self.conn().backup(rusqlite::MAIN_DB, path, None)?)
    }

    /// The connection to read with.
    fn conn(&self) -> &Connection {
        match (&self.side, &self.behind) {
            (Some(side), _) => &side.conn,
            (None, Some(behind)) => behind.reader(),
            (None, None) => unreachable!("the writing side is away only behind"),
        }
    }

    /// Lets go of the moment that is held for reading: something else than a begun group is about to be written.
    fn let_go(&mut self) -> Result<(), StoreError> {
        self.behind.as_mut().map_or(Ok(()), Behind::let_go)
    }

    /// The writing side, when everything begun is settled.
    fn side(&mut self) -> Result<&mut Side, StoreError> {
        self.settle()?;
        self.side.as_deref_mut().ok_or(StoreError::Poisoned)
    }
}

impl Store for SqliteStore {
    fn head(&self) -> Head {
        self.head
    }

    fn refresh(&mut self) -> Result<Head, StoreError> {
        let side = self.side()?;
        if side.access == Access::ReadOnly {
            let found = meta_rows::head(&side.conn)?;
            if found != side.head {
                // The writer may have merged away what this reader's index points to.
                side.keys.forget()?;
                side.head = found;
            }
            self.head = side.head.head();
        }
        Ok(self.head)
    }

    fn commit(&mut self, group: &Group<'_>) -> Result<(), StoreError> {
        self.let_go()?;
        let side = self.side()?;
        let result = side.commit(group);
        self.head = side.head.head();
        result
    }

    fn begin(&mut self, group: Arc<Group<'static>>) -> Result<(), StoreError> {
        self.side()?.writable()?;
        if self.behind.is_none() {
            self.behind = Some(Behind::start(&self.path)?);
        }
        match (&mut self.behind, self.side.take()) {
            (Some(behind), Some(side)) => behind.send(side, group),
            _ => Err(StoreError::Poisoned),
        }
    }

    fn settle(&mut self) -> Result<(), StoreError> {
        if let (None, Some(behind)) = (&self.side, &self.behind) {
            let (side, result) = behind.receive()?;
            self.head = side.head.head();
            self.side = Some(side);
            return result;
        }
        Ok(())
    }

    fn blocks_from(&self, position: u64) -> Blocks<'_> {
        Box::new(blocks::Cursor::new(self.conn(), position))
    }

    fn entry(&self, position: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let block = blocks::Cursor::new(self.conn(), position).next().transpose()?;
        Ok(block.and_then(|block| block.entry(position).map(<[u8]>::to_vec)))
    }

    fn find_key(&mut self, key: &[u8; 16]) -> Result<Option<KeyHit>, StoreError> {
        match self.side.as_deref_mut() {
            // Memory may hold keys that never became durable.
            Some(side) if side.poisoned => Err(StoreError::Poisoned),
            Some(side) if side.access == Access::ReadOnly => side.find_key_beside_a_writer(key),
            _ => {
                let rows = SqliteKeyRows(self.conn());
                self.keys.with(&rows, |index| index.find(&rows, key))
            }
        }
    }

    fn record(&mut self, key: &[u8]) -> Result<Option<Snapshot>, StoreError> {
        match (&self.side, &self.behind) {
            (None, Some(behind)) => behind.record(self.places, key),
            _ => self.places.one(self.conn(), key),
        }
    }

    fn records_due(&self, up_to_ms: i64, limit: usize) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
        records::due(self.conn(), up_to_ms, limit)
    }

    fn each_record(
        &self,
        visit: &mut dyn FnMut(&[u8], &Snapshot) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        records::each(self.conn(), &mut |_, key, snapshot| visit(key, snapshot))
    }

    fn secret(&mut self, key: &[u8]) -> Result<Option<Secret>, StoreError> {
        secrets::one(self.conn(), key)
    }

    fn had_secret(&mut self, key: &[u8]) -> Result<bool, StoreError> {
        secrets::is_known(self.conn(), key)
    }

    fn destroy_secret(&mut self, key: &[u8]) -> Result<bool, StoreError> {
        self.let_go()?;
        self.side()?.write(|side| {
            let destroyed = secrets::destroy(&mut side.conn, key)?;
            side.log_tells |= destroyed;
            side.empty_telling_log()?;
            Ok(destroyed)
        })
    }

    fn meta(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        meta_rows::one(self.conn(), name)
    }

    fn check(&self) -> Result<Checked, Corruption> {
        check::everything(self.conn())
    }
}

impl Side {
    /// One read transaction, so that the writer cannot merge away what the index points to meanwhile.
    fn find_key_beside_a_writer(&mut self, key: &[u8; 16]) -> Result<Option<KeyHit>, StoreError> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Deferred)?;
        let found = meta_rows::head(&tx)?;
        if found != self.head {
            self.keys.forget()?;
            self.head = found;
        }
        let rows = SqliteKeyRows(&tx);
        self.keys.with(&rows, |index| index.find(&rows, key))
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
