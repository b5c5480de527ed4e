//! Creating and opening the file: what is refused, the lock, the settings.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::super::error::{Corruption, OpenError, StoreError};
use super::super::keys::{KeyIndex, Shape};
use super::super::meta::{self, FORMAT, FORMAT_NAME, HASH_KEY_NAME, HeadRow};
use super::key_rows::SqliteKeyRows;
use super::records::Places;
use super::side::{SharedIndex, Side};
use super::{Access, SqliteStore, header, meta_rows, schema};

/// `FULL`, as SQLite says it when it is asked: every commit is synced.
const SYNCHRONOUS_FULL: &str = "2";

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl SqliteStore {
    /// Creates an empty journal where no file is, and opens it as its writer. All keyed hashes of the journal depend on
    /// `seed`, which must be drawn at random.
    pub fn create(path: impl AsRef<Path>, seed: &[u8; 32]) -> Result<Self, OpenError> {
        let path = path.as_ref();
        if path.exists() {
            return Err(OpenError::Exists(path.into()));
        }
        let lock = lock(path)?;
        // Built under another name and moved when whole, so that an interrupted creation leaves nothing half made.
        let unfinished = beside(path, ".new");
        let file = |source| OpenError::File { path: path.into(), source };
        if unfinished.exists() {
            std::fs::remove_file(&unfinished).map_err(file)?;
        }
        lay_out(&unfinished, seed)?;
        // Another creator may have finished between the first look and the lock.
        if path.exists() {
            return Err(OpenError::Exists(path.into()));
        }
        std::fs::rename(&unfinished, path).map_err(file)?;
        sync_folder(path).map_err(file)?;
        Self::open_locked(path, Access::Writer, Some(lock), Shape::STANDARD)
    }

    /// Opens a journal. A writer takes the lock `<path>.lock`, which is refused while another has it.
    pub fn open(path: impl AsRef<Path>, access: Access) -> Result<Self, OpenError> {
        Self::open_shaped(path.as_ref(), access, Shape::STANDARD)
    }

    pub(super) fn open_shaped(path: &Path, access: Access, shape: Shape) -> Result<Self, OpenError> {
        header::inspect(path)?;
        let lock = match access {
            Access::Writer => Some(lock(path)?),
            Access::ReadOnly | Access::Snapshot => None,
        };
        Self::open_locked(path, access, lock, shape)
    }

    fn open_locked(path: &Path, access: Access, lock: Option<File>, shape: Shape) -> Result<Self, OpenError> {
        let conn = connect(path, access)?;
        if access == Access::Snapshot {
            // The first reading, right below, is what it holds on to.
            conn.execute_batch("BEGIN")?;
        }
        let format = meta_rows::one(&conn, FORMAT_NAME)?.unwrap_or_default();
        match <[u8; 4]>::try_from(format).map(u32::from_le_bytes) {
            Ok(found) if found > FORMAT => {
                return Err(OpenError::NewerFormat { path: path.into(), found, known: FORMAT });
            }
            Ok(FORMAT) => {}
            _ => return Err(corrupt(FORMAT_NAME, "unknown").into()),
        }
        let head = meta_rows::head(&conn)?;
        // What a crash left in the log goes into the file now (or with a later write, if a reader is in the way).
        let log_tells = access == Access::Writer && !empty_log(&conn)?;
        let keys = match access {
            Access::Writer => Some(KeyIndex::load(shape, &SqliteKeyRows(&conn))?),
            Access::ReadOnly | Access::Snapshot => None,
        };
        let keys = SharedIndex::new(shape, keys);
        let places = Places::read(&conn)?;
        let of_all = head.head();
        let side = Side { conn, access, head, keys: keys.clone(), places, poisoned: false, log_tells };
        let side = Some(Box::new(side));
        Ok(Self { path: path.into(), access, side, keys, places, head: of_all, behind: None, _lock: lock })
    }
}

fn corrupt(name: &str, detail: &str) -> StoreError {
    Corruption::new("meta", name, "value", detail).into()
}

