//! A decision in the making.

use crate::context::Context;
use crate::decision::{Cause, Decision, Effect, Gift, Leg, Reason, Refusal, Transfer};
use crate::error::DecideError;
use crate::record::{ForHold, HeldTier};
use crate::records::Records;
use coterie_calendar::Instant;
use coterie_ledger::{Amount, Availability, Book, Lot, LotId, Move, Party};
use coterie_program::compiled::{Expiry, Pending};
use coterie_program::ids::{AccountId, LimitId, MeasureId, TierSetId};
use rustc_hash::FxHashMap;

/// A limit's counter: which limit, on whose record, in which period.
pub(crate) type CounterKey = (LimitId, Party, Instant);

/// Collects a decision, and what the decision itself has used so far.
pub(crate) struct Draft {
    pub(crate) position: u64,
    pub(crate) decision: Decision,
    lots: u16,
    known: Vec<Party>,
    /// What this decision has drawn on limits.
    pub(crate) used: FxHashMap<CounterKey, i64>,
    /// The hold that this decision makes: what it draws on limits is kept for it.
    pub(crate) hold: Option<ForHold>,
    /// What this decision has repaid of debts, less what it has added to them.
    repaid: Vec<((Party, AccountId), Amount)>,
    /// What this decision adds to measures, for tiers that rise at once.
    pub(crate) added: Vec<(Party, MeasureId, Instant, i64)>,
}

impl Draft {
    pub(crate) fn new(position: u64) -> Self {
        Self {
            position,
            // A purchase sets off a handful of gifts and a dozen effects.
            decision: Decision {
                refusal: None,
                gifts: Vec::with_capacity(4),
                effects: Vec::with_capacity(12),
            },
            lots: 0,
            known: Vec::new(),
            used: FxHashMap::default(),
            hold: None,
            repaid: Vec::new(),
            added: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, effect: Effect) {
        self.decision.effects.push(effect);
    }

    /// Makes a party known that nobody has heard of.
    pub(crate) fn meet<R: Records>(
        &mut self,
        context: &Context<'_, R>,
        party: &Party,
    ) -> Result<(), DecideError> {
        if self.known.contains(party) {
            return Ok(());
        }
        self.known.push(party.clone());
        if context.record(party)?.is_none() {
            self.push(Effect::Known { party: party.clone(), since: context.event.at });
        }
        Ok(())
    }

    /// How the decision so far leaves a held tier of a party, if it concerns it.
    pub(crate) fn tier(&self, party: &Party, set: TierSetId) -> Option<HeldTier> {
        self.decision.effects.iter().rev().find_map(|effect| match effect {
            Effect::Tier { party: of, held } if of == party && held.set == set => Some(held.clone()),
            _ => None,
        })
    }

    /// A new lot's id; refused when the decision has opened all that it can number.
    pub(crate) fn next_lot(&mut self) -> Result<LotId, DecideError> {
        let id = LotId { position: self.position, index: self.lots };
        self.lots = self.lots.checked_add(1).ok_or_else(|| Refusal::new(Reason::TooLarge, "lots"))?;
        Ok(id)
    }

    pub(crate) fn transfer(
        &mut self,
        account: AccountId,
        cause: Cause,
        gift: Option<u16>,
        legs: Vec<Leg>,
    ) -> Result<(), DecideError> {
        self.push(Effect::Transfer(Transfer::new(account, cause, gift, legs)?));
        Ok(())
    }

    /// Credits an account: repays its debt first, the rest opens a lot. Returns the lot, if one was opened.
    pub(crate) fn credit<R: Records>(
        &mut self,
        context: &Context<'_, R>,
        credit: Credit<'_>,
    ) -> Result<Option<LotId>, DecideError> {
        let holder = context.holder(credit.to, credit.account)?;
        self.meet(context, credit.to)?;
        self.meet(context, &holder)?;
        self.meet(context, credit.payer)?;
        let repay = self.repay(context, &holder, credit.account, credit.amount)?;
        let open = credit.amount.checked_sub(repay)?;
        let mut moves = Vec::with_capacity(2);
        if repay.is_positive() {
            moves.push(Move::Repay { amount: repay });
        }
        let lot = open.is_positive().then(|| self.next_lot()).transpose()?;
        if let Some(id) = lot {
            moves.push(Move::Open(Lot::opened(
                id,
                open,
                credit.available,
                credit.expires,
                credit.payer.clone(),
            )));
        }
        if context.is_idle_account(credit.account) {
            moves.push(Move::Touch { at: context.clock });
        }
        let legs = vec![
            Leg::wallet(holder, moves)?,
            Leg::book(credit.payer.clone(), credit.book, Amount::ZERO.checked_sub(credit.amount)?),
        ];
        self.transfer(credit.account, credit.cause, credit.gift, legs)?;
        Ok(lot)
    }

    /// Notes a debt that the decision adds: its own later credits repay it, too.
    pub(crate) fn borrow(
        &mut self,
        holder: &Party,
        account: AccountId,
        amount: Amount,
    ) -> Result<(), DecideError> {
        match self.repaid.iter_mut().find(|(of, _)| of.0 == *holder && of.1 == account) {
            Some((_, repaid)) => *repaid = repaid.checked_sub(amount)?,
            None => self.repaid.push(((holder.clone(), account), Amount::ZERO.checked_sub(amount)?)),
        }
        Ok(())
    }

    /// What is owed on an account at this point of the decision.
    pub(crate) fn debt<R: Records>(
        &self,
        context: &Context<'_, R>,
        holder: &Party,
        account: AccountId,
    ) -> Result<Amount, DecideError> {
        let before = context.record(holder)?.and_then(|record| record.wallet(account));
        let debt = before.map_or(Amount::ZERO, coterie_ledger::Wallet::debt);
        match self.repaid.iter().find(|(of, _)| of.0 == *holder && of.1 == account) {
            Some((_, repaid)) => Ok(debt.checked_sub(*repaid)?),
            None => Ok(debt),
        }
    }

    /// Repays as much of a debt as an amount allows, and returns how much that is.
    pub(crate) fn repay<R: Records>(
        &mut self,
        context: &Context<'_, R>,
        holder: &Party,
        account: AccountId,
        amount: Amount,
    ) -> Result<Amount, DecideError> {
        let repay = self.debt(context, holder, account)?.min(amount);
        if repay.is_positive() {
            let negative = Amount::ZERO.checked_sub(repay)?;
            self.borrow(holder, account, negative)?;
        }
        Ok(repay)
    }

    /// Records a gift and returns its place.
    pub(crate) fn gift(&mut self, gift: Gift) -> u16 {
        self.decision.gifts.push(gift);
        (self.decision.gifts.len() - 1) as u16
    }

    /// The account on which a gift's money off is booked.
    pub(crate) fn money_off(&self, gift: u16) -> AccountId {
        self.decision.gifts[usize::from(gift)].money_off()
    }

    /// The place that the next gift will have.
    pub(crate) fn next_gift(&self) -> u16 {
        self.decision.gifts.len() as u16
    }
}

/// A credit to be made.
pub(crate) struct Credit<'a> {
    pub(crate) account: AccountId,
    pub(crate) to: &'a Party,
    pub(crate) payer: &'a Party,
    /// Which of the payer's books the other side goes to.
    pub(crate) book: Book,
    pub(crate) amount: Amount,
    pub(crate) available: Availability,
    pub(crate) expires: Option<Instant>,
    pub(crate) cause: Cause,
    pub(crate) gift: Option<u16>,
}

