//! What happens in a history: events, sweeps, closes, programs, saving.

use super::History;
use crate::failure::Check;
use crate::medium::Medium;
use crate::world::instant;
use coterie_calendar::{Instant, Period};
use coterie_journal::writer::{ApplyError, CloseError};
use coterie_journal::{Answer, Arrival, Submission};
use coterie_program::event::Event;
use std::collections::BTreeMap;

impl<M: Medium> History<M> {
    /// A group of events; when it fails, the journal is opened again and the group handed in again, as a client would.
    pub(super) fn events(&mut self) -> Check {
        let group = self.group()?;
        let mut tries = 0;
        loop {
            match self.writer()?.submit(&group) {
                Ok(answers) => return self.answered(&group, &answers),
                Err(error) => self.failed(&error)?,
            }
            tries += 1;
            if tries > 2 {
                return Err("a group fails again and again".to_owned());
            }
            if self.chance.percent(20) {
                return Ok(());
            }
        }
    }

    /// A group of what happens in the world, as it is handed in.
    pub(super) fn group(&mut self) -> Result<Vec<Submission>, String> {
        let events = self.world.group(&mut self.chance)?;
        let live = self.chance.percent(70);
        let back = if self.chance.percent(10) { 7_200_000 } else { 0 };
        let arrival = instant(self.world.now_ms - back);
        let submission = |event| Submission {
            event,
            by: "".into(),
            arrival: if live { Arrival::Live(arrival) } else { Arrival::Import },
        };
        Ok(events.into_iter().map(submission).collect())
    }

    pub(super) fn answered(&mut self, group: &[Submission], answers: &[Answer]) -> Check {
        if group.len() != answers.len() {
            return Err(format!("{} answers to {} events", answers.len(), group.len()));
        }
        let known = self.model.end();
        self.sync()?;
        // What was said within this very group, first.
        let mut first: BTreeMap<(String, String), Event> = BTreeMap::new();
        for (submission, answer) in group.iter().zip(answers) {
            self.trace.answer(answer);
            let event = &submission.event;
            let id = (event.source.to_string(), event.id.to_string());
            let Some((position, said)) = self.model.said(event) else {
                return Err(format!("{} was acknowledged and is not in the journal: {answer:?}", event.id));
            };
            let repeated = position < known || first.contains_key(&id);
            let agrees = match answer {
                Answer::Conflict { position: at } => repeated && said != event && *at == position,
                Answer::Decided { position: at, entry, repeat } => {
                    let journaled = &self.model.entries[position as usize].1;
                    said == event && *at == position && *repeat == repeated && entry == journaled
                }
            };
            if !agrees {
                return Err(format!(
                    "{} stands at {position} (repeated: {repeated}) and got the answer {answer:?}",
                    event.id
                ));
            }
            first.entry(id).or_insert_with(|| event.clone());
        }
        Ok(())
    }

    pub(super) fn sweep(&mut self) -> Check {
        let up_to = instant(self.world.now_ms);
        match self.writer()?.tick(up_to) {
            Ok(count) => {
                self.trace.note("swept", &count.to_le_bytes());
                let before = self.model.end();
                self.sync()?;
                if self.model.end() - before != count {
                    return Err(format!(
                        "a sweep says {count}, and {} entries came of it",
                        self.model.end() - before
                    ));
                }
                if self.writer()?.clock() < up_to {
                    return Err("a sweep did not move the clock".to_owned());
                }
                self.model.swept(up_to)
            }
            Err(error) => self.failed(&error),
        }
    }

    pub(super) fn close(&mut self) -> Check {
        let label = self.month_to_close()?;
        match self.writer()?.close(&label, "root") {
            Ok(answer) => {
                self.trace.answer(&answer);
                self.sync()
            }
            Err(CloseError::Writer(error)) => self.failed(&error),
            Err(CloseError::NotOver { end, clock, .. }) if end > clock => {
                self.unchanged("a period that is not over")
            }
            Err(error) => Err(format!("closing {label}: {error}")),
        }
    }

    /// Mostly the next one, as people do, however long it is over; sometimes any.
    fn month_to_close(&mut self) -> Result<String, String> {
        let closed = self.closed()?.up_to(Period::Month);
        if closed == Instant::MIN || self.chance.percent(30) {
            return Ok(format!("2026-{:02}", self.chance.between(1, 12)));
        }
        let program = &self.writer()?.versions().newest().ok_or("no program")?.1.program.clone();
        let next = program.zone.local(closed);
        Ok(format!("{:04}-{:02}", next.year, next.month))
    }

    pub(super) fn apply(&mut self) -> Check {
        let mut pieces = self.pieces.clone();
        if self.chance.percent(50) {
            pieces.grow(&mut self.chance);
        }
        let mut text = pieces.version(&mut self.chance);
        let kind = self.chance.below(4);
        if kind == 0 {
            text = text.replace("points: x2", "points: x2 x");
        }
        let ahead = if kind == 1 { -86_400_000 * 20 } else { i64::from(self.chance.below(48)) * 3_600_000 };
        let from = instant(self.world.now_ms + ahead);
        let versions = self.writer()?.versions().iter().count();
        match self.writer()?.apply(&text, from, "root") {
            Ok(applied) if kind != 0 => {
                self.trace.note("applied", &applied.version.to_le_bytes());
                self.pieces = pieces;
                self.sync()?;
                self.learn()
            }
            Ok(_) => Err("a program with a mistake was applied".to_owned()),
            Err(ApplyError::Writer(error)) => {
                self.failed(&error)?;
                if self.writer()?.versions().iter().count() > versions {
                    self.pieces = pieces;
                }
                Ok(())
            }
            Err(ApplyError::Mistakes(_)) if kind == 0 => self.unchanged("a program with mistakes"),
            Err(ApplyError::RewritesThePast { from, decided_up_to }) if from < decided_up_to => {
                self.unchanged("a version that would rewrite the past")
            }
            Err(error) => Err(format!("applying: {error:?}")),
        }
    }

    pub(super) fn save(&mut self) -> Check {
        match self.writer()?.save_all() {
            Ok(()) => self.unchanged("saving"),
            Err(error) => self.failed(&error),
        }
    }
}
