//! Which periods are closed.
//!
//! A close reads the past as of its period's end, however late it comes. So periods of a kind are closed in the order of
//! time, and measures keep their details back to the last close: see [`crate::tidy`].

use crate::record::PartyRecord;
use coterie_calendar::{Instant, Period, Zone};
use coterie_program::ids::LimitId;
use minicbor::{Decode, Encode};

/// The counter on the coalition's record that remembers which periods of a kind are closed, by their beginning.
pub fn closed_counter(period: Period) -> LimitId {
    LimitId(u16::MAX - place(period) as u16)
}

/// The first instants of the periods of a kind that are closed, as the coalition's record remembers them.
pub(crate) fn closed_starts(
    coalition: Option<&PartyRecord>,
    period: Period,
) -> impl Iterator<Item = Instant> {
    let counters = coalition.into_iter().flat_map(|record| &record.counters);
    counters.filter(move |known| known.limit == closed_counter(period)).map(|known| known.period)
}

/// Up to when the periods of each kind are closed: later ones are still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Closed {
    /// By kind: the end of the last closed one.
    #[n(0)]
    ends: [Instant; Period::ALL.len()],
}

impl Closed {
    /// No period is closed.
    pub const NONE: Self = Self { ends: [Instant::MIN; Period::ALL.len()] };

    /// As the coalition's record remembers it.
    pub fn of(coalition: Option<&PartyRecord>, zone: &Zone) -> Self {
        let mut closed = Self::NONE;
        for period in Period::ALL {
            let counter = closed_counter(period);
            let counters = coalition.iter().flat_map(|record| &record.counters);
            let last = counters.filter(|known| known.limit == counter).map(|known| known.period).max();
            if let Some(start) = last {
                closed.ends[place(period)] = zone.next_start(period, start);
            }
        }
        closed
    }

    /// The end of the last closed period of a kind; the beginning of time when none is.
    pub fn up_to(&self, period: Period) -> Instant {
        self.ends[place(period)]
    }
}

fn place(period: Period) -> usize {
    match period {
        Period::Day => 0,
        Period::Week => 1,
        Period::Month => 2,
        Period::Quarter => 3,
        Period::Year => 4,
    }
}
