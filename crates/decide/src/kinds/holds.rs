//! Holds: a reward's price reserved for a checkout, then captured in full or part, or released.

use super::redemption::{self, Asked};
use crate::context::Context;
use crate::decision::{Cause, Effect, Leg, Reason, Refusal};
use crate::draft::Draft;
use crate::error::{Corrupt, DecideError};
use crate::give::Fired;
use crate::record::{EntryRecord, EntryState, ForHold};
use crate::records::Records;
use coterie_ledger::{Amount, Book, Move, Part, Party};
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::LimitedTo;
use coterie_program::event::Event;
use coterie_program::ids::AccountId;

/// Reserves the price. What the reward gives follows with the capture.
pub(super) fn hold<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let asked = redemption::ask(context, draft)?;
    let lapses = context.program().zone.add(context.clock, context.program().policies.holds)?;
    let lots = redemption::lots_of(context, &asked.holder, asked.account, &asked.parts)?;
    let Some(account) = asked.account.filter(|_| !asked.parts.is_empty()) else {
        return Err(Refusal::new(Reason::NotAllowed, "a hold of a reward that costs no points").into());
    };
    let reserve = Move::Reserve { hold: draft.position, parts: asked.parts.clone(), lapses };
    draft.transfer(account, Cause::Hold, None, vec![Leg::wallet(asked.holder.clone(), vec![reserve])?])?;
    draft.push(Effect::Spending {
        account,
        from: asked.holder.clone(),
        at: asked.at.clone(),
        lots,
        money: 0,
    });
    let to_pay = redemption::money_part(asked.fired.rule, asked.fired.steps)?;
    if to_pay > 0 {
        draft.push(Effect::ToPay { money: to_pay });
    }
    draft.hold = Some(ForHold { hold: draft.position, lapses });
    redemption::draw(context, draft, &asked)
}

/// Spends what was reserved, in full or part, and gives what the reward gives for it.
pub(super) fn capture<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let (position, record) = open(context)?;
    // The reward is given for the hold's basket, at the capture's time.
    let event = Event {
        source: context.event.source.clone(),
        id: context.event.id.clone(),
        at: context.event.at,
        ..record.event.clone()
    };
    let held = Context::new(context.engine, context.records, &event, context.clock);
    let outcome = captured(context, &held, draft, (position, record));
    context.reach(held.reached.take().iter());
    outcome
}

/// Captures a hold, whose reward is decided in the context of what was held.
fn captured<R: Records>(
    context: &Context<'_, R>,
    held: &Context<'_, R>,
    draft: &mut Draft,
    (position, record): (u64, &EntryRecord),
) -> Result<(), DecideError> {
    let event = held.event;
    let name = event.text(field::REWARD).unwrap_or_default();
    let rule = context.engine.reward(name).ok_or_else(|| Refusal::new(Reason::UnknownName, name))?;
    let who = redemption::asker(held, rule)?;
    let reductions = crate::basis::Reductions::new(held)?;
    let lines = held.select(rule, Some(&who), &reductions)?.unwrap_or_default();
    let payer = held.payer(rule, &who)?;
    let spending = record
        .spending
        .as_ref()
        .ok_or_else(|| Corrupt::Missing(format!("what the hold at {position} holds")))?;
    let mut fired = Fired { rule, who, payer, lines, steps: 1, bought_with: None };
    let reserved = Amount::sum(spending.lots.iter().map(|lot| lot.remaining))?;
    let price = match context.event.int(field::AMOUNT) {
        Some(amount) => Amount::new(amount)?,
        None => reserved,
    };
    if price > reserved || !price.is_positive() {
        let refusal = redemption::refusal_of(context, spending.account, Reason::AmountNotAllowed);
        return Err(refusal.with_amounts(Some(reserved.get()), Some(reserved.get())).into());
    }
    fired.steps = steps(held, rule, (&record.event, spending.account), price, reserved)?;
    let holder = context.resolve(&spending.from)?;
    let parts = parts_of(context, &holder, spending.account, position, price)?;
    let mut moves = vec![Move::Capture { hold: position, parts: parts.clone() }];
    if context.is_idle_account(spending.account) {
        moves.push(Move::Touch { at: context.clock });
    }
    draft.meet(context, &spending.at)?;
    let legs =
        vec![Leg::wallet(holder.clone(), moves)?, Leg::book(spending.at.clone(), Book::Redeemed, price)];
    draft.transfer(spending.account, Cause::Spend, None, legs)?;
    take_over_room(context, draft, (position, record), &fired, price)?;
    draft.push(Effect::State { entry: position, state: EntryState::Captured });
    let (account, at) = (Some(spending.account), spending.at.clone());
    redemption::hand_out(held, draft, Asked { fired, account, price, parts, holder, at })
}

