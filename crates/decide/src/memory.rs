//! Records held wholly in memory: for simulations, tests and plans, where nothing is ever missing.

use crate::PLATFORM;
use crate::entry::{Entry, Origin};
use crate::fold::FoldInto;
use crate::record::{EntryRecord, PartyRecord, VoucherRecord};
use crate::records::{Records, Unloaded};
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_ledger::Party;
use coterie_program::builtin::{field, kind};
use coterie_program::event::Event;
use rustc_hash::{FxHashMap, FxHashSet};

/// All records, in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryRecords {
    parties: FxHashMap<Party, PartyRecord>,
    entries: FxHashMap<u64, EntryRecord>,
    vouchers: FxHashMap<CompactString, VoucherRecord>,
    positions: FxHashMap<(CompactString, CompactString), u64>,
    /// The events whose records are kept; none: all.
    kept: Option<Referred>,
}

/// The events that later events refer to, gathered by a first walk over a history, so that a second one need not keep the
/// record of every event.
#[derive(Clone, Debug, Default)]
pub struct Referred {
    /// Ids by source.
    ids: FxHashMap<CompactString, FxHashSet<CompactString>>,
}

impl Referred {
    /// Notes which earlier events an event refers to.
    pub fn note(&mut self, event: &Event) {
        for of in [field::PURCHASE, field::HOLD, field::REDEMPTION, field::OF, field::SUPERSEDES] {
            if let Some(id) = event.text(of) {
                self.ids.entry(event.source.clone()).or_default().insert(id.into());
            }
        }
        // A close that is approved may be the platform's own.
        if let (kind::APPROVAL, Some(id)) = (event.kind, event.text(field::OF)) {
            self.ids.entry(PLATFORM.into()).or_default().insert(id.into());
        }
    }

    /// Whether an event's record will be asked for. A hold's always may be: it lapses by itself.
    pub fn includes(&self, event: &Event) -> bool {
        event.kind == kind::HOLD
            || self.ids.get(event.source.as_str()).is_some_and(|ids| ids.contains(event.id.as_str()))
    }
}

impl MemoryRecords {
    /// Records that keep, of events, only those that are referred to. An event that is said twice is not recognised.
    pub fn keeping(referred: Referred) -> Self {
        Self { kept: Some(referred), ..Self::default() }
    }

    /// Notes where an event stands, and what remains of it.
    pub fn note_event(&mut self, position: u64, record: EntryRecord) {
        let id = (record.event.source.clone(), record.event.id.clone());
        self.positions.insert(id, position);
        self.entries.insert(position, record);
    }

    /// All parties and their records, in the order of their names.
    pub fn parties(&self) -> Vec<(&Party, &PartyRecord)> {
        let mut all: Vec<_> = self.parties.iter().collect();
        all.sort_unstable_by_key(|(party, _)| *party);
        all
    }

    /// All parties' records, in no order.
    pub fn each_party(&self) -> impl Iterator<Item = (&Party, &PartyRecord)> {
        self.parties.iter()
    }
}

impl Records for MemoryRecords {
    fn party(&self, party: &Party) -> Result<Option<&PartyRecord>, Unloaded> {
        Ok(self.parties.get(party))
    }

    fn entry(&self, position: u64) -> Result<Option<&EntryRecord>, Unloaded> {
        Ok(self.entries.get(&position))
    }

    fn voucher(&self, code: &str) -> Result<Option<&VoucherRecord>, Unloaded> {
        Ok(self.vouchers.get(code))
    }

    fn position(&self, source: &str, id: &str) -> Result<Option<u64>, Unloaded> {
        if self.positions.is_empty() {
            return Ok(None);
        }
        Ok(self.positions.get(&(source.into(), id.into())).copied())
    }
}

impl FoldInto for MemoryRecords {
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

    fn wants(&self, entry: &Entry) -> bool {
        match (&self.kept, &entry.origin) {
            (Some(kept), Origin::Event(event)) => kept.includes(event),
            _ => true,
        }
    }

    fn note_entry(&mut self, position: u64, record: EntryRecord) {
        self.note_event(position, record);
    }
}
