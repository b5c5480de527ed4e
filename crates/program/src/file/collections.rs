//! Maps with names of the author's choice, and lists whose brackets may be left out.

use super::record::{At, FromNode};
use crate::yaml::{Key, Node, Reader};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// What a map of named things holds.
pub(crate) trait Named {
    /// One of them: "an account".
    const ONE: &'static str;
    /// All of them: "the accounts".
    const ALL: &'static str;
    /// A short map of them.
    const EXAMPLE: &'static str;
    /// How many there may be.
    const MOST: usize;
    /// Whether the names are ids of the integrator's own system, any text, instead of the program's.
    const FOREIGN: bool = false;
}

/// Things by name, in the order of the file.
#[derive(Clone, Debug)]
pub struct Map<T> {
    things: Vec<(At<String>, T)>,
    /// Names of things that could not be read: reported already, so that whoever refers to them is not blamed.
    broken: Vec<String>,
}

impl<T> Map<T> {
    /// The things with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&At<String>, &T)> {
        self.things.iter().map(|(name, thing)| (name, thing))
    }

    /// Names of things that could not be read.
    pub fn broken(&self) -> &[String] {
        &self.broken
    }
}

/// A key's text and place.
pub(crate) fn key(key: &Key) -> At<String> {
    At { value: key.text.clone(), place: key.span }
}

impl<T: FromNode + Named> FromNode for Map<T> {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, T::ALL, T::EXAMPLE)?;
        if entries.len() > T::MOST {
            let message = format!("{} are {}; at most {} are allowed", T::ALL, entries.len(), T::MOST);
            reader.error("too-many", node.span, message);
        }
        let (mut things, mut broken) = (Vec::new(), Vec::new());
        let mut seen = std::collections::HashSet::new();
        for (name, node) in entries.iter().take(T::MOST) {
            let valid = if T::FOREIGN { reader.integrator_id(name, T::ONE) } else { reader.id(name, T::ONE) };
            let thing = T::from_node(node, reader);
            // A repeated name has been reported by the parser; the first one counts.
            match (valid, thing, seen.insert(name.text.as_str())) {
                (Some(_), Some(thing), true) => things.push((key(name), thing)),
                _ => broken.push(name.text.clone()),
            }
        }
        Some(Self { things, broken })
    }
}

impl<T: JsonSchema + Named> JsonSchema for Map<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("MapOf{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let things = generator.subschema_for::<T>();
        if T::FOREIGN {
            json_schema!({ "type": "object", "additionalProperties": things })
        } else {
            json_schema!({
                "type": "object",
                "patternProperties": { "^[a-z][a-z0-9_-]{0,62}$": things },
                "additionalProperties": false,
            })
        }
    }
}

/// One thing, or a list of them.
#[derive(Clone, Debug)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T: FromNode> FromNode for OneOrMany<T> {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        if node.is_list() && reader.list_or_one(node).is_empty() {
            reader.error("empty-list", node.span, "the list is empty");
            return None;
        }
        Some(Self(
            reader.list_or_one(node).into_iter().filter_map(|item| T::from_node(item, reader)).collect(),
        ))
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let thing = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [thing, { "type": "array", "items": thing, "minItems": 1 }] })
    }
}
