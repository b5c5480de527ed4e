//! What is refused, with which words, at which place.

mod shop;

use shop::errors;

/// Asserts that `text` has exactly one error, at `part`, whose sentence and help contain the given words.
#[track_caller]
fn refused(text: &str, part: &str, message: &str, help: &str) {
    let found = errors(text);
    assert_eq!(found.len(), 1, "{text}: {found:#?}");
    let error = &found[0];
    assert_eq!(&text[error.offset_start..error.offset_end], part, "{text}: {error:?}");
    assert!(error.message.contains(message), "{text}: {error:?}");
    let given = error.help.clone().unwrap_or_default();
    assert!(given.contains(help), "{text}: {error:?}");
}

#[test]
fn an_unknown_name_comes_with_the_nearest_known_one() {
    refused("purchase.totl > 5", "totl", "`purchase` has no field `totl`", "did you mean `total`?");
    refused("purchse.total > 5", "purchse", "unknown name `purchse`", "did you mean `purchase`?");
    refused("total > 5", "total", "unknown name", "did you mean `purchase.total`?");
    refused(
        "purchase.lines.exists(l, l.amuont > 5)",
        "amuont",
        "no field `amuont`",
        "did you mean `amount`?",
    );
    refused("member.colour == \"red\"", "colour", "no field", "known here: joined_at, tags, tier, vip");
    refused("purchase == 5", "purchase", "has no value of its own", "purchase.amounts");
    refused("purchase.total.cents > 5", "cents", "`purchase.total` has no fields", "");
    refused("purchase.lines.exists(l, l > 5)", "l", "is a record", "l.amount");
    refused("member.tags.exists(t, t.name == \"x\")", "t.name", "of type text and has no fields", "");
    refused("has(member.teir)", "teir", "no field", "did you mean `tier`?");
    refused("l.amount > 5", "l", "unknown name `l`", "");
}

#[test]
fn types_that_do_not_fit_are_named() {
    refused("purchase.total == \"gold\"", "==", "cannot compare int with text", "texts with quotes");
    refused("1 < purchase.total < 5", "<", "cannot compare bool with int", "a < b && b < c");
    refused("purchase.at > 5", ">", "cannot compare instant with int", "milliseconds");
    refused("purchase.total", "purchase.total", "a condition needs bool, and this is int", "> 0");
    refused("purchase.total && true", "purchase.total", "`&&` needs bool", "");
    refused("member.vip || member.tier", "member.tier", "`||` needs bool", "\"gold\"");
    refused("!purchase.total", "purchase.total", "`!` needs bool", "");
    refused("-member.tier == 5", "member.tier", "`-` needs int", "");
    refused("member.tier + \"x\" == \"y\"", "+", "cannot take text and text", "startsWith");
    refused("purchase.at + purchase.at > purchase.at", "+", "instant and instant", "instant - instant");
    refused("purchase.total in [1, \"a\"]", "\"a\"", "this list needs int, and this is text", "");
    refused("purchase.total in member.tags", "purchase.total", "int in a list of text", "");
    refused("\"a\" in member.tier", "member.tier", "`in` needs a list", "contains");
    refused("(member.vip ? 1 : \"a\") == 1", "member.vip ? 1 : \"a\"", "cannot give int or text", "one type");
    refused("purchase.total.startsWith(\"1\")", "purchase.total", "`startsWith` needs text", "");
    refused("size(purchase.total) > 1", "purchase.total", "`size` needs a text or a list", "");
    refused("member.tags == member.tags", "==", "list of text with list of text", "in list");
    refused("purchase.total.exists(l, true)", "purchase.total", "`exists` needs a list", "");
    refused("purchase.lines.exists(l, l.amount)", "l.amount", "`exists` needs bool", "");
    refused(
        "(purchase.total > 1 ? member.tier : \"x\") && true",
        "purchase.total > 1 ? member.tier : \"x\"",
        "needs bool",
        "",
    );
    refused("(purchase.total + 5) * 2", "(purchase.total + 5) * 2", "needs bool", "");
}

