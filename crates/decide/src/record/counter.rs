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
    #[cbor(n(3), skip_if = "Vec::is_empty")]
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A counter as it is written when nothing is held, and was before anything could be.
    #[derive(Encode, Decode)]
    #[cbor(array)]
    struct Plain {
        #[n(0)]
        limit: LimitId,
        #[n(1)]
        period: Instant,
        #[n(2)]
        used: i64,
    }

    fn counter(used: i64, held: &[(u64, i64)]) -> Counter {
        let at = |hold: u64| ForHold { hold, lapses: Instant::from_seconds(hold as i64).expect("a time") };
        let held = held.iter().map(|(hold, amount)| HeldUse { by: at(*hold), amount: *amount }).collect();
        Counter { limit: LimitId(7), period: Instant::MIN, used, held }
    }

    #[test]
    fn a_counter_without_holds_is_three_fields() {
        let plain = Plain { limit: LimitId(7), period: Instant::MIN, used: 5 };
        let bytes = minicbor::to_vec(plain).expect("it can be written");
        assert_eq!(minicbor::to_vec(counter(5, &[])).expect("it can be written"), bytes);
        assert_eq!(minicbor::decode::<Counter>(&bytes).expect("it can be read"), counter(5, &[]));
        let held = minicbor::to_vec(counter(5, &[(10, 2)])).expect("it can be written");
        assert_eq!(minicbor::decode::<Counter>(&held).expect("it can be read"), counter(5, &[(10, 2)]));
    }

    #[test]
    fn what_a_hold_keeps_counts_until_it_lapses_and_returns_once() {
        let (mut known, clock) =
            (counter(5, &[(10, 2), (20, 1)]), Instant::from_seconds(10).expect("a time"));
        assert_eq!(known.used_at(clock.just_before()), 5);
        assert_eq!(known.used_at(clock), 3);
        known.count(-2, Some(ForHold { hold: 10, lapses: clock })).expect("it fits");
        assert_eq!(known, counter(3, &[(20, 1)]));
        assert_eq!(known.used_at(clock), 3);
    }
}
