//! What a failing test says: what was expected, and what is there, in words that a person reads.

use coterie_program::ids::Registry;
use coterie_rehearse::{check, tests::run};
use std::sync::Arc;

const PROGRAM: &str = "
program: {id: p, zone: Europe/Warsaw, currency: PLN}
accounts: {points: {of: member, unit: point}}
measures:
  last_visit: {of: member, last: purchase.at}
  purchases:  {of: member, count: purchase, over: always}
tiers: {card: {of: member, by: purchases, steps: {first: 0, regular: 3}}}
rules: {a: {give: [{points: 5}, {voucher: cake, valid: 30 days}]}}
tests:
  t:
    events: [{id: e1, at: 2026-03-07T12:00, purchase: {member: anna, partner: kawka, total: 5.00}}]
    expect:
      - {after: e1, vouchers: {anna: []}, messages: {anna: [hello]}, refused: too_late}
      - {after: e1, measure: {anna.last_visit: 2026-03-07T13:00, anna.purchases: 2}, tier: {anna.card: regular}}
";

#[test]
fn a_difference_says_what_it_is_of_and_what_is_there() {
    let checked = check(PROGRAM, &Registry::default()).expect("the program compiles");
    let reports = run(&Arc::new(checked.program), &checked.tests);
    let said: Vec<String> = reports[0]
        .failures
        .iter()
        .map(|failure| {
            let (line, column) = (failure.place.start.line, failure.place.start.column);
            format!("{line}:{column} {}: {}, is {}", failure.what, failure.expected, failure.actual)
        })
        .collect();
    assert_eq!(
        said,
        [
            "13:32 vouchers of anna: none, is cake",
            "13:54 messages to anna: hello, is none",
            "13:79 refused: too_late, is accepted",
            "14:104 tier anna.card: regular, is first",
            "14:48 measure anna.last_visit: 2026-03-07T13:00:00+01:00, is 2026-03-07T12:00:00+01:00",
            "14:82 measure anna.purchases: 2, is 1",
        ]
    );
}

#[test]
fn what_would_do_is_held_against_the_unit_and_not_its_smallest_parts() {
    let regression = include_str!("../../../programs/regressions/refusals-in-the-unit.yaml");
    for (right, wrong, told) in [
        ("would_do: 25}", "would_do: 250}", "would_do: 250, is 25.0"),
        ("would_do: 25}", "would_do: 2.5}", "would_do: 2.5, is 25.0"),
        ("would_do: 3.00}", "would_do: 300}", "would_do: 300, is 3.00"),
        ("would_do: 1}", "would_do: 0.1}", "would_do: 0.1, is 1"),
    ] {
        let checked = check(&regression.replace(right, wrong), &Registry::default()).expect("it compiles");
        let reports = run(&Arc::new(checked.program), &checked.tests);
        let said: Vec<String> = reports[0]
            .failures
            .iter()
            .map(|failure| format!("{}: {}, is {}", failure.what, failure.expected, failure.actual))
            .collect();
        assert_eq!(said, [told]);
    }
}
