//! What is wrong with an event, where in it, and how to mend it.

use std::fmt;

use serde::Serialize;

/// One reason why a text is not an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: `purchase.lines[2].amount`; lines are counted from 0. Empty when the whole event is concerned.
    pub field: String,
    /// What is wrong, in one line without a full stop.
    pub reason: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(&self.reason)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, " ({help})"))
    }
}

/// A line or row that is not an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The line of the text on which it begins, from 1.
    pub line: u64,
    /// What was read, cut to [`SHOWN_BYTES_MAX`](crate::limits::SHOWN_BYTES_MAX); broken UTF-8 is shown as `�`.
    pub text: String,
    /// Every reason, at least one.
    pub problems: Vec<Problem>,
}

impl Reject {
    pub(crate) fn new(line: u64, text: &[u8], problems: Vec<Problem>) -> Self {
        Self { line, text: as_shown(text), problems }
    }
}

/// What was read, as a [`Reject`] has it.
pub(crate) fn as_shown(text: &[u8]) -> String {
    let cut = &text[..text.len().min(crate::limits::SHOWN_BYTES_MAX)];
    // A character cut in half at the end is left out rather than shown as broken.
    let cut = match std::str::from_utf8(cut) {
        Err(error) if error.error_len().is_none() => &cut[..error.valid_up_to()],
        _ => cut,
    };
    String::from_utf8_lossy(cut).into_owned()
}

impl Problem {
    pub(crate) fn of_event(reason: impl Into<String>) -> Self {
        Self { field: String::new(), reason: reason.into(), help: None }
    }
}

/// The way to a value, kept on the stack and only written out when something is wrong there.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        Path::Key(self, key)
    }

    pub(crate) fn item(&'a self, index: usize) -> Self {
        Path::Item(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => f.write_str(&shown(key)),
            Path::Key(parent, key) => write!(f, "{parent}.{}", shown(key)),
            Path::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// How much of a text a reason repeats, in characters: enough to recognise it, short enough for one line.
const REPEATED_CHARS_MAX: usize = 40;

/// A text on one line, cut when it is long.
pub(crate) fn shown(text: &str) -> String {
    let mut short: String =
        text.chars().take(REPEATED_CHARS_MAX).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(REPEATED_CHARS_MAX).is_some() {
        short.push('…');
    }
    short
}
