//! The index over all idempotency keys: what it holds in memory, how a commit changes it, how a key is found.

use rustc_hash::FxHashMap;
use std::collections::VecDeque;

use super::super::error::{Corruption, StoreError};
use super::super::group::{KeyHit, NewKey};
use super::filter::{filter_of, may_hold};
use super::merge::Merge;
use super::record::{self, RECORD_BYTES, Record};
use super::rows::{CHUNKS_PER_RUN, ChunkHead, KeyRows, RunRow};

/// How large things grow before they are reshaped.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Fresh keys that make a run.
    pub(crate) fresh_keys: usize,
    /// Keys in a chunk.
    pub(crate) chunk_keys: usize,
    /// Complete runs of one level that are merged into one of the next.
    pub(crate) fan_out: usize,
}

impl Shape {
    /// Fresh keys take 3 MB of memory and 20 ms to write as a run; a chunk is read in some 10 µs.
    pub(crate) const STANDARD: Self = Self { fresh_keys: 1 << 15, chunk_keys: 400, fan_out: 8 };
}

/// How far from where a key's value points its chunk mostly is, in chunks: three times the spread of a thousand chunks of evenly
/// spread keys, which is below one.
const NEAR: usize = 3;

/// A run's part in memory.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) row: RunRow,
    /// In key order; a run that is being merged loses them from the front.
    pub(super) chunks: VecDeque<ChunkHead>,
    /// The number of the next chunk to write.
    pub(super) next_chunk: u64,
}

/// The index over all idempotency keys.
#[derive(Debug)]
pub(crate) struct KeyIndex {
    shape: Shape,
    /// Keys are keyed hashes already, so that nobody can choose colliding ones.
    fresh: FxHashMap<[u8; 16], KeyHit>,
    /// By number, ascending.
    runs: Vec<Run>,
    merges: Vec<Merge>,
    /// The chunks that the last commit wrote, with their bytes: until it is durable, only its own connection sees the rows.
    written: FxHashMap<u64, Vec<u8>>,
}

impl KeyIndex {
    /// The index over no keys.
    pub(crate) fn new(shape: Shape) -> Self {
        Self {
            shape,
            fresh: FxHashMap::default(),
            runs: Vec::new(),
            merges: Vec::new(),
            written: FxHashMap::default(),
        }
    }

    /// The index over the keys of an engine's rows.
    pub(crate) fn load(shape: Shape, rows: &dyn KeyRows) -> Result<Self, StoreError> {
        let mut index = Self::new(shape);
        for log in rows.logs()? {
            let (records, _) = log.as_chunks::<RECORD_BYTES>();
            index.fresh.extend(records.iter().map(|found| (record::key(found), record::hit(found))));
        }
        for row in rows.runs()? {
            index.runs.push(Run { row, chunks: VecDeque::new(), next_chunk: 0 });
        }
        let mut orphan = None;
        let mut at = 0;
        rows.chunk_heads(&mut |head| {
            let run = head.chunk / CHUNKS_PER_RUN;
            // Runs and chunks both ascend, so the run is the last one or a later one.
            while index.runs.get(at).is_some_and(|known| known.row.run < run) {
                at += 1;
            }
            match index.runs.get_mut(at).filter(|known| known.row.run == run) {
                Some(known) => {
                    known.next_chunk = head.chunk % CHUNKS_PER_RUN + 1;
                    known.chunks.push_back(head);
                }
                None => orphan = Some(head.chunk),
            }
        })?;
        if let Some(chunk) = orphan {
            return Err(Corruption::new("key_filters", chunk, "chunk", "belongs to no run").into());
        }
        let mut outputs: Vec<u64> = index.runs.iter().filter_map(|run| run.row.into).collect();
        outputs.sort_unstable();
        outputs.dedup();
        for output in outputs {
            let inputs = index.runs.iter().filter(|run| run.row.into == Some(output)).map(|run| run.row.run);
            let last = match index.run(output)?.chunks.back() {
                Some(head) => rows.chunk(head.chunk)?.last_chunk().map(record::key),
                None => None,
            };
            index.merges.push(Merge::resume(output, inputs.collect(), last));
        }
        Ok(index)
    }

