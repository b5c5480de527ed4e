//! Two hundred seeded alterations of the journal's and the views' files: `coterie verify` ends with 3 and names the place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod alterations;
mod support;

use alterations::{Alteration, Table, says, tables};
use rusqlite::Connection;
use std::path::Path;
use support::chance::Chance;
use support::{Place, demo_year};

const JOURNAL: &str = "coterie.db";
const VIEWS: &str = "coterie.views.db";
/// So much of the demo's year is imported: every table has rows.
const EVENTS: usize = 200;

/// Books in which something of everything has happened, all records saved.
fn books() -> Place {
    let place = Place::new();
    demo_year::apply(&place);
    demo_year::write(&place.path("year.ndjson"), 20);
    let year = place.read("year.ndjson");
    let events: Vec<&str> = year.lines().take(EVENTS).collect();
    place.write("events.ndjson", events.join("\n"));
    place.ok(&["import", "events", "events.ndjson", "--group", "40"]);
    place.ok(&["tick", "--at", "2025-06-01T00:00:00Z"]);
    place.ok(&["close", "--period", "2025-01"]);
    place.ok(&["tick", "--at", "2025-06-02T00:00:00Z"]);
    place.ok(&["verify"]);
    place
}

/// A folder with a copy of the books.
fn copy_of(whole: &Place) -> Place {
    let copy = Place::new();
    for file in [JOURNAL, VIEWS] {
        std::fs::copy(whole.path(file), copy.path(file)).unwrap();
    }
    copy
}

/// What `verify` finds wrong; none when it finds nothing.
fn found(place: &Place) -> Option<String> {
    let ran = place.run(&["verify"]);
    match ran.code {
        0 => None,
        3 => Some(ran.stdout.strip_prefix("WRONG: ").expect("it says what is wrong").to_owned()),
        code => panic!("exit code {code}: {ran:?}"),
    }
}

/// Whether what was found says where: the table, or what its rows are about.
fn names_the_place(table: &str, found: &str) -> bool {
    let other = match table {
        // A row that is gone is seen where its contents are missing.
        "records" => "the record ",
        "key_log" => "idempotency keys",
        // Without it the views should be empty, and the first of their tables is not.
        "cursor" => "views: table ",
        _ => return found.contains(&format!("table {table}")),
    };
    found.contains(&format!("table {table}")) || found.contains(other)
}

/// Alters a file in each of these ways of each of its tables, so often. Everything is found. Returns how many alterations there
/// were, and those that were found somewhere else than in their table.
fn alter_all(
    file: &str,
    ways: &dyn Fn(&Table) -> Vec<Alteration>,
    times: usize,
    seed: u64,
) -> (usize, Vec<String>) {
    let whole = books();
    let mut chance = Chance::new(seed);
    let (mut count, mut missed, mut elsewhere) = (0, Vec::new(), Vec::new());
    for table in tables(&whole.path(file)) {
        for alteration in ways(&table) {
            for _ in 0..times {
                let copy = copy_of(&whole);
                if !table.alter(&copy.path(file), &alteration, &mut chance) {
                    continue;
                }
                count += 1;
                let name = &table.name;
                match found(&copy) {
                    None => missed.push(format!("{name} {alteration:?}")),
                    Some(what) if names_the_place(name, &what) => {}
                    Some(what) => elsewhere.push(format!("{name} {alteration:?}: {what}")),
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} of {count} were not found: {missed:#?}", missed.len());
    (count, elsewhere)
}

#[test]
fn whatever_is_altered_in_the_journal_is_found_and_named() {
    let (count, elsewhere) = alter_all(JOURNAL, &Table::alterations, 2, 1);
    assert!(count >= 55, "{count} alterations");
    assert!(elsewhere.is_empty(), "{elsewhere:#?}");
}

#[test]
fn whatever_is_altered_in_the_views_is_found_and_named() {
    let (count, elsewhere) = alter_all(VIEWS, &Table::alterations, 1, 2);
    assert!(count >= 130, "{count} alterations");
    assert!(elsewhere.is_empty(), "{elsewhere:#?}");
}

/// Turns one bit of a file, anywhere.
fn turn_a_bit(path: &Path, chance: &mut Chance) -> u64 {
    let mut bytes = std::fs::read(path).unwrap();
    let at = chance.below(bytes.len() as u64);
    bytes[at as usize] ^= 1 << chance.below(8);
    std::fs::write(path, bytes).unwrap();
    at
}

/// A bit in room that SQLite has given to nothing says nothing; any other is found.
#[test]
fn any_bit_turned_in_the_files_is_found_unless_the_tables_say_the_same_without_it() {
    let whole = books();
    let mut chance = Chance::new(3);
    let (mut count, mut noticed) = (0, 0);
    for file in [JOURNAL, VIEWS] {
        let said = says(&whole.path(file)).unwrap();
        for _ in 0..20 {
            let copy = copy_of(&whole);
            let at = turn_a_bit(&copy.path(file), &mut chance);
            count += 1;
            match found(&copy) {
                Some(what) => {
                    assert!(!what.trim().is_empty());
                    noticed += 1;
                }
                None => {
                    let now = says(&copy.path(file)).unwrap();
                    let other = now.iter().zip(&said).find(|(now, before)| now != before);
                    assert_eq!((other, now.len()), (None, said.len()), "{file}: a bit of byte {at}");
                }
            }
        }
    }
    assert!(noticed * 3 > count, "{noticed} of {count} turned bits were noticed");
}

/// With good checksums, what is wrong is what else the journal says: it is found, wherever the contradiction is met first.
#[test]
fn a_field_that_was_altered_together_with_its_checksum_is_found() {
    let (count, _) = alter_all(JOURNAL, &Table::forgeries, 3, 4);
    assert!(count >= 36, "{count} forgeries");
}

#[test]
fn a_lost_key_of_a_person_is_not_taken_for_a_destroyed_one() {
    let place = books();
    std::fs::remove_file(place.path(VIEWS)).unwrap();
    let journal = Connection::open(place.path(JOURNAL)).unwrap();
    journal.execute("DELETE FROM secrets WHERE number = (SELECT max(number) FROM secrets)", []).unwrap();
    journal.close().unwrap();
    let what = found(&place).unwrap();
    assert!(what.starts_with("corrupt journal: table secrets, row member:"), "{what}");
}

#[test]
fn the_writers_note_is_held_against_the_entries() {
    let place = books();
    let journal = Connection::open(place.path(JOURNAL)).unwrap();
    journal.execute("DELETE FROM meta WHERE name = 'writer'", []).unwrap();
    journal.close().unwrap();
    let what = found(&place).unwrap();
    assert!(
        what.starts_with("corrupt journal: table meta, row writer: programs were applied elsewhere"),
        "{what}"
    );
}
