//! What an earlier refund took back and a further one leaves: under `recompute` a rule may give more on less.
//!
//! What is kept of a gift is a function of the lines that remain. When a further refund raises it again, it comes back from
//! where it was found, the last first: what was spent is owed no longer, what had expired has expired again, what was unspent
//! is in its lot.

use super::clawback::partner_of;
use crate::context::Context;
use crate::decision::{Cause, Gift, Given, Leg};
use crate::draft::{Credit, Draft};
use crate::error::DecideError;
use crate::record::{EntryRecord, Found, HeldGift};
use crate::records::Records;
use coterie_ledger::{Amount, Book, Gone, Lot, LotId, Move, Party};
use coterie_program::compiled::{LimitedTo, Pending};
use coterie_program::ids::{AccountId, LimitId};

/// Cuts what gifts regain to the room that is left in their limits: what was returned to a limit may have gone to others.
pub(super) fn within_limits<R: Records>(
    context: &Context<'_, R>,
    record: &EntryRecord,
    kept: &mut [Amount],
) -> Result<(), DecideError> {
    if record.gifts.iter().zip(kept.iter()).all(|(held, now)| *now <= held.kept) {
        return Ok(());
    }
    for (at, used) in record.counted.iter().enumerate() {
        let Some(gift) = used.gift else { continue };
        let Some((most, counts_times)) = limit(context, record, used.limit, gift) else { continue };
        let party = context.resolve(&used.party)?;
        let counter = context.record(&party)?;
        let used_now = counter.map_or(0, |counter| counter.used(used.limit, used.period, context.clock));
        // What other gifts of the event return to it, or use of it anew.
        let others = record.counted.iter().enumerate().filter(|(other_at, other)| {
            *other_at != at
                && (other.limit, other.period, &other.party) == (used.limit, used.period, &used.party)
        });
        let returned: i64 = others
            .filter_map(|(_, other)| {
                Some(other.amount - still_used(context, record, other, kept, other.gift?))
            })
            .sum();
        let room = (most - (used_now - used.amount) + returned).max(used.amount);
        let mut excess = still_used(context, record, used, kept, gift) - room;
        for place in (0..kept.len()).rev() {
            let held = &record.gifts[place];
            if excess <= 0 || !draws(record, gift, place, counts_times) || kept[place] <= held.kept {
                continue;
            }
            let regained = kept[place].checked_sub(held.kept)?.get();
            // What counts once is regained wholly or not at all.
            let cut = if counts_times { regained } else { regained.min(excess) };
            kept[place] = kept[place].checked_sub(Amount::new(cut)?)?;
            excess -= if counts_times { 0 } else { cut };
        }
    }
    Ok(())
}

/// Whether what is kept of a gift draws on a limit that was drawn on for another: its own, its multipliers', and, of a limit on
/// how often, all of the rule's.
fn draws(record: &EntryRecord, gift: u16, place: usize, counts_times: bool) -> bool {
    let other = &record.gifts[place].gift;
    if counts_times {
        return other.rule == record.gifts[usize::from(gift)].gift.rule;
    }
    place == usize::from(gift) || other.on == Some(gift)
}

/// How much a limit of a gift's rule allows, and whether it counts times; `None` when the program has it no more.
fn limit<R: Records>(
    context: &Context<'_, R>,
    record: &EntryRecord,
    id: LimitId,
    gift: u16,
) -> Option<(i64, bool)> {
    let rule = context.engine.rule(record.gifts[usize::from(gift)].gift.rule)?;
    let limit = rule.limits.iter().chain(&rule.stock).find(|known| known.id == id)?;
    Some((limit.most, limit.of == LimitedTo::Times))
}

/// What a gift uses of a limit when so much is kept of the event's gifts: room returns with what is taken back, and is used
/// anew by what is regained.
pub(super) fn still_used<R: Records>(
    context: &Context<'_, R>,
    record: &EntryRecord,
    used: &crate::record::Counted,
    kept: &[Amount],
    gift: u16,
) -> i64 {
    let known = limit(context, record, used.limit, gift);
    let counts_times = known.is_none_or(|(_, counts_times)| counts_times);
    let kept =
        (0..kept.len()).filter(|place| draws(record, gift, *place, counts_times)).map(|at| kept[at].get());
    match (counts_times, known) {
        (false, _) => kept.sum(),
        (true, known) => {
            let (mut kept, once) = (kept, known.map_or(used.amount, |_| 1));
            if kept.any(|kept| kept > 0) { once } else { 0 }
        }
    }
}

