//! Carrying out moves. Every precondition is checked before anything changes, so a refused move leaves no trace.

use coterie_calendar::Instant;

use crate::{
    Amount, Availability, Gone, Hold, LedgerError, Lot, LotId, Move, Part, Wallet, wallet::are_distinct,
};

impl Wallet {
    /// Carries out a move, or refuses it and changes nothing.
    pub fn apply(&mut self, step: &Move) -> Result<(), LedgerError> {
        match step {
            Move::Open(lot) => self.open(lot),
            Move::Spend(part) | Move::Claw(part) => self.take_free(*part),
            Move::Expire { part, at } => self.expire(*part, *at),
            Move::ClawExpired(part) => self.claw_expired(*part),
            Move::GiveBack(lot) => self.give_back(lot),
            Move::Borrow { amount } => self.borrow_more(*amount),
            Move::Repay { amount } => self.repay(*amount),
            Move::Reserve { hold, parts, lapses } => self.reserve(*hold, parts, *lapses),
            Move::Release { hold } => self.release(*hold),
            Move::Capture { hold, parts } => self.capture(*hold, parts),
            Move::Approve { lot, at } => self.approve(*lot, *at),
            Move::Touch { at } => {
                self.last_activity = self.last_activity.max(Some(*at));
                Ok(())
            }
            Move::Receive(lot) => self.receive(lot),
            Move::HandOver(part) => self.hand_over(*part),
            Move::ReceiveGone(gone) => self.receive_gone(*gone),
            Move::HandOverGone { lot, at } => self.hand_over_gone(*lot, *at),
            Move::BuryAgain(gone) => self.bury_again(*gone),
        }?;
        debug_assert_eq!(self.check(), Ok(()), "a move kept every invariant");
        Ok(())
    }

    fn open(&mut self, lot: &Lot) -> Result<(), LedgerError> {
        if lot.remaining != lot.amount {
            return Err(LedgerError::LotMismatch { lot: lot.id, why: "a new lot has all of it left" });
        }
        self.receive(lot)
    }

    fn receive(&mut self, lot: &Lot) -> Result<(), LedgerError> {
        self.check_new(lot)?;
        self.insert(lot.clone());
        Ok(())
    }

    /// Whether a lot that is not here may come in.
    fn check_new(&self, lot: &Lot) -> Result<(), LedgerError> {
        if !lot.remaining.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        let mut total = lot.remaining.get();
        for known in &self.lots {
            if known.id == lot.id {
                return Err(LedgerError::LotExists(lot.id));
            }
            total += known.remaining.get();
        }
        Amount::new(total)?;
        if lot.remaining.get() + self.expired_of(lot.id).get() > lot.amount.get() {
            return Err(LedgerError::LotMismatch {
                lot: lot.id,
                why: "more remains and expired than it was",
            });
        }
        if self.lots.len() == Self::LOTS_MAX {
            return Err(LedgerError::TooMany { what: "lots", limit: Self::LOTS_MAX });
        }
        Ok(())
    }

    fn insert(&mut self, lot: Lot) {
        let place = match self.lots.last() {
            // New lots mostly expire last.
            Some(last) if last.order() < lot.order() => self.lots.len(),
            _ => self.lots.partition_point(|known| known.order() < lot.order()),
        };
        self.lots.insert(place, lot);
    }

    fn lot_place(&self, id: LotId) -> Result<usize, LedgerError> {
        self.lots.iter().position(|lot| lot.id == id).ok_or(LedgerError::NoLot(id))
    }

    /// The place of the part's lot, if the part is not empty and no hold reserves any of it.
    fn free_place(&self, part: Part) -> Result<usize, LedgerError> {
        if !part.amount.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        let place = self.lot_place(part.lot)?;
        let free = self.free(&self.lots[place]);
        if part.amount > free {
            return Err(LedgerError::LotShort { lot: part.lot, free, asked: part.amount });
        }
        Ok(place)
    }

