//! Where events are written and wait for their turn: each source numbers its own, and all leave in the order of arrival.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use serde_json::{Value, json};

use crate::moment::{Day, Moment};
use crate::step::Step;

/// The source of what members do themselves.
pub(crate) const APP: &str = "app";
/// The source of what people in the coalition's office decide.
pub(crate) const OFFICE: &str = "office";
/// The source of the customers' verdict.
pub(crate) const SURVEYS: &str = "surveys";

/// Something on its way.
#[derive(Debug, Clone)]
struct Arrival {
    arrives: Moment,
    /// Breaks ties: what was written first arrives first.
    number: u64,
    step: Step,
}

/// What was written and has not left.
#[derive(Debug, Clone)]
pub(crate) struct Tills {
    waiting: BinaryHeap<Reverse<Arrival>>,
    numbers: BTreeMap<(&'static str, char), u32>,
    written: u64,
    end: Day,
}

impl Tills {
    /// Tills that are switched off at the start of the day `end`.
    pub(crate) fn until(end: Day) -> Self {
        Self { waiting: BinaryHeap::new(), numbers: BTreeMap::new(), written: 0, end }
    }

    /// The next id of a source, such as `p17`; the letter says what it is of.
    pub(crate) fn id(&mut self, source: &'static str, letter: char) -> String {
        let number = self.numbers.entry((source, letter)).or_default();
        *number += 1;
        format!("{letter}{number}")
    }

    /// Sends an event that arrives when it happens; returns its id.
    pub(crate) fn send(&mut self, source: &'static str, at: Moment, kind: &str, fields: Value) -> String {
        let letter = kind.chars().next().unwrap_or('e');
        let id = self.id(source, letter);
        self.send_late(source, &id, (at, at), kind, fields);
        id
    }

    /// Sends an event with a given id that happens at the first moment and arrives at the second. What would happen or
    /// arrive after the end of the year is not sent.
    pub(crate) fn send_late(
        &mut self,
        source: &'static str,
        id: &str,
        (at, arrives): (Moment, Moment),
        kind: &str,
        fields: Value,
    ) {
        debug_assert!(at <= arrives);
        if arrives.day < self.end {
            let mut event = json!({"id": id, "source": source, "at": at.to_string()});
            event[kind] = fields;
            self.put(arrives, Step::Event(event));
        }
    }

    /// Asks for the close of a month.
    pub(crate) fn close(&mut self, period: String, at: Moment) {
        self.put(at, Step::Close { period, at: at.to_string() });
    }

    /// The next step that arrives before a day begins.
    pub(crate) fn leave_before(&mut self, day: Day) -> Option<Step> {
        let Reverse(next) = self.waiting.peek()?;
        if next.arrives.day >= day {
            return None;
        }
        self.waiting.pop().map(|Reverse(arrival)| arrival.step)
    }

    /// The next step, whenever it arrives.
    pub(crate) fn leave(&mut self) -> Option<Step> {
        self.waiting.pop().map(|Reverse(arrival)| arrival.step)
    }

    fn put(&mut self, arrives: Moment, step: Step) {
        self.written += 1;
        self.waiting.push(Reverse(Arrival { arrives, number: self.written, step }));
    }
}

impl Arrival {
    fn turn(&self) -> (Moment, u64) {
        (self.arrives, self.number)
    }
}

impl PartialEq for Arrival {
    fn eq(&self, other: &Self) -> bool {
        self.turn() == other.turn()
    }
}

impl Eq for Arrival {}

impl PartialOrd for Arrival {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Arrival {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.turn().cmp(&other.turn())
    }
}
