//! What expressions mean.

mod shop;

use coterie_cel::{Constant, ConstantValue, FaultKind, SlotId};
use shop::{Event, Held, assert_fails, assert_holds, compiled, outcome};

#[test]
fn a_typical_condition_holds_only_when_all_of_it_does() {
    let event = Event::saturday();
    assert_holds(
        r#"purchase.total >= 20000 && member.tier == "gold" && purchase.weekday in ["sat", "sun"]"#,
        &event,
    );
    assert_fails(r#"purchase.total >= 20000 && member.tier == "silver""#, &event);
    assert_holds(r#"purchase.total > 90000 || member.tier != "silver""#, &event);
}

#[test]
fn integers_compute_as_in_cel() {
    let event = Event::saturday();
    assert_holds("purchase.total * 15 / 100 == 3750", &event);
    assert_holds("2 + 3 * 4 == 14 && (2 + 3) * 4 == 20 && 10 - 4 - 3 == 3", &event);
    assert_holds("-7 / 2 == -3 && -7 % 2 == -1 && 7 / -2 == -3", &event);
    assert_holds("-purchase.total == -25000 && -(-5) == 5 && 0x10 == 16", &event);
    assert_holds("-9223372036854775808 < 9223372036854775807", &event);
}

#[test]
fn texts_are_tested_by_their_code_points() {
    let event = Event::saturday();
    assert_holds(
        r#"member.tier.startsWith("go") && member.tier.endsWith("ld") && member.tier.contains("ol")"#,
        &event,
    );
    assert_holds(r#"size("žluť") == 4 && member.tier.size() == 4"#, &event);
    assert_holds(r#""\u0041\n'" == 'A\n\'' && r"\d" == "\\d" && """a"b""" == "a\"b""#, &event);
    assert_holds(r#""gold" < "silver""#, &event);
}

#[test]
fn lists_are_asked_by_macros() {
    let event = Event::saturday();
    assert_holds(r#"purchase.lines.exists(l, l.amount > 10000 && l.category == "shoes")"#, &event);
    assert_holds("purchase.lines.all(l, l.quantity >= 1)", &event);
    assert_holds("purchase.lines.exists_one(l, l.gift)", &event);
    assert_holds(
        "size(purchase.lines.filter(l, l.amount >= 5000)) == 2 && purchase.lines.size() == 2",
        &event,
    );
    assert_holds(r#"purchase.lines.filter(l, !l.gift).all(l, l.category == "shoes")"#, &event);
    assert_holds(r#""gold" in member.tags && !("vip" in member.tags)"#, &event);
    assert_holds("purchase.amounts.exists(a, a == 0) && 5000 in purchase.amounts.filter(a, a > 0)", &event);
    assert_holds(
        "purchase.lines.exists(l, member.tags.exists(t, t == l.category || l.labels.exists(n, n == \"new\")))",
        &event,
    );
    assert_holds("purchase.lines.exists(l, l.amount == purchase.total - 5000)", &event);
}

#[test]
fn instants_differ_by_milliseconds() {
    let event = Event::saturday();
    assert_holds("purchase.at - member.joined_at == 100000000000", &event);
    assert_holds("member.joined_at + 1000 < purchase.at && purchase.at - 1 < purchase.at", &event);
}

#[test]
fn a_conditional_chooses_values_of_one_type() {
    let event = Event::saturday();
    assert_holds(
        "(member.vip ? 100 : 200) == 100 && (member.vip ? member.tier : \"none\") == \"gold\"",
        &event,
    );
    assert_holds("!member.vip ? false : purchase.total > 1 ? true : false", &event);
}

#[test]
fn every_comparison_with_an_absent_value_is_false() {
    let event = Event::saturday().without("member.tier").without("purchase.total");
    for text in [
        "member.tier == \"gold\"",
        "member.tier != \"gold\"",
        "purchase.total < 5",
        "purchase.total >= 5",
        "purchase.total == purchase.total",
        "purchase.total + 1 > 0",
        "-purchase.total < 1",
        "size(member.tier) >= 0",
        "member.tier in [\"gold\", \"silver\"]",
        "member.tier in member.tags",
        "member.tier.contains(\"\")",
        "(member.vip ? member.tier : \"x\") != \"y\"",
    ] {
        assert_fails(text, &event);
    }
    assert_holds("!(member.tier == \"gold\")", &event);
}

#[test]
fn absent_booleans_and_lists_count_as_false() {
    let event = Event::saturday().without("member.vip").without("purchase.lines").without("member.tags");
    assert_holds("!member.vip && (member.vip ? false : true)", &event);
    assert_fails("member.vip == false", &event);
    assert_fails("purchase.lines.exists(l, true)", &event);
    assert_fails("purchase.lines.all(l, true)", &event);
    assert_fails("purchase.lines.exists_one(l, true)", &event);
    assert_fails("size(purchase.lines.filter(l, true)) >= 0 || size(purchase.lines) >= 0", &event);
    assert_fails("\"gold\" in member.tags", &event);
}

#[test]
fn has_tells_whether_a_value_is_there() {
    let event = Event::saturday();
    assert_holds("has(member.tier) && purchase.lines.all(l, has(l.amount))", &event);
    assert_holds("!has(member.tier)", &event.without("member.tier"));
}

#[test]
fn an_empty_list_has_no_element_and_all_of_it() {
    let mut event = Event::saturday();
    event.0[8] = Held::Ints(vec![]);
    assert_holds("purchase.amounts.all(a, false) && !purchase.amounts.exists(a, true)", &event);
}

#[test]
fn overflow_and_division_by_zero_make_the_condition_false_and_say_where() {
    let event = Event::saturday();
    let text = "member.vip && 1 / (purchase.total - 25000) > 0";
    let result = outcome(text, &event);
    assert!(!result.holds);
    let fault = result.fault.unwrap();
    assert_eq!(fault.kind, FaultKind::DivideByZero);
    assert_eq!(&text[fault.offset_start..fault.offset_end], "1 / (purchase.total - 25000)");
    assert_eq!(fault.to_string(), "a division by zero");

    for text in [
        "9223372036854775807 + purchase.total > 0",
        "-9223372036854775808 - purchase.total < 0",
        "purchase.total * 9223372036854775807 > 0",
        "-(-9223372036854775808 + 0 * purchase.total) > 0",
        "(-9223372036854775808 + 0 * purchase.total) / -1 > 0",
        "!(9223372036854775807 + purchase.total > 0)",
    ] {
        let result = outcome(text, &event);
        assert_eq!(
            (result.holds, result.fault.map(|f| f.kind)),
            (false, Some(FaultKind::Overflow)),
            "{text}"
        );
    }
}

#[test]
fn a_side_that_decides_alone_does_not_mind_a_fault_on_the_other() {
    let event = Event::saturday();
    let zero = "1 / (purchase.total - 25000) == 1";
    assert_holds(&format!("{zero} || member.vip"), &event);
    assert_fails(&format!("{zero} && !member.vip"), &event);
    assert_holds("purchase.amounts.exists(a, 100 / a == 0)", &event);
    assert!(outcome("purchase.amounts.exists_one(a, 100 / a == 0)", &event).fault.is_some());
    assert!(outcome("purchase.amounts.filter(a, 100 / a == 0).exists(a, true)", &event).fault.is_some());
}

#[test]
fn a_list_longer_than_the_schema_says_is_a_fault() {
    let mut event = Event::saturday();
    event.0[8] = Held::Ints(vec![1; 21]);
    let fault = outcome("purchase.amounts.exists(a, a == 1)", &event).fault.unwrap();
    assert_eq!((fault.kind, fault.offset_start, fault.offset_end), (FaultKind::ListTooLong, 0, 16));
}

#[test]
fn a_value_of_another_type_than_the_schema_says_counts_as_absent() {
    let mut event = Event::saturday();
    event.0[0] = Held::Text("25000".to_owned());
    assert_fails("purchase.total == 25000", &event);
    assert_fails("purchase.total != 25000", &event);
}

#[test]
fn the_canonical_text_has_one_spacing_and_only_the_needed_brackets() {
    for (text, canonical) in [
        ("((purchase.total))>=20000&&(member.vip)", "purchase.total >= 20000 && member.vip"),
        ("a.b", ""),
        ("(member.vip || member.vip) && !(member.vip)", "(member.vip || member.vip) && !member.vip"),
        ("!(purchase.total > 1)", "!(purchase.total > 1)"),
        ("1 - (2 - 3) == (1 - 2) - 3", "1 - (2 - 3) == 1 - 2 - 3"),
        ("(2 * (3 + 4)) % 5 == -(1)", "2 * (3 + 4) % 5 == -(1)"),
        ("'it\\'s \"x\"\\n' == member.tier", r#""it's \"x\"\n" == member.tier"#),
        ("member.tags.filter( t , t!='a' ).size() == 1", "size(member.tags.filter(t, t != \"a\")) == 1"),
        (
            "(member.vip ? (member.vip ? 1 : 2) : (member.vip ? 3 : 4)) == 1",
            "(member.vip ? (member.vip ? 1 : 2) : member.vip ? 3 : 4) == 1",
        ),
        ("purchase.weekday in ['sat','sun']", r#"purchase.weekday in ["sat", "sun"]"#),
        ("has( member.tier )", "has(member.tier)"),
        ("purchase.total > 1 // big\n && true", "purchase.total > 1 && true"),
    ] {
        if canonical.is_empty() {
            assert!(!shop::errors(text).is_empty());
            continue;
        }
        assert_eq!(compiled(text).to_string(), canonical);
        assert_eq!(compiled(canonical).to_string(), canonical);
    }
}

#[test]
fn constants_come_with_their_places() {
    let text =
        r#"purchase.total >= -20000 && "žluť" in ['a', "b"] && purchase.lines.exists(l, l.gift == true)"#;
    let found = compiled(text).constants();
    let shown: Vec<(&str, &ConstantValue)> =
        found.iter().map(|c: &Constant| (&text[c.offset_start..c.offset_end], &c.value)).collect();
    let word = |text: &str| ConstantValue::Text(text.to_owned());
    assert_eq!(
        shown,
        [
            ("-20000", &ConstantValue::Int(-20_000)),
            ("\"žluť\"", &word("žluť")),
            ("'a'", &word("a")),
            ("\"b\"", &word("b")),
            ("true", &ConstantValue::Bool(true)),
        ]
    );
}

#[test]
fn slots_and_parts_tell_what_was_read_and_what_failed() {
    let expression = compiled(
        "purchase.total > 30000 && (member.vip && purchase.lines.all(l, l.amount < purchase.total))",
    );
    assert_eq!(expression.slots(), [SlotId(0), SlotId(4), SlotId(7)]);
    let event = Event::saturday();
    let failed: Vec<String> =
        expression.parts().filter(|part| !part.eval(&event).holds).map(|part| part.to_string()).collect();
    assert_eq!(failed, ["purchase.total > 30000"]);
    assert_eq!(expression.parts().count(), 3);
}
