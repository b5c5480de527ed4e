//! What can go wrong with the views.

use coterie_calendar::CalendarError;
use coterie_ledger::LedgerError;
use std::path::PathBuf;
use thiserror::Error;

/// Why the views could not be written or read. They may always be deleted and rebuilt.
#[derive(Debug, Error)]
pub enum ViewsError {
    /// The store failed.
    #[error("the views' store failed: {0}")]
    Store(#[from] rusqlite::Error),
    /// An entry does not follow the last one that was projected.
    #[error("the next entry must be {expected}, not {found}")]
    Gap {
        /// The position that was expected.
        expected: u64,
        /// The position that came.
        found: u64,
    },
    /// A sum passes what an integer holds.
    #[error("a sum passes 2^63")]
    Overflow,
    /// An amount passes the ledger's limit.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A program version of the journal cannot be read.
    #[error("program version {version}: {reason}")]
    Program {
        /// Which.
        version: u32,
        /// Why.
        reason: String,
    },
    /// The file is another program's.
    #[error("{} holds something else than views", .0.display())]
    NotViews(PathBuf),
    /// A table cannot be read back.
    #[error("table {table}: {source}")]
    Table {
        /// Which.
        table: &'static str,
        /// Why.
        source: Box<ViewsError>,
    },
    /// Something stored is not what this crate writes.
    #[error("the views hold something that was not written by them: {0}")]
    Foreign(String),
    /// A label names no period.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

impl ViewsError {
    /// The same, naming the table.
    pub(crate) fn of(self, table: &'static str) -> Self {
        Self::Table { table, source: Box::new(self) }
    }
}
