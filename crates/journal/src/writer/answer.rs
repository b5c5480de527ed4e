//! What is handed in, and what comes back.

use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_decide::Entry;
use coterie_program::event::Event;
use std::sync::Arc;

/// When an event arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Now, as the caller's clock says.
    Live(Instant),
    /// At its own time: an import or a simulation.
    Import,
}

/// An event that is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The event.
    pub event: Event,
    /// Who hands it in, when a person or a key does; else empty.
    pub by: CompactString,
    /// When it arrived.
    pub arrival: Arrival,
}

impl Submission {
    pub(crate) fn arrives(&self) -> Instant {
        match self.arrival {
            Arrival::Live(at) => at,
            Arrival::Import => self.event.at,
        }
    }
}

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is decided, a business refusal included.
    Decided {
        /// Where its entry stands.
        position: u64,
        /// The entry, with the decision.
        entry: Arc<Entry>,
        /// True when it was decided before, and this is the first answer again.
        repeat: bool,
    },
    /// Its source said another event under the same id before. Nothing was done.
    Conflict {
        /// Where the first one stands.
        position: u64,
    },
}
