//! `defaults` and `rules`.

use super::collections::{Named, OneOrMany};
use super::conditions::Conditions;
use super::gives::Give;
use super::limits::Limit;
use super::record::{At, FromNode, record, words};
use super::scalars::{Id, Length, Name, PathText, PeriodWord, Scalar, TimeText, Whole};
use super::words::Texts;
use crate::yaml::{Node, Reader};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

record! {
    /// What holds for every rule that does not say otherwise.
    Defaults("the defaults", "{when: purchase, who: member, paid_by: purchase.partner}") {
        /// What sets a rule off.
        opt when: At<When>,
        /// Who benefits.
        opt who: At<PathText>,
        /// Who pays.
        opt paid_by: At<PathText>,
        /// What a refund does.
        opt on_refund: At<OnRefund>,
        /// How several multipliers stack.
        opt multipliers: At<Stacking>,
        /// What of a purchase counts.
        opt basis: Basis,
    }
}

record! {
    /// A rule: when, who, if, for, give, limit, who pays, and what a refund does.
    Rule("a rule", "{give: {points: 1 per 1 PLN}}") {
        /// What sets it off: an event, a list of them, `{clock: …}`, `{close: …}`, `{expiring: …}`, `{rise: …}`, `{fall: …}`.
        opt when: At<When>,
        /// Who benefits: a path to a record.
        opt who: At<PathText>,
        /// All this must hold.
        opt conditions as "if": Conditions,
        /// The rule rests on the lines that meet all this.
        opt lines as "for": Conditions,
        /// A condition in CEL for the rest.
        opt also: At<Scalar>,
        /// What it gives.
        req give: OneOrMany<Give>,
        /// Limits.
        opt limit: OneOrMany<Limit>,
        /// Who pays: `coalition` or a path to a partner.
        opt paid_by: At<PathText>,
        /// What a refund does.
        opt on_refund: At<OnRefund>,
        /// What of a purchase counts.
        opt basis: Basis,
        /// Higher goes first.
        opt priority: At<Whole>,
        /// Only the first of a group gives.
        opt group: At<Id>,
        /// Only the one of these that gives most gives.
        opt best_of: At<Id>,
        /// From when and until when.
        opt valid: Valid,
        /// What people call it, by language.
        opt text: Texts,
    }
}

impl Named for Rule {
    const ONE: &'static str = "a rule";
    const ALL: &'static str = "the rules";
    const EXAMPLE: &'static str = "{a_point_per_zloty: {give: {points: 1 per 1 PLN}}}";
    const MOST: usize = crate::limits::RULES_MAX;
}

/// What sets a rule off.
#[derive(Clone, Debug)]
pub enum When {
    /// An event, or one of several.
    Events(Vec<At<String>>),
    /// Yearly on the anniversary of a date.
    Clock(Clock),
    /// The close of a period.
    Close(Close),
    /// Points about to expire.
    Expiring(Expiring),
    /// A rise in a tier set.
    Rise(Rise),
    /// A fall in a tier set.
    Fall(FallOf),
}

record! {
    /// Yearly on the anniversary of a date attribute, for each record that has it.
    Clock("a yearly time", "{clock: member.birthday, at: \"09:00\"}") {
        /// The date.
        req clock: At<PathText>,
        /// At this time of day; midnight unless stated.
        opt at: At<TimeText>,
    }
}

record! {
    /// When a period closes, for each record.
    Close("the close of a period", "{close: month}") {
        /// The kind of period.
        req close: At<PeriodWord>,
    }
}

record! {
    /// Some time before points expire.
    Expiring("points about to expire", "{expiring: points, before: 14 days}") {
        /// The account.
        req expiring: At<Name>,
        /// How long before.
        req before: At<Length>,
    }
}

record! {
    /// When a record rises in a tier set.
    Rise("a rise", "{rise: tier}") {
        /// The tier set.
        req rise: At<Name>,
    }
}

record! {
    /// When a record falls in a tier set.
    FallOf("a fall", "{fall: tier}") {
        /// The tier set.
        req fall: At<Name>,
    }
}

words! {
    /// What a refund does to a gift.
    OnRefund("what a refund does") {
        /// The gift is kept in proportion to the lines that remain.
        ByLine = "by_line",
        /// The rule is applied again to what remains.
        Recompute = "recompute",
        /// The gift is lost when nothing remains.
        OnlyWhenAllIsReturned = "only_when_all_is_returned",
        /// The gift stays.
        Never = "never",
    }
}

words! {
    /// How several multipliers stack.
    Stacking("how multipliers stack") {
        /// x2 and x1.5 make x3.
        Multiply = "multiply",
        /// x2 and x1.5 make x2.5.
        Add = "add",
    }
}

words! {
    /// Before or after discounts.
    BeforeAfter("`before` or `after`") {
        /// Before.
        Before = "before",
        /// After.
        After = "after",
    }
}

words! {
    /// Included or excluded.
    Included("`included` or `excluded`") {
        /// Included.
        Included = "included",
        /// Excluded.
        Excluded = "excluded",
    }
}

record! {
    /// What of a purchase counts.
    Basis("a basis", "{discounts: after, tax: included, shipping: excluded, points: included}") {
        /// Before or after discounts.
        opt discounts: At<BeforeAfter>,
        /// Tax.
        opt tax: At<Included>,
        /// Shipping.
        opt shipping: At<Included>,
        /// What was paid in points.
        opt points: At<Included>,
    }
}

record! {
    /// From when and until when.
    Valid("a validity", "{from: 2026-12-01, until: 2027-01-01}") {
        /// From this moment on.
        opt from: At<Scalar>,
        /// Until before this moment.
        opt until: At<Scalar>,
    }
}

impl FromNode for When {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        if !node.is_map() {
            let kinds: Vec<_> = reader
                .list_or_one(node)
                .into_iter()
                .filter_map(|node| {
                    let text = reader.text(node, "an event")?;
                    Some(At { value: text.to_owned(), place: node.span })
                })
                .collect();
            if node.is_list() && kinds.is_empty() {
                reader.error("empty-list", node.span, "the list is empty, so that nothing sets the rule off");
            }
            return (!kinds.is_empty()).then_some(Self::Events(kinds));
        }
        for (key, read) in READERS {
            if node.get(key).is_some() {
                return read(node, reader);
            }
        }
        let help = "{clock: member.birthday}, {close: month}, {expiring: points, before: 14 days}, {rise: tier} or {fall: tier}";
        reader.report(
            crate::diagnostic::Diagnostic::error(
                "bad-trigger",
                node.span,
                "this does not say what sets the rule off",
            )
            .with_help(format!("write an event, a list of them, {help}")),
        );
        None
    }
}

type TriggerReader = fn(&Node, &Reader) -> Option<When>;

/// The keys by which a trigger that is a map is known.
const READERS: [(&str, TriggerReader); 5] = [
    ("clock", |node, reader| Clock::from_node(node, reader).map(When::Clock)),
    ("close", |node, reader| Close::from_node(node, reader).map(When::Close)),
    ("expiring", |node, reader| Expiring::from_node(node, reader).map(When::Expiring)),
    ("rise", |node, reader| Rise::from_node(node, reader).map(When::Rise)),
    ("fall", |node, reader| FallOf::from_node(node, reader).map(When::Fall)),
];

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string" },
                { "type": "array", "items": { "type": "string" }, "minItems": 1 },
                generator.subschema_for::<Clock>(),
                generator.subschema_for::<Close>(),
                generator.subschema_for::<Expiring>(),
                generator.subschema_for::<Rise>(),
                generator.subschema_for::<FallOf>(),
            ]
        })
    }
}
