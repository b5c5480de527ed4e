//! Points from one member to another. They keep their expiry and their payer.

use super::adjustment::account;
use crate::context::Context;
use crate::decision::{Cause, Leg, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::{Amount, Availability, Book, Lot, Move, Party, Rounding};
use coterie_program::builtin::field;
use coterie_program::compiled::{Amount as RuleAmount, LimitedTo, TransferPolicy};

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let from = context.known_party(field::FROM, "from")?;
    let to = context.known_party(field::TO, "to")?;
    let account = account(context)?;
    let policy = context.program().policies.transfers.iter().find(|policy| policy.account == account);
    let Some(policy) = policy else {
        return Err(Refusal::new(Reason::NotAllowed, "transfers of this account").into());
    };
    let (giver, taker) = (context.holder(&from, account)?, context.holder(&to, account)?);
    if giver == taker {
        return Err(Refusal::new(Reason::DoesNotFit, to.to_string()).into());
    }
    let amount = Amount::new(context.event.int(field::AMOUNT).unwrap_or(0))?;
    if amount.get() < policy.at_least.max(1) {
        let refusal = Refusal::new(Reason::AmountNotAllowed, "amount");
        return Err(refusal.with_amounts(None, Some(policy.at_least.max(1))).into());
    }
    let wallet = context.record(&giver)?.and_then(|record| record.wallet(account));
    let available = wallet.map_or(Amount::ZERO, |wallet| wallet.available(context.clock));
    let rounding = context.program().accounts[account].rounding;
    let limits = policy.limit.as_slice();
    let limited = LimitedTo::Account(account);
    let room = context.cut(draft, limits, limited, Some(&from), amount.get())?;
    let would_do = || -> Result<i64, DecideError> {
        let most = most_with_fee(policy, rounding, available)?.get().min(room);
        Ok(if most < policy.at_least { 0 } else { most })
    };
    if room < amount.get() {
        let refusal = Refusal::new(Reason::LimitReached, "amount");
        return Err(refusal.with_amounts(Some(room), Some(would_do()?)).into());
    }
    let fee = fee_of(policy, rounding, amount)?;
    let whole = amount.checked_add(fee)?;
    let Some((wallet, parts)) =
        wallet.and_then(|wallet| Some((wallet, wallet.plan_debit(whole, context.clock).ok()?)))
    else {
        let refusal = Refusal::new(Reason::InsufficientBalance, "amount");
        return Err(refusal.with_amounts(Some(available.get()), Some(would_do()?)).into());
    };
    let (mut gives, mut takes, mut missing) = (Vec::new(), Vec::new(), amount);
    let mut repays = draft.repay(context, &taker, account, amount)?;
    if repays.is_positive() {
        takes.push(Move::Repay { amount: repays });
    }
    for part in parts {
        gives.push(Move::Spend(part));
        let given = part.amount.min(missing);
        missing = missing.checked_sub(given)?;
        let repaid = given.min(repays);
        repays = repays.checked_sub(repaid)?;
        let given = given.checked_sub(repaid)?;
        if given.is_positive()
            && let Some(lot) = wallet.lot(part.lot)
        {
            let id = draft.next_lot()?;
            let available = Availability::From(context.event.at);
            takes.push(Move::Open(Lot::opened(id, given, available, lot.expires, lot.payer.clone())));
        }
    }
    if context.is_idle_account(account) {
        gives.push(Move::Touch { at: context.clock });
        takes.push(Move::Touch { at: context.clock });
    }
    let mut legs = vec![Leg::wallet(giver, gives)?, Leg::wallet(taker, takes)?];
    if fee.is_positive() {
        draft.meet(context, &Party::coalition())?;
        legs.push(Leg::book(Party::coalition(), Book::Redeemed, fee));
    }
    draft.transfer(account, Cause::Give, None, legs)?;
    context.draw(draft, limits, limited, Some(&from), amount.get(), None)
}

/// What the giver pays on top of an amount.
fn fee_of(policy: &TransferPolicy, rounding: Rounding, amount: Amount) -> Result<Amount, DecideError> {
    Ok(match &policy.fee {
        Some(RuleAmount::Fixed(fee)) => Amount::new(*fee)?,
        Some(RuleAmount::Percent(rate)) => rate.mul(amount, rounding)?,
        _ => Amount::ZERO,
    })
}

/// The most that can be given of what there is, its fee included: a fee never falls when the amount rises.
fn most_with_fee(
    policy: &TransferPolicy,
    rounding: Rounding,
    available: Amount,
) -> Result<Amount, DecideError> {
    let (mut most, mut too_much) = (0, available.get() + 1);
    while too_much - most > 1 {
        let middle = most + (too_much - most) / 2;
        let amount = Amount::new(middle)?;
        let whole = fee_of(policy, rounding, amount).and_then(|fee| Ok(amount.checked_add(fee)?));
        if whole.is_ok_and(|whole| whole <= available) {
            most = middle;
        } else {
            too_much = middle;
        }
    }
    Ok(Amount::new(most)?)
}
