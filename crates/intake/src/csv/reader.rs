//! Reads events from rows.

use std::borrow::Cow;
use std::io::{self, Read};

use coterie_calendar::Instant;
use coterie_program::diagnostic::did_you_mean;
use coterie_program::event::Event;
use csv::ByteRecord;
use rustc_hash::FxHashMap;
use thiserror::Error;

use super::mapping::{Cell, Mapped, Mapping};
use super::rows::{Row, Rows};
use crate::limits::{BASKET_LINES_MAX, PROBLEMS_MAX};
use crate::problem::{as_shown, shown};
use crate::tree::Tree;
use crate::{Defaults, Intake, Problem, Reject};

/// Reads events from a table with a header. What is no event is handed out as a [`Reject`], and reading goes on behind it.
///
/// When the mapping has `lines`, rows of one event stand together: a run of rows with the same id is one event.
pub struct Reader<'i, R> {
    intake: &'i Intake,
    defaults: Defaults<'i>,
    mapping: &'i Mapping,
    header: Vec<String>,
    /// Where in a row each column stands.
    columns: FxHashMap<String, usize>,
    rows: Rows<R>,
    /// The first row of the next event, already read.
    ahead: Option<Row>,
    /// Where what was returned last began.
    line: u64,
    /// Its first row.
    first: ByteRecord,
}

/// Why a table cannot be read at all.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The input failed.
    #[error(transparent)]
    Input(#[from] io::Error),
    /// Columns that the mapping names are not there, or there twice.
    #[error("the table's columns do not fit the mapping: {}", reasons(.0))]
    Columns(Vec<Problem>),
}

fn reasons(problems: &[Problem]) -> String {
    let reasons: Vec<String> = problems.iter().map(ToString::to_string).collect();
    reasons.join("; ")
}

impl<'i, R: Read> Reader<'i, R> {
    /// Reads the header and finds the mapping's columns in it.
    pub fn open(
        intake: &'i Intake,
        defaults: Defaults<'i>,
        mapping: &'i Mapping,
        input: R,
    ) -> Result<Self, OpenError> {
        let mut rows = Rows::new(input, mapping.delimiter);
        let header: Vec<String> =
            rows.header()?.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let mut problems = Vec::new();
        for cell in mapping.cells() {
            let Cell::Column(column) = cell else { continue };
            let count = header.iter().filter(|name| *name == column).count();
            if count == 1 || problems.iter().any(|problem: &Problem| problem.field == *column) {
                continue;
            }
            let (reason, help) = if count == 0 {
                let meant = did_you_mean(column, header.iter().map(String::as_str));
                ("the table has no such column", meant.map(|meant| format!("did you mean `{meant}`?")))
            } else {
                ("the table has this column twice", None)
            };
            problems.push(Problem { field: column.clone(), reason: reason.to_owned(), help });
        }
        if !problems.is_empty() {
            return Err(OpenError::Columns(problems));
        }
        let columns = header.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        Ok(Self {
            intake,
            defaults,
            mapping,
            header,
            columns,
            rows,
            ahead: None,
            line: 0,
            first: ByteRecord::new(),
        })
    }

    /// The next event. None at the end. An error is one of the input itself; nothing is read after it.
    pub fn next_event(&mut self) -> io::Result<Option<Result<Event, Reject>>> {
        let first = match self.ahead.take() {
            Some(row) => Some(row),
            None => self.rows.next_row()?,
        };
        let Some(first) = first else { return Ok(None) };
        self.line = first.line;
        let mut rows = vec![first];
        if self.mapping.lines.is_some() {
            while let Some(row) = self.rows.next_row()? {
                if !self.is_same_event(&rows[0], &row) {
                    self.ahead = Some(row);
                    break;
                }
                // One row more than allowed is kept, so that the event is refused for it.
                if rows.len() <= BASKET_LINES_MAX {
                    rows.push(row);
                }
            }
        }
        let read = self.event(&rows);
        self.first = rows.swap_remove(0).cells;
        Ok(Some(read.map_err(|problems| Reject { line: self.line, text: self.text(), problems })))
    }

    /// The first row of what [`Reader::next_event`] read last, as a [`Reject`] shows it: for events that are refused later.
    pub fn text(&self) -> String {
        as_shown(&self.first.iter().collect::<Vec<_>>().join(&self.mapping.delimiter))
    }

    /// The line, from 1, where what [`Reader::next_event`] returned last began.
    pub fn line(&self) -> u64 {
        self.line
    }

