//! `rules_1000`: deciding alone, with a thousand rules against the first twenty of the same file; and
//! `rules_1000_conditions`: how many conditions an event costs on average, look-ups in the rules' index included.

use crate::Outcome;
use crate::figure::{Figure, Goal, median};
use coterie_decide::record::Relation;
use coterie_decide::{Engine, decide};
use coterie_intake::{Defaults, Intake};
use coterie_ledger::Party;
use coterie_program::compile::compile;
use coterie_program::event::Event;
use coterie_program::ids::Registry;
use coterie_rehearse::Rehearsal;
use std::sync::Arc;
use std::time::Instant;

const FILE: &str = include_str!("../rules-1000.yaml");
const FEW: usize = 20;
const MANY: usize = 1_000;
/// Times the time with few rules.
const TIME_GOAL: f64 = 3.0;
/// Conditions an event.
const CONDITIONS_GOAL: f64 = 25.0;

const BASKETS: usize = 1_000;
const MEMBERS: usize = 40;
/// How often all baskets are decided, few and many rules in turn, so that both meet the same noise.
const ROUNDS: usize = 60;

/// Measures both.
pub(crate) fn figures() -> Outcome<[Figure; 2]> {
    let (few, many) = (Bench::new(FEW)?, Bench::new(MANY)?);
    let events = baskets(&many.engine)?;
    let (mut few_us, mut many_us, mut conditions) = (Vec::new(), Vec::new(), 0.0);
    for round in 0..=ROUNDS {
        let (few_round, _) = few.round(&events)?;
        let (many_round, conditions_round) = many.round(&events)?;
        // The first round warms caches up.
        if round > 0 {
            few_us.push(few_round);
            many_us.push(many_round);
        }
        conditions = conditions_round;
    }
    Ok([
        Figure {
            name: "rules_1000",
            value: median(many_us),
            unit: "µs/event",
            limit: Some(median(few_us)),
            goal: Goal::AtMost(TIME_GOAL),
        },
        Figure {
            name: "rules_1000_conditions",
            value: conditions,
            unit: "conditions/event",
            limit: None,
            goal: Goal::AtMost(CONDITIONS_GOAL),
        },
    ])
}

/// A program with members to decide for.
struct Bench {
    engine: Engine,
    rehearsal: Rehearsal,
}

impl Bench {
    fn new(rules: usize) -> Outcome<Self> {
        let checked = compile(&with_rules(rules), &Registry::default())
            .map_err(|mistakes| format!("rules-1000.yaml has {} mistakes", mistakes.len()))?;
        let program = Arc::new(checked.program);
        let mut rehearsal = Rehearsal::new(Arc::clone(&program));
        let (relation, _) =
            program.schema.relations.iter().next().ok_or("rules-1000.yaml has no relation")?;
        let to = Party::partner("p07")?;
        // A third of the members was brought by somebody.
        for member in (0..MEMBERS).step_by(3) {
            let one = Relation { id: relation, to: to.clone(), since: coterie_calendar::Instant::MIN };
            rehearsal.set_up(&Party::member(&format!("m{member}"))?, |record| record.relations.push(one));
        }
        Ok(Self { engine: Engine::new(program, 1), rehearsal })
    }

    /// Microseconds and conditions of an event, over all events once.
    fn round(&self, events: &[Event]) -> Outcome<(f64, f64)> {
        let (started, mut conditions) = (Instant::now(), 0_u64);
        for event in events {
            let (decision, stats) = decide(&self.engine, self.rehearsal.records(), 1, event.at, event)?;
            std::hint::black_box(decision);
            conditions += u64::from(stats.conditions);
        }
        let count = events.len() as f64;
        Ok((started.elapsed().as_secs_f64() * 1e6 / count, conditions as f64 / count))
    }
}

/// The file with its first rules alone: any run of them is a sample of the mix.
fn with_rules(count: usize) -> String {
    let beyond = FILE.find(&format!("\n  r{count:04}:\n")).unwrap_or(FILE.len());
    format!("{}\n", &FILE[..beyond])
}

/// Baskets of one to six lines at every partner, every day of a week, some with codes.
fn baskets(engine: &Engine) -> Outcome<Vec<Event>> {
    let intake = Intake::new(&engine.program);
    (0..BASKETS)
        .map(|number| {
            intake
                .event(&basket(number), &Defaults::of_source("bench"))
                .map_err(|_| "a basket is refused".into())
        })
        .collect()
}

fn basket(number: usize) -> String {
    let line = |place: usize| {
        let (category, sku) = ((number * 11 + place * 17) % 40, (number * 29 + place * 101) % 600);
        let amount = 5 + (number * 7 + place) % 90;
        format!(r#""l{place}":{{"category":"c{category:02}","sku":"s{sku:03}","amount":"{amount}.50"}}"#)
    };
    let lines: Vec<String> = (0..=number % 6).map(line).collect();
    let codes = if number.is_multiple_of(9) {
        format!(r#","codes":["CODE{:04}"]"#, number % 1_000)
    } else {
        String::new()
    };
    let at = format!("2026-03-{:02}T{:02}:15:00", 1 + number % 28, 8 + number % 12);
    let (member, partner) = (number % MEMBERS, number % 50);
    format!(
        r#"{{"id":"e{number}","at":"{at}","purchase":{{"member":"m{member}","partner":"p{partner:02}","lines":{{{}}}{codes}}}}}"#,
        lines.join(",")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_basket_is_decided_under_few_rules_and_under_many() {
        for rules in [FEW, MANY] {
            let bench = Bench::new(rules).unwrap();
            assert_eq!(bench.engine.program.order.len(), rules);
            let events = baskets(&bench.engine).unwrap();
            for event in events.iter().take(100) {
                let (decision, _) =
                    decide(&bench.engine, bench.rehearsal.records(), 1, event.at, event).unwrap();
                assert_eq!(decision.refusal, None);
                assert!(!decision.gifts.is_empty());
            }
        }
    }
}
