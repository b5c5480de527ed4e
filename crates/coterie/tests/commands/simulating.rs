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
    let told = place.ok(&["simulate", "shop.yaml", "events.ndjson"]);
    for line in [
        "2026-03-01T10:00:00+00:00  purchase of anna at polana, 20.00  [a]",
        "  20 points to member:anna by a_point_per_zloty: 20.00 ÷ 1.00 × 1 = 20",
        "  120 points to member:bartek by a_point_per_zloty: full 1.00 in 120.50: 120; 120 × 1 = 120",
        "  10 points to member:bartek by ten_for_a_big_basket: 10",
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
