//! A tier that is held rather than judged.

use coterie_calendar::Instant;
use coterie_program::ids::TierSetId;
use minicbor::{Decode, Encode};

/// Where a record stands in a held tier set.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct HeldTier {
    /// The set.
    #[n(0)]
    pub set: TierSetId,
    /// The step's place in the set.
    #[n(1)]
    pub step: u16,
    /// Since when it is held.
    #[n(2)]
    pub since: Instant,
    /// When it is next judged for a period's end; `None` when it never falls.
    #[n(3)]
    pub review: Option<Instant>,
    /// A lower judgement that waits for its grace to end: to which step, and when.
    #[n(4)]
    pub falling: Option<(u16, Instant)>,
    /// Given by hand until then; it does not fall below the step before that. `Instant::MAX` for ever.
    #[n(5)]
    pub granted_until: Option<Instant>,
}
