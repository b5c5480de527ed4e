//! `words` and `text`: what people call a thing, by language.

use super::collections::{Named, key};
use super::record::{At, FromNode};
use super::scalars::Text;
use crate::yaml::{Node, Reader};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// A text by language.
#[derive(Clone, Debug, Default)]
pub struct Texts(pub Vec<(At<String>, At<Text>)>);

impl Texts {
    /// The texts by the codes of their languages, sorted by these.
    pub fn sorted(&self) -> Vec<(String, String)> {
        let texts = self.0.iter();
        let mut texts: Vec<_> =
            texts.map(|(language, text)| (language.value.clone(), text.0.clone())).collect();
        texts.sort_unstable();
        texts
    }
}

impl Named for Texts {
    const ONE: &'static str = "a name";
    const ALL: &'static str = "the words";
    const EXAMPLE: &'static str = "{coffee: {en: coffee, pl: kawa}}";
    const MOST: usize = crate::limits::WORDS_MAX;
    const FOREIGN: bool = true;
}

impl FromNode for Texts {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        let entries = reader.entries(node, "texts by language", "{en: A coffee, pl: Kawa}")?;
        let mut texts = Vec::new();
        for (language, node) in entries {
            let known = (2..=8).contains(&language.text.len())
                && language.text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if !known {
                let message =
                    format!("`{}` is not the code of a language, such as `en` or `pt-BR`", language.text);
                reader.error("bad-language", language.span, message);
            }
            if let Some(text) = At::<Text>::from_node(node, reader) {
                if text.0.len() > crate::limits::TEXT_BYTES_MAX {
                    reader.error("too-long", node.span, "a text has at most 2000 bytes");
                }
                texts.push((key(language), text));
            }
        }
        Some(Self(texts))
    }
}

impl JsonSchema for Texts {
    fn schema_name() -> Cow<'static, str> {
        "Texts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "patternProperties": { "^[A-Za-z0-9-]{2,8}$": { "type": "string" } },
            "additionalProperties": false,
        })
    }
}
