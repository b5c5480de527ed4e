//! A program's own tests.

use crate::checks::{Moment, Played, check};
use crate::codes;
use crate::events::{self, Mistake, Said};
use crate::rehearsal::Rehearsal;
use coterie_calendar::{Instant, Period};
use coterie_decide::course::Happened;
use coterie_decide::reading::keeper_of;
use coterie_decide::record::{Grant, HeldTier, Relation};
use coterie_decide::why_not::{Missed, why_not};
use coterie_decide::{Origin, Records};
use coterie_intake::Intake;
use coterie_ledger::{Availability, Lot, LotId, Move, Party, Wallet};
use coterie_program::compile::{Check, Expectation, Given, TestCase};
use coterie_program::compiled::Program;
use coterie_program::event::Event;
use coterie_program::yaml::Span as Place;
use std::sync::Arc;

/// What a test found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestReport {
    /// The test's name.
    pub name: String,
    /// What differs; empty when it passes.
    pub failures: Vec<Failure>,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where the expectation stands in the file.
    pub place: Place,
    /// What was looked at.
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What was there.
    pub actual: String,
}

/// Runs all tests of a program.
pub fn run(program: &Arc<Program>, tests: &[TestCase]) -> Vec<TestReport> {
    let intake = Intake::new(program);
    tests.iter().map(|test| run_one(program, &intake, test)).collect()
}

/// Runs one test.
pub fn run_one(program: &Arc<Program>, intake: &Intake, test: &TestCase) -> TestReport {
    let mut report = TestReport { name: test.name.clone(), failures: Vec::new() };
    let events = match events::read(intake, test) {
        Ok(events) => events,
        Err(mistakes) => {
            report.failures.extend(mistakes.into_iter().map(no_event));
            return report;
        }
    };
    let mut stage = Stage::new(program, test, &events);
    let mut ordered: Vec<(usize, &Expectation)> =
        test.expect.iter().map(|expectation| (due_after(expectation, &events), expectation)).collect();
    ordered.sort_by_key(|(after, _)| *after);
    for (after, expectation) in ordered {
        if let Err(failure) = stage.play_until(&events, after) {
            report.failures.push(failure);
            return report;
        }
        if let Some(at) = expectation.at
            && let Err(failure) = stage.tick(at, expectation.place)
        {
            report.failures.push(failure);
            return report;
        }
        let moment = stage.moment(expectation, &events);
        report.failures.extend(expectation.checks.iter().filter_map(|one| check(&moment, one)));
    }
    // What stands after the last expectation must at least be possible.
    if let Err(failure) = stage.play_until(&events, events.len()) {
        report.failures.push(failure);
    }
    report
}

/// A mistake in an event, as a difference from an event that can be played.
fn no_event(mistake: Mistake) -> Failure {
    Failure {
        place: mistake.place,
        what: "an event".to_owned(),
        expected: "one of this program".to_owned(),
        actual: mistake.problem.to_string(),
    }
}

/// How many events are played before an expectation is looked at.
fn due_after(expectation: &Expectation, events: &[Said]) -> usize {
    match (&expectation.after, expectation.at) {
        (Some(id), _) => {
            events.iter().position(|said| said.event.id == *id).map_or(events.len(), |at| at + 1)
        }
        (None, Some(at)) => events.iter().position(|said| said.event.at > at).unwrap_or(events.len()),
        (None, None) => events.len(),
    }
}

/// A test being played.
struct Stage<'t> {
    rehearsal: Rehearsal,
    played: Vec<Played>,
    /// Everything that happened, ticks included.
    happened: Vec<Happened>,
    /// The events whose missed rules are asked for.
    asked: Vec<&'t str>,
}

impl<'t> Stage<'t> {
    fn new(program: &Arc<Program>, test: &'t TestCase, events: &[Said]) -> Self {
        let mut rehearsal = Rehearsal::new(Arc::clone(program));
        let first = events.iter().map(|said| said.event.at).min().unwrap_or(Instant::MIN);
        let dawn = program.zone.start_of(Period::Day, first).just_before();
        for given in &test.given {
            set_up(&mut rehearsal, given, (dawn, first));
        }
        // Who keeps them is known when all records are there.
        open_lots(&mut rehearsal, &test.given, first);
        let asks = |expectation: &&Expectation| {
            expectation.checks.iter().any(|check| matches!(check, Check::WhyNot(..)))
        };
        let asked = test.expect.iter().filter(asks).filter_map(|expectation| expectation.after.as_deref());
        Self { rehearsal, played: Vec::new(), happened: Vec::new(), asked: asked.collect() }
    }

