//! What the YAML of a program file may contain, and how each refusal is reported.

use std::fmt::Write as _;

use coterie_program::diagnostic::Diagnostic;
use coterie_program::yaml::{DEPTH_MAX, DIAGNOSTICS_MAX, FILE_BYTES_MAX, NODES_MAX, Node, Value, parse};

fn tree(source: &str) -> Node {
    let (node, diagnostics) = parse(source);
    assert_eq!(diagnostics, [], "{source}");
    node.expect("a tree")
}

/// Every diagnostic as `line:column code`.
fn found(source: impl AsRef<[u8]>) -> Vec<String> {
    let place = |d: &Diagnostic| d.span.map(|s| format!("{}:{} ", s.start.line, s.start.column));
    parse(source).1.iter().map(|d| format!("{}{}", place(d).unwrap_or_default(), d.code)).collect()
}

fn text<'n>(node: &'n Node, path: &[&str]) -> &'n str {
    path.iter().fold(node, |node, key| node.get(key).expect(key)).as_text().expect("a text")
}

#[test]
fn scalars_stay_the_text_that_was_written() {
    let node =
        tree("a: 200.00\nb: 2 %\nc: x1.25\nd: 09:00\ne: 2026-03-07T18:30\nf: 1 per 1 PLN\ng: yes\nh: 007\n");
    let values = ["a", "b", "c", "d", "e", "f", "g", "h"].map(|key| text(&node, &[key]));
    assert_eq!(values, ["200.00", "2 %", "x1.25", "09:00", "2026-03-07T18:30", "1 per 1 PLN", "yes", "007"]);
}

#[test]
fn flow_maps_and_lists_nest_and_quotes_are_remembered() {
    let node = tree("limit: {points: 5000, per: member, at: \"09:00\", of: [a, 'b c']}");
    assert_eq!(text(&node, &["limit", "per"]), "member");
    let at = node.get("limit").and_then(|limit| limit.get("at")).expect("at");
    assert!(matches!(&at.value, Value::Scalar(scalar) if scalar.quoted && scalar.text == "09:00"));
    let Value::List(items) = &node.get("limit").and_then(|limit| limit.get("of")).expect("of").value else {
        panic!("a list")
    };
    assert_eq!(items.iter().map(|item| item.as_text().expect("a text")).collect::<Vec<_>>(), ["a", "b c"]);
}

#[test]
fn nothing_tilde_and_null_are_null_but_not_in_quotes() {
    let node = tree("a:\nb: ~\nc: null\nd: ''\nnull: x\n");
    for key in ["a", "b", "c"] {
        assert!(node.get(key).expect(key).is_null(), "{key}");
    }
    assert_eq!(text(&node, &["d"]), "");
    assert_eq!(text(&node, &["null"]), "x");
}

#[test]
fn places_are_bytes_lines_and_characters() {
    let source = "żółć: {ą: 1}\nrules:\n  one:\n    give: 2\n\n# end\n";
    let node = tree(source);
    let written = |node: &Node| source[node.span.bytes()].to_owned();
    let inner = node.get("żółć").expect("the first");
    assert_eq!(written(inner), "{ą: 1}");
    assert_eq!((inner.span.start.line, inner.span.start.column), (1, 7));
    assert_eq!((inner.span.end.line, inner.span.end.column), (1, 13));
    assert_eq!(inner.span.start.offset, 10);
    // A block ends with its last entry, not with the comment and blank lines behind it.
    assert_eq!(written(node.get("rules").expect("rules")), "one:\n    give: 2");
}

#[test]
fn the_value_of_a_key_with_nothing_stands_where_the_key_ends() {
    let node = tree("a:\n\n\nb: 1\n");
    let nothing = node.get("a").expect("a");
    assert_eq!((nothing.span.start.line, nothing.span.start.column), (1, 2));
}

