//! Taking back what is no longer earned: per gift, from its own lot.

use super::kept::{self, Purchase};
use crate::context::Context;
use crate::decision::{Cause, Change, Effect, Gift, Given, Leg};
use crate::draft::{DISCOUNTS, Draft};
use crate::error::DecideError;
use crate::record::{EntryRecord, EntryState, LineLeft, RecordKey, VoucherRecord};
use crate::records::{Records, Unloaded};
use crate::{remember, tiers};
use coterie_calendar::{Instant, Span};
use coterie_ledger::{Amount, Book, Lot, LotId, Move, Party, Rounding, proportion};
use coterie_program::builtin::field;
use coterie_program::compiled::{LimitedTo, SpentPoints};
use coterie_program::event::Event;
use coterie_program::ids::AccountId;

/// The least that points live on that come back from a cancelled redemption.
const LIVES_ON_DAYS: i32 = 30;

/// What is kept of each gift of an event of whose lines only `left` remains: the event as `remaining` has it.
pub(super) fn kept<R: Records>(
    context: &Context<'_, R>,
    record: &EntryRecord,
    remaining: &Event,
    left: &[LineLeft],
) -> Result<Vec<Amount>, DecideError> {
    let remains = left.iter().any(|line| line.remains);
    let virtual_context = Context::new(context.engine, context.records, remaining, context.clock);
    let whole_context = Context::new(context.engine, context.records, &record.event, context.clock);
    let purchase = Purchase { whole: &whole_context, remaining: &virtual_context, record, left };
    let mut kept = Vec::with_capacity(record.gifts.len());
    for (place, held) in record.gifts.iter().enumerate() {
        let now = if remains { kept::of_gift(&purchase, place)? } else { kept::of_nothing(context, held) };
        kept.push(now.min(held.kept));
    }
    Ok(kept)
}

/// Takes back what is no longer kept of an event's gifts, and what its measures no longer count.
pub(super) fn take_back<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    position: u64,
    record: &EntryRecord,
    remaining: &Event,
    kept: &[Amount],
) -> Result<(), DecideError> {
    let virtual_context = Context::new(context.engine, context.records, remaining, context.clock);
    let remains = !remaining.lines.is_empty();
    settle(context, draft, position, record, kept)?;
    for (place, known) in record.remembered.iter().enumerate() {
        let now = match known.gift {
            // What waits for approval is kept, and yet counts nothing.
            Some(gift) => kept[usize::from(gift)].get().min(known.amount),
            None => {
                let party = context.resolve(&known.party)?;
                remember::remaining(&virtual_context, known, &party, remains)?
            }
        };
        forget(context, draft, position, (place, known), now)?;
    }
    Ok(())
}

/// Takes everything back that an event did.
pub(super) fn undo<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    position: u64,
    record: &EntryRecord,
) -> Result<(), DecideError> {
    settle(context, draft, position, record, &vec![Amount::ZERO; record.gifts.len()])?;
    for (place, known) in record.remembered.iter().enumerate() {
        forget(context, draft, position, (place, known), 0)?;
    }
    draft.push(Effect::State { entry: position, state: EntryState::Cancelled });
    Ok(())
}

/// Brings gifts and limits to what is kept now.
fn settle<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    position: u64,
    record: &EntryRecord,
    kept: &[Amount],
) -> Result<(), DecideError> {
    for (place, (held, now)) in record.gifts.iter().zip(kept).enumerate() {
        let back = held.kept.checked_sub(*now)?;
        if back.is_positive() {
            take(context, draft, record, &held.gift, back, now.is_zero())?;
            draft.push(Effect::Kept { entry: position, gift: place as u16, kept: *now });
        }
    }
    for (place, used) in record.counted.iter().enumerate() {
        let Some(gift) = used.gift else { continue };
        let still = still_used(context, record, used.limit, gift, used.amount, kept);
        let back = used.amount - still;
        if back != 0 {
            let party = context.resolve(&used.party)?;
            draft.push(Effect::Count {
                party: party.clone(),
                limit: used.limit,
                period: used.period,
                by: -back,
                gift: None,
                hold: None,
            });
            draft.push(Effect::StillUses { entry: position, place: place as u16, amount: still });
            *draft.used.entry((used.limit, party, used.period)).or_default() -= back;
        }
    }
    Ok(())
}

