//! Small texts, read as a section of a program would be.

use rust_decimal::Decimal;

use crate::yaml::{Node, Reader, Shape, parse};

const THING: Shape = Shape { what: "a thing", example: "{one: 1}", fields: &["one", "two", "three"] };

/// Reads a text and gives the result with all messages and helps.
fn read<T>(source: &str, read: impl FnOnce(&Reader, &Node) -> T) -> (T, Vec<String>) {
    let (node, diagnostics) = parse(source);
    let reader = Reader::with(diagnostics);
    let result = read(&reader, &node.expect("a tree"));
    let said = |d: crate::diagnostic::Diagnostic| match d.help {
        Some(help) => format!("{} / {help}", d.message),
        None => d.message,
    };
    (result, reader.into_diagnostics().into_iter().map(said).collect())
}

fn said<T>(source: &str, reading: impl FnOnce(&Reader, &Node) -> T) -> Vec<String> {
    read(source, reading).1
}

fn thing(reader: &Reader, node: &Node) -> Option<(Option<i64>, Option<i64>)> {
    let fields = reader.map(node, &THING)?;
    let one = fields.require("one").and_then(|n| reader.integer(n, 0..=9));
    let two = fields.take("two").and_then(|n| reader.integer(n, 0..=9));
    Some((one, two))
}

#[test]
fn a_map_without_mistakes_gives_its_fields_and_no_diagnostics() {
    assert_eq!(read("{one: 1, two: 2}", thing), (Some((Some(1), Some(2))), vec![]));
    assert_eq!(read("{one: 1}", thing), (Some((Some(1), None)), vec![]));
}

#[test]
fn something_else_than_a_map_is_named() {
    assert_eq!(
        said("[1]", thing),
        ["expected a thing as a map, found a list / write a map such as {one: 1}"]
    );
    assert_eq!(
        said("one:1", thing),
        ["expected a thing as a map, found the text `one:1` / put a blank after the `:`, as in `one: 1`"]
    );
}

#[test]
fn every_unknown_field_is_reported_with_a_suggestion_or_the_known_ones() {
    assert_eq!(
        said("{one: 1, tow: 2, colour: red, two:5: , 000: }", thing),
        [
            "a thing has no field `tow` / did you mean `two`?",
            "a thing has no field `colour` / its fields are `one`, `two`, `three`",
            "a thing has no field `two:5` / put a blank after the `:`, as in `two: 5`",
            "a thing has no field `000` / a `,` begins the next field: write numbers without separators, as in 5000 or 0.5",
        ]
    );
}

#[test]
fn a_misspelt_field_is_read_as_the_field_that_was_meant() {
    assert_eq!(
        read("{One: 1, tow: 99}", thing),
        (
            Some((Some(1), None)),
            vec![
                "a thing has no field `One` / did you mean `one`?".to_owned(),
                "a thing has no field `tow` / did you mean `two`?".to_owned(),
                "expected a whole number from 0 to 9, found 99".to_owned(),
            ]
        )
    );
}

#[test]
fn a_field_that_is_there_is_not_suggested_again() {
    assert_eq!(
        said("{one: 1, ones: 2}", thing),
        ["a thing has no field `ones` / its fields are `one`, `two`, `three`"]
    );
}

#[test]
fn a_missing_field_is_named_with_an_example() {
    assert_eq!(said("{two: 2}", thing), ["a thing needs the field `one` / for example {one: 1}"]);
}

#[test]
fn of_fields_that_exclude_each_other_exactly_one_is_there() {
    let pick = |reader: &Reader, node: &Node| {
        let fields = reader.map(node, &THING)?;
        fields.require_one_of(&["one", "two"]).map(|(name, _)| name.to_owned())
    };
    assert_eq!(read("{two: 2}", pick), (Some("two".to_owned()), vec![]));
    assert_eq!(said("{one: 1, two: 2}", pick), ["a thing has either `one` or `two`, not both"]);
    assert_eq!(
        said("{three: 3}", pick),
        ["a thing needs one of the fields `one`, `two` / for example {one: 1}"]
    );
}

#[test]
fn what_parsing_has_reported_is_passed_over_in_silence() {
    let (result, mistakes) = read("{two: &x 2, one: *x}", thing);
    assert_eq!(result, Some((None, Some(2))));
    assert_eq!(mistakes.len(), 2, "the anchor and the alias: {mistakes:?}");
}

#[test]
fn a_word_is_one_of_those_known() {
    let day = |reader: &Reader, node: &Node| reader.one_of(node, "a weekday", &[("sat", 6), ("sun", 7)]);
    assert_eq!(read("sun", day), (Some(7), vec![]));
    assert_eq!(said("Sun", day), ["`Sun` is not a weekday / did you mean `sun`?"]);
    assert_eq!(said("monday", day), ["`monday` is not a weekday / it is one of `sat`, `sun`"]);
    assert_eq!(said("[sun]", day), ["expected a weekday, found a list / it is one of `sat`, `sun`"]);
}

