//! What is wrong with a program file, where, and how to mend it.
//!
//! A [`Diagnostic`] is data; [`render`] draws a list of them for a terminal in the manner of `rustc`, [`to_json`]
//! gives the same list to editors and scripts, and [`did_you_mean`] finds the word that was probably meant.

mod json;
mod render;
mod suggestion;

pub use json::to_json;
pub use render::{SHOWN_MAX, render};
pub use suggestion::did_you_mean;

use crate::yaml::Span;

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but probably does not say what was meant.
    Warning,
}

impl Severity {
    /// The word for it in JSON: `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One mistake in a program file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the file can still be used.
    pub severity: Severity,
    /// Where the mistake is; none when it concerns the whole file (it is empty, it is too large).
    pub span: Option<Span>,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// Other places that belong to the mistake, each with what it is ("first given here").
    pub also: Vec<(Span, String)>,
    /// A stable name of the kind of mistake (`unknown-field`), by which documentation and scripts refer to it.
    pub code: &'static str,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            span: Some(span),
            message: message.into(),
            help: None,
            also: Vec::new(),
            code,
        }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, message) }
    }

    /// An error of the whole file, which has no place.
    pub fn of_file(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            span: None,
            message: message.into(),
            help: None,
            also: Vec::new(),
            code,
        }
    }

    /// Adds how to mend it.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds how to mend it, when there is something to say.
    pub fn with_help_if(mut self, help: Option<impl Into<String>>) -> Self {
        self.help = help.map(Into::into);
        self
    }

    /// Adds another place that belongs to the mistake.
    pub fn with_also(mut self, span: Span, what_it_is: impl Into<String>) -> Self {
        self.also.push((span, what_it_is.into()));
        self
    }

    /// Whether the file cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The order in which diagnostics are shown: those of the whole file first, then by place, then by code and message.
///
/// Returns references, so that the list itself keeps the order in which the mistakes were found.
pub(crate) fn in_order(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by(|a, b| {
        let place = |d: &Diagnostic| d.span.map(|s| (s.start.offset, s.end.offset));
        (place(a), a.severity, a.code, &a.message).cmp(&(place(b), b.severity, b.code, &b.message))
    });
    sorted
}
