//! `explain`, `statement`, `why-not`.

use super::shop;
use serde_json::json;

#[test]
fn explain_says_rule_sentence_and_arithmetic_in_a_language() {
    let place = shop();
    // Numbers and their units do not part at the end of a line.
    let told = place.ok(&["explain", "b", "--lang", "pl"]).replace('\u{a0}', " ");
    for line in [
        "#2 2026-03-02T10:00:00+00:00  purchase of bartek at polana, 120.50  [b]",
        "  Przy każdych zakupach za co najmniej 100 zł otrzymujesz 10 punktów.",
        "  120.50 ÷ 1.00 × 1 = 120; paid by partner:polana",
    ] {
        assert!(told.lines().any(|said| said == line), "{line}: {told}");
    }
    assert_eq!(place.ok(&["explain", "#2"]), place.ok(&["explain", "b"]));
    let told = place.json(&["explain", "b"]);
    let gifts: Vec<_> = told["gifts"].as_array().unwrap().iter().map(|gift| gift["amount"].clone()).collect();
    assert_eq!(gifts, ["120", "10"]);
}

#[test]
fn a_statement_lists_what_came_and_what_remains() {
    let place = shop();
    let told = place.ok(&["statement", "bartek"]);
    assert_eq!(
        told,
        "#2 2026-03-02T10:00:00+00:00  purchase of bartek at polana, 120.50  [b]\n  \
         +120 points  a_point_per_zloty: 120.50 ÷ 1.00 × 1 = 120\n  \
         +10 points  ten_for_a_big_basket: 10\n\
         balance of points: 130\n"
    );
    let told = place.json(&["statement", "partner:polana", "--limit", "1"]);
    assert_eq!(told["entries"].as_array().unwrap().len(), 1);
    assert_eq!(told["entries"][0]["position"], 2, "the latest");
}

#[test]
fn why_not_names_the_rule_and_what_would_have_done() {
    let place = shop();
    let told = place.json(&["why-not", "anna", "a"]);
    let obstacle = json!({
        "about": "purchase.total", "actual": "20.00", "needs": "100.00",
        "sentence": "purchase.total was 20.00; 100.00 would do.",
    });
    assert_eq!(told["did_not_give"], json!([{"rule": "ten_for_a_big_basket", "because": [obstacle]}]));
    assert_eq!(place.ok(&["why-not", "bartek", "b"]), "every rule of this kind of event gave\n");
    // If it had been anna's, it would have given her the same.
    assert_eq!(place.ok(&["why-not", "anna", "b"]), "every rule of this kind of event gave\n");
}
