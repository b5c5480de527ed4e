//! Two hundred seeded alterations of the files, in every table and kind of field: verification finds each, and names a place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use coterie_chaos::{Chance, journal_of};
use coterie_decide::{Entry, Origin};
use coterie_journal::store::sqlite::{Access, SqliteStore};
use coterie_journal::store::{Entries, Group, NewKey, Store};
use coterie_journal::{Arrival, Options, Submission, Writer, verify};
use coterie_views::{Unsealed, Views, compare};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// How often each column of each table is altered: about two hundred alterations together.
const TIMES_JOURNAL: u32 = 8;
const TIMES_VIEWS: u32 = 1;

type Journal = Vec<(u64, Arc<Entry>)>;

/// A journal file with all records saved; returns what it says.
fn write_journal(path: &Path) -> Journal {
    let mut entropy = Chance::new(7, 7);
    let options = Options::new(Box::new(move |bytes: &mut [u8]| entropy.fill(bytes)));
    let mut writer = Writer::open(SqliteStore::create(path, &[3; 32]).unwrap(), options).unwrap();
    let written = Arc::new(Mutex::new(Journal::new()));
    let seen = Arc::clone(&written);
    writer.observe(Box::new(move |position, entry| seen.lock().unwrap().push((position, Arc::clone(entry)))));
    for (_, entry) in journal_of(11, 60).unwrap() {
        match &entry.origin {
            Origin::Apply(apply) => drop(writer.apply(&apply.text, apply.from, "root")),
            Origin::Event(event) => {
                let arrival = Arrival::Live(entry.clock);
                writer.submit(&[Submission { event: event.clone(), by: "".into(), arrival }]).unwrap();
            }
            Origin::Tick(_) => {}
        }
    }
    writer.save_all().unwrap();
    drop(writer);

    written.lock().unwrap().clone()
}

/// A file with so many idempotency keys that they are sorted into runs.
fn write_keys(path: &Path) {
    let mut store = SqliteStore::create(path, &[3; 32]).unwrap();
    let mut chance = Chance::new(9, 9);
    for group in 0..10 {
        let first: u64 = group * 4_000;
        let mut entries = Entries::new();
        let mut keys = Vec::new();
        for position in first..first + 4_000_u64 {
            entries.push(&position.to_le_bytes());
            let (mut key, mut body) = ([0; 16], [0; 16]);
            chance.fill(&mut key);
            chance.fill(&mut body);
            keys.push(NewKey { key, body, position });
        }
        store.commit(&Group { keys, ..Group::of(first, &entries, 0) }).unwrap();
    }
}

