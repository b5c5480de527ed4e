//! `import events`.

use super::support::{Place, retail_year};
use super::{EVENTS, files, shop};
use serde_json::{Value, json};
use std::io::Read;
use std::process::Stdio;

#[test]
fn events_go_in_once_however_often_they_are_imported() {
    let place = files();
    place.ok(&["apply", "shop.yaml", "--at", "2020-01-01T00:00:00Z"]);
    let import = || place.ok(&["import", "events", "events.ndjson"]);
    assert_eq!(import(), "2 new events (0 of them refused by the program), 0 known before\n");
    assert_eq!(import(), "0 new events (0 of them refused by the program), 2 known before\n");
    // The same event in another spelling: keys turned round, the time in another zone.
    let spelt = r#"{"purchase": {"total": 20, "partner": "polana", "member": "anna"}, "at": "2026-03-01T11:00:00+01:00", "id": "a"}"#;
    place.write("again.ndjson", spelt);
    assert!(place.ok(&["import", "events", "again.ndjson"]).contains("1 known before"));
    assert_eq!(place.json(&["report"])["books"]["accounts"]["points"]["issued"], "150");
}

#[test]
fn each_durable_group_is_acknowledged_by_a_line() {
    let place = files();
    place.ok(&["apply", "shop.yaml", "--at", "2020-01-01T00:00:00Z"]);
    place.write("more.ndjson", format!("{EVENTS}nonsense\n{}", EVENTS.replace("\"id\": \"", "\"id\": \"x")));
    let ran = place.run(&["import", "events", "more.ndjson", "--ack", "--group", "2", "--json"]);
    let lines: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let rejects = json!({
        "new": 4, "known": 0, "refused": 0, "refusals": [], "refusals_left_out": 0,
        "rejected": 1, "rejects": "more.rejects.ndjson",
    });
    assert_eq!(
        lines,
        [
            json!({"durable": {"line": 2, "entries": 3}}),
            json!({"durable": {"line": 5, "entries": 5}}),
            json!({"durable": {"line": 5, "entries": 5}}),
            rejects,
        ]
    );
    assert_eq!(ran.code, 1);
}

