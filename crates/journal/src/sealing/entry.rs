//! Sealing and opening the personal values of an entry.

use super::{Keyring, Personal, Place};
use crate::store::{Store, StoreError};
use coterie_decide::decision::{Change, Effect};
use coterie_decide::record::{MeasureState, Remembered};
use coterie_decide::{Entry, Origin};
use coterie_ledger::Party;
use coterie_program::builtin::{field, kind};
use coterie_program::event::Event;
use coterie_program::ids::MeasureId;
use coterie_program::value::Value;

/// Whose key protects an event's personal fields.
fn person(event: &Event) -> Option<&Party> {
    [field::MEMBER, field::EMPLOYEE, field::FROM, field::PARTNER].into_iter().find_map(|id| event.party(id))
}

/// Whose attributes an event sets.
fn subject(event: &Event) -> Option<&Party> {
    match event.kind {
        kind::PARTNER => event.party(field::PARTNER),
        kind::EMPLOYEE => event.party(field::EMPLOYEE),
        _ => event.party(field::MEMBER),
    }
}

/// The entry with its personal values sealed; `None` when it has none.
pub(crate) fn seal_entry(
    keyring: &mut Keyring,
    store: &mut impl Store,
    personal: &Personal,
    entry: &Entry,
) -> Result<Option<Entry>, StoreError> {
    if !personal.any() || !is_personal(personal, entry) {
        return Ok(None);
    }
    let mut entry = entry.clone();
    if let Origin::Event(event) = &mut entry.origin {
        seal_event(keyring, store, personal, event)?;
    }
    for effect in &mut entry.decision.effects {
        match effect {
            Effect::Set { party, attribute, value } if personal.attribute(*attribute) => {
                *value = keyring.seal(store, party, Place::Attribute(*attribute), value)?;
            }
            Effect::Remember {
                party,
                measure,
                change: Change::Occur(value, _) | Change::Last(value),
                ..
            } if personal.measure(*measure) => {
                *value = keyring.seal(store, party, Place::Measure(*measure), value)?;
            }
            Effect::Filled { known: Remembered { party, measure, value: Some(value), .. }, .. }
                if personal.measure(*measure) =>
            {
                *value = keyring.seal(store, party, Place::Measure(*measure), value)?;
            }
            Effect::Inherit { party, measure, state } if personal.measure(*measure) => {
                seal_measure(keyring, store, party, *measure, state)?;
            }
            _ => {}
        }
    }
    Ok(Some(entry))
}

fn is_personal(personal: &Personal, entry: &Entry) -> bool {
    let said = match &entry.origin {
        Origin::Event(event) => {
            event.fields.iter().any(|(id, _)| personal.field(*id))
                || event.lines.iter().any(|line| line.fields.iter().any(|(id, _)| personal.field(*id)))
                || event.sets.iter().any(|(id, _)| personal.attribute(*id))
        }
        Origin::Tick(_) | Origin::Apply(_) => false,
    };
    said || entry.decision.effects.iter().any(|effect| match effect {
        Effect::Set { attribute, .. } => personal.attribute(*attribute),
        Effect::Remember { measure, change: Change::Occur(..) | Change::Last(_), .. }
        | Effect::Filled { known: Remembered { measure, value: Some(_), .. }, .. }
        | Effect::Inherit { measure, .. } => personal.measure(*measure),
        _ => false,
    })
}

/// Seals an event's fields and what it sets. Nothing is personal of an event that names nobody.
pub(super) fn seal_event(
    keyring: &mut Keyring,
    store: &mut impl Store,
    personal: &Personal,
    event: &mut Event,
) -> Result<(), StoreError> {
    if let Some(party) = subject(event).cloned() {
        for (id, value) in event.sets.iter_mut().filter(|(id, _)| personal.attribute(*id)) {
            *value = keyring.seal(store, &party, Place::Attribute(*id), value)?;
        }
    }
    let Some(party) = person(event).cloned() else { return Ok(()) };
    let lines = event.lines.iter_mut().flat_map(|line| &mut line.fields);
    for (id, value) in event.fields.iter_mut().chain(lines).filter(|(id, _)| personal.field(*id)) {
        *value = keyring.seal(store, &party, Place::Field(*id), value)?;
    }
    Ok(())
}

pub(super) fn seal_measure(
    keyring: &mut Keyring,
    store: &mut impl Store,
    party: &Party,
    measure: MeasureId,
    state: &mut MeasureState,
) -> Result<(), StoreError> {
    match state {
        MeasureState::Distinct(values) => {
            for (value, _) in values {
                *value = keyring.seal(store, party, Place::Measure(measure), value)?;
            }
        }
        MeasureState::Last(_, value) => {
            *value = keyring.seal(store, party, Place::Measure(measure), value)?;
        }
        MeasureState::Sum(_) | MeasureState::Streak(..) => {}
    }
    Ok(())
}

