//! The rows that the key index keeps, whichever engine holds them.

use super::super::error::StoreError;

/// Chunk ids are `run × CHUNKS_PER_RUN + number`, so that a run's chunks lie together in key order. At 400 keys a
/// chunk a run can hold 6.7 thousand million keys.
pub(crate) const CHUNKS_PER_RUN: u64 = 1 << 24;

/// A run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RunRow {
    /// Runs are numbered upwards in the order of their creation.
    pub(crate) run: u64,
    /// 1 for runs made of fresh keys, one more for each merge.
    pub(crate) level: u32,
    /// The run that this one is being merged into.
    pub(crate) into: Option<u64>,
}

/// What is kept in memory of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChunkHead {
    /// `run × CHUNKS_PER_RUN + number`.
    pub(crate) chunk: u64,
    /// The least key in it.
    pub(crate) first: [u8; 16],
    /// The filter over its keys.
    pub(crate) filter: Box<[u8]>,
}

/// An engine's tables for the key index, within the transaction of a commit. Reading checks checksums.
pub(crate) trait KeyRows {
    /// Every log row in the order of the positions: its records.
    fn logs(&self) -> Result<Vec<Vec<u8>>, StoreError>;
    /// Appends a log row.
    fn put_log(&mut self, first_position: u64, records: &[u8]) -> Result<(), StoreError>;
    /// Deletes all log rows.
    fn clear_logs(&mut self) -> Result<(), StoreError>;

    /// Every run in ascending order.
    fn runs(&self) -> Result<Vec<RunRow>, StoreError>;
    /// Adds a run or replaces it.
    fn put_run(&mut self, run: RunRow) -> Result<(), StoreError>;
    /// Deletes a run that has no chunks any more.
    fn delete_run(&mut self, run: u64) -> Result<(), StoreError>;

    /// The heads of all chunks in ascending order.
    fn chunk_heads(&self, visit: &mut dyn FnMut(ChunkHead)) -> Result<(), StoreError>;
    /// The records of a chunk, which must be there.
    fn chunk(&self, chunk: u64) -> Result<Vec<u8>, StoreError>;
    /// Adds a chunk.
    fn put_chunk(&mut self, head: &ChunkHead, records: &[u8]) -> Result<(), StoreError>;
    /// Deletes a chunk.
    fn delete_chunk(&mut self, chunk: u64) -> Result<(), StoreError>;
}
