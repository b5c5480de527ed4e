//! Events played against a program, wholly in memory.

use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_decide::course::{self, Cursor, Happened};
use coterie_decide::due::next_due;
use coterie_decide::record::EntryRecord;
use coterie_decide::{DecideError, Engine, Entry, FoldInto, MemoryRecords, Records, Versions};
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::field;
use coterie_program::compiled::{Program, Trigger};
use coterie_program::event::Event;
use std::collections::BTreeSet;
use std::sync::Arc;
use thiserror::Error;

/// A program, and everything that happened under it.
pub struct Rehearsal {
    versions: Versions,
    records: MemoryRecords,
    cursor: Cursor,
}

/// Why a rehearsal cannot go on.
#[derive(Debug, Error)]
pub enum RehearseError {
    /// An id was said before with another body.
    #[error("the event {id} was said before, with another content, at position {position}")]
    Conflict {
        /// The id.
        id: String,
        /// Where it was said.
        position: u64,
    },
    /// State contradicts itself.
    #[error(transparent)]
    Decide(#[from] DecideError),
}

impl Rehearsal {
    /// A rehearsal of one program, which holds from the beginning of time.
    pub fn new(program: Arc<Program>) -> Self {
        Self::with_records(program, MemoryRecords::default())
    }

    /// A rehearsal that keeps its records in these.
    pub fn with_records(program: Arc<Program>, records: MemoryRecords) -> Self {
        let mut versions = Versions::default();
        versions.add(Instant::MIN, Arc::new(Engine::new(program, 1)), 0);
        Self::of_versions(versions, records)
    }

    pub(crate) fn of_versions(versions: Versions, records: MemoryRecords) -> Self {
        // Position 0 is left to what is given before the first event.
        Self::going_on(versions, records, Cursor { clock: Instant::MIN, position: 1 })
    }

    /// A rehearsal of how a journal would go on, under its versions and from its records as they stood at some point.
    pub fn going_on(versions: Versions, records: MemoryRecords, cursor: Cursor) -> Self {
        Self { versions, records, cursor }
    }

    /// The program's versions.
    pub fn versions(&self) -> &Versions {
        &self.versions
    }

    pub(crate) fn add_version(&mut self, from: Instant, engine: Engine, position: u64) {
        self.versions.add(from, Arc::new(engine), position);
    }

    /// Takes an entry of a journal as it was decided.
    pub(crate) fn take(&mut self, position: u64, entry: &Entry) -> Result<(), RehearseError> {
        coterie_decide::fold(&mut self.records, position, entry).map_err(DecideError::from)?;
        self.cursor = Cursor { clock: self.cursor.clock.max(entry.clock), position: position + 1 };
        Ok(())
    }

    /// The program, ready to decide.
    pub fn engine(&self) -> &Arc<Engine> {
        self.versions.newest().expect("a rehearsal has a program").1
    }

    /// All records as they stand.
    pub fn records(&self) -> &MemoryRecords {
        &self.records
    }

    /// The greatest time so far.
    pub fn clock(&self) -> Instant {
        self.cursor.clock
    }

    /// The position of what happens next.
    pub(crate) fn next_position(&self) -> u64 {
        self.cursor.position
    }

    /// Plays an event that arrives at its own time. A repeat does nothing.
    pub fn play(&mut self, event: &Event, emit: &mut impl FnMut(Happened)) -> Result<(), RehearseError> {
        self.play_at(event.at, event, emit)
    }

    /// Plays an event that arrives at some moment. A repeat does nothing.
    pub fn play_at(
        &mut self,
        arrival: Instant,
        event: &Event,
        emit: &mut impl FnMut(Happened),
    ) -> Result<(), RehearseError> {
        if let Ok(Some(position)) = self.records.position(&event.source, &event.id) {
            let known = self.records.entry(position).ok().flatten();
            if known.is_some_and(|record| record.event == *event) {
                return Ok(());
            }
            return Err(RehearseError::Conflict { id: event.id.to_string(), position });
        }
        self.turn_to_versions(arrival, emit)?;
        let by = CompactString::default();
        let closes = event.kind == coterie_program::builtin::kind::CLOSE;
        let mut accepted = true;
        course::happen(
            &self.versions,
            &mut self.records,
            &mut self.cursor,
            arrival,
            &by,
            event,
            &mut |happened| {
                accepted = happened.entry.decision.refusal.is_none();
                emit(happened);
            },
        )?;
        if closes && accepted {
            self.close(event, emit)?;
        }
        Ok(())
    }

