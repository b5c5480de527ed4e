//! Reading the books while another process writes them.

use crate::support::Place;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;
use std::time::Duration;

const PROGRAM: &str = "\
program: {id: shop, zone: UTC, currency: EUR}
partners: {bakery: {issue_price: 0.0100, redemption_price: 0.0090}}
accounts: {points: {of: member, unit: point}}
rules: {a_point_for_every_euro: {give: {points: 1 per 1 EUR}}}
";

fn purchase(id: &str, total: &str) -> String {
    format!(
        r#"{{"id": "{id}", "at": "2020-02-03T10:00", "purchase": {{"member": "anna", "partner": "bakery", "total": "{total}"}}}}"#
    )
}

#[test]
fn whoever_reads_while_an_import_runs_sees_the_books_as_they_stand_and_is_told_so() {
    let place = Place::with_program(PROGRAM);
    let mut command = place.command(&["import", "events", "-", "--ack", "--group", "2"]);
    let mut import = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut rows = import.stdin.take().unwrap();
    let mut told = BufReader::new(import.stdout.take().unwrap()).lines();
    let mut hand_in = |number: u32| {
        writeln!(
            rows,
            "{}\n{}",
            purchase(&format!("a{number}"), "10.00"),
            purchase(&format!("b{number}"), "7.00")
        )
        .unwrap();
        rows.flush().unwrap();
        assert!(told.next().unwrap().unwrap().contains("durable"));
    };
    hand_in(0);
    // The views follow in a moment.
    let mut tries = 0;
    while place.run(&["explain", "b0"]).code != 0 {
        tries += 1;
        assert!(tries < 100, "the views do not follow");
        std::thread::sleep(Duration::from_millis(50));
    }

    for command in [
        vec!["explain", "b0"],
        vec!["statement", "anna"],
        vec!["why-not", "anna", "b0"],
        vec!["settle", "--period", "2020-02"],
        vec!["plan", "program.yaml"],
        vec!["report"],
        vec!["report", "--at", "2020-03-01"],
    ] {
        let ran = place.run(&command);
        assert_eq!(ran.code, 0, "{command:?}: {ran:?}");
        assert!(ran.stderr.contains("another process is writing these books"), "{command:?}: {ran:?}");
    }
    for number in 1..40 {
        hand_in(number);
        if number % 8 == 0 {
            let ran = place.run(&["verify", "--json"]);
            assert_eq!(ran.code, 0, "{ran:?}");
        }
    }
    let ran = place.run(&["tick", "--at", "2020-03-01"]);
    assert_eq!(ran.code, 2, "what writes must wait: {ran:?}");

    drop(rows);
    assert!(import.wait().unwrap().success());
    let ran = place.run(&["statement", "anna"]);
    assert!(ran.code == 0 && ran.stderr.is_empty(), "{ran:?}");
    assert!(ran.stdout.contains("680"), "40 times 17 points: {ran:?}");
}
