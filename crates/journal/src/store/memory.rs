//! The journal in memory, for tests and simulations, with failures on demand.
//!
//! It keeps the promise of [`Store`] and nothing on disk; what would survive on a disk survives [`MemoryStore::reopen`].

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::block::BlockRow;
use super::error::{Corruption, StoreError};
use super::meta::{self, FORMAT, FORMAT_NAME, HASH_KEY_NAME, HeadRow};
use super::{Block, Blocks, Checked, Group, GroupError, Head, KeyHit, Secret, Snapshot, Store};
use crate::merkle::{self, CompactRange};

/// How the next commit (or destruction of a secret) fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The disk is full; nothing is written.
    DiskFull,
    /// Writing fails; nothing is written.
    Lost,
    /// Everything is written, and then the answer is an error: only reopening tells.
    Kept,
}

/// A journal in memory.
#[derive(Debug, Clone)]
pub struct MemoryStore {
    head: HeadRow,
    blocks: Vec<BlockRow>,
    keys: HashMap<[u8; 16], KeyHit>,
    records: BTreeMap<Vec<u8>, Snapshot>,
    secrets: BTreeMap<Vec<u8>, Option<Secret>>,
    meta: BTreeMap<String, Vec<u8>>,
    /// Begun and not settled: nobody sees it yet, and a crash may lose it.
    begun: Option<Arc<Group<'static>>>,
    /// After how many more writes it fails, and how.
    fault: Option<(u32, Fault)>,
    poisoned: bool,
}

impl MemoryStore {
    /// An empty journal; `seed` as for a file.
    pub fn new(seed: &[u8; 32]) -> Self {
        let own =
            [(FORMAT_NAME, FORMAT.to_le_bytes().to_vec()), (HASH_KEY_NAME, meta::hash_key(seed).to_vec())];
        Self {
            head: HeadRow::default(),
            blocks: Vec::new(),
            keys: HashMap::new(),
            records: BTreeMap::new(),
            secrets: BTreeMap::new(),
            meta: own.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            begun: None,
            fault: None,
            poisoned: false,
        }
    }

    /// Lets the next write fail.
    pub fn fail_next(&mut self, fault: Fault) {
        self.fail_after(0, fault);
    }

    /// Lets so many writes succeed, and the one after them fail.
    pub fn fail_after(&mut self, writes: u32, fault: Fault) {
        self.fault = Some((writes, fault));
    }

    /// What another process finds after this one ended: everything durable, and no poison.
    pub fn reopen(self) -> Self {
        Self { begun: None, fault: None, poisoned: false, ..self }
    }

    /// What was begun reaches the disk after all, though nobody hears of it: a process that ends may have written as much.
    pub fn let_land(&mut self) {
        // If it fails, it has not landed.
        let _ = self.settle();
    }

    /// Tears the last block, as a disk that lies about its sync would: the second half of its body reads as zeros.
    /// Says whether there was one.
    pub fn tear_last_block(&mut self) -> bool {
        let Some(block) = self.blocks.last_mut() else { return false };
        let half = block.body.len() / 2;
        block.body[half..].fill(0);
        true
    }

    /// Runs a write under the fault that was asked for.
    fn write<T>(&mut self, write: impl FnOnce(&mut Self) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        let fault = match &mut self.fault {
            Some((writes @ 1.., _)) => {
                *writes -= 1;
                None
            }
            due => due.take().map(|(_, fault)| fault),
        };
        self.poisoned = fault.is_some();
        match fault {
            Some(Fault::DiskFull) => Err(StoreError::DiskFull),
            Some(Fault::Lost) => Err(injected()),
            Some(Fault::Kept) => write(self).and(Err(injected())),
            None => write(self),
        }
    }

    fn block(&self, sequence: usize, first_position: Option<u64>) -> Option<Result<Block, StoreError>> {
        let row = self.blocks.get(sequence)?.clone();
        Some(row.believe(sequence as u64, first_position).map_err(StoreError::from))
    }

    fn apply(&mut self, group: &Group<'_>) {
        for entry in &*group.entries {
            self.head.tree.append(merkle::leaf(entry));
        }
        if !group.entries.is_empty() {
            let (sequence, first_position) = (self.head.blocks as i64, group.first_position as i64);
            let (entry_count, root) = (group.entries.len() as i64, self.head.tree.root());
            let body = group.entries.body().to_vec();
            let crc = BlockRow::checksum(sequence, first_position, entry_count, &root, &body).into();
            self.blocks.push(BlockRow {
                sequence,
                first_position,
                entry_count,
                body,
                crc,
                root: root.to_vec(),
            });
            self.head.blocks += 1;
        }
        self.head.keys += group.keys.len() as u64;
        self.head.recover_from = group.recover_from;
        for key in &group.keys {
            self.keys.insert(key.key, KeyHit { position: key.position, body: key.body });
        }
        for new in &group.snapshots {
            let snapshot = Snapshot { next_due: new.next_due, as_of: new.as_of, state: new.state.clone() };
            self.records.insert(new.key.clone(), snapshot);
        }
        for new in &group.secrets {
            self.secrets.insert(new.key.clone(), Some(new.secret.clone()));
        }
        self.meta.extend(group.meta.iter().cloned());
    }
}

fn injected() -> StoreError {
    StoreError::Engine("an injected fault".into())
}

impl Store for MemoryStore {
    fn head(&self) -> Head {
        self.head.head()
    }

    fn refresh(&mut self) -> Result<Head, StoreError> {
        Ok(self.head())
    }

