//! The key index against a plain map, over rows in memory.

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;

use super::super::error::StoreError;
use super::super::group::{KeyHit, NewKey};
use super::record::{RECORD_BYTES, key as key_of};
use super::{ChunkHead, KeyIndex, KeyRows, RunRow, Shape};
use crate::merkle;

/// The rows of the key index in memory.
#[derive(Debug, Default)]
struct Rows {
    logs: BTreeMap<u64, Vec<u8>>,
    runs: BTreeMap<u64, RunRow>,
    chunks: BTreeMap<u64, (ChunkHead, Vec<u8>)>,
    chunks_changed: usize,
}

impl KeyRows for Rows {
    fn logs(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        Ok(self.logs.values().cloned().collect())
    }
    fn put_log(&mut self, first_position: u64, records: &[u8]) -> Result<(), StoreError> {
        assert!(self.logs.insert(first_position, records.to_vec()).is_none());
        Ok(())
    }
    fn clear_logs(&mut self) -> Result<(), StoreError> {
        self.logs.clear();
        Ok(())
    }
    fn runs(&self) -> Result<Vec<RunRow>, StoreError> {
        Ok(self.runs.values().copied().collect())
    }
    fn put_run(&mut self, run: RunRow) -> Result<(), StoreError> {
        self.runs.insert(run.run, run);
        Ok(())
    }
    fn delete_run(&mut self, run: u64) -> Result<(), StoreError> {
        assert!(self.runs.remove(&run).is_some());
        Ok(())
    }
    fn chunk_heads(&self, visit: &mut dyn FnMut(ChunkHead)) -> Result<(), StoreError> {
        self.chunks.values().for_each(|(head, _)| visit(head.clone()));
        Ok(())
    }
    fn chunk(&self, chunk: u64) -> Result<Vec<u8>, StoreError> {
        Ok(self.chunks[&chunk].1.clone())
    }
    fn put_chunk(&mut self, head: &ChunkHead, records: &[u8]) -> Result<(), StoreError> {
        self.chunks_changed += 1;
        assert!(self.chunks.insert(head.chunk, (head.clone(), records.to_vec())).is_none());
        Ok(())
    }
    fn delete_chunk(&mut self, chunk: u64) -> Result<(), StoreError> {
        assert!(self.chunks.remove(&chunk).is_some());
        Ok(())
    }
}

const SMALL: Shape = Shape { fresh_keys: 16, chunk_keys: 5, fan_out: 3 };

fn key(number: u64) -> [u8; 16] {
    *merkle::leaf(&number.to_le_bytes()).first_chunk().unwrap()
}

fn keys(numbers: std::ops::Range<u64>) -> Vec<NewKey> {
    numbers.map(|position| NewKey { key: key(position), body: key(!position), position }).collect()
}

fn append(index: &mut KeyIndex, rows: &mut Rows, numbers: std::ops::Range<u64>) {
    index.append(rows, numbers.start, &keys(numbers)).unwrap();
}

#[test]
fn every_key_is_found_after_every_commit_and_every_reopening() {
    let mut rows = Rows::default();
    let mut index = KeyIndex::new(SMALL);
    let mut merging = 0;
    for commit in 0..200 {
        append(&mut index, &mut rows, commit * 3..commit * 3 + 3);
        let reopened = KeyIndex::load(SMALL, &rows).unwrap();
        assert_eq!(reopened.shape_in_words(), index.shape_in_words());
        merging += usize::from(index.runs_and_merges().1 > 0);
        if commit % 7 == 0 {
            index = reopened;
        }
        for number in 0..commit * 3 + 3 {
            let expected = KeyHit { position: number, body: key(!number) };
            assert_eq!(index.find(&rows, &key(number)).unwrap(), Some(expected), "{number} after {commit}");
        }
        assert_eq!(index.find(&rows, &key(10_000 + commit)).unwrap(), None);
    }
    assert!(merging > 50, "merges were under way during {merging} commits");
}

#[test]
fn no_key_is_kept_twice_once_merges_are_done_and_runs_stay_few() {
    let mut rows = Rows::default();
    let mut index = KeyIndex::new(SMALL);
    let mut runs_max = 0;
    for number in 0..8_000 {
        append(&mut index, &mut rows, number..number + 1);
        runs_max = runs_max.max(index.runs_and_merges().0);
    }
    // 8,000 keys are 500 runs of 16; with a fan-out of 3 that is 6 levels of at most 2 × 3 runs, seldom full.
    assert!(runs_max <= 36, "{runs_max} runs");
    let mut copies: HashMap<[u8; 16], usize> = HashMap::new();
    for (_, records) in rows.chunks.values() {
        for record in records.as_chunks::<RECORD_BYTES>().0 {
            *copies.entry(key_of(record)).or_default() += 1;
        }
    }
    let twice = copies.values().filter(|copies| **copies > 1).count();
    // Only the half-read first chunk of each input of a merge under way.
    assert!(twice <= 6 * 3 * SMALL.chunk_keys, "{twice} keys twice");
}

#[test]
fn a_commit_writes_a_bounded_number_of_chunks() {
    let mut rows = Rows::default();
    let mut index = KeyIndex::new(SMALL);
    for commit in 0..1_000 {
        let before = rows.chunks_changed;
        append(&mut index, &mut rows, commit * 5..commit * 5 + 5);
        let written = rows.chunks_changed - before;
        // A run of fresh keys (4 chunks), and 2 × 5 keys = 2 chunks (3 with what was saved up) for each of 7 levels.
        assert!(written <= 4 + 7 * 3, "commit {commit} wrote {written} chunks");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_index_is_a_map(
        steps in prop::collection::vec((0u64..40, any::<bool>()), 1..60),
        fresh_keys in 1usize..30,
        chunk_keys in 1usize..9,
        fan_out in 2usize..5,
    ) {
        let shape = Shape { fresh_keys, chunk_keys, fan_out };
        let mut rows = Rows::default();
        let mut index = KeyIndex::new(shape);
        let mut map = HashMap::new();
        let mut at = 0;
        for (count, reopen) in steps {
            append(&mut index, &mut rows, at..at + count);
            map.extend((at..at + count).map(|position| (key(position), KeyHit { position, body: key(!position) })));
            at += count;
            if reopen {
                index = KeyIndex::load(shape, &rows).unwrap();
            }
            for number in 0..at + 5 {
                let found = index.find(&rows, &key(number)).unwrap();
                prop_assert_eq!(found, map.get(&key(number)).copied());
            }
        }
    }
}
