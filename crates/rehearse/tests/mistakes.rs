//! Mistakes in the tests of program files, and what is said about each: a file in `mistakes/`, its answer beside it.
//!
//! `UPDATE_SNAPSHOTS=1` writes the answers anew; the difference is to be read by a person.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use coterie_program::diagnostic::render;
use coterie_program::ids::Registry;
use coterie_rehearse::check;
use std::path::{Path, PathBuf};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}

fn answer(path: &Path) -> String {
    let source = std::fs::read_to_string(path).unwrap();
    let diagnostics = match check(&source, &Registry::default()) {
        Ok(checked) => checked.warnings,
        Err(diagnostics) => diagnostics,
    };
    render(&path.file_name().unwrap().to_string_lossy(), &source, &diagnostics, false)
}

#[test]
fn every_mistake_in_a_test_gets_its_answer() {
    for path in files("tests/mistakes") {
        let (found, snapshot) = (answer(&path), path.with_extension("txt"));
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&snapshot, &found).unwrap();
        }
        let known = std::fs::read_to_string(&snapshot).unwrap_or_default();
        assert_eq!(found, known, "UPDATE_SNAPSHOTS=1 accepts it");
    }
}

#[test]
fn tests_are_looked_into_whatever_is_wrong_with_the_program() {
    for path in files("../program/tests/mistakes") {
        assert!(!answer(&path).is_empty(), "{}", path.display());
    }
}
