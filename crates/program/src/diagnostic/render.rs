//! Draws diagnostics for a terminal, in the manner of `rustc`.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity, in_order};
use crate::yaml::{BYTE_ORDER_MARK, Mark, Span};

/// How many diagnostics are drawn; the rest is only counted. More than a person mends before checking again.
pub const SHOWN_MAX: usize = 50;

/// Bytes of a line that is drawn; of a longer one only the line and column are given. A line of this length is already
/// cut to the part around the mistake.
const LINE_BYTES_MAX: usize = 4 * 1024;

/// Bytes from the first to the last line of one picture, what lies between being left out in the picture; places
/// further apart get a picture each. It bounds the time that drawing takes.
const EXCERPT_BYTES_MAX: usize = 64 * 1024;

/// Draws the diagnostics in the order of the file, at most [`SHOWN_MAX`], followed by a line that counts them.
///
/// `source` is the file as it was parsed, valid UTF-8 or not. Each place appears as `file.yaml:12:7`, the column in
/// characters. With `colour`, ANSI escapes are used. An empty list gives an empty string.
pub fn render(file_name: &str, source: impl AsRef<[u8]>, diagnostics: &[Diagnostic], colour: bool) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let source = String::from_utf8_lossy(source.as_ref());
    let source = Shown::of(&source);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for diagnostic in in_order(diagnostics).into_iter().take(SHOWN_MAX) {
        text.push_str(&renderer.render(&[group(file_name, &source, diagnostic)]));
        text.push_str("\n\n");
    }
    text.push_str(&summary(diagnostics));
    text.push('\n');
    text
}

fn group<'a>(file_name: &'a str, source: &Shown<'a>, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code);
    let places = Place::all_of(diagnostic);
    let mut group = match places.as_slice() {
        [] => title.element(Origin::path(file_name)),
        places => match source.excerpt(file_name, places) {
            Some(excerpt) => title.element(excerpt),
            None => title.elements(places.iter().map(|place| source.alone(file_name, *place))),
        },
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    group
}

/// A place to be underlined, with what is said about it; the mistake itself has no label, its message says it.
#[derive(Clone, Copy)]
struct Place<'a> {
    span: Span,
    label: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// The place of the mistake, if it has one, and those that belong to it.
    fn all_of(diagnostic: &'a Diagnostic) -> Vec<Place<'a>> {
        let Some(span) = diagnostic.span else { return Vec::new() };
        let also = diagnostic.also.iter().map(|(span, label)| Place { span: *span, label: Some(label) });
        std::iter::once(Place { span, label: None }).chain(also).collect()
    }
}

/// The text as it is drawn: without a byte order mark, which the drawing would count as a column.
struct Shown<'a> {
    text: &'a str,
    /// Bytes in front of it.
    skipped: usize,
    /// The byte behind each line break.
    line_starts: Vec<usize>,
}

impl<'a> Shown<'a> {
    fn of(source: &'a str) -> Self {
        let text = source.strip_prefix(BYTE_ORDER_MARK).unwrap_or(source);
        let line_starts = text.match_indices(['\n', '\r']).map(|(place, _)| place + 1).collect();
        Shown { text, skipped: source.len() - text.len(), line_starts }
    }

    /// One picture of all the places; none when they are too far apart or on too long lines.
    fn excerpt(&self, file_name: &'a str, places: &[Place<'a>]) -> Option<Snippet<'a, Annotation<'a>>> {
        let lines: Vec<Range<usize>> = places.iter().map(|place| self.line(place.span)).collect();
        let start = lines.iter().map(|line| line.start).min()?;
        let end = lines.iter().map(|line| line.end).max()?;
        let first_line = places.iter().map(|place| place.span.start.line).min()?;
        if end - start > EXCERPT_BYTES_MAX || lines.iter().any(|line| line.len() > LINE_BYTES_MAX) {
            return None;
        }
        let annotations = places.iter().map(|place| {
            let Range { start: from, end: to } = self.underlined(place.span);
            let kind = match place.label {
                None => AnnotationKind::Primary,
                Some(_) => AnnotationKind::Context,
            };
            kind.span(from - start..to - start).label(place.label)
        });
        Some(
            Snippet::source(&self.text[start..end])
                .path(file_name)
                .line_start(first_line as usize)
                .annotations(annotations),
        )
    }

    /// A picture of one place; only its line and column when the line is too long.
    fn alone(&self, file_name: &'a str, place: Place<'a>) -> Element<'a> {
        match self.excerpt(file_name, &[place]) {
            Some(excerpt) => excerpt.into(),
            None => (Origin::path(file_name).line(place.span.start.line as usize))
                .char_column(place.span.start.column as usize)
                .into(),
        }
    }

    /// The bytes of the line on which a place begins.
    fn line(&self, span: Span) -> Range<usize> {
        let before = self.line_starts.partition_point(|line| *line <= self.byte(span.start));
        let line_start = before.checked_sub(1).map_or(0, |line| self.line_starts[line]);
        let line_end = self.line_starts.get(before).map_or(self.text.len(), |next| next - 1);
        line_start..line_end
    }

    /// The bytes to underline: a place of several lines is underlined on its first line only, since a rule of twenty
    /// lines would hide what is said about it.
    fn underlined(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start);
        let end = self.text.ceil_char_boundary(self.byte(span.end)).max(start);
        start..end.min(self.line(span).end)
    }

    /// The byte of a mark. Where broken bytes were replaced for drawing, marks behind them are approximate.
    fn byte(&self, mark: Mark) -> usize {
        self.text.floor_char_boundary((mark.offset as usize).saturating_sub(self.skipped))
    }
}

fn summary(diagnostics: &[Diagnostic]) -> String {
    let counted = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    let errors = diagnostics.iter().filter(|d| d.is_error()).count();
    let warnings = diagnostics.len() - errors;
    let found = match (errors, warnings) {
        (_, 0) => counted(errors, "error"),
        (0, _) => counted(warnings, "warning"),
        _ => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    match diagnostics.len().saturating_sub(SHOWN_MAX) {
        0 => found,
        hidden => format!("… and {hidden} more\n{found}"),
    }
}
