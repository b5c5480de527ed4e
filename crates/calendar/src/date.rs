//! Calendar days and the arithmetic of the Gregorian calendar.

use std::{fmt, str::FromStr};

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::{CalendarError, Weekday, error::not_understood, scan::Scan, text::serde_as_text};

/// A day of the Gregorian calendar, without zone or time: a birthday, the first day of a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    /// The first year that four digits can write.
    pub const YEAR_MIN: i16 = 1;
    /// The last year that four digits can write.
    pub const YEAR_MAX: i16 = 9999;

    const EXPECTED: &str = "a date (2026-03-07)";

    /// A day that exists; `month` 1–12, `day` 1–31.
    pub fn new(year: i16, month: u8, day: u8) -> Result<Self, CalendarError> {
        let exists = (Self::YEAR_MIN..=Self::YEAR_MAX).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(i32::from(year), month)).contains(&day);
        if exists {
            Ok(Self { year, month, day })
        } else {
            Err(CalendarError::NoSuchDay { year, month, day })
        }
    }

    /// Calendar year.
    #[inline]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// Month, 1–12.
    #[inline]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1–31.
    #[inline]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The weekday it falls on.
    pub const fn weekday(self) -> Weekday {
        Weekday::of_days(self.days())
    }

    /// Days since 1970-01-01, negative before.
    #[inline]
    pub const fn days(self) -> i64 {
        days_from_civil(self.year as i32, self.month, self.day)
    }

    /// The day that lies `days` after 1970-01-01, if four digits can write its year.
    pub fn from_days(days: i64) -> Option<Self> {
        let written = const { days_from_civil(1, 1, 1)..=days_from_civil(9999, 12, 31) };
        written.contains(&days).then(|| {
            let (year, month, day) = civil_from_days(days);
            Self { year: year as i16, month, day }
        })
    }

    /// Whole years from this day to `other`, as ages are counted: none before the first anniversary. 29 February has its
    /// anniversary on 28 February in common years.
    pub fn whole_years_until(self, other: Self) -> i16 {
        let day = self.day.min(days_in_month(i32::from(other.year), self.month));
        let years = other.year - self.year;
        if (other.month, other.day) < (self.month, day) { years - 1 } else { years }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = CalendarError;

    /// Parses `2026-03-07`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut scan = Scan::new(text);
        let date = scan_date(&mut scan).ok_or_else(|| not_understood(text, Self::EXPECTED))?;
        scan.finish().ok_or_else(|| not_understood(text, Self::EXPECTED))?;
        let (year, month, day) = date;
        Self::new(year, month, day)
    }
}

/// Year, month and day as written, not yet known to exist.
pub(crate) fn scan_date(scan: &mut Scan<'_>) -> Option<(i16, u8, u8)> {
    let year = scan.digits(4)?;
    scan.expect(b'-')?;
    let month = scan.digits(2)?;
    scan.expect(b'-')?;
    let day = scan.digits(2)?;
    Some((year as i16, month as u8, day as u8))
}

serde_as_text!(Date);

/// Stored as days since 1970-01-01.
impl<C> Encode<C> for Date {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.i64(self.days())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Date {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::from_days(d.i64()?).ok_or_else(|| decode::Error::message("date beyond four-digit years"))
    }
}

pub(crate) const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

pub(crate) const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a civil date. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
#[inline]
pub(crate) const fn days_from_civil(year: i32, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year as i64 - 1 } else { year as i64 };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let month_from_march = (month as i64 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a day since 1970-01-01. Same source, `civil_from_days`.
#[inline]
pub(crate) const fn civil_from_days(days: i64) -> (i32, u8, u8) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted - era * 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year as i32, month as u8, day as u8)
}