    fn take_free(&mut self, part: Part) -> Result<(), LedgerError> {
        let place = self.free_place(part)?;
        self.take(place, part.amount);
        Ok(())
    }

    /// Takes a part of which the lot is known to have enough; a lot with nothing left leaves the wallet.
    fn take(&mut self, place: usize, amount: Amount) {
        let lot = &mut self.lots[place];
        lot.remaining = lot.remaining.less(amount);
        if lot.remaining.is_zero() {
            self.lots.remove(place);
        }
    }

    fn expire(&mut self, part: Part, at: Instant) -> Result<(), LedgerError> {
        let place = self.free_place(part)?;
        // All of a lot together is within the limit, and so is any part of it.
        self.expired_of(part.lot).checked_add(part.amount)?;
        self.take(place, part.amount);
        match self.gone_place(part.lot, at) {
            Ok(place) => {
                let gone = &mut self.gone[place];
                gone.expired = gone.expired.checked_add(part.amount)?;
            }
            Err(place) => self.bury(place, Gone { lot: part.lot, expired: part.amount, at }),
        }
        Ok(())
    }

    fn bury(&mut self, place: usize, gone: Gone) {
        self.gone.insert(place, gone);
        if self.gone.len() > Self::GONE_MAX {
            let first = (0..self.gone.len()).min_by_key(|place| (self.gone[*place].at, *place));
            self.gone.remove(first.expect("the list is beyond its limit, hence not empty"));
        }
    }

    fn claw_expired(&mut self, part: Part) -> Result<(), LedgerError> {
        if !part.amount.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        let expired = self.expired_of(part.lot);
        if part.amount > expired {
            return Err(LedgerError::ExpiredShort { lot: part.lot, expired, asked: part.amount });
        }
        // What expired last first: the earlier tombstone is forgotten the sooner, and where it is, nobody asks for so much.
        let of_lot = self.gone_of(part.lot);
        let mut left = part.amount;
        for place in of_lot.rev() {
            let taken = left.min(self.gone[place].expired);
            self.gone[place].expired = self.gone[place].expired.less(taken);
            left = left.less(taken);
        }
        self.gone.retain(|gone| gone.expired.is_positive());
        Ok(())
    }

    fn give_back(&mut self, back: &Lot) -> Result<(), LedgerError> {
        let Ok(place) = self.lot_place(back.id) else {
            return self.receive(back);
        };
        let known = &self.lots[place];
        let mismatch = |why| Err(LedgerError::LotMismatch { lot: back.id, why });
        if !back.remaining.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        if back.amount != known.amount || back.payer != known.payer {
            return mismatch("its amount or payer is another");
        }
        // `None` never expires, so it is the latest.
        if (back.expires.is_none(), back.expires) < (known.expires.is_none(), known.expires) {
            return mismatch("its new expiry is before the old");
        }
        let remaining = known.remaining.checked_add(back.remaining)?;
        if remaining.get() + self.expired_of(back.id).get() > known.amount.get() {
            return mismatch("more returns than was taken");
        }
        Amount::new(self.total() + back.remaining.get())?;
        let available = known.available;
        self.lots.remove(place);
        self.insert(Lot { remaining, available, ..back.clone() });
        Ok(())
    }

    fn borrow_more(&mut self, amount: Amount) -> Result<(), LedgerError> {
        if !amount.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        self.debt = self.debt.checked_add(amount)?;
        Ok(())
    }

    fn repay(&mut self, amount: Amount) -> Result<(), LedgerError> {
        if !amount.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        if amount > self.debt {
            return Err(LedgerError::DebtShort { debt: self.debt, asked: amount });
        }
        self.debt = self.debt.less(amount);
        Ok(())
    }

    fn reserve(&mut self, hold: u64, parts: &[Part], lapses: Instant) -> Result<(), LedgerError> {
        let Err(place) = self.hold_place(hold) else {
            return Err(LedgerError::HoldExists(hold));
        };
        check_parts(parts)?;
        for part in parts {
            self.free_place(*part)?;
        }
        if self.holds.len() == Self::HOLDS_MAX {
            return Err(LedgerError::TooMany { what: "holds", limit: Self::HOLDS_MAX });
        }
        self.holds.insert(place, Hold { id: hold, parts: parts.to_vec(), lapses });
        Ok(())
    }