    fn is_same_event(&self, first: &Row, row: &Row) -> bool {
        match &self.mapping.id {
            Cell::Column(column) => {
                let at = self.index(column);
                let id = at.and_then(|at| row.cells.get(at)).filter(|id| !id.is_empty());
                id.is_some() && id == at.and_then(|at| first.cells.get(at))
            }
            Cell::Value(_) => false,
        }
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.columns.get(column).copied()
    }

    fn event(&self, rows: &[Row]) -> Result<Event, Vec<Problem>> {
        let mut problems = Vec::new();
        let texts: Vec<Vec<&str>> = rows.iter().filter_map(|row| self.texts(row, &mut problems)).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        let mapping = self.mapping;
        let mut top = Vec::new();
        let envelope = [Some(("id", &mapping.id)), mapping.source.as_ref().map(|cell| ("source", cell))];
        for (name, cell) in envelope.into_iter().flatten() {
            let text = self.text_of_all(name, cell, rows, &texts, &mut problems);
            top.extend(text.map(|text| (Cow::Borrowed(name), Tree::text(text))));
        }
        if let Some(at) = self.text_of_all("at", &mapping.at, rows, &texts, &mut problems) {
            match self.instant(at) {
                Ok(at) => top.push((Cow::Borrowed("at"), Tree::text(at.to_string()))),
                Err(reason) => problems.push(Problem { field: "at".to_owned(), reason, help: None }),
            }
        }
        let mut body = Vec::new();
        for mapped in &mapping.fields {
            let field = format!("{}.{}", mapping.kind, mapped.path);
            let Some(text) = self.text_of_all(&field, &mapped.cell, rows, &texts, &mut problems) else {
                continue;
            };
            self.put(&field, mapped, text, &mut body, &mut problems);
        }
        if let Some(mapped_lines) = &mapping.lines {
            let lines = texts.iter().enumerate().map(|(at, texts)| {
                let mut line = Vec::new();
                for mapped in mapped_lines {
                    let field = format!("{}.lines[{at}].{}", mapping.kind, mapped.path);
                    if let Some(text) = self.cell(&mapped.cell, texts) {
                        self.put(&field, mapped, text, &mut line, &mut problems);
                    }
                }
                Tree::Map(line)
            });
            let lines = Tree::List(lines.collect());
            body.push((Cow::Borrowed("lines"), lines));
        }
        if !problems.is_empty() {
            problems.truncate(PROBLEMS_MAX);
            return Err(self.with_columns(problems, rows));
        }
        top.push((Cow::Borrowed(mapping.kind.as_str()), Tree::Map(body)));
        self.intake
            .read(&Tree::Map(top), &self.defaults)
            .map_err(|problems| self.with_columns(problems, rows))
    }

