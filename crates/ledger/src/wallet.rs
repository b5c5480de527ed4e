//! Wallets: one account of one party, and what can be asked of it.

use coterie_calendar::Instant;
use minicbor::{Decode, Decoder, Encode, decode};
use serde::Serialize;

use crate::{Amount, Gone, Hold, LedgerError, Lot, LotId, Part};

/// One account of one party: its lots in the order of spending, its debt, its holds, the tombstones of what expired, and
/// when the party was last active.
///
/// It changes by [`Wallet::apply`] alone. Sizes: a lot is about 100 bytes in memory and 30 stored; a member has some ten
/// lots, and with 100 a plan or a move takes well under a microsecond.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Serialize)]
#[cbor(array)]
pub struct Wallet {
    /// In the order of spending.
    #[n(0)]
    pub(crate) lots: Vec<Lot>,
    #[n(1)]
    pub(crate) debt: Amount,
    /// By id.
    #[n(2)]
    pub(crate) holds: Vec<Hold>,
    /// By lot.
    #[n(3)]
    pub(crate) gone: Vec<Gone>,
    #[n(4)]
    pub(crate) last_activity: Option<Instant>,
}

impl Wallet {
    /// The most lots of a wallet: three credits a day for sixty years, and few enough that one wallet cannot fill the
    /// memory.
    pub const LOTS_MAX: usize = 65_536;
    /// The most holds at a time: no customer stands at more tills.
    pub const HOLDS_MAX: usize = 256;
    /// The most tombstones; beyond it the one that expired first is forgotten, and a clawback of it counts as spent.
    pub const GONE_MAX: usize = 65_536;

    /// A wallet with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// The lots in the order of spending: earliest expiry first, never last, then by id.
    pub fn lots(&self) -> &[Lot] {
        &self.lots
    }

    /// A lot that still has something left.
    pub fn lot(&self, id: LotId) -> Option<&Lot> {
        self.lots.iter().find(|lot| lot.id == id)
    }

    /// What a clawback did not find; the next credit repays it first.
    pub fn debt(&self) -> Amount {
        self.debt
    }

    /// The holds, by id.
    pub fn holds(&self) -> &[Hold] {
        &self.holds
    }

    /// One hold.
    pub fn hold(&self, id: u64) -> Option<&Hold> {
        self.hold_place(id).ok().map(|place| &self.holds[place])
    }

    /// The tombstones, by lot and time.
    pub fn gone(&self) -> &[Gone] {
        &self.gone
    }

    /// How much of a lot expired and was not clawed back since.
    pub fn expired_of(&self, lot: LotId) -> Amount {
        let expired = self.gone[self.gone_of(lot)].iter().map(|gone| gone.expired.get()).sum();
        Amount::new(expired).expect("no more expired of a lot than it was")
    }

    /// When the party was last active.
    pub fn last_activity(&self) -> Option<Instant> {
        self.last_activity
    }

    /// Whether there is nothing in it that anything could still depend on.
    pub fn is_empty(&self) -> bool {
        *self == Self { last_activity: self.last_activity, ..Self::default() }
    }

    /// What is left in all lots (pending and reserved included), less the debt.
    pub fn balance(&self) -> Amount {
        let total = self.total();
        // Both are between zero and the limit, so the difference is within it.
        Amount::new(total - self.debt.get()).expect("a total and a debt within the limit differ by no more")
    }

    /// What can be spent: usable and unreserved, less the debt, never below zero.
    pub fn available(&self, now: Instant) -> Amount {
        let usable: i64 = self.usable(now).map(|(_, free)| free.get()).sum();
        Amount::new((usable - self.debt.get()).max(0)).expect("a part of the total is within the limit")
    }

    /// What waits for its day or for an approval.
    pub fn pending(&self, now: Instant) -> Amount {
        let waits = |lot: &&Lot| !lot.is_available(now) && !lot.is_expired(now);
        let waiting = self.lots.iter().filter(waits).map(|lot| lot.remaining.get()).sum();
        Amount::new(waiting).expect("a part of the total is within the limit")
    }