/// Every table and column of a file that has rows, by name.
fn places(path: &Path) -> Vec<(String, String)> {
    let file = Connection::open(path).unwrap();
    let mut tables =
        file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut places = Vec::new();
    for table in tables {
        let rows: i64 =
            file.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        let mut columns =
            file.prepare(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid")).unwrap();
        let columns = columns.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
        places.extend(columns.filter(|_| rows > 0).map(|column| (table.clone(), column)));
    }
    places
}

fn altered(value: Value, chance: &mut Chance) -> Value {
    match value {
        Value::Null => Value::Integer(1),
        Value::Integer(number) => Value::Integer(number ^ (1 << chance.below(20))),
        Value::Real(number) => Value::Integer(number.to_bits() as i64),
        Value::Text(text) => Value::Text(format!("{text}x")),
        Value::Blob(mut bytes) => {
            if bytes.is_empty() {
                bytes.push(1);
            } else {
                let at = chance.below(bytes.len() as u32) as usize;
                bytes[at] ^= 1 << chance.below(8);
            }
            Value::Blob(bytes)
        }
    }
}

/// Alters one field of one row; false when the table's own rules forbid it.
fn alter(path: &Path, table: &str, column: &str, chance: &mut Chance) -> bool {
    let file = Connection::open(path).unwrap();
    let rows: u32 = file.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
    let row = chance.below(rows);
    // the row itself is found again by all of its values
    let columns: Vec<String> = {
        let mut info = file.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).unwrap();
        info.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let whole = format!("SELECT {} FROM {table} LIMIT 1 OFFSET {row}", columns.join(", "));
    let old: Vec<Value> =
        file.query_row(&whole, [], |row| (0..columns.len()).map(|at| row.get(at)).collect()).unwrap();
    let at = columns.iter().position(|name| name == column).unwrap();
    let new = altered(old[at].clone(), chance);
    let same: Vec<String> =
        columns.iter().enumerate().map(|(at, name)| format!("{name} IS ?{}", at + 2)).collect();
    let update = format!("UPDATE {table} SET {column} = ?1 WHERE {}", same.join(" AND "));
    let values = std::iter::once(new).chain(old);
    file.execute(&update, rusqlite::params_from_iter(values)).is_ok_and(|count| count > 0)
}

#[test]
fn every_altered_field_of_the_journal_is_found_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, copy) = (folder.path().join("whole.db"), folder.path().join("copy.db"));
    write_journal(&whole);
    verify(SqliteStore::open(&whole, Access::ReadOnly).unwrap()).unwrap();
    let mut chance = Chance::new(42, 0);
    let mut missed = Vec::new();
    let mut count = 0;
    for (table, column) in places(&whole) {
        for _ in 0..TIMES_JOURNAL {
            std::fs::copy(&whole, &copy).unwrap();
            if !alter(&copy, &table, &column, &mut chance) {
                continue;
            }
            count += 1;
            let found = match SqliteStore::open(&copy, Access::ReadOnly) {
                Err(error) => Some(error.to_string()),
                Ok(store) => verify(store).err().map(|wrong| wrong.to_string()),
            };
            if found.is_none_or(|found| found.is_empty()) {
                missed.push(format!("{table}.{column}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {count} were not found: {missed:?}", missed.len());
    assert!(count >= 110, "{count} alterations");
}

#[test]
fn every_altered_field_of_the_sorted_keys_is_found_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, copy) = (folder.path().join("whole.db"), folder.path().join("copy.db"));
    write_keys(&whole);
    SqliteStore::open(&whole, Access::ReadOnly).unwrap().check().unwrap();
    let mut chance = Chance::new(44, 0);
    let mut missed = Vec::new();
    let mut tables = BTreeSet::new();
    for (table, column) in places(&whole) {
        if !table.starts_with("key_") {
            continue;
        }
        for _ in 0..2 {
            std::fs::copy(&whole, &copy).unwrap();
            if !alter(&copy, &table, &column, &mut chance) {
                continue;
            }
            tables.insert(table.clone());
            let found = match SqliteStore::open(&copy, Access::ReadOnly) {
                Err(error) => Some(error.to_string()),
                Ok(store) => store.check().err().map(|corruption| corruption.to_string()),
            };
            if found.is_none_or(|found| found.is_empty()) {
                missed.push(format!("{table}.{column}"));
            }
        }
    }
    assert!(missed.is_empty(), "not found: {missed:?}");
    assert_eq!(tables.len(), 4, "{tables:?}");
}

#[test]
fn every_altered_field_of_the_views_differs_from_a_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, copy) = (folder.path().join("views.db"), folder.path().join("copy.db"));
    let journal = write_journal(&folder.path().join("journal.db"));
    let mut views = Views::open(&whole, Box::new(Unsealed)).unwrap();
    views.project(&journal).unwrap();
    drop(views);
    let mut rebuilt = Views::in_memory(Box::new(Unsealed)).unwrap();
    rebuilt.project(&journal).unwrap();
    let mut chance = Chance::new(43, 0);
    let mut missed = Vec::new();
    let mut count = 0;
    for (table, column) in places(&whole) {
        for _ in 0..TIMES_VIEWS {
            std::fs::copy(&whole, &copy).unwrap();
            if !alter(&copy, &table, &column, &mut chance) {
                continue;
            }
            count += 1;
            let found = match Views::open(&copy, Box::new(Unsealed)) {
                Err(_) => true,
                // tables of another shape are emptied, and will be built anew
                Ok(views) if views.cursor().is_none() => true,
                Ok(views) => compare(&views, &rebuilt).is_ok_and(|differences| !differences.is_empty()),
            };
            if !found {
                missed.push(format!("{table}.{column}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {count} were not found: {missed:?}", missed.len());
    assert!(count >= 90, "{count} alterations");
}
