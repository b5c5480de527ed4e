//! `tests`: given records, events, and what is expected of them.

use super::collections::{Map, Named, OneOrMany, key};
use super::record::{At, FromNode, record};
use super::scalars::{ForeignId, Name, Scalar};
use crate::yaml::{Node, Reader, Span, Value};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

record! {
    /// A test: given records, then events, then what is expected.
    Test("a test", "{events: [{id: e1, at: 2026-03-07T18:30, purchase: {…}}], expect: [{after: e1, …}]}") {
        /// Records with their attributes, relations, tiers and lots.
        opt given: Map<Given>,
        /// What happens, in this order.
        opt events: Events,
        /// What is expected.
        opt expect: OneOrMany<Expect>,
    }
}

impl Named for Test {
    const ONE: &'static str = "a test";
    const ALL: &'static str = "the tests";
    const EXAMPLE: &'static str = "{anna_earns: {events: […], expect: […]}}";
    const MOST: usize = crate::limits::RULES_MAX;
}

/// A record and what is known of it.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its attributes, relations, tiers, lots.
    pub known: Vec<(At<String>, Known)>,
}

/// One thing known of a record.
#[derive(Clone, Debug)]
pub enum Known {
    /// A value, or several.
    Values(Vec<At<Scalar>>),
    /// A related record and since when.
    Since(Since),
    /// Lots of an account.
    Lots(Vec<Lot>),
}

record! {
    /// A related record and since when.
    Since("a relation", "{is: kasia, since: 2026-03-01}") {
        /// The record.
        req is: At<Scalar>,
        /// Since when.
        opt since: At<Scalar>,
    }
}

/// What an account of the record holds.
#[derive(Clone, Debug)]
pub struct Lot {
    /// Of which account.
    pub account: At<String>,
    /// How much.
    pub amount: At<Scalar>,
    /// When it expires.
    pub expires: Option<At<Scalar>>,
    /// When it becomes available.
    pub available: Option<At<Scalar>>,
}

record! {
    /// When a lot expires and becomes available.
    LotTimes("a lot", "{points: 150, expires: 2026-01-01}") {
        /// When it expires.
        opt expires: At<Scalar>,
        /// When it becomes available.
        opt available: At<Scalar>,
    }
}

/// The key under which a record's lots stand.
pub(crate) const LOTS: &str = "lots";

impl Named for Given {
    const ONE: &'static str = "a record";
    const ALL: &'static str = "the given records";
    const EXAMPLE: &'static str = "{anna: {inviter: bartek}}";
    const MOST: usize = crate::limits::PARTNERS_MAX;
    const FOREIGN: bool = true;
}

impl FromNode for Given {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        if node.is_null() {
            return Some(Self { known: Vec::new() });
        }
        let entries = reader.entries(node, "a record", Self::EXAMPLE)?;
        Some(Self {
            known: entries
                .iter()
                .filter_map(|(name, node)| Some((key(name), known(&name.text, node, reader)?)))
                .collect(),
        })
    }
}

fn known(name: &str, node: &Node, reader: &Reader) -> Option<Known> {
    if name == LOTS {
        let lots = reader.list_or_one(node).into_iter().filter_map(|node| lot(node, reader)).collect();
        return Some(Known::Lots(lots));
    }
    if node.is_map() {
        return Since::from_node(node, reader).map(Known::Since);
    }
    OneOrMany::<At<Scalar>>::from_node(node, reader).map(|values| Known::Values(values.0))
}

fn lot(node: &Node, reader: &Reader) -> Option<Lot> {
    let entries = reader.entries(node, "a lot", LotTimes::SHAPE.example)?;
    let (times, amounts): (Vec<_>, Vec<_>) =
        entries.iter().cloned().partition(|(key, _)| LotTimes::SHAPE.fields.contains(&key.text.as_str()));
    let times = LotTimes::from_node(&Node { span: node.span, value: Value::Map(times) }, reader)?;
    let [(account, amount)] = amounts.as_slice() else {
        reader.error(
            "missing-field",
            node.span,
            "a lot names one account and how much, such as {points: 150}",
        );
        return None;
    };
    let amount = At::from_node(amount, reader)?;
    Some(Lot { account: key(account), amount, expires: times.expires, available: times.available })
}

impl JsonSchema for Given {
    fn schema_name() -> Cow<'static, str> {
        "Given".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "const": null }, { "type": "object" }] })
    }
}

/// Events as they are written: what they mean is for the door through which all events come.
#[derive(Clone, Debug)]
pub struct Events(pub Vec<Node>);

impl FromNode for Events {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let events = reader.list(node, "the events")?;
        for event in events.iter().filter(|event| !event.is_map()) {
            reader.expected(event, "an event such as {id: e1, at: 2026-03-07T18:30, purchase: {…}}");
        }
        Some(Self(events.iter().filter(|event| event.is_map()).cloned().collect()))
    }
}

impl JsonSchema for Events {
    fn schema_name() -> Cow<'static, str> {
        "Events".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": {
                "type": "object",
                "properties": { "id": { "type": ["string", "number"] }, "at": { "type": "string" }, "source": { "type": "string" } },
                "required": ["at"],
            }
        })
    }
}

