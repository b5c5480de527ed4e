//! An event as it stands after the door: typed, within limits, in the words of the program's schema.

use crate::ids::{AttributeId, FieldId, KindId, RelationId};
use crate::value::Value;
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_ledger::Party;
use minicbor::{Decode, Encode};

/// An immutable fact from outside, or a command of a person. Its `(source, id)` is said once for ever.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Event {
    /// Who says it: a till, a shop, a file; at most 64 bytes.
    #[cbor(n(0), with = "crate::value::text")]
    pub source: CompactString,
    /// The source's own id, at most 128 bytes.
    #[cbor(n(1), with = "crate::value::text")]
    pub id: CompactString,
    /// When it happened.
    #[n(2)]
    pub at: Instant,
    /// What kind of event it is.
    #[n(3)]
    pub kind: KindId,
    /// Its fields, sorted by id, each at most once.
    #[n(4)]
    pub fields: Vec<(FieldId, Value)>,
    /// The lines of a purchase, or of a refund (then `quantity` or `amount` say how much of the line, both zero all of it).
    #[n(5)]
    pub lines: Vec<Line>,
    /// Attributes that it sets on the record it concerns, sorted by id.
    #[n(6)]
    pub sets: Vec<(AttributeId, Value)>,
    /// Relations that it sets on the record it concerns, with since when (absent: since the event).
    #[n(7)]
    pub relates: Vec<(RelationId, Party, Option<Instant>)>,
}

/// One line of a basket. Amounts are the line's whole, not per piece, in minor units, tax included, before `discount`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Line {
    /// The line's id within its purchase.
    #[cbor(n(0), with = "crate::value::text")]
    pub id: CompactString,
    /// The category; empty when unknown.
    #[cbor(n(1), with = "crate::value::text")]
    pub category: CompactString,
    /// The product; empty when unknown.
    #[cbor(n(2), with = "crate::value::text")]
    pub sku: CompactString,
    /// The line's amount, minor units.
    #[n(3)]
    pub amount: i64,
    /// How many pieces.
    #[n(4)]
    pub quantity: i64,
    /// Discount that the till already gave, minor units, not contained in `amount`'s deduction.
    #[n(5)]
    pub discount: i64,
    /// Tax contained in the amount, minor units.
    #[n(6)]
    pub tax: i64,
    /// Declared line fields, sorted by id.
    #[n(7)]
    pub fields: Vec<(FieldId, Value)>,
}

impl Event {
    /// A field's value.
    pub fn field(&self, field: FieldId) -> Option<&Value> {
        self.fields.binary_search_by_key(&field, |(id, _)| *id).ok().map(|at| &self.fields[at].1)
    }

    /// A field that holds a record.
    pub fn party(&self, field: FieldId) -> Option<&Party> {
        match self.field(field)? {
            Value::Party(party) => Some(party),
            _ => None,
        }
    }

    /// A field that holds a number or money.
    pub fn int(&self, field: FieldId) -> Option<i64> {
        match self.field(field)? {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// A field that holds text.
    pub fn text(&self, field: FieldId) -> Option<&str> {
        match self.field(field)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A field that holds yes or no; absent is no.
    pub fn yes(&self, field: FieldId) -> bool {
        matches!(self.field(field), Some(Value::YesNo(true)))
    }

    /// A field that holds an instant.
    pub fn time(&self, field: FieldId) -> Option<Instant> {
        match self.field(field)? {
            Value::Time(instant) => Some(*instant),
            _ => None,
        }
    }
}

impl Line {
    /// A declared line field's value.
    pub fn field(&self, field: FieldId) -> Option<&Value> {
        self.fields.binary_search_by_key(&field, |(id, _)| *id).ok().map(|at| &self.fields[at].1)
    }
}
