//! Records made anew from the journal's entries, from the first on, wholly in memory: for checking and for back-filling.
//!
//! Of the events, only those are kept that a later entry changes; the others' records are rebuilt when somebody reads them.

use crate::identity::Identity;
use crate::store::Store;
use crate::writer::WriterError;
use crate::writer::room::{Room, as_record, decoded};
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_decide::decision::Effect;
use coterie_decide::record::{EntryRecord, PartyRecord, RecordKey, VoucherRecord};
use coterie_decide::{DecideError, Entry, FoldInto, Origin, Records, Unloaded};
use coterie_ledger::Party;
use rustc_hash::{FxHashMap, FxHashSet};

/// All records up to a position.
pub(crate) struct Replay {
    pub(crate) parties: FxHashMap<Party, PartyRecord>,
    pub(crate) vouchers: FxHashMap<CompactString, VoucherRecord>,
    entries: FxHashMap<u64, EntryRecord>,
    positions: FxHashMap<[u8; 16], u64>,
    /// Events that some entry changes.
    changed_later: FxHashSet<u64>,
    identity: Identity,
    /// The entry at hand.
    position: u64,
}

impl Replay {
    /// Nothing yet, for a journal whose entries change these earlier events.
    pub(crate) fn new(changed_later: FxHashSet<u64>, identity: Identity) -> Self {
        Self {
            parties: FxHashMap::default(),
            vouchers: FxHashMap::default(),
            entries: FxHashMap::default(),
            positions: FxHashMap::default(),
            changed_later,
            identity,
            position: 0,
        }
    }

    /// Turns to an entry.
    pub(crate) fn turn_to(&mut self, position: u64, entry: &Entry) {
        self.position = position;
        if let Origin::Event(event) = &entry.origin {
            let key = self.identity.key(&event.source, &event.id);
            self.positions.entry(key).or_insert(position);
        }
    }

    /// An event's record that was kept.
    pub(crate) fn entry_record(&self, position: u64) -> Option<&EntryRecord> {
        self.entries.get(&position)
    }

    /// Runs something that reads records, rebuilding those of events that it misses.
    pub(crate) fn with_events<S: Store, T>(
        &mut self,
        room: &mut Room<S>,
        mut run: impl FnMut(&mut Self) -> Result<T, DecideError>,
    ) -> Result<T, WriterError> {
        loop {
            match run(self) {
                Err(DecideError::Unloaded(Unloaded::Record(RecordKey::Entry(position)))) => {
                    let record = room.entry_at(position)?.and_then(|entry| as_record(position, &entry));
                    let record = record
                        .ok_or_else(|| WriterError::Undecided(format!("no event stands at {position}")))?;
                    self.entries.insert(position, record);
                }
                other => return Ok(other?),
            }
        }
    }

    /// Forgets records of events that nothing changes.
    pub(crate) fn forget_unchanged(&mut self) {
        let changed_later = &self.changed_later;
        self.entries.retain(|position, _| changed_later.contains(position));
    }
}

/// The earlier events that the entries of a journal change.
pub(crate) fn changed_later<S: Store>(room: &Room<S>, up_to: u64) -> Result<FxHashSet<u64>, WriterError> {
    let mut changed = FxHashSet::default();
    for block in room.store.blocks_from(0) {
        for (position, bytes) in block?.positions().filter(|(position, _)| *position < up_to) {
            note_changed(&decoded(position, bytes)?, &mut changed);
        }
    }
    Ok(changed)
}

/// Adds the earlier events that an entry changes.
pub(crate) fn note_changed(entry: &Entry, changed: &mut FxHashSet<u64>) {
    changed.extend(entry.decision.effects.iter().filter_map(Effect::earlier));
}

impl Records for Replay {
    fn party(&self, party: &Party) -> Result<Option<&PartyRecord>, Unloaded> {
        Ok(self.parties.get(party))
    }

    fn entry(&self, position: u64) -> Result<Option<&EntryRecord>, Unloaded> {
        self.entries.get(&position).map(Some).ok_or(Unloaded::Record(RecordKey::Entry(position)))
    }

    fn voucher(&self, code: &str) -> Result<Option<&VoucherRecord>, Unloaded> {
        Ok(self.vouchers.get(code))
    }

    fn position(&self, source: &str, id: &str) -> Result<Option<u64>, Unloaded> {
        // The entry at hand is not there yet for its own decision.
        let known = self.positions.get(&self.identity.key(source, id)).copied();
        Ok(known.filter(|position| *position < self.position))
    }
}

impl FoldInto for Replay {
    fn party_mut(&mut self, party: &Party) -> &mut PartyRecord {
        if !self.parties.contains_key(party) {
            self.parties.insert(party.clone(), PartyRecord::new(Instant::MIN));
        }
        self.parties.get_mut(party).expect("it was just put there")
    }

    fn entry_mut(&mut self, position: u64) -> Option<&mut EntryRecord> {
        self.entries.get_mut(&position)
    }

    fn put_voucher(&mut self, code: &str, record: VoucherRecord) {
        self.vouchers.insert(code.into(), record);
    }

    fn voucher_as_of(&self, code: &str) -> Option<u64> {
        self.vouchers.get(code).map(|voucher| voucher.as_of)
    }

    fn wants(&self, _: &Entry) -> bool {
        self.changed_later.contains(&self.position)
    }

    fn note_entry(&mut self, position: u64, record: EntryRecord) {
        self.entries.insert(position, record);
    }
}
