//! A tier that is held rather than judged.

use coterie_calendar::Instant;
use coterie_program::ids::TierSetId;
use minicbor::{Decode, Encode};

/// Where a record stands in a held tier set: on a step of its own, which rises and falls with its measure, and over it on the
/// steps that were given to it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct HeldTier {
    /// The set.
    #[n(0)]
    pub set: TierSetId,
    /// The place of its own step in the set.
    #[n(1)]
    pub step: u16,
    /// Since when it stands where it stands.
    #[n(2)]
    pub since: Instant,
    /// When it is next judged for a period's end; `None` when it never falls.
    #[n(3)]
    pub review: Option<Instant>,
    /// A lower judgement that waits for its grace to end: to which step, and when.
    #[n(4)]
    pub falling: Option<(u16, Instant)>,
    /// Steps given by hand or by rules.
    #[cbor(n(6), skip_if = "Vec::is_empty")]
    pub grants: Vec<Grant>,
}

/// A step that was given until some time: the record stands on it at least.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Grant {
    /// The step's place in the set.
    #[n(0)]
    pub step: u16,
    /// When it ends; [`Instant::MAX`] for never.
    #[n(1)]
    pub until: Instant,
    /// Taken back with what it was given for: it counts no more, and its end is due at once.
    #[n(2)]
    pub revoked: bool,
}

impl HeldTier {
    /// The step on which the record stands, as long as no end of a grant is due.
    pub fn stands(&self) -> u16 {
        self.grants.iter().map(|grant| grant.step).fold(self.step, u16::max)
    }

    /// The step on which the record stands at an instant.
    pub fn stands_at(&self, now: Instant) -> u16 {
        self.granted_at(now).map_or(self.step, |step| step.max(self.step))
    }

    /// The highest step that is given to the record at an instant.
    pub fn granted_at(&self, now: Instant) -> Option<u16> {
        self.grants.iter().filter(|grant| grant.until > now && !grant.revoked).map(|grant| grant.step).max()
    }
}
