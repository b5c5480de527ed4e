//! What an edited program would have done to a history.
//!
//! The history is walked once: each event is decided again under the edited program, in memory, beside the recorded
//! decision, and what moved on each account is compared at once. Both sides then tick what is due by the last moment, so that
//! they are compared as of the same time. What falls due by itself is derived again and compared by record and rule, since it
//! happens at other positions on the other side.
//!
//! Memory holds the records of both sides and, of each record that differs, the few events that differ most.

mod difference;
mod moves;
mod report;
mod tiers;

pub use report::{AccountChange, AccountTotals, Affected, Books, Figures, PartnerChange, Plan, Reason};
pub use tiers::{StepChange, StepGain};

use crate::rehearsal::{Rehearsal, RehearseError};
use coterie_calendar::Instant;
use coterie_decide::course::Happened;
use coterie_decide::decision::Decision;
use coterie_decide::{Engine, Entry, MemoryRecords, Origin, Referred, TickKind, Versions};
use coterie_program::builtin::kind;
use coterie_program::compile_applied;
use coterie_program::compiled::Program;
use difference::Differences;
use moves::{Moves, Side, Totals};
use std::sync::Arc;
use thiserror::Error;

/// Why a plan cannot be made.
#[derive(Debug, Error)]
pub enum PlanError {
    /// An event cannot be decided again.
    #[error(transparent)]
    Rehearse(#[from] RehearseError),
    /// A version that the history was decided by no longer compiles.
    #[error("version {version} of the program, as the history has it, does not compile: {first}")]
    Version {
        /// Which.
        version: u32,
        /// The first mistake.
        first: String,
    },
}

/// Plays a history under an edited program.
pub struct Planner {
    /// What happened, folded from the recorded decisions.
    before: Rehearsal,
    has_version: bool,
    /// What would have happened.
    after: Rehearsal,
    differences: Differences,
    totals: Totals,
    events: u64,
    refused: [u64; 2],
    /// What one event set off on the other side, kept between events for its room.
    happened: Vec<Happened>,
}

impl Planner {
    /// A planner for an edited program, which must have been compiled with the history's registry, so that names keep their
    /// numbers. `referred` has noted every event of the history.
    pub fn new(program: Arc<Program>, referred: Referred) -> Self {
        let before = MemoryRecords::keeping(referred.clone());
        Self {
            before: Rehearsal::of_versions(Versions::default(), before),
            has_version: false,
            after: Rehearsal::with_records(program, MemoryRecords::keeping(referred)),
            differences: Differences::default(),
            totals: Totals::default(),
            events: 0,
            refused: [0; 2],
            happened: Vec::new(),
        }
    }

    /// Takes the next entry of the history, in its order.
    pub fn entry(&mut self, position: u64, entry: &Entry) -> Result<(), PlanError> {
        self.before.take(position, entry)?;
        match &entry.origin {
            Origin::Apply(apply) => {
                let program =
                    compile_applied(&apply.text, &apply.registry).map_err(|mistakes| PlanError::Version {
                        version: apply.version,
                        first: mistakes.first().map(|mistake| mistake.message.clone()).unwrap_or_default(),
                    })?;
                let engine = Engine::new(Arc::new(program), apply.version);
                self.before.add_version(apply.from, engine, position);
                self.has_version = true;
            }
            Origin::Tick(_) => self.by_itself(Side::Before, entry),
            Origin::Event(event) => {
                let mut happened = std::mem::take(&mut self.happened);
                self.after.play_at(entry.clock, event, &mut |one| happened.push(one))?;
                let mut own = None;
                for one in &happened {
                    match one.entry.origin {
                        Origin::Event(_) => own = Some(&one.entry),
                        _ => self.by_itself(Side::After, &one.entry),
                    }
                }
                if event.kind != kind::APPLY {
                    self.events += 1;
                }
                self.compare(entry, own.map(|own| &own.decision));
                happened.clear();
                self.happened = happened;
            }
        }
        Ok(())
    }

    /// An event under both sides.
    fn compare(&mut self, before: &Entry, after: Option<&Decision>) {
        let (old, new) = (Moves::of(&before.decision), after.map(Moves::of).unwrap_or_default());
        self.totals.add(Side::Before, &old);
        self.totals.add(Side::After, &new);
        self.refused[0] += u64::from(before.decision.refusal.is_some());
        self.refused[1] += u64::from(after.is_some_and(|decision| decision.refusal.is_some()));
        if old != new {
            self.differences.note_event(before, after, &old, &new);
        }
    }

    /// What fell due by itself on one side. A close's gifts are told with those of the clock.
    fn by_itself(&mut self, side: Side, entry: &Entry) {
        let moves = Moves::of(&entry.decision);
        self.totals.add(side, &moves);
        let Origin::Tick(tick) = &entry.origin else { return };
        debug_assert!(
            tick.kind != TickKind::HoldLapses || entry.decision.gifts.is_empty(),
            "a hold that lapses gives nothing"
        );
        self.differences.note_tick(side, &entry.decision, &moves);
    }

    /// The last moment of the history so far.
    pub fn clock(&self) -> Instant {
        self.before.clock()
    }

    /// Lets fall due, on both sides, what is due by the last moment, and tells what differs. The `most` most affected members
    /// are told with their reasons.
    pub fn finish(mut self, most: usize) -> Result<Plan, PlanError> {
        let clock = self.clock();
        let mut late = Vec::new();
        if self.has_version {
            self.before.tick(clock, &mut |one| late.push((Side::Before, one.entry)))?;
        }
        self.after.tick(clock, &mut |one| late.push((Side::After, one.entry)))?;
        for (side, entry) in &late {
            self.by_itself(*side, entry);
        }
        let told = report::Told {
            before: &self.before,
            has_version: self.has_version,
            after: &self.after,
            totals: &self.totals,
            events: self.events,
            refused: self.refused,
        };
        Ok(told.report(self.differences, most))
    }
}

/// Makes a plan of a history that is at hand. `progress` is told how many entries are done.
pub fn plan<'e>(
    program: Arc<Program>,
    history: impl Iterator<Item = (u64, &'e Entry)> + Clone,
    most: usize,
    mut progress: impl FnMut(u64),
) -> Result<Plan, PlanError> {
    let mut referred = Referred::default();
    for (_, entry) in history.clone() {
        if let Origin::Event(event) = &entry.origin {
            referred.note(event);
        }
    }
    let mut planner = Planner::new(program, referred);
    for (done, (position, entry)) in history.enumerate() {
        planner.entry(position, entry)?;
        progress(done as u64 + 1);
    }
    planner.finish(most)
}
