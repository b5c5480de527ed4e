//! The views: one SQLite file that may be deleted at any time.

use crate::error::ViewsError;
use crate::holds::{Holds, holds};
use crate::projector::{Batch, Memory, Projector, next};
use crate::reading::Reading;
use crate::tables::cursor::{Cursor, make_tables};
use crate::tables::{TABLES, parties};
use coterie_decide::Entry;
use coterie_ledger::Party;
use coterie_program::compiled::Program;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Entries in one transaction: enough that sums are written rarely, few enough that a batch takes well under a second and
/// holds some ten megabytes.
pub const BATCH_ENTRIES_MAX: usize = 20_000;

/// How long a reader waits for a batch that is just being written.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Pages kept in memory, KiB: the ends of many parties' lists of touches are written again and again.
const CACHE_KIB: i64 = 65_536;

/// Pages in the write-ahead log before they are copied into the file: the same pages change in every batch, and copying
/// them once for several batches saves most of the copying. 64 MB.
const WAL_PAGES: i64 = 16_384;

/// The tables, and the projector that keeps them.
pub struct Views {
    pub(crate) conn: Connection,
    pub(crate) reading: Box<dyn Reading>,
    pub(crate) memory: Memory,
}

impl Views {
    /// Opens the views in a file, or makes it. A file made by another version of this crate is emptied: [`Views::cursor`]
    /// then says from where to project again; one that another program made is refused as it is.
    pub fn open(path: &Path, reading: Box<dyn Reading>) -> Result<Self, ViewsError> {
        if holds(path) == Holds::SomethingElse {
            return Err(ViewsError::NotViews(path.to_owned()));
        }
        Self::with(Connection::open(path)?, reading)
    }

    /// Opens the views in a file to read them, all of them as of this moment, however far somebody else projects meanwhile.
    /// `None` when the file holds none of this version.
    pub fn open_to_read(path: &Path, reading: Box<dyn Reading>) -> Result<Option<Self>, ViewsError> {
        match holds(path) {
            Holds::SomethingElse => return Err(ViewsError::NotViews(path.to_owned())),
            Holds::Nothing | Holds::OtherViews | Holds::Unreadable => return Ok(None),
            Holds::Views => {}
        }
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        conn.busy_timeout(BUSY_WAIT)?;
        conn.execute_batch("BEGIN")?;
        let memory = Memory::load(&conn, &*reading)?;
        Ok(Some(Self { conn, reading, memory }))
    }

    /// Views that live in memory, for simulations and tests.
    pub fn in_memory(reading: Box<dyn Reading>) -> Result<Self, ViewsError> {
        Self::with(Connection::open_in_memory()?, reading)
    }

    fn with(mut conn: Connection, reading: Box<dyn Reading>) -> Result<Self, ViewsError> {
        conn.busy_timeout(BUSY_WAIT)?;
        conn.pragma_update(None, "journal_mode", "WAL")?;
        // After a power failure the file may be behind, never torn: with WAL a commit is whole or not there, and what is
        // missing is projected again.
        conn.pragma_update(None, "synchronous", "NORMAL")?;
        conn.pragma_update(None, "wal_autocheckpoint", WAL_PAGES)?;
        conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
        conn.pragma_update(None, "temp_store", "MEMORY")?;
        conn.set_prepared_statement_cache_capacity(64);
        make_tables(&mut conn)?;
        let memory = Memory::load(&conn, &*reading)?;
        Ok(Self { conn, reading, memory })
    }

    /// Copies the views as they stand to where no file is.
    pub fn copy_to(&self, path: &Path) -> Result<(), ViewsError> {
        Ok(self.conn.backup(rusqlite::MAIN_DB, path, None)?)
    }

    /// Up to which entry the views have come; `None` before the first.
    pub fn cursor(&self) -> Option<Cursor> {
        self.memory.cursor
    }

    /// Reads back what another process or connection has projected meanwhile.
    pub fn refresh(&mut self) -> Result<(), ViewsError> {
        self.memory = Memory::load(&self.conn, &*self.reading)?;
        Ok(())
    }

    /// Takes entries in, in their order. What was taken before is skipped; a gap is refused. Each batch of
    /// [`BATCH_ENTRIES_MAX`] is one transaction, its cursor included; after an error the views stand where the last whole
    /// batch left them. Returns how many entries were new.
    pub fn project(&mut self, entries: &[(u64, Arc<Entry>)]) -> Result<usize, ViewsError> {
        let start = next(self.memory.cursor);
        let new = &entries[entries.partition_point(|(position, _)| *position < start)..];
        for batch in new.chunks(BATCH_ENTRIES_MAX) {
            if let Err(error) = self.project_batch(batch) {
                self.refresh()?;
                return Err(error);
            }
        }
        Ok(new.len())
    }

    fn project_batch(&mut self, entries: &[(u64, Arc<Entry>)]) -> Result<(), ViewsError> {
        let mut batch = Batch::default();
        let transaction = self.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut projector = Projector {
            conn: &transaction,
            reading: &*self.reading,
            memory: &mut self.memory,
            batch: &mut batch,
            touched: Vec::new(),
        };
        for (position, entry) in entries {
            let expected = next(projector.memory.cursor);
            if *position != expected {
                return Err(ViewsError::Gap { expected, found: *position });
            }
            projector.take(*position, entry)?;
        }
        batch.write(&transaction, &mut self.memory)?;
        transaction.commit()?;
        Ok(())
    }

    /// Clears what is personal of a party, after its key was destroyed. Views rebuilt later are the same. Returns how many
    /// values were cleared.
    pub fn erase(&mut self, party: &Party) -> Result<usize, ViewsError> {
        let Some(number) = parties::find(&self.conn, party)? else { return Ok(0) };
        let statements = TABLES.iter().filter_map(|table| table.erase());
        let transaction = self.conn.transaction()?;
        let mut cleared = 0;
        for statement in statements {
            cleared += transaction.execute(&statement, [number])?;
        }
        transaction.commit()?;
        Ok(cleared)
    }

    /// The newest program version that the views have met.
    pub fn program(&self) -> Option<&Arc<Program>> {
        self.memory.names.newest()
    }
}
