//! How a writer is opened.

use crate::sealing::Entropy;
use coterie_decide::Entry;
use std::sync::Arc;

/// How much memory records take unless told otherwise: some 500,000 members who shop within the same weeks.
pub const CACHE_BYTES_DEFAULT: usize = 200 << 20;

/// Is told of every committed entry and its position, in order.
pub type Observer = Box<dyn FnMut(u64, &Arc<Entry>) + Send>;

/// How a writer is opened.
pub struct Options {
    /// The bytes that records may take in memory. What the group at hand touches may exceed it.
    pub cache_bytes: usize,
    /// Where persons' keys are drawn from: the operating system's randomness.
    pub entropy: Entropy,
}

impl Options {
    /// The usual bound on memory.
    pub fn new(entropy: Entropy) -> Self {
        Self { cache_bytes: CACHE_BYTES_DEFAULT, entropy }
    }
}
