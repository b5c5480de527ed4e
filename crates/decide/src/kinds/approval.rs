//! What an event left pending becomes available.

use super::filled;
use crate::context::Context;
use crate::decision::{Cause, Change, Effect, Given, Leg, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::record::{EntryRecord, Found};
use crate::records::Records;
use crate::remember;
use coterie_ledger::{Availability, Lot, Move};
use coterie_program::builtin::field;

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let (position, record) = context.earlier(field::OF, "of")?;
    let mut approved = false;
    for (of, held) in record.gifts.iter().enumerate() {
        let Given::Credit { account, lot: Some(lot), pool, .. } = &held.gift.given else { continue };
        let holder = context.keeper(&held.gift.to, *account, pool.as_ref(), Some(*lot))?;
        let wallet = context.record(&holder)?.and_then(|record| record.wallet(*account));
        let waits = wallet
            .and_then(|wallet| wallet.lot(*lot))
            .is_some_and(|lot| lot.available == Availability::OnApproval);
        if !waits {
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
