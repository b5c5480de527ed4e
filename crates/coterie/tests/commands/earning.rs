//! What partners earn, and what became of money that was owed: `settle`, `statement --period`, `report`.
//!
//! Each purchase at Polana gives a point (0.01) for every zloty and, from Polana, 5 % to whoever brought the customer, which Blog
//! did; for a purchase of at least 500.00 the coalition gives Polana 10.00. Cicha does nothing. A hundred points are 1.00 at the
//! till, for which Polana is paid 0.90, or 1.00 for the shelter.

use super::support::Place;
use serde_json::{Value, json};

const PROGRAM: &str = "\
program: {id: lane, zone: Europe/Warsaw, currency: PLN}
partners: {polana: {issue_price: 0.0100, redemption_price: 0.0090}, blog: {}, cicha: {}}
relations: {member.brought_by: partner}
accounts:
  points: {of: member, unit: point, rounds: down}
  commission: {of: partner, unit: PLN, rounds: half_up}
  bonus: {of: partner, unit: PLN, rounds: half_up}
rules:
  a_point_per_zloty: {give: {points: 1 per 1.00 PLN}}
  who_brought: {who: member.brought_by, give: {commission: 5 %}}
  a_large_one: {who: purchase.partner, if: {purchase.total: {at_least: 500.00}}, give: {bonus: 10.00}, paid_by: coalition}
rewards:
  off: {pay: {points: {each: 100}}, give: {discount: 1.00}, paid_by: coalition}
  shelter: {pay: {points: {each: 100}}, give: {donation: 1.00}, paid_by: coalition}
";

const MARCH: &str = r#"{"id": "s", "at": "2026-03-01T10:00", "signup": {"member": "anna", "brought_by": "blog"}}
{"id": "p1", "at": "2026-03-02T10:00", "purchase": {"member": "anna", "partner": "polana", "lines": [{"id": "a", "amount": "100.00"}, {"id": "b", "amount": "100.00"}]}}
{"id": "p2", "at": "2026-03-03T10:00", "purchase": {"member": "anna", "partner": "polana", "total": "600.00"}}
{"id": "r1", "at": "2026-03-04T10:00", "refund": {"purchase": "p1", "lines": ["a"]}}
{"id": "x1", "at": "2026-03-05T10:00", "redemption": {"member": "anna", "partner": "polana", "reward": "off", "points": 300, "total": "50.00"}}
{"id": "d1", "at": "2026-03-06T10:00", "redemption": {"member": "anna", "reward": "shelter", "points": 100}}
"#;

fn lane() -> Place {
    let place = Place::with_program(PROGRAM);
    place.write("march.ndjson", MARCH);
    place.ok(&["import", "events", "march.ndjson"]);
    place
}

fn has_row(told: &str, row: &[&str]) -> bool {
    told.lines().any(|line| line.split_whitespace().eq(row.iter().flat_map(|cell| cell.split_whitespace())))
}

/// The statement of a partner in a settlement.
fn of<'s>(settled: &'s Value, partner: &str) -> &'s Value {
    let partners = settled["partners"].as_array().unwrap();
    partners.iter().find(|one| one["partner"] == partner).unwrap_or_else(|| panic!("{partner}: {settled}"))
}

fn money(one: &Value) -> [&str; 4] {
    ["pays", "paid", "earned", "net"].map(|name| one[name].as_str().unwrap())
}

#[test]
fn every_partner_has_one_statement_and_all_together_come_to_nothing() {
    let place = lane();
    let settled = place.json(&["settle", "--period", "2026-03"]);
    // 200 + 600 − 100 points are 7.00; 10.00 + 30.00 − 5.00 of commission; 300 points at 0.0090; the bonus.
    assert_eq!(money(of(&settled, "partner:polana")), ["42.00", "2.70", "10.00", "-29.30"]);
    assert_eq!(money(of(&settled, "partner:blog")), ["0.00", "0.00", "35.00", "35.00"]);
    assert_eq!(money(of(&settled, "partner:cicha")), ["0.00", "0.00", "0.00", "0.00"]);
    // −29.30 + 35.00 − 5.70 = 0.00; and the coalition gave the shelter 1.00.
    let coalition = &settled["coalition"];
    assert_eq!(
        ["net", "donated", "remainder", "money_off_for_points"].map(|name| coalition[name].as_str().unwrap()),
        ["-5.70", "1.00", "-6.70", "4.00"]
    );
    assert_eq!(coalition["owed"], json!([]), "what partners earn is on their statements");
    let commission = &of(&settled, "partner:blog")["accounts"][0];
    assert_eq!(
        (&commission["account"], &commission["own"]["earned"], &commission["own"]["taken_back"]),
        (&"commission".into(), &"40.00".into(), &"5.00".into())
    );
    let told = place.ok(&["settle", "--period", "2026-03"]);
    for row in [
        &["blog", "commission", "40.00", "5.00", "35.00"][..],
        &["polana", "bonus", "10.00", "0.00", "10.00"],
        &["polana", "42.00", "2.70", "10.00", "has to pay", "29.30"],
        &["blog", "0.00", "0.00", "35.00", "gets", "35.00"],
        &["cicha", "0.00", "0.00", "0.00", "neither pays nor gets", "0.00"],
        &["coalition", "47.70", "42.00", "0.00", "has to pay", "5.70"],
        &["partners pay 42.00, are paid 2.70 and earn 45.00"],
        &["1.00 went to good causes"],
        &["the coalition pays 6.70"],
    ] {
        assert!(has_row(&told, row), "{row:?}: {told}");
    }
}

