//! The door of the database: a file that is no journal, a damaged one, views of somebody else.

use super::{journal, shop};
use crate::support::Place;
use crate::support::chance::Chance;
use rusqlite::Connection;
use std::path::Path;

/// Commands that open the books, to read or to write.
const COMMANDS: [&[&str]; 7] = [
    &["report"],
    &["statement", "anna"],
    &["tick", "--at", "2026-05-01T00:00:00Z"],
    &["close", "--period", "2026-01"],
    &["import", "events", "first.ndjson"],
    &["apply", "program.yaml", "--at", "2026-06-01T00:00:00Z"],
    &["views", "rebuild"],
];

fn foreign(path: &Path) {
    let file = Connection::open(path).unwrap();
    file.execute_batch(
        "CREATE TABLE songs(name TEXT); INSERT INTO songs VALUES ('Ja pomiędzy'), ('Gdybym');",
    )
    .unwrap();
}

/// A folder with the program and the events of [`shop`], and these bytes where the journal should be.
fn with_journal(make: &dyn Fn(&Place)) -> Place {
    let origin = shop();
    let place = Place::new();
    for name in ["program.yaml", "first.ndjson"] {
        std::fs::copy(origin.path(name), place.path(name)).unwrap();
    }
    make(&place);
    place
}

#[test]
fn a_file_that_is_no_journal_is_refused_by_every_command_and_stays_as_it_is() {
    let text = |place: &Place| drop(place.write("coterie.db", "a letter to grandmother\n".repeat(900)));
    let of_another = |place: &Place| foreign(&place.path("coterie.db"));
    let empty = |place: &Place| drop(place.write("coterie.db", ""));
    let cut = |place: &Place| {
        let bytes = journal(&shop());
        place.write("coterie.db", &bytes[..bytes.len() / 2]);
    };
    let header = |place: &Place| drop(place.write("coterie.db", &journal(&shop())[..60]));
    let cases: [(&str, &dyn Fn(&Place), &str); 5] = [
        ("a letter", &text, "not a SQLite database"),
        ("songs", &of_another, "not a journal"),
        ("an empty file", &empty, "cut short"),
        ("half a journal", &cut, "cut short"),
        ("half a header", &header, "cut short"),
    ];
    for (name, make, said) in cases {
        let place = with_journal(make);
        let before = journal(&place);
        for command in COMMANDS {
            let ran = place.run(command);
            // What is cut short was a journal.
            let code = if said == "cut short" { 3 } else { 2 };
            assert_eq!(ran.code, code, "{name}: {command:?}: {ran:?}");
            assert!(ran.stderr.contains("coterie.db") && ran.stderr.contains(said), "{name}: {ran:?}");
        }
        let ran = place.run(&["verify"]);
        assert_eq!(ran.code, 3, "{name}: {ran:?}");
        assert!(ran.stdout.contains(said), "{name}: {ran:?}");
        assert!(journal(&place) == before, "{name} stays as it is");
    }
}

#[test]
fn no_journal_at_all_is_said_and_none_is_made() {
    let place = with_journal(&|_| {});
    for command in COMMANDS.iter().filter(|command| command[0] != "apply").chain([&&["verify"][..]]) {
        let ran = place.run(command);
        assert_eq!(ran.code, 2, "{command:?}: {ran:?}");
        assert!(ran.stderr.contains("coterie.db"), "{command:?}: {ran:?}");
        assert!(!place.path("coterie.db").exists(), "{command:?}");
    }
}

