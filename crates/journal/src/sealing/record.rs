//! Sealing and opening the personal values of a saved record.

use super::entry::{open_each, open_event, open_measure, open_or_leave, seal_event, seal_measure};
use super::{Keyring, Personal, Place};
use crate::store::{Store, StoreError};
use coterie_decide::record::{EntryRecord, PartyRecord, Record};
use coterie_ledger::Party;

/// The record with its personal values sealed; `None` when it has none.
pub(crate) fn seal_party_record(
    keyring: &mut Keyring,
    store: &mut impl Store,
    personal: &Personal,
    party: &Party,
    record: &PartyRecord,
) -> Result<Option<PartyRecord>, StoreError> {
    let is_personal = personal.any()
        && (record.attributes.iter().any(|(id, _)| personal.attribute(*id))
            || record.measures.iter().any(|(id, _)| personal.measure(*id)));
    if !is_personal {
        return Ok(None);
    }
    let mut record = record.clone();
    for (id, value) in record.attributes.iter_mut().filter(|(id, _)| personal.attribute(*id)) {
        *value = keyring.seal(store, party, Place::Attribute(*id), value)?;
    }
    for (id, state) in record.measures.iter_mut().filter(|(id, _)| personal.measure(*id)) {
        seal_measure(keyring, store, party, *id, state)?;
    }
    Ok(Some(record))
}

/// The record with its personal values sealed; `None` when nothing in the program is personal.
pub(crate) fn seal_entry_record(
    keyring: &mut Keyring,
    store: &mut impl Store,
    personal: &Personal,
    record: &EntryRecord,
) -> Result<Option<EntryRecord>, StoreError> {
    if !personal.any() {
        return Ok(None);
    }
    let mut record = record.clone();
    seal_event(keyring, store, personal, &mut record.event)?;
    for known in record.remembered.iter_mut().filter(|known| personal.measure(known.measure)) {
        if let Some(value) = &mut known.value {
            *value = keyring.seal(store, &known.party, Place::Measure(known.measure), value)?;
        }
    }
    Ok(Some(record))
}

/// Opens what is sealed in a record that was read. What no key opens reads as absent.
pub(crate) fn open_record(
    keyring: &mut Keyring,
    store: &mut impl Store,
    party: Option<&Party>,
    record: &mut Record,
) -> Result<(), StoreError> {
    match record {
        Record::Party(record) => {
            let Some(party) = party else { return Ok(()) };
            open_each(keyring, store, Some(party), &mut record.attributes, Place::Attribute)?;
            let mut measures = Vec::with_capacity(record.measures.len());
            for (id, mut state) in record.measures.drain(..) {
                if open_measure(keyring, store, party, id, &mut state)? {
                    measures.push((id, state));
                }
            }
            record.measures = measures;
        }
        Record::Entry(record) => {
            open_event(keyring, store, &mut record.event)?;
            for known in &mut record.remembered {
                if let Some(value) = &mut known.value {
                    open_or_leave(keyring, store, &known.party, known.measure, value)?;
                }
            }
        }
        Record::Voucher(_) => {}
    }
    Ok(())
}
