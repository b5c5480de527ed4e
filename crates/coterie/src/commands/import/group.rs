//! Events on their way into the books, a group at a time: a group is answered when the next is handed in.

use super::refusals::Refusals;
use super::rejects::Rejects;
use crate::books::BooksWriter;
use crate::failure::Failure;
use compact_str::CompactString;
use coterie_intake::{Problem, Reject};
use coterie_journal::{Answer, Arrival, Submission};
use coterie_program::event::Event;

/// Rejects of one group that wait for its answers, to be written in the order of their lines: a file of nothing but rejects
/// must not gather in memory.
const REJECTS_WAITING_MAX: usize = 1_000;

/// What came of the events.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) new: usize,
    pub(super) known: usize,
    /// Of the new ones.
    pub(super) refused: usize,
}

/// An import of events under way.
pub(super) struct Import<'w> {
    pub(super) writer: &'w mut BooksWriter,
    pub(super) rejects: Rejects,
    pub(super) refusals: Refusals,
    pub(super) counts: Counts,
    /// What is handed in next.
    group: Group,
    /// What is handed in and not answered yet.
    ahead: Group,
}

/// Events that become durable together, and the rows between them that were none.
#[derive(Default)]
struct Group {
    events: Vec<Submission>,
    /// Of each event.
    rows: Vec<Row>,
    rejects: Vec<Reject>,
}

/// Where an event was read.
struct Row {
    line: u64,
    text: String,
}

impl<'w> Import<'w> {
    pub(super) fn new(writer: &'w mut BooksWriter, rejects: Rejects) -> Self {
        Self {
            writer,
            rejects,
            refusals: Refusals::default(),
            counts: Counts::default(),
            group: Group::default(),
            ahead: Group::default(),
        }
    }

    /// Takes an event, and the row in which it stands.
    pub(super) fn take(&mut self, event: Event, line: u64, text: String) {
        let submission = Submission { event, by: CompactString::default(), arrival: Arrival::Import };
        self.group.events.push(submission);
        self.group.rows.push(Row { line, text });
    }

    /// Takes a row that is no event.
    pub(super) fn reject(&mut self, reject: Reject) {
        self.group.rejects.push(reject);
    }

    /// Whether the group has so many events that it is to be handed in.
    pub(super) fn is_full(&self, events: u64) -> bool {
        self.group.events.len() as u64 >= events || self.group.rejects.len() >= REJECTS_WAITING_MAX
    }

    /// Hands the group in; the one before is durable then.
    pub(super) fn submit(&mut self) -> Result<(), Failure> {
        let answers = self.writer.submit_ahead(&self.group.events)?;
        let group = std::mem::take(&mut self.group);
        let before = std::mem::replace(&mut self.ahead, group);
        self.answered(before, answers)
    }

    /// Makes everything handed in durable.
    pub(super) fn settle(&mut self) -> Result<(), Failure> {
        let answers = self.writer.settle()?;
        let last = std::mem::take(&mut self.ahead);
        self.answered(last, answers)
    }

    /// Counts what came of a group, and has its rejects written.
    fn answered(&mut self, group: Group, answers: Vec<Answer>) -> Result<(), Failure> {
        let Group { events, rows, mut rejects } = group;
        let parsed = rejects.len();
        for ((submission, answer), row) in events.into_iter().zip(answers).zip(rows) {
            match answer {
                Answer::Decided { entry, repeat, .. } => {
                    let refusal = entry.decision.refusal.as_ref();
                    if repeat {
                        self.counts.known += 1;
                    } else {
                        self.counts.new += 1;
                        self.counts.refused += usize::from(refusal.is_some());
                    }
                    if let Some(refusal) = refusal {
                        self.refusals.note(row.line, submission.event, repeat, refusal);
                    }
                }
                Answer::Conflict { position } => rejects.push(conflict(row, position)),
            }
        }
        if rejects.len() > parsed {
            rejects.sort_by_key(|reject| reject.line);
        }
        for reject in &rejects {
            self.rejects.write(reject)?;
        }
        self.rejects.flush()
    }
}

/// An event whose id was said before, with another body.
fn conflict(row: Row, position: u64) -> Reject {
    let problem = Problem {
        field: "id".to_owned(),
        reason: format!("this id was said before with another content, at position {position}"),
        help: Some("an id is said once for ever".to_owned()),
    };
    Reject { line: row.line, text: row.text, problems: vec![problem] }
}
