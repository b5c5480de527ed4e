//! Amounts: `30`, `1 per 1 PLN`, `5 per item`, `6 %`, `x2`, and maps of these by a value or in steps.

use super::collections::key;
use super::record::{At, FromNode};
use super::scalars::{PathText, YesNo};
use crate::diagnostic::Diagnostic;
use crate::limits::{AMOUNT_DEPTH_MAX, LIST_VALUES_MAX, STEPS_MAX};
use crate::yaml::{Node, Reader, Value, decimal_from_spelling};
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// How much, before it is known in which unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// A number of the unit.
    Fixed(Decimal),
    /// So much for every full so much of a unit.
    Rate {
        /// Given for each full step.
        gives: Decimal,
        /// The step.
        per: Decimal,
        /// The unit of the step.
        unit: String,
    },
    /// So much for each piece.
    PerItem(Decimal),
    /// A share, in percent.
    Percent(Decimal),
    /// A multiplier.
    Multiply(Decimal),
    /// By the value of a path.
    By {
        /// What decides.
        path: At<String>,
        /// Values and their amounts.
        cases: Vec<(At<String>, At<Amount>)>,
        /// For every other value.
        otherwise: Option<Box<At<Amount>>>,
    },
    /// By thresholds on the value of a path.
    Steps {
        /// What decides.
        path: At<String>,
        /// Thresholds and their amounts.
        steps: Vec<(At<String>, At<Amount>)>,
        /// Each slice at its own rate.
        marginal: bool,
    },
}

/// The spellings of an amount, for messages.
const SPELLINGS: &str =
    "an amount is `30`, `1 per 1 PLN`, `5 per item`, `6 %`, `x2`, or a map with `by` or `steps`";

impl FromNode for Amount {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        amount(node, reader, 1)
    }
}

fn amount(node: &Node, reader: &Reader, depth: usize) -> Option<Amount> {
    match &node.value {
        Value::Scalar(scalar) => match from_spelling(&scalar.text) {
            Ok(amount) => Some(amount),
            Err(help) => {
                let message =
                    format!("`{}` is not an amount", scalar.text.chars().take(40).collect::<String>());
                reader.report(Diagnostic::error("bad-amount", node.span, message).with_help(help));
                None
            }
        },
        Value::Map(_) if depth == AMOUNT_DEPTH_MAX => {
            let message = format!("amounts stand within amounts at most {AMOUNT_DEPTH_MAX} levels deep");
            reader.error("too-deep", node.span, message);
            None
        }
        Value::Map(_) if node.get("steps").is_some() => steps(node, reader, depth),
        Value::Map(_) if node.get("by").is_some() => by(node, reader, depth),
        Value::Map(_) => {
            let message = "an amount that is a map has `by` or `steps`";
            let help = "for example {by: member.tier, silver: x1.25, gold: x1.5}";
            reader.report(Diagnostic::error("bad-amount", node.span, message).with_help(help));
            None
        }
        _ => {
            reader.expected(node, "an amount such as `30`, `1 per 1 PLN`, `6 %` or `x2`");
            None
        }
    }
}

/// Reads the spelling of an amount; the error says how to mend it.
pub(crate) fn from_spelling(text: &str) -> Result<Amount, String> {
    let number = |text: &str| {
        decimal_from_spelling(text.trim_end()).map_err(|error| match error.meant() {
            Some(meant) => format!("write {meant}: {error}"),
            None => SPELLINGS.to_owned(),
        })
    };
    if let Some(factor) = text.strip_prefix('x') {
        return number(factor).map(Amount::Multiply);
    }
    if let Some(factor) = text.strip_suffix('x') {
        return Err(format!("write x{}", factor.trim_end()));
    }
    if let Some(share) = text.strip_suffix('%') {
        return number(share).map(Amount::Percent);
    }
    let Some((gives, per)) = text.split_once(" per ") else {
        return number(text).map(Amount::Fixed).map_err(|help| match text.split_once(' ') {
            Some((number, "points" | "point" | "percent")) => {
                format!("write {number} without a word, or `{number} %`")
            }
            _ => help,
        });
    };
    let gives = number(gives)?;
    if per == "item" {
        return Ok(Amount::PerItem(gives));
    }
    let how_much = || "say for how much of what, such as `1 per 1 PLN`, or write `1 per item`".to_owned();
    let (per, unit) = per.split_once(' ').ok_or_else(how_much)?;
    Ok(Amount::Rate { gives, per: number(per)?, unit: unit.to_owned() })
}

