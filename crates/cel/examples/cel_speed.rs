//! Measures one evaluation of a typical condition: `cargo run --release -p coterie-cel --example cel_speed`.
//!
//! Envelope: three slot reads by virtual call, one integer and up to three short text comparisons: some tens of
//! nanoseconds. More than 300 would say that something allocates.

use coterie_cel::{FieldId, Limits, Place, RecordKind, Schema, SlotId, Slots, Type, Value, compile};
use std::hint::black_box;
use std::time::Instant;

const CONDITION: &str =
    r#"purchase.total >= 20000 && member.tier == "gold" && purchase.weekday in ["sat","sun"]"#;
const EVALUATIONS: u128 = 5_000_000;

struct Shop;

impl Schema for Shop {
    fn path(&self, path: &[&str]) -> Option<(Type, SlotId)> {
        match path {
            ["purchase", "total"] => Some((Type::Int, SlotId(0))),
            ["member", "tier"] => Some((Type::Text, SlotId(1))),
            ["purchase", "weekday"] => Some((Type::Text, SlotId(2))),
            _ => None,
        }
    }

    fn field(&self, _record: RecordKind, _path: &[&str]) -> Option<(Type, FieldId)> {
        None
    }

    fn known_names(&self, _place: Place<'_>) -> Vec<String> {
        Vec::new()
    }
}

struct Event {
    total: i64,
    tier: String,
    weekday: String,
}

impl Slots for Event {
    fn slot(&self, slot: SlotId) -> Value<'_> {
        match slot.0 {
            0 => Value::Int(self.total),
            1 => Value::Text(&self.tier),
            2 => Value::Text(&self.weekday),
            _ => Value::Absent,
        }
    }
}

fn main() {
    let started = Instant::now();
    let expression = match compile(CONDITION, &Shop, &Limits::default()) {
        Ok(expression) => expression,
        Err(errors) => {
            for error in errors {
                eprintln!("{error}");
            }
            std::process::exit(1);
        }
    };
    println!("compile  {:>6} µs", started.elapsed().as_micros());
    println!("cost     {:>6} units", expression.cost());

    // The last list element decides: the longest way to a yes.
    let event = Event { total: 25_000, tier: "gold".to_owned(), weekday: "sun".to_owned() };
    let started = Instant::now();
    let mut held = 0_u128;
    for _ in 0..EVALUATIONS {
        held += u128::from(black_box(&expression).eval(black_box(&event)).holds);
    }
    assert_eq!(held, EVALUATIONS);
    println!("evaluate {:>6} ns", started.elapsed().as_nanos() / EVALUATIONS);
}
