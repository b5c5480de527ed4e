//! Records in memory: a cache, bounded in bytes.
//!
//! A record is *unknown* (nobody has looked), *absent* (looked up, not there), or there; and if there, *clean* (as saved) or
//! *dirty* (changed since the journal entry at a position). Dirty records are saved behind the journal, the longest dirty
//! first, with the groups that are committed anyway; clean ones that nobody touched lately are forgotten.

mod saved;
mod shelf;
mod size;

pub(crate) use saved::Saved;
pub(crate) use shelf::Shelf;
pub(crate) use size::{entry_bytes, party_bytes, voucher_bytes};

use compact_str::CompactString;
use coterie_decide::record::{EntryRecord, PartyRecord, RecordKey, VoucherRecord};
use coterie_ledger::Party;
use std::collections::VecDeque;

/// One in so many bytes of the memory for records is for opened ones; the rest is for their bytes as saved. Few are touched again
/// soon: partners, those who shop several times a day, and what is not saved yet.
const OPENED_PART: usize = 6;

/// All records in memory.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    pub(crate) parties: Shelf<Party, PartyRecord>,
    pub(crate) entries: Shelf<u64, EntryRecord>,
    pub(crate) vouchers: Shelf<CompactString, VoucherRecord>,
    /// What the store has, as far as it is at hand.
    pub(crate) saved: Saved,
    /// Dirty records by the position of the first entry that is not saved in them, ascending.
    dirty: VecDeque<(u64, RecordKey)>,
}

impl Cache {
    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.opened_bytes() + self.saved.bytes()
    }

    fn opened_bytes(&self) -> usize {
        self.parties.bytes() + self.entries.bytes() + self.vouchers.bytes()
    }

    /// Whether dirty records must be saved, because they leave no room for others in so many bytes.
    pub(crate) fn is_short(&self, bytes_max: usize) -> bool {
        self.opened_bytes() > bytes_max / OPENED_PART
    }

    /// How many records are dirty.
    pub(crate) fn dirty_count(&self) -> usize {
        self.dirty.len()
    }

    /// The position of the first entry that some record has not saved.
    pub(crate) fn oldest_dirty(&self) -> Option<u64> {
        self.dirty.front().map(|(position, _)| *position)
    }

    /// Notes that the entry at a position changed a record.
    pub(crate) fn changed(&mut self, key: &RecordKey, position: u64) {
        let newly = match key {
            RecordKey::Party(party) => {
                self.parties.changed(party, position, |record| party_bytes(party, record))
            }
            RecordKey::Entry(at) => self.entries.changed(at, position, entry_bytes),
            RecordKey::Voucher(code) => self.vouchers.changed(code, position, |_| voucher_bytes(code)),
        };
        if newly {
            self.dirty.push_back((position, key.clone()));
        }
    }

    /// The records that have been dirty longest: at most `count`, those changed first at or before `up_to`.
    pub(crate) fn longest_dirty(&self, count: usize, up_to: u64) -> Vec<RecordKey> {
        let old = self.dirty.iter().take(count).take_while(|(position, _)| *position <= up_to);
        old.map(|(_, key)| key.clone()).collect()
    }

    /// The first position that must be folded again when the `saved` longest dirty records have been saved.
    pub(crate) fn recover_from(&self, saved: usize, end: u64) -> u64 {
        self.dirty.get(saved).map_or(end, |(position, _)| *position)
    }

    /// The longest dirty records, so many, are saved.
    pub(crate) fn clean(&mut self, count: usize) {
        for (_, key) in self.dirty.drain(..count) {
            match &key {
                RecordKey::Party(party) => self.parties.clean(party),
                RecordKey::Entry(at) => self.entries.clean(at),
                RecordKey::Voucher(code) => self.vouchers.clean(code),
            }
        }
    }

    /// The parties that are dirty.
    pub(crate) fn dirty_parties(&self) -> impl Iterator<Item = &Party> {
        self.dirty.iter().filter_map(|(_, key)| match key {
            RecordKey::Party(party) => Some(party),
            _ => None,
        })
    }

    /// Forgets clean records that were not touched lately, until `bytes_max` is kept or none is left.
    pub(crate) fn shrink(&mut self, bytes_max: usize) {
        self.shrink_opened(bytes_max / OPENED_PART);
        self.saved.shrink(bytes_max.saturating_sub(self.opened_bytes()));
    }

    fn shrink_opened(&mut self, bytes_max: usize) {
        let over = self.opened_bytes().saturating_sub(bytes_max);
        if over > 0 {
            // Event records come back from the journal, so they go first.
            let mut freed = self.entries.shrink(over);
            freed += self.vouchers.shrink(over.saturating_sub(freed));
            self.parties.shrink(over.saturating_sub(freed));
        }
    }

    /// Forgets everything that is clean.
    pub(crate) fn forget_clean(&mut self) {
        self.shrink(0);
    }
}
