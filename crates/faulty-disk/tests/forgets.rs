//! A database on a disk that forgets: what SQLite promises holds, and what is not promised need not.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use coterie_faulty_disk::{Disk, Fault};
use rusqlite::{Connection, ErrorCode};
use std::path::Path;

/// A database in write-ahead mode with one row that is durable in the file itself.
fn open(folder: &Path, synchronous: &str) -> Connection {
    let conn = Connection::open(folder.join("books.db")).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.pragma_update(None, "synchronous", synchronous).unwrap();
    conn.execute_batch("CREATE TABLE IF NOT EXISTS rows(number INTEGER)").unwrap();
    conn
}

fn insert(conn: &Connection, number: i64) -> rusqlite::Result<usize> {
    conn.execute("INSERT INTO rows VALUES (?1)", [number])
}

fn rows(conn: &Connection) -> Vec<i64> {
    let mut statement = conn.prepare("SELECT number FROM rows ORDER BY number").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Chance that lets nothing pending survive, or everything.
fn nothing(_: u32) -> u32 {
    0
}

/// A disk under a new folder.
fn disk() -> (tempfile::TempDir, Disk) {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::under(folder.path()).unwrap();
    (folder, disk)
}

#[test]
fn a_synced_commit_survives_the_power_and_an_unsynced_one_does_not() {
    for (synchronous, left) in [("full", vec![1, 2]), ("normal", vec![])] {
        let (folder, disk) = disk();
        let conn = open(folder.path(), synchronous);
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        insert(&conn, 1).unwrap();
        insert(&conn, 2).unwrap();
        disk.stop();
        drop(conn);
        disk.after_power_loss(&mut nothing).unwrap();
        assert_eq!(rows(&open(folder.path(), "full")), left, "{synchronous}");
    }
}

#[test]
fn what_was_written_survives_the_death_of_the_process() {
    let (folder, disk) = disk();
    let conn = open(folder.path(), "off");
    insert(&conn, 1).unwrap();
    disk.stop();
    assert!(insert(&conn, 2).is_err());
    drop(conn);
    disk.after_kill().unwrap();
    assert_eq!(rows(&open(folder.path(), "off")), [1]);
}

#[test]
fn a_fault_comes_once_and_in_its_own_words() {
    let (folder, disk) = disk();
    let conn = open(folder.path(), "full");
    for (number, (fault, code)) in [
        (Fault::Full, ErrorCode::DiskFull),
        (Fault::Write, ErrorCode::SystemIoFailure),
        (Fault::SyncKept, ErrorCode::SystemIoFailure),
        (Fault::SyncLost, ErrorCode::SystemIoFailure),
    ]
    .into_iter()
    .enumerate()
    {
        disk.fail_next(fault);
        let error = insert(&conn, 100).unwrap_err();
        assert_eq!(error.sqlite_error_code(), Some(code), "{fault:?}");
        insert(&conn, number as i64).unwrap();
    }
    disk.fail_next(Fault::Full);
    disk.forget_faults();
    insert(&conn, 4).unwrap();
    assert_eq!(rows(&conn), [0, 1, 2, 3, 4]);
}

#[test]
fn a_failed_sync_that_kept_its_data_shows_them_after_the_power_went() {
    for (fault, left) in [(Fault::SyncKept, vec![1, 2]), (Fault::SyncLost, vec![1])] {
        let (folder, disk) = disk();
        let conn = open(folder.path(), "full");
        insert(&conn, 1).unwrap();
        disk.fail_next(fault);
        insert(&conn, 2).unwrap_err();
        disk.stop();
        drop(conn);
        disk.after_power_loss(&mut nothing).unwrap();
        assert_eq!(rows(&open(folder.path(), "full")), left, "{fault:?}");
    }
}

#[test]
fn wherever_the_power_goes_every_acknowledged_row_is_there_and_the_file_is_whole() {
    // a small generator is chance enough: Numerical Recipes' linear congruence
    let mut state = 7_u32;
    let mut below = move |end: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % end
    };
    let (folder, disk) = disk();
    let mut acknowledged = Vec::new();
    drop(open(folder.path(), "full"));
    for round in 0..200 {
        let conn = open(folder.path(), "full");
        disk.cut_after(below(30));
        for number in round * 10..round * 10 + 10 {
            let log = |_: &rusqlite::Row<'_>| Ok(());
            if number % 4 == 0 && conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], log).is_err() {
                break;
            }
            if insert(&conn, number).is_err() {
                break;
            }
            acknowledged.push(number);
        }
        disk.stop();
        drop(conn);
        disk.after_power_loss(&mut below).unwrap();
        let conn = open(folder.path(), "full");
        let state: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(state, "ok", "round {round}");
        let found = rows(&conn);
        assert!(acknowledged.iter().all(|number| found.contains(number)), "round {round}");
        acknowledged = found;
    }
    assert!(acknowledged.len() > 200);
}

#[test]
fn nobody_changes_files_that_are_open() {
    let (folder, disk) = disk();
    let conn = open(folder.path(), "full");
    disk.stop();
    assert!(disk.after_kill().is_err());
    drop(conn);
    disk.after_kill().unwrap();
    assert!(Disk::under(folder.path()).is_err());
}
