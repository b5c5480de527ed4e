//! Plans: which lots an operation touches. A plan changes nothing; it is turned into moves, recorded, and applied.

use coterie_calendar::Instant;

use crate::{Amount, LedgerError, Lot, LotId, Move, Part, Short, Wallet};

/// How a credit divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credit {
    /// Repays debt first.
    pub repay: Amount,
    /// The rest opens a lot; may be nothing.
    pub open: Amount,
}

/// Where a clawback finds what it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Still in the lot, outside of holds.
    pub unspent: Amount,
    /// Had expired: its breakage is reversed.
    pub expired: Amount,
    /// Was spent, is reserved, or had repaid a debt: the program's policy decides what becomes of it.
    pub spent: Amount,
}

impl Taken {
    /// The moves for what was found; what was spent needs the policy's own.
    pub fn moves(&self, lot: LotId) -> Vec<Move> {
        let unspent = self.unspent.is_positive().then_some(Move::Claw(Part { lot, amount: self.unspent }));
        let expired =
            self.expired.is_positive().then_some(Move::ClawExpired(Part { lot, amount: self.expired }));
        unspent.into_iter().chain(expired).collect()
    }
}

impl Wallet {
    /// The parts that a debit or a new hold takes: earliest expiry first, then the older lot. Refused with the amount that
    /// would do when that is not enough. An amount that is not above zero takes nothing.
    pub fn plan_debit(&self, amount: Amount, now: Instant) -> Result<Vec<Part>, Short> {
        if !amount.is_positive() {
            return Ok(Vec::new());
        }
        let mut parts = Vec::new();
        let mut missing = amount;
        let mut usable = 0;
        for (lot, free) in self.usable(now) {
            let taken = missing.min(free);
            if taken.is_positive() {
                parts.push(Part { lot: lot.id, amount: taken });
                missing = missing.less(taken);
            }
            usable += free.get();
            // A debt must stay covered by what is not taken.
            if usable >= amount.get() + self.debt().get() {
                return Ok(parts);
            }
        }
        Err(Short { available: self.available(now) })
    }

    /// [`Wallet::plan_debit`] of the amount, or of all that is available when that is less.
    pub fn plan_debit_up_to(&self, amount: Amount, now: Instant) -> Vec<Part> {
        let amount = amount.min(self.available(now));
        self.plan_debit(amount, now).expect("no more than what is available is asked")
    }

    /// How a credit divides between the debt and a new lot.
    pub fn plan_credit(&self, amount: Amount) -> Credit {
        let amount = amount.max(Amount::ZERO);
        let repay = self.debt().min(amount);
        Credit { repay, open: amount.less(repay) }
    }

    /// Where a clawback of an amount finds it: first what is unspent of the gift's own lot, then what expired of it, and
    /// the rest was spent. What holds reserve counts as spent: it is promised.
    ///
    /// The caller knows the gift and sees to it that no more than the gift is ever taken.
    pub fn plan_claw(&self, lot: LotId, amount: Amount) -> Taken {
        let amount = amount.max(Amount::ZERO);
        let free = self.lot(lot).map_or(Amount::ZERO, |lot| self.free(lot));
        let unspent = amount.min(free);
        let expired = amount.less(unspent).min(self.expired_of(lot));
        Taken { unspent, expired, spent: amount.less(unspent).less(expired) }
    }

    /// The parts that are due to expire: of lots with `expires <= now`, what no hold reserves, in the order of expiry.
    pub fn plan_expire(&self, now: Instant) -> Vec<Part> {
        self.free_parts(self.lots().iter().take_while(|lot| lot.is_expired(now)))
    }

    /// The parts that expire when the whole wallet does, for idleness: all that no hold reserves.
    pub fn plan_expire_idle(&self) -> Vec<Part> {
        self.free_parts(self.lots().iter())
    }

    fn free_parts<'a>(&'a self, lots: impl Iterator<Item = &'a Lot>) -> Vec<Part> {
        let parts = lots.map(|lot| Part { lot: lot.id, amount: self.free(lot) });
        parts.filter(|part| part.amount.is_positive()).collect()
    }

    /// The parts that a capture of an amount spends, in the order in which the hold reserved them. Refused when the hold
    /// has lapsed or reserves less.
    pub fn plan_capture(&self, hold: u64, amount: Amount, now: Instant) -> Result<Vec<Part>, LedgerError> {
        let found = self.hold(hold).ok_or(LedgerError::NoHold(hold))?;
        if found.lapses <= now {
            return Err(LedgerError::HoldLapsed(hold));
        }
        let reserved = Part::total(&found.parts)?;
        if amount > reserved {
            return Err(LedgerError::HoldShort { hold, reserved, asked: amount });
        }
        let mut missing = amount.max(Amount::ZERO);
        let mut parts = Vec::new();
        for part in &found.parts {
            let taken = missing.min(part.amount);
            if taken.is_zero() {
                break;
            }
            parts.push(Part { lot: part.lot, amount: taken });
            missing = missing.less(taken);
        }
        Ok(parts)
    }
}
