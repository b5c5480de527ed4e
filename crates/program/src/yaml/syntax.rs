//! Says in plain words what the YAML parser complains about.

use super::DEPTH_MAX;

/// A complaint of the parser, in words for the author of a program.
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
    /// Whether all of the line is meant rather than the character at which the parser gave up.
    pub(super) whole_line: bool,
    /// Whether an open bracket is the probable reason.
    pub(super) bracket_open: bool,
}

impl Problem {
    fn new(code: &'static str, message: impl Into<String>, help: Option<&'static str>) -> Self {
        Problem { code, message: message.into(), help, whole_line: false, bracket_open: false }
    }
}

/// The parser's complaints that have a better wording: a part of its text, what is wrong, how to mend it.
const KNOWN: &[(&str, &str, Option<&str>)] = &[
    (
        "mapping values are not allowed",
        "a `:` cannot stand here",
        Some(
            "put the value in quotes if the `:` belongs to it; a map begins on a line of its own or with `{`",
        ),
    ),
    (
        "block mapping, did not find expected key",
        "this line fits neither the map above nor a new one",
        Some("check the indentation: the keys of one map begin in the same column"),
    ),
    (
        "block collection, did not find expected '-'",
        "this line fits neither the list above nor a new entry",
        Some("check the indentation: the `-` of one list stand in the same column"),
    ),
    (
        "flow mapping, did not find expected",
        "expected `,` or `}`",
        Some("a map that begins with `{` separates its entries with `,` and ends with `}`"),
    ),
    (
        "flow sequence, expected",
        "expected `,` or `]`",
        Some("a list that begins with `[` separates its entries with `,` and ends with `]`"),
    ),
    (
        "illegal placement of ':'",
        "a `:` that belongs to no key",
        Some("a `[` or `{` above may not be closed yet"),
    ),
    ("misplaced bracket", "a bracket that was never opened", Some("remove it, or open it before")),
    (
        "quoted scalar, found unexpected end of stream",
        "a quotation mark that is never closed",
        Some("close the quotation mark"),
    ),
    (
        "invalid trailing content after double-quoted",
        "text after the closing quotation mark",
        Some("within '…' a quotation mark is doubled (''), within \"…\" it is written \\\""),
    ),
    (
        "unknown escape character",
        "an unknown escape in a quoted text",
        Some("write a backslash as \\\\, or use '…'"),
    ),
    (
        "expected hexadecimal",
        "an incomplete character code in a quoted text",
        Some("a code is \\x with two, \\u with four or \\U with eight digits of 0-9 and a-f"),
    ),
    ("invalid Unicode character escape", "no character has this code", None),
    (
        "invalid indentation in flow construct",
        "a line within brackets begins too far left",
        Some("indent it further than the line on which the bracket was opened, or close the bracket"),
    ),
    (
        "invalid indentation in quoted",
        "a line of a quoted text begins too far left",
        Some("indent it further than its key, or close the quotation mark"),
    ),
    (
        "simple key expect",
        "a key without `:`",
        Some("write the key as `key: value`, or check the indentation"),
    ),
    (
        "simple key expected",
        "a key without `:`",
        Some("write the key as `key: value`, or check the indentation"),
    ),
    (
        "block sequence entries are not allowed",
        "a list entry `-` cannot begin here",
        Some("begin the list on the next line, or write it as [a, b]"),
    ),
    (
        "expected <document start>",
        "the file should have ended before this",
        Some("check the indentation and the brackets above: the first value of the file is already complete"),
    ),
    ("unexpected character", "a value cannot begin with this character", Some("put the value in quotes")),
    (
        "block scalar, did not find expected comment",
        "`|` or `>` begins a block of text, which stands on the lines below",
        Some("put the value in quotes if it begins with `|` or `>`"),
    ),
    ("unexpected eof", "the file ends in the middle of a value", None),
    ("did not find expected node content", "a value is missing here", None),
    ("did not find expected next token", "the file ends in the middle of a value", None),
];

/// Words for a complaint; the parser's own when there are none better.
pub(super) fn explain(complaint: &str) -> Problem {
    if complaint.contains("recursion limit") {
        return too_deep();
    }
    if complaint.contains("anchor") {
        return Problem::new("anchor", ALIAS, Some(ALIAS_HELP));
    }
    if complaint.contains("TAG") || complaint.contains(" tag") || complaint.contains("handle wasn't declared")
    {
        return Problem::new("tag", TAG, Some(TAG_HELP));
    }
    let problem = match KNOWN.iter().find(|(part, _, _)| complaint.contains(part)) {
        Some((_, message, help)) => Problem::new("yaml-syntax", *message, *help),
        None => Problem::new("yaml-syntax", format!("broken YAML: {complaint}"), None),
    };
    Problem {
        whole_line: complaint.contains("while parsing a block"),
        bracket_open: ["while parsing a flow", "illegal placement of ':'", "indentation in flow"]
            .iter()
            .any(|part| complaint.contains(part)),
        ..problem
    }
}

pub(super) fn too_deep() -> Problem {
    let message = format!("lists and maps are nested more than {DEPTH_MAX} deep");
    Problem::new("too-deep", message, Some("a bracket may be unclosed"))
}

pub(super) const ALIAS: &str = "aliases (`*name`) are not part of the program language";
pub(super) const ALIAS_HELP: &str =
    "write the value out, or use `defaults`; put it in quotes if it is a text that begins with `*` or `&`";
pub(super) const ANCHOR: &str = "anchors (`&name`) are not part of the program language";
pub(super) const TAG: &str = "tags (`!name`) are not part of the program language";
pub(super) const TAG_HELP: &str =
    "remove it, or put the value in quotes if it is a text that begins with `!`";
