//! Promises for every text and every value.

mod shop;

use coterie_cel::{Limits, compile};
use proptest::prelude::*;
use shop::{Event, Held, Records, Shop, errors};

const TOKENS: &[&str] = &[
    "purchase",
    ".",
    "total",
    "member",
    "tier",
    "vip",
    "lines",
    "amounts",
    "tags",
    "l",
    "amount",
    "==",
    "!=",
    "<",
    ">=",
    "&&",
    "||",
    "!",
    "+",
    "-",
    "*",
    "/",
    "%",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    "?",
    ":",
    "in",
    "true",
    "false",
    "null",
    "0",
    "1",
    "9223372036854775807",
    "1.5",
    "2u",
    "\"a\"",
    "'é'",
    "b'x'",
    "r'\\d'",
    "\"\\ud800\"",
    "has(",
    "size(",
    ".exists(l,",
    ".all(l,",
    ".filter(l,",
    ".exists_one(l,",
    ".startsWith(",
    " ",
    "\n",
    "// c\n",
    "=",
    "&",
    "“",
    "while",
    "purchase.total",
    "member.vip",
    "purchase.lines",
    "purchase.lines.exists(l, l.amount > 1)",
];

/// Any value a slot may give, also one that the schema does not announce.
fn any_held() -> impl Strategy<Value = Held> {
    let leaf = prop_oneof![
        Just(Held::Absent),
        any::<bool>().prop_map(Held::Bool),
        prop_oneof![Just(0), Just(i64::MIN), Just(i64::MAX), any::<i64>(), -3..3_i64].prop_map(Held::Int),
        "[a-cé]{0,3}".prop_map(Held::Text),
    ];
    let list = prop_oneof![
        prop::collection::vec("[a-c]{0,2}", 0..7).prop_map(Held::Texts),
        prop::collection::vec(-2..3_i64, 0..24).prop_map(Held::Ints),
        prop::collection::vec(prop::collection::vec(leaf.clone(), 0..5), 0..6)
            .prop_map(|r| Held::Records(Records(r))),
    ];
    prop_oneof![3 => leaf, 2 => list]
}

fn any_event() -> impl Strategy<Value = Event> {
    prop::collection::vec(any_held(), 0..10).prop_map(Event)
}

/// An event as the schema announces it, with nothing absent.
fn complete_event() -> impl Strategy<Value = Event> {
    let int = || prop_oneof![4 => -3..4_i64, 1 => any::<i64>()];
    let word = || "[abé]{0,3}";
    let words = |most| prop::collection::vec(word(), 0..=most);
    let line = (int(), int(), word(), any::<bool>(), words(2)).prop_map(
        |(amount, quantity, category, gift, labels)| {
            vec![
                Held::Int(amount),
                Held::Int(quantity),
                Held::Text(category),
                Held::Bool(gift),
                Held::Texts(labels),
            ]
        },
    );
    let lines = prop::collection::vec(line, 0..4);
    let amounts = prop::collection::vec(int(), 0..4);
    (int(), word(), int(), word(), any::<bool>(), int(), words(3), lines, amounts).prop_map(
        |(total, weekday, at, tier, vip, joined_at, tags, lines, amounts)| {
            Event(vec![
                Held::Int(total),
                Held::Text(weekday),
                Held::Int(at),
                Held::Text(tier),
                Held::Bool(vip),
                Held::Int(joined_at),
                Held::Texts(tags),
                Held::Records(Records(lines)),
                Held::Ints(amounts),
            ])
        },
    )
}

fn int_text(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        (-3..4_i64).prop_map(|n| n.to_string()),
        Just("purchase.total".to_owned()),
        Just("size(member.tags)".to_owned()),
        Just("size(member.tier)".to_owned()),
        Just("(purchase.at - member.joined_at)".to_owned()),
        Just("9223372036854775807".to_owned()),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let sign = prop::sample::select(vec!["+", "-", "*", "/", "%"]);
    prop_oneof![
        2 => leaf,
        4 => (int_text(depth - 1), sign, int_text(depth - 1)).prop_map(|(a, s, b)| format!("({a} {s} {b})")),
        1 => int_text(depth - 1).prop_map(|a| format!("-({a})")),
        1 => (bool_text(depth - 1), int_text(depth - 1), int_text(depth - 1)).prop_map(|(c, a, b)| format!("({c} ? {a} : {b})")),
        1 => line_text(depth - 1).prop_map(|c| format!("size(purchase.lines.filter(l, {c}))")),
    ]
    .boxed()
}

