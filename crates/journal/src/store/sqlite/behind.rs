//! Committing on another thread, while the writer decides the next group.
//!
//! The writing [`Side`] itself goes there and comes back with what became of the group; meanwhile other connections read. So
//! nothing is shared but the key index, and a store that never begins a group has neither the thread nor the connections.
//!
//! SQLite forgets the pages that a connection has read as soon as another commits, and reads the upper levels of the tables anew
//! for every group. Records are therefore read by a connection that holds on to one moment for some groups, unless they were
//! saved since.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use rusqlite::Connection;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::hash::BuildHasher as _;

use super::super::error::{OpenError, StoreError};
use super::records::Places;
use super::side::Side;
use super::{Access, Group, Snapshot, open};

/// A moment is let go when so many records were saved since, or so many entries written: as long as it is held, the log cannot
/// begin anew.
const HELD_RECORDS_MAX: usize = 32_000;
const HELD_ENTRIES_MAX: u64 = 20_000;

/// The cache of the connection that holds on to a moment, in KiB: the upper levels of the tables, of a hundred million records.
const HELD_CACHE_KIB: i32 = 32 << 10;

/// The writing side on its way there.
type Job = (Box<Side>, Arc<Group<'static>>);
/// And back.
type Done = (Box<Side>, Result<(), StoreError>);

/// The other thread, and the connection that reads while it writes.
#[derive(Debug)]
pub(super) struct Behind {
    /// `None` only while it is dropped: a connection that can only read must not be the last to close, as it would leave the log.
    reader: Option<Connection>,
    held: Option<Held>,
    jobs: Option<SyncSender<Job>>,
    done: Receiver<Done>,
    thread: Option<JoinHandle<()>>,
}

impl Behind {
    pub(super) fn start(path: &Path) -> Result<Self, StoreError> {
        let connect = || {
            open::connect(path, Access::ReadOnly).map_err(|error| match error {
                OpenError::Store(error) => error,
                other => StoreError::Engine(Box::new(other)),
            })
        };
        let (reader, held) = (connect()?, connect()?);
        held.pragma_update(None, "cache_size", -HELD_CACHE_KIB)?;
        let held = Held::new(held);
        let (jobs, incoming) = sync_channel::<Job>(1);
        let (outgoing, done) = sync_channel::<Done>(1);
        let work = move || {
            for (mut side, group) in incoming {
                let result = side.commit(&group);
                drop(group);
                if outgoing.send((side, result)).is_err() {
                    break;
                }
            }
        };
        let thread = std::thread::Builder::new().name("commit".into()).spawn(work);
        let thread = thread.map_err(|error| StoreError::Engine(Box::new(error)))?;
        Ok(Self { reader: Some(reader), held: Some(held), jobs: Some(jobs), done, thread: Some(thread) })
    }

    /// The connection that reads; sees every group that is settled.
    pub(super) fn reader(&self) -> &Connection {
        self.reader.as_ref().expect("it is there until this is dropped")
    }

    /// A record as some settled group saved it last.
    pub(super) fn record(&self, places: Places, key: &[u8]) -> Result<Option<Snapshot>, StoreError> {
        let held = self.held.as_ref().filter(|held| held.is_current(key));
        places.one(held.map_or_else(|| self.reader(), |held| &held.conn), key)
    }

    /// Something is written that no group says.
    pub(super) fn let_go(&mut self) -> Result<(), StoreError> {
        self.held.as_mut().map_or(Ok(()), Held::let_go)
    }

    /// Sends the writing side to commit a group.
    pub(super) fn send(&mut self, side: Box<Side>, group: Arc<Group<'static>>) -> Result<(), StoreError> {
        if let Some(held) = &mut self.held {
            held.before(&group)?;
        }
        let jobs = self.jobs.as_ref().ok_or(StoreError::Poisoned)?;
        jobs.send((side, group)).map_err(|_| StoreError::Poisoned)
    }

    /// Waits for the writing side; it never returns when its thread panicked.
    pub(super) fn receive(&self) -> Result<Done, StoreError> {
        self.done.recv().map_err(|_| StoreError::Poisoned)
    }
}

impl Drop for Behind {
    fn drop(&mut self) {
        self.held = None;
        self.reader = None;
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing to say: what it held is gone, and nothing of it was answered.
            let _ = thread.join();
        }
    }
}

/// A connection that holds on to one moment.
#[derive(Debug)]
struct Held {
    conn: Connection,
    is_holding: bool,
    /// From this position on it is let go.
    until: u64,
    /// Hashes of the keys of records saved since. Two keys with one hash cost a reading more.
    saved: FxHashSet<u64>,
}

impl Held {
    fn new(conn: Connection) -> Self {
        Self { conn, is_holding: false, until: 0, saved: FxHashSet::default() }
    }

    /// Whether the record is now as it was then.
    fn is_current(&self, key: &[u8]) -> bool {
        self.is_holding && !self.saved.contains(&FxBuildHasher.hash_one(key))
    }

    /// Nothing is being written, and the group is next. A group with no moment held lets the log begin anew.
    fn before(&mut self, group: &Group<'_>) -> Result<(), StoreError> {
        let saved = self.saved.len() + group.snapshots.len();
        if self.is_holding && (saved > HELD_RECORDS_MAX || group.end() > self.until) {
            return self.let_go();
        }
        if !self.is_holding {
            // What is read first is what it holds on to.
            self.conn.execute_batch("BEGIN; SELECT name FROM meta LIMIT 1")?;
            (self.is_holding, self.until) = (true, group.first_position + HELD_ENTRIES_MAX);
        }
        self.saved.extend(group.snapshots.iter().map(|snapshot| FxBuildHasher.hash_one(&*snapshot.key)));
        Ok(())
    }

    fn let_go(&mut self) -> Result<(), StoreError> {
        if std::mem::take(&mut self.is_holding) {
            self.conn.execute_batch("COMMIT")?;
        }
        self.saved.clear();
        Ok(())
    }
}
