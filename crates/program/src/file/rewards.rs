//! `rewards`: rules with a price.

use super::amounts::Amount;
use super::collections::{Named, OneOrMany, key};
use super::conditions::Conditions;
use super::gives::Give;
use super::limits::Limit;
use super::record::{At, FromNode, record};
use super::rules::{Basis, OnRefund, Valid};
use super::scalars::{Id, PathText, Scalar, Whole};
use super::words::Texts;
use crate::yaml::{Node, Reader, Value};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

record! {
    /// A reward: what a member asks for by a redemption or a hold, and what it costs.
    Reward("a reward", "{pay: {points: 300}, give: {voucher: coffee}}") {
        /// What it costs.
        req pay: Pay,
        /// Who benefits: a path to a record.
        opt who: At<PathText>,
        /// All this must hold.
        opt conditions as "if": Conditions,
        /// It rests on the lines that meet all this.
        opt lines as "for": Conditions,
        /// A condition in CEL for the rest.
        opt also: At<Scalar>,
        /// What it gives; nothing for a reward that is handed over at the till.
        opt give: OneOrMany<Give>,
        /// Limits.
        opt limit: OneOrMany<Limit>,
        /// Who pays: `coalition` or a path to a partner.
        opt paid_by: At<PathText>,
        /// What a refund does.
        opt on_refund: At<OnRefund>,
        /// What of a basket counts.
        opt basis: Basis,
        /// Higher goes first.
        opt priority: At<Whole>,
        /// Only the first of a group gives.
        opt group: At<Id>,
        /// Only the one of these that gives most gives.
        opt best_of: At<Id>,
        /// From when and until when.
        opt valid: Valid,
        /// How many there are.
        opt stock: At<Whole>,
        /// What people call it, by language.
        opt text: Texts,
    }
}

impl Named for Reward {
    const ONE: &'static str = "a reward";
    const ALL: &'static str = "the rewards";
    const EXAMPLE: &'static str = "{a_coffee: {pay: {points: 300}, give: {voucher: coffee}}}";
    const MOST: usize = crate::limits::RULES_MAX;
}

/// What a reward costs: neither points nor money when it is free.
#[derive(Clone, Debug)]
pub struct Pay {
    /// From which account, and how much.
    pub points: Option<(At<String>, Price)>,
    /// In money.
    pub money: Option<At<Scalar>>,
    /// Where it stands.
    pub place: crate::yaml::Span,
}

/// A price in points.
#[derive(Clone, Debug)]
pub enum Price {
    /// An amount.
    Amount(At<Amount>),
    /// So much for each step.
    Steps(PriceSteps),
}

record! {
    /// A price in steps: the buyer says how many.
    PriceSteps("a price in steps", "{each: 100, at_least: 500}") {
        /// The size of a step.
        req each: At<Scalar>,
        /// The fewest points; one step unless stated.
        opt at_least: At<Scalar>,
        /// The most points in one go.
        opt at_most: At<Scalar>,
    }
}

/// What a reward costs that costs nothing.
const FREE: &str = "free";

impl FromNode for Pay {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        if node.as_text() == Some(FREE) {
            return Some(Self { points: None, money: None, place: node.span });
        }
        let entries = reader.entries(node, "the price", "{points: 300}")?;
        let (mut points, mut money) = (None, None);
        let mut complete = true;
        for (name, node) in entries {
            if name.text == "money" {
                money = At::from_node(node, reader);
                complete &= money.is_some();
            } else if points.is_some() {
                reader.error(
                    "several-prices",
                    name.span,
                    "a reward is paid from one account, and in money besides",
                );
            } else {
                points = price(node, reader).map(|price| (key(name), price));
                complete &= points.is_some();
            }
        }
        if entries.is_empty() {
            reader.error(
                "missing-field",
                node.span,
                "the price is empty: for example {points: 300}, or `free`",
            );
        }
        (complete && !entries.is_empty()).then_some(Self { points, money, place: node.span })
    }
}

fn price(node: &Node, reader: &Reader) -> Option<Price> {
    let in_steps =
        matches!(&node.value, Value::Map(_)) && node.get("by").is_none() && node.get("steps").is_none();
    if in_steps {
        PriceSteps::from_node(node, reader).map(Price::Steps)
    } else {
        At::from_node(node, reader).map(Price::Amount)
    }
}

impl JsonSchema for Pay {
    fn schema_name() -> Cow<'static, str> {
        "Pay".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What it costs: an account and how much, and `money` besides; or `free`.",
            "anyOf": [
                { "const": FREE },
                {
                    "type": "object",
                    "properties": { "money": { "type": ["number", "string"], "pattern": "^[0-9]+([.][0-9]+)?$" } },
                    "additionalProperties": {
                        "anyOf": [generator.subschema_for::<Amount>(), generator.subschema_for::<PriceSteps>()]
                    },
                    "minProperties": 1,
                    "maxProperties": 2,
                },
            ],
        })
    }
}
