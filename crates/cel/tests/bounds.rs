//! Nothing that a text says can make compiling or evaluating it large.

mod shop;

use coterie_cel::{Limits, compile};
use shop::{Shop, compiled, errors};

#[test]
fn the_cost_is_counted_and_macros_multiply_it() {
    // Two paths or constants and one sign, each time.
    assert_eq!(compiled("purchase.total > 5").cost(), 3);
    assert_eq!(compiled("purchase.total > 5 && member.vip").cost(), 3 + 1 + 1 + 1);
    // 50 lines, each the body and one for the step, and one for the macro.
    assert_eq!(compiled("purchase.lines.exists(l, l.amount > 5)").cost(), 50 * (3 + 1) + 1);
    // 50 lines × (1 + 20 amounts × (3 + 1) + 1).
    let nested = "purchase.lines.all(l, purchase.amounts.exists(a, a == l.amount))";
    assert_eq!(compiled(nested).cost(), 50 * (20 * 4 + 1 + 1) + 1);
    assert_eq!(compiled("size(purchase.lines.filter(l, l.gift)) > 1").cost(), (50 * (1 + 1 + 1) + 1) + 2);
    assert_eq!(compiled("member.tier.contains(\"x\")").cost(), 7);
}

#[test]
fn a_condition_above_the_limit_is_refused_with_its_cost() {
    // The body is (3 + 1) + (1 + 1) = 6, the inner macro 50 × (6 + 1) + 1 = 351, the outer 50 × (351 + 1) + 1.
    let text = "purchase.lines.all(l, purchase.lines.exists(m, m.amount == l.amount && m.gift))";
    let error = &errors(text)[0];
    assert_eq!(error.message, "the condition may cost 17601 units; at most 10000 are allowed");
    assert_eq!((error.offset_start, error.offset_end), (0, text.len()));
    assert!(compile(text, &Shop, &Limits { cost_max: 17_601 }).is_ok());

    let mut deep = "true".to_owned();
    for _ in 0..12 {
        deep = format!("purchase.lines.exists(l, {deep})");
    }
    assert!(errors(&deep)[0].message.contains("at most 10000"), "{:?}", errors(&deep));
}

#[test]
fn deep_nesting_is_refused_before_the_parser_sees_it() {
    for (open, core, close) in [
        ("(", "true", ")"),
        ("[", "1", "]"),
        ("{1:", "1", "}"),
        ("!", "true", ""),
        ("-", "1", ""),
        ("! ", "true", ""),
        ("(-", "1", ")"),
        ("has(", "a.b", ")"),
        ("a[", "1", "]"),
        ("a.f(", "1", ")"),
        ("true ? true : ", "true", ""),
        ("1 + ", "1", ""),
        ("1 < ", "1", ""),
        ("a.", "a", ""),
        ("a in ", "a", ""),
    ] {
        for times in [70, 300, 100_000] {
            let text = format!("{}{core}{}", open.repeat(times), close.repeat(times));
            let message = &errors(&text)[0].message;
            assert!(
                message.contains("nested too deeply") || message.contains("bytes long"),
                "{open} × {times}: {message}"
            );
        }
        // Unclosed, and at the greatest depth that is let through.
        assert!(!errors(&open.repeat(100_000)).is_empty());
    }
}

#[test]
fn what_is_let_through_parses_on_a_small_stack() {
    // A quarter of a default thread's stack.
    let texts = [
        format!("{}true{}", "(".repeat(32), ")".repeat(32)),
        format!("{}true{}", "!(".repeat(21), ")".repeat(21)),
        format!("{}true{}", "purchase.lines.exists(l, ".repeat(16), ")".repeat(16)),
        format!("{}1{} == 1", "[".repeat(31), "]".repeat(31)),
        format!("{}1{} == 1", "{1:".repeat(21), "}".repeat(21)),
        format!("{}true", "true ? true : ".repeat(32)),
        format!("1{} > 1", " + 1".repeat(63)),
        format!("true{}", " && (true || false)".repeat(200)),
    ];
    let thread = std::thread::Builder::new().stack_size(512 * 1024);
    let work = move || {
        for text in &texts {
            let deep = errors(text).iter().any(|error| error.message.contains("nested too deeply"));
            assert!(!deep, "{text}");
        }
    };
    thread.spawn(work).unwrap().join().unwrap();
}

#[test]
fn the_first_hundred_type_errors_are_enough() {
    assert_eq!(errors(&vec!["b"; 900].join(" && ")).len(), 100);
}

#[test]
fn long_texts_and_many_tokens_are_refused() {
    assert!(errors(&"x".repeat(10_000_000))[0].message.contains("at most 8192"));
    assert!(errors(&"1,".repeat(4_000))[0].message.contains("at most 2000"));
    let list = (0..900).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(compiled(&format!("purchase.total in [{list}]")).cost(), 1 + 1 + 900 * 2);
}
