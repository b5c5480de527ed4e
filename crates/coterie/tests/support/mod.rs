//! What the tests of the binary share: a folder with books, the binary itself, and a seeded stream of chance.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

pub(crate) mod chance;
pub(crate) mod demo_year;
#[path = "../../../retail-year/tests/fixture/mod.rs"]
pub(crate) mod parquet_files;
pub(crate) mod retail_year;

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder in which commands run; its books are `coterie.db`.
pub(crate) struct Place {
    folder: TempDir,
}

/// How a command ended and what it said.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder whose books have a program from the first of January 2020 on.
    pub(crate) fn with_program(text: &str) -> Self {
        let place = Self::new();
        place.write("program.yaml", text);
        place.ok(&["apply", "program.yaml", "--at", "2020-01-01T00:00:00Z"]);
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, contents).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The binary with its arguments, as [`Place::bare_command`] has it, and independent of the machine's clock: whenever the tests
    /// run, the events of their files may go in.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare_command(arguments);
        if arguments.starts_with(&["import", "events"]) {
            command.arg("--future");
        }
        command
    }

    /// The binary with its arguments, in this folder, untouched by the environment of whoever runs the tests.
    pub(crate) fn bare_command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_coterie"));
        command.args(arguments).current_dir(self.folder.path());
        command.env_remove("DATABASE_URL").env_remove("NO_COLOR").env("RUST_BACKTRACE", "0");
        command
    }

    /// Runs a command. Whatever it is given, it must not panic.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(arguments, self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    /// Runs a command that reads from stdin.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // One that needs no input may end before it is given.
        let _ = child.stdin.take().unwrap().write_all(input);
        Ran::of(arguments, child.wait_with_output().unwrap())
    }

    /// Runs a command that must succeed; returns what it said.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran.stdout
    }

    /// Runs a command that must succeed, with `--json`; returns its result.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let said = self.ok(&[arguments, &["--json"]].concat());
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {said}"))
    }

    /// The bytes of every file in the folder, by name; not of locks and of SQLite's shared memory, which say nothing.
    pub(crate) fn contents(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_none_or(|ending| ending != "lock" && ending != "db-shm"))
            .map(|path| (name_of(&path), std::fs::read(&path).unwrap()))
            .collect();
        files.sort();
        files
    }
}

impl Ran {
    fn of(arguments: &[&str], output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is said is UTF-8");
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        let code = output.status.code().unwrap_or_else(|| panic!("{arguments:?} was killed: {stderr}"));
        assert!(code != 101 && !stderr.contains("panicked at"), "{arguments:?} panicked: {stderr}");
        Self { code, stdout, stderr }
    }

    /// Everything that was said.
    pub(crate) fn said(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}
