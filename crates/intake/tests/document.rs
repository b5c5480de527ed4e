//! Every example of `docs/events.md` is read as it stands there.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use coterie_intake::csv::{Mapping, Reader};
use coterie_intake::{Defaults, ndjson};

const DOCUMENT: &str = include_str!("../../../docs/events.md");

/// The code blocks of a language.
fn blocks(language: &str) -> Vec<&'static str> {
    let opening = format!("```{language}\n");
    DOCUMENT.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn every_json_example_is_an_event() {
    let intake = support::intake();
    let joined = |id: &str| id == "newcomer";
    let defaults = Defaults { known_partner: &joined, ..Defaults::of_source("document") };
    let text = blocks("json").concat();
    let mut reader = ndjson::Reader::new(&intake, defaults, text.as_bytes());
    let mut kinds = std::collections::BTreeSet::new();
    while let Some(read) = reader.next_event().unwrap() {
        kinds.insert(read.unwrap_or_else(|reject| panic!("{reject:?}")).kind);
    }
    assert_eq!(
        kinds.len(),
        20,
        "all 18 built-in kinds that are written as events, a declared one and a fact"
    );
}

#[test]
fn the_table_is_read_under_the_mapping() {
    let intake = support::intake();
    let mapping = Mapping::parse(blocks("yaml")[0], &intake).unwrap();
    let mut reader =
        Reader::open(&intake, Defaults::of_source("file"), &mapping, blocks("csv")[0].as_bytes()).unwrap();
    let first = reader.next_event().unwrap().unwrap().unwrap();
    assert_eq!((&*first.id, &*first.source, first.lines.len()), ("1001", "shop-export", 2));
    assert_eq!(first.lines[0].amount, 123_450);
    let second = reader.next_event().unwrap().unwrap().unwrap();
    assert_eq!((&*second.id, second.lines.len()), ("1002", 1));
    assert!(reader.next_event().unwrap().is_none());
}
