//! Applying a program.

use super::{ApplyError, Writer, WriterError};
use crate::backfilled::{States, digest, new_measures, put, walk};
use crate::codec::read_record;
use crate::store::Store;
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_decide::course::Happened;
use coterie_decide::decision::Decision;
use coterie_decide::entry::Apply;
use coterie_decide::record::{MeasureState, PartyRecord, Record, RecordKey};
use coterie_decide::{Entry, FoldInto, Origin, Records, Stats};
use coterie_ledger::Party;
use coterie_program::compiled::Program;
use coterie_program::diagnostic::Diagnostic;
use coterie_program::ids::{AccountId, MeasureId};
use coterie_program::succession;
use std::ops::ControlFlow;
use std::sync::Arc;

/// A program that was applied.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Where its entry stands.
    pub position: u64,
    /// Its version.
    pub version: u32,
    /// What is probably not meant.
    pub warnings: Vec<Diagnostic>,
}

impl<S: Store> Writer<S> {
    /// Applies a program that holds from an instant on, which must not be before the journal's clock: what is decided stays
    /// as it was decided.
    pub fn apply(&mut self, text: &str, from: Instant, by: &str) -> Result<Applied, ApplyError> {
        self.settle_begun()?;
        let checked = coterie_program::compile(text, &self.known.registry()).map_err(ApplyError::Mistakes)?;
        let last = self.known.versions.newest().map(|(begins, _)| begins);
        let decided_up_to = last.map_or(self.cursor.clock, |last| last.max(self.cursor.clock));
        if from < decided_up_to {
            return Err(ApplyError::RewritesThePast { from, decided_up_to });
        }
        let before: Vec<&Program> = self.known.versions.iter().map(|(_, engine)| &*engine.program).collect();
        let changed = succession::changed(&before, &checked.program);
        if !changed.is_empty() {
            return Err(ApplyError::Redefined(changed));
        }
        let dropped = self.dropped_with_balance(&checked.program)?;
        if !dropped.is_empty() {
            return Err(ApplyError::DroppedWithBalance(dropped));
        }
        let version = self.known.next_number();
        let before = self.known.versions.newest().map(|(_, engine)| Arc::clone(&engine.program));
        let new = before.map(|before| new_measures(&checked.program, &before)).unwrap_or_default();
        let mut apply = Apply {
            version,
            from,
            text: text.to_owned(),
            registry: checked.program.registry.clone(),
            backfilled: None,
        };
        let position = self.guard(|writer| {
            let secret = writer.room.identity.secret();
            if from <= writer.cursor.clock {
                // Whatever was due before it holds is decided by the version before.
                writer.sweep(from.just_before())?;
            }
            // Records that are saved must not run ahead of the entry.
            writer.commit()?;
            let position = writer.cursor.position;
            writer.known.add(from, checked.program, (version, position), secret);
            let states = writer.backfill(&new, position)?;
            if !new.is_empty() {
                apply.backfilled = Some(digest(&states));
            }
            let entry = Entry {
                clock: writer.cursor.clock,
                version,
                by: CompactString::new(by),
                origin: Origin::Apply(apply),
                decision: Decision::default(),
            };
            writer.take_in(Happened { position, entry, changed: Vec::new(), stats: Stats::default() })?;
            writer.note.applied.push(position);
            writer.cursor.position += 1;
            writer.applying = Some(position);
            writer.commit()?;
            writer.put_backfilled(&states, position)?;
            writer.refresh_due_times()?;
            writer.applying = None;
            Ok(position)
        })?;
        Ok(Applied { position, version, warnings: checked.warnings })
    }

    /// What new measures remember of the entries before a position.
    pub(super) fn backfill(&mut self, new: &[MeasureId], position: u64) -> Result<States, WriterError> {
        match self.known.versions.newest() {
            Some((_, engine)) if !new.is_empty() => walk(&mut self.room, &Arc::clone(engine), new, position),
            _ => Ok(States::new()),
        }
    }

