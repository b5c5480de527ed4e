//! The small values of a file: texts, numbers, names, lengths of time.

use super::record::{At, FromNode};
use super::time_words;
use crate::diagnostic::Diagnostic;
use crate::yaml::{self, Node, Reader};
use coterie_calendar::{CalendarError, Date, Period, Span, TimeOfDay, Window, Zone};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// A value as it is spelled: what it means depends on what it is compared with or counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// Whether it stands in quotes.
    pub quoted: bool,
}

impl FromNode for Scalar {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let yaml::Value::Scalar(scalar) = &node.value else {
            reader.expected(node, "a value");
            return None;
        };
        Some(Self { text: scalar.text.clone(), quoted: scalar.quoted })
    }
}

impl At<Scalar> {
    /// The node again, to be read as what it turned out to be.
    pub(crate) fn node(&self) -> Node {
        let scalar = yaml::Scalar { text: self.value.text.clone(), quoted: self.value.quoted };
        Node { span: self.place, value: yaml::Value::Scalar(scalar) }
    }
}

/// Defines a value that is checked when it is read: its type, how it is read, and its JSON Schema.
macro_rules! scalar {
    (
        $(#[$meta:meta])*
        $name:ident($type:ty) = |$node:ident, $reader:ident| $read:expr; $schema:tt
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(pub $type);

        impl FromNode for $name {
            fn from_node($node: &Node, $reader: &Reader) -> Option<Self> {
                $read.map(Self)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

scalar! {
    /// A name that the program gives.
    Id(String) = |node, reader| reader.id_in(node, "a thing").map(str::to_owned);
    { "type": "string", "pattern": "^[a-z][a-z0-9_-]{0,62}$" }
}
scalar! {
    /// An id of the integrator's: any text of at most 128 bytes.
    ForeignId(String) = |node, reader| reader.integrator_id_in(node, "a record").map(str::to_owned);
    { "type": ["string", "number", "boolean"], "maxLength": 128 }
}
scalar! {
    /// Any text for people.
    Text(String) = |node, reader| reader.text(node, "a text").map(str::to_owned);
    { "type": ["string", "number", "boolean"] }
}
scalar! {
    /// The name of something defined elsewhere in the file.
    Name(String) = |node, reader| reader.text(node, "a name").map(str::to_owned);
    { "type": "string", "minLength": 1 }
}
scalar! {
    /// A path: where a value is read, such as `member.tier`.
    PathText(String) = |node, reader| reader.text(node, "a path such as `purchase.total`").map(str::to_owned);
    { "type": "string", "pattern": "^[a-z][a-zA-Z0-9_-]*([.][a-z][a-zA-Z0-9_-]*)*$",
      "description": "Where a value is read, such as `member.tier` or `purchase.total`." }
}
scalar! {
    /// Yes or no.
    YesNo(bool) = |node, reader| reader.yes_no(node);
    { "enum": ["yes", "no", true, false] }
}
scalar! {
    /// A length of time.
    Length(Span) = |node, reader| length(node, reader);
    { "type": "string", "pattern": "^[0-9]+ (year|quarter|month|week|day|hour|minute|second)s?( (and )?[0-9]+ [a-z]+)*$",
      "description": "A length of time: `12 months`, `30 days`, `36 hours`." }
}
scalar! {
    /// Over which time something is remembered.
    Over(Window) = |node, reader| parsed(node, reader, "a window such as `this month`");
    { "type": "string", "pattern": "^(always|(this|last) (day|week|month|quarter|year)|last [0-9]+ [a-z]+.*)$",
      "description": "`always`, `this month`, `last quarter`, `last 365 days` …" }
}
scalar! {
    /// A calendar period.
    PeriodWord(Period) = |node, reader| reader.one_of(node, "a period", &Period::ALL.map(|p| (p.word(), p)));
    { "enum": ["day", "week", "month", "quarter", "year"] }
}
scalar! {
    /// A date.
    DateText(Date) = |node, reader| parsed(node, reader, "a date such as `2026-03-07`");
    { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }
}
scalar! {
    /// A time of day.
    TimeText(TimeOfDay) = |node, reader| parsed(node, reader, "a time of day such as \"09:00\"");
    { "type": "string", "pattern": "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$" }
}
scalar! {
    /// A time zone of the IANA database.
    ZoneName(Zone) = |node, reader| zone(node, reader);
    { "type": "string", "description": "A time zone of the IANA database, such as `Europe/Warsaw`." }
}
scalar! {
    /// A whole number.
    Whole(i64) = |node, reader| reader.integer(node, -WHOLE_MAX..=WHOLE_MAX);
    { "type": "integer" }
}

/// Largest whole number of a file: below 2^53, so that every JSON reader keeps it exactly.
const WHOLE_MAX: i64 = 1_000_000_000_000_000;

impl JsonSchema for Scalar {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean"] })
    }
}

fn length(node: &Node, reader: &Reader) -> Option<Span> {
    let span: Span = parsed(node, reader, "a length of time such as `30 days`")?;
    if span.is_zero() {
        reader.error("out-of-range", node.span, "a length of time is above zero");
        return None;
    }
    Some(span)
}

fn zone(node: &Node, reader: &Reader) -> Option<Zone> {
    let name = reader.text(node, "a time zone such as `Europe/Warsaw`")?;
    Zone::named(name).map_err(|error| refused(node, reader, &error)).ok()
}

/// A value of the calendar, from its spelling.
pub(crate) fn parsed<T: std::str::FromStr<Err = CalendarError>>(
    node: &Node,
    reader: &Reader,
    what: &str,
) -> Option<T> {
    let text = reader.text(node, what)?;
    let refuse = |error: CalendarError| {
        let meant = time_words::meant::<T>(text).map(|meant| format!("did you mean `{meant}`?"));
        let refusal = Diagnostic::error("not-a-time", node.span, error.to_string());
        reader.report(refusal.with_help_if(meant));
    };
    text.parse().map_err(refuse).ok()
}

/// Reports what the calendar says of a text.
pub(crate) fn refused(node: &Node, reader: &Reader, error: &CalendarError) {
    reader.report(Diagnostic::error("not-a-time", node.span, error.to_string()));
}
