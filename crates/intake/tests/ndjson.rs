//! A stream of lines is read to its end, whatever stands in it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::io::{BufReader, Read};

use coterie_intake::limits::{LINE_BYTES_MAX, SHOWN_BYTES_MAX};
use coterie_intake::{Defaults, Reject, ndjson};
use support::intake;

/// The ids of the events, and the rejects, in the order of the lines.
fn read(input: impl Read, capacity: usize) -> Vec<Result<(u64, String), Reject>> {
    let intake = intake();
    let input = BufReader::with_capacity(capacity, input);
    let mut reader = ndjson::Reader::new(&intake, Defaults::of_source("file"), input);
    let mut found = Vec::new();
    while let Some(read) = reader.next_event().unwrap() {
        found.push(read.map(|event| (reader.line(), event.id.to_string())));
    }
    found
}

fn approval(id: &str) -> String {
    format!(r#"{{"id": "{id}", "at": "2026-03-07", "approval": {{"of": "e"}}}}"#)
}

#[test]
fn each_line_is_an_event_or_a_reject_with_its_number() {
    let text = format!("\u{feff}{}\r\n\n  \n{{\"id\": 1}}\n{}", approval("a"), approval("b"));
    for capacity in [1, 7, 8_192] {
        let found = read(text.as_bytes(), capacity);
        assert_eq!(found[0], Ok((1, "a".to_owned())));
        let reject = found[1].as_ref().unwrap_err();
        assert_eq!((reject.line, &*reject.text, reject.problems.len()), (4, "{\"id\": 1}", 2));
        assert_eq!(found[2], Ok((5, "b".to_owned())));
        assert_eq!(found.len(), 3);
    }
}

#[test]
fn broken_utf8_spoils_one_line() {
    let mut bytes = b"{\"id\": \"\xff\xfe\"}\n".to_vec();
    bytes.extend(approval("b").bytes());
    let found = read(&bytes[..], 16);
    let reject = found[0].as_ref().unwrap_err();
    assert_eq!(reject.text, "{\"id\": \"��\"}");
    assert_eq!(reject.problems[0].to_string(), "the text is not UTF-8 from byte 9 on");
    assert_eq!(found[1], Ok((2, "b".to_owned())));
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let just = format!("{}{}\n", approval("a"), " ".repeat(LINE_BYTES_MAX - approval("a").len()));
    let text = format!("{just}{}\n{}\n", "ż".repeat(LINE_BYTES_MAX), approval("b"));
    let found = read(text.as_bytes(), 8_192);
    assert_eq!(found[0], Ok((1, "a".to_owned())));
    let reject = found[1].as_ref().unwrap_err();
    assert_eq!(reject.line, 2);
    assert_eq!(reject.problems[0].to_string(), "an event has at most 1048576 bytes");
    assert!(reject.text.len() <= SHOWN_BYTES_MAX && reject.text.ends_with('ż'));
    assert_eq!(found[2], Ok((3, "b".to_owned())));
}

#[test]
fn nesting_without_end_is_refused_before_it_is_built() {
    let text = format!("{}\n{}", "[".repeat(LINE_BYTES_MAX), approval("b"));
    let found = read(text.as_bytes(), 8_192);
    let reject = found[0].as_ref().unwrap_err();
    assert_eq!(reject.problems[0].to_string(), "lists and maps are nested more than 8 deep at column 9");
    assert_eq!(found[1], Ok((2, "b".to_owned())));
}
