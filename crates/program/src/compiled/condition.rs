//! Paths and structured conditions.

use crate::ids::{AttributeId, FieldId, MeasureId, RelationId, TierSetId};
use crate::value::{Type, Value};
use coterie_calendar::Span;
use rust_decimal::Decimal;

/// The number of a condition in [`crate::compiled::Program::conditions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConditionId(pub u32);

/// Where a value is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    /// Of whom.
    pub subject: Subject,
    /// What.
    pub read: Read,
    /// As it stands in the file, for explanations.
    pub text: String,
    /// The type of what is read.
    pub value: Type,
}

/// Of whom a path reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The event itself.
    Event,
    /// The line at hand (in `for`).
    Line,
    /// Any line of the event: a condition holds when it holds for one of them.
    AnyLine,
    /// The lines that the rule selects.
    Lines,
    /// The rule's beneficiary, and along relations from there.
    Who(Vec<RelationId>),
    /// A record that a field of the event names, and along relations from there.
    Record(FieldId, Vec<RelationId>),
    /// The coalition.
    Coalition,
}

/// What a path reads of its subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Read {
    /// The record itself: to compare with an id, or whether it is known.
    Itself,
    /// A field of the event or a declared field of the line.
    Field(FieldId),
    /// A built-in field of the line.
    Line(LineField),
    /// Sum of the selected lines' basis, minor units.
    LinesAmount,
    /// Sum of the selected lines' quantities.
    LinesQuantity,
    /// How many lines are selected.
    LinesCount,
    /// How many different skus are among the selected lines.
    LinesDistinct,
    /// The event's total, minor units: its field, or the sum of its lines less discounts, plus shipping.
    Total,
    /// The event's own time.
    At,
    /// Its weekday in the program's zone, as text `mon` … `sun`.
    Weekday,
    /// Its time of day in the program's zone, minutes since midnight.
    TimeOfDay,
    /// Its date in the program's zone.
    Date,
    /// Its month, 1–12.
    Month,
    /// Its day of the month, 1–31.
    Day,
    /// An attribute of the record.
    Attribute(AttributeId),
    /// A measure of the record, as of the event.
    Measure(MeasureId),
    /// The step of a tier set that the record holds, as text.
    Tier(TierSetId),
    /// Since when the last relation of the subject's hops stands.
    Since,
}

/// Built-in fields of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineField {
    /// The line's id.
    Id,
    /// Its category.
    Category,
    /// Its product.
    Sku,
    /// Its amount after the till's discount, minor units.
    Amount,
    /// How many pieces.
    Quantity,
    /// The till's discount, minor units.
    Discount,
    /// Tax contained, minor units.
    Tax,
}

/// A field and what must hold of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// What is read.
    pub path: Path,
    /// What must hold. With nothing to read, only `Not` and the absence of `Known` hold.
    pub test: Test,
}

/// A bound of a range.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The bound: an `Int`, `Decimal`, `Date` or `Time` of the path's type.
    pub value: Value,
    /// True when the bound itself is inside.
    pub inclusive: bool,
}

/// Which anniversary of a date must fall now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anniversary {
    /// On the event's day.
    Today,
    /// In the event's month.
    ThisMonth,
}

/// What must hold of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// Equal to one of these (sorted); for a list, one of its elements is.
    In(Vec<Value>),
    /// Between bounds.
    Range {
        /// From.
        low: Option<Bound>,
        /// To.
        high: Option<Bound>,
    },
    /// An instant not longer ago than this, and not after the event: `at - span < value <= at`.
    Within(Span),
    /// There is a value.
    Known,
    /// Equal to what another path reads, when both are known.
    SameAs(Path),
    /// The anniversary of a date falls now.
    Anniversary(Anniversary),
    /// A time of day, from (inclusive) until (exclusive), minutes since midnight; over midnight when `until <= from`.
    Between {
        /// From.
        from: u16,
        /// Until.
        until: u16,
    },
    /// The test inside does not hold (a missing value makes `Not` true).
    Not(Box<Test>),
}

impl Value {
    /// The value as a rate, when it is a number that a rate can hold (not below zero).
    pub fn as_decimal(&self) -> Option<Decimal> {
        match self {
            Value::Int(number) => Some(Decimal::from(*number)),
            Value::Decimal(rate) => Some(rate.get()),
            _ => None,
        }
    }
}
