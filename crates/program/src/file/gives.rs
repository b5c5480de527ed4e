//! What a rule gives: to whom, one thing, and how.

use super::accounts::{Expires, Pending};
use super::amounts::Amount;
use super::collections::key;
use super::record::{At, FromNode, record, words};
use super::scalars::{Id, Length, Name, PathText, Scalar};
use crate::diagnostic::Diagnostic;
use crate::yaml::{Node, Reader, Value};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// One thing that a rule gives.
#[derive(Clone, Debug)]
pub struct Give {
    /// What.
    pub thing: Thing,
    /// To whom and how.
    pub how: How,
}

/// What is given.
#[derive(Clone, Debug)]
pub enum Thing {
    /// An amount of an account.
    Credit(At<String>, At<Amount>),
    /// Money off.
    Discount(At<Amount>),
    /// A voucher code.
    Voucher(At<Id>),
    /// A product.
    Product(At<Name>),
    /// A ticket.
    Ticket(At<Id>),
    /// Access.
    Access(At<Id>),
    /// A donation.
    Donation(At<Amount>),
    /// A message.
    Message(At<Id>),
    /// A tier.
    Tier(TierGift),
}

/// The words for what is given, beside the names of accounts.
pub(crate) const THINGS: &[&str] =
    &["discount", "voucher", "product", "ticket", "access", "donation", "message", "tier"];

record! {
    /// To whom something is given, and how.
    How("a gift", "{points: 30}") {
        /// To whom, when not to the rule's `who`.
        opt to: At<PathText>,
        /// What a percentage or rate is taken of: a measure, a field, a rule, or `{rest: rule}`.
        opt of: Of,
        /// What multiplies the amount: a number, or a path to one.
        opt times: At<Scalar>,
        /// `line` rounds line by line.
        opt each: At<Each>,
        /// When it becomes available, when not as the account says.
        opt pending: At<Pending>,
        /// When it expires, when not as the account says.
        opt expires: At<Expires>,
        /// The most that a discount may be: money or a share.
        opt at_most: At<Amount>,
        /// For how long a voucher is valid.
        opt valid: At<Length>,
        /// At which partner a voucher is honoured.
        opt at: At<Name>,
    }
}

/// What a percentage or rate is taken of.
#[derive(Clone, Debug)]
pub enum Of {
    /// A path or a rule.
    Named(At<String>),
    /// What is left of what a rule gave.
    Rest(At<String>),
}

words! {
    /// How far an amount is rounded.
    Each("how amounts are rounded") {
        /// Once for the purchase.
        Purchase = "purchase",
        /// Line by line.
        Line = "line",
    }
}

record! {
    /// A tier given by a rule.
    TierGift("a tier", "{level: gold, until: 12 months}") {
        /// The step.
        req level: At<Name>,
        /// For how long.
        opt until: At<Length>,
        /// The tier set, when the program has several.
        opt set: At<Name>,
    }
}

impl FromNode for Give {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, "a gift", "{points: 30}")?;
        let (how, things): (Vec<_>, Vec<_>) =
            entries.iter().cloned().partition(|(key, _)| How::SHAPE.fields.contains(&key.text.as_str()));
        let how = How::from_node(&Node { span: node.span, value: Value::Map(how) }, reader);
        let things_given: Vec<_> = things.iter().map(|(name, node)| thing(name, node, reader)).collect();
        match things.as_slice() {
            [] => {
                reader.report(
                    Diagnostic::error("missing-field", node.span, "nothing is given here")
                        .with_help("name an account and an amount, for example {points: 30}"),
                );
                return None;
            }
            [_] => {}
            [(first, _), (second, _), ..] => {
                let message = format!("one gift gives one thing, not `{}` and `{}`", first.text, second.text);
                reader.report(
                    Diagnostic::error("several-gifts", second.span, message)
                        .with_also(first.span, "the first thing")
                        .with_help("write a list: give: [{…}, {…}]"),
                );
            }
        }
        Some(Self { thing: things_given.into_iter().next()??, how: how? })
    }
}

fn thing(name: &crate::yaml::Key, node: &Node, reader: &Reader) -> Option<Thing> {
    match name.text.as_str() {
        "discount" => At::from_node(node, reader).map(Thing::Discount),
        "voucher" => At::from_node(node, reader).map(Thing::Voucher),
        "product" => At::from_node(node, reader).map(Thing::Product),
        "ticket" => At::from_node(node, reader).map(Thing::Ticket),
        "access" => At::from_node(node, reader).map(Thing::Access),
        "donation" => At::from_node(node, reader).map(Thing::Donation),
        "message" => At::from_node(node, reader).map(Thing::Message),
        // A tier set may have the same name as this word; a gift of a tier is always written as a map with `level`.
        "tier" => TierGift::from_node(node, reader).map(Thing::Tier),
        _ => At::from_node(node, reader).map(|amount| Thing::Credit(key(name), amount)),
    }
}

impl JsonSchema for Give {
    fn schema_name() -> Cow<'static, str> {
        "Give".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = How::json_schema(generator);
        let amount = generator.subschema_for::<Amount>().to_value();
        let id = generator.subschema_for::<Id>().to_value();
        let name = generator.subschema_for::<Name>().to_value();
        let tier = generator.subschema_for::<TierGift>().to_value();
        if let Some(properties) = schema.get_mut("properties").and_then(|p| p.as_object_mut()) {
            for thing in THINGS {
                let value = match *thing {
                    "discount" | "donation" => &amount,
                    "product" => &name,
                    "tier" => &tier,
                    _ => &id,
                };
                properties.insert((*thing).to_owned(), value.clone());
            }
        }
        schema.insert("additionalProperties".to_owned(), amount);
        schema.insert(
            "description".to_owned(),
            "To whom, one thing (an account and an amount …), and how.".into(),
        );
        schema
    }
}

impl FromNode for Of {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        if !node.is_map() {
            let text = reader.text(node, "a measure, a field or a rule")?;
            return Some(Self::Named(At { value: text.to_owned(), place: node.span }));
        }
        Rest::from_node(node, reader)
            .map(|rest| Self::Rest(At { value: rest.rest.value.0, place: rest.rest.place }))
    }
}

record! {
    /// What other rules leave of what a rule gave.
    Rest("the rest of a rule", "{rest: a_rule}") {
        /// The rule.
        req rest: At<Name>,
    }
}

impl JsonSchema for Of {
    fn schema_name() -> Cow<'static, str> {
        "Of".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, generator.subschema_for::<Rest>()] })
    }
}
