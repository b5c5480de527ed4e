//! The group that is being made durable. What is in it has happened as far as the next decisions are concerned, and the store may
//! not show it yet; it is answered when it is settled, and not before.

use crate::store::{Group, KeyHit, Snapshot};
use coterie_decide::Entry;
use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher as _;
use std::sync::Arc;

/// A group on its way, or none.
#[derive(Default)]
pub(crate) struct Begun {
    entries: Vec<Arc<Entry>>,
    by_key: FxHashMap<[u8; 16], KeyHit>,
    /// Where among the group's snapshots a record is.
    by_record: HashTable<u32>,
    group: Option<Arc<Group<'static>>>,
}

impl Begun {
    pub(crate) fn new(
        group: Arc<Group<'static>>,
        entries: Vec<Arc<Entry>>,
        by_key: FxHashMap<[u8; 16], KeyHit>,
    ) -> Self {
        let hash = |at: &u32| FxBuildHasher.hash_one(&*group.snapshots[*at as usize].key);
        let mut by_record = HashTable::with_capacity(group.snapshots.len());
        for at in 0..group.snapshots.len() as u32 {
            by_record.insert_unique(hash(&at), at, hash);
        }
        Self { entries, by_key, by_record, group: Some(group) }
    }

    /// Its entries with their positions.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (u64, &Arc<Entry>)> {
        (self.first_position()..).zip(&self.entries)
    }

    fn first_position(&self) -> u64 {
        self.group.as_ref().map_or(0, |group| group.first_position)
    }

    pub(crate) fn entry(&self, position: u64) -> Option<&Arc<Entry>> {
        self.entries.get(usize::try_from(position.checked_sub(self.first_position())?).ok()?)
    }

    pub(crate) fn key(&self, key: &[u8; 16]) -> Option<KeyHit> {
        self.by_key.get(key).copied()
    }

    /// A record as this group saves it.
    pub(crate) fn record(&self, key: &[u8]) -> Option<Snapshot> {
        let snapshots = &self.group.as_ref()?.snapshots;
        let at = self.by_record.find(FxBuildHasher.hash_one(key), |at| snapshots[*at as usize].key == key)?;
        let saved = &snapshots[*at as usize];
        Some(Snapshot { next_due: saved.next_due, as_of: saved.as_of, state: saved.state.clone() })
    }
}
