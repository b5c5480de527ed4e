//! What an edited program would have done to a small history, worked out by hand.

use coterie_calendar::Instant;
use coterie_decide::decision::Decision;
use coterie_decide::entry::Apply;
use coterie_decide::{Entry, Origin};
use coterie_intake::{Defaults, Intake};
use coterie_program::compile::compile;
use coterie_program::ids::Registry;
use coterie_rehearse::{Plan, Rehearsal, plan::plan};
use serde_json::json;
use std::sync::Arc;

const PROGRAM: &str = "\
program: {id: plans, zone: UTC, currency: PLN}
partners: {polana: {sells: groceries, issue_price: 0.0100, redemption_price: 0.0090}}
accounts: {points: {of: member, unit: point, expires: {after: 30 days}}}
measures: {earned: {of: member, sum: points, over: always}}
tiers: {tier: {of: member, by: earned, steps: {green: 0, gold: 300}}}
rules:
  a_point_per_zloty: {give: {points: 1 per 1 PLN}}
";

/// Two members buy; one of them returns everything.
fn history() -> (Registry, Vec<(u64, Entry)>) {
    let checked = compile(PROGRAM, &Registry::default()).expect("the program compiles");
    let registry = checked.program.registry.clone();
    let program = Arc::new(checked.program);
    let intake = Intake::new(&program);
    let known = |_: &str| true;
    let defaults = Defaults { source: "till", at: None, known_partner: &known };
    let apply = Apply {
        version: 1,
        from: Instant::MIN,
        text: PROGRAM.to_owned(),
        registry: registry.clone(),
        backfilled: None,
    };
    let entry = Entry {
        clock: Instant::MIN,
        version: 1,
        by: compact_str::CompactString::default(),
        origin: Origin::Apply(apply),
        decision: Decision::default(),
    };
    let mut entries = vec![(0, entry)];
    let mut rehearsal = Rehearsal::new(program);
    for event in [
        json!({"id": "e1", "at": "2026-03-10T12:00", "purchase": {"member": "anna", "partner": "polana", "total": "200.00"}}),
        json!({"id": "e2", "at": "2026-03-11T12:00", "purchase": {"member": "jan", "partner": "polana", "total": "50.00"}}),
        json!({"id": "r2", "at": "2026-03-12T12:00", "refund": {"purchase": "e2"}}),
        json!({"id": "e3", "at": "2026-04-20T12:00", "purchase": {"member": "ola", "partner": "polana", "total": "10.00"}}),
    ] {
        let event = intake.event_of_value(&event, &defaults).expect("it is an event of the program");
        rehearsal.play(&event, &mut |one| entries.push((one.position, one.entry))).expect("it can be played");
    }
    (registry, entries)
}

fn planned(edited: &str) -> Plan {
    let (registry, entries) = history();
    let program = compile(edited, &registry).expect("the edited program compiles").program;
    let history = entries.iter().map(|(position, entry)| (*position, entry));
    plan(Arc::new(program), history, 10, |_| ()).expect("the history can be played")
}

#[test]
fn the_same_program_changes_nothing() {
    let plan = planned(PROGRAM);
    assert_eq!((plan.gaining, plan.losing, plan.shifted, plan.unchanged), (0, 0, 0, 3));
    assert_eq!(plan.most_affected, []);
    assert_eq!(plan.events, 4);
    for account in &plan.accounts {
        assert_eq!(account.given.before, account.given.after);
        assert_eq!(account.expired.before, account.expired.after);
    }
    assert!(plan.partners.iter().all(|one| one.books.before == one.books.after));
}

#[test]
fn twice_the_points_are_told_per_member_partner_and_tier() {
    let plan = planned(&PROGRAM.replace("1 per 1 PLN", "2 per 1 PLN"));
    // Jan's purchase came back: his gain and its loss cancel out.
    assert_eq!((plan.gaining, plan.losing, plan.shifted, plan.unchanged), (2, 0, 1, 0));
    let points = &plan.accounts[0];
    assert_eq!((points.given.before.as_str(), points.given.after.as_str()), ("260", "520"));
    assert_eq!((points.taken_back.before.as_str(), points.taken_back.after.as_str()), ("50", "100"));
    // Anna's points expired on the 9th of April, before the last event.
    assert_eq!((points.expired.before.as_str(), points.expired.after.as_str()), ("200", "400"));
    let polana = &plan.partners[0];
    assert_eq!((polana.books.before.issued.as_str(), polana.books.after.issued.as_str()), ("210", "420"));
    assert_eq!((polana.books.before.pays.as_str(), polana.books.after.pays.as_str()), ("2.10", "4.20"));
    assert_eq!(polana.net_change, "-2.10");
    let gold = plan.tiers.iter().find(|step| step.step == "gold").expect("the step is there");
    assert_eq!((gold.count.before, gold.count.after), (0, 1));
    // All stood on green: anna gains 200 and ola 10, jan's return takes his 50 more back; 210 at 0.0100.
    let green = plan.tiers.iter().find(|step| step.step == "green").expect("the step is there");
    assert_eq!((green.count.before, green.gaining, green.losing), (3, 2, 0));
    assert_eq!(
        (green.gained.len(), green.gained[0].gained.as_str(), green.pays.as_str()),
        (1, "+210", "+2.10")
    );
    assert_eq!((gold.gaining, gold.losing, &gold.gained, gold.pays.as_str()), (0, 0, &vec![], "0.00"));
    let most = &plan.most_affected[0];
    assert_eq!((most.party.as_str(), most.accounts[0].gained.as_str()), ("member:anna", "+200"));
    assert_eq!(most.because[0].event, "till/e1");
    assert_eq!(most.because[0].before, ["a_point_per_zloty: 200.00 ÷ 1.00 × 1 = 200"]);
    assert_eq!(most.because[0].after, ["a_point_per_zloty: 200.00 ÷ 1.00 × 2 = 400"]);
}

#[test]
fn a_return_that_takes_more_back_is_told_by_what_it_takes_back() {
    let plan = planned(&PROGRAM.replace("1 per 1 PLN", "2 per 1 PLN"));
    let jan = plan.most_affected.iter().find(|one| one.party == "member:jan").expect("his events differ");
    let refund = jan.because.iter().find(|reason| reason.event == "till/r2").expect("it differs");
    assert_eq!(refund.before, ["-50 points (taken back)"]);
    assert_eq!(refund.after, ["-100 points (taken back)"]);
}
