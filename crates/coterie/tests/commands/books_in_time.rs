//! `tick`, `close`, `report`, `settle`, `verify`.

use super::support::Place;
use super::{EVENTS, SHOP, files, shop};
use serde_json::Value;

#[test]
fn points_expire_when_a_tick_passes_their_time_and_only_once() {
    let place = files();
    place.write("expiring.yaml", SHOP.replace("rounds: down", "rounds: down, expires: {after: 30 days}"));
    place.ok(&["apply", "expiring.yaml", "--at", "2020-01-01T00:00:00Z"]);
    place.ok(&["import", "events", "events.ndjson"]);
    let tick = |at: &str| place.json(&["tick", "--at", at])["ticks"].clone();
    assert_eq!(tick("2026-03-31T09:59:59Z"), 0);
    assert_eq!(tick("2026-03-31T10:00:00Z"), 1, "anna's, thirty days after");
    assert_eq!(tick("2026-03-31T10:00:00Z"), 0);
    assert_eq!(tick("2026-05-01T00:00:00Z"), 1, "bartek's lots, together");
    let points = &place.json(&["report"])["books"]["accounts"]["points"];
    assert_eq!(
        (&points["issued"], &points["expired"], &points["outstanding"]),
        (&"150".into(), &"150".into(), &"0".into())
    );
    place.ok(&["verify"]);
}

#[test]
fn a_report_of_a_past_moment_counts_what_had_happened_by_then() {
    let place = shop();
    let past = place.json(&["report", "--at", "2026-03-01T12:00:00Z"]);
    assert_eq!(
        (&past["books"]["accounts"]["points"]["issued"], &past["books"]["members"]),
        (&"20".into(), &1.into())
    );
    assert_eq!(past["liability"], serde_json::json!([]), "what is owed is known as of now");
    let now = place.json(&["report"]);
    assert_eq!(now["books"]["sales"]["revenue"], "140.50", "20.00 + 120.50");
    assert_eq!((&now["currency"], &now["units"]["points"]), (&"PLN".into(), &"point".into()));
    assert_eq!(now["liability"][0]["gross"], "1.35", "150 points at 0.0090");
    assert!(place.ok(&["report"]).contains("2 members; 2 purchases for 140.50, 0 refunds for 0.00"));
}

/// Maja's 30 points of the first of March expire on the 31st; Nina buys on the 20th of April, and nothing was ticked since.
fn with_dead_points() -> Place {
    let place = files();
    place.write("expiring.yaml", SHOP.replace("rounds: down", "rounds: down, expires: {after: 30 days}"));
    place.write(
        "events.ndjson",
        r#"{"id": "m", "at": "2026-03-01T00:00:00Z", "purchase": {"member": "maja", "partner": "polana", "total": "30.00"}}
{"id": "n", "at": "2026-04-20T00:00:00Z", "purchase": {"member": "nina", "partner": "polana", "total": "5.00"}}
"#,
    );
    place.ok(&["apply", "expiring.yaml", "--at", "2020-01-01T00:00:00Z"]);
    place.ok(&["import", "events", "events.ndjson"]);
    place
}

#[test]
fn points_are_expired_from_their_own_time_on_whenever_that_is_booked() {
    let place = with_dead_points();
    let figures = |at: &[&str]| {
        let report = place.json(&[&["report"], at].concat());
        let points = &report["books"]["accounts"]["points"];
        ["issued", "expired", "outstanding"].map(|figure| points[figure].as_str().unwrap().to_owned())
    };
    let of_all_times = || {
        assert_eq!(figures(&["--at", "2026-03-30"]), ["30", "0", "30"]);
        assert_eq!(figures(&["--at", "2026-04-10"]), ["30", "30", "0"]);
        // Where the books stand, named or not, and after.
        assert_eq!(figures(&["--at", "2026-04-20T00:00:00Z"]), ["35", "30", "5"]);
        assert_eq!(figures(&[]), ["35", "30", "5"]);
        assert_eq!(figures(&["--at", "2026-04-21"]), ["35", "30", "5"]);
    };
    let before = place.contents();
    of_all_times();
    assert_eq!(before, place.contents(), "a report books nothing");
    // What is owed is of the same points.
    assert_eq!(place.json(&["report"])["liability"][0]["outstanding"], "5");
    place.ok(&["tick", "--at", "2026-04-21"]);
    of_all_times();
}