fn text_text(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        "[abé]{0,2}".prop_map(|word| format!("\"{word}\"")),
        Just("member.tier".to_owned()),
        Just("purchase.weekday".to_owned()),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    prop_oneof![
        4 => leaf,
        1 => (bool_text(depth - 1), text_text(depth - 1), text_text(depth - 1)).prop_map(|(c, a, b)| format!("({c} ? {a} : {b})")),
    ]
    .boxed()
}

/// A condition on the line `l`.
fn line_text(depth: u32) -> BoxedStrategy<String> {
    prop_oneof![
        Just("l.gift".to_owned()),
        int_text(depth).prop_map(|n| format!("l.amount > {n}")),
        int_text(depth).prop_map(|n| format!("{n} / l.quantity == 1")),
        text_text(depth).prop_map(|t| format!("l.category.contains({t})")),
        text_text(depth).prop_map(|t| format!("{t} in l.labels")),
    ]
    .boxed()
}

fn bool_text(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![Just("member.vip".to_owned()), any::<bool>().prop_map(|b| b.to_string())];
    if depth == 0 {
        return leaf.boxed();
    }
    let sign = || prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let search = prop::sample::select(vec!["startsWith", "endsWith", "contains"]);
    let quantifier = || prop::sample::select(vec!["exists", "all", "exists_one"]);
    let less = depth - 1;
    prop_oneof![
        1 => leaf,
        3 => (int_text(less), sign(), int_text(less)).prop_map(|(a, s, b)| format!("({a} {s} {b})")),
        1 => (text_text(less), sign(), text_text(less)).prop_map(|(a, s, b)| format!("({a} {s} {b})")),
        1 => (bool_text(less), bool_text(less)).prop_map(|(a, b)| format!("({a} == {b})")),
        3 => (bool_text(less), bool_text(less), bool_text(less)).prop_map(|(a, b, c)| format!("({a} && {b} && {c})")),
        3 => (bool_text(less), bool_text(less), bool_text(less)).prop_map(|(a, b, c)| format!("({a} || {b} || {c})")),
        1 => bool_text(less).prop_map(|a| format!("!({a})")),
        1 => (bool_text(less), bool_text(less), bool_text(less)).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
        1 => (text_text(less), search, text_text(less)).prop_map(|(a, f, b)| format!("{a}.{f}({b})")),
        1 => (int_text(less), prop::collection::vec(int_text(less), 1..4)).prop_map(|(a, b)| format!("({a} in [{}])", b.join(", "))),
        1 => text_text(less).prop_map(|t| format!("({t} in member.tags)")),
        2 => (quantifier(), line_text(less)).prop_map(|(q, c)| format!("purchase.lines.{q}(l, {c})")),
        1 => (quantifier(), line_text(less), line_text(less)).prop_map(|(q, f, c)| format!("purchase.lines.filter(l, {f}).{q}(l, {c})")),
        1 => (quantifier(), int_text(less)).prop_map(|(q, n)| format!("purchase.amounts.{q}(a, {n} / a > 0)")),
    ]
    .boxed()
}

