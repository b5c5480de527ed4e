//! What the measures of a later version were filled with of an event that was decided before it: a refund takes its share out
//! of them, too.
//!
//! The event's record does not say it: it is derived anew from the event, its gifts, and the relations as they stood then. What
//! a measure asks else of records is asked of them as they stand now.

use super::refund::as_remaining;
use crate::context::Context;
use crate::decision::{Change, Effect, Given};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::record::{EntryRecord, Remembered};
use crate::records::Records;
use crate::remember;
use coterie_ledger::{Amount, Availability, Party};
use coterie_program::compiled::MeasureKind;
use coterie_program::event::Event;
use coterie_program::ids::MeasureId;

/// Takes out of measures that were filled with an event what they count of it no longer. `remaining` is the event as if it had
/// only what remains of it, `None` when it is undone; `kept` is what is kept of its gifts now.
pub(super) fn forget<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    position: u64,
    record: &EntryRecord,
    remaining: Option<&Event>,
    kept: &[Amount],
) -> Result<(), DecideError> {
    if context.engine.filled.values().all(|up_to| *up_to <= position) {
        return Ok(());
    }
    let before = as_remaining(record, &record.left)?;
    let now = remaining.unwrap_or(&before);
    let mut whole = Context::new(context.engine, context.records, &record.event, context.clock);
    whole.as_of = Some(position);
    let [before, now] = [&before, now].map(|event| {
        let mut context = Context::new(context.engine, context.records, event, context.clock);
        context.as_of = Some(position);
        context
    });
    let is_untouched = record.due.is_none();
    for known in of_event(&whole, position, record)? {
        let counted = if is_untouched {
            known.amount
        } else {
            remember::remaining(&before, &known, &known.party, record.remains())?
        };
        let remains = remaining.is_some_and(|event| record.event.lines.is_empty() || !event.lines.is_empty());
        let still = remember::remaining(&now, &known, &known.party, remains)?;
        let party = known.party.clone();
        count(draft, party, &known, still - counted);
    }
    for (place, known) in of_gifts(&whole, position, record)? {
        let party = known.party.clone();
        count(draft, party, &known, kept[place].get() - record.gifts[place].kept.get());
    }
    Ok(())
}

/// A measure counts more or less of what it remembers of an earlier event, at the time at which it counted it.
pub(super) fn count(draft: &mut Draft, party: Party, known: &Remembered, by: i64) {
    if by == 0 {
        return;
    }
    let change = match &known.value {
        Some(value) => Change::Occur(value.clone(), by),
        None => {
            draft.added.push((party.clone(), known.measure, known.at, by));
            Change::Add(by)
        }
    };
    draft.push(Effect::Remember { party, measure: known.measure, at: known.at, change, gift: None });
}

/// Whether a measure was filled with an event, beside what the event's own record says.
fn was_filled<R: Records>(
    context: &Context<'_, R>,
    id: MeasureId,
    position: u64,
    record: &EntryRecord,
) -> bool {
    context.engine.filled.get(&id).is_some_and(|up_to| *up_to > position)
        && record.remembered.iter().all(|known| known.measure != id)
}

/// What measures of events were filled with.
fn of_event<R: Records>(
    whole: &Context<'_, R>,
    position: u64,
    record: &EntryRecord,
) -> Result<Vec<Remembered>, DecideError> {
    let mut filled = Vec::new();
    for id in whole.engine.measures_by_kind.get(&record.event.kind).into_iter().flatten() {
        if !was_filled(whole, *id, position, record) {
            continue;
        }
        for (party, change) in remember::changes(whole, *id)? {
            let (amount, value) = match change {
                Change::Add(amount) => (amount, None),
                Change::Occur(value, times) => (times, Some(value)),
                Change::Last(_) | Change::Streak(..) => continue,
            };
            filled.push(Remembered { party, measure: *id, at: record.event.at, amount, value, gift: None });
        }
    }
    Ok(filled)
}

/// What measures of accounts were filled with, by the gift's place.
fn of_gifts<R: Records>(
    whole: &Context<'_, R>,
    position: u64,
    record: &EntryRecord,
) -> Result<Vec<(usize, Remembered)>, DecideError> {
    let mut filled = Vec::new();
    for (place, held) in record.gifts.iter().enumerate() {
        let Given::Credit { account, lot, pool, .. } = &held.gift.given else { continue };
        for id in whole.engine.measures_by_account.get(account).into_iter().flatten() {
            let measure = &whole.program().measures[*id];
            let MeasureKind::SumAccount { from, when_available, .. } = &measure.what else { continue };
            let counts = (from.is_empty() || from.contains(&held.gift.rule))
                && (measure.when.is_empty() || measure.when.contains(&record.event.kind));
            let whose = [Some(&held.gift.to), pool.as_ref()].into_iter().flatten();
            let party = whose.into_iter().find(|party| party.kind() == measure.of);
            let Some(party) = party.filter(|_| counts && was_filled(whole, *id, position, record)) else {
                continue;
            };
            let party = whole.resolve(party)?;
            if !remember::asks_nothing_more(whole, measure, &party)? {
                continue;
            }
            let mut at = record.event.at;
            if *when_available {
                let keeper = whole.keeper(&held.gift.to, *account, pool.as_ref(), *lot)?;
                let wallet = whole.record(&keeper)?.and_then(|record| record.wallet(*account));
                match wallet.zip(*lot).and_then(|(wallet, lot)| wallet.lot(lot)).map(|lot| lot.available) {
                    Some(Availability::From(from)) => at = at.max(from),
                    // It counts nothing as yet.
                    Some(Availability::OnApproval) => continue,
                    None => {}
                }
            }
            let amount = held.kept.get();
            filled.push((
                place,
                Remembered { party, measure: *id, at, amount, value: None, gift: Some(place as u16) },
            ));
        }
    }
    Ok(filled)
}
