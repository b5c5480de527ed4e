//! Saved records against the fold, each at the very entry as of which it was saved.

use super::Wrong;
use crate::replay::Replay;
use crate::store::{Store, StoreError};
use crate::writer::note::Note;
use crate::writer::room::Room;
use crate::writer::versions::Known;
use coterie_decide::record::{Record, RecordKey};
use coterie_decide::tidy;
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;

/// As of where each record was saved.
pub(super) struct Snapshots {
    as_of: FxHashMap<RecordKey, u64>,
    recover_from: u64,
    /// Not before any record was saved.
    noted: Note,
    same: u64,
}

impl Snapshots {
    pub(super) fn read(store: &impl Store, noted: Note) -> Result<Self, StoreError> {
        let mut as_of = FxHashMap::default();
        store.each_record(&mut |key, snapshot| {
            if let Some(key) = RecordKey::from_bytes(key) {
                as_of.insert(key, snapshot.as_of);
            }
            ControlFlow::Continue(())
        })?;
        Ok(Self { as_of, recover_from: store.head().recover_from, noted, same: 0 })
    }

    /// After an entry was folded: compares the records that were saved as of it.
    pub(super) fn changed<S: Store>(
        &mut self,
        room: &mut Room<S>,
        replay: &Replay,
        known: &Known,
        position: u64,
        changed: &[RecordKey],
    ) -> Result<(), Wrong> {
        for key in changed {
            let as_of = self.as_of.get(key).copied();
            if as_of == Some(position + 1) {
                let as_of = position + 1;
                if let Some(what) = differs(room, replay, known, &self.noted, key)? {
                    return Err(Wrong::Record { key: key.clone(), as_of, what });
                }
                self.same += 1;
                self.as_of.insert(key.clone(), SEEN);
            } else if position < self.recover_from && as_of.is_none_or(|as_of| as_of <= position) {
                let as_of = as_of.unwrap_or(0);
                return Err(Wrong::Record {
                    key: key.clone(),
                    as_of,
                    what: "a later entry is missing in it",
                });
            } else if as_of == Some(SEEN) && position < self.recover_from {
                return Err(Wrong::Record {
                    key: key.clone(),
                    as_of: position,
                    what: "a later entry is missing in it",
                });
            }
        }
        Ok(())
    }

    /// What the writer noted last.
    pub(super) fn noted(&self) -> &Note {
        &self.noted
    }

    /// Every saved record must have been met, and must not say that it falls due later than it does. Says how many there are.
    pub(super) fn finish<S: Store>(self, room: &mut Room<S>, known: &Known) -> Result<u64, Wrong> {
        if let Some((key, as_of)) = self.as_of.iter().find(|(_, as_of)| **as_of != SEEN) {
            let (key, as_of) = (key.clone(), *as_of);
            return Err(Wrong::Record { key, as_of, what: "no entry changed it last there" });
        }
        for (key, _) in self.as_of {
            if let RecordKey::Party(party) = &key
                && let Some(Record::Party(record)) = room.stored(&key)?
                && let Some(snapshot) = room.store.record(&key.to_bytes())?
                && let Some(due) = known.due_hint(party, &record, self.noted.clock)
                && snapshot.next_due.is_none_or(|said| said > due.millis())
            {
                let what = "something on it falls due before the time that is saved with it";
                return Err(Wrong::Record { key, as_of: snapshot.as_of, what });
            }
        }
        Ok(self.same)
    }
}

/// Stands for a record that was compared.
const SEEN: u64 = u64::MAX;

/// What differs between a saved record and the fold; both are tidied as of what the writer noted last, since tidying early and
/// again later is tidying later.
fn differs<S: Store>(
    room: &mut Room<S>,
    replay: &Replay,
    known: &Known,
    noted: &Note,
    key: &RecordKey,
) -> Result<Option<&'static str>, Wrong> {
    let Some(saved) = room.stored(key)? else { return Ok(Some("it is not there")) };
    Ok(match (key, saved) {
        (RecordKey::Party(party), Record::Party(mut saved)) => {
            let Some(folded) = replay.parties.get(party) else { return Ok(Some("it should not be there")) };
            let mut folded = folded.clone();
            tidy(&known.versions, &noted.closed, &mut saved, noted.clock);
            tidy(&known.versions, &noted.closed, &mut folded, noted.clock);
            [
                (saved.attributes == folded.attributes, "attributes"),
                (saved.relations == folded.relations, "relations"),
                (saved.wallets == folded.wallets, "wallets"),
                (saved.books == folded.books, "books"),
                (saved.measures == folded.measures, "measures"),
                (saved.counters == folded.counters, "counters"),
                (saved == folded, "tiers, times or what it became part of"),
            ]
            .into_iter()
            .find_map(|(same, what)| (!same).then_some(what))
        }
        (RecordKey::Entry(position), Record::Entry(saved)) => {
            (replay.entry_record(*position) != Some(&saved)).then_some("what remains of the event")
        }
        (RecordKey::Voucher(code), Record::Voucher(saved)) => {
            (replay.vouchers.get(code) != Some(&saved)).then_some("the voucher")
        }
        _ => Some("it is a record of another kind"),
    })
}