    fn release(&mut self, hold: u64) -> Result<(), LedgerError> {
        let place = self.hold_place(hold).map_err(|_| LedgerError::NoHold(hold))?;
        self.holds.remove(place);
        Ok(())
    }

    fn capture(&mut self, hold: u64, parts: &[Part]) -> Result<(), LedgerError> {
        let place = self.hold_place(hold).map_err(|_| LedgerError::NoHold(hold))?;
        check_parts(parts)?;
        for part in parts {
            let reserved = self.holds[place].reserved(part.lot);
            if !part.amount.is_positive() {
                return Err(LedgerError::NotPositive);
            }
            if part.amount > reserved {
                return Err(LedgerError::HoldShort { hold, reserved, asked: part.amount });
            }
        }
        self.holds.remove(place);
        for part in parts {
            let place = self.lot_place(part.lot).expect("a lot stays while a hold reserves part of it");
            self.take(place, part.amount);
        }
        Ok(())
    }

    fn approve(&mut self, lot: LotId, at: Instant) -> Result<(), LedgerError> {
        let place = self.lot_place(lot)?;
        if self.lots[place].available != Availability::OnApproval {
            return Err(LedgerError::LotMismatch { lot, why: "it does not wait for approval" });
        }
        self.lots[place].available = Availability::From(at);
        Ok(())
    }

    fn hand_over(&mut self, part: Part) -> Result<(), LedgerError> {
        let place = self.free_place(part)?;
        if self.lots[place].remaining != part.amount {
            return Err(LedgerError::LotMismatch { lot: part.lot, why: "a merge takes a lot whole" });
        }
        self.lots.remove(place);
        Ok(())
    }

    fn receive_gone(&mut self, gone: Gone) -> Result<(), LedgerError> {
        if !gone.expired.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        let Err(place) = self.gone_place(gone.lot, gone.at) else {
            return Err(LedgerError::LotExists(gone.lot));
        };
        self.fits_beside_its_lot(gone)?;
        self.bury(place, gone);
        Ok(())
    }

    /// What remains of a lot and what expired of it is no more than it was.
    fn fits_beside_its_lot(&self, gone: Gone) -> Result<(), LedgerError> {
        let expired = self.expired_of(gone.lot).checked_add(gone.expired)?;
        let fits = |lot: &Lot| lot.remaining.get() + expired.get() <= lot.amount.get();
        if self.lot(gone.lot).is_none_or(fits) {
            return Ok(());
        }
        Err(LedgerError::LotMismatch { lot: gone.lot, why: "more remains and expired than it was" })
    }

    fn bury_again(&mut self, gone: Gone) -> Result<(), LedgerError> {
        if !gone.expired.is_positive() {
            return Err(LedgerError::NotPositive);
        }
        self.fits_beside_its_lot(gone)?;
        match self.gone_place(gone.lot, gone.at) {
            Ok(place) => {
                let known = &mut self.gone[place];
                known.expired = known.expired.checked_add(gone.expired)?;
            }
            Err(place) => self.bury(place, gone),
        }
        Ok(())
    }

    fn hand_over_gone(&mut self, lot: LotId, at: Instant) -> Result<(), LedgerError> {
        let place = self.gone_place(lot, at).map_err(|_| LedgerError::NoLot(lot))?;
        self.gone.remove(place);
        Ok(())
    }
}

/// A hold and its capture name parts of distinct lots, at least one.
fn check_parts(parts: &[Part]) -> Result<(), LedgerError> {
    let distinct = !parts.is_empty() && are_distinct(parts.iter().map(|part| part.lot));
    if distinct { Ok(()) } else { Err(LedgerError::HoldParts) }
}
