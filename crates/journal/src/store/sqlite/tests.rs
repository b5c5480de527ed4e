//! The file: what it survives, what it refuses, and that nothing in it can be altered unseen.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use tempfile::TempDir;

use super::super::keys::Shape;
use super::super::{
    Entries, FORMAT_NAME, Group, KeyHit, NewKey, NewSecret, NewSnapshot, OpenError, Secret, Store,
    StoreError, conformance,
};
use super::{Access, SqliteStore};
use crate::merkle;

const SEED: [u8; 32] = [7; 32];
/// Small enough that a few commits go through every state of the key index.
const SMALL: Shape = Shape { fresh_keys: 16, chunk_keys: 5, fan_out: 3 };

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.sqlite");
    (folder, path)
}

fn hash(number: u64) -> [u8; 16] {
    *merkle::leaf(&number.to_le_bytes()).first_chunk().unwrap()
}

/// Three entries with their keys, records and a secret.
fn commit(store: &mut SqliteStore) {
    let at = store.head().entries;
    let mut entries = Entries::new();
    (at..at + 3).for_each(|position| entries.push(format!("entry {position}").as_bytes()));
    let key = |position| NewKey { key: hash(position), body: hash(!position), position };
    let snapshot = |number: u64| NewSnapshot {
        key: hash(number % 20).to_vec(),
        next_due: number.is_multiple_of(2).then_some(number as i64),
        as_of: at + 3,
        state: vec![number as u8; 40],
    };
    let group = Group {
        keys: (at..at + 3).map(key).collect(),
        snapshots: vec![snapshot(at), snapshot(at + 1)],
        secrets: vec![NewSecret { key: hash(at).to_vec(), secret: secret(at) }],
        meta: vec![("sweep".into(), at.to_le_bytes().to_vec())],
        ..Group::of(at, &entries, at)
    };
    store.commit(&group).unwrap();
}

fn secret(number: u64) -> Secret {
    let half = merkle::leaf(&(number ^ 0xabcd).to_le_bytes());
    Secret([half, half].concat().try_into().unwrap())
}

/// A journal of so many commits, closed, with merges of keys under way.
fn journal(path: &Path, commits: usize) {
    SqliteStore::create(path, &SEED).unwrap();
    let mut store = SqliteStore::open_shaped(path, Access::Writer, SMALL).unwrap();
    (0..commits).for_each(|_| commit(&mut store));
}

fn open(path: &Path, access: Access) -> Result<SqliteStore, OpenError> {
    SqliteStore::open(path, access)
}

#[test]
fn it_keeps_the_promise_of_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let number = std::cell::Cell::new(0);
    let create = || {
        number.set(number.get() + 1);
        SqliteStore::create(folder.path().join(number.get().to_string()), &SEED).unwrap()
    };
    conformance::everything(create, |store| {
        let path = store.path().to_owned();
        drop(store);
        open(&path, Access::Writer).unwrap()
    });
}

#[test]
fn keys_survive_reopening_in_every_state_of_their_index() {
    let (_folder, path) = folder();
    journal(&path, 0);
    let mut merging = 0;
    for round in 0..60 {
        let mut store = SqliteStore::open_shaped(&path, Access::Writer, SMALL).unwrap();
        commit(&mut store);
        for position in 0..store.head().entries {
            let expected = Some(KeyHit { position, body: hash(!position) });
            assert_eq!(store.find_key(&hash(position)).unwrap(), expected, "{position} in round {round}");
        }
        assert_eq!(store.find_key(&hash(1_000_000)).unwrap(), None);
        store.check().unwrap();
        let under_way = "SELECT count(*) FROM key_runs WHERE into_run IS NOT NULL";
        merging +=
            usize::from(store.conn().query_row(under_way, [], |row| row.get::<_, i64>(0)).unwrap() > 0);
    }
    assert!(merging > 5, "merges were under way in {merging} rounds");
}

#[test]
fn a_second_writer_is_refused_until_the_first_is_gone() {
    let (_folder, path) = folder();
    let first = SqliteStore::create(&path, &SEED).unwrap();
    let refusal = open(&path, Access::Writer).unwrap_err();
    assert!(matches!(refusal, OpenError::Locked(_)));
    assert!(refusal.to_string().starts_with("another process is writing this journal"));
    drop(first);
    open(&path, Access::Writer).unwrap();
}

