//! `simulate`.

use super::files;
use serde_json::Value;

#[test]
fn a_simulation_says_the_same_bytes_each_time_and_makes_no_books() {
    let place = files();
    for form in [
        &["simulate", "shop.yaml", "events.ndjson"][..],
        &["simulate", "shop.yaml", "events.ndjson", "--json", "--stats"],
    ] {
        assert_eq!(place.ok(form), place.ok(form));
    }
    assert!(!place.path("coterie.db").exists());
}

#[test]
fn a_simulation_tells_each_gift_with_its_rule_and_arithmetic_and_then_how_all_stand() {
    let place = files();
    let told = place.ok(&["simulate", "shop.yaml", "events.ndjson"]).replace('\u{a0}', " ");
    for line in [
        "#1 2026-03-01 10:00  purchase of anna at polana, 20 zł  [a]",
        "  +20 points anna: rule a_point_per_zloty",
        "    20 ÷ 1 × 1 = 20",
        "  +120 points bartek: rule a_point_per_zloty",
        "    full 1 in 120.50: 120; 120 × 1 = 120",
        "  +10 points bartek: rule ten_for_a_big_basket",
    ] {
        assert!(told.lines().any(|said| said == line), "{line}: {told}");
    }
    let polana = told.lines().find(|line| line.contains("partner:polana")).unwrap();
    assert_eq!(
        polana.split_whitespace().collect::<Vec<_>>(),
        ["partner:polana", "points", "150", "0", "0", "1.50", "0.00", "0"]
    );
}

#[test]
fn with_json_each_line_is_one_object_and_stats_count_conditions() {
    let place = files();
    let told = place.ok(&["simulate", "shop.yaml", "events.ndjson", "--json", "--stats"]);
    let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!((&lines[0]["gifts"][0]["amount"], &lines[0]["conditions"]), (&"20".into(), &1.into()));
    assert_eq!(lines[2]["final"]["balances"][1]["balance"], "130");
    assert_eq!(lines[3]["stats"]["events"], 2);
}

#[test]
fn events_may_come_through_a_pipe() {
    let place = files();
    let piped = place.run_with(&["simulate", "shop.yaml", "-"], super::EVENTS.as_bytes());
    assert_eq!(piped.stdout, place.ok(&["simulate", "shop.yaml", "events.ndjson"]));
}

#[test]
fn what_is_spent_and_what_is_taken_back_is_told_with_its_rule_beside_what_is_given() {
    let place = crate::support::Place::new();
    place.write(
        "kawka.yaml",
        "
program: {id: kawka, zone: UTC, currency: PLN}
partners: {kawka: {}}
accounts: {points: {of: member, unit: point, expires: {after: 30 days}}}
rules:
  a_point: {give: {points: 1 per 1 PLN}}
  verdict: {when: score, who: score.of, give: {message: judged}}
facts: {score: {of: member, factor: decimal}}
rewards: {coffee: {pay: {points: 20}, give: {voucher: coffee, at: kawka}}}
",
    );
    place.write(
        "e.ndjson",
        r#"{"id":"p","at":"2026-01-03T10:00","purchase":{"member":"anna","partner":"kawka","total":"50.00"}}
{"id":"r","at":"2026-01-04T10:00","redemption":{"member":"anna","partner":"kawka","reward":"coffee"}}
{"id":"x","at":"2026-03-03T10:00","refund":{"purchase":"p"}}
"#,
    );
    let told = place.ok(&["simulate", "kawka.yaml", "e.ndjson"]).replace('\u{a0}', " ");
    for line in [
        "  −20 points anna: price of the reward coffee, at kawka",
        "  −30 points anna: expired; it was good until 2026-02-02 09:59",
        "    30 points of it had expired unused; that is undone.",
    ] {
        assert!(told.lines().any(|said| said == line), "{line}: {told}");
    }
    assert!(told.contains("voucher coffee, code ") && !told.contains(" 0 points"), "{told}");
    let told = place.ok(&["simulate", "kawka.yaml", "e.ndjson", "--json"]);
    let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let transfers = lines.iter().flat_map(|line| line["effects"].as_array().into_iter().flatten());
    let caused: Vec<_> =
        transfers.filter_map(|one| Some((one["cause"].as_str()?, one["rule"].as_str()))).collect();
    assert_eq!(
        caused,
        [("earn", Some("a_point")), ("spend", Some("coffee")), ("expire", None), ("claw", Some("a_point"))]
    );
}

