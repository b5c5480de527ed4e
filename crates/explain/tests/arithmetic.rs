//! What is printed as an equation is one: it is read back here and worked out again, over many random purchases under rules of
//! every kind that can be told in figures.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where something is not as it says")]

use coterie_calendar::Instant;
use coterie_decide::decision::{Decision, Given};
use coterie_decide::{Engine, MemoryRecords, decide};
use coterie_explain::{Names, arithmetic};
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::{field, kind};
use coterie_program::compile::compile;
use coterie_program::event::{Event, Line};
use coterie_program::ids::Registry;
use coterie_program::value::Value;
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeSet;
use std::sync::Arc;

const PROGRAM: &str = "\
program: {id: figures, zone: UTC, currency: PLN, units: {mile: {decimals: 1}}}
partners: {polana: {}}
accounts:
  down: {of: member, unit: point, rounds: down}
  up: {of: member, unit: point, rounds: up}
  half: {of: member, unit: point, rounds: half_up}
  even: {of: member, unit: point, rounds: half_even}
  miles: {of: member, unit: mile, rounds: down}
  cash: {of: member, unit: PLN}
defaults: {multipliers: multiply}
rules:
  base: {give: {down: 1 per 1 PLN}}
  of_every_three: {give: {down: 2 per 3 PLN, times: 1.5}}
  share: {give: {up: 7.5 %}}
  half_share: {give: {half: 3.3 %}}
  even_share: {give: {even: 2.5 %, times: 3}}
  some_miles: {give: {miles: 0.7 per 2 PLN}}
  slices: {give: {cash: {steps: purchase.total, 0: 1 %, 20.00: 2 %, 50.00: 3 %, marginal: yes}}}
  by_line: {give: {half: 1 per 4 PLN, each: line}}
  pieces: {give: {down: 3 per item}}
  a_tenth_of_base: {give: {cash: 10 %, of: base}}
  miles_of_base: {give: {miles: 5 %, of: base}}
  per_hundred: {give: {miles: 1.5 per 10 point, of: base}}
  off: {if: {purchase.codes: {has: OFF}}, give: {discount: 15 %, at_most: 5.00}}
  a: {if: {purchase.codes: {has: A}}, give: {down: x1.5}}
  b: {if: {purchase.codes: {has: B}}, give: {down: x1.5}}
  c: {if: {purchase.codes: {has: C}}, give: {down: x1.25}}
  d: {if: {purchase.codes: {has: D}}, give: {down: x2}}
  e: {for: {line.category: cake}, give: {down: x3}}
  f: {if: {purchase.codes: {has: A}}, give: {up: x1.1}}
  g: {if: {purchase.codes: {has: B}}, give: {half: x1.7}}
  h: {if: {purchase.codes: {has: C}}, give: {miles: x1.3}}
  i: {if: {purchase.codes: {has: D}}, give: {even: x1.5}}
  capped: {give: {down: 20 %}, limit: {down: 3, per: event}}
";

/// Enough chance for a test: splitmix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

fn purchase(codes: &[&str], lines: Vec<Line>) -> Event {
    let member = Party::new(PartyKind::Member, "anna").unwrap();
    let codes = codes.iter().map(|code| Value::text(coterie_program::value::normalise_code(code))).collect();
    let total = lines.iter().map(|line| line.amount).sum();
    let mut fields = vec![
        (field::MEMBER, Value::Party(member)),
        (field::PARTNER, Value::Party(Party::partner("polana").unwrap())),
        (field::TOTAL, Value::Int(total)),
        (field::CODES, Value::List(codes)),
    ];
    fields.sort_by_key(|(id, _)| *id);
    Event {
        source: "test".into(),
        id: "e".into(),
        at: Instant::from_millis(1_767_250_000_000).unwrap(),
        kind: kind::PURCHASE,
        fields,
        lines,
        sets: vec![],
        relates: vec![],
    }
}

