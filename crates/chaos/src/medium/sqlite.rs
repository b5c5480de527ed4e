//! A journal in SQLite's files, on a disk that forgets, tears and stops.
//!
//! A group is written by a thread of the store's own. Only that thread changes files meanwhile, one operation after another, so
//! what a fault or a stop meets is the same however the threads are timed; and before a process ends between two steps that
//! thread is waited for, so that what is pending is the same too. The stops meet groups on their way.

use super::{Fault, Medium};
use crate::chance::Chance;
use coterie_faulty_disk::{Disk, Fault as DiskFault};
use coterie_journal::store::Store as _;
use coterie_journal::store::sqlite::{Access, SqliteStore};
use coterie_views::{Unsealed, Views};
use rusqlite::Connection;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Memory that looks like a folder: the histories bring their own idea of what is durable.
const MEMORY_FOLDER: &str = "/dev/shm";
/// How many operations a disk that stops still does at most: a commit takes about a dozen, laying out a file some fifty.
const OPERATIONS_MAX: u32 = 24;
const OPERATIONS_OF_CREATION_MAX: u32 = 60;
/// How often opening is interrupted at most, one time after another.
const INTERRUPTIONS_MAX: u32 = 3;

/// A folder with the journal, and in it one with views, each on a disk of its own: what is done to one does not count for the other.
pub(crate) struct Sqlite {
    // dropped before the folder goes
    journal: Disk,
    views: Disk,
    folder: TempDir,
}

fn told(what: &'static str) -> impl Fn(&dyn Display) -> String {
    move |error| format!("{what}: {error}")
}

impl Sqlite {
    fn new() -> Result<Self, String> {
        let memory = Path::new(MEMORY_FOLDER);
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.map_err(|error| told("no folder")(&error))?;
        let views = folder.path().join("views");
        std::fs::create_dir(&views).map_err(|error| told("no folder for views")(&error))?;
        let disk = |path: &Path| Disk::under(path).map_err(|error| told("no disk")(&error));
        Ok(Self { journal: disk(folder.path())?, views: disk(&views)?, folder })
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("journal.db")
    }
}

/// A disk goes on after the process was killed, or after the power went.
fn go_on(disk: &Disk, chance: &mut Chance) -> Result<(), String> {
    disk.stop();
    let gone_on = if chance.percent(30) {
        disk.after_kill()
    } else {
        disk.after_power_loss(&mut |end| chance.below(end))
    };
    gone_on.map_err(|error| told("the disk does not go on")(&error))
}

/// Opens something until it is open: the disk may stop while it is under way.
fn until_open<T>(
    disk: &Disk,
    operations: u32,
    chance: &mut Chance,
    open: impl Fn() -> Result<T, String>,
) -> Result<T, String> {
    for _ in 0..INTERRUPTIONS_MAX {
        if !chance.percent(25) {
            break;
        }
        disk.cut_after(chance.below(operations));
        let result = open();
        if !disk.has_stopped() {
            disk.forget_faults();
            return result;
        }
        drop(result);
        go_on(disk, chance)?;
    }
    open()
}

impl Medium for Sqlite {
    type Store = SqliteStore;

    fn begin(key: &[u8; 32], chance: &mut Chance) -> Result<(Self, SqliteStore), String> {
        let this = Self::new()?;
        let path = this.path();
        // Whoever finds a journal after an interruption finds a whole one.
        let make = || {
            let made = if path.exists() {
                SqliteStore::open(&path, Access::Writer)
            } else {
                SqliteStore::create(&path, key)
            };
            made.map_err(|error| told("making the journal")(&error))
        };
        let store = until_open(&this.journal, OPERATIONS_OF_CREATION_MAX, chance, make)?;
        Ok((this, store))
    }

    fn draw_fault(chance: &mut Chance) -> Fault {
        match chance.below(8) {
            0 => Fault::DiskFull,
            1 => Fault::Lost,
            2 => Fault::Kept,
            3 => Fault::Unsynced,
            _ => Fault::Stops(chance.below(OPERATIONS_MAX)),
        }
    }

    fn fail(&self, _: &mut SqliteStore, fault: Fault) {
        match fault {
            Fault::DiskFull => self.journal.fail_next(DiskFault::Full),
            Fault::Lost => self.journal.fail_next(DiskFault::Write),
            Fault::Kept => self.journal.fail_next(DiskFault::SyncKept),
            Fault::Unsynced => self.journal.fail_next(DiskFault::SyncLost),
            Fault::Stops(operations) => self.journal.cut_after(operations),
        }
    }

    fn reopen(&self, mut store: SqliteStore, chance: &mut Chance) -> Result<SqliteStore, String> {
        // Whether it became durable is for the checks to find out.
        let _ = store.settle();
        self.journal.stop();
        drop(store);
        go_on(&self.journal, chance)?;
        until_open(&self.journal, OPERATIONS_MAX, chance, || {
            SqliteStore::open(self.path(), Access::Writer).map_err(|error| told("opening again")(&error))
        })
    }

    fn beside(&self, _: &SqliteStore) -> Result<SqliteStore, String> {
        SqliteStore::open(self.path(), Access::ReadOnly)
            .map_err(|error| told("opening beside the writer")(&error))
    }

    fn views(&self, number: u32) -> Result<Views, String> {
        let path = self.folder.path().join(format!("views/{number}.db"));
        Views::open(&path, Box::new(Unsealed)).map_err(|error| told("opening views")(&error))
    }

    fn fail_views(&self, chance: &mut Chance) -> bool {
        match chance.below(4) {
            0 => self.views.fail_next(DiskFault::Full),
            1 => self.views.fail_next(DiskFault::Write),
            _ => self.views.cut_after(chance.below(OPERATIONS_MAX)),
        }
        true
    }

    fn reopen_views(&self, views: Views, number: u32, chance: &mut Chance) -> Result<Views, String> {
        self.views.stop();
        drop(views);
        go_on(&self.views, chance)?;
        until_open(&self.views, OPERATIONS_MAX, chance, || self.views(number))
    }

    fn torn(&self, store: &mut SqliteStore) -> Result<Option<SqliteStore>, String> {
        if store.head().blocks == 0 {
            return Ok(None);
        }
        // In a folder of its own, where nothing fails.
        let folder = self.folder.path().join("torn");
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(|error| told("the last copy")(&error))?;
        }
        std::fs::create_dir(&folder).map_err(|error| told("a copy")(&error))?;
        let path = folder.join("journal.db");
        store.copy_to(&path).map_err(|error| told("a copy")(&error))?;
        tear_last_block(&path).map_err(|error| told("tearing a block")(&error))?;
        let copy = SqliteStore::open(&path, Access::ReadOnly).map_err(|error| told("a torn copy")(&error))?;
        Ok(Some(copy))
    }
}

/// The second half of the last block's body reads as zeros.
fn tear_last_block(path: &Path) -> rusqlite::Result<()> {
    let conn = Connection::open(path)?;
    let last = "SELECT sequence, body FROM blocks ORDER BY sequence DESC LIMIT 1";
    let (sequence, mut body): (i64, Vec<u8>) =
        conn.query_row(last, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let half = body.len() / 2;
    body[half..].fill(0);
    conn.execute("UPDATE blocks SET body = ?2 WHERE sequence = ?1", (sequence, body))?;
    Ok(())
}
