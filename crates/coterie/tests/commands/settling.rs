//! `settle`: who pays what, who is owed what, what remains, and what is not settled.
//!
//! Each purchase at Polana gives a point (0.01) for every zloty, and 2.00 to Ola, who served; for a basket of at least 2,000.00
//! the coalition gives Ola 50.00 more. Zorza settles by quarter. What partners earn is settled in `earning.rs`.

use super::support::Place;
use serde_json::json;

const PROGRAM: &str = "\
program: {id: square, zone: Europe/Warsaw, currency: PLN}
partners: {polana: {issue_price: 0.0100, redemption_price: 0.0090}, zorza: {settled: quarterly}}
accounts:
  points: {of: member, unit: point, rounds: down}
  thanks: {of: employee, unit: PLN, rounds: down}
rules:
  a_point_per_zloty: {give: {points: 1 per 1.00 PLN}}
  thanks_to_who_served: {who: purchase.employee, give: {thanks: 2.00}}
  great_thanks: {who: purchase.employee, if: {purchase.total: {at_least: 2000.00}}, give: {thanks: 50.00}, paid_by: coalition}
";

fn purchase(id: &str, at: &str, total: &str) -> String {
    format!(
        r#"{{"id": "{id}", "at": "{at}", "purchase": {{"member": "anna", "employee": "ola", "partner": "polana", "total": "{total}"}}}}"#
    )
}

/// March: 2,000.00 in two purchases. April: one of 2,000.00, in the first hour of the program's month.
fn square() -> Place {
    let place = Place::new();
    place.write("square.yaml", PROGRAM);
    let events = [
        purchase("a", "2026-03-01T10:00:00Z", "20.00"),
        purchase("b", "2026-03-02T10:00:00Z", "1980.00"),
        purchase("c", "2026-03-31T22:30:00Z", "2000.00"),
    ];
    place.write("events.ndjson", events.join("\n"));
    place.ok(&["apply", "square.yaml", "--at", "2020-01-01"]);
    place.ok(&["import", "events", "events.ndjson"]);
    place
}

#[test]
fn what_others_are_owed_does_not_remain_with_the_coalition() {
    let place = square();
    place.ok(&["close", "--period", "2026-03"]);
    let told = place.ok(&["settle", "--period", "2026-03"]);
    // 2,000 points at 0.0100, and twice 2.00.
    for line in [
        "Settlement of 2026-03 (closed)",
        "partners pay 24.00 and are paid 0.00",
        "4.00 of thanks is owed to employees",
        "20.00 remains with the coalition",
    ] {
        assert!(told.lines().any(|one| one == line), "{line}: {told}");
    }
    assert!(
        told.lines().any(|line| line
            .split_whitespace()
            .eq(["polana", "24.00", "0.00", "0.00", "has", "to", "pay", "24.00"])),
        "{told}"
    );
    assert!(told.lines().any(|line| line.contains(" 2 000 ")), "thousands apart: {told}");
    let report = place.json(&["settle", "--period", "2026-03"]);
    assert_eq!(
        report["coalition"]["owed"],
        json!([{
            "account": "thanks", "to": "employee", "amount": "4.00", "given": "4.00", "taken_back": "0.00",
            "spent": "0.00", "expired": "0.00", "otherwise": "0.00", "paid_out": "0.00",
        }])
    );
    assert_eq!(report["coalition"]["remainder"], "20.00");
    assert_eq!((&report["currency"], &report["units"]["points"]), (&"PLN".into(), &"point".into()));
}

#[test]
fn what_the_coalition_pays_itself_is_said_as_that() {
    let told = square().ok(&["settle", "--period", "2026-04"]);
    // 20.00 for points and 2.00 for thanks come in; 52.00 of thanks is owed.
    assert!(told.contains("52.00 of thanks is owed to employees\nthe coalition pays 30.00\n"), "{told}");
    assert!(!told.contains("remains"), "{told}");
}

#[test]
fn a_month_names_who_settles_by_quarter_and_the_other_way_round() {
    let place = square();
    let month = place.ok(&["settle", "--period", "2026-03"]);
    assert!(month.contains("not here, since they settle by quarter (--period 2026-Q1): zorza"), "{month}");
    let quarter = place.ok(&["settle", "--period", "2026-Q1"]);
    assert!(
        quarter.contains("not here, since they settle by month (--period 2026-01 … 2026-03): polana"),
        "{quarter}"
    );
}