fn line(number: usize, category: &str, amount: i64) -> Line {
    Line {
        id: format!("l{number}").into(),
        category: category.into(),
        amount,
        quantity: 1,
        ..Line::default()
    }
}

fn engine(program: &str) -> Engine {
    let checked = compile(program, &Registry::default()).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    Engine::new(Arc::new(checked.program), 1)
}

fn decision(engine: &Engine, event: &Event) -> Decision {
    decide(engine, &MemoryRecords::default(), 1, event.at, event).unwrap().0
}

/// The arithmetic of each gift, by its rule.
fn told(engine: &Engine, event: &Event) -> Vec<(String, String)> {
    let names = Names::new(&engine.program);
    let decision = decision(engine, event);
    let gifts = decision.gifts.iter().enumerate();
    gifts.map(|(at, gift)| (names.rule(gift.rule).to_owned(), arithmetic(&names, &decision, at))).collect()
}

/// Works out `(1.5 + 2 − 1) × 6 %`.
struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn take(&mut self, sign: char) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> Decimal {
        let mut sum = self.product();
        loop {
            if self.take('+') {
                sum += self.product();
            } else if self.take('−') {
                sum -= self.product();
            } else {
                return sum;
            }
        }
    }

    fn product(&mut self) -> Decimal {
        let mut product = self.term();
        loop {
            if self.take('×') {
                product *= self.term();
            } else if self.take('÷') {
                product /= self.term();
            } else {
                return product;
            }
        }
    }

    fn term(&mut self) -> Decimal {
        let number = if self.take('(') {
            let sum = self.sum();
            assert!(self.take(')'), "{}", self.rest);
            sum
        } else {
            self.rest = self.rest.trim_start();
            let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
            let (number, rest) = self.rest.split_at(end);
            self.rest = rest;
            number.parse().unwrap_or_else(|_| panic!("a number before “{rest}”"))
        };
        if self.take('%') { number / Decimal::ONE_HUNDRED } else { number }
    }
}

fn value(text: &str) -> Decimal {
    let mut reader = Reader { rest: text };
    let value = reader.sum();
    assert!(reader.rest.trim().is_empty(), "“{text}” goes on with “{}”", reader.rest);
    value
}

/// The number that a text begins with, and what follows.
fn number(text: &str) -> (Decimal, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    (text[..end].parse().unwrap_or_else(|_| panic!("{text} begins with a number")), &text[end..])
}

/// Without the facts behind it, which are no figures.
fn figures(text: &str) -> &str {
    match text.rfind(" (") {
        Some(at) if text.ends_with(')') && text[at..].contains('.') => &text[..at],
        _ => text,
    }
}

/// Checks every equation of a text; says how many there were.
fn check(text: &str, decimals: u32, nearest: RoundingStrategy) -> usize {
    let mut equations = 0;
    for clause in text.split("; ") {
        if let Some((per, rest)) = clause.strip_prefix("full ").and_then(|rest| rest.split_once(" in ")) {
            // The steps of each line are not told.
            let Some((basis, steps)) = rest.split_once(": ").filter(|_| !rest.contains("line by line"))
            else {
                continue;
            };
            assert_eq!((value(basis) / value(per)).floor(), value(steps), "{text}");
            continue;
        }
        let Some((left, right)) = clause.split_once(" = ") else { continue };
        equations += 1;
        let (right, behind) = number(right);
        assert_eq!(value(left.trim_end_matches(" pieces")), right, "{text}");
        let Some(rounded) = behind.strip_prefix(", rounded ") else { continue };
        let (strategy, rounded) = match rounded.split_once(' ') {
            Some(("down", rounded)) => (RoundingStrategy::ToZero, rounded),
            Some(("up", rounded)) => (RoundingStrategy::AwayFromZero, rounded),
            _ => (nearest, rounded),
        };
        assert_eq!(right.round_dp_with_strategy(decimals, strategy), number(rounded).0, "{text}");
    }
    equations
}