impl<R: Records> Context<'_, R> {
    pub(crate) fn is_idle_account(&self, account: AccountId) -> bool {
        self.program().accounts.get(account).is_some_and(|account| matches!(account.expires, Expiry::Idle(_)))
    }

    /// When a credit of the event becomes available.
    pub(crate) fn availability(&self, pending: &Pending) -> Result<Availability, DecideError> {
        Ok(match pending {
            Pending::No => Availability::From(self.event.at),
            Pending::For(span) => Availability::From(self.program().zone.add(self.event.at, *span)?),
            Pending::UntilApproved => Availability::OnApproval,
        })
    }

    /// When a credit of the event expires.
    pub(crate) fn expiry(&self, expires: &Expiry) -> Result<Option<Instant>, DecideError> {
        if let Some((_, at)) = self.last_expiry.borrow().as_ref().filter(|(asked, _)| asked == expires) {
            return Ok(*at);
        }
        let zone = &self.program().zone;
        let at = match expires {
            Expiry::Never | Expiry::Idle(_) => None,
            Expiry::At(period) => Some(zone.next_start(*period, self.event.at)),
            Expiry::After(span, None) => Some(zone.add(self.event.at, *span)?),
            Expiry::After(span, Some(period)) => {
                Some(zone.next_start(*period, zone.add(self.event.at, *span)?))
            }
        };
        *self.last_expiry.borrow_mut() = Some((expires.clone(), at));
        Ok(at)
    }
}
