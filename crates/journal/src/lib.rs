//! The journal: the one list of everything that happened, and the only truth.
//!
//! An append-only list of *entries* at dense positions 0, 1, 2, …, written in *blocks*: one block is one group of
//! requests and one durable transaction. Beside the blocks the journal keeps what cannot be derived from them
//! quickly or at all: idempotency keys, record snapshots, and the encryption keys of persons.
//!
//! Start reading at [`store`]: the bytes, and the engines that hold them. [`merkle`] is the hash tree over the
//! entries that makes one block's root vouch for everything before it.
//!
//! Invariant: this crate never reads a clock and never draws chance; both are passed in.

#![allow(clippy::doc_markdown, reason = "SQLite and PostgreSQL are names of products, not code")]

pub mod merkle;
pub mod store;
