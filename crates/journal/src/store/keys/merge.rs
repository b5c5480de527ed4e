//! One merge under way: several sorted runs into one, a chunk at a time.

use super::super::error::StoreError;
use super::index::Run;
use super::record::{self, RECORD_BYTES, Record};
use super::rows::KeyRows;

/// One merge under way.
#[derive(Debug)]
pub(super) struct Merge {
    /// The run that grows.
    pub(super) output: u64,
    /// Keys that may be merged before more come in.
    pub(super) credit: usize,
    inputs: Vec<Input>,
    /// The last key written: whatever the inputs still hold up to it is written already.
    last: Option<[u8; 16]>,
}

/// Where a merge is in one of its inputs: within the first chunk that the run still has.
#[derive(Debug)]
struct Input {
    run: u64,
    records: Vec<Record>,
    at: usize,
}

impl Merge {
    /// A merge that goes on after `last`, the last key of the output so far.
    pub(super) fn resume(output: u64, inputs: Vec<u64>, last: Option<[u8; 16]>) -> Self {
        let inputs = inputs.into_iter().map(|run| Input { run, records: Vec::new(), at: 0 }).collect();
        Self { output, credit: 0, inputs, last }
    }

    /// Whether everything is written.
    pub(super) fn is_finished(&self) -> bool {
        self.inputs.is_empty()
    }

    /// The next records of the output, at most `count`, deleting the input chunks that they use up.
    pub(super) fn step(
        &mut self,
        rows: &mut dyn KeyRows,
        runs: &mut [Run],
        count: usize,
    ) -> Result<Vec<Record>, StoreError> {
        let mut output = Vec::with_capacity(count);
        // Inputs are few (the fan-out), so the least is found by looking at each.
        while output.len() < count {
            self.refill(rows, runs)?;
            let Some(least) = self.inputs.iter_mut().min_by(|a, b| a.next()[..16].cmp(&b.next()[..16]))
            else {
                break;
            };
            output.push(*least.next());
            least.at += 1;
        }
        // What the last record used up goes with it, so that a finished merge leaves nothing behind.
        self.refill(rows, runs)?;
        self.last = output.last().map(record::key).or(self.last);
        Ok(output)
    }

    /// Gives every input a record to offer, and drops the inputs that have none left.
    fn refill(&mut self, rows: &mut dyn KeyRows, runs: &mut [Run]) -> Result<(), StoreError> {
        let last = self.last;
        let mut failure = None;
        self.inputs.retain_mut(|input| {
            input.refill(rows, runs, last).unwrap_or_else(|error| {
                failure.get_or_insert(error);
                true
            })
        });
        failure.map_or(Ok(()), Err)
    }
}

impl Input {
    fn next(&self) -> &Record {
        &self.records[self.at]
    }

    /// Whether there is a record to offer, after reading on if need be.
    fn refill(
        &mut self,
        rows: &mut dyn KeyRows,
        runs: &mut [Run],
        last: Option<[u8; 16]>,
    ) -> Result<bool, StoreError> {
        while self.at == self.records.len() {
            let Some(run) = runs.iter_mut().find(|run| run.row.run == self.run) else { return Ok(false) };
            if !self.records.is_empty()
                && let Some(used_up) = run.chunks.pop_front()
            {
                rows.delete_chunk(used_up.chunk)?;
                self.records.clear();
                self.at = 0;
            }
            let Some(head) = run.chunks.front() else {
                rows.delete_run(self.run)?;
                return Ok(false);
            };
            let bytes = rows.chunk(head.chunk)?;
            self.records = bytes.as_chunks::<RECORD_BYTES>().0.to_vec();
            self.at = self.records.partition_point(|found| last.is_some_and(|last| found[..16] <= last[..]));
        }
        Ok(true)
    }
}
