//! Taking back what is no longer earned: per gift, from its own lot.

use super::filled;
use super::kept::{self, Purchase};
use super::regain;
use crate::context::Context;
use crate::decision::{Cause, Effect, Given, Leg};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::record::{EntryRecord, EntryState, Found, HeldGift, LineLeft, RecordKey, VoucherRecord};
use crate::records::{Records, Unloaded};
use crate::{remember, tiers};
use coterie_calendar::{Instant, Span};
use coterie_ledger::{Amount, Book, Lot, LotId, Move, Party, Rounding, proportion};
use coterie_program::builtin::field;
use coterie_program::compiled::SpentPoints;
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
        kept.push(now);
    }
    regain::within_limits(context, record, &mut kept)?;
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
    let remains = !remaining.lines.is_empty();
    settle(context, draft, (position, record), kept, remains)?;
    for context in context.counting() {
        let virtual_context = Context::new(context.engine, context.records, remaining, context.clock);
        for (place, known) in record.remembered.iter().enumerate() {
            if !context.counts(known.measure) {
                continue;
            }
            let now = match known.gift {
                Some(gift) => {
                    let (held, now) = (&record.gifts[usize::from(gift)], kept[usize::from(gift)].get());
                    remember::counted_of_gift(context.program(), known.measure, held, now)
                }
                None => {
                    let party = context.resolve(&known.party)?;
                    remember::remaining(&virtual_context, known, &party, remains)?
                }
            };
            forget(&context, draft, position, (place, known), now)?;
        }
        filled::forget(&context, draft, position, record, Some(remaining), kept)?;
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
    settle(context, draft, (position, record), &vec![Amount::ZERO; record.gifts.len()], false)?;
    for (place, known) in record.remembered.iter().enumerate() {
        forget(context, draft, position, (place, known), 0)?;
    }
    let nothing = vec![Amount::ZERO; record.gifts.len()];
    for context in context.counting() {
        filled::forget(&context, draft, position, record, None, &nothing)?;
    }
    draft.push(Effect::State { entry: position, state: EntryState::Cancelled });
    Ok(())
}

