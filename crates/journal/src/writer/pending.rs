//! The group in the making: what the next commit writes.

use crate::store::{Entries, KeyHit, NewKey};
use coterie_decide::Entry;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Entries that are decided and folded, and not yet durable.
#[derive(Default)]
pub(crate) struct Pending {
    pub(crate) first_position: u64,
    pub(crate) encoded: Entries,
    pub(crate) entries: Vec<Arc<Entry>>,
    pub(crate) keys: Vec<NewKey>,
    pub(crate) by_key: FxHashMap<[u8; 16], KeyHit>,
}

impl Pending {
    /// A group that begins at a position.
    pub(crate) fn from(first_position: u64) -> Self {
        Self { first_position, ..Self::default() }
    }

    /// The position after its last entry.
    pub(crate) fn end(&self) -> u64 {
        self.first_position + self.entries.len() as u64
    }

    /// True for positions that no commit has written yet.
    pub(crate) fn holds(&self, position: u64) -> bool {
        position >= self.first_position
    }

    pub(crate) fn entry(&self, position: u64) -> Option<&Arc<Entry>> {
        self.entries.get(usize::try_from(position.checked_sub(self.first_position)?).ok()?)
    }

    pub(crate) fn key(&self, key: &[u8; 16]) -> Option<KeyHit> {
        self.by_key.get(key).copied()
    }

    pub(crate) fn add_key(&mut self, key: NewKey) {
        self.by_key.insert(key.key, KeyHit { position: key.position, body: key.body });
        self.keys.push(key);
    }

    /// Begins the next group, and hands over this one.
    pub(crate) fn next(&mut self) -> Self {
        let next = Self::from(self.end());
        std::mem::replace(self, next)
    }
}
