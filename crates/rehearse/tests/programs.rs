//! Every program of the repository compiles without a warning and passes its own tests.

use coterie_program::diagnostic::render;
use coterie_program::ids::Registry;
use coterie_rehearse::check;
use coterie_rehearse::tests::run;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn programs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of programs is there") {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            programs(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

#[test]
fn every_program_passes_its_own_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs");
    let mut paths = Vec::new();
    programs(&root, &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "there are programs");
    let (mut wrong, mut tests) = (Vec::new(), 0);
    for path in paths {
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        let source = std::fs::read_to_string(&path).expect("a program can be read");
        let checked = match check(&source, &Registry::default()) {
            Ok(checked) => checked,
            Err(diagnostics) => {
                wrong.push(render(&name, &source, &diagnostics, false));
                continue;
            }
        };
        if !checked.warnings.is_empty() {
            wrong.push(render(&name, &source, &checked.warnings, false));
        }
        for report in run(&Arc::new(checked.program), &checked.tests) {
            tests += 1;
            for failure in report.failures {
                let line = failure.place.start.line;
                wrong.push(format!(
                    "{name}:{line} {}: {} should be {}, is {}",
                    report.name, failure.what, failure.expected, failure.actual
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tests} tests or programs differ:\n{}", wrong.len(), wrong.join("\n"));
}
