//! The door of arguments: dates, periods, ids, languages, files, commands.

use super::{journal, shop};

/// Arguments, and what is said about them.
const CASES: &[(&[&str], &str)] = &[
    (&[], "Usage"),
    (&["nonsense"], "nonsense"),
    (&["reprot"], "report"),
    (&["report", "--at"], "--at"),
    (&["report", "--at", ""], "--at"),
    (&["report", "--at", "yesterday"], "yesterday"),
    (&["report", "--at", "2026-02-30"], "2026-02-30"),
    (&["report", "--at", "2026-02-01T25:00"], "--at"),
    (&["report", "--at", "999999999-01-01"], "999999999"),
    (&["tick", "--at", "-1"], "-1"),
    (&["tick", "--at", "NaN"], "NaN"),
    (&["close", "--period", "2026-13"], "2026-13"),
    (&["close", "--period", "2026-Q5"], "2026-Q5"),
    (&["close", "--period", "spring"], "spring"),
    (&["close", "--period", "2030-01"], "2030-01"),
    (&["settle", "--period", "spring"], "spring"),
    (&["settle", "--period", ""], "period"),
    (&["explain", "unknown"], "unknown"),
    (&["explain", "first", "--source", "nobody"], "nobody"),
    (&["explain", "#"], "#"),
    (&["explain", "#-1"], "#-1"),
    (&["explain", "#99999999999999999999999"], "#99999999999999999999999"),
    (&["explain", "#1000"], "1000"),
    (&["explain", "first", "--lang", "xx"], "xx"),
    (&["statement", "nobody"], "nobody"),
    (&["statement", ""], ""),
    (&["statement", "member:"], ""),
    (&["statement", "anna", "--limit", "-1"], "-1"),
    (&["statement", "anna", "--limit", "99999999999999999999999"], "limit"),
    (&["statement", "anna", "--after", "soon"], "soon"),
    (&["why-not", "nobody", "first"], "nobody"),
    (&["why-not", "anna", "unknown"], "unknown"),
    (&["why-not", "anna", "#0"], "#0"),
    (&["import", "events", "missing.ndjson"], "missing.ndjson"),
    (&["import", "events", "."], "."),
    (&["import", "events", "first.ndjson", "--group", "0"], "group"),
    (&["import", "events", "first.ndjson", "--mapping", "missing.yaml"], "missing.yaml"),
    (&["import", "complete-journey", "missing"], "missing"),
    (&["import", "complete-journey", "first.ndjson"], "first.ndjson"),
    (&["apply", "missing.yaml", "--at", "2026-06-01"], "missing.yaml"),
    (&["apply", "program.yaml", "--at", "soon"], "soon"),
    (&["apply", "program.yaml", "--at", "2020-01-01T00:00:00Z"], "would rewrite"),
    (&["plan", "missing.yaml"], "missing.yaml"),
    (&["test", "missing.yaml"], "missing.yaml"),
    (&["test"], "FILE"),
    (&["test", "program.yaml", "--mutate", "--only", "x"], "--only"),
    (&["simulate", "program.yaml", "missing.ndjson"], "missing.ndjson"),
    (&["simulate", "program.yaml", "first.ndjson", "--at", "soon"], "soon"),
    (&["program", "read", "program.yaml", "--lang", "klingon"], "klingon"),
    (&["completions", "tcsh"], "tcsh"),
    (&["demo", "--members", "1"], "coterie.db"),
    (&["demo", "--members", "-5"], "-5"),
    (&["--color", "pink", "report"], "pink"),
];

#[test]
fn arguments_without_sense_end_with_two_say_which_and_change_nothing() {
    let place = shop();
    let before = journal(&place);
    for (arguments, said) in CASES {
        let ran = place.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        assert!(ran.stderr.contains(said), "{arguments:?}: {ran:?}");
        assert_eq!(ran.stdout, "", "{arguments:?}: results only where there are any");
    }
    assert!(journal(&place) == before, "the books are as they were");
}

#[test]
fn with_json_an_error_is_one_object_on_stderr() {
    let place = shop();
    for (arguments, _) in CASES {
        let ran = place.run(&[*arguments, &["--json"]].concat());
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        let told: serde_json::Value = serde_json::from_str(&ran.stderr)
            .unwrap_or_else(|error| panic!("{arguments:?}: {error}: {ran:?}"));
        assert!(told["error"].as_str().is_some_and(|error| !error.is_empty()), "{arguments:?}: {told}");
    }
}