#[test]
fn a_simulation_ends_with_what_was_due_by_its_last_event() {
    let place = with_dead_points();
    let told = place.ok(&["simulate", "expiring.yaml", "events.ndjson", "--json"]);
    let last: Value = serde_json::from_str(told.lines().last().unwrap()).unwrap();
    let balances = last["final"]["balances"].as_array().unwrap();
    let balance = |who: &str| balances.iter().find(|one| one["party"] == who).map(|one| &one["balance"]);
    assert_eq!(balance("member:maja"), Some(&"0".into()));
    assert_eq!(balance("member:nina"), Some(&"5".into()));
}

/// A shop whose points expire after thirty days, with purchases of 2020.
fn expiring_shop() -> Place {
    let place = files();
    place.write("expiring.yaml", SHOP.replace("rounds: down", "rounds: down, expires: {after: 30 days}"));
    place.write("events.ndjson", EVENTS.replace("2026-", "2020-"));
    place.ok(&["apply", "expiring.yaml", "--at", "2020-01-01T00:00:00Z"]);
    place.ok(&["import", "events", "events.ndjson"]);
    place
}

#[test]
fn a_report_of_what_has_not_come_yet_looks_ahead_and_leaves_the_books_as_they_are() {
    let place = expiring_shop();
    let outstanding = |report: &Value| report["books"]["accounts"]["points"]["outstanding"].clone();
    assert_eq!(outstanding(&place.json(&["report"])), "150");
    let before = place.contents();
    let ahead = place.run(&["report", "--at", "2150-01-01", "--json"]);
    assert!(ahead.stderr.contains("how they would stand at 2150-01-01 00:00"), "{ahead:?}");
    assert!(ahead.stderr.contains("nothing was written"), "{ahead:?}");
    let told: Value = serde_json::from_str(&ahead.stdout).unwrap();
    assert_eq!((outstanding(&told), &told["looks_ahead"]), ("0".into(), &true.into()), "all of it expires");
    assert_eq!(told["liability"][0]["gross"], "0.00");
    assert!(place.contents() == before, "the books are as they were, and nothing is left beside them");
    assert_eq!(place.run(&["report", "--at", "2150-01-01", "--quiet"]).stderr, "");
    // What comes in afterwards is not late.
    place.write("later.ndjson", EVENTS.replace("2026-", "2021-").replace("\"id\": \"", "\"id\": \"later-"));
    assert!(place.ok(&["import", "events", "later.ndjson"]).starts_with("2 new events (0 of them refused"));
}

#[test]
fn a_report_shows_what_is_due_by_a_moment_before_the_present_and_books_none_of_it() {
    let place = expiring_shop();
    let report = place.json(&["report", "--at", "2020-04-15T00:00:00Z"]);
    assert_eq!(
        (&report["books"]["accounts"]["points"]["expired"], &report["looks_ahead"]),
        (&"150".into(), &true.into())
    );
    assert_eq!(place.json(&["tick", "--at", "2020-04-15T00:00:00Z"])["ticks"], 2, "not done by the report");
}

#[test]
fn a_tick_beyond_the_present_is_done_and_warned_of() {
    let place = expiring_shop();
    assert_eq!(place.run(&["tick", "--at", "2020-03-02T10:00:00Z"]).stderr, "");
    let ran = place.run(&["tick", "--at", "2150-01-01"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "2 things fell due up to 2150-01-01 00:00\n"));
    assert!(ran.stderr.contains("for good") && ran.stderr.contains("coterie report --at"), "{ran:?}");
}