#[test]
fn every_equation_that_is_printed_comes_out() {
    for program in [PROGRAM, &PROGRAM.replace("multipliers: multiply", "multipliers: add")] {
        every_equation_of(&engine(program));
    }
}

fn every_equation_of(engine: &Engine) {
    let names = Names::new(&engine.program);
    let mut chance = Chance(3);
    let (mut equations, mut rules) = (0, BTreeSet::new());
    for _ in 0..1_000 {
        let lines = (0..=chance.below(3)).map(|at| {
            let category = ["cake", "tea"][usize::try_from(chance.below(2)).unwrap()];
            line(usize::try_from(at).unwrap(), category, i64::try_from(1 + chance.below(4_000)).unwrap())
        });
        let lines = lines.collect();
        let codes: Vec<&str> =
            ["A", "B", "C", "D", "OFF"].into_iter().filter(|_| chance.below(2) == 0).collect();
        let decision = decision(engine, &purchase(&codes, lines));
        for (place, gift) in decision.gifts.iter().enumerate() {
            let text = arithmetic(&names, &decision, place);
            let (decimals, account) = match &gift.given {
                Given::Credit { account, .. } => (names.decimals(*account), names.account(*account)),
                _ => (2, "off"),
            };
            let nearest = match account {
                "even" => RoundingStrategy::MidpointNearestEven,
                _ => RoundingStrategy::MidpointAwayFromZero,
            };
            let text = figures(&text);
            let found = check(text, decimals.into(), nearest);
            equations += found;
            if found > 0 {
                rules.insert(names.rule(gift.rule));
            }
            // What it ends with is what was given.
            let given = gift.given.amount().unwrap().format(decimals);
            let last = text.rsplit([' ', '+', '−']).next();
            assert_eq!(last.map(value), Some(value(&given)), "{}: {text}", names.rule(gift.rule));
        }
    }
    assert!(equations > 10_000, "{equations} equations");
    assert_eq!(rules.len(), engine.program.order.len(), "{rules:?}");
}

#[test]
fn several_multipliers_start_from_what_was_not_rounded_yet() {
    // 5.99 gives 5; 5 × 1.5 × 1.5 = 11.25.
    let engine = engine(PROGRAM);
    let told = told(&engine, &purchase(&["A", "B"], vec![line(0, "tea", 599)]));
    let of = |rule: &str| told.iter().find(|(name, _)| name == rule).map(|(_, text)| text.as_str());
    assert_eq!(of("a"), Some("5 × 1.5 = 7.5, rounded down 7; 7 − 5 = 2"));
    assert_eq!(of("b"), Some("5 × 1.5 × 1.5 = 11.25, rounded down 11; 11 − 7 = 4"));
    // What exceeds one is added: 5 × (1.5 + 1.5 − 1) = 10.
    let engine = self::engine(&PROGRAM.replace("multipliers: multiply", "multipliers: add"));
    let told = self::told(&engine, &purchase(&["A", "B"], vec![line(0, "tea", 599)]));
    let b = told.iter().find(|(name, _)| name == "b").map(|(_, text)| text.as_str());
    assert_eq!(b, Some("5 × (1.5 + 1.5 − 1) = 10; 10 − 7 = 3"));
}

#[test]
fn a_percentage_of_points_is_the_one_that_the_program_says() {
    let engine = engine(PROGRAM);
    let told = told(&engine, &purchase(&[], vec![line(0, "tea", 10_000)]));
    let of = |rule: &str| told.iter().find(|(name, _)| name == rule).map(|(_, text)| text.as_str());
    assert_eq!(of("a_tenth_of_base"), Some("10 % × 100 = 10.00"));
    assert_eq!(of("miles_of_base"), Some("5 % × 100 = 5.0"));
    assert_eq!(of("per_hundred"), Some("100 ÷ 10 × 1.5 = 15.0"));
}
