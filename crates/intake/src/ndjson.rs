//! Events as lines of JSON.

use std::io::{self, BufRead};

use coterie_program::event::Event;

use crate::intake::too_long;
use crate::limits::{LINE_BYTES_MAX, SHOWN_BYTES_MAX};
use crate::problem::as_shown;
use crate::{Defaults, Intake, Problem, Reject};

/// Reads one event from each line. A line that is none is handed out as a [`Reject`], and reading goes on behind it.
///
/// ```
/// # fn read(intake: &coterie_intake::Intake, file: impl std::io::BufRead) -> std::io::Result<()> {
/// use coterie_intake::{Defaults, ndjson};
///
/// let mut reader = ndjson::Reader::new(intake, Defaults::of_source("till-7"), file);
/// while let Some(read) = reader.next_event()? {
///     match read {
///         Ok(event) => println!("{} at {}", event.id, event.at),
///         Err(reject) => println!("line {}: {}", reject.line, reject.problems[0]),
///     }
/// }
/// # Ok(()) }
/// ```
pub struct Reader<'i, R> {
    intake: &'i Intake,
    defaults: Defaults<'i>,
    input: R,
    line: u64,
    /// The line being read, without its end.
    text: Vec<u8>,
}

/// What was found where a line was looked for.
enum Line {
    Whole,
    TooLong,
    End,
}

/// A byte order mark, which some systems write before the first line.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl<'i, R: BufRead> Reader<'i, R> {
    /// Reads the lines of `input`.
    pub fn new(intake: &'i Intake, defaults: Defaults<'i>, input: R) -> Self {
        Self { intake, defaults, input, line: 0, text: Vec::new() }
    }

    /// The next line's event; empty lines are passed over. None at the end. An error is one of the input itself.
    pub fn next_event(&mut self) -> io::Result<Option<Result<Event, Reject>>> {
        loop {
            let found = self.next_line()?;
            if matches!(found, Line::End) {
                return Ok(None);
            }
            self.line += 1;
            if self.line == 1 && self.text.starts_with(BYTE_ORDER_MARK) {
                self.text.drain(..BYTE_ORDER_MARK.len());
            }
            if matches!(found, Line::TooLong) {
                return Ok(Some(Err(Reject::new(self.line, &self.text, vec![too_long()]))));
            }
            if !self.text.trim_ascii().is_empty() {
                return Ok(Some(self.event()));
            }
        }
    }

    /// The line, from 1, of what [`Reader::next_event`] returned last.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What [`Reader::next_event`] read last, as a [`Reject`] would show it: for events that are refused later.
    pub fn text(&self) -> String {
        as_shown(&self.text)
    }

    fn event(&self) -> Result<Event, Reject> {
        let read = match std::str::from_utf8(&self.text) {
            Ok(text) => self.intake.event(text, &self.defaults),
            Err(error) => {
                let reason = format!("the text is not UTF-8 from byte {} on", error.valid_up_to() + 1);
                Err(vec![Problem::of_event(reason)])
            }
        };
        read.map_err(|problems| Reject::new(self.line, &self.text, problems))
    }

    /// Reads up to the next line break. Of a line that is too long, only what is shown is kept.
    fn next_line(&mut self) -> io::Result<Line> {
        self.text.clear();
        let mut length = 0;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() && length == 0 {
                return Ok(Line::End);
            }
            let (part, consumed, ended) = match memchr::memchr(b'\n', chunk) {
                Some(at) => (&chunk[..at], at + 1, true),
                None => (chunk, chunk.len(), chunk.is_empty()),
            };
            length += consumed;
            let kept = if length > LINE_BYTES_MAX + 1 {
                SHOWN_BYTES_MAX.saturating_sub(self.text.len()).min(part.len())
            } else {
                part.len()
            };
            self.text.extend_from_slice(&part[..kept]);
            self.input.consume(consumed);
            if ended {
                return Ok(if length > LINE_BYTES_MAX + 1 { Line::TooLong } else { Line::Whole });
            }
        }
    }
}
