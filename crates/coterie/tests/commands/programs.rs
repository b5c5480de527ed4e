//! `program check`, `read`, `schema`; `test` and `test --mutate`.

use super::{SHOP, files};
use serde_json::{Value, json};

#[test]
fn check_says_line_column_and_what_was_meant() {
    let place = files();
    assert_eq!(
        place.ok(&["program", "check", "shop.yaml"]),
        "shop.yaml: no mistakes (2 rules, 0 rewards, 1 test)\n"
    );
    place.write(
        "bad.yaml",
        SHOP.replace("polana, total: 20.00", "polona, total: 20.00")
            .replace("give: {points: 10}", "give: {pionts: 10}"),
    );
    let ran = place.run(&["program", "check", "bad.yaml", "shop.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("--> bad.yaml:7:"), "{ran:?}");
    assert!(ran.stdout.contains("did you mean `points`?"), "{ran:?}");
    assert!(ran.stdout.contains("shop.yaml: no mistakes"), "the other file is checked all the same: {ran:?}");
    let ran = place.run(&["program", "check", "bad.yaml", "--json"]);
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(
        (ran.code, &told[0]["file"], &told[0]["span"]["start"]["line"]),
        (1, &"bad.yaml".into(), &7.into()),
        "{told}"
    );
}

#[test]
fn a_program_is_read_aloud_in_four_languages() {
    let place = files();
    for (language, sentence) in [
        ("en", "For each purchase of at least 100 zł you get 10 points."),
        ("pl", "Przy każdych zakupach za co najmniej 100 zł otrzymujesz 10 punktów."),
        ("ru", "10 баллов"),
        ("uk", "За кожну покупку на суму не менше 100 zł ви отримуєте 10 балів."),
    ] {
        let told = place.ok(&["program", "read", "shop.yaml", "--lang", language]);
        // Numbers and their units do not part at the end of a line.
        assert!(told.replace('\u{a0}', " ").contains(sentence), "{language}: {told}");
    }
    let told = place.json(&["program", "read", "shop.yaml", "--lang", "pl"]);
    let rule = &told.as_array().unwrap().iter().find(|one| one["name"] == "ten_for_a_big_basket").unwrap();
    assert_eq!(rule["kind"], "rules");
}

#[test]
fn the_schema_is_the_one_that_stands_beside_the_programs() {
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../../programs/program.schema.json");
    let told = files().ok(&["program", "schema"]);
    assert!(
        told == std::fs::read_to_string(kept).unwrap(),
        "coterie program schema > programs/program.schema.json"
    );
}

#[test]
fn a_failing_test_shows_what_was_expected_and_what_is_and_where() {
    let place = files();
    assert_eq!(
        place.ok(&["test", "shop.yaml"]),
        "ok      shop.yaml: a_small_and_a_big_basket\n1 passed, 0 failed\n"
    );
    place.write("other.yaml", SHOP.replace("{points: 10}", "{points: 15}"));
    let ran = place.run(&["test", "other.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.stdout.contains(
            "error[test]: balance anna.points: expected 130, but it is 135\n  --> other.yaml:15:44"
        ),
        "{ran:?}"
    );
    assert!(ran.stdout.ends_with("0 passed, 1 failed\n"), "{ran:?}");
    let ran = place.run(&["test", "other.yaml", "--json"]);
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    let failure =
        json!({"line": 15, "column": 44, "what": "balance anna.points", "expected": "130", "actual": "135"});
    assert_eq!((ran.code, &told["failed"], &told["tests"][0]["failures"][0]), (1, &1.into(), &failure));
}

#[test]
fn a_file_with_mistakes_is_shown_with_them_by_every_command() {
    let place = files();
    place.write("bad.yaml", SHOP.replace("at: 2026-03-01", "at: 2026-02-30"));
    for command in
        [&["test", "bad.yaml"][..], &["program", "read", "bad.yaml"], &["program", "check", "bad.yaml"]]
    {
        let ran = place.run(command);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.said().contains("the calendar has no day 2026-02-30"), "{ran:?}");
        assert!(ran.said().contains("--> bad.yaml:"), "{ran:?}");
    }
}

#[test]
fn a_name_that_no_test_has_is_no_passing_run() {
    let ran = files().run(&["test", "shop.yaml", "--only", "smal_basket"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("--only smal_basket: no test has that in its name"), "{ran:?}");
}

#[test]
fn mutation_names_the_constants_that_no_test_notices() {
    let place = files();
    let ran = place.run(&["test", "--mutate", "shop.yaml"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.stdout,
        "shop.yaml: changes that no test notices\n\
         shop.yaml:2:34: partners.polana.issue_price: 0.0100 could be 0.0101\n\
         shop.yaml:2:60: partners.polana.redemption_price: 0.0090 could be 0.0091\n\
         shop.yaml: 6 changes tried, 4 noticed, 0 not possible\n"
    );
}
