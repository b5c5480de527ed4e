//! Time passes: whatever is due happens, in the order of its own time.

use super::{Writer, WriterError};
use crate::store::Store;
use coterie_calendar::Instant;
use coterie_decide::course;
use coterie_decide::due::next_due;
use coterie_decide::record::RecordKey;
use coterie_decide::{Records, Tick};
use coterie_ledger::Party;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many due records are looked up at once, to begin with. What falls due at the very same moment is taken together.
const DUE_PAGE: usize = 50_000;

impl<S: Store> Writer<S> {
    /// Lets everything fall due up to a moment, in the order of nominal time, kind and party, each thing once. Says how many
    /// things were due. It is durable in groups, and can be called again after an interruption.
    pub fn tick(&mut self, up_to: Instant) -> Result<u64, WriterError> {
        self.guard(|writer| {
            let first = writer.cursor.position;
            writer.turn_to_versions(up_to)?;
            writer.sweep(up_to)?;
            Ok(writer.cursor.position - first)
        })
    }

    /// Whether anything is due up to a moment that has not happened yet. Nothing is written by asking.
    pub fn is_anything_due(&mut self, up_to: Instant) -> Result<bool, WriterError> {
        self.settle_begun()?;
        let in_memory: Vec<Party> = self.room.cache.parties.iter().map(|(party, _)| party.clone()).collect();
        for party in &in_memory {
            if self.next_of(party, up_to)?.is_some() {
                return Ok(true);
            }
        }
        for (_, key) in self.room.store.records_due(up_to.millis(), usize::MAX)? {
            if let Some(RecordKey::Party(party)) = RecordKey::from_bytes(&key)
                && self.next_of(&party, up_to)?.is_some()
            {
                return Ok(true);
            }
            self.room.cache.shrink(self.cache_bytes);
        }
        Ok(false)
    }

    /// Before a version begins to hold, everything falls due that was due under the one before.
    pub(super) fn turn_to_versions(&mut self, up_to: Instant) -> Result<(), WriterError> {
        while let Some(from) = self.known.versions.beginning_between(self.cursor.clock, up_to) {
            self.sweep(from.just_before())?;
            self.cursor.clock = from;
        }
        Ok(())
    }

    pub(super) fn sweep(&mut self, up_to: Instant) -> Result<(), WriterError> {
        // What is saved knows when it is due; the few that are not saved are saved first.
        let mut page = DUE_PAGE;
        loop {
            self.save_everything()?;
            let (horizon, last_page) = self.horizon(up_to, page)?;
            let due = self.due(horizon)?;
            self.let_fall(due, up_to, horizon)?;
            if last_page {
                break;
            }
            // A saved due time may be too early (a version to come has other rules): a longer page gets beyond them.
            page = page.saturating_mul(2);
        }
        self.cursor.clock = self.cursor.clock.max(up_to);
        self.note.clock = self.cursor.clock;
        self.commit()
    }

    /// Up to when the next page of due records reaches, and whether it is the last one.
    fn horizon(&self, up_to: Instant, page_len: usize) -> Result<(Instant, bool), WriterError> {
        let page = self.room.store.records_due(up_to.millis(), page_len)?;
        if page.len() < page_len {
            return Ok((up_to, true));
        }
        let last = page.last().and_then(|(at, _)| Instant::from_millis(*at).ok()).unwrap_or(up_to);
        Ok((last, last >= up_to))
    }

    /// What is due up to a moment, by the records as they stand.
    fn due(&mut self, horizon: Instant) -> Result<BinaryHeap<Reverse<Tick>>, WriterError> {
        let mut due = BinaryHeap::new();
        for (_, key) in self.room.store.records_due(horizon.millis(), usize::MAX)? {
            if let Some(RecordKey::Party(party)) = RecordKey::from_bytes(&key) {
                due.extend(self.next_of(&party, horizon)?.map(Reverse));
            }
            // What is due is looked at again when its turn comes, so it need not stay in memory.
            self.room.cache.shrink(self.cache_bytes);
        }
        Ok(due)
    }

    /// The next thing due on a record up to a moment.
    fn next_of(&mut self, party: &Party, horizon: Instant) -> Result<Option<Tick>, WriterError> {
        if self.room.party(party).is_err() {
            self.room.load_party(party)?;
        }
        let Some(engine) = self.known.versions.at(horizon) else { return Ok(None) };
        let record = self.room.party(party).ok().flatten();
        Ok(record.and_then(|record| next_due(engine, party, record)).filter(|tick| tick.at <= horizon))
    }

    fn let_fall(
        &mut self,
        mut due: BinaryHeap<Reverse<Tick>>,
        up_to: Instant,
        horizon: Instant,
    ) -> Result<(), WriterError> {
        while let Some(Reverse(tick)) = due.pop() {
            // Something that happened meanwhile may have changed what is due; then it stands in the heap anew.
            if self.next_of(&tick.party, horizon)?.as_ref() != Some(&tick) {
                continue;
            }
            let mut touched: Vec<Party> = Vec::new();
            self.drive(|versions, room, cursor, happened| {
                course::fall_due(versions, room, cursor, up_to, tick.clone(), &mut |one| {
                    for key in &one.changed {
                        if let RecordKey::Party(party) = key {
                            touched.push(party.clone());
                        }
                    }
                    happened.push(one);
                })
            })?;
            touched.push(tick.party);
            touched.sort_unstable();
            touched.dedup();
            for party in touched {
                due.extend(self.next_of(&party, horizon)?.map(Reverse));
            }
            self.note.clock = self.cursor.clock;
            if self.room.pending.entries.len() >= super::GROUP_EVENTS_MAX {
                self.begin()?;
            }
        }
        self.commit()
    }
}
