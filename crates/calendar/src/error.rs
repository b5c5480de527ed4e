//! What can be wrong with a calendar text or value.

use thiserror::Error;

/// Why a text or a value is not an instant, zone, span, period, window, date or time.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The instant lies outside the years that the platform handles.
    #[error("the time lies outside the years {} to {}", crate::Instant::YEAR_MIN, crate::Instant::YEAR_MAX)]
    OutOfRange,
    /// The text is none of the accepted spellings.
    #[error("`{text}` is not {expected}")]
    NotUnderstood {
        /// The text as given, cut to a bounded length.
        text: String,
        /// What was expected, with an example.
        expected: &'static str,
    },
    /// No time zone has this name.
    #[error("there is no time zone `{name}`; did you mean `{nearest}`?")]
    UnknownZone {
        /// The name as given, cut to a bounded length.
        name: String,
        /// The existing name that is nearest to it.
        nearest: String,
    },
    /// The calendar has no such day (30 February).
    #[error("the calendar has no day {year:04}-{month:02}-{day:02}")]
    NoSuchDay {
        /// Calendar year.
        year: i16,
        /// Month as given, 1 to 12 when valid.
        month: u8,
        /// Day of the month as given.
        day: u8,
    },
}

/// The longest part of a refused text that an error repeats, in characters: errors are shown and stored.
const TEXT_SHOWN_MAX: usize = 64;

pub(crate) fn shown(text: &str) -> String {
    text.chars().take(TEXT_SHOWN_MAX).collect()
}

pub(crate) fn not_understood(text: &str, expected: &'static str) -> CalendarError {
    CalendarError::NotUnderstood { text: shown(text), expected }
}