/// What a gift still uses of a limit: room returns with what is taken back.
fn still_used<R: Records>(
    context: &Context<'_, R>,
    record: &EntryRecord,
    limit: coterie_program::ids::LimitId,
    gift: u16,
    used: i64,
    kept: &[Amount],
) -> i64 {
    let own = |place: usize| place == usize::from(gift) || record.gifts[place].gift.on == Some(gift);
    let rule = context.engine.rule(record.gifts[usize::from(gift)].gift.rule);
    let counts_times = rule
        .and_then(|rule| rule.limits.iter().chain(&rule.stock).find(|known| known.id == limit))
        .is_none_or(|limit| limit.of == LimitedTo::Times);
    if counts_times {
        let rule = record.gifts[usize::from(gift)].gift.rule;
        let keeps =
            (0..kept.len()).any(|place| record.gifts[place].gift.rule == rule && kept[place].is_positive());
        return if keeps { used } else { 0 };
    }
    (0..kept.len()).filter(|place| own(*place)).map(|place| kept[place].get()).sum::<i64>().min(used)
}

/// Takes back part of one gift.
fn take<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    record: &EntryRecord,
    gift: &Gift,
    back: Amount,
    wholly: bool,
) -> Result<(), DecideError> {
    match &gift.given {
        Given::Credit { account, lot, pool, .. } => {
            let to = context.resolve(&gift.to)?;
            let holder = context.keeper(&to, *account, pool.as_ref(), *lot)?;
            let at = partner_of(context, record)?;
            let claw_back =
                Claw { account: *account, holder, payer: &gift.payer, lot: *lot, amount: back, at: &at };
            claw(context, draft, claw_back)
        }
        Given::Discount { .. } => {
            let partner = partner_of(context, record)?;
            let legs = vec![
                Leg::book(gift.payer.clone(), Book::Issued, back),
                Leg::book(partner, Book::Redeemed, Amount::ZERO.checked_sub(back)?),
            ];
            draft.transfer(DISCOUNTS, Cause::Discount, None, legs)
        }
        Given::Donation(_) => {
            let legs = vec![
                Leg::book(gift.payer.clone(), Book::Issued, back),
                Leg::book(Party::coalition(), Book::PaidOut, Amount::ZERO.checked_sub(back)?),
            ];
            draft.transfer(DISCOUNTS, Cause::Discount, None, legs)
        }
        Given::Voucher { code, .. } if wholly => {
            let code = coterie_program::value::normalise_code(code);
            if let Some(voucher) = context.records.voucher(&code)?
                && voucher.used.is_none()
            {
                draft.push(Effect::Voucher { code, record: VoucherRecord { void: true, ..voucher.clone() } });
            }
            Ok(())
        }
        Given::Tier { set, step, until } if wholly => {
            let to = context.resolve(&gift.to)?;
            tiers::revoke(context, draft, &to, (*set, *step), *until)
        }
        _ => Ok(()),
    }
}

/// The partner of an earlier event: named by it, by its location, or, for a capture, by the hold that it captured.
fn partner_of<R: Records>(context: &Context<'_, R>, record: &EntryRecord) -> Result<Party, DecideError> {
    let earlier = Context::new(context.engine, context.records, &record.event, context.clock);
    let spent_at = || record.spending.as_ref().map_or_else(Party::coalition, |spending| spending.at.clone());
    Ok(earlier.field_party(field::PARTNER)?.unwrap_or_else(spent_at))
}

/// A clawback from one lot.
pub(super) struct Claw<'a> {
    pub(super) account: AccountId,
    /// Whose wallet has the lot.
    pub(super) holder: Party,
    pub(super) payer: &'a Party,
    pub(super) lot: Option<LotId>,
    pub(super) amount: Amount,
    /// Where it was earned: who bears spent points when the partner is charged.
    pub(super) at: &'a Party,
}

/// From the gift's own lot: the unspent part, then the expired part, then the spent part by the program's policy.
pub(super) fn claw<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    claw: Claw<'_>,
) -> Result<(), DecideError> {
    let holder = claw.holder;
    let wallet = context.record(&holder)?.and_then(|record| record.wallet(claw.account));
    let (mut moves, mut spent, mut expired) = (Vec::new(), claw.amount, Amount::ZERO);
    if let (Some(wallet), Some(lot)) = (wallet, claw.lot) {
        let taken = wallet.plan_claw(lot, claw.amount);
        moves = taken.moves(lot);
        (spent, expired) = (taken.spent, taken.expired);
    }
    let mut legs = Vec::with_capacity(4);
    let mut bearer = None;
    if spent.is_positive() {
        match context.program().policies.spent_points {
            SpentPoints::Debt => {
                moves.push(Move::Borrow { amount: spent });
                draft.borrow(&holder, claw.account, spent)?;
            }
            SpentPoints::WriteOff => bearer = Some((Party::coalition(), Book::WrittenOff)),
            SpentPoints::ChargePartner => bearer = Some((claw.at.clone(), Book::Charged)),
        }
    }
    if let Some((party, book)) = bearer {
        draft.meet(context, &party)?;
        legs.push(Leg::book(party, book, Amount::ZERO.checked_sub(spent)?));
    }
    if !moves.is_empty() {
        legs.push(Leg::wallet(holder, moves)?);
    }
    if expired.is_positive() {
        legs.push(Leg::book(claw.payer.clone(), Book::Expired, Amount::ZERO.checked_sub(expired)?));
    }
    legs.push(Leg::book(claw.payer.clone(), Book::Clawed, claw.amount));
    draft.transfer(claw.account, Cause::Claw, None, legs)
}

