//! The example programs: they compile without a word, and the published JSON Schema is current.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use coterie_program::diagnostic::render;
use coterie_program::ids::Registry;
use coterie_program::{compile, compile_applied, json_schema};
use std::path::{Path, PathBuf};

fn programs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs")
}

/// All program files in a folder and the folders within it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_example_program_compiles_without_a_warning() {
    let files = files(&programs());
    assert!(files.len() >= 2);
    for path in files {
        let source = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        match compile(&source, &Registry::default()) {
            Ok(checked) => {
                assert!(checked.warnings.is_empty(), "{}", render(&name, &source, &checked.warnings, false));
            }
            Err(diagnostics) => panic!("{}", render(&name, &source, &diagnostics, false)),
        }
    }
}

#[test]
fn the_published_json_schema_is_current() {
    let path = programs().join("program.schema.json");
    let current = serde_json::to_string_pretty(&json_schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(published == current, "program.schema.json is not what the types say: run with UPDATE_SCHEMA=1");
}

#[test]
fn a_version_that_a_journal_holds_compiles_again_whatever_its_tests_say() {
    let path = programs().join("demo.yaml");
    let source = std::fs::read_to_string(path).unwrap();
    let program = compile(&source, &Registry::default()).unwrap().program;
    let former = source.replace("redeemed: 2200, paid: 19.80", "redeemed: 2200, receives: 19.80");
    assert!(former != source && compile(&former, &Registry::default()).is_err());
    let again = compile_applied(&former, &program.registry).unwrap();
    assert_eq!(again.registry, program.registry);
    assert_eq!(again.rules.values().count(), program.rules.values().count());
}
