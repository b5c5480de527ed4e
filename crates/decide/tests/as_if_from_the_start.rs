//! A measure that a later version brings reads as if it had been there from the start: wherever among the events the version
//! is applied, whenever it begins to hold, and however late events come.

use coterie_calendar::{Instant, Zone};
use coterie_decide::course::{Cursor, Happened, close_ticks, correction_ticks, fall_due, happen};
use coterie_decide::reading::measure_of;
use coterie_decide::{Backfill, Engine, Entry, FoldInto, MemoryRecords, Records, Versions, fold};
use coterie_intake::{Defaults, Intake};
use coterie_ledger::Party;
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::Program;
use coterie_program::ids::{MeasureId, Registry};
use coterie_program::value::Value;
use std::sync::Arc;

const BEFORE: &str = "
program: {id: later, zone: UTC, currency: PLN, late: 30 days}
partners: {shop: {}, other: {}}
relations: {member.brought_by: partner}
facts: {score: {of: partner, factor: decimal}}
accounts:
  points: {of: member, unit: point, pending: approval}
  cash:   {of: member, unit: PLN, pending: 4 days}
  bonus:  {of: partner, unit: PLN}
  fee:    {of: partner, unit: PLN, pending: approval}
measures:
  known: {of: member, count: purchase, over: always}
  sales: {of: partner, via: purchase.partner, sum: purchase.total, over: this month}
";
const BROUGHT: &str = "
  spent:   {of: member, sum: purchase.total, over: always}
  visits:  {of: member, count: purchase, over: always}
  goods:   {of: member, distinct: line.category, over: always}
  got:     {of: member, sum: points, over: always}
  ready:   {of: member, sum: points, when_available: yes, over: always}
  cashed:  {of: member, sum: cash, when_available: yes, over: always}
  brought: {of: partner, via: member.brought_by, sum: purchase.total, over: always}
  scored:  {of: partner, sum: bonus, over: always}
  charged: {of: partner, sum: fee, over: always}
  freed:   {of: partner, sum: fee, when_available: yes, over: always}
";
const RULES: &str = "
rules:
  base:   {give: {points: 1 per 1 PLN}}
  back:   {give: {cash: 10 %}}
  scored: {when: score, who: score.of, give: {bonus: 10.00, times: score.factor}, paid_by: coalition}
  closing: {when: {close: month}, who: partner, give: {fee: 1 %, of: partner.sales}, paid_by: coalition}
rewards:
  mug: {pay: {points: {each: 1}}, give: {donation: 0.01}, paid_by: coalition}
  tea: {pay: {cash: {each: 0.10}}, give: {donation: 0.01}, paid_by: coalition}
";

/// Who and which measure, as a test names them.
type Read = (&'static str, &'static str);

fn at(text: &str) -> Instant {
    Instant::parse(text, &Zone::named("UTC").expect("a zone")).expect("a time")
}

fn party(name: &str) -> Party {
    if name == "anna" { Party::member(name) } else { Party::partner(name) }.expect("an id")
}

/// What happened by so many events, in memory.
struct Life {
    versions: Versions,
    records: MemoryRecords,
    cursor: Cursor,
    entries: Vec<(u64, Entry)>,
    /// With all measures.
    program: Arc<Program>,
}

impl Life {
    /// Under a program that has all measures from the start, or gets them later.
    fn begin(has_all: bool) -> Self {
        let compile = |text: &str, registry: &Registry| {
            Arc::new(coterie_program::compile::compile(text, registry).expect("a program").program)
        };
        let before = compile(&format!("{BEFORE}{RULES}"), &Registry::default());
        let program = compile(&format!("{BEFORE}{BROUGHT}{RULES}"), &before.registry);
        let first = if has_all { &program } else { &before };
        let mut versions = Versions::default();
        versions.add(at("2026-03-01"), Arc::new(Engine::new(Arc::clone(first), 1)), 0);
        let cursor = Cursor { clock: Instant::MIN, position: 1 };
        Self { versions, records: MemoryRecords::default(), cursor, entries: Vec::new(), program }
    }

