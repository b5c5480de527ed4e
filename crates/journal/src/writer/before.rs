//! Records as they stood before an entry, made anew in plain memory for whoever asks about the past.

use super::{Writer, WriterError};
use crate::backfilled::put;
use crate::store::Store;
use coterie_decide::{FoldInto as _, MemoryRecords, Origin, Referred, fold};

impl<S: Store> Writer<S> {
    /// All parties' records as they stood before a position; of events, the records of those to which an event up to and with
    /// that position refers. What a version's new measures remembered of the past is in them from that version on.
    ///
    /// Two walks: `passed` is called with how many entries of both are behind.
    pub fn records_before(
        &mut self,
        position: u64,
        passed: &mut dyn FnMut(u64),
    ) -> Result<MemoryRecords, WriterError> {
        self.settle_begun()?;
        let mut referred = Referred::default();
        let mut next = 0;
        while next <= position
            && let Some(block) = self.room.block(next)?
        {
            for (at, bytes) in block.positions().filter(|(at, _)| *at <= position) {
                if let Origin::Event(event) = &self.room.open(at, bytes)?.origin {
                    referred.note(event);
                }
                passed(at);
            }
            next = block.end();
        }
        let mut records = MemoryRecords::keeping(referred);
        next = 0;
        while next < position
            && let Some(block) = self.room.block(next)?
        {
            for (at, bytes) in block.positions().filter(|(at, _)| *at < position) {
                let entry = self.room.open(at, bytes)?;
                fold(&mut records, at, &entry)?;
                if let Origin::Apply(apply) = &entry.origin {
                    for (party, states) in &self.backfilled_by(apply, at)? {
                        let record = records.party_mut(party);
                        put(&mut record.measures, states);
                        record.as_of = at + 1;
                    }
                }
                passed(position + at);
            }
            next = block.end();
        }
        Ok(records)
    }
}
