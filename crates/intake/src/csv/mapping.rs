//! Which column is which field.

use coterie_calendar::Zone;
use coterie_program::diagnostic::{Diagnostic, did_you_mean};
use coterie_program::value::Type;
use coterie_program::yaml::{self, Key as YamlKey, Node, Span};

use super::time_format::{DIRECTIVES, TimeFormat};
use crate::Intake;
use crate::shape::{Key, KindShape, LinesAre, Reads};

/// A mapping from the columns of a table to the fields of one kind of event.
#[derive(Clone, Debug)]
pub struct Mapping {
    pub(super) kind: String,
    pub(super) source: Option<Cell>,
    pub(super) id: Cell,
    pub(super) at: Cell,
    pub(super) format: Option<TimeFormat>,
    pub(super) zone: Zone,
    pub(super) fields: Vec<Mapped>,
    /// Present when rows with the same id are the lines of one event.
    pub(super) lines: Option<Vec<Mapped>>,
    pub(super) decimal: char,
    pub(super) thousands: Option<char>,
    pub(super) delimiter: u8,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// The column of this name.
    Column(String),
    /// Always this.
    Value(String),
}

/// A field and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Mapped {
    /// `total`, or `tender.points` for a field within a field.
    pub(super) path: String,
    pub(super) cell: Cell,
    /// A list whose values this text separates.
    pub(super) split: Option<String>,
    /// A number, written with the table's decimal sign.
    pub(super) is_number: bool,
}

const FIELDS: [&str; 9] =
    ["event", "source", "id", "at", "fields", "lines", "decimal", "thousands", "delimiter"];

const LINE_FIELDS: [&str; 7] = ["id", "category", "sku", "amount", "quantity", "discount", "tax"];

const LINE_NUMBERS: [&str; 4] = ["amount", "quantity", "discount", "tax"];

struct Parsing<'i> {
    intake: &'i Intake,
    found: Vec<Diagnostic>,
}

impl Mapping {
    /// Reads a mapping and checks it against the program's events, or returns every mistake with its line and column.
    pub fn parse(text: &str, intake: &Intake) -> Result<Self, Vec<Diagnostic>> {
        let (node, found) = yaml::parse(text);
        let mut parsing = Parsing { intake, found };
        let mapping = node.and_then(|node| parsing.mapping(&node));
        match mapping {
            Some(mapping) if !parsing.found.iter().any(Diagnostic::is_error) => Ok(mapping),
            _ => Err(parsing.found),
        }
    }

    /// All cells, for looking up their columns.
    pub(super) fn cells(&self) -> impl Iterator<Item = &Cell> {
        let mapped = self.fields.iter().chain(self.lines.iter().flatten()).map(|mapped| &mapped.cell);
        [Some(&self.id), Some(&self.at), self.source.as_ref()].into_iter().flatten().chain(mapped)
    }
}

impl<'i> Parsing<'i> {
    fn refuse<T>(
        &mut self,
        code: &'static str,
        span: Span,
        message: String,
        help: Option<String>,
    ) -> Option<T> {
        self.found.push(Diagnostic::error(code, span, message).with_help_if(help));
        None
    }