    fn say(&mut self, arrival: &str, text: &str) {
        let event = Intake::new(&self.program).event(text, &Defaults::of_source("till")).expect("an event");
        let entries = &mut self.entries;
        let mut emit = |one: Happened| {
            assert_eq!(one.entry.decision.refusal, None, "{text}");
            entries.push((one.position, one.entry));
        };
        let (versions, records) = (&self.versions, &mut self.records);
        happen(versions, records, &mut self.cursor, at(arrival), &"".into(), &event, &mut emit)
            .expect("no record is missing");
        if event.kind != kind::CLOSE {
            return;
        }
        let label = event.text(field::PERIOD).expect("a period");
        let (period, _, end) = self.program.zone.period(label).expect("a period");
        for partner in ["other", "shop"].map(party) {
            let period = (period, end);
            let mut ticks =
                correction_ticks(versions, records, period, &partner).expect("no record is missing");
            ticks.extend(close_ticks(versions, period, &partner));
            for tick in ticks {
                let clock = self.cursor.clock;
                fall_due(versions, records, &mut self.cursor, clock, tick, &mut emit)
                    .expect("no record is missing");
            }
        }
    }

    /// Applies the version with all measures, and fills them with the past.
    fn apply(&mut self, from: Instant) {
        let engine = Arc::new(Engine::new(Arc::clone(&self.program), 2));
        self.versions.add(from, engine, self.cursor.position);
        let new: Vec<MeasureId> = BROUGHT.lines().filter_map(|line| self.measure(line)).collect();
        let (_, newest) = self.versions.newest().expect("a version");
        let (mut past, mut backfill) = (MemoryRecords::default(), Backfill::new(newest, new.clone()));
        for (position, entry) in &self.entries {
            let derived = backfill.derive(&past, *position, entry).expect("nothing is missing");
            fold(&mut past, *position, entry).expect("it folds");
            backfill.fold(&mut past, *position, entry, derived).expect("it folds");
        }
        for (party, filled) in past.each_party() {
            let record = self.records.party_mut(party);
            record.measures.extend(filled.measures.iter().filter(|(id, _)| new.contains(id)).cloned());
            record.measures.sort_by_key(|(id, _)| *id);
        }
        self.cursor.position += 1;
    }

    /// The measure that a line of the program declares.
    fn measure(&self, line: &str) -> Option<MeasureId> {
        let name = line.split(':').next()?.trim();
        self.program.measures.iter().find(|(_, measure)| measure.name == name).map(|(id, _)| id)
    }

    fn read(&self, (who, name): Read, when: &str) -> i64 {
        let engine = Engine::new(Arc::clone(&self.program), 1);
        let record = self.records.party(&party(who)).expect("all is in memory");
        let id = self.measure(name).unwrap_or_else(|| panic!("no measure {name}"));
        match measure_of(&engine, record, id, at(when)) {
            Some(Value::Int(number)) => number,
            _ => 0,
        }
    }
}

/// Plays events, each at its arrival, under the version with all measures from the start, and with it applied before each of
/// them, and after the last, to hold at once or later; every time the measures must read the same in the end.
fn reads(events: &[(&str, &str)], expected: &[(Read, &str, i64)]) {
    let cases = (0..=events.len()).flat_map(|place| [0, 3, 40].map(|days| Some((place, days))));
    for case in std::iter::once(None).chain(cases) {
        let mut life = Life::begin(case.is_none());
        for place in 0..=events.len() {
            if let Some((_, days)) = case.filter(|(applied, _)| *applied == place) {
                let begins = life.cursor.clock.max(at("2026-03-01")).millis() + days * 86_400_000;
                life.apply(Instant::from_millis(begins).expect("a time"));
            }
            if let Some((arrival, text)) = events.get(place) {
                life.say(arrival, text);
            }
        }
        for (what, when, number) in expected {
            assert_eq!(life.read(*what, when), *number, "{what:?} on {when}, applied {case:?}");
        }
    }
}