#[test]
fn a_partners_statement_of_the_period_proves_its_settlement_line_by_line() {
    let place = lane();
    place.ok(&["tick", "--at", "2026-04-01"]);
    place.ok(&["close", "--period", "2026-03"]);
    // Of March, and too late for it: 20 points, 1.00 of commission.
    place.write(
        "late.ndjson",
        r#"{"id": "late", "at": "2026-03-31T10:00", "purchase": {"member": "anna", "partner": "polana", "total": "20.00"}}"#,
    );
    place.ok(&["import", "events", "late.ndjson"]);
    for period in ["2026-03", "2026-04"] {
        let settled = place.json(&["settle", "--period", period]);
        for partner in ["partner:polana", "partner:blog", "partner:cicha"] {
            let proved = place.json(&["statement", partner, "--period", period]);
            assert_eq!(&proved["settlement"], of(&settled, partner), "{partner} in {period}");
        }
    }
    let april = place.ok(&["settle", "--period", "2026-04"]);
    assert!(
        april.contains("of these, 1.00 earned by blog (commission) came after its own period was closed"),
        "{april}"
    );
    let told = place.ok(&["statement", "polana", "--period", "2026-03"]).replace('\u{a0}', " ");
    // The 3.00 that points bought are paid for by the points, and by nothing else.
    for line in [
        "sum: 700 points issued, less what came back; polana pays 700 × 0.01 = 7 zł",
        "sum: 300 points spent here; polana is paid 300 × 0.009 = 2.70 zł",
        "in all: polana pays 29.30 zł",
    ] {
        assert!(told.lines().any(|one| one == line), "{line}: {told}");
    }
    assert!(!told.contains("is paid 3 zł"), "{told}");
    let told = place.ok(&["statement", "blog", "--period", "2026-03"]).replace('\u{a0}', " ");
    assert!(told.contains("\nin all: blog gets 35 zł\n"), "{told}");
}

#[test]
fn a_report_shows_what_partners_hold_and_tells_what_points_bought_in_words() {
    let place = lane();
    let told = place.ok(&["report"]);
    // The affiliate sold nothing and gave nothing; it holds what it earned.
    let blog = told.lines().find(|line| line.trim_start().starts_with("blog")).unwrap_or_default();
    assert!(blog.contains(" commission ") && blog.ends_with(" 35.00"), "{told}");
    let line = "members paid 3.00 of their baskets with points and cashback, and gave 1.00 to good causes; \
                partners are paid for it as redeemed above";
    assert!(told.lines().any(|one| one == line), "{told}");
    assert!(!told.contains("discounts"), "{told}");
    let books = &place.json(&["report"])["books"];
    assert_eq!(books["partners"]["partner:blog"]["accounts"]["commission"]["outstanding"], "35.00");
    assert_eq!(
        books["money_off_for_points"],
        json!({"given": "4.00", "off_baskets": "3.00", "donated": "1.00"})
    );
}

#[test]
fn money_that_is_owed_no_more_is_said_to_have_expired_or_been_taken_back() {
    let place = Place::with_program(
        "\
program: {id: cash, zone: Europe/Warsaw, currency: PLN}
partners: {polana: {}}
accounts: {cash: {of: member, unit: PLN, expires: {after: 30 days}}}
rules: {ten_percent: {give: {cash: 10 %}}}
",
    );
    place.write(
        "e.ndjson",
        r#"{"id": "a", "at": "2026-03-20T10:00", "purchase": {"member": "anna", "partner": "polana", "total": "100.00"}}
{"id": "b", "at": "2026-03-21T10:00", "purchase": {"member": "bartek", "partner": "polana", "total": "20.00"}}
{"id": "r", "at": "2026-04-02T10:00", "refund": {"purchase": "b"}}
"#,
    );
    place.ok(&["import", "events", "e.ndjson"]);
    place.ok(&["tick", "--at", "2026-04-25"]);
    let told = place.ok(&["settle", "--period", "2026-04"]);
    for line in [
        "12.00 less of cash is owed to members than before: 2.00 taken back, 10.00 expired",
        "10.00 remains with the coalition",
    ] {
        assert!(told.lines().any(|one| one == line), "{line}: {told}");
    }
    assert!(!told.contains("spent"), "{told}");
    let owed = &place.json(&["settle", "--period", "2026-04"])["coalition"]["owed"][0];
    assert_eq!(
        ["amount", "spent", "expired", "taken_back"].map(|name| owed[name].as_str().unwrap()),
        ["-12.00", "0.00", "10.00", "2.00"]
    );
}