#[test]
fn all_repeated_keys_are_reported_with_their_first_place_and_kept() {
    let source = "a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n";
    let (node, diagnostics) = parse(source);
    assert_eq!(found(source), ["2:11 repeated-key", "3:1 repeated-key", "4:1 repeated-key"]);
    let first_places: Vec<u32> = diagnostics.iter().map(|d| d.also[0].0.start.line).collect();
    assert_eq!(first_places, [2, 1, 1]);
    let Some(Value::Map(entries)) = node.map(|node| node.value) else { panic!("a map") };
    assert_eq!(entries.len(), 4);
}

#[test]
fn anchors_aliases_tags_and_merge_keys_are_refused_all_at_once() {
    let source = "a: &x {b: 1}\nc: *x\nd: !t 5\ne: {<<: *x, f: 1}\n*x : 3\n&y g: 1\n";
    assert_eq!(
        found(source),
        ["1:4 anchor", "2:4 anchor", "3:4 tag", "4:5 merge-key", "5:1 anchor", "6:1 anchor"]
    );
    assert_eq!(found("a: *unknown"), ["1:4 anchor"]);
    let (node, _) = parse(source);
    assert_eq!(node.expect("a tree").get("c").expect("c").value, Value::Reported);
}

#[test]
fn an_alias_bomb_is_a_handful_of_diagnostics() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let below = format!("*a{}", level - 1);
        writeln!(bomb, "a{level}: &a{level} [{}]", vec![below; 9].join(", ")).expect("a string grows");
    }
    let (node, diagnostics) = parse(&bomb);
    assert!(node.is_some());
    assert_eq!(diagnostics.len(), 10 + 9 * 9);
}

#[test]
fn a_second_document_is_refused_where_it_begins() {
    assert_eq!(found("a: 1\n---\nb: 2\n---\nc: 3\n"), ["2:1 several-documents"]);
    assert!(found("---\na: 1\n...\n").is_empty());
}

#[test]
fn keys_are_texts() {
    assert_eq!(found("? [a, b]\n: 1\n? {c: d}\n: 2\ne: 3\n"), ["1:3 key-not-text", "3:3 key-not-text"]);
    assert_eq!(found("{: 1, a: 2}"), ["1:2 key-not-text"]);
    assert!(found("? a\n: 1\n").is_empty());
}

#[test]
fn tabs_are_refused_once_a_row_and_in_indentation_end_the_reading() {
    assert_eq!(
        found("a:\t1\nb: 'x\t\ty'\n# \t\na: 2\n"),
        ["1:3 tab", "2:6 tab", "3:3 tab", "4:1 repeated-key"]
    );
    let (node, diagnostics) = parse("a:\n\tb: 1\n\tc: [\n");
    assert!(node.is_none());
    assert_eq!(diagnostics.len(), 2);
    assert_eq!(text(&tree("a: \"x\\ty\""), &["a"]), "x\ty");
}

