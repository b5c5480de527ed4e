//! How much of a limit is used.

use coterie_calendar::Instant;
use coterie_program::ids::LimitId;
use minicbor::{Decode, Encode};

/// A limit's use in one period.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Counter {
    /// The limit.
    #[n(0)]
    pub limit: LimitId,
    /// The period's first instant; [`Instant::MIN`] for ever.
    #[n(1)]
    pub period: Instant,
    /// How much is used, what is only held included: smallest parts, or how often.
    #[n(2)]
    pub used: i64,
    /// What of it is only held, by the position of its hold.
    #[cbor(n(3), default)]
    pub held: Vec<HeldUse>,
}

/// The hold for which a limit is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct ForHold {
    /// Its position.
    #[n(0)]
    pub hold: u64,
    /// When it lapses: from then on it keeps nothing.
    #[n(1)]
    pub lapses: Instant,
}

/// What a hold keeps of a limit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct HeldUse {
    /// Whose it is.
    #[n(0)]
    pub by: ForHold,
    /// How much it keeps.
    #[n(1)]
    pub amount: i64,
}

impl Counter {
    /// A limit of which nothing is used yet.
    pub(crate) fn new(limit: LimitId, period: Instant) -> Self {
        Self { limit, period, used: 0, held: Vec::new() }
    }

    /// How much is used at an instant. A hold that has lapsed by the clock keeps nothing, whether or not its lapse was decided:
    /// it may be due on the record of somebody whom no event concerns.
    pub fn used_at(&self, clock: Instant) -> i64 {
        let lapsed = self.held.iter().filter(|held| held.by.lapses <= clock);
        self.used - lapsed.map(|held| held.amount).sum::<i64>()
    }

    /// Counts a use, or room that returns; of a hold, if it is one's. `None` on overflow.
    pub(crate) fn count(&mut self, by: i64, hold: Option<ForHold>) -> Option<()> {
        self.used = self.used.checked_add(by)?;
        let Some(hold) = hold else { return Some(()) };
        match self.held.binary_search_by_key(&hold.hold, |known| known.by.hold) {
            Ok(place) => {
                let amount = self.held[place].amount.checked_add(by)?;
                self.held[place].amount = amount;
                if amount == 0 {
                    self.held.remove(place);
                }
            }
            // Room of a period that is forgotten may return to it.
            Err(_) if by < 0 => {}
            Err(place) => self.held.insert(place, HeldUse { by: hold, amount: by }),
        }
        Some(())
    }
}