fn by(node: &Node, reader: &Reader, depth: usize) -> Option<Amount> {
    let entries = reader.entries(node, "an amount", "{by: member.tier, gold: x1.5}")?;
    too_many(entries.len(), LIST_VALUES_MAX, node, reader);
    let path = node.get("by").and_then(|node| path(node, reader));
    let otherwise = node.get("else").and_then(|node| at(node, reader, depth + 1));
    let cases: Vec<_> = entries
        .iter()
        .filter(|(name, _)| name.text != "by" && name.text != "else")
        .take(LIST_VALUES_MAX)
        .filter_map(|(name, node)| Some((key(name), at(node, reader, depth + 1)?)))
        .collect();
    if entries.len() <= 1 + usize::from(node.get("else").is_some()) {
        reader.error("no-cases", node.span, "this amount has no case: which values give how much?");
        return None;
    }
    Some(Amount::By { path: path?, cases, otherwise: otherwise.map(Box::new) })
}

fn steps(node: &Node, reader: &Reader, depth: usize) -> Option<Amount> {
    let entries = reader.entries(node, "an amount", "{steps: lines.amount, 0: 1 %, 1000.00: 2 %}")?;
    too_many(entries.len(), STEPS_MAX, node, reader);
    let path = node.get("steps").and_then(|node| path(node, reader));
    let marginal =
        node.get("marginal").and_then(|node| YesNo::from_node(node, reader)).is_some_and(|yes| yes.0);
    let steps: Vec<_> = entries
        .iter()
        .filter(|(name, _)| name.text != "steps" && name.text != "marginal")
        .take(STEPS_MAX)
        .filter_map(|(name, node)| Some((key(name), at(node, reader, depth + 1)?)))
        .collect();
    if entries.len() <= 1 + usize::from(node.get("marginal").is_some()) {
        reader.error("no-cases", node.span, "this amount has no step: from which value on how much?");
        return None;
    }
    Some(Amount::Steps { path: path?, steps, marginal })
}

fn path(node: &Node, reader: &Reader) -> Option<At<String>> {
    At::<PathText>::from_node(node, reader).map(|path| At { value: path.value.0, place: path.place })
}

fn at(node: &Node, reader: &Reader, depth: usize) -> Option<At<Amount>> {
    amount(node, reader, depth).map(|value| At { value, place: node.span })
}

fn too_many(found: usize, most: usize, node: &Node, reader: &Reader) {
    if found > most + 2 {
        reader.error("too-many", node.span, format!("{found} entries; at most {most} are allowed"));
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let number = "[0-9]+([.][0-9]+)?";
        let spelling =
            format!("^-?{number}$|^x{number}$|^{number} ?%$|^{number} per (item|{number} [A-Za-z_-]+)$");
        let amount = json_schema!({ "$ref": "#/$defs/Amount" });
        let path = generator.subschema_for::<PathText>();
        let yes_no = generator.subschema_for::<YesNo>();
        json_schema!({
            "description": "`30`, `1 per 1 PLN`, `5 per item`, `6 %`, `x2`, by a value (`{by: member.tier, gold: x1.5, else: x1}`) \
                            or in steps (`{steps: lines.amount, 0: 1 %, 1000.00: 2 %}`).",
            "anyOf": [
                { "type": "number" },
                { "type": "string", "pattern": spelling },
                { "type": "object", "properties": { "by": path }, "required": ["by"], "additionalProperties": amount },
                {
                    "type": "object",
                    "properties": { "steps": path, "marginal": yes_no },
                    "required": ["steps"],
                    "patternProperties": { "^-?[0-9]+([.][0-9]+)?$": amount },
                    "additionalProperties": false,
                },
            ]
        })
    }
}