#[test]
fn the_same_id_of_another_source_is_another_event() {
    let place = shop();
    place.ok(&["import", "events", "events.ndjson", "--source", "till-2"]);
    assert_eq!(place.json(&["report"])["books"]["accounts"]["points"]["issued"], "300");
    let ran = place.run(&["explain", "a"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("say which with --source: import, till-2"), "{ran:?}");
    assert_eq!(place.json(&["explain", "a", "--source", "till-2"])["position"], 3);
}

#[test]
fn an_import_whose_acknowledgements_nobody_reads_any_more_goes_on_to_its_end() {
    let place = files();
    place.ok(&["apply", "shop.yaml", "--at", "2020-01-01T00:00:00Z"]);
    let events: String = (0..200).map(|n| EVENTS.replace("\"id\": \"", &format!("\"id\": \"{n}-"))).collect();
    place.write("many.ndjson", events);
    let mut command = place.command(&["import", "events", "many.ndjson", "--ack", "--group", "4"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    child.stdout.take().unwrap().read_exact(&mut [0; 1]).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(place.json(&["report"])["books"]["sales"]["purchases"], 400);
}

/// The rejects of an import: line and text.
fn rejected(place: &Place, name: &str) -> Vec<(u64, String)> {
    let rejects = place.read(name);
    let rejects = rejects.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rejects.map(|one| (one["line"].as_u64().unwrap(), one["text"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn a_row_that_says_something_else_under_a_known_id_is_rejected_as_it_was_read_and_in_its_place() {
    let place = shop();
    let other = EVENTS.lines().next().unwrap().replace("20.00", "21.00");
    let fresh = |n: u32| other.replace("\"a\"", &format!("\"fresh-{n}\""));
    let lines = [fresh(1), other.clone(), "nonsense".to_owned(), fresh(2), other.clone(), fresh(3)];
    let wanted = [(2, other.clone()), (3, "nonsense".to_owned()), (5, other)];
    // Groups are answered one behind another: neither their size nor that shows.
    for group in ["1", "2", "1000"] {
        place.write("mixed.ndjson", lines.join("\n"));
        assert_eq!(place.run(&["import", "events", "mixed.ndjson", "--group", group]).code, 1);
        assert_eq!(rejected(&place, "mixed.rejects.ndjson"), wanted, "in groups of {group}");
    }
}

#[test]
fn a_row_of_a_table_that_conflicts_is_rejected_as_it_was_read() {
    let place = shop();
    place.write(
        "map.yaml",
        "event: purchase\nid: no\nat: at\nfields: {member: who, partner: {value: polana}, total: total}\n",
    );
    place.write(
        "sales.csv",
        "no,at,who,total\nc,2026-03-03T10:00:00Z,anna,5.00\na,2026-03-01T10:00:00Z,anna,21.00\n",
    );
    let ran = place.run(&["import", "events", "sales.csv", "--mapping", "map.yaml"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(
        rejected(&place, "sales.rejects.ndjson"),
        [(3, "a,2026-03-01T10:00:00Z,anna,21.00".to_owned())]
    );
}

#[test]
fn what_the_program_refuses_is_named_with_its_line_and_reason() {
    let place = shop();
    let refund = |n: usize| {
        format!(r#"{{"id": "r{n}", "at": "2026-03-05T10:00:00Z", "refund": {{"purchase": "never-{n}"}}}}"#)
    };
    let lines: Vec<String> = (1..=12).map(refund).collect();
    place.write("refunds.ndjson", lines.join("\n"));
    let told = place.ok(&["import", "events", "refunds.ndjson"]);
    assert!(
        told.starts_with("12 new events (12 of them refused by the program), 0 known before\n"),
        "{told}"
    );
    assert!(told.contains("\n  line 1, r1: unknown event (never-1)\n"), "{told}");
    assert!(told.contains("\n  line 10, r10: ") && !told.contains("r11"), "the first ten: {told}");
    assert!(told.ends_with("  and 2 more; the same import again with --json lists them\n"), "{told}");
    let again = place.json(&["import", "events", "refunds.ndjson"]);
    let refusals = again["refusals"].as_array().unwrap();
    assert_eq!((refusals.len(), &again["known"], &again["refusals_left_out"]), (12, &12.into(), &0.into()));
    assert_eq!(
        refusals[11],
        json!({
            "line": 12, "source": "import", "id": "r12", "reason": "unknown event", "about": "never-12", "known": true,
        })
    );
}

#[test]
fn an_event_that_has_not_come_yet_is_rejected_and_does_not_take_the_books_along() {
    let place = shop();
    let slip = EVENTS.lines().next().unwrap().replace("\"a\"", "\"slip\"").replace("2026-", "2162-");
    let fine = EVENTS.replace("\"id\": \"", "\"id\": \"fine-");
    place.write("slip.ndjson", format!("{slip}\n{fine}"));
    let output = place.bare_command(&["import", "events", "slip.ndjson"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.starts_with("2 new events (0 of them refused by the program)"), "{told}");
    let reject: Value = serde_json::from_str(&place.read("slip.rejects.ndjson")).unwrap();
    assert_eq!((&reject["line"], &reject["text"]), (&1.into(), &slip.into()));
    assert_eq!(
        reject["problems"][0]["reason"],
        "2162-03-01 10:00 has not come yet, and is farther away than an event may be late"
    );
    assert_eq!(place.json(&["report"])["at"], "2026-03-02T10:00:00+00:00", "the books are where they were");
    // Who tries a programme out wants it.
    place.ok(&["import", "events", "slip.ndjson", "--rejects", "none.ndjson"]);
    assert_eq!(place.json(&["report"])["at"], "2162-03-01T10:00:00+00:00");
}

#[test]
fn the_real_year_does_not_go_into_books_of_another_program() {
    let place = shop();
    std::fs::create_dir(place.path("year")).unwrap();
    retail_year::write(&place.path("year"), 5);
    let ran = place.run(&["import", "complete-journey", "year"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("these books are of shop"), "{ran:?}");
    assert_eq!(place.json(&["report"])["books"]["sales"]["purchases"], 2);
}

#[test]
fn a_table_without_a_mapping_is_refused_as_a_whole() {
    let place = shop();
    place.write("sales.csv", "no,at,who,total\nc,2026-03-03T10:00:00Z,anna,5.00\n");
    let ran = place.run(&["import", "events", "sales.csv"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("sales.csv: a table needs a mapping of its columns: --mapping FILE"),
        "{ran:?}"
    );
}
