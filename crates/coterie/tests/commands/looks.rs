//! How the binary looks: help, exit codes, colours, quiet, completions, pipes.

use super::{SHOP, files, shop};
use std::io::Read;
use std::process::Stdio;

#[test]
fn help_lists_every_command_and_the_exit_codes() {
    let place = files();
    let help = place.ok(&["--help"]);
    for word in [
        "Programs:",
        "Books:",
        "Reasons:",
        "Proof:",
        "import",
        "why-not",
        "Exit codes:",
        "3  the books are corrupt",
    ] {
        assert!(help.contains(word), "{word}: {help}");
    }
    assert!(place.ok(&["--version"]).starts_with("coterie 0."));
    for command in [
        "import",
        "apply",
        "plan",
        "tick",
        "close",
        "report",
        "settle",
        "explain",
        "statement",
        "why-not",
        "verify",
        "demo",
        "views",
        "program",
        "simulate",
        "test",
        "completions",
    ] {
        assert!(place.ok(&[command, "--help"]).contains("Usage: coterie"), "{command}");
    }
}

#[test]
fn there_are_colours_only_where_they_are_wanted() {
    let place = shop();
    place.write("bad.yaml", SHOP.replace("points: 10", "pionts: 10"));
    for command in [
        &["report"][..],
        &["program", "check", "bad.yaml"],
        &["test", "shop.yaml"],
        &["report", "--at", "soon"],
    ] {
        assert!(!place.run(command).said().contains('\x1b'), "{command:?} into a pipe");
        let coloured = place.run(&[command, &["--color", "always"]].concat());
        assert!(coloured.said().contains('\x1b'), "{command:?}: {coloured:?}");
        let plain = place.run(&[command, &["--color", "never"]].concat());
        assert!(!plain.said().contains('\x1b'), "{command:?}");
    }
}

#[test]
fn nothing_but_results_is_said_into_a_pipe() {
    let place = files();
    for command in [
        &["apply", "shop.yaml", "--at", "2020-01-01T00:00:00Z"][..],
        &["import", "events", "events.ndjson"],
        &["tick", "--at", "2026-04-01T00:00:00Z"],
        &["plan", "shop.yaml"],
        &["views", "rebuild"],
        &["verify"],
    ] {
        assert_eq!(place.run(command).stderr, "", "{command:?}: no progress where nobody looks");
    }
}

#[test]
fn completions_know_every_shell_and_command() {
    let place = files();
    for shell in ["bash", "zsh", "fish"] {
        let script = place.ok(&["completions", shell]);
        for word in ["complete-journey", "why-not", "rebuild", "mutate"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let place = files();
    let mut child =
        place.command(&["program", "schema"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 1]).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn the_database_may_come_from_the_environment_and_an_argument_is_stronger() {
    let place = shop();
    let said = |url: &str, arguments: &[&str]| {
        let output = place.command(arguments).env("DATABASE_URL", url).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(said("sqlite://coterie.db", &["report"]).0, Some(0));
    assert_eq!(said("sqlite://elsewhere.db", &["report", "--database", "sqlite://coterie.db"]).0, Some(0));
    let (code, why) = said("sqlite://elsewhere.db", &["report"]);
    assert!(code == Some(2) && why.contains("elsewhere.db"), "{why}");
}
