//! What is wrong with an expression's text, and where.

use std::ops::Range;

/// One mistake in an expression. The offsets are bytes into the text given to [`compile`](crate::compile()), and
/// always lie on character boundaries.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}{}", help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default())]
pub struct CelError {
    /// First byte of the part that is wrong.
    pub offset_start: usize,
    /// The byte after its last; equal to the start when something is missing there.
    pub offset_end: usize,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl CelError {
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { offset_start: span.start, offset_end: span.end, message: message.into(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
