//! What can go wrong with a store: opening it, using it, and what a check finds.

use std::path::PathBuf;

use super::group::GroupError;

/// Why an operation of an open store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The group breaks the store's rules; nothing was written, and the store goes on.
    #[error(transparent)]
    Group(#[from] GroupError),
    /// An earlier commit failed, so what is on disk is not known; open the journal again.
    #[error("an earlier commit failed; the journal must be opened again before anything is written")]
    Poisoned,
    /// The store was opened for reading only.
    #[error("the journal is open for reading only")]
    ReadOnly,
    /// What the disk holds is not what this writer wrote last.
    #[error(
        "the journal was changed behind its writer's back: {entries_found} entries where it wrote {entries_expected}"
    )]
    ChangedBehind {
        /// Entries that this writer knows of.
        entries_expected: u64,
        /// Entries that the store's head names now.
        entries_found: u64,
    },
    /// There is no room left for the group.
    #[error("the disk is full")]
    DiskFull,
    /// What was read contradicts its checksum or its neighbours.
    #[error(transparent)]
    Corrupt(#[from] Corruption),
    /// The engine below failed (input/output, locks).
    #[error("the journal's engine failed: {0}")]
    Engine(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The first thing that a check, or a read, found wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("corrupt journal: table {table}, row {row}: {what}: {detail}")]
pub struct Corruption {
    /// The table, or `file` for the database file as a whole.
    pub table: &'static str,
    /// The row's key as people write it (numbers in decimal, bytes in hexadecimal).
    pub row: String,
    /// The field or property that is wrong.
    pub what: &'static str,
    /// What was found and what was expected.
    pub detail: String,
}

impl Corruption {
    pub(crate) fn new(
        table: &'static str,
        row: impl std::fmt::Display,
        what: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self { table, row: row.to_string(), what, detail: detail.into() }
    }

    /// A checksum that does not fit its row.
    pub(crate) fn crc(table: &'static str, row: impl std::fmt::Display, stored: i64, computed: u32) -> Self {
        Self::new(table, row, "crc", format!("stored {stored}, computed {computed}"))
    }
}

impl StoreError {
    /// Whether it says that what is stored is not what was written.
    pub fn is_corruption(&self) -> bool {
        matches!(self, Self::Corrupt(_))
    }
}

impl OpenError {
    /// Whether it says that what is stored is not what was written.
    pub fn is_corruption(&self) -> bool {
        match self {
            Self::Truncated { .. } => true,
            Self::Store(error) => error.is_corruption(),
            _ => false,
        }
    }

    /// Whether the operating system lets nothing be written there.
    pub fn is_forbidden(&self) -> bool {
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        matches!(self, Self::File { source, .. } if matches!(source.kind(), PermissionDenied | ReadOnlyFilesystem))
    }
}

/// Why a journal file could not be opened or created. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No file is there.
    #[error("there is no journal at {0}")]
    Missing(PathBuf),
    /// A journal (or another file) is already there.
    #[error("{0} exists already; a journal is created only where nothing is")]
    Exists(PathBuf),
    /// Another process holds the writer's lock.
    #[error(
        "another process is writing this journal ({0} is locked); stop it first, or open the journal for reading"
    )]
    Locked(PathBuf),
    /// The file is not a SQLite database.
    #[error("{0} is not a journal: it is not a SQLite database")]
    NotADatabase(PathBuf),
    /// The file is a SQLite database of some other program.
    #[error("{path} is a SQLite database, but not a journal (application id {application_id:#010x})")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it says of itself; 0 where a program says nothing.
        application_id: u32,
    },
    /// The file is shorter than its header says.
    #[error("{path} is cut short: {bytes_found} bytes of {bytes_expected}")]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Its length.
        bytes_found: u64,
        /// What its header (or the least header) asks for.
        bytes_expected: u64,
    },
    /// A newer program wrote it.
    #[error("{path} has journal format {found}; this program reads formats up to {known}")]
    NewerFormat {
        /// The file.
        path: PathBuf,
        /// The format of the file.
        found: u32,
        /// The newest format that this program reads.
        known: u32,
    },
    /// A setting without which a commit is not durable when it returns could not be made.
    #[error("{path} would not be durable: {setting} is {found}, not {needed}")]
    NotDurable {
        /// The file.
        path: PathBuf,
        /// The setting of SQLite's.
        setting: &'static str,
        /// What it is.
        found: String,
        /// What it must be.
        needed: &'static str,
    },
    /// The file or its lock could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// It is a journal, and its contents are wrong or unreadable.
    #[error(transparent)]
    Store(#[from] StoreError),
}
