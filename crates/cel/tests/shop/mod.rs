//! A small shop's schema and values, shared by the tests.
#![allow(dead_code, reason = "each test file uses a part of it")]

use coterie_cel::{
    CelError, Elements, Expression, FieldId, Limits, Outcome, Place, RecordKind, Schema, SlotId, Slots, Type,
    Value, compile,
};

const LINE: RecordKind = RecordKind(0);

/// The paths of the shop with their types; the slot is the index.
fn paths() -> Vec<(&'static [&'static str], Type)> {
    let list = |element, len_max| Type::List { element: Box::new(element), len_max };
    vec![
        (&["purchase", "total"], Type::Int),
        (&["purchase", "weekday"], Type::Text),
        (&["purchase", "at"], Type::Instant),
        (&["member", "tier"], Type::Text),
        (&["member", "vip"], Type::Bool),
        (&["member", "joined_at"], Type::Instant),
        (&["member", "tags"], list(Type::Text, 5)),
        (&["purchase", "lines"], list(Type::Record(LINE), 50)),
        (&["purchase", "amounts"], list(Type::Int, 20)),
    ]
}

fn fields() -> Vec<(&'static [&'static str], Type)> {
    vec![
        (&["amount"], Type::Int),
        (&["quantity"], Type::Int),
        (&["category"], Type::Text),
        (&["gift"], Type::Bool),
        (&["labels"], Type::List { element: Box::new(Type::Text), len_max: 4 }),
    ]
}

pub(crate) struct Shop;

impl Schema for Shop {
    fn path(&self, path: &[&str]) -> Option<(Type, SlotId)> {
        let mut known = paths().into_iter().enumerate();
        known.find(|(_, (names, _))| *names == path).map(|(slot, (_, kind))| (kind, SlotId(slot as u32)))
    }

    fn field(&self, record: RecordKind, path: &[&str]) -> Option<(Type, FieldId)> {
        assert_eq!(record, LINE);
        let mut known = fields().into_iter().enumerate();
        known.find(|(_, (names, _))| *names == path).map(|(field, (_, kind))| (kind, FieldId(field as u32)))
    }

    fn known_names(&self, place: Place<'_>) -> Vec<String> {
        let (known, before) = match place {
            Place::Path(before) => (paths(), before),
            Place::Record(_, before) => (fields(), before),
        };
        let next = known
            .iter()
            .filter(|(names, _)| names.starts_with(before))
            .filter_map(|(names, _)| names.get(before.len()));
        let mut names: Vec<String> = next.map(|name| (*name).to_owned()).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// A value that the shop owns.
#[derive(Debug, Clone, Default)]
pub(crate) enum Held {
    #[default]
    Absent,
    Bool(bool),
    Int(i64),
    Text(String),
    Texts(Vec<String>),
    Ints(Vec<i64>),
    Records(Records),
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Records(pub Vec<Vec<Held>>);

impl Held {
    pub(crate) fn value(&self) -> Value<'_> {
        match self {
            Self::Absent => Value::Absent,
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::Int(*value),
            Self::Text(value) => Value::Text(value),
            Self::Texts(values) => Value::List(values),
            Self::Ints(values) => Value::List(values),
            Self::Records(records) => Value::List(records),
        }
    }
}

impl Elements for Records {
    fn count(&self) -> usize {
        self.0.len()
    }
    fn element(&self, _index: usize) -> Value<'_> {
        Value::Absent
    }
    fn field(&self, index: usize, field: FieldId) -> Value<'_> {
        self.0[index].get(field.0 as usize).map_or(Value::Absent, Held::value)
    }
}

/// The values of one event, by slot.
#[derive(Debug, Clone, Default)]
pub(crate) struct Event(pub Vec<Held>);

impl Slots for Event {
    fn slot(&self, slot: SlotId) -> Value<'_> {
        self.0.get(slot.0 as usize).map_or(Value::Absent, Held::value)
    }
}

impl Event {
    /// A gold member buys two lines for 250.00 on a Saturday.
    pub(crate) fn saturday() -> Self {
        let line = |amount, quantity, category: &str, gift| {
            vec![
                Held::Int(amount),
                Held::Int(quantity),
                Held::Text(category.to_owned()),
                Held::Bool(gift),
                Held::Texts(vec!["new".to_owned(), category.to_owned()]),
            ]
        };
        Self(vec![
            Held::Int(25_000),
            Held::Text("sat".to_owned()),
            Held::Int(1_700_000_000_000),
            Held::Text("gold".to_owned()),
            Held::Bool(true),
            Held::Int(1_600_000_000_000),
            Held::Texts(vec!["early".to_owned(), "gold".to_owned()]),
            Held::Records(Records(vec![line(20_000, 1, "shoes", false), line(5_000, 2, "socks", true)])),
            Held::Ints(vec![20_000, 5_000, 0]),
        ])
    }

    pub(crate) fn without(mut self, path: &str) -> Self {
        let names: Vec<&str> = path.split('.').collect();
        let (_, slot) = Shop.path(&names).expect("the shop has the path");
        self.0[slot.0 as usize] = Held::Absent;
        self
    }
}

pub(crate) fn compiled(text: &str) -> Expression {
    compile(text, &Shop, &Limits::default()).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

pub(crate) fn outcome(text: &str, event: &Event) -> Outcome {
    compiled(text).eval(event)
}

#[track_caller]
pub(crate) fn assert_holds(text: &str, event: &Event) {
    assert_eq!(outcome(text, event), Outcome { holds: true, fault: None }, "{text}");
}

#[track_caller]
pub(crate) fn assert_fails(text: &str, event: &Event) {
    assert_eq!(outcome(text, event), Outcome { holds: false, fault: None }, "{text}");
}

pub(crate) fn errors(text: &str) -> Vec<CelError> {
    compile(text, &Shop, &Limits::default()).err().unwrap_or_default()
}
