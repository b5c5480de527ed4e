//! `coterie test FILE…`: runs the tests that program files bring along.

use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use crate::program_file::ProgramFile;
use clap::Args;
use coterie_program::diagnostic::{self, Diagnostic};
use coterie_program::ids::Registry;
use coterie_rehearse::TestReport;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

/// What `coterie test` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The program files; - is stdin
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Run only the tests whose name contains this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Change each constant of the program in turn, and name those whose change no test notices
    #[arg(long, conflicts_with = "only")]
    mutate: bool,
}

/// Runs the tests; the last line counts them.
pub(crate) fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit, Failure> {
    if arguments.mutate {
        return mutate(arguments, output);
    }
    let (mut passed, mut failed) = (0, 0);
    let mut told = Vec::new();
    for path in &arguments.files {
        let file = ProgramFile::read(path, &Registry::default())?;
        let (name, bytes) = (file.name.clone(), file.bytes.clone());
        let checked = file.usable()?;
        let mut tests = checked.tests;
        if let Some(only) = &arguments.only {
            tests.retain(|test| test.name.contains(only.as_str()));
        }
        for report in coterie_rehearse::tests::run(&Arc::new(checked.program), &tests) {
            if report.failures.is_empty() {
                passed += 1;
            } else {
                failed += 1;
            }
            if output.json() {
                told.push(to_json(&name, &report));
            } else {
                tell(&name, &bytes, &report, output)?;
            }
        }
    }
    if let Some(only) = arguments.only.as_ref().filter(|_| passed + failed == 0) {
        // A misspelt name must not look like a passing run.
        return Err(Failure::Usage(format!("--only {only}: no test has that in its name")));
    }
    if output.json() {
        output.value(&json!({ "passed": passed, "failed": failed, "tests": told }))?;
    } else {
        output.line(&format!("{passed} passed, {failed} failed"))?;
    }
    Ok(if failed == 0 { Exit::Ok } else { Exit::Wrong })
}

fn tell(name: &str, bytes: &[u8], report: &TestReport, output: &mut Output) -> Result<(), Failure> {
    if report.failures.is_empty() {
        return output.good(&format!("ok      {name}: {}", report.name));
    }
    output.bad(&format!("FAILED  {name}: {}", report.name))?;
    let differences: Vec<Diagnostic> = report
        .failures
        .iter()
        .map(|failure| {
            let message =
                format!("{}: expected {}, but it is {}", failure.what, failure.expected, failure.actual);
            Diagnostic::error("test", failure.place, message)
        })
        .collect();
    output.text(&diagnostic::render(name, bytes, &differences, output.colour()))
}

fn to_json(name: &str, report: &TestReport) -> Value {
    let failures: Vec<Value> = report
        .failures
        .iter()
        .map(|failure| {
            json!({
                "line": failure.place.start.line,
                "column": failure.place.start.column,
                "what": failure.what,
                "expected": failure.expected,
                "actual": failure.actual,
            })
        })
        .collect();
    json!({ "file": name, "test": report.name, "passed": failures.is_empty(), "failures": failures })
}

/// Tries the tests: a constant whose change none of them notices is not tested.
fn mutate(arguments: &Arguments, output: &mut Output) -> Result<Exit, Failure> {
    let (mut survived, mut told) = (0, Vec::new());
    for path in &arguments.files {
        let file = ProgramFile::read(path, &Registry::default())?;
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        let bar = crate::progress::bar(output, None, "changes");
        let result = coterie_rehearse::mutate(&text, |done, of| {
            crate::progress::known(&bar, of as u64);
            bar.set_position(done as u64);
        });
        bar.finish_and_clear();
        let mutation = result.map_err(|error| Failure::Usage(format!("{}: {error}", file.name)))?;
        survived += mutation.survivors.len();
        if output.json() {
            told.push(json!({ "file": file.name, "mutation": mutation }));
            continue;
        }
        if !mutation.survivors.is_empty() {
            output.heading(&format!("{}: changes that no test notices", file.name))?;
        }
        for one in &mutation.survivors {
            let place = format!("{}:{}:{}", file.name, one.line, one.column);
            output.bad(&format!("{place}: {}: {} could be {}", one.place, one.text, one.changed_to))?;
        }
        output.line(&format!(
            "{}: {} tried, {} noticed, {} not possible",
            file.name,
            counted(mutation.tried, "change"),
            mutation.noticed,
            mutation.not_compiling
        ))?;
    }
    if output.json() {
        output.value(&Value::Array(told))?;
    }
    Ok(if survived == 0 { Exit::Ok } else { Exit::Wrong })
}