#[test]
fn a_reader_follows_a_running_writer_and_writes_nothing() {
    let (_folder, path) = folder();
    journal(&path, 1);
    let mut writer = SqliteStore::open_shaped(&path, Access::Writer, SMALL).unwrap();
    let mut reader = SqliteStore::open_shaped(&path, Access::ReadOnly, SMALL).unwrap();
    for _ in 0..40 {
        commit(&mut writer);
        let last = writer.head().entries - 1;
        assert_eq!(reader.find_key(&hash(last)).unwrap().map(|hit| hit.position), Some(last));
        assert_eq!(reader.find_key(&hash(0)).unwrap().map(|hit| hit.position), Some(0));
        assert_eq!(reader.refresh().unwrap(), writer.head());
        assert_eq!(reader.entry(last).unwrap(), writer.entry(last).unwrap());
        assert_eq!(reader.blocks_from(0).count() as u64, writer.head().blocks);
    }
    let entries = Entries::new();
    let group = Group::of(reader.head().entries, &entries, reader.head().recover_from);
    assert!(matches!(reader.commit(&group), Err(StoreError::ReadOnly)));
    assert!(matches!(reader.destroy_secret(b"x"), Err(StoreError::ReadOnly)));
    assert_eq!(reader.check().unwrap(), writer.check().unwrap());
}

#[test]
fn what_is_not_a_journal_is_refused_and_left_alone() {
    let (folder, path) = folder();
    let refused = |contents: &[u8], matches: &dyn Fn(&OpenError) -> bool| {
        for access in [Access::Writer, Access::ReadOnly] {
            std::fs::write(&path, contents).unwrap();
            let error = open(&path, access).unwrap_err();
            assert!(matches(&error), "{error}");
            assert_eq!(std::fs::read(&path).unwrap(), contents);
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else was made");
        }
        assert!(matches!(SqliteStore::create(&path, &SEED), Err(OpenError::Exists(_))));
    };
    assert!(matches!(open(&path, Access::Writer), Err(OpenError::Missing(_))));
    refused(b"member,points\nanna,120\n", &|error| matches!(error, OpenError::NotADatabase(_)));
    refused(b"", &|error| matches!(error, OpenError::Truncated { bytes_found: 0, .. }));

    let other = tempfile::tempdir().unwrap();
    let foreign = other.path().join("foreign");
    let conn = Connection::open(&foreign).unwrap();
    conn.execute_batch("PRAGMA application_id = 66; CREATE TABLE t(x)").unwrap();
    conn.close().unwrap();
    let contents = std::fs::read(&foreign).unwrap();
    refused(&contents, &|error| matches!(error, OpenError::Foreign { application_id: 66, .. }));

    let whole = other.path().join("whole");
    journal(&whole, 3);
    let contents = std::fs::read(&whole).unwrap();
    for bytes in [60, 100, 4095, 4096, contents.len() - 4096, contents.len() - 1] {
        refused(&contents[..bytes], &|error| matches!(error, OpenError::Truncated { .. }));
    }

    let conn = Connection::open(&whole).unwrap();
    conn.pragma_update(None, "user_version", 2).unwrap();
    conn.close().unwrap();
    let contents = std::fs::read(&whole).unwrap();
    refused(&contents, &|error| matches!(error, OpenError::NewerFormat { found: 2, known: 1, .. }));
}

#[test]
fn a_format_that_only_the_table_calls_newer_is_refused_too() {
    let (_folder, path) = folder();
    journal(&path, 1);
    let conn = Connection::open(&path).unwrap();
    super::meta_rows::set(&conn, FORMAT_NAME, &9u32.to_le_bytes()).unwrap();
    conn.close().unwrap();
    assert!(matches!(open(&path, Access::Writer), Err(OpenError::NewerFormat { found: 9, .. })));
}

#[test]
fn an_interrupted_creation_is_done_again() {
    let (folder, path) = folder();
    std::fs::write(folder.path().join("journal.sqlite.new"), b"half").unwrap();
    let store = SqliteStore::create(&path, &SEED).unwrap();
    assert_eq!(store.check().unwrap().entries, 0);
}

#[test]
fn a_full_disk_poisons_the_store_and_loses_nothing_that_was_answered() {
    let (_folder, path) = folder();
    journal(&path, 2);
    let mut store = open(&path, Access::Writer).unwrap();
    let before = store.head();
    let pages: i64 = store.conn().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.conn().pragma_update(None, "max_page_count", pages).unwrap();
    let mut entries = Entries::new();
    entries.push(&vec![7; 100_000]);
    let group = Group::of(before.entries, &entries, before.recover_from);
    assert!(matches!(store.commit(&group), Err(StoreError::DiskFull)));
    assert!(matches!(store.commit(&group), Err(StoreError::Poisoned)));
    assert!(matches!(store.destroy_secret(b"x"), Err(StoreError::Poisoned)));
    assert!(matches!(store.find_key(&hash(0)), Err(StoreError::Poisoned)));
    drop(store);
    let mut store = open(&path, Access::Writer).unwrap();
    assert_eq!(store.head(), before);
    store.commit(&group).unwrap();
    store.check().unwrap();
}