#[test]
fn characters_that_cannot_be_seen_are_refused() {
    assert_eq!(found("a: \u{7}x\u{1b}\n"), ["1:4 control-character", "1:6 control-character"]);
    assert_eq!(found("a: x\u{202e}y\n"), ["1:5 direction-character"]);
    assert_eq!(found("a: x\u{feff}\n"), ["1:5 control-character"]);
    assert_eq!(found("a: 1\rb: 2\n"), ["1:5 control-character"]);
    assert_eq!(found("a: \"x\\0y\"\n"), ["1:4 control-character"]);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_accepted() {
    let node = tree("\u{feff}a: 1\r\nb: 2\r\n");
    let Value::Map(entries) = &node.value else { panic!("a map") };
    let places: Vec<_> = entries.iter().map(|(k, _)| (k.span.start.line, k.span.start.column)).collect();
    assert_eq!(places, [(1, 1), (2, 1)]);
}

#[test]
fn broken_utf8_is_refused_with_its_place() {
    assert_eq!(found(b"a: 1\n\xc5\xbc: \xff\n"), ["2:4 broken-utf8"]);
    let (_, diagnostics) = parse(b"a: 1\n\xc5\xbc: \xff\n");
    assert_eq!(diagnostics[0].message, "byte 9 (0xFF) is not UTF-8 text");
    assert_eq!(found(b"\xff\xfea\0:\0"), ["1:1 broken-utf8"]);
}

#[test]
fn a_file_without_content_is_refused() {
    for source in ["", "\n\n", "# only a comment\n", "---\n", "~", "\u{feff}"] {
        assert_eq!(found(source), ["empty-file"], "{source:?}");
    }
}

#[test]
fn a_file_over_the_size_limit_is_refused() {
    let mut source = "a: 1\n#".to_owned();
    source.push_str(&"x".repeat(FILE_BYTES_MAX - source.len()));
    assert!(found(&source).is_empty());
    source.push('x');
    assert_eq!(found(&source), ["file-too-large"]);
}

#[test]
fn nesting_is_allowed_up_to_the_limit_and_refused_beyond_it() {
    let nested = |depth: usize| format!("{}x{}", "[".repeat(depth), "]".repeat(depth));
    assert!(found(nested(DEPTH_MAX)).is_empty());
    assert_eq!(found(nested(DEPTH_MAX + 1)), ["1:25 too-deep"]);
    // What stands beside the part too deep is still read.
    let beside = format!("a: {}\nb: 1\nb: 2\n", nested(100));
    assert_eq!(found(&beside), ["1:27 too-deep", "3:1 repeated-key"]);
}

#[test]
fn endless_nesting_neither_hangs_nor_overflows_the_stack() {
    for opening in ["[", "{", "- ", "? ", "{a: ", "[[],", "{? ", "[{", "&a [", "!!map {", "- ? "] {
        let (node, diagnostics) = parse(opening.repeat(100_000));
        assert!(!diagnostics.is_empty(), "{opening}");
        assert!(diagnostics.iter().all(Diagnostic::is_error), "{opening}");
        drop(node);
    }
    let stairs: Vec<String> = (0..1_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(found(stairs.concat()), ["25:25 too-deep"]);
}

#[test]
fn more_values_than_the_limit_are_refused() {
    let list = |items: usize| "- x\n".repeat(items);
    assert!(found(list(NODES_MAX - 1)).is_empty());
    assert_eq!(found(list(NODES_MAX)), [format!("{NODES_MAX}:3 too-many-values")]);
}

#[test]
fn the_number_of_diagnostics_is_bounded() {
    assert_eq!(found("a: 1\n".repeat(5_000)).len(), DIAGNOSTICS_MAX);
    assert_eq!(found("\u{7}".repeat(5_000)).len(), DIAGNOSTICS_MAX);
}

#[test]
fn broken_syntax_is_said_in_plain_words() {
    let message = |source: &str| {
        let (node, diagnostics) = parse(source);
        assert!(node.is_none());
        let span = diagnostics[0].span.expect("a place");
        format!("{}:{} {}", span.start.line, span.start.column, diagnostics[0].message)
    };
    let sources = [
        "a: b: c\n",
        "a:\n  b: 1\n c: 2\n",
        "- a\nb: 1\n",
        "a: b\n- c\n",
        "a: [1, 2\nb: 3\n",
        "a: {b: 1\nc: 2}\n",
        "a: [1, 2\n",
        "a: {b: 1\n",
        "a: [b]]\n",
        "a: }\n",
        "a: \"x\n",
        "a: 'it's'\n",
        "a: \"\\q\"\n",
        "a: @x\n",
        "a: %x\n",
        "a: `x`\n",
        "a\nb: c\n",
        "a: - b\n",
        "{a: 1}\n{b: 2}\n",
        "a: >x\n  y\n",
        "a: \"\\u12\"\n",
        "a: ,\n",
        "a: [,]\n",
        "a: [b, , c]\n",
        "%FOO\n",
        "a: |\n x\n  y\n z\n",
    ];
    let explained: Vec<String> = sources
        .iter()
        .map(|source| format!("{source:?}\n    {}", message_or_fine(source, &message)))
        .collect();
    insta::assert_snapshot!(explained.join("\n"));
}

fn message_or_fine(source: &str, message: &impl Fn(&str) -> String) -> String {
    if parse(source).1.is_empty() { "(accepted)".to_owned() } else { message(source) }
}