#[test]
fn a_late_purchase_and_its_refunds_count() {
    reads(
        &[
            (
                "2026-03-02",
                r#"{"id": "s", "at": "2026-03-02", "signup": {"member": "anna", "brought_by": "other"}}"#,
            ),
            (
                "2026-03-10",
                r#"{"id": "e1", "at": "2026-03-10", "purchase": {"member": "anna", "partner": "shop", "lines": {"a": ["food", "100.00"]}}}"#,
            ),
            // It comes a week late.
            (
                "2026-03-12",
                r#"{"id": "e2", "at": "2026-03-05", "purchase": {"member": "anna", "partner": "shop", "lines": {"a": ["food", "60.00"], "b": ["books", "40.00"]}}}"#,
            ),
            (
                "2026-03-13",
                r#"{"id": "r1", "at": "2026-03-13", "refund": {"purchase": "e2", "lines": ["b"]}}"#,
            ),
            // So does this refund.
            (
                "2026-03-20",
                r#"{"id": "r2", "at": "2026-03-11", "refund": {"purchase": "e1", "lines": {"a": {"amount": "30.00"}}}}"#,
            ),
        ],
        &[
            // 60.00 of e2 from the 5th on, 70.00 of e1 from the 10th on.
            (("anna", "spent"), "2026-03-04", 0),
            (("anna", "spent"), "2026-03-09", 6_000),
            (("anna", "spent"), "2026-04-01", 13_000),
            (("anna", "visits"), "2026-03-09", 1),
            (("anna", "visits"), "2026-04-01", 2),
            (("anna", "goods"), "2026-04-01", 1),
            (("anna", "got"), "2026-03-09", 60),
            (("anna", "got"), "2026-04-01", 130),
            (("anna", "ready"), "2026-04-01", 0),
            // A tenth of it, four days later.
            (("anna", "cashed"), "2026-03-08", 0),
            (("anna", "cashed"), "2026-03-09", 600),
            (("anna", "cashed"), "2026-03-14", 1_300),
            (("other", "brought"), "2026-04-01", 13_000),
        ],
    );
}

