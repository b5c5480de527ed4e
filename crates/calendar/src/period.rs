//! Calendar periods of a zone and their labels.

use std::{fmt, str::FromStr};

use minicbor::{Decode, Encode};

use crate::{
    CalendarError, Instant, Zone,
    date::{civil_from_days, days_from_civil, days_in_month, scan_date},
    error::not_understood,
    local::MILLIS_PER_DAY,
    scan::Scan,
    text::serde_as_text,
};

/// A kind of calendar period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Period {
    /// A calendar day.
    #[n(0)]
    Day,
    /// A week of ISO 8601: it begins on Monday and belongs to the year of its Thursday.
    #[n(1)]
    Week,
    /// A calendar month.
    #[n(2)]
    Month,
    /// Three months, from January, April, July or October.
    #[n(3)]
    Quarter,
    /// A calendar year.
    #[n(4)]
    Year,
}

/// More days than the range of [`Instant`] has: whatever is counted further lies outside it as well.
const PERIODS_MAX: i64 = 1_000_000;

impl Period {
    /// All kinds, shortest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The word that programmes use: `day`, `week`, `month`, `quarter`, `year`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The first day of the period that is `periods` after the one containing a day; days count from 1970-01-01.
    fn first_day(self, days: i64, periods: i64) -> i64 {
        let periods = periods.clamp(-PERIODS_MAX, PERIODS_MAX);
        // 1970-01-01 was a Thursday, so day −3 is a Monday.
        let monday = days - (days + 3).rem_euclid(7);
        let months = match self {
            Self::Day => return days + periods,
            Self::Week => return monday + periods * 7,
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        let (year, month, _) = civil_from_days(days);
        let index = i64::from(year) * 12 + i64::from(month) - 1;
        let first = (index.div_euclid(months) + periods) * months;
        days_from_civil(first.div_euclid(12) as i32, first.rem_euclid(12) as u8 + 1, 1)
    }

    fn label_of_day(self, days: i64) -> String {
        let (year, month, day) = civil_from_days(days);
        match self {
            Self::Day => format!("{year:04}-{month:02}-{day:02}"),
            Self::Week => {
                let thursday = self.first_day(days, 0) + 3;
                let (year, ..) = civil_from_days(thursday);
                let week = (thursday - days_from_civil(year, 1, 1)) / 7 + 1;
                format!("{year:04}-W{week:02}")
            }
            Self::Month => format!("{year:04}-{month:02}"),
            Self::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Self::Year => format!("{year:04}"),
        }
    }

    /// The kind of period that a label names, and its first day since 1970-01-01.
    fn of_label(label: &str) -> Option<(Self, i64)> {
        if label.len() == "2026-03-07".len() {
            let mut scan = Scan::new(label);
            let (year, month, day) = scan_date(&mut scan)?;
            let year = i32::from(year);
            let exists = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
            return exists.then(|| (Self::Day, days_from_civil(year, month, day)));
        }
        let mut scan = Scan::new(label);
        let year = scan.digits(4)? as i32;
        if scan.is_done() {
            return Some((Self::Year, days_from_civil(year, 1, 1)));
        }
        scan.expect(b'-')?;
        let (period, day) = if scan.skip(b'W') {
            // The week that contains 4 January is the year's first (ISO 8601).
            let week = i64::from(scan.digits(2)?);
            let monday = Self::Week.first_day(days_from_civil(year, 1, 4), week - 1);
            (Self::Week, monday)
        } else if scan.skip(b'Q') {
            let quarter = scan.digits(1).filter(|quarter| (1..=4).contains(quarter))? as u8;
            (Self::Quarter, days_from_civil(year, quarter * 3 - 2, 1))
        } else {
            let month = scan.digits(2).filter(|month| (1..=12).contains(month))? as u8;
            (Self::Month, days_from_civil(year, month, 1))
        };
        scan.finish()?;
        // Refuses week 53 of a year that has 52, and week 0.
        (period.label_of_day(day) == label).then_some((period, day))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Period {
    type Err = CalendarError;

    /// Parses `day`, `week`, `month`, `quarter` or `year`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|period| period.word() == text);
        found.ok_or_else(|| not_understood(text, "a period (day, week, month, quarter, year)"))
    }
}

serde_as_text!(Period);

impl Zone {
    /// The first instant of the period that contains `at`. Cut to the range of [`Instant`] at its ends.
    pub fn start_of(&self, period: Period, at: Instant) -> Instant {
        self.nth_start(period, at, 0)
    }

    /// The first instant of the next period: `at` lies before it. Cut to the range of [`Instant`] at its ends.
    pub fn next_start(&self, period: Period, at: Instant) -> Instant {
        self.nth_start(period, at, 1)
    }

    /// The first instant of the period that is `periods` after (or, negative, before) the one that contains `at`: 0 is
    /// [`Zone::start_of`], 1 is [`Zone::next_start`], −1 begins the previous period.
    pub fn nth_start(&self, period: Period, at: Instant, periods: i32) -> Instant {
        self.midnight(period.first_day(self.day_containing(at), i64::from(periods)))
    }

    /// The label of the period that contains `at`: `2026-03-07`, `2026-W10`, `2026-03`, `2026-Q1`, `2026`.
    pub fn label(&self, period: Period, at: Instant) -> String {
        period.label_of_day(self.day_containing(at))
    }

    /// The period that a label names: its kind, its first instant, and the first instant after it.
    pub fn period(&self, label: &str) -> Result<(Period, Instant, Instant), CalendarError> {
        let expected = "a period (2026-03-07, 2026-W10, 2026-03, 2026-Q1 or 2026)";
        let (period, day) = Period::of_label(label).ok_or_else(|| not_understood(label, expected))?;
        let (start, end) = (self.midnight(day), self.midnight(period.first_day(day, 1)));
        // Both ends are cut to the same bound where the whole period lies outside the range.
        if start < end { Ok((period, start, end)) } else { Err(CalendarError::OutOfRange) }
    }

    fn midnight(&self, days: i64) -> Instant {
        Instant::saturating(self.resolve(days, 0))
    }

    /// The day, since 1970-01-01, whose midnight is the last one not after `at`.
    ///
    /// Nearly always this is the day that the wall calendar shows. Where a clock change around midnight shows a day
    /// twice (St. John's until 2011) or begins one late, the midnights decide, so that days never overlap.
    fn day_containing(&self, at: Instant) -> i64 {
        let day = self.local_millis(at).div_euclid(MILLIS_PER_DAY);
        if self.rules_change_days() {
            if self.resolve(day, 0) > at.millis() {
                return day - 1;
            }
            if self.resolve(day + 1, 0) <= at.millis() {
                return day + 1;
            }
        }
        day
    }
}
