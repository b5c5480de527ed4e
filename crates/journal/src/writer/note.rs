//! What the writer remembers beside the journal, so that opening need not walk it.

use coterie_calendar::Instant;
use coterie_decide::Closed;
use minicbor::{Decode, Encode};

/// The name of the note among the store's blobs.
pub(crate) const NOTE_NAME: &str = "writer";

/// Saved with every group that changes it. All of it can be derived from the entries.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(crate) struct Note {
    /// The greatest time so far, sweeps that found nothing due included.
    #[n(0)]
    pub(crate) clock: Instant,
    /// Where program versions were applied.
    #[n(1)]
    pub(crate) applied: Vec<u64>,
    /// The entry of a close that has begun and is not through.
    #[n(2)]
    pub(crate) closing: Option<u64>,
    /// Which periods are closed, and all that closing them sets off is done.
    #[n(3)]
    pub(crate) closed: Closed,
}

impl Note {
    /// What in it the entries contradict, given what they say of it; where they end, a note may know of a later time.
    pub(crate) fn contradicted_by(&self, entries: &Self) -> Option<&'static str> {
        if self.applied != entries.applied {
            return Some("programs were applied elsewhere");
        }
        (self.clock < entries.clock).then_some("the clock is before that of an entry")
    }

    /// Whether these are the periods that it says are closed; one that is being closed may be missing in it.
    pub(crate) fn has_closed(&self, closed: &Closed) -> bool {
        self.closing.is_some() || self.closed == *closed
    }

    /// Before anything happened.
    pub(crate) const EMPTY: Self =
        Self { clock: Instant::MIN, applied: Vec::new(), closing: None, closed: Closed::NONE };
}
