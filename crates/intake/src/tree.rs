//! An event's text as a tree, before it means anything: what JSON, YAML and rows of a table have in common.

use std::borrow::Cow;
use std::collections::HashSet;

use coterie_program::yaml;

use crate::limits::DEPTH_MAX;
use crate::problem::{Path, Problem, shown};

/// Texts, lists and maps. Numbers keep their spelling, so that none is ever read through a float.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tree<'a> {
    Null,
    YesNo(bool),
    Number(Cow<'a, str>),
    Text(Cow<'a, str>),
    List(Vec<Tree<'a>>),
    /// In the order of the text, each key once.
    Map(Vec<(Cow<'a, str>, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    /// What was found, for reasons: "a list", "the text `abc`", "nothing".
    pub(crate) fn described(&self) -> String {
        match self {
            Tree::Null => "nothing".to_owned(),
            Tree::YesNo(yes) => format!("`{yes}`"),
            Tree::Number(number) => format!("the number `{}`", shown(number)),
            Tree::Text(text) => format!("the text `{}`", shown(text)),
            Tree::List(_) => "a list".to_owned(),
            Tree::Map(_) => "a map".to_owned(),
        }
    }

    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Tree::Text(text.into())
    }

    /// The tree of a YAML node: its scalars are texts, whatever they look like.
    pub(crate) fn of_node(node: &'a yaml::Node) -> Result<Self, Problem> {
        of_node(node, DEPTH_MAX, &Path::Root)
    }

    /// The tree of a JSON value already in memory. It has lost the spelling of its fractions, so these are refused.
    pub(crate) fn of_value(value: &'a serde_json::Value) -> Result<Self, Problem> {
        of_value(value, DEPTH_MAX, &Path::Root)
    }
}

fn too_deep(path: &Path<'_>) -> Problem {
    Problem {
        field: path.to_string(),
        reason: format!("lists and maps are nested more than {DEPTH_MAX} deep"),
        help: None,
    }
}

fn of_node<'a>(node: &'a yaml::Node, depth: usize, path: &Path<'_>) -> Result<Tree<'a>, Problem> {
    Ok(match &node.value {
        yaml::Value::Null | yaml::Value::Reported => Tree::Null,
        yaml::Value::Scalar(scalar) => Tree::Text(Cow::Borrowed(&scalar.text)),
        _ if depth == 0 => return Err(too_deep(path)),
        yaml::Value::List(items) => {
            let items = items.iter().enumerate().map(|(at, item)| of_node(item, depth - 1, &path.item(at)));
            Tree::List(items.collect::<Result<_, _>>()?)
        }
        yaml::Value::Map(entries) => {
            // A repeated key has been reported by the parser; the first one counts.
            let mut seen = HashSet::with_capacity(entries.len());
            let entries = entries.iter().filter(|(key, _)| seen.insert(key.text.as_str()));
            let entries = entries.map(|(key, value)| {
                let value = of_node(value, depth - 1, &path.key(&key.text))?;
                Ok((Cow::Borrowed(key.text.as_str()), value))
            });
            Tree::Map(entries.collect::<Result<_, _>>()?)
        }
    })
}

fn of_value<'a>(value: &'a serde_json::Value, depth: usize, path: &Path<'_>) -> Result<Tree<'a>, Problem> {
    use serde_json::Value;
    Ok(match value {
        Value::Null => Tree::Null,
        Value::Bool(yes) => Tree::YesNo(*yes),
        Value::Number(number) if number.is_f64() => {
            return Err(Problem {
                field: path.to_string(),
                reason: "a number with a fraction has lost its spelling here".to_owned(),
                help: Some("write it as a text: \"12.50\"".to_owned()),
            });
        }
        Value::Number(number) => Tree::Number(Cow::Owned(number.to_string())),
        Value::String(text) => Tree::Text(Cow::Borrowed(text)),
        _ if depth == 0 => return Err(too_deep(path)),
        Value::Array(items) => {
            let items = items.iter().enumerate().map(|(at, item)| of_value(item, depth - 1, &path.item(at)));
            Tree::List(items.collect::<Result<_, _>>()?)
        }
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                Ok((Cow::Borrowed(key.as_str()), of_value(value, depth - 1, &path.key(key))?))
            });
            Tree::Map(entries.collect::<Result<_, _>>()?)
        }
    })
}
