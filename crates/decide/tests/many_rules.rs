//! A thousand rules cost little more than twenty of the same kind: the index looks at those alone that an event concerns.

use coterie_decide::{Engine, Stats, decide};
use coterie_intake::{Defaults, Intake};
use coterie_ledger::Party;
use coterie_program::compile::compile;
use coterie_program::event::Event;
use coterie_program::ids::Registry;
use coterie_rehearse::Rehearsal;
use std::sync::Arc;
use std::time::{Duration, Instant};

const FILE: &str = include_str!("../../../bench/rules-1000.yaml");

/// How many conditions an event may cost on average.
const CONDITIONS_MAX: u64 = 25;

/// The file with its first rules alone: any run of them is a sample of the mix.
fn with_rules(count: usize) -> Engine {
    let beyond = FILE.find(&format!("\n  r{count:04}:\n")).unwrap_or(FILE.len());
    let text = format!("{}\n", &FILE[..beyond]);
    let checked = compile(&text, &Registry::default()).expect("the program compiles");
    assert_eq!(checked.program.order.len(), count);
    Engine::new(Arc::new(checked.program), 1)
}

/// Baskets of one to six lines at every partner, every day of a week, some with codes.
fn baskets(engine: &Engine) -> Vec<Event> {
    let intake = Intake::new(&engine.program);
    let basket = |number: usize| {
        let line = |place: usize| {
            let (category, sku) = ((number * 11 + place * 17) % 40, (number * 29 + place * 101) % 600);
            format!(
                r#""l{place}":{{"category":"c{category:02}","sku":"s{sku:03}","amount":"{}.50"}}"#,
                5 + (number * 7 + place) % 90
            )
        };
        let lines: Vec<String> = (0..=number % 6).map(line).collect();
        let codes = if number.is_multiple_of(9) {
            format!(r#","codes":["CODE{:04}"]"#, number % 1000)
        } else {
            String::new()
        };
        let text = format!(
            r#"{{"id":"e{number}","at":"2026-03-{:02}T{:02}:15:00","purchase":{{"member":"m{}","partner":"p{:02}","lines":{{{}}}{codes}}}}}"#,
            1 + number % 28,
            8 + number % 12,
            number % 40,
            number % 50,
            lines.join(",")
        );
        intake.event(&text, &Defaults::of_source("bench")).expect("the door takes it")
    };
    (0..1_000).map(basket).collect()
}

/// Decides every basket anew; what it costs, and how long one takes.
fn cost(engine: &Engine, events: &[Event]) -> (Stats, Duration) {
    let mut rehearsal = Rehearsal::new(Arc::clone(&engine.program));
    let brought_by =
        engine.program.schema.relations.iter().next().map(|(id, _)| id).expect("there is a relation");
    for member in 0..40 {
        let party = Party::member(&format!("m{member}")).expect("an id");
        let to = Party::partner("p07").expect("an id");
        let relation = coterie_decide::record::Relation { id: brought_by, to, since: events[0].at };
        if member % 3 == 0 {
            rehearsal.set_up(&party, |record| record.relations.push(relation));
        }
    }
    let mut whole = Stats::default();
    let started = Instant::now();
    for event in events {
        let (decision, stats) =
            decide(engine, rehearsal.records(), 1, event.at, event).expect("it can be decided");
        assert!(decision.refusal.is_none());
        whole.conditions += stats.conditions;
        whole.rules += stats.rules;
    }
    (whole, started.elapsed() / events.len() as u32)
}

#[test]
fn a_thousand_rules_cost_at_most_25_conditions_an_event() {
    let (few, many) = (with_rules(20), with_rules(1_000));
    let events = baskets(&many);
    let (few_stats, few_time) = cost(&few, &events);
    let (many_stats, many_time) = cost(&many, &events);
    let average = |stats: u32| f64::from(stats) / 1_000.0;
    println!(
        "20 rules: {} conditions, {} rules, {few_time:?}",
        average(few_stats.conditions),
        average(few_stats.rules)
    );
    println!(
        "1,000 rules: {} conditions, {} rules, {many_time:?}",
        average(many_stats.conditions),
        average(many_stats.rules)
    );
    assert!(u64::from(many_stats.conditions) <= CONDITIONS_MAX * events.len() as u64);
}
