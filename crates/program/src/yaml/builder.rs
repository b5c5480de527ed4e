//! Builds the tree from the parser's events, without recursion.

use std::collections::HashMap;

use saphyr_parser::{Event, ScalarStyle};

use super::node::quoted_short;
use super::syntax;
use super::{DEPTH_MAX, DIAGNOSTICS_MAX, Key, NODES_MAX, Node, Scalar, Span, Value};
use crate::diagnostic::Diagnostic;

/// Nothing further can be read; why has been reported.
#[derive(Debug)]
pub(super) struct Stop;

/// A list or map that is still being read.
enum Open {
    List { start: Span, items: Vec<Node> },
    Map { start: Span, entries: Vec<(Key, Node)>, first_places: HashMap<String, Span>, waiting: Waiting },
}

/// What a map expects next.
enum Waiting {
    Key,
    Value(Key),
    /// The value of a key that was refused and reported: it is read and forgotten.
    ValueOfRefused,
}

/// Takes events, in their order, and gives the tree.
pub(super) struct Builder<'a> {
    diagnostics: &'a mut Vec<Diagnostic>,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    /// How many lists and maps are open beyond [`DEPTH_MAX`]; their content is passed over.
    too_deep: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Builder { diagnostics, open: Vec::new(), root: None, nodes: 0, too_deep: 0 }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < DIAGNOSTICS_MAX {
            self.diagnostics.push(diagnostic);
        }
    }

    pub(super) fn has_reported(&self, code: &str) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.code == code)
    }

    /// Where the innermost `[` or `{` that is still open stands.
    pub(super) fn innermost_bracket(&self) -> Option<Span> {
        let (Open::List { start, .. } | Open::Map { start, .. }) = self.open.last()?;
        // The start of a block has an empty span.
        (start.start != start.end).then_some(*start)
    }

    /// The tree; none, and reported, when the file holds nothing.
    pub(super) fn finish(mut self) -> Option<Node> {
        match self.root.take() {
            Some(Node { value: Value::Null, .. }) | None => {
                self.report(
                    Diagnostic::of_file("empty-file", "the file is empty")
                        .with_help("a program begins with `program: {id: …, zone: …, currency: …}`"),
                );
                None
            }
            root => root,
        }
    }

    pub(super) fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Stop> {
        match event {
            Event::Alias(_) => {
                self.count(span)?;
                let is_merged =
                    matches!(self.open.last(), Some(Open::Map { waiting: Waiting::ValueOfRefused, .. }));
                if self.too_deep == 0 && !is_merged {
                    self.report(
                        Diagnostic::error("anchor", span, syntax::ALIAS).with_help(syntax::ALIAS_HELP),
                    );
                }
                self.add(Node { span, value: Value::Reported });
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.count(span)?;
                self.refuse_properties(anchor, tag.is_some(), span);
                let quoted = style != ScalarStyle::Plain;
                let value = if !quoted && matches!(&*text, "" | "~" | "null") && !self.expects_key() {
                    Value::Null
                } else {
                    Value::Scalar(Scalar { text: text.into_owned(), quoted })
                };
                // A value that is left out has no place of its own: it is where its key ends.
                let span = if value == Value::Null { self.place_of_nothing(span) } else { span };
                self.refuse_control_characters(&value, span);
                self.add(Node { span, value });
            }
            Event::SequenceStart(anchor, tag) => {
                self.begin(anchor, tag.is_some(), span, |start| Open::List { start, items: Vec::new() })?;
            }
            Event::MappingStart(anchor, tag) => {
                self.begin(anchor, tag.is_some(), span, |start| Open::Map {
                    start,
                    entries: Vec::new(),
                    first_places: HashMap::new(),
                    waiting: Waiting::Key,
                })?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn count(&mut self, span: Span) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes <= NODES_MAX {
            return Ok(());
        }
        let message = format!("the file has more than {NODES_MAX} values; it is not read beyond this one");
        self.report(Diagnostic::error("too-many-values", span, message));
        Err(Stop)
    }

    fn begin(
        &mut self,
        anchor: usize,
        tagged: bool,
        span: Span,
        open: impl FnOnce(Span) -> Open,
    ) -> Result<(), Stop> {
        self.count(span)?;
        self.refuse_properties(anchor, tagged, span);
        if self.too_deep > 0 {
            self.too_deep += 1;
        } else if self.open.len() == DEPTH_MAX {
            let problem = syntax::too_deep();
            self.report(Diagnostic::error(problem.code, span, problem.message).with_help_if(problem.help));
            self.add(Node { span, value: Value::Reported });
            self.too_deep = 1;
        } else {
            self.open.push(open(span));
        }
        Ok(())
    }

    fn end(&mut self, end: Span) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        // The end of a block has an empty span at the next token, which may be lines below: the end of
        // the last entry is what a person would call its end.
        let is_flow = end.start != end.end;
        let last_of = |last: Option<Span>, start: Span| if is_flow { end } else { last.unwrap_or(start) };
        match self.open.pop() {
            Some(Open::List { start, items }) => {
                let span = start.to(last_of(items.last().map(|item| item.span), start));
                self.add(Node { span, value: Value::List(items) });
            }
            Some(Open::Map { start, entries, .. }) => {
                let span = start.to(last_of(entries.last().map(|(key, node)| key.span.to(node.span)), start));
                self.add(Node { span, value: Value::Map(entries) });
            }
            None => {}
        }
    }

    fn expects_key(&self) -> bool {
        matches!(self.open.last(), Some(Open::Map { waiting: Waiting::Key, .. }))
    }

    fn place_of_nothing(&self, span: Span) -> Span {
        match self.open.last() {
            Some(Open::Map { waiting: Waiting::Value(key), .. }) if span.start.line != key.span.end.line => {
                Span { start: key.span.end, end: key.span.end }
            }
            _ => span,
        }
    }

    /// Puts a complete node where it belongs.
    fn add(&mut self, node: Node) {
        if self.too_deep > 0 {
            return;
        }
        match self.open.last_mut() {
            None => {
                self.root.get_or_insert(node);
            }
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, waiting, .. }) => match std::mem::replace(waiting, Waiting::Key) {
                Waiting::Value(key) => entries.push((key, node)),
                Waiting::ValueOfRefused => {}
                Waiting::Key => self.add_key(node),
            },
        }
    }

    fn add_key(&mut self, node: Node) {
        let span = node.span;
        let (waits_for, diagnostic) = match node.value {
            Value::Scalar(Scalar { text, quoted: false }) if text == "<<" => (
                Waiting::ValueOfRefused,
                Some(
                    Diagnostic::error(
                        "merge-key",
                        span,
                        "merge keys (`<<`) are not part of the program language",
                    )
                    .with_help("write the fields out, or use `defaults`"),
                ),
            ),
            Value::Scalar(Scalar { text, .. }) if text.is_empty() => (
                Waiting::ValueOfRefused,
                Some(Diagnostic::error("key-not-text", span, "a key is missing before the `:`")),
            ),
            Value::Scalar(Scalar { text, .. }) => {
                let repeated = self.repeated(&text, span);
                (Waiting::Value(Key { span, text }), repeated)
            }
            Value::Reported => (Waiting::ValueOfRefused, None),
            Value::Null | Value::List(_) | Value::Map(_) => (
                Waiting::ValueOfRefused,
                Some(
                    Diagnostic::error(
                        "key-not-text",
                        span,
                        format!("a key is a text, found {}", node.described()),
                    )
                    .with_help("put the key in quotes if it is a text that begins with a bracket"),
                ),
            ),
        };
        if let Some(Open::Map { waiting, .. }) = self.open.last_mut() {
            *waiting = waits_for;
        }
        if let Some(diagnostic) = diagnostic {
            self.report(diagnostic);
        }
    }

    /// Remembers where the open map has this key first; a diagnostic when it has it already.
    fn repeated(&mut self, key: &str, span: Span) -> Option<Diagnostic> {
        let Some(Open::Map { first_places, .. }) = self.open.last_mut() else { return None };
        if let Some(first) = first_places.get(key) {
            let message =
                format!("the key {} is given twice; first on line {}", quoted_short(key), first.start.line);
            return Some(
                Diagnostic::error("repeated-key", span, message)
                    .with_also(*first, "first given here")
                    .with_help("remove one of them, or give them different names"),
            );
        }
        first_places.insert(key.to_owned(), span);
        None
    }

    fn refuse_properties(&mut self, anchor: usize, tagged: bool, span: Span) {
        if self.too_deep > 0 {
            return;
        }
        if anchor > 0 {
            self.report(Diagnostic::error("anchor", span, syntax::ANCHOR).with_help(syntax::ALIAS_HELP));
        }
        if tagged {
            self.report(Diagnostic::error("tag", span, syntax::TAG).with_help(syntax::TAG_HELP));
        }
    }

    /// Escapes in double quotes can write what [`super::characters`] refuses in the file itself.
    fn refuse_control_characters(&mut self, value: &Value, span: Span) {
        let Value::Scalar(scalar) = value else { return };
        let Some(found) = scalar.text.chars().find(|&c| c.is_control() && c != '\n' && c != '\t') else {
            return;
        };
        if self.too_deep == 0 {
            let message = format!("the text holds the control character U+{:04X}", found as u32);
            self.report(Diagnostic::error("control-character", span, message).with_help("remove it"));
        }
    }
}
