//! Days and local times of the year.

use std::fmt;

use coterie_calendar::Date;

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) i64);

impl Day {
    pub(crate) fn date(self) -> Date {
        Date::from_days(self.0).expect("the settings refuse years that four digits cannot write")
    }

    /// 0 is Monday.
    pub(crate) fn weekday(self) -> usize {
        usize::from(self.date().weekday().index())
    }

    pub(crate) fn plus(self, days: u32) -> Self {
        Self(self.0 + i64::from(days))
    }

    pub(crate) fn at(self, hour: u32, minute: u32) -> Moment {
        Moment { day: self, second: hour * 3_600 + minute * 60 }
    }
}

/// A local time, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub(crate) day: Day,
    /// Seconds since midnight by the clock on the wall.
    pub(crate) second: u32,
}

/// The last second of a day at which anything happens: 22:59:59.
const LATEST_SECOND: u32 = 23 * 3_600 - 1;

impl Moment {
    /// Later on the same day, by the clock on the wall, never into the night.
    pub(crate) fn later(self, seconds: u32) -> Self {
        Self { second: (self.second + seconds).min(LATEST_SECOND), ..self }
    }

    pub(crate) fn earlier(self, seconds: u32) -> Self {
        Self { second: self.second.saturating_sub(seconds), ..self }
    }
}

impl fmt::Display for Moment {
    /// `2025-03-07T18:30:05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.second / 3_600, self.second / 60 % 60, self.second % 60);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.day.date())
    }
}
