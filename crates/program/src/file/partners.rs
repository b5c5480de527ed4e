//! `partners` and `locations`: the companies of the coalition and their places.

use super::collections::{Named, key};
use super::record::{At, FromNode, record, words};
use super::scalars::{ForeignId, Scalar, Text};
use crate::yaml::{Node, Reader, Value};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// A partner's terms. What is not listed here is an attribute of partners.
#[derive(Clone, Debug)]
pub struct Partner {
    /// What every partner may have.
    pub terms: Terms,
    /// Attributes and their values.
    pub attributes: Vec<(At<String>, At<Scalar>)>,
}

record! {
    /// The terms that every partner may have.
    Terms("a partner", "{sells: groceries, issue_price: 0.0100, redemption_price: 0.0090}") {
        /// What it sells, in words.
        opt sells: At<Text>,
        /// What it pays for a point that it gives, in the program's currency.
        opt issue_price: Prices,
        /// What it is paid for a point spent there, in the program's currency.
        opt redemption_price: Prices,
        /// How often it settles.
        opt settled: Settled,
    }
}

/// A price for each point, or one for each account.
#[derive(Clone, Debug)]
pub enum Prices {
    /// One price for points of every kind.
    One(At<Scalar>),
    /// A price by account.
    ByAccount(Vec<(At<String>, At<Scalar>)>),
}

words! {
    /// How often a partner settles.
    Settled("how often a partner settles") {
        /// Each month.
        Monthly = "monthly",
        /// Each quarter.
        Quarterly = "quarterly",
    }
}

/// A place of a partner.
#[derive(Clone, Debug)]
pub struct Location {
    /// Whose place it is.
    pub partner: At<ForeignId>,
    /// Other things to know about it, in words.
    pub details: Vec<(At<String>, At<Scalar>)>,
}

impl FromNode for Partner {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, "a partner", Terms::SHAPE.example)?;
        let (known, other): (Vec<_>, Vec<_>) =
            entries.iter().cloned().partition(|(key, _)| Terms::SHAPE.fields.contains(&key.text.as_str()));
        let terms = Terms::from_node(&Node { span: node.span, value: Value::Map(known) }, reader);
        let attributes = other
            .iter()
            .filter_map(|(name, value)| Some((key(name), At::<Scalar>::from_node(value, reader)?)))
            .collect();
        Some(Self { terms: terms?, attributes })
    }
}

impl Named for Partner {
    const ONE: &'static str = "a partner";
    const ALL: &'static str = "the partners";
    const EXAMPLE: &'static str = "{polana: {sells: groceries, issue_price: 0.0100}}";
    const MOST: usize = crate::limits::PARTNERS_MAX;
    const FOREIGN: bool = true;
}

impl JsonSchema for Partner {
    fn schema_name() -> Cow<'static, str> {
        "Partner".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Terms::json_schema(generator);
        let attribute = generator.subschema_for::<Scalar>();
        schema.insert("additionalProperties".into(), attribute.to_value());
        schema
    }
}

impl FromNode for Prices {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => Some(Self::ByAccount(
                entries
                    .iter()
                    .filter_map(|(name, value)| Some((key(name), FromNode::from_node(value, reader)?)))
                    .collect(),
            )),
            _ => At::<Scalar>::from_node(node, reader).map(Self::One),
        }
    }
}

impl JsonSchema for Prices {
    fn schema_name() -> Cow<'static, str> {
        "Prices".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let price =
            json_schema!({ "type": ["number", "string"], "minimum": 0, "pattern": "^[0-9]+([.][0-9]+)?$" });
        json_schema!({ "anyOf": [price, { "type": "object", "additionalProperties": price }] })
    }
}

/// The field of a location that says whose it is.
const LOCATION_PARTNER: &str = "partner";

impl FromNode for Location {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, Self::ONE, "{partner: polana, city: Krakow}")?;
        let mut details = Vec::new();
        for (name, value) in entries.iter().filter(|(name, _)| name.text != LOCATION_PARTNER) {
            if let (Some(_), Some(value)) =
                (reader.id(name, "a detail"), At::<Scalar>::from_node(value, reader))
            {
                details.push((key(name), value));
            }
        }
        let partner = node.get(LOCATION_PARTNER);
        if partner.is_none() {
            reader.error("missing-field", node.span, "a location needs the field `partner`");
        }
        Some(Self { partner: At::from_node(partner?, reader)?, details })
    }
}

impl Named for Location {
    const ONE: &'static str = "a location";
    const ALL: &'static str = "the locations";
    const EXAMPLE: &'static str = "{polana-centrum: {partner: polana, city: Krakow}}";
    const MOST: usize = crate::limits::PARTNERS_MAX;
    const FOREIGN: bool = true;
}

impl JsonSchema for Location {
    fn schema_name() -> Cow<'static, str> {
        "Location".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let detail = generator.subschema_for::<Scalar>();
        json_schema!({
            "type": "object",
            "properties": { "partner": generator.subschema_for::<ForeignId>() },
            "required": ["partner"],
            "additionalProperties": detail,
        })
    }
}
