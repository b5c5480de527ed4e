//! Diagnostics as JSON, for editors, scripts and the console's program page.

use serde_json::{Value, json};

use super::{Diagnostic, in_order};
use crate::yaml::{Mark, Span};

/// All diagnostics as a JSON array, in the order of the file.
///
/// Each is `{severity, code, message, help, file, span, also}`; a span is `{start, end}` of
/// `{offset, line, column}` (bytes from 0; lines and columns from 1), and `null` for the whole file.
pub fn to_json(file_name: &str, diagnostics: &[Diagnostic]) -> Value {
    in_order(diagnostics).into_iter().map(|diagnostic| one(file_name, diagnostic)).collect()
}

fn one(file_name: &str, diagnostic: &Diagnostic) -> Value {
    let also: Value = (diagnostic.also.iter())
        .map(|(place, message)| json!({ "span": span(*place), "message": message }))
        .collect();
    json!({
        "severity": diagnostic.severity.as_str(),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": file_name,
        "span": diagnostic.span.map(span),
        "also": also,
    })
}

fn span(span: Span) -> Value {
    json!({ "start": mark(span.start), "end": mark(span.end) })
}

fn mark(mark: Mark) -> Value {
    json!({ "offset": mark.offset, "line": mark.line, "column": mark.column })
}
