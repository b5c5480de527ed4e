//! The store's own named blobs: the format, the key of the keyed hashes, and the head of the journal.

use sha2::{Digest as _, Sha256};

use super::error::Corruption;
use super::{Head, checksum};
use crate::merkle::{CompactRange, Hash};

/// The format that this program writes, and the newest it reads.
pub const FORMAT: u32 = 1;
/// The name of the format: a 32-bit little-endian number.
pub const FORMAT_NAME: &str = "format";
/// The name of the key, 32 bytes, of all keyed hashes (idempotency keys and bodies) of this journal.
pub const HASH_KEY_NAME: &str = "hash_key";
/// The name of the head of the journal.
pub const HEAD_NAME: &str = "head";
/// Names that a group cannot set.
pub(crate) const RESERVED: [&str; 3] = [FORMAT_NAME, HASH_KEY_NAME, HEAD_NAME];

/// The key of the keyed hashes, drawn from the seed that the creator of the journal passes.
pub(crate) fn hash_key(seed: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update(b"coterie journal keyed hash").chain_update(seed).finalize().into()
}

/// The checksum of a meta row.
pub(crate) fn row_checksum(name: &str, value: &[u8]) -> u32 {
    checksum::of(&[&(name.len() as u32).to_le_bytes(), name.as_bytes(), value])
}

/// The head as it is stored: what [`Head`] says, the number of idempotency keys, and the peaks of the hash tree, so that
/// opening need not hash the journal again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct HeadRow {
    pub(crate) blocks: u64,
    pub(crate) recover_from: u64,
    pub(crate) keys: u64,
    pub(crate) tree: CompactRange,
}

impl HeadRow {
    pub(crate) fn entries(&self) -> u64 {
        self.tree.size()
    }

    pub(crate) fn head(&self) -> Head {
        Head {
            blocks: self.blocks,
            entries: self.entries(),
            root: self.tree.root(),
            recover_from: self.recover_from,
        }
    }

    /// blocks, entries, `recover_from`, keys (64-bit little-endian each), root, peaks (32 bytes each).
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut value = Vec::with_capacity(64 + 32 * self.tree.peaks().len());
        for number in [self.blocks, self.entries(), self.recover_from, self.keys] {
            value.extend_from_slice(&number.to_le_bytes());
        }
        value.extend_from_slice(&self.tree.root());
        value.extend(self.tree.peaks().iter().flatten());
        value
    }

    /// The head, if the value is whole and its peaks make its root.
    pub(crate) fn decode(value: &[u8]) -> Result<Self, Corruption> {
        let wrong = |detail: &str| Corruption::new("meta", HEAD_NAME, "value", detail);
        let (numbers, hashes) = value.split_at_checked(32).ok_or_else(|| wrong("too short"))?;
        let (hashes, rest) = hashes.as_chunks::<32>();
        let (root, peaks) = hashes.split_first().ok_or_else(|| wrong("no root"))?;
        if !rest.is_empty() {
            return Err(wrong("not a whole number of hashes"));
        }
        let (numbers, _) = numbers.as_chunks::<8>();
        let [blocks, entries, recover_from, keys] = [0, 1, 2, 3].map(|at| u64::from_le_bytes(numbers[at]));
        let peaks: Vec<Hash> = peaks.to_vec();
        let tree = CompactRange::from_peaks(entries, peaks)
            .ok_or_else(|| wrong("the number of peaks does not fit the entries"))?;
        if tree.root() != *root {
            return Err(wrong("the peaks do not make the root"));
        }
        if recover_from > entries || blocks > entries {
            return Err(wrong("blocks or recover_from exceed the entries"));
        }
        Ok(Self { blocks, recover_from, keys, tree })
    }
}