    /// The cells as texts, as many as the header has.
    fn texts<'r>(&self, row: &'r Row, problems: &mut Vec<Problem>) -> Option<Vec<&'r str>> {
        if row.cells.len() != self.header.len() {
            let (cells, columns) = (row.cells.len(), self.header.len());
            let reason =
                format!("the row on line {} has {cells} cells, but the header has {columns}", row.line);
            problems.push(Problem::of_event(reason));
            return None;
        }
        let texts = row.cells.iter().zip(&self.header).map(|(cell, column)| {
            std::str::from_utf8(cell).map_err(|_| {
                let reason = format!("the cell on line {} is not UTF-8", row.line);
                problems.push(Problem { field: column.clone(), reason, help: None });
            })
        });
        // All cells are looked at before the first broken one ends it.
        let texts: Vec<_> = texts.collect();
        texts.into_iter().collect::<Result<_, _>>().ok()
    }

    /// A cell's text; none when it is empty.
    fn cell<'t>(&'t self, cell: &'t Cell, texts: &[&'t str]) -> Option<&'t str> {
        let text = match cell {
            Cell::Column(column) => self.index(column).and_then(|at| texts.get(at).copied())?,
            Cell::Value(value) => value,
        };
        (!text.is_empty()).then_some(text)
    }

    /// A cell of the event as a whole, which all its rows must say alike.
    fn text_of_all<'t>(
        &'t self,
        field: &str,
        cell: &'t Cell,
        rows: &[Row],
        texts: &[Vec<&'t str>],
        problems: &mut Vec<Problem>,
    ) -> Option<&'t str> {
        let first = self.cell(cell, texts.first()?);
        if let Some(other) = texts.iter().position(|texts| self.cell(cell, texts) != first) {
            let said =
                |text: Option<&str>| text.map_or("nothing".to_owned(), |text| format!("`{}`", shown(text)));
            let there = said(self.cell(cell, &texts[other]));
            let (line, first) = (rows[other].line, said(first));
            let reason = format!("the rows of one event differ: {first} first, {there} on line {line}");
            problems.push(Problem { field: field.to_owned(), reason, help: None });
            return None;
        }
        first
    }

    fn instant(&self, text: &str) -> Result<Instant, String> {
        let zone = &self.mapping.zone;
        let local = match &self.mapping.format {
            None => Cow::Borrowed(text),
            Some(format) => match format.local(text) {
                Some(local) => Cow::Owned(local),
                None => return Err(format!("`{}` does not fit the mapping's format", shown(text))),
            },
        };
        Instant::parse(&local, zone).map_err(|error| error.to_string())
    }

    /// Puts a value into a map, under a path of one or more keys.
    fn put<'t>(
        &self,
        field: &str,
        mapped: &'t Mapped,
        text: &'t str,
        into: &mut Vec<(Cow<'t, str>, Tree<'t>)>,
        problems: &mut Vec<Problem>,
    ) {
        let value = match &mapped.split {
            Some(separator) => Tree::List(
                text.split(separator.as_str())
                    .map(str::trim)
                    .filter(|s| !s.is_empty())
                    .map(Tree::text)
                    .collect(),
            ),
            None if mapped.is_number => match self.number(text) {
                Ok(number) => Tree::text(number),
                Err(reason) => {
                    problems.push(Problem { field: field.to_owned(), reason, help: None });
                    return;
                }
            },
            None => Tree::text(text),
        };
        let mut keys = mapped.path.split('.');
        let Some(first) = keys.next() else { return };
        let mut at = into;
        let mut key = first;
        for next in keys {
            let known = at.iter().position(|(known, value)| known == key && matches!(value, Tree::Map(_)));
            let place = known.unwrap_or_else(|| {
                at.push((Cow::Borrowed(key), Tree::Map(Vec::new())));
                at.len() - 1
            });
            let Tree::Map(inner) = &mut at[place].1 else { return };
            at = inner;
            key = next;
        }
        at.push((Cow::Borrowed(key), value));
    }

    /// A number in plain digits of one that is written with the table's signs.
    fn number<'t>(&self, text: &'t str) -> Result<Cow<'t, str>, String> {
        let mut number = Cow::Borrowed(text);
        if let Some(thousands) = self.mapping.thousands {
            // Exports that separate thousands by blanks mostly write ones that do not break the line.
            let blank = thousands == ' ';
            let separates = |c: char| c == thousands || (blank && matches!(c, '\u{a0}' | '\u{202f}'));
            if number.contains(separates) {
                number = Cow::Owned(number.replace(separates, ""));
            }
        }
        let decimal = self.mapping.decimal;
        if decimal == '.' {
            return Ok(number);
        }
        if number.contains('.') {
            return Err(format!(
                "`{}` has a point, but the table's decimal sign is `{decimal}`",
                shown(text)
            ));
        }
        Ok(if number.contains(decimal) { Cow::Owned(number.replace(decimal, ".")) } else { number })
    }

    /// Says of which column and line of the table each problem is.
    fn with_columns(&self, mut problems: Vec<Problem>, rows: &[Row]) -> Vec<Problem> {
        for problem in &mut problems {
            let (cell, line) = self.origin(&problem.field);
            let line = line.and_then(|at| rows.get(at)).map(|row| row.line);
            if let Some(Cell::Column(column)) = cell {
                let line = line.map_or_else(String::new, |line| format!(", line {line}"));
                problem.reason = format!("{} (column `{column}`{line})", problem.reason);
            }
        }
        problems
    }

    /// The cell of a problem's field, and which of the event's rows.
    fn origin(&self, field: &str) -> (Option<&Cell>, Option<usize>) {
        let mapping = self.mapping;
        let within = |mapped: &&Mapped, path: &str| {
            path.strip_prefix(mapped.path.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        match field {
            "id" => return (Some(&mapping.id), None),
            "at" => return (Some(&mapping.at), None),
            "source" => return (mapping.source.as_ref(), None),
            _ => {}
        }
        let Some(path) = field.strip_prefix(&mapping.kind).and_then(|rest| rest.strip_prefix('.')) else {
            return (None, None);
        };
        let line = path.strip_prefix("lines[").and_then(|rest| rest.split_once(']'));
        match line {
            Some((at, rest)) => {
                let path = rest.strip_prefix('.').unwrap_or(rest);
                let mapped = mapping.lines.iter().flatten().find(|mapped| within(mapped, path));
                (mapped.map(|mapped| &mapped.cell), at.parse().ok())
            }
            None => {
                (mapping.fields.iter().find(|mapped| within(mapped, path)).map(|mapped| &mapped.cell), None)
            }
        }
    }
}