    /// Lets everything fall due up to a moment, in the order of time.
    pub fn tick(&mut self, up_to: Instant, emit: &mut impl FnMut(Happened)) -> Result<(), RehearseError> {
        self.turn_to_versions(up_to, emit)?;
        self.sweep(up_to, emit)
    }

    /// Before a version begins to hold, everything falls due that was due under the one before.
    fn turn_to_versions(
        &mut self,
        up_to: Instant,
        emit: &mut impl FnMut(Happened),
    ) -> Result<(), RehearseError> {
        while let Some(from) = self.versions.beginning_between(self.cursor.clock, up_to) {
            self.sweep(from.just_before(), emit)?;
            self.cursor.clock = from;
        }
        Ok(())
    }

    fn sweep(&mut self, up_to: Instant, emit: &mut impl FnMut(Happened)) -> Result<(), RehearseError> {
        let Some(engine) = self.versions.at(up_to).cloned() else { return Ok(()) };
        // In the order of time; what is due twice over is due once.
        let mut due = BTreeSet::new();
        for (party, record) in self.records.each_party() {
            due.extend(next_due(&engine, party, record).filter(|tick| tick.at <= up_to));
        }
        while let Some(tick) = due.pop_first() {
            let party = tick.party.clone();
            let mut touched = Vec::new();
            course::fall_due(
                &self.versions,
                &mut self.records,
                &mut self.cursor,
                up_to,
                tick,
                &mut |happened| {
                    touched.clone_from(&happened.changed);
                    emit(happened);
                },
            )?;
            let others = touched.into_iter().filter_map(|key| match key {
                coterie_decide::record::RecordKey::Party(other) if other != party => Some(other),
                _ => None,
            });
            for party in others.chain([party.clone()]) {
                if let Ok(Some(record)) = self.records.party(&party) {
                    due.extend(next_due(&engine, &party, record).filter(|tick| tick.at <= up_to));
                }
            }
        }
        self.cursor.clock = self.cursor.clock.max(up_to);
        Ok(())
    }

    /// What the close of a period sets off, for every record that a close rule may concern.
    fn close(&mut self, event: &Event, emit: &mut impl FnMut(Happened)) -> Result<(), RehearseError> {
        let engine = Arc::clone(self.engine());
        let label = event.text(field::PERIOD).unwrap_or_default();
        let Ok((period, _, end)) = engine.program.zone.period(label) else { return Ok(()) };
        if !engine.program.rules.values().any(|rule| rule.when == Trigger::Close(period)) {
            return Ok(());
        }
        let mut parties: Vec<Party> =
            self.records.parties().into_iter().map(|(party, _)| party.clone()).collect();
        for id in engine.program.partners.keys() {
            parties.extend(Party::new(PartyKind::Partner, id).ok().filter(|party| !parties.contains(party)));
        }
        parties.sort();
        for party in parties {
            let corrections = course::correction_ticks(&self.versions, &self.records, (period, end), &party)?;
            let closes = course::close_ticks(&self.versions, (period, end), &party);
            for tick in corrections.into_iter().chain(closes) {
                let clock = self.cursor.clock;
                course::fall_due(&self.versions, &mut self.records, &mut self.cursor, clock, tick, emit)?;
            }
        }
        Ok(())
    }

    /// The record of an event, by its source and id.
    pub fn event(&self, source: &str, id: &str) -> Option<(u64, &EntryRecord)> {
        let position = self.records.position(source, id).ok().flatten()?;
        Some((position, self.records.entry(position).ok().flatten()?))
    }

    /// Sets something up that no event says: for tests that begin with given records.
    pub fn set_up(&mut self, party: &Party, set: impl FnOnce(&mut coterie_decide::record::PartyRecord)) {
        set(self.records.party_mut(party));
    }
}
