//! The README's example, walked line by line as a new user would.

use crate::support::Place;
use std::path::Path;
use std::process::Command;

#[test]
fn every_command_of_the_readmes_example_does_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let (_, example) = readme.split_once("## By example").unwrap();
    let (example, _) = example.split_once("\n## ").unwrap();
    // The build and the path to what it makes are the test's own.
    let commands: Vec<&str> = example
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| !line.starts_with("make"))
        .collect();
    assert!(commands.len() > 15, "{commands:?}");
    let place = Place::new();
    std::os::unix::fs::symlink(root.join("programs"), place.path("programs")).unwrap();
    let binary = Path::new(env!("CARGO_BIN_EXE_coterie")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    for line in commands.iter().filter(|line| !line.is_empty()) {
        let mut shell = Command::new("sh");
        shell.args(["-c", line]).current_dir(place.path(".")).env("PATH", &path).env_remove("DATABASE_URL");
        let ran = shell.output().unwrap();
        let told = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{line}: {told}");
        assert!(!told.contains("refused"), "{line}: {told}");
    }
}