/// The event as the other interpreter's variables.
fn context(event: &Event) -> cel::Context<'static, 'static> {
    use cel::Value as Cel;
    use std::collections::HashMap;
    fn value(held: &Held) -> Cel {
        match held {
            Held::Absent => Cel::Null,
            Held::Bool(value) => (*value).into(),
            Held::Int(value) => (*value).into(),
            Held::Text(value) => value.clone().into(),
            Held::Texts(values) => values.iter().map(|v| Cel::from(v.clone())).collect::<Vec<_>>().into(),
            Held::Ints(values) => values.iter().map(|v| Cel::from(*v)).collect::<Vec<_>>().into(),
            Held::Records(Records(records)) => {
                let names = ["amount", "quantity", "category", "gift", "labels"];
                let record = |r: &Vec<Held>| {
                    Cel::from(
                        names
                            .iter()
                            .zip(r)
                            .map(|(n, v)| ((*n).to_owned(), value(v)))
                            .collect::<HashMap<_, _>>(),
                    )
                };
                records.iter().map(record).collect::<Vec<_>>().into()
            }
        }
    }
    let of = |names: &[(&str, usize)]| {
        Cel::from(
            names
                .iter()
                .map(|(n, slot)| ((*n).to_owned(), value(&event.0[*slot])))
                .collect::<HashMap<_, _>>(),
        )
    };
    let mut context = cel::Context::default();
    let purchase = [("total", 0), ("weekday", 1), ("at", 2), ("lines", 7), ("amounts", 8)];
    let member = [("tier", 3), ("vip", 4), ("joined_at", 5), ("tags", 6)];
    context.add_variable_from_value("purchase", of(&purchase));
    context.add_variable_from_value("member", of(&member));
    context
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_compiles_or_is_refused_at_places_within_it(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}") {
        for error in errors(&text) {
            prop_assert!(text.get(error.offset_start..error.offset_end).is_some(), "{:?}", error);
        }
    }

    #[test]
    fn any_tokens_compile_and_evaluate_or_are_refused(
        tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..14),
        event in any_event(),
    ) {
        let text = tokens.join("");
        match compile(&text, &Shop, &Limits::default()) {
            Ok(expression) => {
                let _ = expression.eval(&event);
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                for error in errors {
                    prop_assert!(text.get(error.offset_start..error.offset_end).is_some(), "{:?}", error);
                }
            }
        }
    }

    #[test]
    fn evaluation_never_panics_and_a_fault_never_holds(text in bool_text(3), event in any_event()) {
        if let Ok(expression) = compile(&text, &Shop, &Limits::default()) {
            let outcome = expression.eval(&event);
            prop_assert!(outcome.fault.is_none() || !outcome.holds);
            let parts_hold = expression.parts().all(|part| part.eval(&event).holds);
            prop_assert_eq!(outcome.holds, parts_hold);
        }
    }

    #[test]
    fn the_canonical_text_means_the_same_and_is_its_own_canonical_text(text in bool_text(2), event in any_event()) {
        if let Ok(expression) = compile(&text, &Shop, &Limits::default()) {
            let canonical = expression.to_string();
            let again = compile(&canonical, &Shop, &Limits::default());
            prop_assert!(again.is_ok(), "{}: {:?}", canonical, again.err());
            let again = again.unwrap();
            prop_assert_eq!(again.to_string(), canonical);
            prop_assert_eq!(again.cost(), expression.cost());
            let (first, second) = (expression.eval(&event), again.eval(&event));
            prop_assert_eq!((first.holds, first.fault.map(|f| f.kind)), (second.holds, second.fault.map(|f| f.kind)));
        }
    }

    #[test]
    fn constants_are_where_they_say(text in bool_text(2)) {
        if let Ok(expression) = compile(&text, &Shop, &Limits::default()) {
            for constant in expression.constants() {
                let shown = &text[constant.offset_start..constant.offset_end];
                match constant.value {
                    coterie_cel::ConstantValue::Bool(value) => prop_assert_eq!(shown, value.to_string()),
                    coterie_cel::ConstantValue::Int(value) => prop_assert_eq!(shown, value.to_string()),
                    coterie_cel::ConstantValue::Text(value) => prop_assert_eq!(shown, format!("\"{value}\"")),
                }
            }
        }
    }

    #[test]
    fn without_absent_values_it_agrees_with_another_interpreter(text in bool_text(3), event in complete_event()) {
        if let Ok(expression) = compile(&text, &Shop, &Limits { cost_max: u32::MAX }) {
            let ours = expression.eval(&event);
            let program = cel::Program::compile(&text).unwrap();
            match program.execute(&context(&event)) {
                Ok(theirs) => {
                    prop_assert_eq!(ours.fault, None, "{} gives {:?}", text, theirs);
                    prop_assert_eq!(cel::Value::Bool(ours.holds), theirs, "{}", text);
                }
                Err(error) => prop_assert!(ours.fault.is_some(), "{}: {}", text, error),
            }
        }
    }
}