    fn play_until(&mut self, events: &[Said], count: usize) -> Result<(), Failure> {
        while self.played.len() < count {
            let Said { event, place, code_of } = &events[self.played.len()];
            let coded = match code_of {
                Some(of) => Some(codes::with_code(event, of, &self.happened).ok_or_else(|| Failure {
                    place: *place,
                    what: format!("event {}", event.id),
                    expected: format!("a voucher that {of} gave"),
                    actual: "none".to_owned(),
                })?),
                None => None,
            };
            let event = coded.as_ref().unwrap_or(event);
            let missed = self.missed(event);
            let first = self.happened.len();
            let happened = &mut self.happened;
            self.rehearsal.play(event, &mut |one| happened.push(one)).map_err(|error| Failure {
                place: *place,
                what: format!("event {}", event.id),
                expected: "that it can be played".to_owned(),
                actual: error.to_string(),
            })?;
            let own = (first..self.happened.len()).find(|at| {
                matches!(&self.happened[*at].entry.origin, Origin::Event(played) if played.id == event.id)
            });
            self.played.push(Played { happened: own, missed });
        }
        Ok(())
    }

    fn missed(&self, event: &Event) -> Vec<Missed> {
        if !self.asked.contains(&event.id.as_str()) {
            return Vec::new();
        }
        let clock = self.rehearsal.clock().max(event.at);
        let (engine, records) = (self.rehearsal.engine(), self.rehearsal.records());
        why_not(engine, records, self.rehearsal.next_position(), clock, event).unwrap_or_default()
    }

    fn tick(&mut self, at: Instant, place: Place) -> Result<(), Failure> {
        let happened = &mut self.happened;
        self.rehearsal.tick(at, &mut |one| happened.push(one)).map_err(|error| Failure {
            place,
            what: "what falls due".to_owned(),
            expected: "that it can be done".to_owned(),
            actual: error.to_string(),
        })
    }

    fn moment<'m>(&'m self, expectation: &'m Expectation, events: &[Said]) -> Moment<'m> {
        let event = match &expectation.after {
            Some(id) => events.iter().position(|said| said.event.id == *id),
            None => self.played.len().checked_sub(1),
        };
        Moment {
            rehearsal: &self.rehearsal,
            happened: &self.happened,
            event: event.and_then(|at| self.played.get(at)),
            now: expectation.at.unwrap_or_else(|| self.rehearsal.clock()),
        }
    }
}

/// Puts a given record in its place: known before the day of the first event, so that what the clock sets off that day is not
/// missed; its tiers as of the first event.
fn set_up(rehearsal: &mut Rehearsal, given: &Given, (dawn, first): (Instant, Instant)) {
    let engine = Arc::clone(rehearsal.engine());
    for (_, to, _) in &given.relations {
        rehearsal.set_up(to, |record| known_since(record, dawn));
    }
    rehearsal.set_up(&given.party, |record| {
        known_since(record, dawn);
        record.attributes.extend(given.attributes.iter().cloned());
        record.attributes.sort_by_key(|(id, _)| *id);
        for (id, to, since) in &given.relations {
            record.relations.push(Relation { id: *id, to: to.clone(), since: since.unwrap_or(first) });
        }
        record.relations.sort_by_key(|relation| relation.id);
        for (set, step) in &given.tiers {
            record.tiers.push(held(&engine, *set, *step, first));
        }
        record.tiers.sort_by_key(|held| held.set);
    });
}

/// Opens given lots as of the first event, each in the wallet that keeps the account of its holder.
fn open_lots(rehearsal: &mut Rehearsal, given: &[Given], first: Instant) {
    let engine = Arc::clone(rehearsal.engine());
    let lots = given.iter().flat_map(|given| given.lots.iter().map(move |lot| (&given.party, lot)));
    for (index, (party, lot)) in lots.enumerate() {
        let Ok(amount) = coterie_ledger::Amount::new(lot.amount) else { continue };
        let record = rehearsal.records().party(party).ok().flatten();
        let keeper = keeper_of(&engine, party, record, lot.account);
        rehearsal.set_up(&keeper, |record| {
            let wallets = &mut record.wallets;
            let place = match wallets.binary_search_by_key(&lot.account, |(account, _)| *account) {
                Ok(place) => place,
                Err(place) => {
                    wallets.insert(place, (lot.account, Wallet::new()));
                    place
                }
            };
            let wallet = &mut wallets[place].1;
            let id = LotId { position: 0, index: index as u16 };
            let available = Availability::From(lot.available.unwrap_or(Instant::MIN));
            let opened = Lot::opened(id, amount, available, lot.expires, Party::coalition());
            // A lot that cannot be opened (nothing, or twice the same) shows as a missing balance.
            let _ = wallet.apply(&Move::Open(opened));
            let _ = wallet.apply(&Move::Touch { at: first });
        });
    }
}

fn known_since(record: &mut coterie_decide::record::PartyRecord, since: Instant) {
    record.since = since;
    record.clock_done = since;
}

fn held(
    engine: &coterie_decide::Engine,
    set: coterie_program::ids::TierSetId,
    step: u16,
    first: Instant,
) -> HeldTier {
    let falls = engine.program.tiers.get(set).and_then(|tiers| tiers.held.as_ref());
    let review = falls.and_then(|fall| coterie_decide::due::next_review(engine, fall, first));
    let grants = match falls {
        Some(_) => Vec::new(),
        None => vec![Grant { step, until: Instant::MAX, revoked: false }],
    };
    HeldTier { set, step, since: first, review, falling: None, grants }
}
