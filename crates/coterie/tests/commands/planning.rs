//! `plan` and `apply`.

use super::{SHOP, shop};

#[test]
fn a_plan_says_who_would_have_gained_what_and_changes_nothing() {
    let place = shop();
    let before = place.json(&["report"]);
    place.write("edited.yaml", SHOP.replace("{points: 10}", "{points: 15}"));
    let plan = place.json(&["plan", "edited.yaml"]);
    assert_eq!(
        (&plan["gaining"], &plan["losing"], &plan["unchanged"]),
        (&1.into(), &0.into(), &1.into()),
        "{plan}"
    );
    let given = &plan["accounts"][0]["given"];
    assert_eq!((&given["before"], &given["after"]), (&"150".into(), &"155".into()), "{plan}");
    assert_eq!(plan["partners"][0]["net_change"], "-0.05", "five points at 0.0100");
    assert_eq!(plan["most_affected"][0]["party"], "member:bartek");
    assert_eq!(place.json(&["report"]), before);
    assert!(
        place
            .ok(&["plan", "edited.yaml"])
            .contains("1 members would have gained, 0 lost, 1 would be as they are")
    );
}

#[test]
fn an_applied_program_holds_from_its_date_and_leaves_the_past_alone() {
    let place = shop();
    place.write("edited.yaml", SHOP.replace("{points: 10}", "{points: 15}"));
    let applied = place.json(&["apply", "edited.yaml", "--at", "2026-04-01T00:00:00Z", "--by", "ewa"]);
    assert_eq!((&applied["version"], &applied["position"]), (&2.into(), &3.into()));
    let purchase = |id: &str, at: &str| {
        format!(
            r#"{{"id": "{id}", "at": "{at}", "purchase": {{"member": "celina", "partner": "polana", "total": "100.00"}}}}"#
        )
    };
    let lines = [purchase("old", "2026-03-31T23:59:59Z"), purchase("new", "2026-04-01T00:00:00Z")];
    place.write("april.ndjson", lines.join("\n"));
    place.ok(&["import", "events", "april.ndjson"]);
    let gift = |id: &str| place.json(&["explain", id])["gifts"][1]["amount"].clone();
    assert_eq!((gift("old"), gift("new"), gift("b")), ("10".into(), "15".into(), "10".into()));
    place.ok(&["verify"]);
    let refused = place.run(&["apply", "edited.yaml", "--at", "2026-03-31T00:00:00Z"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("everything up to 2026-04-01 00:00 is decided"), "{refused:?}");
}