#[test]
fn whole_numbers_have_a_range_and_one_spelling() {
    let number = |reader: &Reader, node: &Node| reader.integer(node, 1..=5_000);
    assert_eq!(read("5000", number), (Some(5_000), vec![]));
    let expected = "expected a whole number from 1 to 5000, found";
    assert_eq!(said("0", number), [format!("{expected} 0")]);
    assert_eq!(said("5.0", number), [format!("{expected} `5.0`: it is not a whole number")]);
    assert_eq!(
        said("1_000", number),
        [format!("{expected} `1_000`: a number is written without separators / write 1000")]
    );
    assert_eq!(said("'5'", number), [format!("{expected} a text in quotes / write 5 without quotes")]);
    assert_eq!(said("[5]", number), [format!("{expected} a list")]);
    assert_eq!(said("five", number), [format!("{expected} `five`: it is not a number in plain digits")]);
}

#[test]
fn decimals_are_read_from_their_spelling() {
    let number = |reader: &Reader, node: &Node| reader.decimal(node);
    assert_eq!(read("200.00", number), (Some(Decimal::new(20_000, 2)), vec![]));
    assert_eq!(read("200.00", number).0.map(|decimal| decimal.scale()), Some(2));
    assert_eq!(read("0.1", number), (Some(Decimal::new(1, 1)), vec![]));
    assert_eq!(
        said("1,5", number),
        ["expected a number such as 12 or 0.5, found `1,5`: a number is written without a comma / write 1.5"]
    );
}

#[test]
fn yes_and_no_have_two_spellings_each() {
    let answer = |reader: &Reader, node: &Node| reader.yes_no(node);
    for (text, meant) in [("yes", true), ("true", true), ("no", false), ("false", false)] {
        assert_eq!(read(text, answer), (Some(meant), vec![]), "{text}");
    }
    assert_eq!(said("Off", answer), ["expected `yes` or `no`, found the text `Off` / write `no`"]);
    assert_eq!(said("maybe", answer), ["expected `yes` or `no`, found the text `maybe`"]);
}

#[test]
fn one_item_may_stand_without_brackets() {
    let count = |reader: &Reader, node: &Node| reader.list_or_one(node).len();
    assert_eq!(read("[a, b]", count), (2, vec![]));
    assert_eq!(read("{a: b}", count), (1, vec![]));
    assert_eq!(read("a", count), (1, vec![]));
    assert_eq!(read("[]", count), (0, vec![]));
    let of_a = |reader: &Reader, node: &Node| node.get("a").map(|a| reader.list_or_one(a).len());
    assert_eq!(said("a:", of_a), ["expected a value or a list of values, found nothing"]);
}

#[test]
fn ids_are_checked_and_corrected() {
    let rules = |reader: &Reader, node: &Node| {
        for (key, _) in reader.entries(node, "the rules", "{a_rule: {}}").unwrap_or_default() {
            reader.id(key, "a rule");
        }
    };
    assert_eq!(said("{a_rule: {}, rule-2: {}}", rules), Vec::<String>::new());
    assert_eq!(
        said("{Gold Rule: {}, żółw: {}, 日本: {}}", rules),
        [
            "`Gold Rule` cannot be the id of a rule: a blank is not allowed in it; an id consists of a-z, 0-9, `_` and `-` / write `gold_rule`",
            "`żółw` cannot be the id of a rule: `ż` is not allowed in it; an id consists of a-z, 0-9, `_` and `-` / write `zolw`",
            "`日本` cannot be the id of a rule: `日` is not allowed in it; an id consists of a-z, 0-9, `_` and `-`",
        ]
    );
}

#[test]
fn an_integrators_ids_are_taken_as_they_are() {
    let partner =
        |reader: &Reader, node: &Node| reader.integrator_id_in(node, "a partner").map(str::to_owned);
    assert_eq!(read("'STORE 42/Łódź'", partner), (Some("STORE 42/Łódź".to_owned()), vec![]));
    assert_eq!(said("' x'", partner).len(), 1);
    assert_eq!(said("[x]", partner), ["expected the id of a partner, found a list"]);
}

#[test]
fn a_text_has_something_to_read() {
    let text = |reader: &Reader, node: &Node| reader.text(node, "a time zone").map(str::to_owned);
    assert_eq!(read("Europe/Warsaw", text), (Some("Europe/Warsaw".to_owned()), vec![]));
    assert_eq!(said("''", text), ["expected a time zone, found an empty text"]);
    assert_eq!(said("{a: b}", text), ["expected a time zone, found a map"]);
}