/// What a measure still counts of an event.
fn forget<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    position: u64,
    (place, known): (usize, &crate::record::Remembered),
    now: i64,
) -> Result<(), DecideError> {
    if now == known.amount {
        return Ok(());
    }
    let party = context.resolve(&known.party)?;
    let by = now - known.amount;
    let change = match &known.value {
        Some(value) => Change::Occur(value.clone(), by),
        None => {
            draft.added.push((party.clone(), known.measure, known.at, by));
            Change::Add(by)
        }
    };
    draft.push(Effect::Remember { party, measure: known.measure, at: known.at, change, gift: None });
    draft.push(Effect::StillCounts { entry: position, place: place as u16, amount: now, at: None });
    Ok(())
}

/// Points of a cancelled or refunded redemption return to their old lots, and live at least thirty days.
pub(super) fn give_back<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    account: AccountId,
    from: &Party,
    at: &Party,
    lots: &[Lot],
) -> Result<(), DecideError> {
    let from = context.resolve(from)?;
    let holder = context.holder(&from, account)?;
    let least = context.program().zone.add(context.clock, Span::days(LIVES_ON_DAYS))?;
    let wallet = context.record(&holder)?.and_then(|record| record.wallet(account));
    let mut moves = Vec::with_capacity(lots.len());
    for lot in lots {
        let stands = wallet.and_then(|wallet| wallet.lot(lot.id)).map_or(lot.expires, |known| known.expires);
        let expires: Option<Instant> = stands.map(|expires| expires.max(least));
        moves.push(Move::GiveBack(Lot { expires, ..lot.clone() }));
    }
    let back = Move::total(&moves)?;
    let legs = vec![
        Leg::wallet(holder, moves)?,
        Leg::book(at.clone(), Book::Redeemed, Amount::ZERO.checked_sub(back)?),
    ];
    draft.transfer(account, Cause::Cancel, None, legs)
}

/// A purchase that was partly paid in points returns them: `stays` of the `tender` in points, minor units, stays spent.
pub(super) fn return_tender<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    purchase: &EntryRecord,
    (tender, stays): (i64, i64),
) -> Result<(), DecideError> {
    let Some(id) = purchase.event.text(field::REDEMPTION) else { return Ok(()) };
    let Some(mut position) = context.records.position(&purchase.event.source, id)? else { return Ok(()) };
    let Some(mut record) = context.records.entry(position)? else { return Ok(()) };
    // The purchase may name the hold: what it held was spent by its capture.
    if let Some(capture) = record.captured_by {
        let loaded = context.records.entry(capture)?;
        (position, record) = (capture, loaded.ok_or(Unloaded::Record(RecordKey::Entry(capture)))?);
    }
    let Some(spending) = &record.spending else { return Ok(()) };
    if record.state != EntryState::Holds || tender <= 0 {
        return Ok(());
    }
    // The redemption's own record keeps what of it is still spent; of the whole, that share stays which stays of the tender.
    let stays = proportion(spending.whole, stays, tender, Rounding::Up)?;
    let mut still = Amount::sum(spending.lots.iter().map(|lot| lot.remaining))?;
    let (mut back, mut keeps) = (Vec::new(), Vec::new());
    // The last lots to be spent return first: they live longest.
    for lot in spending.lots.iter().rev() {
        let returns = still.checked_sub(stays)?.max(Amount::ZERO).min(lot.remaining);
        still = still.checked_sub(returns)?;
        if returns.is_positive() {
            back.push(Lot { remaining: returns, ..lot.clone() });
        }
        let remaining = lot.remaining.checked_sub(returns)?;
        if remaining.is_positive() {
            keeps.push(Lot { remaining, ..lot.clone() });
        }
    }
    if back.is_empty() {
        return Ok(());
    }
    keeps.reverse();
    draft.push(Effect::StillSpent { entry: position, lots: keeps });
    give_back(context, draft, spending.account, &spending.from, &spending.at, &back)
}
