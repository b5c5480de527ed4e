//! An event's own time decides by which version it is decided.

use coterie_calendar::{Instant, Zone};
use coterie_decide::course::{Cursor, happen};
use coterie_decide::decision::Reason;
use coterie_decide::{Engine, MemoryRecords, Versions};
use coterie_intake::{Defaults, Intake};
use coterie_program::ids::Registry;
use std::sync::Arc;

const PROGRAM: &str = "
program: {id: begins, zone: Europe/Warsaw, currency: PLN, late: 30 days}
partners: {kawka: {}}
accounts: {points: {of: member, unit: point}}
rules: {base: {give: {points: 1 per 1 PLN}}}
";

/// Why a purchase is refused by a program that holds from February 2026 on, and by which version it was decided.
fn decided(own_time: &str, arrival: &str) -> (Option<Reason>, u32) {
    let zone = Zone::named("Europe/Warsaw").expect("a zone");
    let at = |text: &str| Instant::parse(text, &zone).expect("a time");
    let program = Arc::new(
        coterie_program::compile::compile(PROGRAM, &Registry::default())
            .expect("the program compiles")
            .program,
    );
    let text = format!(
        r#"{{"id": "e1", "at": "{own_time}", "purchase": {{"member": "anna", "partner": "kawka", "total": "10.00"}}}}"#
    );
    let event = Intake::new(&program).event(&text, &Defaults::of_source("till")).expect("an event");
    let mut versions = Versions::default();
    versions.add(at("2026-02-01"), Arc::new(Engine::new(program, 1)), 0);
    let mut cursor = Cursor { clock: Instant::MIN, position: 1 };
    let mut happened = Vec::new();
    happen(
        &versions,
        &mut MemoryRecords::default(),
        &mut cursor,
        at(arrival),
        &"".into(),
        &event,
        &mut |one| happened.push(one),
    )
    .expect("no record is missing");
    assert_eq!(happened.len(), 1, "one entry answers one event");
    let entry = &happened[0].entry;
    (entry.decision.refusal.as_ref().map(|refusal| refusal.reason), entry.version)
}

#[test]
fn what_happened_before_the_first_version_holds_is_refused() {
    assert_eq!(decided("2017-05-01T12:00", "2017-05-01T12:00"), (Some(Reason::NoProgram), 0));
    assert_eq!(decided("2026-01-31T23:59", "2026-02-03T12:00"), (Some(Reason::NoProgram), 0));
}

#[test]
fn what_happens_from_then_on_is_decided_by_it() {
    assert_eq!(decided("2026-02-01T00:00", "2026-02-01T00:00"), (None, 1));
    assert_eq!(decided("2026-02-02T12:00", "2026-02-03T12:00"), (None, 1));
}
