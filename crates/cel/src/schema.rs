//! What an expression may speak of: the paths, their types, and the records in lists.

use std::fmt;

/// Names one readable value of the event or the records concerned; the caller numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotId(pub u32);

/// Names one field of the records in a list; the caller numbers them per [`RecordKind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u32);

/// Names a kind of record that lists hold, for instance the lines of a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKind(pub u32);

/// The type of a path's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A truth value.
    Bool,
    /// A signed 64-bit integer: a count, or an amount in the unit's smallest part.
    Int,
    /// A Unicode text, compared by code points.
    Text,
    /// A moment in milliseconds since 1970-01-01 UTC; its value is given as [`Value::Int`](crate::Value::Int).
    Instant,
    /// A list of values or of records.
    List {
        /// What the list holds; not a list itself.
        element: Box<Type>,
        /// Its greatest length. A longer list at run time is a fault, not more work.
        len_max: u32,
    },
    /// A record, only as the element of a list: its fields are asked of [`Schema::field`].
    Record(RecordKind),
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Int => f.write_str("int"),
            Self::Text => f.write_str("text"),
            Self::Instant => f.write_str("instant"),
            Self::List { element, .. } => write!(f, "list of {element}"),
            Self::Record(_) => f.write_str("record"),
        }
    }
}

/// Where the names of a list of suggestions belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// After these names of a path from the root.
    Path(&'a [&'a str]),
    /// After these names of a path from a record in a list.
    Record(RecordKind, &'a [&'a str]),
}

/// The names an expression may use.
pub trait Schema {
    /// The type and slot of a whole path, such as `["purchase", "total"]`; `None` for a path that has no value of
    /// its own.
    fn path(&self, path: &[&str]) -> Option<(Type, SlotId)>;

    /// The type and field of a path within a record; not a record itself.
    fn field(&self, record: RecordKind, path: &[&str]) -> Option<(Type, FieldId)>;

    /// The names that may come next at a place, for suggestions; in any order.
    fn known_names(&self, place: Place<'_>) -> Vec<String>;
}