    /// Which entry answered the key, if any.
    pub(crate) fn find(&self, rows: &dyn KeyRows, key: &[u8; 16]) -> Result<Option<KeyHit>, StoreError> {
        if let Some(hit) = self.fresh.get(key) {
            return Ok(Some(*hit));
        }
        // Later runs first: a repeat usually follows soon.
        for run in self.runs.iter().rev() {
            let Some(at) = run.place_of(key) else { continue };
            let head = &run.chunks[at];
            if may_hold(&head.filter, key) {
                let found = match self.written.get(&head.chunk) {
                    Some(bytes) => find_in(bytes, key),
                    None => find_in(&rows.chunk(head.chunk)?, key),
                };
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        Ok(None)
    }

    /// Whether the key came in lately (so lately that telling costs nothing).
    pub(crate) fn is_fresh(&self, key: &[u8; 16]) -> bool {
        self.fresh.contains_key(key)
    }

    /// Takes a group's keys in, and reshapes within the bounds of one commit. If it fails the index is no longer
    /// what the rows say, and must be loaded again.
    pub(crate) fn append(
        &mut self,
        rows: &mut dyn KeyRows,
        first_position: u64,
        keys: &[NewKey],
    ) -> Result<(), StoreError> {
        self.written.clear();
        if keys.is_empty() {
            return Ok(());
        }
        rows.put_log(first_position, &record::log(keys))?;
        let hits = keys.iter().map(|key| (key.key, KeyHit { position: key.position, body: key.body }));
        self.fresh.extend(hits);
        if self.fresh.len() >= self.shape.fresh_keys {
            self.settle(rows)?;
            self.begin_merges(rows)?;
        }
        self.advance_merges(rows, keys.len())
    }

    /// Makes the fresh keys a run.
    fn settle(&mut self, rows: &mut dyn KeyRows) -> Result<(), StoreError> {
        let mut records: Vec<Record> =
            self.fresh.drain().map(|(key, hit)| record::encode(&key, &hit)).collect();
        records.sort_unstable_by(|a, b| a[..16].cmp(&b[..16]));
        let mut run = self.new_run(1);
        rows.put_run(run.row)?;
        for chunk in records.chunks(self.shape.chunk_keys) {
            run.write(rows, chunk, &mut self.written)?;
        }
        self.runs.push(run);
        rows.clear_logs()
    }

    /// Sets every level with enough complete runs merging, one merge per level at a time.
    fn begin_merges(&mut self, rows: &mut dyn KeyRows) -> Result<(), StoreError> {
        let deepest = self.runs.iter().map(|run| run.row.level).max().unwrap_or(0);
        for level in 1..=deepest {
            let growing = |run: u64| self.merges.iter().any(|merge| merge.output == run);
            let of_level = self.runs.iter().filter(|run| run.row.level == level);
            if of_level.clone().any(|run| run.row.into.is_some()) {
                continue;
            }
            let complete = of_level.map(|run| run.row.run).filter(|run| !growing(*run));
            let inputs: Vec<u64> = complete.take(self.shape.fan_out).collect();
            if inputs.len() < self.shape.fan_out {
                continue;
            }
            let output = self.new_run(level + 1);
            rows.put_run(output.row)?;
            for run in self.runs.iter_mut().filter(|run| inputs.contains(&run.row.run)) {
                run.row.into = Some(output.row.run);
                rows.put_run(run.row)?;
            }
            self.merges.push(Merge::resume(output.row.run, inputs, None));
            self.runs.push(output);
        }
        Ok(())
    }

    /// Twice the keys that came in: a level's runs are merged in half the time in which as many new ones arrive.
    fn advance_merges(&mut self, rows: &mut dyn KeyRows, keys: usize) -> Result<(), StoreError> {
        let mut merges = std::mem::take(&mut self.merges);
        let mut finished = false;
        for merge in &mut merges {
            merge.credit += 2 * keys;
            while merge.credit >= self.shape.chunk_keys && !merge.is_finished() {
                merge.credit -= self.shape.chunk_keys;
                let records = merge.step(rows, &mut self.runs, self.shape.chunk_keys)?;
                if !records.is_empty() {
                    let output = self.runs.iter_mut().find(|known| known.row.run == merge.output);
                    let output = output.ok_or_else(|| no_run(merge.output))?;
                    output.write(rows, &records, &mut self.written)?;
                }
            }
            finished |= merge.is_finished();
        }
        merges.retain(|merge| !merge.is_finished());
        self.merges = merges;
        self.runs.retain(|run| run.row.into.is_none() || !run.chunks.is_empty());
        if finished { self.begin_merges(rows) } else { Ok(()) }
    }

    fn new_run(&self, level: u32) -> Run {
        let run = self.runs.last().map_or(0, |run| run.row.run + 1);
        Run { row: RunRow { run, level, into: None }, chunks: VecDeque::new(), next_chunk: 0 }
    }

    fn run(&self, run: u64) -> Result<&Run, StoreError> {
        self.runs.iter().find(|known| known.row.run == run).ok_or_else(|| no_run(run))
    }

    #[cfg(test)]
    pub(super) fn shape_in_words(&self) -> String {
        let runs = self.runs.iter().map(|run| format!("{}:{}", run.row.level, run.chunks.len()));
        format!("fresh {} runs {}", self.fresh.len(), runs.collect::<Vec<_>>().join(" "))
    }

    #[cfg(test)]
    pub(super) fn runs_and_merges(&self) -> (usize, usize) {
        (self.runs.len(), self.merges.len())
    }
}

impl Run {
    /// The chunk that would hold a key. Keys are spread evenly, so it is near where the key's own value points; a run that is
    /// being merged has lost its front, and is searched.
    fn place_of(&self, key: &[u8; 16]) -> Option<usize> {
        let share = u64::from_be_bytes([key[0], key[1], key[2], key[3], key[4], key[5], key[6], key[7]]);
        let guess = ((u128::from(share) * self.chunks.len() as u128) >> 64) as usize;
        let from = guess.saturating_sub(NEAR);
        let until = (guess + NEAR).min(self.chunks.len());
        let begins_before = |at: usize| self.chunks.get(at).is_some_and(|head| head.first <= *key);
        if begins_before(from) && (until == self.chunks.len() || !begins_before(until)) {
            return (from..until).rev().find(|at| begins_before(*at));
        }
        self.chunks.partition_point(|head| head.first <= *key).checked_sub(1)
    }

    /// Appends a chunk of sorted records.
    fn write(
        &mut self,
        rows: &mut dyn KeyRows,
        records: &[Record],
        written: &mut FxHashMap<u64, Vec<u8>>,
    ) -> Result<(), StoreError> {
        let first = record::key(records.first().expect("a chunk is never written empty"));
        let head = ChunkHead {
            chunk: self.row.run * CHUNKS_PER_RUN + self.next_chunk,
            first,
            filter: filter_of(records).into_boxed_slice(),
        };
        rows.put_chunk(&head, records.as_flattened())?;
        written.insert(head.chunk, records.as_flattened().to_vec());
        self.chunks.push_back(head);
        self.next_chunk += 1;
        Ok(())
    }
}

fn find_in(chunk: &[u8], key: &[u8; 16]) -> Option<KeyHit> {
    record::find(chunk.as_chunks::<RECORD_BYTES>().0, key)
}

fn no_run(run: u64) -> StoreError {
    Corruption::new("key_runs", run, "into", "merges into a run that is not there").into()
}
