//! Changed constants: those that a program's tests notice, and those that they don't.

use coterie_rehearse::{MutateError, mutate};

const PROGRAM: &str = "\
program: {id: slips, zone: Europe/Warsaw, currency: PLN}
partners: {polana: {sells: groceries}}
accounts: {points: {of: member, unit: point}}
rules:
  a_point_per_zloty: {give: {points: 1 per 1 PLN}}
  thirty_for_200: {if: {purchase.total: {at_least: 200.00}}, give: {points: 30}}
tests:
  a_large_purchase:
    events:
      - {id: e1, at: 2026-03-10T12:00, purchase: {member: anna, partner: polana, total: 250.00}}
    expect:
      - {after: e1, balance: {anna.points: 280}}
";

fn progress(_: usize, _: usize) {}

#[test]
fn a_threshold_that_no_test_touches_survives() {
    let found = mutate(PROGRAM, progress).expect("it compiles and passes");
    let survivors: Vec<_> =
        found.survivors.iter().map(|one| (one.line, one.text.as_str(), one.changed_to.as_str())).collect();
    // A purchase of 250.00 passes 200.00 and 200.01 alike.
    assert_eq!(survivors, [(6, "200.00", "200.01")]);
    assert_eq!((found.tried, found.noticed, found.not_compiling), (4, 3, 0));
    assert_eq!(found.survivors[0].place, "rules.thirty_for_200.if.purchase.total.at_least");
}

#[test]
fn a_test_at_the_threshold_notices() {
    let exact = PROGRAM.replace("250.00", "200.00").replace("280", "230");
    assert_eq!(mutate(&exact, progress).expect("it compiles and passes").survivors, []);
}

#[test]
fn a_program_whose_tests_fail_is_not_mutated() {
    let failing = PROGRAM.replace("280", "281");
    assert!(matches!(mutate(&failing, progress), Err(MutateError::Failing(reports)) if reports.len() == 1));
    assert!(matches!(mutate("program: {", progress), Err(MutateError::Mistakes(_))));
}
