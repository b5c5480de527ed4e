//! Making the group durable, with the records that are due for saving.

use super::begun::Begun;
use super::note::NOTE_NAME;
use super::pending::Pending;
use super::room::Room;
use super::{Writer, WriterError};
use crate::codec::{RecordRef, record_state};
use crate::sealing::{seal_entry_record, seal_party_record};
use crate::store::{Group, NewSnapshot, Store};
use coterie_decide::record::RecordKey;
use coterie_decide::tidy;
use std::borrow::Cow;
use std::sync::Arc;

/// How far records may lag behind the journal, in entries: so many are folded again when opening, in a fraction of a second.
pub(crate) const LAG_ENTRIES_MAX: u64 = 20_000;
/// How much further saving goes when it begins: some records together, and no more than that, so that one group has about as
/// much to write as the next and neither thread waits for the other.
const LAG_ENTRIES_SLACK: u64 = 1_000;
/// How many records may be dirty at once.
const DIRTY_RECORDS_MAX: usize = 30_000;
/// How many records one group saves at most for each of its entries, and at least: more than events change, so that saving
/// keeps up; and few, so that no group waits for it.
const SAVES_PER_ENTRY: usize = 4;
const SAVES_MIN: usize = 256;
/// How many records are saved at once when memory is short or everything is saved.
const SAVES_MAX: usize = 4_096;

impl<S: Store> Writer<S> {
    /// Commits the group in the making, and saves what is due.
    pub(super) fn commit(&mut self) -> Result<(), WriterError> {
        self.begin()?;
        self.settle_begun()
    }

    /// Begins to make the group in the making durable, and to save what is due; the group before is settled.
    pub(super) fn begin(&mut self) -> Result<(), WriterError> {
        let keys = self.due_for_saving();
        self.begin_saving(&keys)
    }

    /// Waits until the group that was begun is durable. If it is not to be, the writer stops.
    pub(super) fn settle_begun(&mut self) -> Result<(), WriterError> {
        self.guard(|writer| {
            writer.room.store.settle()?;
            writer.settled();
            Ok(())
        })
    }

    /// The group that was begun is durable.
    fn settled(&mut self) {
        let begun = std::mem::take(&mut self.room.begun);
        if let Some(observer) = &mut self.observer {
            for (position, entry) in begun.entries() {
                observer(position, entry);
            }
        }
    }

    /// Saves all records, so that opening finds nothing to fold. Ends what [`Writer::into_store`] begins.
    pub fn save_all(&mut self) -> Result<(), WriterError> {
        self.guard(Self::save_everything)
    }

    pub(super) fn save_everything(&mut self) -> Result<(), WriterError> {
        loop {
            let keys = self.room.cache.longest_dirty(SAVES_MAX, u64::MAX);
            if keys.is_empty() && self.room.pending.entries.is_empty() && self.note == self.noted {
                return self.settle_begun();
            }
            self.begin_saving(&keys)?;
        }
    }

    /// The longest dirty records, when there are too many, or they are too old, or memory is short.
    fn due_for_saving(&self) -> Vec<RecordKey> {
        let cache = &self.room.cache;
        let end = self.room.pending.end();
        let Some(oldest) = cache.oldest_dirty() else { return Vec::new() };
        if cache.is_short(self.cache_bytes) {
            return cache.longest_dirty(SAVES_MAX, u64::MAX);
        }
        let count = (SAVES_PER_ENTRY * self.room.pending.entries.len()).max(SAVES_MIN);
        if cache.dirty_count() > DIRTY_RECORDS_MAX {
            return cache.longest_dirty(count, u64::MAX);
        }
        if end.saturating_sub(oldest) > LAG_ENTRIES_MAX {
            return cache.longest_dirty(count, end - LAG_ENTRIES_MAX + LAG_ENTRIES_SLACK);
        }
        Vec::new()
    }

    fn begin_saving(&mut self, keys: &[RecordKey]) -> Result<(), WriterError> {
        let mut snapshots = Vec::with_capacity(keys.len());
        for key in keys {
            snapshots.extend(self.snapshot(key)?);
        }
        let mut meta = Vec::new();
        if self.note != self.noted {
            meta.push((
                NOTE_NAME.to_owned(),
                minicbor::to_vec(&self.note).expect("a vector takes any bytes"),
            ));
        }
        let Room { store, cache, keyring, pending, .. } = &mut self.room;
        if pending.entries.is_empty() && snapshots.is_empty() && meta.is_empty() {
            return self.settle_begun();
        }
        let end = pending.end();
        let Pending { first_position, encoded, entries, keys: new_keys, by_key } = pending.next();
        let group = Arc::new(Group {
            first_position,
            entries: Cow::Owned(encoded),
            keys: new_keys,
            snapshots,
            secrets: keyring.take_fresh(),
            meta,
            recover_from: cache.recover_from(keys.len(), end).min(self.applying.unwrap_or(u64::MAX)),
        });
        store.begin(Arc::clone(&group))?;
        // From here on the group before is durable, and this one stands where it stood.
        self.settled();
        for NewSnapshot { key, state, .. } in &group.snapshots {
            self.room.cache.saved.put(key, state);
        }
        self.room.begun = Begun::new(group, entries, by_key);
        self.room.cache.clean(keys.len());
        self.noted.clone_from(&self.note);
        self.room.cache.shrink(self.cache_bytes);
        self.room.forget_positions();
        Ok(())
    }

    /// A record as it is to be saved: tidied, and sealed.
    fn snapshot(&mut self, key: &RecordKey) -> Result<Option<NewSnapshot>, WriterError> {
        let clock = self.cursor.clock;
        let Room { store, cache, keyring, .. } = &mut self.room;
        let personal = &self.known.personal;
        let (as_of, next_due, state) = match key {
            RecordKey::Party(party) => {
                let Some(record) = cache.parties.get_mut(party) else { return Ok(None) };
                let due = self.known.due_hint(party, record, clock);
                // What is overdue is still to be decided as of its own time.
                let as_of = due.map_or(clock, |due| due.min(clock));
                tidy(&self.known.versions, &self.note.closed, record, as_of);
                let sealed = seal_party_record(keyring, store, personal, party, record)?;
                let state = record_state(RecordRef::Party(sealed.as_ref().unwrap_or(record)));
                (record.as_of, due, state)
            }
            RecordKey::Entry(position) => {
                let Some(record) = cache.entries.get(position).flatten() else { return Ok(None) };
                let sealed = seal_entry_record(keyring, store, personal, record)?;
                (record.as_of, None, record_state(RecordRef::Entry(sealed.as_ref().unwrap_or(record))))
            }
            RecordKey::Voucher(code) => {
                let Some(record) = cache.vouchers.get(code).flatten() else { return Ok(None) };
                (record.as_of, None, record_state(RecordRef::Voucher(record)))
            }
        };
        let next_due = next_due.map(coterie_calendar::Instant::millis);
        Ok(Some(NewSnapshot { key: key.to_bytes(), next_due, as_of, state }))
    }
}
