//! `tiers`: named sets of steps on a measure.

use super::accounts::PeriodEnd;
use super::collections::{Named, OneOrMany, key};
use super::record::{At, FromNode, record, words};
use super::scalars::{Length, Name, Scalar};
use super::types::RecordKind;
use crate::limits::STEPS_MAX;
use crate::yaml::{Node, Reader};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

record! {
    /// A set of tiers. With neither `up` nor `down` it is judged when read; otherwise it is held.
    TierSet("a tier set", "{of: member, by: earned, steps: {green: 0, silver: 500}}") {
        /// Of which kind of record.
        req of: At<RecordKind>,
        /// By which measure.
        req by: At<Name>,
        /// The steps and from which value of the measure each is reached, ascending.
        req steps: Steps,
        /// When a record rises.
        opt up: At<Up>,
        /// When a record falls.
        opt down: At<Down>,
        /// Accounts that are emptied at each period's end.
        opt resets: OneOrMany<At<Name>>,
    }
}

impl Named for TierSet {
    const ONE: &'static str = "a tier set";
    const ALL: &'static str = "the tiers";
    const EXAMPLE: &'static str = "{tier: {of: member, by: earned, steps: {green: 0, silver: 500}}}";
    const MOST: usize = crate::limits::NAMES_MAX;
}

/// Steps and their thresholds, in the order of the file.
#[derive(Clone, Debug)]
pub struct Steps(pub Vec<(At<String>, At<Scalar>)>);

impl FromNode for Steps {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, "the steps", "{green: 0, silver: 500}")?;
        if entries.is_empty() || entries.len() > STEPS_MAX {
            let message = format!("a tier set has 1 to {STEPS_MAX} steps, found {}", entries.len());
            reader.error("too-many", node.span, message);
            return None;
        }
        let mut steps = Vec::new();
        for (name, value) in entries {
            let valid = reader.id(name, "a step").is_some();
            if let (true, Some(value)) = (valid, At::from_node(value, reader)) {
                steps.push((key(name), value));
            }
        }
        Some(Self(steps))
    }
}

impl JsonSchema for Steps {
    fn schema_name() -> Cow<'static, str> {
        "TierSteps".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "patternProperties": { "^[a-z][a-z0-9_-]{0,62}$": { "type": ["number", "string"] } },
            "additionalProperties": false,
            "minProperties": 1,
        })
    }
}

words! {
    /// When a record rises.
    Up("when a tier rises") {
        /// As soon as the measure reaches the step.
        AtOnce = "at_once",
        /// At the end of the period of `down`.
        AtPeriodEnd = "at_period_end",
    }
}

words! {
    /// How far a record falls.
    FallBy("how far a tier falls") {
        /// One step at a time.
        OneStep = "one_step",
        /// To the step that its measure reaches.
        ToJudged = "to_judged",
    }
}

/// When a record falls.
#[derive(Clone, Debug)]
pub enum Down {
    /// Never.
    Never,
    /// As said.
    When(DownWhen),
}

record! {
    /// When and how a record falls.
    DownWhen("a tier's fall", "{at: year_end, grace: 60 days, by: one_step}") {
        /// It is judged at the end of each period …
        opt at: At<PeriodEnd>,
        /// … or each time this long after the step was reached.
        opt every: At<Length>,
        /// How long a lower judgement waits before it takes effect.
        opt grace: At<Length>,
        /// How far it falls; to what is judged unless stated.
        opt by: At<FallBy>,
    }
}

impl FromNode for Down {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        match node.as_text() {
            Some("never") => Some(Self::Never),
            _ => DownWhen::from_node(node, reader).map(Self::When),
        }
    }
}

impl JsonSchema for Down {
    fn schema_name() -> Cow<'static, str> {
        "Down".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "const": "never" }, generator.subschema_for::<DownWhen>()] })
    }
}