#[test]
fn a_journal_changed_behind_its_writer_is_not_written_to() {
    let (_folder, path) = folder();
    journal(&path, 2);
    let mut store = open(&path, Access::Writer).unwrap();
    let conn = Connection::open(&path).unwrap();
    let mut head = super::meta_rows::head(&conn).unwrap();
    head.keys += 1;
    super::meta_rows::set_head(&conn, &head).unwrap();
    let entries = Entries::new();
    let group = Group::of(store.head().entries, &entries, store.head().recover_from);
    assert!(matches!(store.commit(&group), Err(StoreError::ChangedBehind { .. })));
    assert!(matches!(store.commit(&group), Err(StoreError::Poisoned)));
}

#[test]
fn a_destroyed_secret_leaves_no_trace_in_any_file() {
    let (folder, path) = folder();
    journal(&path, 300);
    let mut store = open(&path, Access::Writer).unwrap();
    let traces = |number| {
        let needle = secret(number).0;
        let files = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|file| std::fs::read(file.unwrap().path()).unwrap());
        files.map(|bytes| bytes.windows(32).filter(|window| *window == &needle[..32]).count()).sum::<usize>()
    };
    for number in [0, 3, 150, 447, 450, 897] {
        assert!(traces(number) > 0);
        assert!(store.destroy_secret(&hash(number)).unwrap());
        assert_eq!(traces(number), 0, "secret {number}");
        assert_eq!(store.secret(&hash(number)).unwrap(), None);
    }
    assert_eq!(store.secret(&hash(6)).unwrap(), Some(secret(6)));
    assert_eq!(store.check().unwrap().secrets, 300);
}

#[test]
fn a_secret_destroyed_while_a_reader_reads_is_gone_with_the_next_write() {
    let (_folder, path) = folder();
    journal(&path, 2);
    let mut store = open(&path, Access::Writer).unwrap();
    let reader = Connection::open(&path).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM meta").unwrap();
    commit(&mut store);
    assert!(store.destroy_secret(&hash(6)).unwrap());
    assert!(store.side().unwrap().log_tells);
    reader.execute_batch("COMMIT").unwrap();
    commit(&mut store);
    assert!(!store.side().unwrap().log_tells);
    let log = std::fs::read(path.with_extension("sqlite-wal")).unwrap();
    assert!(!log.windows(64).any(|window| window == secret(6).0));
}

#[test]
fn what_was_answered_survives_a_crash_at_any_group() {
    let (folder, path) = folder();
    let crashed = folder.path().join("crashed.sqlite");
    journal(&path, 1);
    let mut store = SqliteStore::open_shaped(&path, Access::Writer, SMALL).unwrap();
    for _ in 0..30 {
        commit(&mut store);
        // As a crash leaves it: the file as it was copied last, and the log.
        std::fs::copy(&path, &crashed).unwrap();
        std::fs::copy(path.with_extension("sqlite-wal"), crashed.with_extension("sqlite-wal")).unwrap();
        let mut found = SqliteStore::open_shaped(&crashed, Access::Writer, SMALL).unwrap();
        assert_eq!(found.head(), store.head());
        assert_eq!(found.check().unwrap(), store.check().unwrap());
        let last = store.head().entries - 1;
        assert_eq!(found.find_key(&hash(last)).unwrap(), store.find_key(&hash(last)).unwrap());
    }
}

/// Every field of every table, with how to alter it.
fn fields(conn: &Connection) -> Vec<(String, String, String)> {
    let mut fields = Vec::new();
    let tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    for table in strings(conn, tables) {
        for column in strings(conn, &format!("SELECT name FROM pragma_table_info('{table}')")) {
            let kind = format!("SELECT type FROM pragma_table_info('{table}') WHERE name = '{column}'");
            fields.push((table.clone(), column, strings(conn, &kind).remove(0)));
        }
    }
    fields
}

