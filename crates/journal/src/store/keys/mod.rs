//! Idempotency keys in an order that appends.
//!
//! Keys are random, so a B-tree over them would dirty a random page for each. Here they go the way of a log-structured
//! merge tree instead: a commit appends its keys as one *log* row and keeps them in memory (*fresh*); when enough are
//! fresh they are sorted into a *run*, cut into *chunks*; when [`Shape::fan_out`] runs of one level are complete they
//! are merged into one run of the next.
//!
//! - **Bounded work per commit.** A merge advances by whole chunks as commits bring keys, twice as fast as new runs of
//!   its level can arrive. What it wrote is searched at once and what it read is deleted at once, so there is never a
//!   switch-over, and a merge found half done on opening goes on from the last key that it wrote.
//! - **Lookup.** Fresh keys by hash; then in each run the one chunk whose range holds the key, if that chunk's
//!   [`filter`] says it may: one row of 16 kB is read for a key that exists, almost none for a new one.
//! - **Memory.** 12 bits per key for the filters and 40 bytes per chunk of 400 keys.
//! - **Writing.** 40 bytes per key and level, sequential: with 100 million keys about 240 bytes in all.
//!
//! The rows themselves are behind [`KeyRows`], so that every engine shares this logic.

mod filter;
mod index;
mod merge;
mod record;
mod rows;

#[cfg(test)]
mod tests;

pub(crate) use filter::filter_of;
pub(crate) use index::{KeyIndex, Shape};
pub(crate) use record::{RECORD_BYTES, hit as hit_of, key as key_of};
pub(crate) use rows::{CHUNKS_PER_RUN, ChunkHead, KeyRows, RunRow};
