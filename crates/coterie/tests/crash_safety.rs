//! An import that is killed at any moment (kill -9) and started again continues: no acknowledged event is lost, none is there
//! twice, and the books end as if nothing had happened.
//!
//! `make soak` does the same with a hundred kills and more, on an optimised build, and prints what it counted.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod kills;
mod support;

use kills::{Import, Killer};
use serde_json::Value;
use support::{Place, demo_year, retail_year};

/// Many small groups: most kills fall into one, and some between two.
const GROUP: &str = "20";
/// The program holds from a point before the year on and looks at the books at its end.
const YEAR_END: &str = "2026-01-01T00:00:00Z";

fn kills_wanted(usual: usize) -> usize {
    std::env::var("COTERIE_KILLS").ok().map_or(usual, |count| count.parse().unwrap())
}

/// Import of an NDJSON file of the demo's year.
fn import_of_events(members: u32, seed: u64, kills: usize) {
    let origin = Place::new();
    let ids = demo_year::write(&origin.path("events.ndjson"), members);
    let events = origin.path("events.ndjson");
    let arguments = ["import", "events", events.to_str().unwrap(), "--ack", "--group", GROUP];
    let import = Import {
        arguments: &arguments,
        acknowledged: "line",
        ids: &ids,
        begin: &|place| demo_year::apply(place),
        books: &books_at_the_end,
    };
    let tally = Killer::new(seed).kill(&import, kills);
    println!("import events: {tally}");
    assert!(tally.is_whole(), "{tally}");
}

fn books_at_the_end(place: &Place) -> Value {
    place.json(&["report", "--at", YEAR_END])
}

#[test]
fn an_import_of_events_loses_and_doubles_nothing_when_it_is_killed() {
    import_of_events(30, 1, kills_wanted(12));
}

/// Import of retail data in Parquet files.
fn import_of_a_retail_year(folder: &str, ids: &[(String, String)], seed: u64, kills: usize) {
    let arguments = ["import", "complete-journey", folder, "--ack"];
    let books = |place: &Place| place.json(&["report", "complete-journey", "--at", "2018-01-02T00:00:00Z"]);
    let import = Import { arguments: &arguments, acknowledged: "events", ids, begin: &|_| {}, books: &books };
    let tally = Killer::new(seed).kill(&import, kills);
    println!("import complete-journey: {tally}");
    assert!(tally.is_whole(), "{tally}");
}

#[test]
fn an_import_of_a_retail_year_loses_and_doubles_nothing_when_it_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let ids = retail_year::write(folder.path(), 6_000);
    import_of_a_retail_year(folder.path().to_str().unwrap(), &ids, 2, kills_wanted(8));
}

#[test]
#[ignore = "minutes of killing; `make soak` runs it"]
fn soak() {
    let kills = kills_wanted(100);
    import_of_events(150, 3, kills);
    if let Some(folder) = std::env::var_os("COMPLETE_JOURNEY_DIR").filter(|folder| !folder.is_empty()) {
        let folder = folder.to_str().unwrap();
        import_of_a_retail_year(folder, &retail_year::ids_of(folder), 4, kills / 10);
    } else {
        println!("COMPLETE_JOURNEY_DIR is not set: the real year is not imported");
    }
}
