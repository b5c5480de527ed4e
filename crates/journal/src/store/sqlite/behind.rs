//! Committing on another thread, while the writer decides the next group.
//!
//! The writing [`Side`] itself goes there and comes back with what became of the group; meanwhile a second connection reads. So
//! nothing is shared but the key index, and a store that never begins a group has neither the thread nor the connection.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use rusqlite::Connection;

use super::super::error::{OpenError, StoreError};
use super::side::Side;
use super::{Access, Group, open};

/// The writing side on its way there.
type Job = (Box<Side>, Arc<Group<'static>>);
/// And back.
type Done = (Box<Side>, Result<(), StoreError>);

/// The other thread, and the connection that reads while it writes.
#[derive(Debug)]
pub(super) struct Behind {
    /// `None` only while it is dropped: a connection that can only read must not be the last to close, as it would leave the log.
    reader: Option<Connection>,
    jobs: Option<SyncSender<Job>>,
    done: Receiver<Done>,
    thread: Option<JoinHandle<()>>,
}

impl Behind {
    pub(super) fn start(path: &Path) -> Result<Self, StoreError> {
        let reader = open::connect(path, Access::ReadOnly).map_err(|error| match error {
            OpenError::Store(error) => error,
            other => StoreError::Engine(Box::new(other)),
        })?;
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
        Ok(Self { reader: Some(reader), jobs: Some(jobs), done, thread: Some(thread) })
    }

    /// The connection that reads; sees every group that is settled.
    pub(super) fn reader(&self) -> &Connection {
        self.reader.as_ref().expect("it is there until this is dropped")
    }

    /// Sends the writing side to commit a group.
    pub(super) fn send(&self, side: Box<Side>, group: Arc<Group<'static>>) -> Result<(), StoreError> {
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
        self.reader = None;
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing to say: what it held is gone, and nothing of it was answered.
            let _ = thread.join();
        }
    }
}
