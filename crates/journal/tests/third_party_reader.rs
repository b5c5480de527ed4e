//! The page of Python in `docs/journal-format.md` reads and verifies a journal, and finds a forgery.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use coterie_journal::store::sqlite::{Access, SqliteStore};
use coterie_journal::store::{Entries, Group, Store};

const PAGE: &str = include_str!("../../../docs/journal-format.md");

fn program() -> &'static str {
    let (_, from) = PAGE.split_once("```python\n").unwrap();
    from.split_once("```").unwrap().0
}

/// `None` where there is no Python.
fn read(journal: &Path) -> Option<Output> {
    Command::new("python3").args(["-c", program()]).arg(journal).output().ok()
}

#[test]
fn the_documented_program_verifies_a_journal_in_use_and_finds_an_altered_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.sqlite");
    let mut store = SqliteStore::create(&path, &[1; 32]).unwrap();
    for size in [1, 3, 7, 2] {
        let at = store.head().entries;
        let mut entries = Entries::new();
        (at..at + size).for_each(|position| entries.push(format!("entry {position}").as_bytes()));
        store.commit(&Group::of(at, &entries, 0)).unwrap();
    }
    let Some(output) = read(&path) else {
        eprintln!("no python3 here; the documented program was not run");
        return;
    };
    let said = String::from_utf8(output.stdout).unwrap();
    let root = store.head().root.iter().fold(String::new(), |mut root, byte| {
        write!(root, "{byte:02x}").unwrap();
        root
    });
    assert_eq!(
        said,
        format!("13 entries in 4 blocks, root {root}\n"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );

    drop(store);
    let bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(7).position(|window| window == b"entry 5").unwrap();
    let mut altered = bytes;
    altered[at] = b'E';
    std::fs::write(&path, altered).unwrap();
    let output = read(&path).unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("block 2: crc"));
    assert!(SqliteStore::open(&path, Access::ReadOnly).unwrap().check().is_err());
}
