//! The tree that a file is read into.

use super::Span;

/// A list, a map, a text, or nothing, at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands: a block list or map from its first entry to the end of its last, a flow one with its brackets.
    pub span: Span,
    /// What stands there.
    pub value: Value,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing is written there, or `~` or `null`.
    Null,
    /// A text. Numbers, dates and truth values are texts too: whoever reads the node knows which it expects.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A map in the order of the file. A repeated key is reported by [`super::parse`] and stays in the list, so that
    /// what it holds is checked as well; whoever looks a key up takes the first.
    Map(Vec<(Key, Node)>),
    /// Something that [`super::parse`] has already reported and could not read (an alias, too deep a nesting). Readers pass over it
    /// in silence.
    Reported,
}

/// A text as it is meant: escapes resolved, lines folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// Whether it was written in quotes or as a block (`|`, `>`), hence certainly meant as a text.
    pub quoted: bool,
}

/// The key of a map's entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Where it stands.
    pub span: Span,
    /// The key.
    pub text: String,
}

impl Node {
    /// The text, when it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// Whether nothing is written there.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// Whether it is a map.
    pub fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }

    /// The value of a map's first entry with this key; none when there is none or this is no map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(k, _)| k.text == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// What was found, for messages: "a list", "the text `abc`", "nothing".
    pub fn described(&self) -> String {
        match &self.value {
            Value::Null => "nothing".to_owned(),
            Value::Scalar(scalar) if scalar.text.trim().is_empty() => "an empty text".to_owned(),
            Value::Scalar(scalar) => format!("the text {}", quoted_short(&scalar.text)),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a map".to_owned(),
            Value::Reported => "something unreadable".to_owned(),
        }
    }
}

/// How much of a text a message repeats, in characters: enough to recognise it, short enough for one line.
const REPEATED_CHARS_MAX: usize = 40;

/// The text in backticks, on one line, and cut when it is long.
pub(super) fn quoted_short(text: &str) -> String {
    let mut short: String =
        (text.chars().take(REPEATED_CHARS_MAX)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(REPEATED_CHARS_MAX).is_some() {
        short.push('…');
    }
    format!("`{short}`")
}
