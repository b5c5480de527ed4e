//! Whatever the bytes, reading them ends, quickly and without a panic, and what is reported can be drawn.

use coterie_program::diagnostic::{Diagnostic, render, to_json};
use coterie_program::yaml::{Node, Value, parse};
use proptest::prelude::*;

const VALID: &str = r#"# a program
program: {id: karta, zone: Europe/Warsaw, currency: PLN}
partners:
  polana: {sells: groceries, issue_price: 0.0100, settled: monthly}
rules:
  żółta_reguła:
    if: {purchase.total: {at_least: 200.00}, at: "09:00"}
    give: [{to: member.inviter, points: 100}, {to: member, points: x1.25}]
    text: |
      two
        lines
  other:
    - a
    -
    - 'it''s'
    - [2 %, 1 per 1 PLN]
"#;

/// Pieces that change the structure of a text.
const PIECES: &[&str] = &[
    "[", "]", "{", "}", ":", ": ", ", ", "- ", "? ", "&a ", "*a", "!t ", "<<: ", "\"", "'", "|\n", ">\n",
    "\n", "\n  ", "#", " #", "---\n", "...\n", "%", "\t", "\r", "\0", "\u{feff}", "\u{202e}", "\u{2028}",
    "ż", "💥", "\\", "~",
];

fn spans_within(node: &Node, source: &str) {
    let text = source.get(node.span.bytes());
    assert!(text.is_some(), "{:?} is not within the text", node.span);
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| spans_within(item, source)),
        Value::Map(entries) => {
            for (key, value) in entries {
                assert!(source.get(key.span.bytes()).is_some());
                spans_within(value, source);
            }
        }
        Value::Null | Value::Scalar(_) | Value::Reported => {}
    }
}

fn check(source: &[u8]) {
    let (node, diagnostics) = parse(source);
    assert!(node.is_some() || diagnostics.iter().any(Diagnostic::is_error));
    let drawn = render("program.yaml", source, &diagnostics, false);
    assert_eq!(drawn.is_empty(), diagnostics.is_empty());
    let json = to_json("program.yaml", &diagnostics);
    assert_eq!(json.as_array().map(Vec::len), Some(diagnostics.len()));
    if let (Some(node), Ok(source)) = (&node, std::str::from_utf8(source)) {
        spans_within(node, source);
        for diagnostic in &diagnostics {
            let places = diagnostic.span.into_iter().chain(diagnostic.also.iter().map(|(span, _)| *span));
            places.for_each(|span| assert!(source.get(span.bytes()).is_some(), "{diagnostic:?}"));
        }
    }
}

#[test]
fn the_text_that_is_mutated_is_valid() {
    assert_eq!(parse(VALID).1, []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes(source in proptest::collection::vec(any::<u8>(), 0..300)) {
        check(&source);
    }

    #[test]
    fn random_text(source in any::<String>()) {
        check(source.as_bytes());
    }

    #[test]
    fn random_pieces_of_structure(
        pieces in proptest::collection::vec(prop_oneof![proptest::sample::select(PIECES), Just("a"), Just("1")], 0..60),
    ) {
        check(pieces.concat().as_bytes());
    }

    #[test]
    fn a_valid_file_with_bytes_changed(
        changes in proptest::collection::vec((0..VALID.len(), any::<u8>()), 1..8),
    ) {
        let mut source = VALID.as_bytes().to_vec();
        for (place, byte) in changes {
            source[place] = byte;
        }
        check(&source);
    }

    #[test]
    fn a_valid_file_with_pieces_put_in_and_parts_cut_out(
        changes in proptest::collection::vec(
            (any::<proptest::sample::Index>(), 0usize..6, proptest::sample::select(PIECES)), 1..8,
        ),
    ) {
        let mut source: Vec<char> = VALID.chars().collect();
        for (place, cut, piece) in changes {
            let place = place.index(source.len() + 1);
            let end = (place + cut).min(source.len());
            source.splice(place..end, piece.chars());
        }
        check(source.into_iter().collect::<String>().as_bytes());
    }

    #[test]
    fn a_file_cut_short(length in 0..VALID.len()) {
        check(&VALID.as_bytes()[..length]);
    }
}
