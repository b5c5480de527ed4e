//! The rules' index answers conditions instead of evaluating them: what it answers is what evaluating them would.

use coterie_decide::decision::{Gift, Rests};
use coterie_decide::why_not::{Case, Obstacle, Withheld};
use coterie_decide::{Engine, MemoryRecords, Stats, decide};
use coterie_intake::{Defaults, Intake};
use coterie_program::compile::compile;
use coterie_program::event::Event;
use coterie_program::ids::Registry;
use std::sync::Arc;

const HEAD: &str = "
program: {id: index, zone: Europe/Warsaw, currency: PLN}
partners:
  polana: {issue_price: 0.0100, redemption_price: 0.0090}
  bistro: {issue_price: 0.0100, redemption_price: 0.0090}
accounts: {points: {of: member, unit: point}}
rules:
";

fn engine(rules: &str) -> Engine {
    let checked = compile(&format!("{HEAD}{rules}"), &Registry::default()).expect("the program compiles");
    Engine::new(Arc::new(checked.program), 1)
}

/// A purchase of lines (category, sku, amount) with codes.
fn purchase(engine: &Engine, partner: &str, lines: &[(&str, &str, i64)], codes: &str) -> Event {
    let line = |(place, (category, sku, amount)): (usize, &(&str, &str, i64))| {
        format!(r#""l{place}":{{"category":"{category}","sku":"{sku}","amount":"{amount}.00"}}"#)
    };
    let lines: Vec<String> = lines.iter().enumerate().map(line).collect();
    let text = format!(
        r#"{{"id":"e","at":"2026-03-03T12:00:00","purchase":{{"member":"anna","partner":"{partner}","lines":{{{}}},"codes":[{codes}]}}}}"#,
        lines.join(",")
    );
    Intake::new(&engine.program).event(&text, &Defaults::of_source("till")).expect("the door takes it")
}

fn decided(engine: &Engine, event: &Event) -> (Vec<Gift>, Stats) {
    let (decision, stats) =
        decide(engine, &MemoryRecords::default(), 1, event.at, event).expect("it can be decided");
    assert_eq!(decision.refusal, None);
    (decision.gifts, stats)
}

/// The rules that gave, in the order of the file, each with the lines that its gift rests on.
fn gave(engine: &Engine, event: &Event) -> Vec<(String, Rests)> {
    let named = |gift: Gift| (engine.rule(gift.rule).expect("a rule gave").name.clone(), gift.rests);
    decided(engine, event).0.into_iter().map(named).collect()
}

#[test]
fn what_a_rule_asks_of_lines_holds_at_one_and_the_same_line() {
    let engine = engine(
        "
  bread:   {for: {line.category: food, line.sku: bread}, give: {points: 1 per item}}
  milk:    {for: {line.category: food, line.sku: milk}, give: {points: 1 per item}}
  cheese:  {for: {line.category: food, line.sku: cheese}, give: {points: 1 per item}}
  staples: {for: {line.category: food, line.sku: [bread, milk]}, give: {points: 1 per item}}
",
    );
    let apart = purchase(&engine, "polana", &[("food", "tea", 10), ("toys", "bread", 10)], "");
    assert_eq!(gave(&engine, &apart), []);
    let lines = [("toys", "bread", 10), ("food", "milk", 10), ("food", "bread", 10), ("food", "tea", 10)];
    let together = purchase(&engine, "polana", &lines, "");
    assert_eq!(
        gave(&engine, &together),
        [
            ("bread".into(), Rests::Lines(vec![2])),
            ("milk".into(), Rests::Lines(vec![1])),
            ("staples".into(), Rests::Lines(vec![1, 2])),
        ]
    );
}

#[test]
fn a_rule_that_values_lead_to_by_different_conditions_is_evaluated() {
    // Enough rules ask for bread that the index asks them for the category, too; one alone asks for truffles.
    let engine = engine(
        "
  bread:   {for: {line.category: food, line.sku: bread}, give: {points: 1 per item}}
  staples: {for: {line.category: food, line.sku: [bread, milk]}, give: {points: 1 per item}}
  treats:  {for: {line.category: food, line.sku: [bread, truffles]}, give: {points: 1 per item}}
",
    );
    let lines =
        [("food", "bread", 10), ("toys", "truffles", 10), ("toys", "bread", 10), ("food", "truffles", 10)];
    assert_eq!(
        gave(&engine, &purchase(&engine, "polana", &lines, "")),
        [
            ("bread".into(), Rests::Lines(vec![0])),
            ("staples".into(), Rests::Lines(vec![0])),
            ("treats".into(), Rests::Lines(vec![0, 3])),
        ]
    );
    assert_eq!(gave(&engine, &purchase(&engine, "polana", &lines[1..3], "")), []);
}

#[test]
fn a_bound_that_the_index_looks_up_is_only_half_of_a_range() {
    let engine = engine(
        "
  at_least: {if: {purchase.total: {at_least: 50.00}}, give: {points: 1}}
  above:    {if: {purchase.total: {above: 50.00}}, give: {points: 1}}
  between:  {if: {purchase.total: {at_least: 20.00, at_most: 40.00}}, give: {points: 1}}
",
    );
    let names = |amount: i64| -> Vec<String> {
        let event = purchase(&engine, "polana", &[("food", "bread", amount)], "");
        gave(&engine, &event).into_iter().map(|(rule, _)| rule).collect()
    };
    assert_eq!(names(40), ["between"]);
    assert_eq!(names(49), [""; 0]);
    assert_eq!(names(50), ["at_least"]);
    assert_eq!(names(51), ["at_least", "above"]);
}

#[test]
fn what_the_index_answers_is_not_counted_as_evaluated() {
    let engine = engine(
        "
  bread: {if: {purchase.partner: polana}, for: {line.sku: bread}, give: {points: 1 per item}}
",
    );
    let lines = [("food", "bread", 10), ("food", "milk", 10), ("food", "bread", 10)];
    let (gifts, stats) = decided(&engine, &purchase(&engine, "polana", &lines, ""));
    assert_eq!(gifts[0].rests, Rests::Lines(vec![0, 2]));
    // One look-up of the product, and then the partner alone, once for all lines.
    assert_eq!((stats.rules, stats.conditions), (1, 2));
}

/// Rules that are found by several values of one field, under each by other conditions.
fn mixed() -> String {
    let mut rules = String::new();
    let mut add = |rule: String| {
        let number = rules.lines().count();
        rules += &format!("  r{number}: {rule}\n");
    };
    let (categories, skus) = (["c0", "c1", "c2"], ["s0", "s1", "s2", "s3", "s4"]);
    for (place, category) in categories.iter().enumerate() {
        for (turn, sku) in skus.iter().enumerate() {
            let other = skus[(place + turn + 1) % skus.len()];
            let partner = if turn % 2 == 0 { "polana" } else { "bistro" };
            let total = 20 * (1 + turn);
            add(format!("{{for: {{line.category: {category}, line.sku: {sku}}}, give: {{points: 1}}}}"));
            add(format!(
                "{{for: {{line.category: {category}, line.sku: [{sku}, {other}]}}, give: {{points: 1}}}}"
            ));
            add(format!(
                "{{if: {{purchase.partner: {partner}}}, for: {{line.sku: [{sku}, {other}]}}, give: {{points: 1}}}}"
            ));
            add(format!(
                "{{if: {{purchase.codes: {{has: [K{turn}, R{place}{turn}]}}, any_line.category: {category}}}, give: {{points: 1}}}}"
            ));
            add(format!(
                "{{if: {{purchase.total: {{above: {total}.00}}, purchase.partner: {partner}}}, for: {{line.category: {category}}}, give: {{points: 1}}}}"
            ));
            add(format!(
                "{{if: {{any_line.sku: {sku}, purchase.total: {{at_least: {total}.00, at_most: 120.00}}}}, for: {{line.amount: {{at_least: 15.00}}}}, give: {{points: 1}}}}"
            ));
        }
    }
    rules
}

#[test]
fn rules_give_where_evaluating_each_of_their_conditions_finds_nothing_in_the_way() {
    let engine = engine(&mixed());
    let (mut given, mut missed) = (0, 0);
    for number in 0..120_usize {
        let line = |place: usize| {
            let category = ["c0", "c1", "c2", "c3"][(number + place * 3) % 4];
            let sku = ["s0", "s1", "s2", "s3", "s4", "s5"][(number / 4 + place * 5) % 6];
            (category, sku, 10 + ((number * 7 + place * 11) % 40) as i64)
        };
        let lines: Vec<(&str, &str, i64)> = (0..=number % 5).map(line).collect();
        let codes = [r#""K0""#, r#""K0","R00""#, r#""K1","R02""#, ""][number % 4];
        let event = purchase(&engine, ["polana", "bistro"][number % 2], &lines, codes);
        let gave: Vec<_> = decided(&engine, &event).0.iter().map(|gift| gift.rule).collect();
        let records = MemoryRecords::default();
        let case = Case::new(&engine, &records, 1, event.at, &event).expect("it is decided");
        for rule in &engine.program.order {
            let because = case.because(*rule).expect("it can be said");
            let in_the_way = !matches!(because[..], [Obstacle::Withheld(Withheld::Nothing { .. })]);
            let name = &engine.rule(*rule).expect("a rule").name;
            assert_eq!(gave.contains(rule), !in_the_way, "{name} of basket {number}");
            if in_the_way { missed += 1 } else { given += 1 }
        }
    }
    assert!(given > 1_000 && missed > 1_000, "{given} gave, {missed} did not");
}