#[test]
fn views_of_somebody_else_are_neither_written_into_nor_deleted() {
    let text = |place: &Place| drop(place.write("coterie.views.db", "a letter to grandmother\n"));
    let of_another = |place: &Place| {
        std::fs::remove_file(place.path("coterie.views.db")).unwrap();
        foreign(&place.path("coterie.views.db"));
    };
    let cases: [(&str, &dyn Fn(&Place)); 2] = [("a letter", &text), ("songs", &of_another)];
    for (name, make) in cases {
        let place = shop();
        make(&place);
        let before = std::fs::read(place.path("coterie.views.db")).unwrap();
        for command in [
            &["report"][..],
            &["statement", "anna"],
            &["views", "rebuild"],
            &["views", "rebuild", "--compare"],
        ] {
            let ran = place.run(command);
            assert_eq!(ran.code, 2, "{name}: {command:?}: {ran:?}");
            assert!(ran.stderr.contains("holds something else than views"), "{name}: {ran:?}");
        }
        assert_eq!(place.run(&["verify"]).code, 3, "{name}");
        assert!(std::fs::read(place.path("coterie.views.db")).unwrap() == before, "{name} stays as it is");
    }
}

#[test]
fn damaged_or_empty_views_are_built_anew() {
    let place = shop();
    let views = place.path("coterie.views.db");
    let whole = std::fs::read(&views).unwrap();
    for damaged in [&whole[..whole.len() / 2], &whole[..5_000], &[]] {
        std::fs::write(&views, damaged).unwrap();
        place.ok(&["views", "rebuild"]);
        place.ok(&["verify"]);
    }
}

#[test]
fn a_journal_that_another_process_writes_is_left_to_it() {
    let place = shop();
    let before = journal(&place);
    let lock = std::fs::File::open(place.path("coterie.db.lock")).unwrap();
    lock.lock().unwrap();
    for command in COMMANDS {
        let ran = place.run(command);
        let reads = ["report", "statement"].contains(&command[0]);
        assert_eq!(ran.code, if reads { 0 } else { 2 }, "{command:?}: {ran:?}");
        assert!(ran.stderr.contains("another process is writing"), "{command:?}: {ran:?}");
    }
    assert!(journal(&place) == before);
}

#[test]
fn databases_that_this_build_does_not_know_are_refused_with_an_example() {
    let place = Place::new();
    for url in
        ["postgres://localhost/shop", "mysql://x", "coterie.db", "sqlite://", "sqlite:", "", "http://a/b"]
    {
        let ran = place.run(&["--database", url, "report"]);
        assert_eq!(ran.code, 2, "{url}: {ran:?}");
        assert!(ran.stderr.contains("sqlite://coterie.db"), "{url}: {ran:?}");
    }
}

/// Forty files that are the journal with some bytes turned, a piece cut out or its end cut off: every command ends, and says
/// what is wrong or works.
#[test]
fn whatever_happens_to_the_bytes_of_a_journal_commands_end_with_an_answer() {
    let origin = shop();
    let whole = journal(&origin);
    let mut chance = Chance::new(7);
    for round in 0..40 {
        let mut bytes = whole.clone();
        match chance.below(4) {
            0 => bytes.truncate(chance.below(whole.len() as u64) as usize),
            1 => {
                let from = chance.below(bytes.len() as u64) as usize;
                let to = (from + 4_096).min(bytes.len());
                bytes[from..to].fill(0);
            }
            _ => {
                for _ in 0..20 {
                    let at = chance.below(bytes.len() as u64) as usize;
                    bytes[at] = chance.below(256) as u8;
                }
            }
        }
        let place = with_bytes(&origin, &bytes);
        let command = COMMANDS[round % COMMANDS.len()];
        let ran = place.run(command);
        assert!(matches!(ran.code, 0 | 2 | 3), "{command:?}: {ran:?}");
        let verified = place.run(&["verify"]);
        assert!(matches!(verified.code, 0 | 3), "{verified:?}");
    }
}

fn with_bytes(origin: &Place, bytes: &[u8]) -> Place {
    let place = Place::new();
    for name in ["program.yaml", "first.ndjson"] {
        std::fs::copy(origin.path(name), place.path(name)).unwrap();
    }
    place.write("coterie.db", bytes);
    place
}