#[test]
fn an_open_period_says_what_its_figures_wait_for() {
    let place = square();
    let told = |period: &str| place.ok(&["settle", "--period", period]);
    assert!(told("2026-03").contains("it is over and not closed: coterie close --period 2026-03 closes it"));
    let april = told("2026-04");
    assert!(
        april.contains("it is not over before 2026-05-01 00:00, and the books have come to 2026-04-01 00:30"),
        "{april}"
    );
    assert!(told("2026-06").contains("it begins 2026-06-01 00:00"));
}

#[test]
fn a_period_in_which_nobody_settles_is_refused_with_those_in_which_somebody_does() {
    let ran = square().run(&["settle", "--period", "2026"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("try --period 2026-01 … 2026-12 or --period 2026-Q1 … 2026-Q4"), "{ran:?}");
}

#[test]
fn a_period_of_a_kind_in_which_a_partner_does_not_settle_is_refused_with_the_right_one() {
    let place = square();
    let refused = |arguments: &[&str], why: &str| {
        let ran = place.run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.contains(why), "{why}: {ran:?}");
    };
    let statement = |partner, period| ["statement", partner, "--period", period];
    refused(
        &statement("polana", "2026-Q1"),
        "--period 2026-Q1: polana settles by month; try --period 2026-01 … 2026-03",
    );
    refused(
        &statement("zorza", "2026-03"),
        "--period 2026-03: zorza settles by quarter; try --period 2026-Q1",
    );
    place.ok(&statement("polana", "2026-03"));
    place.ok(&statement("zorza", "2026-Q1"));
    // Of a member it is what happened in the period, whichever it is.
    place.ok(&statement("anna", "2026-Q1"));
}