fn strings(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn whatever_field_is_altered_the_check_finds_it() {
    let (folder, path) = folder();
    // So many that fresh keys, runs, and a merge under way are all there.
    journal(&path, 31);
    let whole = std::fs::read(&path).unwrap();
    let altered = folder.path().join("altered.sqlite");
    let mut found = BTreeSet::new();
    let all = fields(open(&path, Access::ReadOnly).unwrap().conn());
    assert_eq!(all.len(), 3 + 6 + 3 + 4 + 3 + 4 + 6 + 4);
    for (table, column, kind) in &all {
        let alteration = match kind.as_str() {
            "INTEGER" => format!("coalesce({column}, 0) + 1000003"),
            "TEXT" => format!("{column} || 'x'"),
            // Flips the last bit of the last byte, or appends a byte to nothing.
            _ => format!(
                "CAST(substr({column}, 1, length({column}) - 1) || CASE WHEN substr({column}, -1) = x'00' \
                 THEN x'01' ELSE x'00' END AS BLOB)"
            ),
        };
        for row in ["ASC", "DESC"] {
            std::fs::write(&altered, &whole).unwrap();
            let conn = Connection::open(&altered).unwrap();
            let key = strings(&conn, &format!("SELECT name FROM pragma_table_info('{table}') WHERE pk = 1"))
                .remove(0);
            let sql = format!(
                "UPDATE {table} SET {column} = {alteration}
                 WHERE {key} = (SELECT {key} FROM {table} ORDER BY {key} {row} LIMIT 1)"
            );
            assert_eq!(conn.execute(&sql, []).unwrap(), 1, "{table} has rows");
            let error = super::check::everything(&conn).expect_err(&format!("{table}.{column} altered"));
            assert!(
                ["meta", "file"].contains(&error.table) || error.table.starts_with(&table[..3]),
                "{error}"
            );
            found.insert((table.clone(), column.clone()));
        }
    }
    assert_eq!(found.len(), all.len());
}

#[test]
fn whatever_row_is_deleted_the_check_finds_it_where_rows_cannot_be_told_from_never_having_been() {
    let (folder, path) = folder();
    journal(&path, 31);
    let whole = std::fs::read(&path).unwrap();
    let altered = folder.path().join("altered.sqlite");
    for table in ["meta", "blocks", "key_log", "key_runs", "key_chunks", "key_filters"] {
        std::fs::write(&altered, &whole).unwrap();
        let conn = Connection::open(&altered).unwrap();
        let key =
            strings(&conn, &format!("SELECT name FROM pragma_table_info('{table}') WHERE pk = 1")).remove(0);
        let sql = format!(
            "DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table} WHERE {key} <> 'sweep')"
        );
        assert_eq!(conn.execute(&sql, []).unwrap(), 1);
        super::check::everything(&conn).expect_err(table);
    }
}

#[test]
fn a_forged_block_with_a_good_checksum_breaks_the_root() {
    let (_folder, path) = folder();
    journal(&path, 5);
    let conn = Connection::open(&path).unwrap();
    let mut row = conn.query_row(super::blocks::EVERY, [], super::blocks::row).unwrap();
    *row.body.last_mut().unwrap() ^= 1;
    let crc = super::super::block::BlockRow::checksum(0, 0, 3, &row.root, &row.body);
    conn.execute("UPDATE blocks SET body = ?1, crc = ?2 WHERE sequence = 0", (&row.body, crc)).unwrap();
    let error = super::check::everything(&conn).unwrap_err();
    assert_eq!((error.table, error.row.as_str(), error.what), ("blocks", "0", "root"));
    assert!(error.to_string().starts_with("corrupt journal: table blocks, row 0: root: stored "));
}

#[test]
fn a_journal_written_behind_leaves_no_log_beside_it_when_it_is_closed() {
    let (_folder, path) = folder();
    drop(SqliteStore::create(&path, &SEED).unwrap());
    for settled in [true, false] {
        let mut store = SqliteStore::open(&path, Access::Writer).unwrap();
        let at = store.head().entries;
        let mut entries = Entries::new();
        entries.push(b"said");
        let group = Group {
            first_position: at,
            entries: Cow::Owned(entries),
            keys: Vec::new(),
            snapshots: Vec::new(),
            secrets: Vec::new(),
            meta: Vec::new(),
            recover_from: at,
        };
        store.begin(Arc::new(group)).unwrap();
        if settled {
            store.settle().unwrap();
        }
        drop(store);
        assert!(!path.with_extension("sqlite-wal").exists(), "settled: {settled}");
    }
    assert_eq!(SqliteStore::open(&path, Access::ReadOnly).unwrap().head().entries, 2);
}

#[test]
fn a_copy_is_a_journal_of_its_own() {
    let (folder, path) = folder();
    let copied = folder.path().join("copy.sqlite");
    let mut store = SqliteStore::create(&path, &SEED).unwrap();
    commit(&mut store);
    store.copy_to(&copied).unwrap();
    let mut copy = SqliteStore::open(&copied, Access::Writer).unwrap();
    assert_eq!(copy.head(), store.head());
    commit(&mut copy);
    assert_eq!((copy.check().unwrap().entries, store.check().unwrap().entries), (6, 3));
}

#[test]
fn a_journal_whose_commits_would_not_be_durable_is_not_written() {
    let (_folder, path) = folder();
    journal(&path, 2);
    // whoever turned the log off; a reader does not mind
    Connection::open(&path).unwrap().pragma_update(None, "journal_mode", "delete").unwrap();
    let refused = open(&path, Access::Writer).unwrap_err();
    assert!(
        matches!(&refused, OpenError::NotDurable { setting: "journal_mode", found, needed: "wal", .. } if found == "delete"),
        "{refused}"
    );
    assert_eq!(open(&path, Access::ReadOnly).unwrap().head().entries, 6);
}
