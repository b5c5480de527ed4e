//! Maps of a known shape, field by field.

use super::Reader;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::yaml::node::quoted_short;
use crate::yaml::{DIAGNOSTICS_MAX, Key, Node, Span};

/// What a map of the language looks like.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// What it is, as a person would say it: "a rule".
    pub what: &'static str,
    /// A short valid one, for messages: `{give: {points: 30}}`.
    pub example: &'static str,
    /// All fields it can have, in the order in which documentation lists them.
    pub fields: &'static [&'static str],
}

/// The fields of a map whose shape has been checked; made by [`Reader::map`].
#[derive(Clone, Debug)]
pub struct Fields<'r, 'n> {
    reader: &'r Reader,
    shape: &'static Shape,
    span: Span,
    /// What was found for each field of the shape, in its order.
    found: Vec<Option<&'n (Key, Node)>>,
}

impl<'r, 'n> Fields<'r, 'n> {
    pub(super) fn check(
        reader: &'r Reader,
        shape: &'static Shape,
        span: Span,
        entries: &'n [(Key, Node)],
    ) -> Self {
        let mut found = vec![None; shape.fields.len()];
        let mut unknown = Vec::new();
        for entry in entries {
            match shape.fields.iter().position(|field| *field == entry.0.text) {
                Some(place) if found[place].is_none() => found[place] = Some(entry),
                // Repeated: reported when the file was parsed.
                Some(_) => {}
                None => unknown.push(entry),
            }
        }
        for entry in unknown.into_iter().take(DIAGNOSTICS_MAX) {
            let absent = || (shape.fields.iter().zip(&found)).filter(|(_, found)| found.is_none());
            let meant = did_you_mean(&entry.0.text, absent().map(|(field, _)| *field));
            reader.report(unknown_field(shape, &entry.0, meant));
            if let Some(place) = shape.fields.iter().position(|field| Some(*field) == meant) {
                found[place] = Some(entry);
            }
        }
        Fields { reader, shape, span, found }
    }

    /// The place of the whole map.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether the field is there.
    pub fn has(&self, field: &str) -> bool {
        self.entry(field).is_some()
    }

    /// What the field holds, if it is there.
    pub fn take(&self, field: &str) -> Option<&'n Node> {
        self.entry(field).map(|(_, node)| node)
    }

    /// The key of the field, if it is there: the place for a mistake that concerns the field as such.
    pub fn key(&self, field: &str) -> Option<&'n Key> {
        self.entry(field).map(|(key, _)| key)
    }

    /// What the field holds; reported when it is not there.
    pub fn require(&self, field: &str) -> Option<&'n Node> {
        let found = self.take(field);
        if found.is_none() {
            let Shape { what, example, .. } = self.shape;
            self.reader.report(
                Diagnostic::error("missing-field", self.span, format!("{what} needs the field `{field}`"))
                    .with_help(format!("for example {example}")),
            );
        }
        found
    }

    /// The one of several fields that is there; reported when there are none or several.
    pub fn require_one_of<'f>(&self, fields: &[&'f str]) -> Option<(&'f str, &'n Node)> {
        let given: Vec<(&str, &(Key, Node))> =
            fields.iter().filter_map(|field| Some((*field, self.entry(field)?))).collect();
        match given.as_slice() {
            [(field, (_, node))] => Some((*field, node)),
            [] => {
                let Shape { what, example, .. } = self.shape;
                let message = format!("{what} needs one of the fields {}", listed(fields));
                self.reader.report(
                    Diagnostic::error("missing-field", self.span, message)
                        .with_help(format!("for example {example}")),
                );
                None
            }
            [(first, (first_key, _)), .., (last, (last_key, _))] => {
                let message = format!("{} has either `{first}` or `{last}`, not both", self.shape.what);
                self.reader.report(
                    Diagnostic::error("fields-exclude-each-other", last_key.span, message)
                        .with_also(first_key.span, format!("`{first}` is given here")),
                );
                None
            }
        }
    }

    fn entry(&self, field: &str) -> Option<&'n (Key, Node)> {
        let place = self.shape.fields.iter().position(|known| *known == field);
        debug_assert!(place.is_some(), "`{field}` is asked for but is not a field of {}", self.shape.what);
        place.and_then(|place| self.found[place])
    }
}

fn unknown_field(shape: &Shape, key: &Key, meant: Option<&str>) -> Diagnostic {
    let message = format!("{} has no field {}", shape.what, quoted_short(&key.text));
    // `{points: 5,000}` is two entries in YAML.
    if !key.text.is_empty() && key.text.bytes().all(|b| b.is_ascii_digit()) {
        return Diagnostic::error("unknown-field", key.span, message)
            .with_help("a `,` begins the next field: write numbers without separators, as in 5000 or 0.5");
    }
    let help = match (missing_blank_after_colon(&key.text), meant) {
        (Some(colon), _) => colon,
        (None, Some(meant)) => format!("did you mean `{meant}`?"),
        (None, None) => format!("its fields are {}", listed(shape.fields)),
    };
    Diagnostic::error("unknown-field", key.span, message).with_help(help)
}

/// `give:30` is one text in YAML; the help says so when a text looks like that.
pub(super) fn missing_blank_after_colon(text: &str) -> Option<String> {
    let (key, value) = text.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-'));
    (is_key && !value.is_empty() && !value.starts_with("//"))
        .then(|| format!("put a blank after the `:`, as in `{key}: {value}`"))
}

/// Words in backticks, with commas.
pub(super) fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
