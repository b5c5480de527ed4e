//! Windows of time that measures, limits and conditions look through.

use std::{fmt, str::FromStr};

use minicbor::{Decode, Encode};

use crate::{CalendarError, Instant, Period, Span, Zone, error::not_understood, text::serde_as_text};

/// Which past a measure or a limit looks at, seen from a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(flat)]
pub enum Window {
    /// Everything up to the moment.
    #[n(0)]
    Always,
    /// From the beginning of the current period up to the moment.
    #[n(1)]
    This(#[n(0)] Period),
    /// The whole period before the current one.
    #[n(2)]
    Last(#[n(0)] Period),
    /// The span before the moment.
    #[n(3)]
    Rolling(#[n(0)] Span),
}

/// The instants of a window: `after < t <= up_to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// The last instant before the window; `None` when the window has no beginning.
    pub after: Option<Instant>,
    /// The last instant in the window.
    pub up_to: Instant,
}

impl Range {
    /// Whether an instant lies in the window.
    #[inline]
    pub fn contains(&self, at: Instant) -> bool {
        self.after.is_none_or(|after| at > after) && at <= self.up_to
    }
}

impl Window {
    const EXPECTED: &str = "a window (always, this month, last quarter, last 365 days)";
}

impl Zone {
    /// The instants that a window holds, seen from `at`.
    ///
    /// A rolling window is `(at − length, at]`; `this month` runs from the month's first instant up to `at`; `last
    /// month` is the whole previous month. Beginnings are cut to the range of [`Instant`].
    pub fn window(&self, window: Window, at: Instant) -> Range {
        match window {
            Window::Always => Range { after: None, up_to: at },
            Window::This(period) => Range { after: before(self.start_of(period, at)), up_to: at },
            Window::Last(period) => Range {
                after: before(self.nth_start(period, at, -1)),
                up_to: self.start_of(period, at).just_before(),
            },
            Window::Rolling(span) => {
                Range { after: Some(Instant::saturating(self.add_millis(at, span.negated()))), up_to: at }
            }
        }
    }
}

/// The exclusive bound of a window that begins with `first`.
fn before(first: Instant) -> Option<Instant> {
    (first > Instant::MIN).then(|| first.just_before())
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_str("always"),
            Self::This(period) => write!(f, "this {period}"),
            Self::Last(period) => write!(f, "last {period}"),
            Self::Rolling(span) => write!(f, "last {span}"),
        }
    }
}

impl FromStr for Window {
    type Err = CalendarError;

    /// Parses `always`, `this month`, `last quarter` and `last 365 days`. A word alone is a calendar period, a number
    /// and a word roll: `last month` is the previous calendar month, `last 1 month` ends now.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || not_understood(text, Self::EXPECTED);
        if text == "always" {
            return Ok(Self::Always);
        }
        let (word, rest) = text.split_once(' ').ok_or_else(refused)?;
        let period = rest.parse();
        match (word, period) {
            ("this", Ok(period)) => Ok(Self::This(period)),
            ("last", Ok(period)) => Ok(Self::Last(period)),
            ("last", Err(_)) => {
                rest.parse().ok().filter(|span: &Span| !span.is_zero()).map(Self::Rolling).ok_or_else(refused)
            }
            _ => Err(refused()),
        }
    }
}

serde_as_text!(Window);
