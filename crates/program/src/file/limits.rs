//! Limits: how much of something, for whom, in which period.

use super::collections::key;
use super::record::{At, FromNode, record, words};
use super::scalars::{Name, PathText, Scalar};
use crate::diagnostic::Diagnostic;
use crate::yaml::{Node, Reader, Value};
use coterie_calendar::Period;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use std::borrow::Cow;

/// A limit.
#[derive(Clone, Debug)]
pub struct Limit {
    /// What is limited: an account's name, `discount` or `times`.
    pub of: At<String>,
    /// At most this much.
    pub most: At<Scalar>,
    /// For whom and in which period.
    pub scope: Scope,
}

record! {
    /// For whom and in which period a limit counts.
    Scope("a limit", "{points: 5000, per: member, every: month}") {
        /// For each record at the end of this path, or each `event`; absent for the whole coalition.
        opt per: At<PathText>,
        /// The period; for ever unless stated.
        opt every: At<Every>,
        /// The name of a budget on which several rules draw.
        opt shared: At<Name>,
    }
}

words! {
    /// The period of a limit.
    Every("the period of a limit") {
        /// A day.
        Day = "day",
        /// A week.
        Week = "week",
        /// A month.
        Month = "month",
        /// A quarter.
        Quarter = "quarter",
        /// A year.
        Year = "year",
        /// All time.
        Always = "always",
    }
}

impl Every {
    /// The calendar period; none for ever.
    pub fn period(self) -> Option<Period> {
        Some(match self {
            Self::Day => Period::Day,
            Self::Week => Period::Week,
            Self::Month => Period::Month,
            Self::Quarter => Period::Quarter,
            Self::Year => Period::Year,
            Self::Always => return None,
        })
    }
}

impl FromNode for Limit {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, "a limit", Scope::SHAPE.example)?;
        let (scope, amounts): (Vec<_>, Vec<_>) =
            entries.iter().cloned().partition(|(key, _)| Scope::SHAPE.fields.contains(&key.text.as_str()));
        let scope = Scope::from_node(&Node { span: node.span, value: Value::Map(scope) }, reader);
        let [(of, most), rest @ ..] = amounts.as_slice() else {
            reader.report(
                Diagnostic::error(
                    "missing-field",
                    node.span,
                    "a limit says of what: an account, `discount` or `times`",
                )
                .with_help(format!("for example {}", Scope::SHAPE.example)),
            );
            return None;
        };
        for (second, _) in rest {
            let message = format!("one limit is of one thing, not of `{}` and `{}`", of.text, second.text);
            reader.report(
                Diagnostic::error("several-limits", second.span, message)
                    .with_help("write a list: limit: [{…}, {…}]"),
            );
        }
        Some(Self { of: key(of), most: At::from_node(most, reader)?, scope: scope? })
    }
}

impl JsonSchema for Limit {
    fn schema_name() -> Cow<'static, str> {
        "Limit".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Scope::json_schema(generator);
        schema.insert(
            "additionalProperties".to_owned(),
            serde_json::json!({ "type": ["number", "string"], "pattern": "^[0-9]+([.][0-9]+)?$" }),
        );
        schema.insert(
            "description".to_owned(),
            "An account, `discount` or `times` and how much, for whom, in which period.".into(),
        );
        schema
    }
}