/// Ten steps of 2.5 leaves would do of 26 that are asked for; of 3.50 in cashback, three of 1.00; of two coffees, one.
#[test]
fn amounts_of_a_refusal_are_in_their_units_and_times_are_numbers() {
    let place = crate::support::Place::new();
    let program = include_str!("../../../../programs/regressions/refusals-in-the-unit.yaml");
    place.write("leaves.yaml", program);
    let redeemed = |minute: u32, what: &str| {
        format!(
            r#"{{"id": "s{minute}", "at": "2026-03-02T12:0{minute}", "redemption": {{"member": "anna", "partner": "polana", {what}}}}}
"#
        )
    };
    let given = |minute: u32, what: &str| {
        format!(
            r#"{{"id": "g{minute}", "at": "2026-03-01T12:0{minute}", "adjustment": {{"member": "anna", {what}, "reason": "to begin with"}}}}
"#
        )
    };
    let events = [
        given(1, r#""leaves": "100""#),
        given(2, r#""back": "50.00""#),
        redeemed(3, r#""reward": "money_off", "leaves": "26", "total": "100.00""#),
        redeemed(4, r#""reward": "from_cashback", "back": "3.50", "total": "100.00""#),
        redeemed(5, r#""reward": "coffee", "times": 2"#),
        redeemed(6, r#""reward": "coffee", "times": 2"#),
    ];
    place.write("events.ndjson", events.concat());
    let told = place.ok(&["simulate", "leaves.yaml", "events.ndjson", "--json"]);
    let refused = told.lines().filter_map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        let refused = line.get("refused")?;
        Some((refused["available"].clone(), refused["would_do"].clone()))
    });
    assert_eq!(
        refused.collect::<Vec<_>>(),
        [("100.0".into(), "25.0".into()), ("50.00".into(), "3.00".into()), (1.into(), 1.into())]
    );
    let told = place.ok(&["simulate", "leaves.yaml", "events.ndjson"]).replace('\u{a0}', " ");
    assert!(told.contains("available: 100 leaves; 25 leaves would do"), "{told}");
}

/// Toys of 120.00, 70.00 and 50.00 with 12.5 % off, at most 20.00: 10.00, 5.83 and 4.17; 220.00 is paid. The last goes back,
/// then the second.
#[test]
fn what_is_worked_out_anew_on_what_remains_is_shown_with_its_arithmetic() {
    let place = crate::support::Place::new();
    place.write(
        "anew.yaml",
        "program: {id: anew, zone: UTC, currency: PLN}
partners: {p: {issue_price: 0.01, redemption_price: 0.01}}
accounts: {points: {of: member, unit: point, rounds: down}}
rules:
  toys: {for: {line.category: toy}, if: {lines.count: {at_least: 2}}, give: {points: 5 per item}, on_refund: recompute}
  thirds: {give: {points: 1 per 3 PLN}, on_refund: recompute}
  off: {if: {purchase.codes: {has: OFF}}, give: {discount: 12.5 %, at_most: 20.00}, on_refund: recompute}
",
    );
    place.write(
        "events.ndjson",
        r#"{"id": "e1", "at": "2026-03-01T12:00", "purchase": {"member": "anna", "partner": "p", "codes": ["OFF"], "lines": [{"id": "a", "category": "toy", "amount": "120.00", "quantity": 3}, {"id": "b", "category": "toy", "amount": "70.00", "quantity": 2}, {"id": "c", "category": "toy", "amount": "50.00", "quantity": 1}]}}
{"id": "r1", "at": "2026-03-02T12:00", "refund": {"purchase": "e1", "lines": ["c"]}}
{"id": "r2", "at": "2026-03-03T12:00", "refund": {"purchase": "e1", "lines": ["b"]}}
"#,
    );
    let told = place.ok(&["simulate", "anew.yaml", "events.ndjson"]).replace('\u{a0}', " ");
    let (_, returned) = told.split_once("#2 ").unwrap();
    for line in [
        "    “off” still holds on what remains: each line keeps its share of the money off.",
        "    20 × 174.17 ÷ 220 = 15.8336…, rounded 15.83; 20 − 15.83 = 4.17 are taken back",
        "    “thirds” is worked out anew on what remains.",
        "    full 3 in 174.17: 58; 58 × 1 = 58; 73 − 58 = 15 are taken back",
        "    5 × 5 pieces = 25; 30 − 25 = 5 are taken back",
        "    20 × 110 ÷ 220 = 10; 15.83 − 10 = 5.83 are taken back",
        "    full 3 in 110: 36; 36 × 1 = 36; 58 − 36 = 22 are taken back",
        "    “toys” gives nothing on what remains.",
        "    of 30 are kept 0; 25 − 0 = 25 are taken back",
    ] {
        assert!(returned.lines().any(|said| said == line), "{line}: {returned}");
    }
}