#[test]
fn a_program_that_settles_by_month_alone_neither_settles_nor_closes_a_quarter() {
    let place = Place::with_program(&PROGRAM.replace("zorza: {settled: quarterly}", "zorza: {}"));
    place.write("events.ndjson", purchase("a", "2026-04-01T10:00:00Z", "20.00"));
    place.ok(&["import", "events", "events.ndjson"]);
    for (command, why) in [
        ("settle", "no partner of square settles in such a period"),
        ("close", "no partner of square settles in such a period, and no rule gives at its close"),
    ] {
        let ran = place.run(&[command, "--period", "2026-Q1"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{command}");
        let said = format!("--period 2026-Q1: {why}; try --period 2026-01 … 2026-03");
        assert!(ran.stderr.contains(&said), "{said}: {ran:?}");
    }
}

#[test]
fn what_came_after_its_month_was_closed_is_marked_where_it_is_settled() {
    let place = square();
    place.ok(&["close", "--period", "2026-03"]);
    place.write("late.ndjson", purchase("late", "2026-03-31T10:00:00Z", "7.00"));
    place.ok(&["import", "events", "late.ndjson"]);
    let told = place.ok(&["settle", "--period", "2026-04"]);
    assert!(
        told.contains("of these, 7 issued at polana (points) came after its own period was closed"),
        "{told}"
    );
}

/// Of 300 points, 30 are spent and 20 reserved at Zorza; what was spent is cancelled, what was reserved is taken. The
/// cancellation and the capture name the redemption and the hold, not Zorza.
#[test]
fn a_partners_statement_has_what_concerns_it_through_the_event_that_is_named() {
    let program = "program: {id: fair, zone: UTC, currency: PLN}
partners: {polana: {issue_price: 0.05}, zorza: {redemption_price: 0.02}}
accounts: {points: {of: member, unit: point, rounds: down}}
rules:
  plain: {give: {points: 1 per 1 PLN}}
rewards:
  loaf: {pay: {points: 30}, give: {product: loaf}}
  roll: {pay: {points: 20}, give: {product: roll}}
policies: {holds: 1 day}
";
    let place = Place::with_program(program);
    place.write(
        "events.ndjson",
        r#"{"id": "e1", "at": "2026-05-01T12:00:00Z", "purchase": {"member": "ala", "partner": "polana", "total": "300.00"}}
{"id": "w1", "at": "2026-05-01T15:00:00Z", "redemption": {"member": "ala", "partner": "zorza", "reward": "loaf"}}
{"id": "h1", "at": "2026-05-01T16:00:00Z", "hold": {"member": "ala", "partner": "zorza", "reward": "roll"}}
{"id": "x1", "at": "2026-05-02T15:00:00Z", "cancellation": {"redemption": "w1"}}
{"id": "k1", "at": "2026-05-02T15:30:00Z", "capture": {"hold": "h1"}}
"#,
    );
    place.ok(&["import", "events", "events.ndjson"]);
    let asked = |range: &[&str]| {
        let told = place.json(&[&["statement", "partner:zorza"], range].concat());
        let ids = told["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["event"]["id"].as_str().unwrap().to_owned());
        (ids.collect::<Vec<_>>(), told["sums"][0].as_str().unwrap().replace('\u{a0}', " "))
    };
    // 30 spent and 30 back; 20 spent at 0.02.
    let settled = place.json(&["settle", "--period", "2026-05"]);
    let zorza = settled["partners"].as_array().unwrap().iter().find(|one| one["partner"] == "partner:zorza");
    assert_eq!(zorza.unwrap()["paid"], "0.40");
    let (ids, sums) = asked(&[]);
    assert_eq!(ids, ["w1", "h1", "x1", "k1"]);
    assert_eq!(sums, "sum: 20 points spent here; zorza is paid 20 × 0.02 = 0.40 zł");
    let (ids, _) = asked(&["--from", "2026-05-02", "--to", "2026-05-03"]);
    assert_eq!(ids, ["x1", "k1"]);
    assert_eq!(asked(&["--period", "2026-05"]).1, sums);
}

/// Anna pays 1.00 and 3.00 with points; the first redemption is cancelled, and of the second's basket a third is returned, then
/// the rest.
#[test]
fn what_points_took_off_a_basket_goes_back_with_them() {
    let program = "program: {id: till, zone: UTC, currency: PLN}
partners: {polana: {issue_price: 0.01, redemption_price: 0.01}}
accounts: {points: {of: member, unit: point, rounds: down}}
rewards:
  till: {pay: {points: {each: 100}}, give: {discount: 1.00}}
";
    let place = Place::with_program(program);
    let bought = r#"{"id": "a", "at": "2026-03-01T12:00:00Z", "adjustment": {"member": "anna", "points": "1000", "reason": "gift"}}
{"id": "s1", "at": "2026-03-02T12:05:00Z", "redemption": {"member": "anna", "partner": "polana", "reward": "till", "points": "100", "total": "30.00"}}
{"id": "x1", "at": "2026-03-02T12:06:00Z", "cancellation": {"redemption": "s1"}}
{"id": "s2", "at": "2026-03-02T12:07:00Z", "redemption": {"member": "anna", "partner": "polana", "reward": "till", "points": "300", "total": "30.00"}}
{"id": "e2", "at": "2026-03-02T12:08:00Z", "purchase": {"member": "anna", "partner": "polana", "redemption": "s2", "tender": {"points": "3.00"}, "lines": [{"id": "b", "category": "bread", "amount": "10.00"}, {"id": "j", "category": "jam", "amount": "20.00"}]}}
"#;
    place.write("bought.ndjson", bought);
    let off = || {
        let books = place.json(&["report"])["books"].clone();
        let settled =
            place.json(&["statement", "partner:polana", "--period", "2026-03"])["settlement"].clone();
        let of_all = &books["money_off_for_points"];
        assert_eq!(of_all["given"], of_all["off_baskets"]);
        assert_eq!(books["partners"]["partner:polana"]["money_off_for_points"], of_all["off_baskets"]);
        assert_eq!(settled["money_off_for_points"], of_all["off_baskets"]);
        [of_all["off_baskets"].clone(), books["accounts"]["points"]["redeemed"].clone()]
    };
    place.ok(&["import", "events", "bought.ndjson"]);
    assert_eq!(off(), ["3.00", "300"]);
    let refund = |id: &str, hour: u32, line: &str| {
        let refund = format!(
            r#"{{"id": "{id}", "at": "2026-03-03T{hour}:00:00Z", "refund": {{"purchase": "e2", "lines": ["{line}"]}}}}"#
        );
        place.write("refund.ndjson", refund);
        place.ok(&["import", "events", "refund.ndjson"]);
    };
    let told = place.ok(&["statement", "anna"]);
    assert!(told.contains("It is paid for by the points spent on it."), "{told}");
    assert!(!told.contains("Paid by the coalition."), "{told}");
    // A third of 30.00: 9.00 in money, 1.00 in points.
    refund("r1", 12, "b");
    assert_eq!(off(), ["2.00", "200"]);
    let told = place.ok(&["explain", "r1"]).replace('\u{a0}', " ");
    assert!(told.contains("9 zł back in money; 1 zł back of what had been paid in points"), "{told}");
    assert!(!told.contains("no longer spent here"), "{told}");
    refund("r2", 13, "j");
    assert_eq!(off(), ["0.00", "0"]);
    assert!(place.ok(&["report"]).contains("members paid 0.00 of their baskets with points and cashback"));
    place.ok(&["verify"]);
}
