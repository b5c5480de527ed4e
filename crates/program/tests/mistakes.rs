//! Programs with mistakes and what is said about each: one file in `mistakes/` for each kind, its answer beside it.
//!
//! `UPDATE_SNAPSHOTS=1` writes the answers anew; the difference is to be read by a person.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use coterie_program::compile;
use coterie_program::diagnostic::render;
use coterie_program::ids::Registry;
use std::path::{Path, PathBuf};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}

fn answer(path: &Path, source: &str) -> String {
    let name = path.file_name().unwrap().to_string_lossy();
    let diagnostics = match compile(source, &Registry::default()) {
        Ok(checked) => checked.warnings,
        Err(diagnostics) => diagnostics,
    };
    render(&name, source, &diagnostics, false)
}

#[test]
fn every_mistake_gets_its_answer() {
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let mut different = Vec::new();
    for path in files() {
        let source = std::fs::read_to_string(&path).unwrap();
        let found = answer(&path, &source);
        assert!(!found.is_empty(), "{} has no mistake", path.display());
        let snapshot = path.with_extension("txt");
        if update {
            std::fs::write(&snapshot, &found).unwrap();
        } else if std::fs::read_to_string(&snapshot).unwrap_or_default() != found {
            different.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(
        different.is_empty(),
        "answers differ (UPDATE_SNAPSHOTS=1 accepts them):\n{}",
        different.join("\n")
    );
}

#[test]
fn there_is_a_file_for_each_of_many_kinds_of_mistakes() {
    assert!(files().len() >= 40, "{}", files().len());
}

#[test]
fn a_file_with_five_mistakes_shows_five() {
    let path = files().into_iter().find(|path| path.ends_with("five_mistakes.yaml")).unwrap();
    let source = std::fs::read_to_string(&path).unwrap();
    let diagnostics = compile(&source, &Registry::default()).unwrap_err();
    assert_eq!(diagnostics.len(), 5, "{}", answer(&path, &source));
}