    /// What expires before an instant unless it is spent: unreserved parts of lots with `expires < before`.
    pub fn expiring(&self, before: Instant) -> Amount {
        let soon = self.lots.iter().take_while(|lot| lot.expires.is_some_and(|expires| expires < before));
        Amount::new(soon.map(|lot| self.free(lot).get()).sum())
            .expect("a part of the total is within the limit")
    }

    /// What holds reserve.
    pub fn reserved(&self) -> Amount {
        let parts = self.holds.iter().flat_map(|hold| &hold.parts);
        Amount::new(parts.map(|part| part.amount.get()).sum())
            .expect("a part of the total is within the limit")
    }

    /// When the wallet next needs a tick: the earliest expiry of a lot with an unreserved part, or lapse of a hold. May lie
    /// in the past, when the tick is overdue (a lot whose hold outlived it).
    pub fn next_due(&self) -> Option<Instant> {
        let expiry = self.lots.iter().find(|lot| self.free(lot).is_positive()).and_then(|lot| lot.expires);
        let lapse = self.holds.iter().map(|hold| hold.lapses).min();
        expiry.into_iter().chain(lapse).min()
    }

    /// When a pending lot next becomes usable by itself. No tick is needed for it.
    pub fn next_available(&self, now: Instant) -> Option<Instant> {
        let waiting = self.lots.iter().filter_map(|lot| match lot.available {
            crate::Availability::From(from) if from > now && !lot.is_expired(from) => Some(from),
            _ => None,
        });
        waiting.min()
    }

    /// The holds that have lapsed, in the order in which they did.
    pub fn lapsed(&self, now: Instant) -> Vec<u64> {
        let mut lapsed: Vec<_> = self.holds.iter().filter(|hold| hold.lapses <= now).collect();
        lapsed.sort_by_key(|hold| (hold.lapses, hold.id));
        lapsed.into_iter().map(|hold| hold.id).collect()
    }

    /// Forgets tombstones of what expired before an instant. Whoever calls it derives the instant from the journal, so
    /// that a replay forgets the same.
    pub fn forget_before(&mut self, instant: Instant) {
        self.gone.retain(|gone| gone.at >= instant);
    }

    /// Usable lots with their unreserved parts, in the order of spending.
    pub(crate) fn usable(&self, now: Instant) -> impl Iterator<Item = (&Lot, Amount)> {
        let usable = self.lots.iter().filter(move |lot| lot.is_usable(now));
        usable.map(|lot| (lot, self.free(lot))).filter(|(_, free)| free.is_positive())
    }

    /// What no hold reserves of a lot.
    pub(crate) fn free(&self, lot: &Lot) -> Amount {
        lot.remaining.less(self.reserved_of(lot.id))
    }

    /// What holds reserve of a lot.
    pub fn reserved_of(&self, lot: LotId) -> Amount {
        let reserved = self.holds.iter().map(|hold| hold.reserved(lot).get()).sum();
        Amount::new(reserved).expect("holds reserve no more than the lot has left")
    }

    /// What is left in all lots; within the limit by invariant.
    pub(crate) fn total(&self) -> i64 {
        self.lots.iter().map(|lot| lot.remaining.get()).sum()
    }

    pub(crate) fn hold_place(&self, id: u64) -> Result<usize, usize> {
        self.holds.binary_search_by_key(&id, |hold| hold.id)
    }

    pub(crate) fn gone_place(&self, lot: LotId, at: Instant) -> Result<usize, usize> {
        self.gone.binary_search_by_key(&(lot, at), |gone| (gone.lot, gone.at))
    }

    /// The places of a lot's tombstones.
    pub(crate) fn gone_of(&self, lot: LotId) -> std::ops::Range<usize> {
        let first = self.gone.partition_point(|gone| gone.lot < lot);
        let count = self.gone[first..].iter().take_while(|gone| gone.lot == lot).count();
        first..first + count
    }

