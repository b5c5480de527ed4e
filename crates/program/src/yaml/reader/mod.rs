//! Reads a tree section by section and collects every mistake on the way.

mod fields;
mod scalars;

use std::cell::RefCell;

pub use fields::{Fields, Shape};

use super::{DIAGNOSTICS_MAX, Key, Node, Span, Value};
use crate::diagnostic::Diagnostic;

/// Collects what is wrong while a tree is read.
///
/// Every method returns the value, or reports why there is none and returns `None`; so reading goes on with the next
/// field, and a file with five mistakes shows five. All methods take `&self`: a reader can be handed down
/// into a section while the fields of the map around it are still being read.
///
/// ```
/// use coterie_program::yaml::{Node, Reader, Shape, parse};
///
/// const LIMIT: Shape = Shape { what: "a limit", example: "{points: 5000, every: month}", fields: &["points", "every"] };
///
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// enum Every { Day, Month }
///
/// fn limit(reader: &Reader, node: &Node) -> Option<(i64, Every)> {
///     let fields = reader.map(node, &LIMIT)?;
///     let points = fields.require("points").and_then(|n| reader.integer(n, 1..=1_000_000));
///     let every = fields.require("every").and_then(|n| {
///         reader.one_of(n, "a period", &[("day", Every::Day), ("month", Every::Month)])
///     });
///     Some((points?, every?)) // only after all fields have been read, so that all mistakes are found
/// }
///
/// let (node, diagnostics) = parse("{points: 5000, every: month}");
/// let reader = Reader::with(diagnostics);
/// assert_eq!(node.and_then(|node| limit(&reader, &node)), Some((5000, Every::Month)));
/// assert!(reader.into_diagnostics().is_empty());
///
/// let (node, diagnostics) = parse("{point: 5000, every: mouth}");
/// let reader = Reader::with(diagnostics);
/// assert_eq!(node.and_then(|node| limit(&reader, &node)), None);
/// let messages: Vec<_> = reader.into_diagnostics().into_iter().map(|d| d.message).collect();
/// assert_eq!(messages, [
///     "a limit has no field `point`",
///     "`mouth` is not a period",
/// ]);
/// ```
#[derive(Debug, Default)]
pub struct Reader {
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl Reader {
    /// A reader that has found nothing yet.
    pub fn new() -> Self {
        Reader::default()
    }

    /// A reader that goes on from what [`super::parse`] found.
    pub fn with(diagnostics: Vec<Diagnostic>) -> Self {
        Reader { diagnostics: RefCell::new(diagnostics) }
    }

    /// Keeps a diagnostic, unless there are [`DIAGNOSTICS_MAX`] already.
    pub fn report(&self, diagnostic: Diagnostic) {
        let mut diagnostics = self.diagnostics.borrow_mut();
        if diagnostics.len() < DIAGNOSTICS_MAX {
            diagnostics.push(diagnostic);
        }
    }

    /// Reports an error that needs neither help nor other places.
    pub fn error(&self, code: &'static str, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::error(code, span, message));
    }

    /// Reports that a node is not what it should be: "expected a time zone, found a list".
    pub fn expected(&self, node: &Node, what: &str) {
        self.expected_with_help(node, what, None::<String>);
    }

    /// Whether an error has been reported: then the file cannot be used.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.borrow().iter().any(Diagnostic::is_error)
    }

    /// Everything that was found, in the order in which it was found.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }

    /// The fields of a map of a known shape.
    ///
    /// Unknown fields are reported at once, each with the field that was probably meant; what a misspelt field holds is
    /// then read as the field it was meant to be, so that mistakes inside it are found too.
    pub fn map<'n>(&self, node: &'n Node, shape: &'static Shape) -> Option<Fields<'_, 'n>> {
        let entries = self.entries(node, shape.what, shape.example)?;
        Some(Fields::check(self, shape, node.span, entries))
    }

    /// The entries of a map whose keys are names of the author's choice: rules, accounts, partners.
    ///
    /// `what` says what the map is ("the rules"), `example` shows a short one. Repeated keys, which
    /// [`super::parse`] reported, are all among the entries.
    pub fn entries<'n>(&self, node: &'n Node, what: &str, example: &str) -> Option<&'n [(Key, Node)]> {
        if let Value::Map(entries) = &node.value {
            return Some(entries);
        }
        let colon = node.as_text().and_then(fields::missing_blank_after_colon);
        let help = colon.unwrap_or_else(|| format!("write a map such as {example}"));
        self.expected_with_help(node, &format!("{what} as a map"), Some(help));
        None
    }

    /// The items of a list, or the node itself where one item may stand without brackets. Nothing at all is
    /// reported and gives no items.
    pub fn list_or_one<'n>(&self, node: &'n Node) -> Vec<&'n Node> {
        match &node.value {
            Value::List(items) => items.iter().collect(),
            Value::Reported => Vec::new(),
            Value::Null => {
                self.expected(node, "a value or a list of values");
                Vec::new()
            }
            Value::Scalar(_) | Value::Map(_) => vec![node],
        }
    }

    /// The items of a list.
    pub fn list<'n>(&self, node: &'n Node, what: &str) -> Option<&'n [Node]> {
        if let Value::List(items) = &node.value {
            return Some(items);
        }
        self.expected(node, &format!("{what} as a list"));
        None
    }

    fn expected_with_help(&self, node: &Node, what: &str, help: Option<impl Into<String>>) {
        // What could not be read has been reported by then.
        if node.value != Value::Reported {
            let message = format!("expected {what}, found {}", node.described());
            self.report(Diagnostic::error("wrong-kind", node.span, message).with_help_if(help));
        }
    }
}

#[cfg(test)]
mod tests;
