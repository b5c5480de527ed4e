//! The decision function: *(program version, state of the records concerned, event) → decision*, and *decision + state →
//! state*.
//!
//! Pure: no I/O, no clock, no floating point, no global state. The same function serves live traffic, a quote, a plan, a
//! replay, a simulation and a program's tests. It is the only place where a [`decision::Transfer`] can be made.
//!
//! Start reading at [`decide()`], then [`fold()`]; what may happen to records by themselves is in [`due`].

mod amount;
mod backfill;
mod basis;
mod bounds;
mod candidate;
mod closed;
mod condition;
mod context;
pub mod course;
pub mod decision;
mod draft;
pub mod due;
mod engine;
pub mod entry;
mod error;
mod fold;
mod give;
mod index;
mod kinds;
mod limit;
mod measured;
mod memory;
pub mod reading;
pub mod record;
mod records;
mod remember;
mod rising;
mod tick;
mod tidy;
mod tiers;
mod versions;
pub mod why_not;

pub use backfill::{Backfill, Derived};
pub use closed::{Closed, closed_counter};
pub use engine::Engine;
pub use entry::{Entry, Origin, Tick, TickKind};
pub use error::{Corrupt, DecideError};
pub use fold::{FoldInto, fold};
pub use kinds::decide;
pub use memory::{MemoryRecords, Referred};
pub use records::{Records, Unloaded};
pub use tick::decide_tick;
pub use tidy::tidy;
pub use versions::Versions;

/// The source of what the platform itself says, such as that a period is closed.
pub const PLATFORM: &str = "coterie";

/// What deciding an event cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// How many conditions were evaluated, look-ups in the rules' index included.
    pub conditions: u32,
    /// How many rules were looked at beyond the index.
    pub rules: u32,
}