/// Brings gifts and limits to what is kept now; `remains` tells whether anything of the event does.
fn settle<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    (position, record): (u64, &EntryRecord),
    kept: &[Amount],
    remains: bool,
) -> Result<(), DecideError> {
    for (place, (held, now)) in record.gifts.iter().zip(kept).enumerate() {
        let back = held.kept.checked_sub(*now)?;
        if back.is_zero() {
            continue;
        }
        let found = if back.is_positive() {
            take(context, draft, record, held, back, now.is_zero())?
        } else {
            regain::give_again(context, draft, record, held, now.checked_sub(held.kept)?)?
        };
        let may_rise = remains && kept::may_rise(context.engine, record, &held.gift);
        let found = found.filter(|found| may_rise && !found.is_nothing());
        draft.push(Effect::Kept { entry: position, gift: place as u16, kept: *now, found });
    }
    for (place, used) in record.counted.iter().enumerate() {
        let Some(gift) = used.gift else { continue };
        let still = regain::still_used(context, record, used, kept, gift);
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

/// Takes back part of one gift. Returns where all was found that was taken back of it so far.
fn take<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    record: &EntryRecord,
    held: &HeldGift,
    back: Amount,
    wholly: bool,
) -> Result<Option<Found>, DecideError> {
    let gift = &held.gift;
    match &gift.given {
        Given::Credit { account, lot, pool, .. } => {
            let holder = context.keeper(&gift.to, *account, pool.as_ref(), *lot)?;
            let at = partner_of(context, record)?;
            let claw_back =
                Claw { account: *account, holder, payer: &gift.payer, lot: *lot, amount: back, at: &at };
            let before = held.found.clone().unwrap_or_default();
            return claw(context, draft, claw_back, before).map(Some);
        }
        Given::Discount { .. } => {
            let partner = partner_of(context, record)?;
            let legs = vec![
                Leg::book(gift.payer.clone(), Book::Issued, back),
                Leg::book(partner, Book::Redeemed, Amount::ZERO.checked_sub(back)?),
            ];
            draft.transfer(gift.money_off(), Cause::Discount, None, legs)?;
        }
        Given::Donation(_) => {
            let legs = vec![
                Leg::book(gift.payer.clone(), Book::Issued, back),
                Leg::book(Party::coalition(), Book::PaidOut, Amount::ZERO.checked_sub(back)?),
            ];
            draft.transfer(gift.money_off(), Cause::Discount, None, legs)?;
        }
        Given::Voucher { code, .. } if wholly => {
            let code = coterie_program::value::normalise_code(code);
            if let Some(voucher) = context.records.voucher(&code)?
                && voucher.used.is_none()
            {
                draft.push(Effect::Voucher { code, record: VoucherRecord { void: true, ..voucher.clone() } });
            }
        }
        Given::Tier { set, step, until } if wholly => {
            let to = context.resolve(&gift.to)?;
            tiers::revoke(context, draft, &to, (*set, *step), *until)?;
        }
        _ => {}
    }
    Ok(None)
}

/// The partner of an earlier event: named by it, by its location, or, for a capture, by the hold that it captured.
pub(super) fn partner_of<R: Records>(
    context: &Context<'_, R>,
    record: &EntryRecord,
) -> Result<Party, DecideError> {
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

/// From the gift's own lot: the unspent part, then the expired part, then the spent part by the program's policy. Returns where it
/// was found, added to what was found before.
pub(super) fn claw<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    claw: Claw<'_>,
    mut found: Found,
) -> Result<Found, DecideError> {
    let holder = claw.holder;
    let wallet = context.record(&holder)?.and_then(|record| record.wallet(claw.account));
    let (mut moves, mut spent, mut expired) = (Vec::new(), claw.amount, Amount::ZERO);
    if let (Some(wallet), Some(lot)) = (wallet, claw.lot) {
        let taken = wallet.plan_claw(lot, claw.amount);
        moves = taken.moves(lot);
        (spent, expired) = (taken.spent, taken.expired);
        found.unspent = found.unspent.checked_add(taken.unspent)?;
        found.lot = wallet.lot(lot).cloned().or(found.lot);
    }
    found.expired = found.expired.checked_add(expired)?;
    found.spent = found.spent.checked_add(spent)?;
    let mut legs = Vec::with_capacity(4);
    let mut bearer = None;
    if spent.is_positive() {
        match context.program().policies.spent_points {
            SpentPoints::Debt => {
                found.borne = None;
                moves.push(Move::Borrow { amount: spent });
                draft.borrow(&holder, claw.account, spent)?;
            }
            SpentPoints::WriteOff => bearer = Some((Party::coalition(), Book::WrittenOff)),
            SpentPoints::ChargePartner => bearer = Some((claw.at.clone(), Book::Charged)),
        }
    }
    if let Some((party, book)) = bearer {
        draft.meet(context, &party)?;
        found.borne = Some((party.clone(), book));
        legs.push(Leg::book(party, book, Amount::ZERO.checked_sub(spent)?));
    }
    if !moves.is_empty() {
        legs.push(Leg::wallet(holder, moves)?);
    }
    if expired.is_positive() {
        legs.push(Leg::book(claw.payer.clone(), Book::Expired, Amount::ZERO.checked_sub(expired)?));
    }
    legs.push(Leg::book(claw.payer.clone(), Book::Clawed, claw.amount));
    draft.transfer(claw.account, Cause::Claw, None, legs)?;
    Ok(found)
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
    super::filled::count(draft, party, known, now - known.amount);
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
    let least = context.program().zone.add(context.clock, Span::days(LIVES_ON_DAYS))?;
    // Nearly always one.
    let mut holders: Vec<(Party, Vec<Move>)> = Vec::with_capacity(1);
    for lot in lots {
        let holder = context.returns_to(from, account, lot.id)?;
        let wallet = context.record(&holder)?.and_then(|record| record.wallet(account));
        let stands = wallet.and_then(|wallet| wallet.lot(lot.id)).map_or(lot.expires, |known| known.expires);
        let expires: Option<Instant> = stands.map(|expires| expires.max(least));
        let back = Move::GiveBack(Lot { expires, ..lot.clone() });
        match holders.iter_mut().find(|(known, _)| *known == holder) {
            Some((_, moves)) => moves.push(back),
            None => holders.push((holder, vec![back])),
        }
    }
    let mut legs = Vec::with_capacity(2);
    let mut back = Amount::ZERO;
    for (holder, moves) in holders {
        back = back.checked_add(Move::total(&moves)?)?;
        legs.push(Leg::wallet(holder, moves)?);
    }
    legs.push(Leg::book(at.clone(), Book::Redeemed, Amount::ZERO.checked_sub(back)?));
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
    money_off_goes_back(context, draft, position, record, (tender, stays))?;
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

/// What points took off a basket is given back as far as the points are: of it stays what `stays` of the `tender`.
fn money_off_goes_back<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    position: u64,
    record: &EntryRecord,
    (tender, stays): (i64, i64),
) -> Result<(), DecideError> {
    for (place, held) in record.gifts.iter().enumerate() {
        let Given::Discount { amount, .. } = &held.gift.given else { continue };
        let kept = proportion(*amount, stays, tender, Rounding::Up)?.min(held.kept);
        let back = held.kept.checked_sub(kept)?;
        if held.gift.bought_with.is_some() && back.is_positive() {
            take(context, draft, record, held, back, kept.is_zero())?;
            draft.push(Effect::Kept { entry: position, gift: place as u16, kept, found: None });
        }
    }
    Ok(())
}
