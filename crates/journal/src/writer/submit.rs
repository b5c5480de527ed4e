//! Events, one group at a time.

use super::room::Room;
use super::{Answer, Submission, Writer, WriterError};
use crate::store::{NewKey, Store};
use coterie_decide::course;
use coterie_program::builtin::kind;
use coterie_program::event::Event;
use coterie_program::value::Value;
use std::sync::Arc;

/// The most events in one group: what waits during a sync; more only delays the first one's answer.
pub const GROUP_EVENTS_MAX: usize = 1_000;

/// From so many bytes or entries on, a group is committed before it is complete: far below what a block may hold.
const PENDING_BYTES_MAX: usize = 8 << 20;
const PENDING_ENTRIES_MAX: usize = 4_096;

impl<S: Store> Writer<S> {
    /// Decides a group of events, in order, and makes it durable. One answer for each.
    ///
    /// An event that was said before gets the first answer again; one whose id was said with another body is a conflict.
    pub fn submit(&mut self, group: &[Submission]) -> Result<Vec<Answer>, WriterError> {
        if group.len() > GROUP_EVENTS_MAX {
            return Err(WriterError::GroupTooLarge(group.len()));
        }
        self.guard(|writer| {
            let answers = writer.decide_group(group)?;
            writer.commit()?;
            Ok(answers)
        })
    }

    /// Decides a group of events, in order, and begins to make it durable, which goes on while the next group is decided. Gives
    /// the answers to the group before, which is durable now; [`settle`](Self::settle) gives those to the last one.
    pub fn submit_ahead(&mut self, group: &[Submission]) -> Result<Vec<Answer>, WriterError> {
        if group.len() > GROUP_EVENTS_MAX {
            return Err(WriterError::GroupTooLarge(group.len()));
        }
        self.guard(|writer| {
            let answers = writer.decide_group(group)?;
            writer.begin()?;
            Ok(std::mem::replace(&mut writer.unanswered, answers))
        })
    }

    /// Waits until everything is durable; gives the answers to the group that was submitted ahead last.
    pub fn settle(&mut self) -> Result<Vec<Answer>, WriterError> {
        self.settle_begun()?;
        Ok(std::mem::take(&mut self.unanswered))
    }

    fn decide_group(&mut self, group: &[Submission]) -> Result<Vec<Answer>, WriterError> {
        let mut answers = Vec::with_capacity(group.len());
        for submission in group {
            answers.push(self.decide(submission)?);
            // What closing a period sets off comes before what is said next.
            self.finish_close()?;
            self.begin_if_large()?;
        }
        Ok(answers)
    }

    /// Decides one event into the group.
    pub(super) fn decide(&mut self, submission: &Submission) -> Result<Answer, WriterError> {
        let Submission { event, by, .. } = submission;
        let key = self.room.identity.key(&event.source, &event.id);
        let body = self.room.identity.body(event);
        if let Some(answer) = self.answered(key, body)? {
            return Ok(answer);
        }
        self.load_named(event)?;
        let arrival = submission.arrives();
        self.turn_to_versions(arrival)?;
        self.drive(|versions, room, cursor, happened| {
            course::happen(versions, room, cursor, arrival, by, event, &mut |one| happened.push(one))
        })?;
        self.note.clock = self.cursor.clock;
        let position = self.cursor.position - 1;
        self.room.pending.add_key(NewKey { key, body, position });
        let entry = self.room.pending.entry(position).map(Arc::clone).ok_or(WriterError::Stopped)?;
        if event.kind == kind::CLOSE && entry.decision.refusal.is_none() {
            self.note.closing = Some(position);
        }
        Ok(Answer::Decided { position, entry, repeat: false })
    }

    /// Loads the records that an event names, rather than deciding once for each that is missing.
    fn load_named(&mut self, event: &Event) -> Result<(), WriterError> {
        for (_, value) in &event.fields {
            if let Value::Party(party) = value
                && self.room.cache.parties.get(party).is_none()
            {
                self.room.load_party(party)?;
            }
        }
        Ok(())
    }

    /// The first answer to an id, when there was one.
    fn answered(&mut self, key: [u8; 16], body: [u8; 16]) -> Result<Option<Answer>, WriterError> {
        let known = match self.room.pending.key(&key) {
            Some(hit) => Some(hit),
            None => self.room.find_key(&key)?,
        };
        let Some(hit) = known else { return Ok(None) };
        let position = hit.position;
        if hit.body != body {
            return Ok(Some(Answer::Conflict { position }));
        }
        let Room { pending, begun, .. } = &self.room;
        let entry = match pending.entry(position).or_else(|| begun.entry(position)) {
            Some(entry) => Arc::clone(entry),
            None => Arc::new(self.room.entry_at(position)?.ok_or_else(|| missing(position))?),
        };
        Ok(Some(Answer::Decided { position, entry, repeat: true }))
    }

    /// The event that a source said under an id, with its position.
    pub(super) fn said(&mut self, source: &str, id: &str) -> Result<Option<(u64, Event)>, WriterError> {
        let Some(position) = self.position(source, id)? else { return Ok(None) };
        let entry = self.room.entry_at(position)?.ok_or_else(|| missing(position))?;
        Ok(match entry.origin {
            coterie_decide::Origin::Event(event) => Some((position, event)),
            _ => None,
        })
    }

    fn begin_if_large(&mut self) -> Result<(), WriterError> {
        let pending = &self.room.pending;
        if pending.encoded.body().len() > PENDING_BYTES_MAX || pending.entries.len() > PENDING_ENTRIES_MAX {
            self.begin()?;
        }
        Ok(())
    }
}

fn missing(position: u64) -> WriterError {
    WriterError::Corrupt(coterie_decide::Corrupt::Missing(format!("the entry at {position}")))
}