#[test]
fn what_is_approved_counts_until_its_purchase_comes_back() {
    reads(
        &[
            (
                "2026-03-05",
                r#"{"id": "e1", "at": "2026-03-05", "purchase": {"member": "anna", "partner": "shop", "lines": {"a": ["food", "60.00"], "b": ["books", "40.00"]}}}"#,
            ),
            ("2026-03-08", r#"{"id": "a1", "at": "2026-03-08", "approval": {"of": "e1"}}"#),
            (
                "2026-03-10",
                r#"{"id": "r1", "at": "2026-03-10", "refund": {"purchase": "e1", "lines": ["b"]}}"#,
            ),
        ],
        &[
            (("anna", "ready"), "2026-03-07", 0),
            (("anna", "ready"), "2026-03-08", 60),
            (("anna", "got"), "2026-03-05", 60),
        ],
    );
}

#[test]
fn what_was_approved_and_spent_leaves_when_its_purchase_comes_back() {
    reads(
        &[
            (
                "2026-03-05",
                r#"{"id": "e1", "at": "2026-03-05", "purchase": {"member": "anna", "partner": "shop", "lines": {"a": ["food", "60.00"], "b": ["books", "40.00"]}}}"#,
            ),
            ("2026-03-08", r#"{"id": "a1", "at": "2026-03-08", "approval": {"of": "e1"}}"#),
            (
                "2026-03-11",
                r#"{"id": "x1", "at": "2026-03-11", "redemption": {"member": "anna", "partner": "shop", "reward": "mug", "points": 100}}"#,
            ),
            (
                "2026-03-11",
                r#"{"id": "x2", "at": "2026-03-11", "redemption": {"member": "anna", "partner": "shop", "reward": "tea", "cash": "10.00"}}"#,
            ),
            // Nothing is left in either lot: 40 points and 4.00 are owed.
            (
                "2026-03-12",
                r#"{"id": "r1", "at": "2026-03-12", "refund": {"purchase": "e1", "lines": ["b"]}}"#,
            ),
        ],
        &[
            // What counted from the 8th, and from the 9th on, leaves from then on, and not before.
            (("anna", "ready"), "2026-03-07", 0),
            (("anna", "ready"), "2026-03-08", 60),
            (("anna", "cashed"), "2026-03-08", 0),
            (("anna", "cashed"), "2026-03-09", 600),
        ],
    );
}

#[test]
fn what_comes_back_before_its_approval_never_counts() {
    reads(
        &[
            (
                "2026-03-05",
                r#"{"id": "e1", "at": "2026-03-05", "purchase": {"member": "anna", "partner": "shop", "lines": {"a": ["food", "60.00"], "b": ["books", "40.00"]}}}"#,
            ),
            (
                "2026-03-06",
                r#"{"id": "r1", "at": "2026-03-06", "refund": {"purchase": "e1", "lines": ["b"]}}"#,
            ),
            ("2026-03-08", r#"{"id": "a1", "at": "2026-03-08", "approval": {"of": "e1"}}"#),
            (
                "2026-03-09",
                r#"{"id": "r2", "at": "2026-03-09", "refund": {"purchase": "e1", "lines": {"a": {"amount": "10.00"}}}}"#,
            ),
        ],
        &[
            (("anna", "ready"), "2026-03-07", 0),
            (("anna", "ready"), "2026-03-08", 50),
            (("anna", "got"), "2026-03-05", 50),
        ],
    );
}

#[test]
fn what_a_close_gave_counts_from_its_approval_on() {
    reads(
        &[
            (
                "2026-03-05",
                r#"{"id": "e1", "at": "2026-03-05", "purchase": {"member": "anna", "partner": "shop", "lines": {"a": ["food", "60.00"], "b": ["books", "40.00"]}}}"#,
            ),
            ("2026-04-01", r#"{"id": "z1", "at": "2026-04-01", "close": {"period": "2026-03"}}"#),
            (
                "2026-04-02",
                r#"{"id": "r1", "at": "2026-04-02", "refund": {"purchase": "e1", "lines": ["b"]}}"#,
            ),
            // One per cent of the 40.00 that came back is taken back of what still waits.
            ("2026-05-01", r#"{"id": "z2", "at": "2026-05-01", "close": {"period": "2026-04"}}"#),
            (
                "2026-05-02",
                r#"{"id": "a1", "at": "2026-05-02", "approval": {"of": "z1", "partner": "shop"}}"#,
            ),
        ],
        &[
            (("shop", "charged"), "2026-05-01", 60),
            (("shop", "freed"), "2026-05-01", 0),
            (("shop", "freed"), "2026-05-02", 60),
        ],
    );
}

#[test]
fn of_facts_that_replace_each_other_only_the_last_counts() {
    reads(
        &[
            ("2026-03-05", r#"{"id": "f1", "at": "2026-03-05", "score": {"of": "shop", "factor": "1.0"}}"#),
            (
                "2026-03-06",
                r#"{"id": "f2", "at": "2026-03-06", "score": {"of": "shop", "factor": "2.0", "supersedes": "f1"}}"#,
            ),
            (
                "2026-03-07",
                r#"{"id": "f3", "at": "2026-03-07", "score": {"of": "shop", "factor": "0.5", "supersedes": "f2"}}"#,
            ),
        ],
        &[(("shop", "scored"), "2026-03-06", 0), (("shop", "scored"), "2026-03-07", 500)],
    );
}
