//! `import events`.

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
    assert_eq!(place.json(&["report"])["books"]["accounts"]["points"]["issued"], 150);
}

#[test]
fn each_durable_group_is_acknowledged_by_a_line() {
    let place = files();
    place.ok(&["apply", "shop.yaml", "--at", "2020-01-01T00:00:00Z"]);
    place.write("more.ndjson", format!("{EVENTS}nonsense\n{}", EVENTS.replace("\"id\": \"", "\"id\": \"x")));
    let ran = place.run(&["import", "events", "more.ndjson", "--ack", "--group", "2", "--json"]);
    let lines: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let rejects =
        json!({"new": 4, "known": 0, "refused": 0, "rejected": 1, "rejects": "more.rejects.ndjson"});
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
    assert_eq!(place.json(&["report"])["books"]["accounts"]["points"]["issued"], 300);
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