    fn entries<'n>(&mut self, node: &'n Node, what: &str, example: &str) -> Option<&'n [(YamlKey, Node)]> {
        match &node.value {
            yaml::Value::Map(entries) => Some(entries),
            yaml::Value::Reported => None,
            _ => {
                let message = format!("{what} is a map, not {}", node.described());
                self.refuse("wrong-kind", node.span, message, Some(format!("write `{example}`")))
            }
        }
    }

    fn known(&mut self, entries: &[(YamlKey, Node)], what: &str, fields: &[&str]) {
        for (key, _) in entries.iter().filter(|(key, _)| !fields.contains(&&*key.text)) {
            let help = did_you_mean(&key.text, fields.iter().copied())
                .map(|meant| format!("did you mean `{meant}`?"));
            self.refuse::<()>("unknown-field", key.span, format!("{what} has no field `{}`", key.text), help);
        }
    }

    fn mapping(&mut self, node: &Node) -> Option<Mapping> {
        let entries = self.entries(
            node,
            "a mapping",
            "{event: purchase, id: order_no, at: date, fields: {total: amount}}",
        )?;
        self.known(entries, "a mapping", &FIELDS);
        let shape = self.required(node, "event").and_then(|node| self.kind(node));
        let id = self.required(node, "id").and_then(|node| self.cell(node));
        let at = self.required(node, "at").and_then(|node| self.at(node));
        let source = node.get("source").map(|node| self.cell(node));
        let fields = self.fields(node, shape);
        let lines = node.get("lines").map(|node| self.lines(node, shape));
        let decimal = self.sign(node, "decimal", '.');
        let thousands = node.get("thousands").map(|_| self.sign(node, "thousands", ' '));
        let delimiter = self.sign(node, "delimiter", ',');
        let (at, format, zone) = at?;
        Some(Mapping {
            kind: shape?.name.clone(),
            source: source.map_or(Some(None), |source| source.map(Some))?,
            id: id?,
            at,
            format,
            zone,
            fields: fields?,
            lines: lines.map_or(Some(None), |lines| lines.map(Some))?,
            decimal: decimal?,
            thousands: thousands.map_or(Some(None), |sign| sign.map(Some))?,
            delimiter: delimiter.and_then(|sign| u8::try_from(sign).ok())?,
        })
    }

    fn required<'n>(&mut self, node: &'n Node, field: &str) -> Option<&'n Node> {
        match node.get(field) {
            Some(value) => Some(value),
            None => self.refuse("missing-field", node.span, format!("the mapping has no `{field}`"), None),
        }
    }

    fn text(&mut self, node: &Node, what: &str) -> Option<String> {
        match (node.as_text(), &node.value) {
            (Some(text), _) => Some(text.to_owned()),
            (None, yaml::Value::Reported) => None,
            (None, _) => self.refuse(
                "wrong-kind",
                node.span,
                format!("{what} is expected, not {}", node.described()),
                None,
            ),
        }
    }

    fn kind(&mut self, node: &Node) -> Option<&'i KindShape> {
        let name = self.text(node, "a kind of event")?;
        let intake = self.intake;
        if let Some(shape) = intake.kind(&name) {
            return Some(shape);
        }
        let known = intake.kinds.iter().map(|kind| &*kind.name);
        let help = did_you_mean(&name, known).map(|meant| format!("did you mean `{meant}`?"));
        self.refuse("unknown-name", node.span, format!("there is no event `{name}`"), help)
    }

    /// A column's name, `{column: …}` or `{value: …}`.
    fn cell(&mut self, node: &Node) -> Option<Cell> {
        if !node.is_map() {
            return self.text(node, "a column's name").map(Cell::Column);
        }
        match (node.get("column"), node.get("value")) {
            (Some(column), None) => self.text(column, "a column's name").map(Cell::Column),
            (None, Some(value)) => self.text(value, "a value").map(Cell::Value),
            _ => {
                let message = "a field comes from a `column` or has a `value`".to_owned();
                let help = Some("write `{column: amount}` or `{value: polana}`".to_owned());
                self.refuse("missing-field", node.span, message, help)
            }
        }
    }

    fn at(&mut self, node: &Node) -> Option<(Cell, Option<TimeFormat>, Zone)> {
        if let yaml::Value::Map(entries) = &node.value {
            self.known(entries, "`at`", &["column", "value", "format", "zone"]);
        }
        let cell = self.cell(node);
        let format = node.get("format").map(|format| {
            let pattern = self.text(format, "a pattern")?;
            match TimeFormat::parse(&pattern) {
                Ok(pattern) => Some(pattern),
                Err(error) => {
                    let help = Some(format!("known are {DIRECTIVES}"));
                    self.refuse("bad-format", format.span, error.to_string(), help)
                }
            }
        });
        let zone = match node.get("zone") {
            None => Some(self.intake.zone.clone()),
            Some(zone) => self.text(zone, "a time zone").and_then(|name| match Zone::named(&name) {
                Ok(zone) => Some(zone),
                Err(error) => self.refuse("unknown-name", zone.span, error.to_string(), None),
            }),
        };
        Some((cell?, format.map_or(Some(None), |format| format.map(Some))?, zone?))
    }

    fn fields(&mut self, node: &Node, shape: Option<&KindShape>) -> Option<Vec<Mapped>> {
        let Some(fields) = node.get("fields") else { return Some(Vec::new()) };
        let entries = self.entries(fields, "`fields`", "{member: card_no, total: amount}")?;
        let read: Vec<_> = entries
            .iter()
            .map(|(key, node)| {
                self.mapped(key, node, |path| {
                    let first = path.split('.').next().unwrap_or(path);
                    let shape = shape?;
                    match shape.keys.get(first) {
                        Some(Key::Lines) => Some(Err("the lines' columns stand under `lines`".to_owned())),
                        Some(key) => Some(Ok(is_number(key))),
                        None => {
                            let mut known: Vec<&str> = shape.keys.keys().map(String::as_str).collect();
                            known.sort_unstable();
                            Some(Err(unknown(&format!("the event `{}`", shape.name), first, &known)))
                        }
                    }
                })
            })
            .collect();
        read.into_iter().collect()
    }

    fn lines(&mut self, node: &Node, shape: Option<&KindShape>) -> Option<Vec<Mapped>> {
        if let Some(shape) = shape
            && shape.lines == LinesAre::Absent
        {
            return self.refuse(
                "unknown-field",
                node.span,
                format!("the event `{}` has no lines", shape.name),
                None,
            );
        }
        let entries = self.entries(node, "`lines`", "{category: group, amount: price}")?;
        let read: Vec<_> = entries
            .iter()
            .map(|(key, node)| {
                self.mapped(key, node, |path| {
                    let shape = shape?;
                    match shape.line_keys.get(path) {
                        Some((_, of)) => Some(Ok(is_number_type(of))),
                        None if LINE_FIELDS.contains(&path) => Some(Ok(LINE_NUMBERS.contains(&path))),
                        None => {
                            let mut known: Vec<&str> = shape.line_keys.keys().map(String::as_str).collect();
                            known.extend(LINE_FIELDS);
                            known.sort_unstable();
                            Some(Err(unknown("a line", path, &known)))
                        }
                    }
                })
            })
            .collect();
        read.into_iter().collect()
    }

    /// One field; `check` says whether it is a number, or what is wrong with its name.
    fn mapped(
        &mut self,
        key: &YamlKey,
        node: &Node,
        check: impl Fn(&str) -> Option<Result<bool, String>>,
    ) -> Option<Mapped> {
        if let yaml::Value::Map(entries) = &node.value {
            self.known(entries, "a field", &["column", "value", "split"]);
        }
        let cell = self.cell(node);
        let split = node.get("split").map(|split| self.text(split, "a separator"));
        let is_number = match check(&key.text)? {
            Ok(is_number) => is_number,
            Err(message) => {
                let (message, help) = match message.split_once('\n') {
                    Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
                    None => (message, None),
                };
                return self.refuse("unknown-field", key.span, message, help);
            }
        };
        let split = split.map_or(Some(None), |split| split.filter(|text| !text.is_empty()).map(Some))?;
        Some(Mapped { path: key.text.clone(), cell: cell?, split, is_number })
    }

    /// One ASCII character.
    fn sign(&mut self, node: &Node, field: &str, default: char) -> Option<char> {
        let Some(node) = node.get(field) else { return Some(default) };
        let text = self.text(node, "one character")?;
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(sign), None) if sign.is_ascii() && !sign.is_ascii_alphanumeric() => Some(sign),
            _ => self.refuse(
                "bad-sign",
                node.span,
                format!("`{field}` is one sign, such as `{default}`"),
                None,
            ),
        }
    }
}

/// The message and, behind a line break, the help.
fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    let message = format!("{what} has no field `{name}`");
    match did_you_mean(name, known.iter().copied()) {
        Some(meant) => format!("{message}\ndid you mean `{meant}`?"),
        None => message,
    }
}

fn is_number(key: &Key) -> bool {
    match key {
        Key::Field(_, Reads::Value(of)) | Key::Attribute(_, of) => is_number_type(of),
        Key::Field(_, Reads::Times | Reads::Observations) | Key::Tender | Key::Amount | Key::Account(_) => {
            true
        }
        _ => false,
    }
}

fn is_number_type(of: &Type) -> bool {
    matches!(of, Type::Integer | Type::Decimal | Type::Money)
}
