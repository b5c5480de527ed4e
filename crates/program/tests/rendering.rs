//! What a person sees: diagnostics as they are drawn, and as JSON.

use std::fmt::Write as _;

use coterie_program::diagnostic::{Diagnostic, SHOWN_MAX, render, to_json};
use coterie_program::yaml::{Mark, Node, Reader, Shape, Span, parse};

const PROGRAM: Shape = Shape {
    what: "a program file",
    example: "{program: …, rules: …}",
    fields: &["program", "partners", "accounts", "rules"],
};
const RULE: Shape = Shape {
    what: "a rule",
    example: "{give: {points: 30}}",
    fields: &["when", "if", "give", "limit", "paid_by"],
};
const LIMIT: Shape = Shape {
    what: "a limit",
    example: "{points: 5000, per: member, every: month}",
    fields: &["points", "per", "every"],
};

/// Reads a file of rules in the way that the sections of a program are read.
fn read(source: &str) -> Vec<Diagnostic> {
    let (node, diagnostics) = parse(source);
    let reader = Reader::with(diagnostics);
    if let Some(file) = node.as_ref().and_then(|node| reader.map(node, &PROGRAM))
        && let Some(rules) = file.require("rules")
    {
        for (key, rule) in
            reader.entries(rules, "the rules", "{a_rule: {give: {points: 30}}}").unwrap_or_default()
        {
            reader.id(key, "a rule");
            read_rule(&reader, rule);
        }
    }
    reader.into_diagnostics()
}

fn read_rule(reader: &Reader, node: &Node) {
    let Some(rule) = reader.map(node, &RULE) else { return };
    if let Some(when) = rule.take("when") {
        reader.one_of(when, "an event", &[("purchase", ()), ("refund", ()), ("score", ())]);
    }
    rule.require("give");
    let limits = rule.take("limit").map(|limit| reader.list_or_one(limit)).unwrap_or_default();
    for limit in limits {
        let Some(limit) = reader.map(limit, &LIMIT) else { continue };
        limit.require("points").and_then(|points| reader.integer(points, 1..=1_000_000));
        limit
            .require("every")
            .and_then(|every| reader.one_of(every, "a period", &[("day", ()), ("month", ())]));
    }
}

fn drawn(source: &str) -> String {
    render("programs/karta.yaml", source, &read(source), false)
}

#[test]
fn every_mistake_is_shown_with_its_line_and_what_to_do() {
    insta::assert_snapshot!(drawn(
        "program: {id: karta}
account: {points: {}}
rules:
  Happy Birthday:
    when: purchases
    give: {points: 50}
    limit: {points: 5,000, per: member, every: mnth}
  weekends:
    wehn: refnud
    limits: [{points: 10_000, every: day}, 7, {points: 0, every: day}]
    give:
      points: 1
  no_gift:
    paid_by: coalition
  weekends:
    give:30
  żółta_karta: {give: 1, when: żółw}
"
    ));
}

#[test]
fn both_places_of_a_repeated_key_are_shown() {
    insta::assert_snapshot!(drawn("rules:\n  a:\n    give: 1\n\n\n\n\n\n  a:\n    give: 2\n"));
}

#[test]
fn what_yaml_can_do_and_a_program_may_not() {
    insta::assert_snapshot!(drawn(
        "rules:
  a: &base {give: 1}
  b: *base
  c: {<<: *base}
  d:
    give: !percent 5
---
rules: {}
"
    ));
}

#[test]
fn a_bracket_that_is_not_closed_is_shown_where_it_was_opened() {
    insta::assert_snapshot!(drawn("rules:\n  a: {give: {points: 30}\n  b: {give: 1}\n"));
}

#[test]
fn a_tab_is_shown_where_it_is() {
    insta::assert_snapshot!(drawn("rules:\n\ta: {give: 1}\n"));
}

#[test]
fn a_mistake_of_the_whole_file_names_the_file() {
    insta::assert_snapshot!(drawn("# nothing yet\n"));
}

#[test]
fn bytes_that_are_no_text_are_shown_as_well_as_possible() {
    let source = b"rules:\n  a: \xff\xfe\n";
    insta::assert_snapshot!(render("karta.yaml", source, &parse(source).1, false));
}

#[test]
fn colour_is_only_colour() {
    let source = "rules:\n  A: {give: 1}\n";
    let coloured = render("karta.yaml", source, &read(source), true);
    assert!(coloured.contains("\u{1b}["));
    assert!(!render("karta.yaml", source, &read(source), false).contains('\u{1b}'));
}

#[test]
fn columns_count_characters_even_behind_a_byte_order_mark() {
    let source = "\u{feff}rules: {żółta: {give: 1, when: x}}\n";
    let text = drawn(source);
    assert!(text.contains("programs/karta.yaml:1:9\n"), "{text}"); // the id of the rule
    assert!(text.contains("programs/karta.yaml:1:32\n"), "{text}"); // x
}

#[test]
fn fifty_are_shown_in_the_order_of_the_file_and_the_rest_is_counted() {
    let at = |line: u32| {
        let mark = Mark { offset: (line - 1) * 2, line, column: 1 };
        Span { start: mark, end: Mark { offset: mark.offset + 1, column: 2, ..mark } }
    };
    let source = "x\n".repeat(60);
    let mut diagnostics: Vec<_> =
        (1..=60).rev().map(|line| Diagnostic::error("e", at(line), "wrong")).collect();
    diagnostics[0].severity = coterie_program::diagnostic::Severity::Warning;
    let text = render("f.yaml", &source, &diagnostics, false);
    assert_eq!(text.matches("--> f.yaml:").count(), SHOWN_MAX);
    assert!(text.find("f.yaml:1:1").expect("the first") < text.find("f.yaml:50:1").expect("the fiftieth"));
    assert!(text.ends_with("… and 10 more\n59 errors, 1 warning\n"), "{text}");
}

#[test]
fn drawing_a_line_of_a_megabyte_is_quick_and_short() {
    let mut source = String::from("rules: {");
    for rule in 0..20_000 {
        write!(source, "A{rule}: {{give: {rule}}}, ").expect("a string grows");
    }
    source.push('}');
    let text = drawn(&source);
    assert!(text.contains("programs/karta.yaml:1:9\n"), "{text}");
    assert!(text.len() < 50 * 1_000, "{}", text.len());
}

#[test]
fn places_far_apart_are_shown_one_after_the_other() {
    let between = "    # …\n".repeat(10_000);
    insta::assert_snapshot!(drawn(&format!("rules:\n  a: {{give: 1}}\n{between}  a: {{give: 2}}\n")));
}

#[test]
fn json_has_the_same_in_the_same_order() {
    let source = "rules:\n  a:\n    giv: 1\n  a: {give: 1}\n";
    let json = to_json("karta.yaml", &read(source));
    insta::assert_snapshot!(format!("{json:#}"));
}

#[test]
fn nothing_wrong_draws_nothing() {
    assert_eq!(drawn("rules: {a: {give: 1}}\n"), "");
}
