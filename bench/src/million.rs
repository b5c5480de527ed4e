//! The journal of a million members, made once through the writer and used by several figures.

use crate::Outcome;
use crate::load::{self, Load, MEMBERS};
use coterie_calendar::Instant;
use coterie_journal::store::Store as _;
use coterie_journal::store::sqlite::{Access, SqliteStore};
use coterie_journal::writer::GROUP_EVENTS_MAX;
use coterie_journal::{Options, Writer};
use std::path::{Path, PathBuf};

/// A writer on SQLite.
pub(crate) type SqliteWriter = Writer<SqliteStore>;

/// The bytes that records may take in memory.
const CACHE_BYTES: usize = 200_000_000;

/// Where it is.
pub(crate) struct Million {
    path: PathBuf,
}

impl Million {
    /// Makes the journal: the program, and a first purchase of every member.
    pub(crate) fn prepare(folder: &Path) -> Outcome<Self> {
        let path = folder.join("million.db");
        let mut writer = Writer::open(SqliteStore::create(&path, &[1; 32])?, options())?;
        writer.apply(&load::program(), Instant::MIN, "")?;
        let mut load = Load::new(0, Load::begin()?);
        for first in (0..MEMBERS).step_by(GROUP_EVENTS_MAX) {
            let last = MEMBERS.min(first + GROUP_EVENTS_MAX as u32);
            writer.submit(&load.first_purchases(first..last)?)?;
        }
        writer.save_all()?;
        Ok(Self { path })
    }

    /// Its file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// Opens a journal of a million members to write it.
pub(crate) fn open(path: &Path) -> Outcome<SqliteWriter> {
    Ok(Writer::open(SqliteStore::open(path, Access::Writer)?, options())?)
}

/// Memory bounded; no person has a key here, so that no randomness is needed.
fn options() -> Options {
    Options { cache_bytes: CACHE_BYTES, ..Options::new(Box::new(|bytes| bytes.fill(1))) }
}

/// How many bytes an entry takes in the journal: the average of the last block.
pub(crate) fn bytes_per_entry(writer: &SqliteWriter) -> Outcome<usize> {
    let last = writer.head().entries.saturating_sub(1);
    let block = writer.store().blocks_from(last).next().ok_or("the journal is empty")??;
    let (count, bytes) =
        block.positions().fold((0, 0), |(count, sum), (_, entry)| (count + 1, sum + entry.len()));
    Ok(bytes / usize::max(count, 1))
}
