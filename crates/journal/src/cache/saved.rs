//! Records as the store has them, in its bytes: what was read or saved lately need not be read again. A record takes a fourth or a
//! fifth here of what it takes opened, so far more of them are at hand.

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher as _;

/// What a row takes beside its bytes: its place and its line in the index, both half as much again since they grow by doubling, and
/// what the allocator keeps beside an allocation.
const ROW_BYTES: usize = (size_of::<Option<Row>>() + size_of::<u32>() + 1) * 3 / 2 + 16;

#[derive(Debug)]
struct Row {
    /// The key, then the state.
    bytes: Box<[u8]>,
    key_len: u8,
    touched: bool,
}

impl Row {
    fn key(&self) -> &[u8] {
        &self.bytes[..usize::from(self.key_len)]
    }

    fn state(&self) -> &[u8] {
        &self.bytes[usize::from(self.key_len)..]
    }
}

/// Saved states by key. Rows are a ring for the hand that takes away what nobody touched since it last came by, as on a
/// [`Shelf`](super::Shelf).
#[derive(Debug, Default)]
pub(crate) struct Saved {
    index: HashTable<u32>,
    rows: Vec<Option<Row>>,
    free: Vec<u32>,
    hand: usize,
    bytes: usize,
}

fn hash(key: &[u8]) -> u64 {
    FxBuildHasher.hash_one(key)
}

impl Saved {
    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    fn place(&self, key: &[u8]) -> Option<usize> {
        let is_it = |at: &u32| self.rows[*at as usize].as_ref().is_some_and(|row| row.key() == key);
        self.index.find(hash(key), is_it).map(|at| *at as usize)
    }

    /// A record's state, if it is at hand.
    pub(crate) fn get(&mut self, key: &[u8]) -> Option<&[u8]> {
        let at = self.place(key)?;
        let row = self.rows[at].as_mut()?;
        row.touched = true;
        Some(row.state())
    }

    /// Keeps what the store has from now on. A key that no store takes is not kept.
    pub(crate) fn put(&mut self, key: &[u8], state: &[u8]) {
        let Ok(key_len) = u8::try_from(key.len()) else { return };
        let row = Row { bytes: [key, state].concat().into(), key_len, touched: true };
        self.bytes += row.bytes.len() + ROW_BYTES;
        if let Some(at) = self.place(key) {
            let before = self.rows[at].replace(row);
            self.bytes -= before.map_or(0, |row| row.bytes.len() + ROW_BYTES);
            return;
        }
        let at = if let Some(at) = self.free.pop() {
            self.rows[at as usize] = Some(row);
            at
        } else {
            self.rows.push(Some(row));
            (self.rows.len() - 1) as u32
        };
        let rows = &self.rows;
        self.index
            .insert_unique(hash(key), at, |at| rows[*at as usize].as_ref().map_or(0, |row| hash(row.key())));
    }

    /// Forgets rows until no more than so many bytes are kept.
    pub(crate) fn shrink(&mut self, bytes_max: usize) {
        while self.bytes > bytes_max {
            let at = self.hand;
            self.hand = (self.hand + 1) % self.rows.len();
            let Some(row) = &mut self.rows[at] else { continue };
            if std::mem::take(&mut row.touched) {
                continue;
            }
            let hash = hash(row.key());
            self.bytes -= row.bytes.len() + ROW_BYTES;
            if let Ok(line) = self.index.find_entry(hash, |line| *line as usize == at) {
                line.remove();
            }
            self.rows[at] = None;
            self.free.push(at as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn key(number: u32) -> [u8; 4] {
        number.to_le_bytes()
    }

    #[test]
    fn a_row_is_what_was_put_last_or_forgotten() {
        let (mut saved, mut put) = (Saved::default(), HashMap::new());
        for step in 0..5_000_u32 {
            let number = step.wrapping_mul(2_654_435_761) % 300;
            let state = vec![step as u8; (step % 50) as usize];
            saved.put(&key(number), &state);
            put.insert(number, state);
            if step % 7 == 0 {
                saved.shrink(8_000);
                assert!(saved.bytes() <= 8_000);
            }
            for number in [number, (number + 150) % 300] {
                if let Some(found) = saved.get(&key(number)) {
                    assert_eq!(found, put[&number]);
                }
            }
        }
        let kept = (0..300).filter(|number| saved.get(&key(*number)).is_some()).count();
        assert!((50..300).contains(&kept), "{kept}");
        assert_eq!(saved.rows.iter().flatten().count(), saved.index.len());
        assert_eq!(
            saved.rows.iter().flatten().map(|row| row.bytes.len() + ROW_BYTES).sum::<usize>(),
            saved.bytes()
        );
        saved.shrink(0);
        assert_eq!((saved.bytes(), saved.index.len()), (0, 0));
    }

    #[test]
    fn what_was_touched_since_the_hand_came_by_gets_a_second_chance() {
        let mut saved = Saved::default();
        (0..3).for_each(|number| saved.put(&key(number), b"state"));
        saved.shrink(saved.bytes() - 1);
        assert!(saved.get(&key(0)).is_none(), "all were touched; the first goes in the second round");
        assert!(saved.get(&key(1)).is_some());
        saved.shrink(saved.bytes() - 1);
        assert!(saved.get(&key(2)).is_none());
        assert!(saved.get(&key(1)).is_some());
    }
}
