//! What the measures of a later version were filled with of an event that was decided before it: a refund takes its share out
//! of them, too, and an approval counts in them.
//!
//! The event's record does not say it at first: it is derived anew from the event, its gifts, and the relations and merges as
//! they stood then. What a measure asks else of records is asked of them as they stand now. Once it changes, the event's record notes it.

use super::refund::as_remaining;
use crate::context::Context;
use crate::decision::{Change, Effect, Given};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::record::{EntryRecord, HeldGift, Remembered};
use crate::records::Records;
use crate::remember;
use coterie_calendar::Instant;
use coterie_ledger::{Amount, Availability, Party};
use coterie_program::compiled::MeasureKind;
use coterie_program::event::Event;
use coterie_program::ids::MeasureId;
use coterie_program::value::Value;

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
    if !may_be_filled(context, position) {
        return Ok(());
    }
    let before = as_remaining(record, &record.left)?;
    let now = remaining.unwrap_or(&before);
    let [whole, before, now] = [&record.event, &before, now].map(|event| as_of(context, position, event));
    let is_untouched = record.due.is_none();
    for known in of_event(context, &whole, position, record)? {
        let counted = if is_untouched {
            known.amount
        } else {
            remember::remaining(&before, &known, &known.party, record.remains())?
        };
        let remains = remaining.is_some_and(|event| record.event.lines.is_empty() || !event.lines.is_empty());
        let still = remember::remaining(&now, &known, &known.party, remains)?;
        note(draft, position, Remembered { amount: counted, ..known }, still);
    }
    for (place, held) in record.gifts.iter().enumerate() {
        for known in of_gift(context, &whole, (position, record), (place as u16, held))? {
            let still = remember::counted_of_gift(context.program(), known.measure, held, kept[place].get());
            note(draft, position, known, still);
        }
    }
    Ok(())
}

/// What is kept of a gift that is approved counts from then on in sums that count what is available, and were filled with it.
pub(super) fn approve<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    (position, record): (u64, &EntryRecord),
    gift: u16,
    at: Instant,
) -> Result<(), DecideError> {
    if !may_be_filled(context, position) {
        return Ok(());
    }
    let whole = as_of(context, position, &record.event);
    let held = &record.gifts[usize::from(gift)];
    for known in of_gift(context, &whole, (position, record), (gift, held))? {
        if remember::counts_when_available(context.program(), known.measure) {
            note(draft, position, Remembered { at, ..known }, held.kept.get());
        }
    }
    Ok(())
}

/// Whether measures were filled with what stands at a position.
fn may_be_filled<R: Records>(context: &Context<'_, R>, position: u64) -> bool {
    context.engine.filled.values().any(|up_to| *up_to > position)
}

/// An event, or what remains of it, as it is seen with the relations of then.
fn as_of<'c, R: Records>(context: &Context<'c, R>, position: u64, event: &'c Event) -> Context<'c, R> {
    let mut then = Context::new(context.engine, context.records, event, context.clock);
    then.as_of = Some(position);
    then
}

/// What a measure was filled with counts so much now; the event's record notes it from the first change on.
fn note(draft: &mut Draft, position: u64, known: Remembered, now: i64) {
    if now != known.amount {
        count(draft, known.party.clone(), &known, now - known.amount);
        draft.push(Effect::Filled { entry: position, known: Remembered { amount: now, ..known } });
    }
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

/// Whether a measure was filled with what stands at a position.
fn was_filled<R: Records>(context: &Context<'_, R>, id: MeasureId, position: u64) -> bool {
    context.counts(id) && context.engine.filled.get(&id).is_some_and(|up_to| *up_to > position)
}

/// Whether an event's own record says what a measure counts of it.
fn is_noted(record: &EntryRecord, id: MeasureId, gift: Option<u16>, value: Option<&Value>) -> bool {
    let same = |known: &Remembered| (known.measure, known.gift, known.value.as_ref()) == (id, gift, value);
    record.remembered.iter().any(same)
}

/// What measures of events were filled with.
fn of_event<R: Records>(
    context: &Context<'_, R>,
    whole: &Context<'_, R>,
    position: u64,
    record: &EntryRecord,
) -> Result<Vec<Remembered>, DecideError> {
    let mut filled = Vec::new();
    if !super::is_remembered(&record.event) {
        return Ok(filled);
    }
    for id in whole.engine.measures_by_kind.get(&record.event.kind).into_iter().flatten() {
        if !was_filled(context, *id, position) {
            continue;
        }
        for (party, change) in remember::changes(whole, *id)? {
            let party = context.resolve(&party)?;
            let (amount, value) = match change {
                Change::Add(amount) => (amount, None),
                Change::Occur(value, times) => (times, Some(value)),
                Change::Last(_) | Change::Streak(..) => continue,
            };
            if !is_noted(record, *id, None, value.as_ref()) {
                filled.push(Remembered {
                    party,
                    measure: *id,
                    at: record.event.at,
                    amount,
                    value,
                    gift: None,
                });
            }
        }
    }
    Ok(filled)
}

/// What measures of accounts were filled with of a gift. What waits for approval counts nothing as yet.
fn of_gift<R: Records>(
    context: &Context<'_, R>,
    whole: &Context<'_, R>,
    (position, record): (u64, &EntryRecord),
    (place, held): (u16, &HeldGift),
) -> Result<Vec<Remembered>, DecideError> {
    let mut filled = Vec::new();
    let Given::Credit { account, pool, .. } = &held.gift.given else { return Ok(filled) };
    for id in whole.engine.measures_by_account.get(account).into_iter().flatten() {
        let measure = &whole.program().measures[*id];
        let MeasureKind::SumAccount { from, when_available, .. } = &measure.what else { continue };
        let counts = (from.is_empty() || from.contains(&held.gift.rule))
            && (measure.when.is_empty() || measure.when.contains(&record.event.kind));
        let whose = [Some(&held.gift.to), pool.as_ref()].into_iter().flatten();
        let party = whose.into_iter().find(|party| party.kind() == measure.of).filter(|_| counts);
        let Some(party) = party else { continue };
        if !was_filled(context, *id, position) || is_noted(record, *id, Some(place), None) {
            continue;
        }
        let party = context.resolve(party)?;
        if !remember::asks_nothing_more(whole, measure, &party)? {
            continue;
        }
        let at = match held.available {
            Some(Availability::From(from)) if *when_available => from.max(record.event.at),
            _ => record.event.at,
        };
        let amount = remember::counted_of_gift(whole.program(), *id, held, held.kept.get());
        filled.push(Remembered { party, measure: *id, at, amount, value: None, gift: Some(place) });
    }
    Ok(filled)
}