    /// Puts what was back-filled into the records that have not received it, and saves them.
    pub(super) fn put_backfilled(&mut self, states: &States, position: u64) -> Result<(), WriterError> {
        for (party, states) in states {
            if self.room.party(party).is_err() {
                self.room.load_party(party)?;
            }
            self.receive(party, states, position)?;
            self.save_if_short()?;
        }
        self.save_everything()
    }

    /// Puts what was back-filled into a loaded record, unless it has received it.
    pub(super) fn receive(
        &mut self,
        party: &Party,
        states: &[(MeasureId, MeasureState)],
        position: u64,
    ) -> Result<(), WriterError> {
        let record = self.room.party_mut(party);
        if record.as_of <= position {
            put(&mut record.measures, states);
            record.as_of = position + 1;
            self.room.cache.changed(&RecordKey::Party(party.clone()), position);
        }
        self.room.check()
    }

    /// Saves anew when records fall due, where the newest version changes it.
    pub(super) fn refresh_due_times(&mut self) -> Result<(), WriterError> {
        self.save_everything()?;
        let mut keys = Vec::new();
        self.room.store.each_record(&mut |key, snapshot| {
            if let Some(RecordKey::Party(party)) = RecordKey::from_bytes(key) {
                keys.push((party, snapshot.next_due));
            }
            ControlFlow::Continue(())
        })?;
        let position = self.cursor.position;
        for (party, saved) in keys {
            if self.room.party(&party).is_err() {
                self.room.load_party(&party)?;
            }
            let Some(record) = self.room.party(&party).ok().flatten() else { continue };
            let due = self.known.due_hint(&party, record, self.cursor.clock).map(Instant::millis);
            if due != saved {
                self.room.cache.changed(&RecordKey::Party(party), position);
            }
            self.save_if_short()?;
        }
        self.save_everything()
    }

    /// Saves and forgets records on a long way through all of them.
    fn save_if_short(&mut self) -> Result<(), WriterError> {
        if self.room.cache.is_short(self.cache_bytes) && self.room.cache.dirty_count() > 0 {
            return self.commit();
        }
        self.room.cache.shrink(self.cache_bytes);
        Ok(())
    }

    /// The accounts that a program does not name any more, though somebody still holds something of them.
    fn dropped_with_balance(&mut self, program: &Program) -> Result<Vec<String>, WriterError> {
        let Some((_, newest)) = self.known.versions.newest() else { return Ok(Vec::new()) };
        let mut dropped: Vec<(AccountId, String, bool)> = newest
            .program
            .accounts
            .iter()
            .filter(|(id, _)| program.accounts.get(*id).is_none())
            .map(|(id, account)| (id, account.name.clone(), false))
            .collect();
        if dropped.is_empty() {
            return Ok(Vec::new());
        }
        let mut look = |record: &PartyRecord| {
            for (id, _, held) in &mut dropped {
                *held |= record
                    .wallet(*id)
                    .is_some_and(|wallet| !wallet.lots().is_empty() || wallet.debt().is_positive());
            }
        };
        let mut unreadable = None;
        self.room.store.each_record(&mut |key, snapshot| {
            // What is in memory is newer.
            match (RecordKey::from_bytes(key), read_record(&snapshot.state)) {
                (Some(RecordKey::Party(party)), Ok(Record::Party(record))) => {
                    if self.room.cache.parties.get(&party).is_none() {
                        look(&record);
                    }
                }
                (_, Ok(_)) => {}
                (key, Err(error)) => {
                    unreadable.get_or_insert(WriterError::Unreadable { what: format!("{key:?}"), error });
                }
            }
            ControlFlow::Continue(())
        })?;
        for (_, record) in self.room.cache.parties.iter() {
            look(record);
        }
        match unreadable {
            Some(error) => Err(error),
            None => Ok(dropped.into_iter().filter(|(_, _, held)| *held).map(|(_, name, _)| name).collect()),
        }
    }
}
