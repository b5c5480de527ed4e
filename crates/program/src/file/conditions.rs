//! Conditions: a path and what must hold of it.

use super::collections::key;
use super::record::{At, FromNode, record, words};
use super::scalars::{Length, PathText, Scalar};
use crate::limits::{CONDITIONS_PER_RULE_MAX, LIST_VALUES_MAX, NOT_DEPTH_MAX};
use crate::yaml::{Node, Reader, Shape, Span, Value};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// Paths and what must hold of each; all must hold.
#[derive(Clone, Debug, Default)]
pub struct Conditions(pub Vec<(At<String>, At<Is>)>);

/// What must hold of a value.
#[derive(Clone, Debug)]
pub enum Is {
    /// It is this, or one of these.
    AnyOf(Vec<At<Scalar>>),
    /// There is a value.
    Known,
    /// It lies between bounds.
    Range(Range),
    /// It is not longer ago than this, seen from the event.
    Within(Length),
    /// This does not hold.
    Not(Box<At<Is>>),
    /// The list has one of these.
    Has(Vec<At<Scalar>>),
    /// The anniversary of the date falls now.
    Anniversary(Anniversary),
    /// It is a time of day between these.
    Between(TimesOfDay),
    /// It equals what another path reads.
    SameAs(At<String>),
}

record! {
    /// Bounds of a value.
    Range("a range", "{at_least: 200.00}") {
        /// This or more.
        opt at_least: At<Scalar>,
        /// This or less.
        opt at_most: At<Scalar>,
        /// More than this.
        opt above: At<Scalar>,
        /// Less than this.
        opt below: At<Scalar>,
    }
}

record! {
    /// Times of day, over midnight when `until` is not after `from`.
    TimesOfDay("times of day", "{from: \"17:00\", until: \"19:00\"}") {
        /// From this time on.
        req from: At<super::scalars::TimeText>,
        /// Until before this time.
        req until: At<super::scalars::TimeText>,
    }
}

words! {
    /// Which anniversary must fall now.
    Anniversary("which anniversary") {
        /// On the day of the event.
        Today = "today",
        /// In the month of the event.
        ThisMonth = "this month",
    }
}

const CONDITION: Shape = Shape {
    what: "a condition",
    example: "{at_least: 200.00}",
    fields: &[
        "at_least",
        "at_most",
        "above",
        "below",
        "within",
        "not",
        "has",
        "anniversary",
        "from",
        "until",
        "same_as",
    ],
};

impl FromNode for Conditions {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, "the conditions", "{purchase.weekday: [sat, sun]}")?;
        if entries.len() > CONDITIONS_PER_RULE_MAX {
            let message =
                format!("{} conditions; at most {CONDITIONS_PER_RULE_MAX} are allowed", entries.len());
            reader.error("too-many", node.span, message);
        }
        let conditions = entries.iter().take(CONDITIONS_PER_RULE_MAX);
        Some(Self(
            conditions
                .filter_map(|(path, node)| {
                    let value = is(node, reader, 0)?;
                    Some((key(path), At { value, place: node.span }))
                })
                .collect(),
        ))
    }
}

fn is(node: &Node, reader: &Reader, depth: usize) -> Option<Is> {
    match &node.value {
        Value::Scalar(scalar) if scalar.text == "known" && !scalar.quoted => Some(Is::Known),
        Value::Map(_) => is_map(node, reader, depth),
        _ => values(node, reader).map(Is::AnyOf),
    }
}

/// One value or a list of them.
fn values(node: &Node, reader: &Reader) -> Option<Vec<At<Scalar>>> {
    let items = reader.list_or_one(node);
    if node.is_list() && items.is_empty() {
        reader.error("empty-list", node.span, "the list is empty, so that the condition never holds");
        return None;
    }
    if items.len() > LIST_VALUES_MAX {
        let message = format!("{} values; at most {LIST_VALUES_MAX} are allowed", items.len());
        reader.error("too-many", node.span, message);
    }
    let values: Vec<_> =
        items.into_iter().take(LIST_VALUES_MAX).filter_map(|item| At::from_node(item, reader)).collect();
    (!values.is_empty()).then_some(values)
}

fn is_map(node: &Node, reader: &Reader, depth: usize) -> Option<Is> {
    let fields = reader.map(node, &CONDITION)?;
    if ["at_least", "at_most", "above", "below"].iter().any(|field| fields.has(field)) {
        exclude_others(&fields, reader, &["within", "not", "has", "anniversary", "from", "until", "same_as"]);
        let bound = |field| fields.take(field).and_then(|node| At::<Scalar>::from_node(node, reader));
        return Some(Is::Range(Range {
            at_least: bound("at_least"),
            at_most: bound("at_most"),
            above: bound("above"),
            below: bound("below"),
            place: node.span,
            has_unread: false,
        }));
    }
    if fields.has("from") || fields.has("until") {
        exclude_others(&fields, reader, &["within", "not", "has", "anniversary", "same_as"]);
        return TimesOfDay::from_node(node, reader).map(Is::Between);
    }
    let (field, value) = fields.require_one_of(&["within", "not", "has", "anniversary", "same_as"])?;
    match field {
        "within" => Length::from_node(value, reader).map(Is::Within),
        "not" if depth == NOT_DEPTH_MAX => {
            reader.error(
                "too-deep",
                value.span,
                format!("`not` stands in `not` at most {NOT_DEPTH_MAX} times"),
            );
            None
        }
        "not" => is(value, reader, depth + 1)
            .map(|inner| Is::Not(Box::new(At { value: inner, place: value.span }))),
        "has" => values(value, reader).map(Is::Has),
        "anniversary" => Anniversary::from_node(value, reader).map(Is::Anniversary),
        _ => At::<PathText>::from_node(value, reader)
            .map(|path| Is::SameAs(At { value: path.value.0, place: path.place })),
    }
}

/// Reports each field that does not go with those already found.
fn exclude_others(fields: &crate::yaml::Fields<'_, '_>, reader: &Reader, others: &[&str]) {
    let misplaced: Vec<Span> =
        others.iter().filter_map(|field| fields.key(field)).map(|key| key.span).collect();
    for place in misplaced {
        reader.error(
            "fields-exclude-each-other",
            place,
            "this does not go with the other fields of the condition",
        );
    }
}

impl JsonSchema for Conditions {
    fn schema_name() -> Cow<'static, str> {
        "Conditions".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Paths and what must hold of each; all must hold.",
            "type": "object",
            "additionalProperties": generator.subschema_for::<Is>(),
            "maxProperties": CONDITIONS_PER_RULE_MAX,
        })
    }
}

impl JsonSchema for Is {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<Scalar>();
        let values = json_schema!({ "anyOf": [value, { "type": "array", "items": value, "minItems": 1 }] });
        json_schema!({
            "description": "A value, a list of which any will do, a range, `within`, `known`, `not`, `has`, `anniversary`, \
                            times of day, or `same_as` another path.",
            "anyOf": [
                values,
                generator.subschema_for::<Range>(),
                generator.subschema_for::<TimesOfDay>(),
                only("within", &generator.subschema_for::<Length>()),
                only("not", &json_schema!({ "$ref": "#/$defs/Condition" })),
                only("has", &values),
                only("anniversary", &generator.subschema_for::<Anniversary>()),
                only("same_as", &generator.subschema_for::<PathText>()),
            ]
        })
    }
}

/// The schema of a map with this one field.
fn only(field: &str, schema: &Schema) -> Schema {
    json_schema!({
        "type": "object",
        "properties": { field: schema },
        "required": [field],
        "additionalProperties": false,
    })
}
