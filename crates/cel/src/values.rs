//! The values an expression reads when it is evaluated.

use crate::schema::{FieldId, SlotId};
use std::fmt;

/// A value borrowed from the event or a record. A value of another type than the schema said counts as absent.
#[derive(Clone, Copy, Default)]
pub enum Value<'a> {
    /// There is no value, or it is not known.
    #[default]
    Absent,
    /// A truth value.
    Bool(bool),
    /// An integer, or an instant in milliseconds since 1970-01-01 UTC.
    Int(i64),
    /// A text.
    Text(&'a str),
    /// A list.
    List(&'a dyn Elements),
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("Absent"),
            Self::Bool(value) => write!(f, "Bool({value})"),
            Self::Int(value) => write!(f, "Int({value})"),
            Self::Text(value) => write!(f, "Text({value:?})"),
            Self::List(list) => write!(f, "List(of {})", list.count()),
        }
    }
}

/// Reads the value of a slot.
pub trait Slots {
    /// The value of one slot; [`Value::Absent`] for a slot that this event does not fill.
    fn slot(&self, slot: SlotId) -> Value<'_>;
}

/// A list as the expression sees it: values, or records with fields.
pub trait Elements {
    /// How many elements there are.
    fn count(&self) -> usize;

    /// The element at an index below [`count`](Self::count), of a list of plain values.
    fn element(&self, index: usize) -> Value<'_>;

    /// One field of the element at an index below [`count`](Self::count), of a list of records.
    fn field(&self, index: usize, field: FieldId) -> Value<'_>;
}

impl Elements for Vec<i64> {
    fn count(&self) -> usize {
        self.len()
    }
    fn element(&self, index: usize) -> Value<'_> {
        self.get(index).map_or(Value::Absent, |value| Value::Int(*value))
    }
    fn field(&self, _index: usize, _field: FieldId) -> Value<'_> {
        Value::Absent
    }
}

impl Elements for Vec<String> {
    fn count(&self) -> usize {
        self.len()
    }
    fn element(&self, index: usize) -> Value<'_> {
        self.get(index).map_or(Value::Absent, |value| Value::Text(value))
    }
    fn field(&self, _index: usize, _field: FieldId) -> Value<'_> {
        Value::Absent
    }
}
