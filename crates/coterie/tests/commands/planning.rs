//! `plan` and `apply`.

use super::{SHOP, files, shop};

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
            .contains("1 member would have gained, 0 lost; for 1 nothing differs")
    );
}

#[test]
fn a_plan_says_of_a_partner_that_pays_less_that_it_pays_less() {
    let place = shop();
    let in_all = |points: &str| {
        place.write("edited.yaml", SHOP.replace("{points: 10}", points));
        let told = place.ok(&["plan", "edited.yaml"]);
        let polana = told.lines().find(|line| line.trim_start().starts_with("polana")).unwrap_or_default();
        polana.split_whitespace().rev().take(3).map(str::to_owned).collect::<Vec<_>>()
    };
    // Five points less, or ten more, at 0.0100.
    assert_eq!(in_all("{points: 5}"), ["less", "0.05", "pays"]);
    assert_eq!(in_all("{points: 20}"), ["more", "0.10", "pays"]);
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
    let again = place.json(&["apply", "edited.yaml", "--at", "2026-05-01T00:00:00Z"]);
    assert_eq!(
        (&again["version"], &again["unchanged"]),
        (&2.into(), &true.into()),
        "it is the newest already"
    );
    let refused = place.run(&["apply", "edited.yaml", "--at", "2026-03-31T00:00:00Z"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("everything up to 2026-04-01 00:00 is decided"), "{refused:?}");
}

#[test]
fn a_plan_shows_what_differs_per_tier_and_explains_a_return_and_is_silent_on_the_rest() {
    let place = files();
    let tiers = "measures: {earned: {of: member, sum: points, over: always}}\n\
                 tiers: {level: {of: member, by: earned, steps: {green: 0, gold: 100}}}\n";
    let program = SHOP
        .replace("accounts: {", "accounts: {stamps: {of: member, unit: stamp, rounds: down}, ")
        .replace("rules:\n", "rules:\n  a_stamp: {give: {stamps: 1}}\n")
        + tiers;
    place.write("tiered.yaml", &program);
    place.write("doubled.yaml", program.replace("1 per 1.00 PLN", "2 per 1.00 PLN"));
    place.ok(&["apply", "tiered.yaml", "--at", "2020-01-01"]);
    let event = |id: &str, day: u32, what: &str| {
        format!(r#"{{"id": "{id}", "at": "2026-04-0{day}T10:00:00Z", {what}}}"#)
    };
    let events = [
        event("p", 1, r#""purchase": {"member": "celina", "partner": "polana", "total": "1000.00"}"#),
        event("r", 2, r#""refund": {"purchase": "p"}"#),
        event("q", 3, r#""purchase": {"member": "dorota", "partner": "polana", "total": "2000.00"}"#),
    ];
    place.write("april.ndjson", events.join("\n"));
    place.ok(&["import", "events", "events.ndjson"]);
    place.ok(&["import", "events", "april.ndjson"]);
    let told = place.ok(&["plan", "doubled.yaml"]);
    // anna gets 20 points more and stands on green, as celina does, who returned everything; bartek gets 120 and dorota 2,000
    // more, both on gold.
    for line in [
        "3 members would have gained, 0 lost; for 0 nothing differs",
        "1 would have got as much in the end, by other events or later",
        "  import/r 2026-04-02 10:00",
        "    was: -1 010 points (taken back)",
        "    would be: -2 010 points (taken back)",
    ] {
        assert!(told.lines().any(|one| one == line), "{line}: {told}");
    }
    let row = |first: &[&str]| {
        let words = told.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        words.into_iter().find(|words| words.starts_with(first)).unwrap_or_default()
    };
    assert_eq!(row(&["level", "green"]), ["level", "green", "2", "2", "1", "0", "+20", "points", "+0.20"]);
    assert_eq!(
        row(&["level", "gold"]),
        ["level", "gold", "2", "2", "2", "0", "+2", "120", "points", "+21.20"]
    );
    assert_eq!(row(&["polana", "points"]).last_chunk(), Some(&["pays", "21.40", "more"]));
    assert!(!told.contains("stamp"), "stamps are as they were: {told}");
    let same = place.ok(&["plan", "tiered.yaml"]);
    assert!(same.ends_with("on no account would anything have moved otherwise\n"), "{same}");
}
