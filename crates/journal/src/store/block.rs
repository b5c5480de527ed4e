//! Entries side by side in one buffer, which is also a block's body; and the block read back.
//!
//! A body is the entries in order, each preceded by its length in bytes as a 32-bit little-endian number. Writers fill
//! [`Entries`] and the store writes the very same buffer, so that an entry is encoded once and never copied.

use super::checksum;
use super::error::Corruption;
use crate::merkle::Hash;

/// The longest entry, in bytes: far above any event with its decision, far below what would stall a writer.
pub const ENTRY_BYTES_MAX: usize = 16 << 20;
/// The longest body of a block, in bytes: it is read whole into memory.
pub const BLOCK_BYTES_MAX: usize = 64 << 20;
/// The most entries in one block: a group is what waited during one sync, and is bounded by the writer's queue.
pub const BLOCK_ENTRIES_MAX: usize = 1 << 16;

const LENGTH_BYTES: usize = 4;

/// Encoded entries, one after another, in the form of a block's body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries {
    body: Vec<u8>,
    count: usize,
}

impl Entries {
    /// No entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends one entry.
    pub fn push(&mut self, entry: &[u8]) {
        self.push_with(|body| body.extend_from_slice(entry));
    }

    /// Appends one entry that `encode` writes at the end of the buffer it is given.
    pub fn push_with(&mut self, encode: impl FnOnce(&mut Vec<u8>)) {
        let at = self.body.len();
        self.body.extend_from_slice(&[0; LENGTH_BYTES]);
        encode(&mut self.body);
        let length = self.body.len() - at - LENGTH_BYTES;
        // A length beyond the limit is refused by the commit, before it could be read back wrongly.
        self.body[at..at + LENGTH_BYTES].copy_from_slice(&(length as u32).to_le_bytes());
        self.count += 1;
    }

    /// Forgets the entries and keeps the memory.
    pub fn clear(&mut self) {
        self.body.clear();
        self.count = 0;
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The bytes as a block keeps them.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The entries in order.
    pub fn iter(&self) -> EntriesIter<'_> {
        EntriesIter { rest: &self.body }
    }

    /// The entries of a body that was read; says what is wrong with it otherwise.
    pub fn from_body(body: Vec<u8>) -> Result<Self, String> {
        let mut count = 0;
        let mut rest = body.as_slice();
        while !rest.is_empty() {
            let (_, after) = split(rest).ok_or_else(|| format!("entry {count} runs past the body's end"))?;
            rest = after;
            count += 1;
        }
        Ok(Self { body, count })
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = &'a [u8];
    type IntoIter = EntriesIter<'a>;
    fn into_iter(self) -> EntriesIter<'a> {
        self.iter()
    }
}

/// The entries of a body, in order.
#[derive(Debug, Clone)]
pub struct EntriesIter<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for EntriesIter<'a> {
    type Item = &'a [u8];
    fn next(&mut self) -> Option<&'a [u8]> {
        let (entry, rest) = split(self.rest)?;
        self.rest = rest;
        Some(entry)
    }
}

fn split(body: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = body.split_first_chunk::<LENGTH_BYTES>()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

/// One block, read back and checked against its checksum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The block's number, from 0.
    pub sequence: u64,
    /// The position of its first entry.
    pub first_position: u64,
    /// Its entries.
    pub entries: Entries,
    /// The Merkle root over all entries of the journal up to and including this block.
    pub root: Hash,
}

impl Block {
    /// The position after its last entry.
    pub fn end(&self) -> u64 {
        self.first_position + self.entries.len() as u64
    }

    /// The entry at a position, if it is in this block.
    pub fn entry(&self, position: u64) -> Option<&[u8]> {
        self.entries.iter().nth(position.checked_sub(self.first_position)? as usize)
    }

    /// The entries with their positions.
    pub fn positions(&self) -> impl Iterator<Item = (u64, &[u8])> {
        (self.first_position..).zip(self.entries.iter())
    }
}

/// A block's row before it is believed; integers as the engine holds them.
#[derive(Debug, Clone)]
pub(crate) struct BlockRow {
    pub(crate) sequence: i64,
    pub(crate) first_position: i64,
    pub(crate) entry_count: i64,
    pub(crate) body: Vec<u8>,
    pub(crate) crc: i64,
    pub(crate) root: Vec<u8>,
}

impl BlockRow {
    /// The checksum over everything else in the row, so that swapped or renumbered rows are found.
    pub(crate) fn checksum(
        sequence: i64,
        first_position: i64,
        entry_count: i64,
        root: &[u8],
        body: &[u8],
    ) -> u32 {
        checksum::of(&[
            &sequence.to_le_bytes(),
            &first_position.to_le_bytes(),
            &entry_count.to_le_bytes(),
            root,
            body,
        ])
    }

    /// The block, if it is whole and stands where it is expected.
    pub(crate) fn believe(self, sequence: u64, first_position: Option<u64>) -> Result<Block, Corruption> {
        let wrong = |what, detail: String| Corruption::new("blocks", self.sequence, what, detail);
        if self.sequence != sequence as i64 {
            return Err(wrong("sequence", format!("found where {sequence} was expected")));
        }
        let computed =
            Self::checksum(self.sequence, self.first_position, self.entry_count, &self.root, &self.body);
        if self.crc != i64::from(computed) {
            return Err(Corruption::crc("blocks", self.sequence, self.crc, computed));
        }
        if first_position.is_some_and(|expected| expected as i64 != self.first_position) {
            return Err(wrong(
                "first_position",
                format!("{} where {first_position:?} was expected", self.first_position),
            ));
        }
        let root = Hash::try_from(self.root.as_slice()).map_err(|_| wrong("root", "not 32 bytes".into()))?;
        let entry_count = self.entry_count;
        let row = self.sequence;
        let entries =
            Entries::from_body(self.body).map_err(|detail| Corruption::new("blocks", row, "body", detail))?;
        if entries.is_empty() || entries.len() as i64 != entry_count {
            let detail = format!("{entry_count} stored, {} in the body", entries.len());
            return Err(Corruption::new("blocks", row, "entry_count", detail));
        }
        Ok(Block { sequence, first_position: self.first_position as u64, entries, root })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_each_entry_after_its_length() {
        let mut entries = Entries::new();
        entries.push(b"ab");
        entries.push(b"");
        entries.push_with(|body| body.push(b'c'));
        assert_eq!(entries.body(), b"\x02\0\0\0ab\0\0\0\0\x01\0\0\0c");
        let back = Entries::from_body(entries.body().to_vec()).unwrap();
        assert_eq!(back.iter().collect::<Vec<_>>(), [b"ab".as_slice(), b"", b"c"]);
        assert_eq!(back, entries);
    }

    #[test]
    fn a_body_cut_short_is_refused() {
        assert!(Entries::from_body(b"\x02\0\0\0a".to_vec()).is_err());
        assert!(Entries::from_body(b"\x02\0".to_vec()).is_err());
    }
}