/// What the hold used of limits becomes the capture's, as far as it was captured; the rest returns to its period.
fn take_over_room<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    (position, record): (u64, &EntryRecord),
    fired: &Fired<'_>,
    price: Amount,
) -> Result<(), DecideError> {
    redemption::return_room(context, draft, position, record)?;
    for used in record.counted.iter().filter(|used| used.gift.is_none() && used.amount > 0) {
        let is_stock = fired.rule.stock.as_ref().is_some_and(|stock| stock.id == used.limit);
        let limit = fired.rule.limits.iter().find(|limit| limit.id == used.limit);
        let by = match limit.map(|limit| limit.of) {
            _ if is_stock => fired.steps,
            Some(LimitedTo::Account(_)) => price.get(),
            _ => used.amount,
        };
        let (party, by) = (context.resolve(&used.party)?, by.min(used.amount));
        draft.push(Effect::Count {
            party,
            limit: used.limit,
            period: used.period,
            by,
            gift: None,
            hold: None,
        });
    }
    Ok(())
}

/// How many steps a captured price buys: all that were held, or its share of them in whole steps.
fn steps<R: Records>(
    context: &Context<'_, R>,
    rule: &coterie_program::compiled::Rule,
    (hold, account): (&Event, AccountId),
    price: Amount,
    reserved: Amount,
) -> Result<i64, DecideError> {
    let not_allowed = || redemption::refusal_of(context, account, Reason::AmountNotAllowed);
    let pay = rule.pay.as_ref().and_then(|pay| pay.points.as_ref());
    let stepped = pay.filter(|pay| pay.stepped);
    let Some(pay) = stepped else {
        if price != reserved {
            let (reserved, refusal) = (Some(reserved.get()), not_allowed());
            return Err(refusal.with_amounts(reserved, reserved).into());
        }
        return Ok(hold.int(field::TIMES).unwrap_or(1).max(1));
    };
    let mut facts = Vec::new();
    let each = match context.leaf(&pay.price, crate::context::Scope::EVENT, &mut facts)? {
        Some(crate::amount::Leaf::Fixed(each)) if each > 0 => each,
        _ => return Ok(1),
    };
    if price.get() % each != 0 {
        let would_do = price.get() / each * each;
        return Err(not_allowed().with_amounts(Some(reserved.get()), Some(would_do)).into());
    }
    Ok(price.get() / each)
}

fn parts_of<R: Records>(
    context: &Context<'_, R>,
    holder: &Party,
    account: AccountId,
    hold: u64,
    price: Amount,
) -> Result<Vec<Part>, DecideError> {
    let wallet = context.record(holder)?.and_then(|record| record.wallet(account));
    let lapsed = || DecideError::from(Refusal::new(Reason::Lapsed, "hold"));
    wallet.ok_or_else(lapsed)?.plan_capture(hold, price, context.clock).map_err(|_| lapsed())
}

/// Frees what was reserved.
pub(super) fn release<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let (position, record) = open(context)?;
    free(context, draft, position, record)
}

/// Frees what a hold reserves and returns its room in limits; it was released, or lapsed.
pub(crate) fn free<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    position: u64,
    record: &EntryRecord,
) -> Result<(), DecideError> {
    if let Some(spending) = &record.spending {
        let holder = context.resolve(&spending.from)?;
        let legs = vec![Leg::wallet(holder, vec![Move::Release { hold: position }])?];
        draft.transfer(spending.account, Cause::Hold, None, legs)?;
    }
    redemption::return_room(context, draft, position, record)?;
    draft.push(Effect::State { entry: position, state: EntryState::Released });
    Ok(())
}

/// The open hold that the event names.
fn open<'c, R: Records>(context: &'c Context<'_, R>) -> Result<(u64, &'c EntryRecord), DecideError> {
    let (position, record) = context.earlier(field::HOLD, "hold")?;
    let id = record.event.id.as_str();
    if record.event.kind != kind::HOLD {
        return Err(Refusal::new(Reason::UnknownEvent, id).into());
    }
    match record.state {
        EntryState::Open => {}
        EntryState::Released => return Err(Refusal::new(Reason::Lapsed, id).into()),
        _ => return Err(Refusal::new(Reason::AlreadyDone, id).into()),
    }
    if let Some(spending) = &record.spending {
        let holder = context.resolve(&spending.from)?;
        let wallet = context.record(&holder)?.and_then(|record| record.wallet(spending.account));
        let lapsed =
            wallet.and_then(|wallet| wallet.hold(position)).is_none_or(|hold| hold.lapses <= context.clock);
        if lapsed {
            return Err(Refusal::new(Reason::Lapsed, id).into());
        }
    }
    Ok((position, record))
}
