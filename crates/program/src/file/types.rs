//! Types of fields and attributes: a word, a list of the allowed words, or a map with `is` and `personal`.

use super::record::{At, FromNode, words};
use super::scalars::Scalar;
use crate::yaml::{Node, Reader, Shape, Value};
use coterie_ledger::PartyKind;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

words! {
    /// A type by its word.
    TypeWord("a type") {
        /// Any text.
        Text = "text",
        /// A whole number.
        Integer = "integer",
        /// An exact decimal.
        Decimal = "decimal",
        /// Money in the program's currency.
        Money = "money",
        /// A date.
        Date = "date",
        /// An instant.
        Time = "time",
        /// Yes or no.
        YesNo = "yes_no",
        /// A code that people type.
        Code = "code",
        /// A member.
        Member = "member",
        /// A partner.
        Partner = "partner",
        /// An employee.
        Employee = "employee",
        /// A household.
        Household = "household",
        /// A location.
        Location = "location",
    }
}

words! {
    /// A kind of record.
    RecordKind("a kind of record") {
        /// A customer.
        Member = "member",
        /// A company of the coalition, or who brings it customers.
        Partner = "partner",
        /// Someone who works for a partner.
        Employee = "employee",
        /// Members who belong together.
        Household = "household",
        /// The coalition itself.
        Coalition = "coalition",
    }
}

impl RecordKind {
    /// The kind of party.
    pub fn party(self) -> PartyKind {
        match self {
            Self::Member => PartyKind::Member,
            Self::Partner => PartyKind::Partner,
            Self::Employee => PartyKind::Employee,
            Self::Household => PartyKind::Household,
            Self::Coalition => PartyKind::Coalition,
        }
    }
}

/// The type of a field or an attribute.
#[derive(Clone, Debug)]
pub struct FieldType {
    /// What it is.
    pub is: At<TypeSpelled>,
    /// Whether it is stored encrypted, when that is said.
    pub personal: Option<bool>,
}

/// A type as it is spelled.
#[derive(Clone, Debug)]
pub enum TypeSpelled {
    /// A word.
    Word(TypeWord),
    /// One of these words.
    OneOf(Vec<At<Scalar>>),
}

const FIELD: Shape =
    Shape { what: "a field", example: "{is: text, personal: yes}", fields: &["is", "personal"] };

impl FromNode for FieldType {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        if !node.is_map() {
            return Some(Self { is: At::from_node(node, reader)?, personal: None });
        }
        let fields = reader.map(node, &FIELD)?;
        let is = fields.require("is").and_then(|node| At::from_node(node, reader));
        let personal = fields.take("personal").and_then(|node| reader.yes_no(node));
        Some(Self { is: is?, personal })
    }
}

impl FromNode for TypeSpelled {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let Value::List(items) = &node.value else {
            return TypeWord::from_node(node, reader).map(Self::Word);
        };
        if items.is_empty() || items.len() > crate::limits::LIST_VALUES_MAX {
            reader.error(
                "empty-list",
                node.span,
                "a list of allowed words has at least one, and at most 10000",
            );
            return None;
        }
        let words: Vec<At<Scalar>> = items.iter().filter_map(|item| At::from_node(item, reader)).collect();
        for (place, word) in words.iter().enumerate() {
            if words[..place].iter().any(|earlier| earlier.value.text == word.value.text) {
                reader.error(
                    "repeated-value",
                    word.place,
                    format!("`{}` is in the list twice", word.value.text),
                );
            }
        }
        Some(Self::OneOf(words))
    }
}

impl JsonSchema for FieldType {
    fn schema_name() -> Cow<'static, str> {
        "FieldType".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let word = generator.subschema_for::<TypeWord>();
        let spelled = json_schema!({
            "anyOf": [word, { "type": "array", "items": generator.subschema_for::<Scalar>(), "minItems": 1 }]
        });
        json_schema!({
            "description": "A type, a list of the allowed words, or a map with `is` and `personal`.",
            "anyOf": [spelled, {
                "type": "object",
                "properties": { "is": spelled, "personal": { "enum": ["yes", "no", true, false] } },
                "required": ["is"],
                "additionalProperties": false,
            }]
        })
    }
}
