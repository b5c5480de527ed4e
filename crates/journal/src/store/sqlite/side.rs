//! The writing side: the connection that writes, and what is known of the journal without asking it. It moves to another thread
//! while that thread commits.

use std::sync::{Arc, Mutex, MutexGuard};

use rusqlite::{Connection, TransactionBehavior};

use super::super::error::StoreError;
use super::super::keys::{KeyIndex, Shape};
use super::key_rows::SqliteKeyRows;
use super::records::Places;
use super::{Access, Group, GroupError, HeadRow, blocks, meta_rows, open, secrets};
use crate::merkle;

/// The key index, which is asked while a group is being written.
#[derive(Debug, Clone)]
pub(super) struct SharedIndex {
    /// Loaded at once by a writer, at the first question by a reader.
    index: Arc<Mutex<Option<KeyIndex>>>,
    shape: Shape,
}

impl SharedIndex {
    pub(super) fn new(shape: Shape, index: Option<KeyIndex>) -> Self {
        Self { index: Arc::new(Mutex::new(index)), shape }
    }

    /// Nobody else changes it while this is held. A panic while it was changed leaves nothing to believe.
    fn lock(&self) -> Result<MutexGuard<'_, Option<KeyIndex>>, StoreError> {
        self.index.lock().map_err(|_| StoreError::Poisoned)
    }

    /// Does something with the index, read from its rows if it is not in memory yet.
    pub(super) fn with<T>(
        &self,
        rows: &SqliteKeyRows<'_>,
        run: impl FnOnce(&mut KeyIndex) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut index = self.lock()?;
        match &mut *index {
            Some(index) => run(index),
            none => run(none.insert(KeyIndex::load(self.shape, rows)?)),
        }
    }

    /// The rows have changed: what is in memory points to what may be gone.
    pub(super) fn forget(&self) -> Result<(), StoreError> {
        *self.lock()? = None;
        Ok(())
    }
}

/// A connection, and how far the journal has come as it knows.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) conn: Connection,
    pub(super) access: Access,
    pub(super) head: HeadRow,
    pub(super) keys: SharedIndex,
    pub(super) places: Places,
    pub(super) poisoned: bool,
    /// The log may still show a secret that was destroyed while a reader kept it from being emptied.
    pub(super) log_tells: bool,
}

impl Side {
    pub(super) fn writable(&self) -> Result<(), StoreError> {
        match (self.access, self.poisoned) {
            (Access::ReadOnly | Access::Snapshot, _) => Err(StoreError::ReadOnly),
            (Access::Writer, true) => Err(StoreError::Poisoned),
            (Access::Writer, false) => Ok(()),
        }
    }

    /// Runs a write; whatever goes wrong in it leaves the disk's state unknown, except a broken rule.
    pub(super) fn write<T>(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.writable()?;
        // Poisoned while it runs, so that a panic half way leaves the store poisoned too.
        self.poisoned = true;
        let result = write(self);
        self.poisoned = !matches!(result, Ok(_) | Err(StoreError::Group(_)));
        result
    }

    /// One group, one transaction.
    pub(super) fn commit(&mut self, group: &Group<'_>) -> Result<(), StoreError> {
        self.writable()?;
        group.validate(self.head.entries(), self.head.recover_from)?;
        self.keys.with(&SqliteKeyRows(&self.conn), |index| {
            match group.keys.iter().find(|key| index.is_fresh(&key.key)) {
                Some(twice) => Err(GroupError::KeyTwice { position: twice.position }.into()),
                None => Ok(()),
            }
        })?;
        self.write(|side| {
            side.commit_valid(group)?;
            side.empty_telling_log()
        })
    }

    /// Writes a group that keeps the rules.
    fn commit_valid(&mut self, group: &Group<'_>) -> Result<(), StoreError> {
        let Self { conn, head, keys, places, .. } = self;
        let mut next = head.clone();
        for entry in &*group.entries {
            next.tree.append(merkle::leaf(entry));
        }
        next.blocks += u64::from(!group.entries.is_empty());
        next.keys += group.keys.len() as u64;
        next.recover_from = group.recover_from;

        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found = meta_rows::head(&tx)?;
        if found != *head {
            return Err(StoreError::ChangedBehind {
                entries_expected: head.entries(),
                entries_found: found.entries(),
            });
        }
        // What may break a rule comes first, before the index in memory changes.
        secrets::add(&tx, &group.secrets)?;
        if !group.entries.is_empty() {
            blocks::append(&tx, group, &next)?;
        }
        let mut rows = SqliteKeyRows(&tx);
        keys.with(&SqliteKeyRows(&tx), |index| index.append(&mut rows, group.first_position, &group.keys))?;
        places.save(&tx, &group.snapshots)?;
        for (name, value) in &group.meta {
            meta_rows::set(&tx, name, value)?;
        }
        meta_rows::set_head(&tx, &next)?;
        tx.commit()?;
        *head = next;
        Ok(())
    }

    /// Empties the log if it may show a destroyed secret, and tries again with the next write if a reader is in the way.
    pub(super) fn empty_telling_log(&mut self) -> Result<(), StoreError> {
        if self.log_tells {
            self.log_tells = !open::empty_log(&self.conn)?;
        }
        Ok(())
    }
}