pub(super) fn connect(path: &Path, access: Access) -> Result<Connection, OpenError> {
    let (mode, cache_kib) = match access {
        Access::ReadOnly | Access::Snapshot => (OpenFlags::SQLITE_OPEN_READ_ONLY, super::READER_CACHE_KIB),
        Access::Writer => (OpenFlags::SQLITE_OPEN_READ_WRITE, super::WRITER_CACHE_KIB),
    };
    let mode = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = match access {
        Access::Writer => Connection::open_with_flags(path, mode)?,
        Access::ReadOnly | Access::Snapshot => super::still::open_to_read(path, mode)?,
    };
    conn.busy_timeout(Duration::from_millis(super::BUSY_MS))?;
    conn.set_prepared_statement_cache_capacity(super::STATEMENTS);
    conn.pragma_update(None, "cache_size", -cache_kib)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    // The file is ours, yet may come from anywhere: its schema is trusted with nothing.
    conn.pragma_update(None, "trusted_schema", "off")?;
    if access == Access::Writer {
        conn.pragma_update(None, "synchronous", "full")?;
        conn.pragma_update(None, "wal_autocheckpoint", super::LOG_PAGES)?;
        // Deleted cells are overwritten with zeros where the page is written anyway.
        conn.pragma_update(None, "secure_delete", "fast")?;
        must_be_durable(&conn, path)?;
    }
    Ok(conn)
}

/// Reads back what makes a commit durable: SQLite goes on with another setting, and says nothing, where it cannot change one.
fn must_be_durable(conn: &Connection, path: &Path) -> Result<(), OpenError> {
    let synchronous: i64 = conn.pragma_query_value(None, "synchronous", |row| row.get(0))?;
    let journal_mode: String = conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    let settings =
        [("synchronous", synchronous.to_string(), SYNCHRONOUS_FULL), ("journal_mode", journal_mode, "wal")];
    match settings.into_iter().find(|(_, found, needed)| found != needed) {
        Some((setting, found, needed)) => {
            Err(OpenError::NotDurable { path: path.into(), setting, found, needed })
        }
        None => Ok(()),
    }
}

/// Copies the whole log into the file and cuts it to nothing; `false` if a reader is in the way.
pub(super) fn empty_log(conn: &Connection) -> Result<bool, StoreError> {
    // A writer does not wait for readers.
    conn.busy_timeout(Duration::ZERO)?;
    let busy: i64 = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    conn.busy_timeout(Duration::from_millis(super::BUSY_MS))?;
    Ok(busy == 0)
}

/// Makes the tables and the first rows in a file of their own.
fn lay_out(path: &Path, seed: &[u8; 32]) -> Result<(), OpenError> {
    let mut conn = Connection::open(path)?;
    conn.pragma_update(None, "page_size", super::PAGE_BYTES)?;
    conn.pragma_update(None, "synchronous", "full")?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(schema::TABLES)?;
    tx.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", FORMAT)?;
    meta_rows::set(&tx, FORMAT_NAME, &FORMAT.to_le_bytes())?;
    meta_rows::set(&tx, HASH_KEY_NAME, &meta::hash_key(seed))?;
    meta_rows::set_head(&tx, &HeadRow::default())?;
    tx.commit()?;
    // The write-ahead mode is a property of the file; closing leaves no log behind.
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.close().map_err(|(_, error)| error)?;
    // The mode is changed when the statement ends, and nobody hears if that fails; so the file itself is asked.
    connect(path, Access::Writer).map(drop)
}

/// The writer's lock, held while the file is open.
fn lock(path: &Path) -> Result<File, OpenError> {
    let lock = beside(path, ".lock");
    let file = |source| OpenError::File { path: lock.clone(), source };
    let opened =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&lock).map_err(file)?;
    match opened.try_lock() {
        Ok(()) => Ok(opened),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked(lock)),
        Err(TryLockError::Error(source)) => Err(file(source)),
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Makes the file's name durable.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
