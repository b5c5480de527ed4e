//! The journal: the one list of everything that happened, and the only truth.
//!
//! An append-only list of *entries* at dense positions 0, 1, 2, …, written in *blocks*: one block is one group of
//! requests and one durable transaction. Beside the blocks the journal keeps what cannot be derived from them
//! quickly or at all: idempotency keys, record snapshots, and the encryption keys of persons.
//!
//! Start reading at [`writer`], through which everything happens; [`store`] is the bytes, and the engines that hold them;
//! [`codec`] what the bytes of an entry mean. [`merkle`] is the hash tree over the entries that makes one block's root vouch for
//! everything before it.
//!
//! Invariant: this crate never reads a clock and never draws chance; both are passed in.

#![allow(clippy::doc_markdown, reason = "SQLite and PostgreSQL are names of products, not code")]

mod backfilled;
mod cache;
pub mod codec;
mod identity;
pub mod merkle;
mod replay;
mod sealing;
pub mod store;
pub mod verify;
pub mod writer;

pub use sealing::Entropy;
pub use verify::{Verified, Wrong, verify};
pub use writer::{Answer, Arrival, Options, Submission, Writer, WriterError};
