//! `accounts`: what records hold.

use super::collections::Named;
use super::record::{At, FromNode, record, words};
use super::scalars::{Length, Name};
use super::types::RecordKind;
use crate::yaml::{Node, Reader};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

record! {
    /// An account that each record of a kind holds.
    Account("an account", "{of: member, unit: point, expires: {after: 12 months}}") {
        /// Who holds it.
        req of: At<RecordKind>,
        /// In which unit: a kind of points or a currency.
        req unit: At<Name>,
        /// How amounts are rounded: points down, money half_up unless stated.
        opt rounds: Rounds,
        /// When a credit becomes available: after a length of time, or on approval. At once unless stated.
        opt pending: Pending,
        /// When a credit expires. Never unless stated.
        opt expires: Expires,
        /// Members of a household hold it together.
        opt pool: At<Pool>,
    }
}

impl Named for Account {
    const ONE: &'static str = "an account";
    const ALL: &'static str = "the accounts";
    const EXAMPLE: &'static str = "{points: {of: member, unit: point}}";
    const MOST: usize = crate::limits::NAMES_MAX;
}

words! {
    /// A way of rounding.
    Rounds("a way of rounding") {
        /// Towards zero.
        Down = "down",
        /// Away from zero.
        Up = "up",
        /// To the nearest, halves away from zero.
        HalfUp = "half_up",
        /// To the nearest, halves to the even one.
        HalfEven = "half_even",
    }
}

words! {
    /// With whom an account is held.
    Pool("with whom an account is held together") {
        /// The members of a household.
        Household = "household",
    }
}

words! {
    /// The end of a calendar period.
    PeriodEnd("the end of a period") {
        /// The first instant of the next month.
        Month = "month_end",
        /// The first instant of the next quarter.
        Quarter = "quarter_end",
        /// The first instant of the next year.
        Year = "year_end",
    }
}

/// When a credit becomes available.
#[derive(Clone, Debug)]
pub enum Pending {
    /// At once, whatever the account says.
    None,
    /// When it is approved.
    Approval,
    /// After a length of time.
    For(Length),
}

impl FromNode for Pending {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        match node.as_text() {
            Some("none") => Some(Self::None),
            Some("approval") => Some(Self::Approval),
            _ => Length::from_node(node, reader).map(Self::For),
        }
    }
}

impl JsonSchema for Pending {
    fn schema_name() -> Cow<'static, str> {
        "Pending".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "enum": ["none", "approval"] }, generator.subschema_for::<Length>()] })
    }
}

/// When a credit expires.
#[derive(Clone, Debug)]
pub enum Expires {
    /// Never, whatever the account says.
    Never,
    /// At a time.
    When(When),
}

impl FromNode for Expires {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        match node.as_text() {
            Some("never") => Some(Self::Never),
            _ => When::from_node(node, reader).map(Self::When),
        }
    }
}

impl JsonSchema for Expires {
    fn schema_name() -> Cow<'static, str> {
        "Expires".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "const": "never" }, generator.subschema_for::<When>()] })
    }
}

record! {
    /// When a credit expires: `{after: 12 months, at: month_end}`, `{at: year_end}` or `{idle: 90 days}`.
    When("an expiry", "never or {after: 12 months, at: month_end}") {
        /// This long after it was given.
        opt after: At<Length>,
        /// At the end of the period.
        opt at: At<PeriodEnd>,
        /// When the account has seen neither earning nor spending for this long.
        opt idle: At<Length>,
    }
}
