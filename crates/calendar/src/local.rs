//! The wall clock's fields of an instant.

use crate::{Date, TimeOfDay, Weekday, date::civil_from_days};

pub(crate) const MILLIS_PER_SECOND: i64 = 1000;
pub(crate) const MILLIS_PER_DAY: i64 = 86_400_000;

/// What the wall clock and the wall calendar of a zone show at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Local {
    /// Calendar year.
    pub year: i16,
    /// Month, 1–12.
    pub month: u8,
    /// Day of the month, 1–31.
    pub day: u8,
    /// Day of the week.
    pub weekday: Weekday,
    /// Hour, 0–23.
    pub hour: u8,
    /// Minute, 0–59.
    pub minute: u8,
    /// Second, 0–59.
    pub second: u8,
}

impl Local {
    /// The fields of a local time counted in milliseconds since the local 1970-01-01T00:00.
    #[inline]
    pub(crate) fn of_millis(local_millis: i64) -> Self {
        let days = local_millis.div_euclid(MILLIS_PER_DAY);
        let seconds = (local_millis.rem_euclid(MILLIS_PER_DAY) / MILLIS_PER_SECOND) as u32;
        let (year, month, day) = civil_from_days(days);
        Self {
            year: year as i16,
            month,
            day,
            weekday: Weekday::of_days(days),
            hour: (seconds / 3600) as u8,
            minute: (seconds / 60 % 60) as u8,
            second: (seconds % 60) as u8,
        }
    }

    /// The calendar day.
    pub fn date(&self) -> Date {
        Date::new(self.year, self.month, self.day).expect("a local time lies on a day of the calendar")
    }

    /// The time on the wall clock.
    pub fn time(&self) -> TimeOfDay {
        TimeOfDay::new(self.hour, self.minute, self.second).expect("a local time is within its day")
    }
}