/// Opens the sealed values of an entry that was read; says how many no key opens. Those read as absent, except that a value
/// which was counted stays, sealed, so that it is still counted.
pub(crate) fn open_entry(
    keyring: &mut Keyring,
    store: &mut impl Store,
    entry: &mut Entry,
) -> Result<u64, StoreError> {
    let before = keyring.unreadable();
    if let Origin::Event(event) = &mut entry.origin {
        open_event(keyring, store, event)?;
    }
    let mut failed = None;
    entry.decision.effects.retain_mut(|effect| {
        open_effect(keyring, store, effect).unwrap_or_else(|error| {
            failed.get_or_insert(error);
            true
        })
    });
    failed.map_or(Ok(keyring.unreadable() - before), Err)
}

/// False when nothing of the effect remains.
fn open_effect(
    keyring: &mut Keyring,
    store: &mut impl Store,
    effect: &mut Effect,
) -> Result<bool, StoreError> {
    let opened = match effect {
        Effect::Set { party, attribute, value } if matches!(value, Value::Sealed(_)) => {
            keyring.open(store, party, Place::Attribute(*attribute), value)?.map(|plain| *value = plain)
        }
        Effect::Remember { party, measure, change: Change::Last(value), .. }
            if matches!(value, Value::Sealed(_)) =>
        {
            keyring.open(store, party, Place::Measure(*measure), value)?.map(|plain| *value = plain)
        }
        Effect::Remember { party, measure, change: Change::Occur(value, _), .. }
        | Effect::Filled { known: Remembered { party, measure, value: Some(value), .. }, .. } => {
            open_or_leave(keyring, store, party, *measure, value)?;
            Some(())
        }
        Effect::Inherit { party, measure, state } => {
            open_measure(keyring, store, party, *measure, state)?.then_some(())
        }
        _ => Some(()),
    };
    Ok(opened.is_some())
}

pub(super) fn open_event(
    keyring: &mut Keyring,
    store: &mut impl Store,
    event: &mut Event,
) -> Result<(), StoreError> {
    let party = subject(event).cloned();
    open_each(keyring, store, party.as_ref(), &mut event.sets, Place::Attribute)?;
    let party = person(event).cloned();
    open_each(keyring, store, party.as_ref(), &mut event.fields, Place::Field)?;
    for line in &mut event.lines {
        open_each(keyring, store, party.as_ref(), &mut line.fields, Place::Field)?;
    }
    Ok(())
}

/// Opens the sealed values of a list, dropping those that nothing opens.
pub(super) fn open_each<I: Copy>(
    keyring: &mut Keyring,
    store: &mut impl Store,
    party: Option<&Party>,
    values: &mut Vec<(I, Value)>,
    place: impl Fn(I) -> Place,
) -> Result<(), StoreError> {
    let Some(party) = party else { return Ok(()) };
    if !values.iter().any(|(_, value)| matches!(value, Value::Sealed(_))) {
        return Ok(());
    }
    let mut opened = Vec::with_capacity(values.len());
    for (id, value) in values.drain(..) {
        opened.extend(keyring.open(store, party, place(id), &value)?.map(|value| (id, value)));
    }
    *values = opened;
    Ok(())
}

pub(super) fn open_or_leave(
    keyring: &mut Keyring,
    store: &mut impl Store,
    party: &Party,
    measure: MeasureId,
    value: &mut Value,
) -> Result<(), StoreError> {
    if matches!(value, Value::Sealed(_))
        && let Some(plain) = keyring.open(store, party, Place::Measure(measure), value)?
    {
        *value = plain;
    }
    Ok(())
}

/// Opens what a measure keeps; false when nothing of it remains.
pub(super) fn open_measure(
    keyring: &mut Keyring,
    store: &mut impl Store,
    party: &Party,
    measure: MeasureId,
    state: &mut MeasureState,
) -> Result<bool, StoreError> {
    match state {
        MeasureState::Distinct(values)
            if values.iter().any(|(value, _)| matches!(value, Value::Sealed(_))) =>
        {
            for (value, _) in values.iter_mut() {
                open_or_leave(keyring, store, party, measure, value)?;
            }
            // They were in the order of the plain values, or some of them could not be opened.
            values.sort_by(|(a, _), (b, _)| a.cmp(b));
            Ok(true)
        }
        MeasureState::Last(_, value) if matches!(value, Value::Sealed(_)) => {
            let plain = keyring.open(store, party, Place::Measure(measure), value)?;
            Ok(plain.map(|plain| *value = plain).is_some())
        }
        _ => Ok(true),
    }
}