    fn commit(&mut self, group: &Group<'_>) -> Result<(), StoreError> {
        self.settle()?;
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        group.validate(self.head.entries(), self.head.recover_from)?;
        if let Some(twice) = group.keys.iter().find(|key| self.keys.contains_key(&key.key)) {
            return Err(GroupError::KeyTwice { position: twice.position }.into());
        }
        let taken = |key: &Vec<u8>| self.secrets.get(key).is_some_and(Option::is_some);
        if group.secrets.iter().any(|new| new.secret.0 == [0; 64] || taken(&new.key)) {
            return Err(GroupError::Secret.into());
        }
        self.write(|store| {
            store.apply(group);
            Ok(())
        })
    }

    fn begin(&mut self, group: Arc<Group<'static>>) -> Result<(), StoreError> {
        self.settle()?;
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        self.begun = Some(group);
        Ok(())
    }

    fn settle(&mut self) -> Result<(), StoreError> {
        self.begun.take().map_or(Ok(()), |group| self.commit(&group))
    }

    fn blocks_from(&self, position: u64) -> Blocks<'_> {
        let after = self.blocks.partition_point(|row| row.first_position as u64 <= position);
        let start = if position < self.head.entries() { after - 1 } else { self.blocks.len() };
        let mut next = Some((start, None));
        Box::new(std::iter::from_fn(move || {
            let (sequence, first_position) = next.take()?;
            let block = self.block(sequence, first_position)?;
            next = block.as_ref().ok().map(|block| (sequence + 1, Some(block.end())));
            Some(block)
        }))
    }

    fn entry(&self, position: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let block = self.blocks_from(position).next().transpose()?;
        Ok(block.and_then(|block| block.entry(position).map(<[u8]>::to_vec)))
    }

    fn find_key(&mut self, key: &[u8; 16]) -> Result<Option<KeyHit>, StoreError> {
        if self.poisoned { Err(StoreError::Poisoned) } else { Ok(self.keys.get(key).copied()) }
    }

    fn record(&mut self, key: &[u8]) -> Result<Option<Snapshot>, StoreError> {
        Ok(self.records.get(key).cloned())
    }

    fn records_due(&self, up_to_ms: i64, limit: usize) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
        let due = |(key, snapshot): (&Vec<u8>, &Snapshot)| Some((snapshot.next_due?, key.clone()));
        let mut due: Vec<_> = self.records.iter().filter_map(due).filter(|(at, _)| *at <= up_to_ms).collect();
        due.sort_unstable();
        due.truncate(limit);
        Ok(due)
    }

    fn each_record(
        &self,
        visit: &mut dyn FnMut(&[u8], &Snapshot) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let _ = self.records.iter().try_for_each(|(key, snapshot)| visit(key, snapshot));
        Ok(())
    }

    fn secret(&mut self, key: &[u8]) -> Result<Option<Secret>, StoreError> {
        Ok(self.secrets.get(key).cloned().flatten())
    }

    fn had_secret(&mut self, key: &[u8]) -> Result<bool, StoreError> {
        Ok(self.secrets.contains_key(key))
    }

    fn destroy_secret(&mut self, key: &[u8]) -> Result<bool, StoreError> {
        self.settle()?;
        self.write(|store| Ok(store.secrets.get_mut(key).and_then(Option::take).is_some()))
    }

    fn meta(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if name == super::HEAD_NAME {
            return Ok(Some(self.head.encode()));
        }
        Ok(self.meta.get(name).cloned())
    }

    fn check(&self) -> Result<Checked, Corruption> {
        let mut tree = CompactRange::new();
        for (sequence, row) in self.blocks.iter().enumerate() {
            let block = row.clone().believe(sequence as u64, Some(tree.size()))?;
            for entry in &block.entries {
                tree.append(merkle::leaf(entry));
            }
            if block.root != tree.root() {
                return Err(Corruption::new("blocks", sequence, "root", "not the entries' root"));
            }
        }
        if tree != self.head.tree {
            return Err(Corruption::new("meta", super::HEAD_NAME, "value", "not the blocks' head"));
        }
        Ok(Checked {
            blocks: self.head.blocks,
            entries: self.head.entries(),
            keys: self.head.keys,
            records: self.records.len() as u64,
            secrets: self.secrets.len() as u64,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Entries, conformance};
    use super::*;

    const SEED: [u8; 32] = [7; 32];

    #[test]
    fn it_keeps_the_promise_of_a_store() {
        conformance::everything(|| MemoryStore::new(&SEED), MemoryStore::reopen);
    }

    fn one_entry() -> Entries {
        let mut entries = Entries::new();
        entries.push(b"purchase of a coat");
        entries
    }

    #[test]
    fn after_a_failed_commit_nothing_is_written_until_it_is_reopened() {
        for (fault, kept) in [(Fault::DiskFull, 0), (Fault::Lost, 0), (Fault::Kept, 1)] {
            let mut store = MemoryStore::new(&SEED);
            let entries = one_entry();
            store.fail_next(fault);
            assert!(store.commit(&Group::of(0, &entries, 0)).is_err());
            assert!(matches!(store.commit(&Group::of(0, &entries, 0)), Err(StoreError::Poisoned)));
            assert!(matches!(store.find_key(&[0; 16]), Err(StoreError::Poisoned)));
            let mut store = store.reopen();
            assert_eq!(store.head().entries, kept, "{fault:?}");
            store.commit(&Group::of(kept, &entries, 0)).unwrap();
        }
    }

    #[test]
    fn a_torn_block_is_found_by_reading_it() {
        let mut store = MemoryStore::new(&SEED);
        store.commit(&Group::of(0, &one_entry(), 0)).unwrap();
        assert!(store.tear_last_block());
        assert!(matches!(store.blocks_from(0).next(), Some(Err(StoreError::Corrupt(_)))));
        assert_eq!(store.check().unwrap_err().what, "crc");
    }
}
