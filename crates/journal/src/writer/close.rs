//! Closing a period: an entry, and then what it sets off for each party concerned.

use super::{Answer, Arrival, CloseError, Submission, Writer, WriterError};
use crate::store::Store;
use coterie_calendar::{Instant, Period};
use coterie_decide::record::RecordKey;
use coterie_decide::{Closed, Origin, PLATFORM, Records, Tick, TickKind, course};
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::{Subject, Trigger};
use coterie_program::event::Event;
use coterie_program::value::Value;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// A period that is being closed.
struct Closing {
    period: Period,
    end: Instant,
}

impl<S: Store> Writer<S> {
    /// Closes a period by its label (`2026-03`), and lets it set off what it sets off. Closing it again gives the first answer
    /// again.
    pub fn close(&mut self, label: &str, by: &str) -> Result<Answer, CloseError> {
        self.running()?;
        let clock = self.cursor.clock;
        let engine = self.known.versions.at(clock).ok_or(WriterError::NoProgram)?;
        let (_, _, end) =
            engine.program.zone.period(label).map_err(|_| CloseError::Label(label.to_owned()))?;
        if end > clock {
            return Err(CloseError::NotOver { label: label.to_owned(), end, clock });
        }
        let id = format!("close:{label}");
        let event = match self.said(PLATFORM, &id)? {
            Some((_, event)) => event,
            None => Event {
                source: PLATFORM.into(),
                id: id.into(),
                at: clock,
                kind: kind::CLOSE,
                fields: vec![(field::PERIOD, Value::text(label))],
                lines: Vec::new(),
                sets: Vec::new(),
                relates: Vec::new(),
            },
        };
        let submission = Submission { event, by: by.into(), arrival: Arrival::Import };
        Ok(self.guard(|writer| {
            let answer = writer.decide(&submission)?;
            writer.commit()?;
            writer.finish_close()?;
            Ok(answer)
        })?)
    }

    /// Lets the close that has begun set off what it has not set off yet.
    pub(super) fn finish_close(&mut self) -> Result<(), WriterError> {
        let Some(position) = self.note.closing else { return Ok(()) };
        self.settle_begun()?;
        if let Some(closing) = self.closing(position)? {
            let done = self.done_by_close(position, &closing)?;
            for party in self.close_parties(&closing)? {
                let period = (closing.period, closing.end);
                // Corrections first; one that was done before an interruption finds nothing to correct any more.
                let mut ticks = self.corrections(period, &party)?;
                ticks.extend(course::close_ticks(&self.known.versions, period, &party));
                for tick in ticks {
                    if done.contains(&tick) {
                        continue;
                    }
                    // One step each: a step that misses a record begins anew, and must not give twice.
                    self.drive(|versions, room, cursor, happened| {
                        let clock = cursor.clock;
                        let mut emit = |one| happened.push(one);
                        course::fall_due(versions, room, cursor, clock, tick.clone(), &mut emit)
                    })?;
                }
                if self.room.pending.entries.len() >= super::GROUP_EVENTS_MAX {
                    self.begin()?;
                }
            }
        }
        self.note.closing = None;
        self.note.closed = self.closed()?;
        self.commit()
    }

    /// What may be corrected for a party of what earlier closes gave.
    fn corrections(&mut self, period: (Period, Instant), party: &Party) -> Result<Vec<Tick>, WriterError> {
        let coalition = Party::coalition();
        if self.room.party(&coalition).is_err() {
            self.room.load_party(&coalition)?;
        }
        Ok(course::correction_ticks(&self.known.versions, &self.room, period, party)?)
    }

    /// What the coalition's record says of closed periods.
    fn closed(&mut self) -> Result<Closed, WriterError> {
        let coalition = Party::coalition();
        if self.room.party(&coalition).is_err() {
            self.room.load_party(&coalition)?;
        }
        Ok(self.known.closed(self.room.party(&coalition).ok().flatten()))
    }

    fn closing(&mut self, position: u64) -> Result<Option<Closing>, WriterError> {
        let entry = self.room.entry_at(position)?;
        let Some(Origin::Event(event)) = entry.map(|entry| entry.origin) else { return Ok(None) };
        let Some(engine) = self.known.versions.at(event.at) else { return Ok(None) };
        let named = engine.program.zone.period(event.text(field::PERIOD).unwrap_or_default());
        Ok(named.ok().map(|(period, _, end)| Closing { period, end }))
    }

    /// What the close has set off, before it was interrupted.
    fn done_by_close(&mut self, position: u64, closing: &Closing) -> Result<BTreeSet<Tick>, WriterError> {
        let mut done = BTreeSet::new();
        let at = closing.end.just_before();
        self.walk(position, &mut |_, entry| {
            if let Origin::Tick(tick) = entry.origin
                && tick.kind == TickKind::Close
                && tick.at == at
            {
                done.insert(tick);
            }
            Ok(())
        })?;
        Ok(done)
    }

    /// Whom the close may concern: the kinds of record that close rules of the period speak of.
    fn close_parties(&mut self, closing: &Closing) -> Result<BTreeSet<Party>, WriterError> {
        let mut parties = BTreeSet::new();
        let Some(engine) = self.known.versions.at(closing.end.just_before()).cloned() else {
            return Ok(parties);
        };
        let mut kinds = Vec::new();
        for rule in engine.program.rules.values().filter(|rule| rule.when == Trigger::Close(closing.period)) {
            kinds.extend(kind_of(&rule.who));
        }
        if kinds.is_empty() {
            return Ok(parties);
        }
        self.room.store.each_record(&mut |key, _| {
            if let Some(RecordKey::Party(party)) = RecordKey::from_bytes(key)
                && kinds.contains(&party.kind())
            {
                parties.insert(party);
            }
            ControlFlow::Continue(())
        })?;
        let unsaved = self.room.cache.dirty_parties().filter(|party| kinds.contains(&party.kind()));
        parties.extend(unsaved.cloned());
        if kinds.contains(&PartyKind::Partner) {
            parties.extend(engine.program.partners.keys().filter_map(|id| Party::partner(id).ok()));
        }
        if kinds.contains(&PartyKind::Coalition) {
            parties.insert(Party::coalition());
        }
        Ok(parties)
    }
}

/// The kind of record that a close rule speaks of. It names the record itself: a close happens to nobody else.
fn kind_of(who: &Subject) -> Option<PartyKind> {
    match who {
        Subject::Coalition => Some(PartyKind::Coalition),
        Subject::Record(id, hops) if hops.is_empty() => match *id {
            field::MEMBER => Some(PartyKind::Member),
            field::PARTNER => Some(PartyKind::Partner),
            field::EMPLOYEE => Some(PartyKind::Employee),
            field::HOUSEHOLD => Some(PartyKind::Household),
            _ => None,
        },
        _ => None,
    }
}