#[test]
fn a_closed_month_is_settled_to_the_grosz_and_closes_once() {
    let place = shop();
    let early = place.run(&["close", "--period", "2026-03"]);
    assert_eq!(early.code, 2, "March is not over: {early:?}");
    place.ok(&["tick", "--at", "2026-04-01T00:00:00Z"]);
    let close = || place.json(&["close", "--period", "2026-03", "--by", "ewa"]);
    let (first, again) = (close(), close());
    assert_eq!((&first["repeat"], &again["repeat"]), (&false.into(), &true.into()));
    assert_eq!(first["position"], again["position"]);
    let settled = place.json(&["settle", "--period", "2026-03"]);
    let polana = &settled["partners"][0];
    assert_eq!(
        (&polana["pays"], &polana["paid"], &polana["net"]),
        (&"1.50".into(), &"0.00".into(), &"-1.50".into())
    );
    assert_eq!(settled["coalition"]["remainder"], "1.50", "150 points at 0.0100 are 1.50");
    assert!(place.ok(&["settle", "--period", "2026-03"]).starts_with("Settlement of 2026-03 (closed)"));
    assert!(
        place
            .ok(&["settle", "--period", "2026-04"])
            .starts_with("Settlement of 2026-04 (open: provisional, figures may still change)")
    );
}

#[test]
fn verify_says_what_it_went_through() {
    let place = shop();
    let told = place.json(&["verify"]);
    assert_eq!(
        (&told["verified"], &told["entries"], &told["transfers"], &told["decided_again"]),
        (&true.into(), &3.into(), &3.into(), &2.into())
    );
    assert!(place.ok(&["verify"]).ends_with("the views equal a rebuild\nverified\n"));
}

#[test]
fn a_month_that_was_passed_over_is_refused_with_the_reason_and_one_closed_twice_is_said_to_be() {
    let place = shop();
    assert_eq!(place.ok(&["close", "--period", "2026-02"]), "2026-02 is closed, at position 3\n");
    for _ in 0..2 {
        let ran = place.run(&["close", "--period", "2026-01"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(
            ran.stdout.starts_with("2026-01 was not closed: a later period of its kind was closed before it")
        );
        assert!(ran.stdout.contains("coterie settle --period 2026-01"), "{ran:?}");
    }
    let ran = place.run(&["close", "--period", "2026-01", "--json"]);
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((ran.code, &told["refused"], &told["position"]), (1, &"too_late".into(), &4.into()));
    assert_eq!(place.ok(&["close", "--period", "2026-02"]), "2026-02 was closed before (position 3)\n");
    assert!(place.ok(&["settle", "--period", "2026-01"]).contains("it cannot be closed any more"));
}

#[test]
fn a_close_that_comes_too_early_says_until_when_in_the_programs_time() {
    let place = files();
    place.write("shop.yaml", SHOP.replace("zone: UTC", "zone: Europe/Warsaw"));
    place.ok(&["apply", "shop.yaml", "--at", "2020-01-01"]);
    place.ok(&["import", "events", "events.ndjson"]);
    let ran = place.run(&["close", "--period", "2026-03"]);
    assert_eq!(ran.code, 2);
    let told = "--period 2026-03: it ends 2026-04-01 00:00, and the books have come to 2026-03-02 11:00;";
    assert!(ran.stderr.contains(told) && ran.stderr.contains("coterie tick --at"), "{ran:?}");
    let ran = place.run(&["apply", "shop.yaml", "--at", "2026-01-31 23:00"]);
    let told = "a version from 2026-01-31 23:00 would rewrite the past: everything up to 2026-03-02 11:00 is decided";
    assert!(ran.stderr.contains(told), "{ran:?}");
}

#[test]
fn the_real_years_figures_are_not_those_of_other_books() {
    let ran = shop().run(&["report", "complete-journey"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("these books are of shop"), "{ran:?}");
}
