//! Where the journal's bytes live: opaque entries in blocks, and what must become durable with them.
//!
//! [`Store`] is the promise, the same for every engine: [`sqlite`] is a file, [`memory`] serves tests and simulations.
//! What an entry, a key or a record means is not known here. A store has one writer; the writer's [`Store::commit`] is one
//! transaction, durable when it returns. [`Store::begin`] lets the writer decide the next group meanwhile, which is durable when
//! [`Store::settle`] returns. After a failed commit nobody knows what the disk holds, so the store refuses all further commits
//! until it is opened again.
//!
//! The layout of the file is described for third parties in `docs/journal-format.md`.

use std::ops::ControlFlow;
use std::sync::Arc;

mod block;
mod checksum;
#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod error;
mod group;
mod keys;
pub mod memory;
mod meta;
pub mod sqlite;

pub use block::{BLOCK_BYTES_MAX, BLOCK_ENTRIES_MAX, Block, ENTRY_BYTES_MAX, Entries, EntriesIter};
pub use error::{Corruption, OpenError, StoreError};
pub use group::{
    Group, GroupError, KeyHit, NAME_BYTES_MAX, NewKey, NewSecret, NewSnapshot, STATE_BYTES_MAX, Secret,
    Snapshot,
};
pub use meta::{FORMAT, FORMAT_NAME, HASH_KEY_NAME, HEAD_NAME};

use crate::merkle::Hash;

/// How far the journal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of blocks.
    pub blocks: u64,
    /// The number of entries, which is the next position.
    pub entries: u64,
    /// The Merkle root over all entries.
    pub root: Hash,
    /// The lowest position that must be folded again when opening: records are saved behind the journal.
    pub recover_from: u64,
}

/// What a complete check went through and found in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checked {
    /// Blocks, each against its checksum, its neighbours and the Merkle root.
    pub blocks: u64,
    /// Entries, hashed again.
    pub entries: u64,
    /// Idempotency keys.
    pub keys: u64,
    /// Records.
    pub records: u64,
    /// Encryption keys, destroyed ones included.
    pub secrets: u64,
}

/// Blocks one after another; ends after the first error.
pub type Blocks<'a> = Box<dyn Iterator<Item = Result<Block, StoreError>> + 'a>;

/// A journal's bytes.
pub trait Store: Send {
    /// How far the journal has come: for the writer now, for a reader at its last [`refresh`](Self::refresh).
    fn head(&self) -> Head;

    /// Looks how far the journal has come by now. A writer knows without looking.
    fn refresh(&mut self) -> Result<Head, StoreError>;

    /// Writes the group in one transaction, durable on return. A group that breaks a rule ([`StoreError::Group`]) changes
    /// nothing; any other failure poisons the store.
    fn commit(&mut self, group: &Group<'_>) -> Result<(), StoreError>;

    /// Begins to write a group as [`commit`](Self::commit) does, and may return before it is durable. One group at a time: waits
    /// for the one begun before, and says what became of it. Until the group is settled, reading may or may not show it, and
    /// [`head`](Self::head) does not count it: whoever began it knows what is in it.
    fn begin(&mut self, group: Arc<Group<'static>>) -> Result<(), StoreError> {
        self.commit(&group)
    }

    /// Waits until the group begun last is durable, if there is one.
    fn settle(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    /// The blocks from the one that holds `position` on, streaming, each checked against its checksum and its
    /// predecessor. Holds no transaction open, so a slow reader does not hold up anybody.
    fn blocks_from(&self, position: u64) -> Blocks<'_>;

    /// The entry at a position; `None` beyond the end.
    fn entry(&self, position: u64) -> Result<Option<Vec<u8>>, StoreError>;

    /// Which entry answered an idempotency key, if any.
    fn find_key(&mut self, key: &[u8; 16]) -> Result<Option<KeyHit>, StoreError>;

    /// A record as it was saved last.
    fn record(&mut self, key: &[u8]) -> Result<Option<Snapshot>, StoreError>;

    /// Records due at or before a moment (milliseconds since 1970-01-01 UTC), at most `limit`, by due time, then key.
    fn records_due(&self, up_to_ms: i64, limit: usize) -> Result<Vec<(i64, Vec<u8>)>, StoreError>;

    /// Every record, in an order of the store's own, until `visit` breaks.
    fn each_record(
        &self,
        visit: &mut dyn FnMut(&[u8], &Snapshot) -> ControlFlow<()>,
    ) -> Result<(), StoreError>;

    /// A person's encryption key; `None` if there never was one or it was destroyed.
    fn secret(&mut self, key: &[u8]) -> Result<Option<Secret>, StoreError>;

    /// Whether a person ever had an encryption key: one that was destroyed leaves its place.
    fn had_secret(&mut self, key: &[u8]) -> Result<bool, StoreError>;

    /// Destroys a person's encryption key, durably and without a trace of it in the store; says whether there was one.
    /// A failure poisons the store.
    fn destroy_secret(&mut self, key: &[u8]) -> Result<bool, StoreError>;

    /// A named blob.
    fn meta(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Walks everything and reports the first thing wrong. What cannot be read at all is reported as corrupt too.
    fn check(&self) -> Result<Checked, Corruption>;
}