record! {
    /// What is expected after an event or at a moment.
    Expect("an expectation", "{after: e1, pending: {anna.points: 480}}") {
        /// After this event …
        opt after: At<ForeignId>,
        /// … or at this moment, when everything due by then is done.
        opt at: At<Scalar>,
        /// What an account holds, pending included.
        opt balance: Amounts,
        /// What of it can be spent.
        opt available: Amounts,
        /// What is not available yet.
        opt pending: Amounts,
        /// What expired.
        opt expired: Amounts,
        /// The tiers held.
        opt tier: Amounts,
        /// Measures.
        opt measure: Amounts,
        /// What rules gave for the event: an amount, or amounts by account.
        opt gave: Nested,
        /// Money off: in all, or of lines by their ids.
        opt discount: OneOrMap,
        /// What goes back to each tender.
        opt money_back: Amounts,
        /// The money part of a reward's price.
        opt to_pay: At<Scalar>,
        /// Voucher names, by record.
        opt vouchers: Names,
        /// Messages by name, by record.
        opt messages: Names,
        /// That the event is refused, and why.
        opt refused: Refused,
        /// Why a rule gave nothing: what its condition read and needed.
        opt why_not: Nested,
        /// A partner's settlement.
        opt settlement: Nested,
    }
}

/// Values by name.
#[derive(Clone, Debug)]
pub struct Amounts(pub Vec<(At<String>, At<Scalar>)>);

impl FromNode for Amounts {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, "expected values", "{anna.points: 480}")?;
        Some(Self(
            entries
                .iter()
                .filter_map(|(name, node)| Some((key(name), At::from_node(node, reader)?)))
                .collect(),
        ))
    }
}

impl JsonSchema for Amounts {
    fn schema_name() -> Cow<'static, str> {
        "ExpectedValues".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<Scalar>() })
    }
}

/// Values, or maps of values, by name.
#[derive(Clone, Debug)]
pub struct Nested(pub Vec<(At<String>, OneOrMap)>);

/// A value or a map of values.
#[derive(Clone, Debug)]
pub enum OneOrMap {
    /// A value.
    One(At<Scalar>),
    /// Values by name.
    Map(Amounts),
}

impl FromNode for Nested {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, "expected values", "{a_rule: 30}")?;
        Some(Self(
            entries
                .iter()
                .filter_map(|(name, node)| Some((key(name), OneOrMap::from_node(node, reader)?)))
                .collect(),
        ))
    }
}

impl FromNode for OneOrMap {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        if node.is_map() {
            return Amounts::from_node(node, reader).map(Self::Map);
        }
        At::from_node(node, reader).map(Self::One)
    }
}

impl JsonSchema for OneOrMap {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "ExpectedOneOrMap".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<Scalar>();
        json_schema!({ "anyOf": [value, generator.subschema_for::<Amounts>()] })
    }
}

impl JsonSchema for Nested {
    fn schema_name() -> Cow<'static, str> {
        "ExpectedNested".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<OneOrMap>() })
    }
}

/// Names by record.
#[derive(Clone, Debug)]
pub struct Names(pub Vec<(At<String>, Vec<At<Name>>)>);

impl FromNode for Names {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, "names by record", "{anna: [coffee]}")?;
        let names = |node: &Node| {
            reader.list_or_one(node).into_iter().filter_map(|item| At::from_node(item, reader)).collect()
        };
        Some(Self(entries.iter().map(|(record, node)| (key(record), names(node))).collect()))
    }
}

impl JsonSchema for Names {
    fn schema_name() -> Cow<'static, str> {
        "ExpectedNames".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "additionalProperties": { "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] },
        })
    }
}

/// Why an event is refused.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The reason's code; none when any reason will do.
    pub reason: Option<At<Name>>,
    /// What would satisfy it.
    pub would_do: Option<At<Scalar>>,
    /// What it concerns.
    pub about: Option<At<String>>,
    /// Where it stands.
    pub place: Span,
}

record! {
    /// Why an event is refused, and what would do.
    RefusedMap("a refusal", "{reason: not_enough, would_do: 40}") {
        /// The reason's code.
        opt reason: At<Name>,
        /// What would satisfy it.
        opt would_do: At<Scalar>,
        /// What it concerns: a field, a rule, an account, a record.
        opt about: At<Scalar>,
    }
}

impl FromNode for Refused {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        if node.is_map() {
            let map = RefusedMap::from_node(node, reader)?;
            let about = map.about.map(|about| At { value: about.value.text, place: about.place });
            return Some(Self { reason: map.reason, would_do: map.would_do, about, place: node.span });
        }
        let reason = At::<Name>::from_node(node, reader)?;
        let any = reason.value.0 == "yes" || reason.value.0 == "true";
        Some(Self { reason: (!any).then_some(reason), would_do: None, about: None, place: node.span })
    }
}

impl JsonSchema for Refused {
    fn schema_name() -> Cow<'static, str> {
        "Refused".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, { "const": true }, generator.subschema_for::<RefusedMap>()] })
    }
}
