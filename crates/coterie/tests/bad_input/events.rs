//! The door of events (NDJSON): a bad line goes to the rejects with its number and every reason, the others go in.

use super::{journal, purchase, shop};
use crate::support::Place;
use crate::support::chance::Chance;
use serde_json::Value;

/// What the line is, its bytes, and what is said about it.
fn cases() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let with = |field: &str, value: &str| {
        purchase("x", "1.00").replace("\"total\": \"1.00\"", &format!("\"{field}\": {value}")).into_bytes()
    };
    vec![
        ("no JSON", b"purchase of 5".to_vec(), ""),
        ("half a line", br#"{"id": "x", "at": "2026-03"#.to_vec(), ""),
        ("a list", b"[1, 2]".to_vec(), "a map, not a list"),
        ("no id", br#"{"at": "2026-03-01", "purchase": {"partner": "polana", "total": 1}}"#.to_vec(), "id"),
        ("an id beyond all length", purchase(&"x".repeat(4_000), "1.00").into_bytes(), "128"),
        ("no text", b"\xff\xfe\xfd".to_vec(), "UTF-8"),
        ("broken within", [br#"{"id": ""#.as_slice(), b"\xc3\x28", br#""}"#].concat(), "UTF-8"),
        ("a number for a member", purchase("x", "1.00").replace("\"anna\"", "{}").into_bytes(), "member"),
        ("an amount below zero", with("total", "\"-1.00\""), "total"),
        ("an amount beyond all size", with("total", "\"99999999999999999999\""), "total"),
        ("an amount with an exponent", with("total", "1e300"), "total"),
        ("too many decimals", with("total", "\"1.001\""), "total"),
        ("an unknown field", with("totl", "\"1.00\""), "total"),
        ("an unknown kind", purchase("x", "1.00").replace("purchase", "purchse").into_bytes(), "purchase"),
        ("an unknown partner", purchase("x", "1.00").replace("polana", "nowhere").into_bytes(), "partner"),
        (
            "a key twice",
            purchase("x", "1.00").replace("\"id\": \"x\"", "\"id\": \"x\", \"id\": \"y\"").into_bytes(),
            "twice",
        ),
        (
            "a day that never was",
            purchase("x", "1.00").replace("2026-03-01", "2026-02-30").into_bytes(),
            "at",
        ),
        (
            "a year beyond all time",
            purchase("x", "1.00").replace("2026-03-01", "999999-03-01").into_bytes(),
            "at",
        ),
        ("deep nesting", with("total", &format!("{}1{}", "[".repeat(90_000), "]".repeat(90_000))), "deep"),
        (
            "a line beyond all length",
            with("codes", &format!("[\"{}\"]", "x".repeat(2 << 20))),
            "at most 1048576 bytes",
        ),
        ("an id said with another body", purchase("first", "21.00").into_bytes(), "another content"),
    ]
}

/// The rejects of an import.
fn rejects(place: &Place, name: &str) -> Vec<Value> {
    place.read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_bad_line_is_rejected_with_its_number_and_reason_and_changes_nothing() {
    let place = shop();
    let before = journal(&place);
    let mut file = Vec::new();
    for (_, bytes, _) in cases() {
        file.extend_from_slice(&bytes);
        file.push(b'\n');
    }
    place.write("bad.ndjson", &file);
    let ran = place.run(&["import", "events", "bad.ndjson", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&told["new"], &told["rejected"]), (&0.into(), &cases().len().into()), "{told}");
    let rejects = rejects(&place, "bad.rejects.ndjson");
    let lines: Vec<u64> = rejects.iter().map(|reject| reject["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, (1..=cases().len() as u64).collect::<Vec<_>>(), "each line is rejected as itself");
    // The conflict comes last: it is found when its group is decided.
    let untold: Vec<String> = cases()
        .iter()
        .zip(&rejects)
        .filter(|((_, _, said), reject)| !reject["problems"].to_string().contains(said))
        .map(|((name, _, said), reject)| format!("{name}: {said}: {}", reject["problems"]))
        .collect();
    assert!(untold.is_empty(), "{untold:#?}");
    assert!(journal(&place) == before, "the books are as they were");
}

#[test]
fn good_lines_go_in_between_bad_ones() {
    let place = shop();
    let lines =
        [&purchase("a", "1.00")[..], "nonsense", "", &purchase("b", "2.00"), "{}", &purchase("c", "3.00")];
    let told =
        place.run_with(&["import", "events", "-", "--rejects", "out.ndjson"], lines.join("\n").as_bytes());
    assert_eq!(told.code, 1);
    assert_eq!(
        told.stdout,
        "3 new events (0 of them refused by the program), 0 known before\n\
         2 rows rejected, with the reasons in out.ndjson\n"
    );
    let lines: Vec<u64> =
        rejects(&place, "out.ndjson").iter().map(|reject| reject["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [2, 5]);
    let statement = place.json(&["statement", "anna"]);
    assert_eq!(statement["balances"], serde_json::json!([["points", "26"]]));
}

#[test]
fn simulate_tells_a_bad_line_with_its_number_and_plays_the_rest() {
    let place = shop();
    let lines = [&purchase("a", "1.00")[..], "nonsense", &purchase("a", "2.00"), &purchase("b", "3.00")];
    place.write("mixed.ndjson", lines.join("\n"));
    let ran = place.run(&["simulate", "program.yaml", "mixed.ndjson"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("mixed.ndjson:2: "), "{ran:?}");
    assert!(ran.stderr.contains("mixed.ndjson:3: the id a was said before, with another content"), "{ran:?}");
    assert!(ran.stdout.contains("+3 points anna: rule "), "{ran:?}");
}

/// Forty files of damaged lines: whatever is in them, each line goes in or is rejected.
#[test]
fn whatever_happens_to_the_bytes_of_events_each_line_is_taken_or_rejected() {
    let place = shop();
    let mut chance = Chance::new(6);
    for round in 0..20 {
        let mut file = Vec::new();
        for line in 0..40 {
            let mut bytes = purchase(&format!("r{round}-{line}"), "5.00").into_bytes();
            for _ in 0..chance.below(3) {
                let at = chance.below(bytes.len() as u64) as usize;
                bytes[at] = chance.below(256) as u8;
            }
            file.extend(bytes);
            file.push(b'\n');
        }
        let ran = place.run_with(&["import", "events", "-"], &file);
        assert!(matches!(ran.code, 0 | 1), "{ran:?}");
    }
    place.ok(&["verify"]);
}
