//! `attributes`, `relations`, `events`, `facts`: what records and events carry.

use super::collections::{Map, Named, key};
use super::record::{At, FromNode, record};
use super::types::{FieldType, RecordKind};
use crate::limits::NAMES_MAX;
use crate::yaml::{Node, Reader, Shape};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

impl Named for FieldType {
    const ONE: &'static str = "a field";
    const ALL: &'static str = "the fields";
    const EXAMPLE: &'static str = "{birthday: date, city: text}";
    const MOST: usize = NAMES_MAX;
}

record! {
    /// What is known of records, by kind.
    Attributes("the attributes", "{member: {birthday: date, city: text}}") {
        /// Of members.
        opt member: Map<FieldType>,
        /// Of partners.
        opt partner: Map<FieldType>,
        /// Of employees.
        opt employee: Map<FieldType>,
        /// Of households.
        opt household: Map<FieldType>,
        /// Of the coalition.
        opt coalition: Map<FieldType>,
    }
}

impl Attributes {
    /// The attributes with the kind of record that has them.
    pub fn iter(&self) -> impl Iterator<Item = (RecordKind, &At<String>, &FieldType)> {
        [
            (RecordKind::Member, &self.member),
            (RecordKind::Partner, &self.partner),
            (RecordKind::Employee, &self.employee),
            (RecordKind::Household, &self.household),
            (RecordKind::Coalition, &self.coalition),
        ]
        .into_iter()
        .filter_map(|(kind, fields)| Some((kind, fields.as_ref()?)))
        .flat_map(|(kind, fields)| fields.iter().map(move |(name, field)| (kind, name, field)))
    }
}

/// Relations between records: `member.inviter: member`.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// The relations, in the order of the file.
    pub relations: Vec<Relation>,
    /// Names of relations that could not be read: reported already.
    pub broken: Vec<String>,
}

/// One relation.
#[derive(Clone, Debug)]
pub struct Relation {
    /// From which kind of record.
    pub of: RecordKind,
    /// Its name.
    pub name: At<String>,
    /// To which kind of record.
    pub to: RecordKind,
}

impl FromNode for Relations {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, "the relations", "{member.inviter: member}")?;
        let mut read = Self::default();
        for (name, node) in entries.iter().take(NAMES_MAX) {
            match relation(name, node, reader) {
                Some(relation) => read.relations.push(relation),
                None => read.broken.push(name.text.rsplit('.').next().unwrap_or_default().to_owned()),
            }
        }
        Some(read)
    }
}

fn relation(name: &crate::yaml::Key, node: &Node, reader: &Reader) -> Option<Relation> {
    let to = RecordKind::from_node(node, reader);
    let Some((of, rest)) = name.text.split_once('.') else {
        let message = format!("`{}` does not say whose relation it is", name.text);
        reader.report(
            crate::diagnostic::Diagnostic::error("bad-relation", name.span, message)
                .with_help(format!("write `member.{}`", name.text)),
        );
        return None;
    };
    let Some(of) = RecordKind::WORDS.iter().find(|(word, _)| *word == of).map(|(_, kind)| *kind) else {
        let words: Vec<&str> = RecordKind::WORDS.iter().map(|(word, _)| *word).collect();
        reader.unknown_word(name.span, of, "a kind of record", &words);
        return None;
    };
    let named = crate::yaml::Key { span: name.span, text: rest.to_owned() };
    reader.id(&named, "a relation")?;
    Some(Relation { of, name: key(&named), to: to? })
}

impl JsonSchema for Relations {
    fn schema_name() -> Cow<'static, str> {
        "Relations".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Whom a record reaches: `member.inviter: member`.",
            "type": "object",
            "patternProperties": {
                "^(member|partner|employee|household|coalition)[.][a-z][a-z0-9_-]{0,62}$":
                    generator.subschema_for::<RecordKind>(),
            },
            "additionalProperties": false,
        })
    }
}

/// A kind of event: its fields, and under `lines` those of its lines.
#[derive(Clone, Debug)]
pub struct EventKind {
    /// Fields of the event.
    pub fields: Vec<(At<String>, FieldType)>,
    /// Fields of its lines.
    pub lines: Option<Map<FieldType>>,
    /// Names of fields that could not be read: reported already.
    pub broken: Vec<String>,
}

impl Named for EventKind {
    const ONE: &'static str = "a kind of event";
    const ALL: &'static str = "the events";
    const EXAMPLE: &'static str = "{review: {stars: integer}}";
    const MOST: usize = NAMES_MAX;
}

/// The key under which an event's line fields stand.
const LINES: &str = "lines";

impl FromNode for EventKind {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        if node.is_null() {
            return Some(Self { fields: Vec::new(), lines: None, broken: Vec::new() });
        }
        let entries = reader.entries(node, "a kind of event", "{stars: integer}")?;
        let (fields, broken) = fields_beside(entries, LINES, reader);
        let lines = node.get(LINES).and_then(|node| Map::from_node(node, reader));
        Some(Self { fields, lines, broken })
    }
}

impl JsonSchema for EventKind {
    fn schema_name() -> Cow<'static, str> {
        "EventKind".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The fields of a kind of event, and under `lines` those of its lines.",
            "anyOf": [{ "const": null }, {
                "type": "object",
                "properties": { "lines": generator.subschema_for::<Map<FieldType>>() },
                "additionalProperties": generator.subschema_for::<FieldType>(),
            }]
        })
    }
}

/// A fact: about whom, and its fields.
#[derive(Clone, Debug)]
pub struct Fact {
    /// About which kind of record.
    pub of: RecordKind,
    /// Its fields.
    pub fields: Vec<(At<String>, FieldType)>,
    /// Names of fields that could not be read: reported already.
    pub broken: Vec<String>,
}

/// The fields of a map beside one that means something else, and the names of those that could not be read.
fn fields_beside(
    entries: &[(crate::yaml::Key, Node)],
    other: &str,
    reader: &Reader,
) -> (Vec<(At<String>, FieldType)>, Vec<String>) {
    let (mut fields, mut broken) = (Vec::new(), Vec::new());
    for (name, node) in entries.iter().filter(|(name, _)| name.text != other).take(NAMES_MAX) {
        let valid = reader.id(name, "a field").is_some();
        match FieldType::from_node(node, reader) {
            Some(field) if valid => fields.push((key(name), field)),
            _ => broken.push(name.text.clone()),
        }
    }
    (fields, broken)
}

impl Named for Fact {
    const ONE: &'static str = "a fact";
    const ALL: &'static str = "the facts";
    const EXAMPLE: &'static str = "{score: {of: partner, factor: decimal}}";
    const MOST: usize = NAMES_MAX;
}

const FACT: Shape = Shape { what: "a fact", example: "{of: partner, factor: decimal}", fields: &["of"] };

impl FromNode for Fact {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, FACT.what, FACT.example)?;
        let of: Vec<_> = entries.iter().filter(|(name, _)| name.text == "of").cloned().collect();
        let only_of = Node { span: node.span, value: crate::yaml::Value::Map(of) };
        let of =
            reader.map(&only_of, &FACT)?.require("of").and_then(|node| RecordKind::from_node(node, reader));
        let (fields, broken) = fields_beside(entries, "of", reader);
        Some(Self { of: of?, fields, broken })
    }
}

impl JsonSchema for Fact {
    fn schema_name() -> Cow<'static, str> {
        "Fact".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What Learn computes: about whom, and its fields.",
            "type": "object",
            "properties": { "of": generator.subschema_for::<RecordKind>() },
            "required": ["of"],
            "additionalProperties": generator.subschema_for::<FieldType>(),
        })
    }
}
