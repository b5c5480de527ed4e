//! A deterministic simulator in the spirit of TigerBeetle's VOPR: writer, store and projectors live random histories under one
//! seed, with repeats, late events, refunds, full disks, failing writes and syncs, lost acknowledgements, and crashes; and a
//! simple model says whether what happened may have happened.
//!
//! **What is driven.** A history lives on one of two stores. [`On::Memory`] is the memory store with failures on demand: a crash
//! between two steps keeps what was durable, and a group on its way arrives or not. [`On::Sqlite`] is SQLite's store and a file of
//! views, each on a disk that forgets what was not synced (`coterie-faulty-disk`): the disk stops between any two of its
//! operations, amid a commit, amid opening, amid the making of a journal; then the process was killed, or the power went and of
//! what was not synced chance leaves some, torn at sectors. The programs, events and faults are of the same kind on both.
//!
//! **What is checked.** After each step: the store's bytes and chain; each new entry, which is decided again on records that are
//! the fold from nothing and must come out the same; its transfers, and the balances that they touched; that its event is found
//! under its key; and that the writer's record of everybody whom the step changed is that fold. After every crash, at random
//! moments, every forty steps and at the end: `verify` of the whole journal as a command beside the writer does it. The last two
//! also compare the views with a rebuild, all records with the fold, and what measures of later versions remember with what they
//! would remember had they been filled with the whole journal.
//!
//! [`run`] lives one history. Its chance is [`Chance`] and its time is virtual: one seed gives one [`Lived::trace`].
//! `chaos --seed S --steps N` lives the history of a seed again. On SQLite groups are written by a second thread; why that
//! changes no trace stands in `medium/sqlite.rs`.

mod backfilled;
mod chance;
mod failure;
mod history;
mod medium;
mod model;
mod programs;
mod readers;
mod trace;
mod world;

pub use chance::Chance;
pub use failure::Failure;
pub use history::{Lived, journal_of, run, run_on};
pub use medium::On;
pub use programs::Pieces;
