//! What an event left pending becomes available.

use super::{adjustment, filled};
use crate::PLATFORM;
use crate::context::Context;
use crate::decision::{Cause, Change, Effect, Given, Leg, Reason, Refusal};
use crate::draft::Draft;
use crate::entry::{Tick, TickKind};
use crate::error::DecideError;
use crate::record::{AtClose, EntryRecord, Found, RecordKey};
use crate::records::{Records, Unloaded};
use crate::remember;
use crate::tick::as_event;
use coterie_ledger::{Amount, Availability, Lot, LotId, Move, Party};
use coterie_program::builtin::{field, kind};
use coterie_program::event::Event;
use coterie_program::ids::AccountId;

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let (position, record) = approved(context)?;
    if record.event.kind == kind::CLOSE {
        return of_close(context, draft, record);
    }
    let mut approved = false;
    for (of, held) in record.gifts.iter().enumerate() {
        let Given::Credit { account, lot: Some(lot), pool, .. } = &held.gift.given else { continue };
        let holder = context.keeper(&held.gift.to, *account, pool.as_ref(), Some(*lot))?;
        if !waits(context, &holder, *account, Some(*lot))? {
            continue;
        }
        approved = true;
        let step = Move::Approve { lot: *lot, at: context.event.at };
        draft.transfer(*account, Cause::Approve, None, vec![Leg::wallet(holder, vec![step])?])?;
        draft.push(Effect::Available { entry: position, gift: of as u16, at: context.event.at });
        if let Some(found) = held.found.as_ref().filter(|found| found.lot.is_some()) {
            let available = Availability::From(context.event.at);
            let lot = found.lot.clone().map(|lot| Lot { available, ..lot });
            let found = Some(Found { lot, ..found.clone() });
            draft.push(Effect::Kept { entry: position, gift: of as u16, kept: held.kept, found });
        }
        for counting in context.counting() {
            count(&counting, draft, (position, record), of as u16)?;
        }
    }
    if !approved {
        return Err(Refusal::new(Reason::NothingRemains, record.event.id.as_str()).into());
    }
    Ok(())
}

/// What is to be approved: said by the same source, or a close by the platform itself.
fn approved<'c, R: Records>(context: &Context<'c, R>) -> Result<(u64, &'c EntryRecord), DecideError> {
    let told = context.event.text(field::OF).unwrap_or_default();
    let said_by = |source: &str| context.records.position(source, told);
    let position = match said_by(&context.event.source)? {
        Some(position) => Some(position),
        None => said_by(PLATFORM)?,
    };
    let position = position.ok_or_else(|| Refusal::new(Reason::UnknownEvent, told))?;
    let record = context.records.entry(position)?.ok_or(Unloaded::Record(RecordKey::Entry(position)))?;
    Ok((position, record))
}

/// Whether a lot waits for an approval.
fn waits<R: Records>(
    context: &Context<'_, R>,
    holder: &Party,
    account: AccountId,
    lot: Option<LotId>,
) -> Result<bool, DecideError> {
    let wallet = context.record(holder)?.and_then(|record| record.wallet(account));
    let lot = lot.and_then(|lot| wallet?.lot(lot));
    Ok(lot.is_some_and(|lot| lot.available == Availability::OnApproval))
}

/// What of a close's gifts waits for an approval: in whose wallet, which lots, and how much of them is given by now.
pub(crate) fn waiting<R: Records>(
    context: &Context<'_, R>,
    given: &AtClose,
) -> Result<Vec<(Party, LotId, Amount)>, DecideError> {
    let mut waiting = Vec::new();
    for (lot, amount) in &given.gifts {
        let holder = context.keeper(&given.to, given.account, given.pool.as_ref(), *lot)?;
        if let (Some(lot), true) = (*lot, waits(context, &holder, given.account, *lot)?) {
            waiting.push((holder, lot, *amount));
        }
    }
    Ok(waiting)
}

/// What a close has set off for a record, as measures saw it when it was given.
pub(crate) fn set_off_by_close(party: &Party, given: &AtClose) -> Event {
    let of = u64::from(given.rule.0);
    as_event(&Tick { at: given.at, kind: TickKind::Close, party: party.clone(), of })
}

/// What the close of a period gave for the record that the approval names.
fn of_close<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    close: &EntryRecord,
) -> Result<(), DecideError> {
    let party = adjustment::whose(context)?.ok_or_else(|| {
        let how =
            "a close is approved for one record at a time: name its partner, member, employee or household";
        Refusal::new(Reason::NotAllowed, how)
    })?;
    let label = close.event.text(field::PERIOD).unwrap_or_default();
    let named = context.program().zone.period(label);
    let (_, _, end) = named.map_err(|_| Refusal::new(Reason::UnknownName, label))?;
    let given = context.record(&party)?.map_or(&[][..], |record| &record.at_close);
    let mut approved = false;
    for given in given.iter().filter(|given| given.waits && given.at == end.just_before()) {
        let waiting = waiting(context, given)?;
        let amount: i64 = waiting.iter().map(|(_, _, amount)| amount.get()).sum();
        for (holder, lot, _) in waiting {
            let leg = Leg::wallet(holder, vec![Move::Approve { lot, at: context.event.at }])?;
            draft.transfer(given.account, Cause::Approve, None, vec![leg])?;
            approved = true;
        }
        draft
            .push(Effect::AtClose { party: party.clone(), given: AtClose { waits: false, ..given.clone() } });
        let event = set_off_by_close(&party, given);
        let then = Context::new(context.engine, context.records, &event, context.clock);
        let counted = (amount, context.event.at.max(given.at));
        for counting in then.counting() {
            remember::gift_approved(&counting, draft, (given.rule, given.account), &given.to, counted)?;
        }
    }
    if !approved {
        return Err(Refusal::new(Reason::NothingRemains, close.event.id.as_str()).into());
    }
    Ok(())
}

/// What is kept of an approved gift counts from now on in sums that count what is available; not before its purchase.
fn count<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    (position, record): (u64, &EntryRecord),
    gift: u16,
) -> Result<(), DecideError> {
    let (at, kept) = (context.event.at.max(record.event.at), record.gifts[usize::from(gift)].kept.get());
    for (place, known) in record.remembered.iter().enumerate() {
        if known.gift != Some(gift)
            || !context.counts(known.measure)
            || !remember::counts_when_available(context.program(), known.measure)
        {
            continue;
        }
        let party = context.resolve(&known.party)?;
        remember::remember(context, draft, &party, known.measure, at, Change::Add(kept), None)?;
        draft.push(Effect::StillCounts { entry: position, place: place as u16, amount: kept, at: Some(at) });
    }
    filled::approve(context, draft, (position, record), gift, at)
}
