//! Lengths of time as programmes write them: "12 months", "30 days", "36 hours".

use std::{fmt, str::FromStr};

use minicbor::{Decode, Encode};

use crate::{CalendarError, error::not_understood, local::MILLIS_PER_SECOND, text::serde_as_text};

/// A length of time in three parts that do not convert into each other: months and days are steps of the calendar,
/// milliseconds are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
#[cbor(array)]
pub struct Span {
    /// Calendar months; years and quarters are 12 and 3 of them.
    #[n(0)]
    pub months: i32,
    /// Calendar days; weeks are 7 of them.
    #[n(1)]
    pub days: i32,
    /// Exact milliseconds; hours, minutes and seconds are written in them.
    #[n(2)]
    pub millis: i64,
}

/// The largest number before a unit: larger than any sensible length, small enough that no sum overflows.
const COUNT_MAX: i32 = 1_000_000;

/// The most parts that one text joins; there are no more kinds of unit that say something new.
const PARTS_MAX: usize = 8;

const MINUTE: i64 = 60 * MILLIS_PER_SECOND;
const HOUR: i64 = 60 * MINUTE;

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self { months: 0, days: 0, millis: 0 };

    const EXPECTED: &str = "a length of time (12 months, 30 days, 1 year and 6 months, 36 hours)";

    /// Calendar months.
    pub const fn months(months: i32) -> Self {
        Self { months, ..Self::ZERO }
    }

    /// Calendar days.
    pub const fn days(days: i32) -> Self {
        Self { days, ..Self::ZERO }
    }

    /// Exact milliseconds.
    pub const fn millis(millis: i64) -> Self {
        Self { millis, ..Self::ZERO }
    }

    /// Exact hours.
    pub const fn hours(hours: i32) -> Self {
        Self::millis(hours as i64 * HOUR)
    }

    /// Whether every part is zero.
    pub const fn is_zero(&self) -> bool {
        self.months == 0 && self.days == 0 && self.millis == 0
    }

    /// The same length backwards.
    pub(crate) const fn negated(self) -> Self {
        Self {
            months: self.months.saturating_neg(),
            days: self.days.saturating_neg(),
            millis: self.millis.saturating_neg(),
        }
    }

    fn of_unit(count: i32, unit: &str) -> Option<Self> {
        Some(match unit.strip_suffix('s').unwrap_or(unit) {
            "year" => Self::months(count * 12),
            "quarter" => Self::months(count * 3),
            "month" => Self::months(count),
            "week" => Self::days(count * 7),
            "day" => Self::days(count),
            "hour" => Self::hours(count),
            "minute" => Self::millis(i64::from(count) * MINUTE),
            "second" => Self::millis(i64::from(count) * MILLIS_PER_SECOND),
            "millisecond" => Self::millis(i64::from(count)),
            _ => return None,
        })
    }
}

impl FromStr for Span {
    type Err = CalendarError;

    /// Parses one or several counts of units, singular or plural, joined by spaces or "and": `1 year and 6 months`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text).ok_or_else(|| not_understood(text, Self::EXPECTED))
    }
}

fn read(text: &str) -> Option<Span> {
    let mut words = text.split_ascii_whitespace().peekable();
    let mut span = Span::ZERO;
    for part in 0..=PARTS_MAX {
        if part > 0 && words.peek().is_none() {
            return Some(span);
        }
        let mut count = words.next()?;
        if part > 0 && count == "and" {
            count = words.next()?;
        }
        let digits = count.bytes().all(|byte| byte.is_ascii_digit());
        let count = count.parse().ok().filter(|count| digits && *count <= COUNT_MAX)?;
        let step = Span::of_unit(count, words.next()?)?;
        span.months += step.months;
        span.days += step.days;
        span.millis += step.millis;
    }
    None
}

impl fmt::Display for Span {
    /// Words that parse back to the same span: `1 year 6 months`, `30 days`, `36 hours`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_zero() {
            return f.write_str("0 days");
        }
        let (years, months) = (self.months / 12, self.months % 12);
        let (hours, rest) = (self.millis / HOUR, self.millis % HOUR);
        let (minutes, rest) = (rest / MINUTE, rest % MINUTE);
        let (seconds, millis) = (rest / MILLIS_PER_SECOND, rest % MILLIS_PER_SECOND);
        let parts = [
            (i64::from(years), "year"),
            (i64::from(months), "month"),
            (i64::from(self.days), "day"),
            (hours, "hour"),
            (minutes, "minute"),
            (seconds, "second"),
            (millis, "millisecond"),
        ];
        let mut gap = "";
        for (count, unit) in parts.into_iter().filter(|(count, _)| *count != 0) {
            let plural = if count == 1 { "" } else { "s" };
            write!(f, "{gap}{count} {unit}{plural}")?;
            gap = " ";
        }
        Ok(())
    }
}

serde_as_text!(Span);