#[test]
fn what_is_outside_the_language_says_what_to_use() {
    refused("purchase.total > 19.99", "19.99", "decimal point", "19.99 EUR is 1999");
    refused("purchase.total > 1e3", "1e3", "decimal point or exponent", "smallest part");
    refused("purchase.total > .5", ".5", "decimal point", "15 / 100");
    refused("purchase.total > 5u", "5u", "unsigned", "leave the u out");
    refused("member.tier == b'gold'", "b'gold'", "bytes", "without the b");
    refused("member.tier == null", "null", "null", "!has");
    refused("member.tier.matches(\"g.*\")", "matches", "not supported", "startsWith");
    refused("purchase.at > timestamp(\"2026-01-01T00:00:00Z\")", "timestamp", "not supported", "instants");
    refused("purchase.at.getHours() > 5", "getHours", "not supported", "parts of a date");
    refused("purchase.lines.map(l, l.amount) == 1", "map", "not supported", "size(list.filter");
    refused("purchase.lines[0].amount > 1", "amount", "from a path only", "");
    refused("purchase.amounts[0] > 1", "purchase.amounts[0]", "an element by its number", "exists");
    refused("{\"a\": 1} == 1", "{\"a\": 1}", "a map", "");
    refused("Line{amount: 1} == 1", "{amount: 1}", "a message", "");
    refused("[1, 2].exists(x, x > 1)", "[1, 2]", "a list outside `in`", "");
    refused("purchase.total in []", "[]", "empty list", "");
    refused("purchase.total / 0 > 1", "0", "division by zero", "");
    refused("member.tier.startWith(\"g\")", "startWith", "unknown function", "did you mean `startsWith`?");
    refused("startsWith(member.tier, \"g\")", "startsWith", "not called like this", "text.startsWith");
    refused("purchase.lines.exists(i, l, true)", "exists", "not called like this", "list.exists(x");
    refused("purchase.lines.exists(l.amount, true)", "l.amount", "needs a name", "list.exists(x");
    refused("has(purchase)", "purchase", "needs a field", "has(record.field)");
    refused(".purchase.total > 1", "purchase.total", "does not start with a dot", "");
}

#[test]
fn slips_of_the_pen_are_explained() {
    refused("purchase.total = 5", "=", "no meaning", "==");
    refused("member.vip & member.vip", "&", "no meaning", "&&");
    refused("member.vip and member.vip", "and", "does not fit", "&& for and");
    refused("member.vip member.vip", "member", "does not fit", "operator");
    refused("member.tier == “gold”", "“gold”", "no meaning", "straight quotes");
    refused("(member.vip", "(", "not closed", "");
    refused("member.vip)", ")", "closes nothing", "");
    refused("member.tier == \"gold", "\"gold", "not closed", "end it with \"");
    refused("member.tier == \"g\\d\"", "\\d", "not an escape", "\\\\");
    refused("purchase.total >", "", "ends too early", "");
    refused("", "", "empty", "");
    refused("  // nothing", "  // nothing", "empty", "");
    refused(
        "purchase.total > 9223372036854775808",
        "9223372036854775808",
        "too large",
        "9223372036854775807",
    );
    refused("member.while == 1", "while", "no field", "");
    refused("while == 1", "while", "reserved", "");
    refused("member.tier == \"\\ud800\"", "\"\\ud800\"", "no character", "");
    refused("\"é\" == member.tier é", "é", "no meaning", "a to z");
    refused("\"éé\" == ) \"a\"", ")", "closes nothing", "");
    refused("\"éé\"\n== == 5", "==", "does not fit", "");
}

#[test]
fn all_mistakes_are_reported_in_the_order_of_the_text() {
    let text =
        "purchase.totl > 1.5 && membr.tier == 1 && purchase.lines.exists(l, l.amount == \"x\") && foo(1)";
    let parts: Vec<&str> = errors(text).iter().map(|e| &text[e.offset_start..e.offset_end]).collect();
    assert_eq!(parts, ["totl", "1.5", "membr", "==", "foo"]);
    let text = "a = 1 & b | \"x";
    let parts: Vec<&str> = errors(text).iter().map(|e| &text[e.offset_start..e.offset_end]).collect();
    assert_eq!(parts, ["=", "&", "|", "\"x"]);
}

#[test]
fn an_error_shows_its_help_in_brackets() {
    assert_eq!(
        errors("member.tir == \"a\"")[0].to_string(),
        "`member` has no field `tir` (did you mean `tier`?)"
    );
}