    /// Checks every invariant. It runs after every move in debug builds, on every snapshot read, and under `verify`.
    pub fn check(&self) -> Result<(), LedgerError> {
        let corrupt = |why| Err(LedgerError::Corrupt(why));
        if !self.lots.is_sorted_by(|a, b| a.order() < b.order()) {
            return corrupt("lots are out of order");
        }
        if !are_distinct(self.lots.iter().map(|lot| lot.id)) {
            return corrupt("a lot occurs twice");
        }
        if !self.lots.iter().all(|lot| lot.remaining.is_positive() && lot.remaining <= lot.amount) {
            return corrupt("a lot has nothing left or more than it was");
        }
        if Amount::sum(self.lots.iter().map(|lot| lot.remaining)).is_err() {
            return corrupt("the lots are beyond the limit together");
        }
        if self.debt.is_negative() {
            return corrupt("the debt is negative");
        }
        if !self.holds.is_sorted_by(|a, b| a.id < b.id) {
            return corrupt("holds are out of order");
        }
        self.check_reservations()?;
        if !self.gone.is_sorted_by(|a, b| (a.lot, a.at) < (b.lot, b.at)) {
            return corrupt("tombstones are out of order");
        }
        if !self.gone.iter().all(|gone| gone.expired.is_positive()) {
            return corrupt("a tombstone is empty");
        }
        let of_one_lot = self.gone.chunk_by(|a, b| a.lot == b.lot);
        if of_one_lot
            .map(|of_lot| Amount::sum(of_lot.iter().map(|gone| gone.expired)))
            .any(|sum| sum.is_err())
        {
            return corrupt("more of a lot expired than can be");
        }
        if self.lots.iter().any(|lot| lot.remaining.get() + self.expired_of(lot.id).get() > lot.amount.get())
        {
            return corrupt("more of a lot remains and expired than it was");
        }
        if self.lots.len() > Self::LOTS_MAX
            || self.holds.len() > Self::HOLDS_MAX
            || self.gone.len() > Self::GONE_MAX
        {
            return corrupt("a list is beyond its limit");
        }
        Ok(())
    }

    fn check_reservations(&self) -> Result<(), LedgerError> {
        for hold in &self.holds {
            if hold.parts.is_empty() || !are_distinct(hold.parts.iter().map(|part| part.lot)) {
                return Err(LedgerError::Corrupt("a hold reserves nothing or a lot twice"));
            }
            if hold.parts.iter().any(|part| !part.amount.is_positive()) {
                return Err(LedgerError::Corrupt("a hold has an empty part"));
            }
        }
        let mut parts: Vec<Part> = self.holds.iter().flat_map(|hold| hold.parts.iter().copied()).collect();
        parts.sort_by_key(|part| part.lot);
        for parts in parts.chunk_by(|a, b| a.lot == b.lot) {
            let remaining = self.lot(parts[0].lot).map_or(Amount::ZERO, |lot| lot.remaining);
            if Part::total(parts)? > remaining {
                return Err(LedgerError::Corrupt("holds reserve more than the lot has left"));
            }
        }
        Ok(())
    }
}

/// Whether no id occurs twice.
pub(crate) fn are_distinct(ids: impl Iterator<Item = LotId>) -> bool {
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    ids.is_sorted_by(|a, b| a < b)
}

/// Reading a snapshot checks what it says.
impl<'b, C> Decode<'b, C> for Wallet {
    fn decode(d: &mut Decoder<'b>, c: &mut C) -> Result<Self, decode::Error> {
        #[derive(Decode)]
        #[cbor(array)]
        struct Stored {
            #[n(0)]
            lots: Vec<Lot>,
            #[n(1)]
            debt: Amount,
            #[n(2)]
            holds: Vec<Hold>,
            #[n(3)]
            gone: Vec<Gone>,
            #[n(4)]
            last_activity: Option<Instant>,
        }
        let Stored { lots, debt, holds, gone, last_activity } = Stored::decode(d, c)?;
        let wallet = Self { lots, debt, holds, gone, last_activity };
        wallet.check().map_err(decode::Error::message)?;
        Ok(wallet)
    }
}
