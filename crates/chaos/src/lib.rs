//! A deterministic simulator in the spirit of TigerBeetle's VOPR: writer, store and projectors live random histories under one
//! seed, with repeats, late events, refunds, crashes between any two steps, full disks, lost commits and lost acknowledgements;
//! and after each step a simple model says whether what happened may have happened.
//!
//! [`run`] lives one history. Its chance is [`Chance`], its time is virtual, its disk is
//! [`MemoryStore`](coterie_journal::store::memory::MemoryStore): one seed gives one [`Lived::trace`].
//! `chaos --seed S --steps N` lives the history of a seed again.

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