/// Gives a part of a gift again that an earlier refund took back. Returns what is still remembered of where the rest was found.
pub(super) fn give_again<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    record: &EntryRecord,
    held: &HeldGift,
    more: Amount,
) -> Result<Option<Found>, DecideError> {
    let gift = &held.gift;
    match &gift.given {
        Given::Credit { account, lot, pool, .. } => {
            let holder = context.keeper(&gift.to, *account, pool.as_ref(), *lot)?;
            let found = held.found.clone().unwrap_or_default();
            let regained = Regained { account: *account, holder, lot: *lot, found };
            return regained.give_from_where_it_was(context, draft, gift, more).map(Some);
        }
        Given::Discount { .. } | Given::Donation(_) => {
            let to = match gift.given {
                Given::Discount { .. } => Leg::book(partner_of(context, record)?, Book::Redeemed, more),
                _ => Leg::book(Party::coalition(), Book::PaidOut, more),
            };
            let from = Leg::book(gift.payer.clone(), Book::Issued, Amount::ZERO.checked_sub(more)?);
            draft.transfer(gift.money_off(), Cause::Discount, None, vec![from, to])?;
        }
        // A voucher that was voided, or a tier that ended, was lost.
        _ => {}
    }
    Ok(None)
}

/// A credit that is regained.
struct Regained {
    account: AccountId,
    holder: Party,
    lot: Option<LotId>,
    found: Found,
}

impl Regained {
    fn give_from_where_it_was<R: Records>(
        mut self,
        context: &Context<'_, R>,
        draft: &mut Draft,
        gift: &Gift,
        more: Amount,
    ) -> Result<Found, DecideError> {
        let spent = more.min(self.found.spent);
        let expired = more.checked_sub(spent)?.min(self.found.expired);
        let unspent = more.checked_sub(spent)?.checked_sub(expired)?.min(self.found.unspent);
        let elsewhere = more.checked_sub(spent)?.checked_sub(expired)?.checked_sub(unspent)?;
        let mut again = elsewhere;
        if spent.is_positive() {
            match self.found.borne.clone() {
                Some((party, book)) => {
                    let legs = vec![
                        Leg::book(party, book, spent),
                        Leg::book(gift.payer.clone(), Book::Clawed, Amount::ZERO.checked_sub(spent)?),
                    ];
                    draft.transfer(self.account, Cause::Regain, None, legs)?;
                }
                // Nothing is owed any more; what was repaid already is given anew.
                None => again = again.checked_add(spent)?,
            }
        }
        let lot = self.lot_as_it_stands(context)?;
        let mut moves = Vec::with_capacity(2);
        let (mut buried, mut returns) = (expired, Amount::ZERO);
        match &lot {
            // Had it not been taken back, it would have expired meanwhile.
            Some(lot) if lot.is_expired(context.clock) => buried = buried.checked_add(unspent)?,
            Some(_) => returns = unspent,
            None => again = again.checked_add(unspent)?,
        }
        if let (Some(lot), true) = (self.lot, buried.is_positive()) {
            moves.push(Move::BuryAgain(Gone { lot, expired: buried, at: context.clock }));
        }
        if let (Some(lot), true) = (lot, returns.is_positive()) {
            moves.push(Move::GiveBack(Lot { remaining: returns, ..lot }));
        }
        if !moves.is_empty() {
            self.post(draft, gift, moves, (buried, returns))?;
        }
        if again.is_positive() {
            self.anew(context, draft, gift, again)?;
        }
        self.found.spent = self.found.spent.checked_sub(spent)?;
        self.found.expired = self.found.expired.checked_sub(expired)?;
        self.found.unspent = self.found.unspent.checked_sub(unspent)?;
        Ok(self.found)
    }

    /// The gift's lot, with what a wallet says of it, or what was known of it when a clawback emptied it.
    fn lot_as_it_stands<R: Records>(&self, context: &Context<'_, R>) -> Result<Option<Lot>, DecideError> {
        let wallet = context.record(&self.holder)?.and_then(|record| record.wallet(self.account));
        let stands = wallet.zip(self.lot).and_then(|(wallet, lot)| wallet.lot(lot));
        Ok(stands.or(self.found.lot.as_ref()).cloned())
    }

    fn post(
        &self,
        draft: &mut Draft,
        gift: &Gift,
        moves: Vec<Move>,
        (buried, returns): (Amount, Amount),
    ) -> Result<(), DecideError> {
        let mut legs = vec![Leg::wallet(self.holder.clone(), moves)?];
        if buried.is_positive() {
            legs.push(Leg::book(gift.payer.clone(), Book::Expired, buried));
        }
        let all = buried.checked_add(returns)?;
        legs.push(Leg::book(gift.payer.clone(), Book::Clawed, Amount::ZERO.checked_sub(all)?));
        draft.transfer(self.account, Cause::Regain, None, legs)
    }

    /// What has no lot to return to repays what is owed, and opens one for the rest.
    fn anew<R: Records>(
        &self,
        context: &Context<'_, R>,
        draft: &mut Draft,
        gift: &Gift,
        amount: Amount,
    ) -> Result<(), DecideError> {
        let terms = &context.program().accounts[self.account];
        let credit = Credit {
            account: self.account,
            to: &self.holder,
            payer: &gift.payer,
            book: Book::Clawed,
            amount,
            available: context.availability(&Pending::No)?,
            expires: context.expiry(&terms.expires)?,
            cause: Cause::Regain,
            gift: None,
        };
        draft.credit(context, credit)?;
        Ok(())
    }
}
