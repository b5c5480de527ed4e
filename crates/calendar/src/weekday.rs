//! Days of the week.

use std::{fmt, str::FromStr};

use minicbor::{Decode, Encode};

use crate::{CalendarError, error::not_understood, text::serde_as_text};

/// A day of the week; the week begins on Monday (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    #[n(0)]
    Monday = 0,
    #[n(1)]
    Tuesday = 1,
    #[n(2)]
    Wednesday = 2,
    #[n(3)]
    Thursday = 3,
    #[n(4)]
    Friday = 4,
    #[n(5)]
    Saturday = 5,
    #[n(6)]
    Sunday = 6,
}

impl Weekday {
    /// All days, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// The day's place in the week: 0 is Monday, 6 is Sunday.
    #[inline]
    pub const fn index(self) -> u8 {
        self as u8
    }

    /// The weekday of a day counted from 1970-01-01, which was a Thursday.
    #[inline]
    pub(crate) const fn of_days(days: i64) -> Self {
        Self::ALL[(days + 3).rem_euclid(7) as usize]
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(Self::NAMES[usize::from(self.index())])
    }
}

impl FromStr for Weekday {
    type Err = CalendarError;

    /// Parses `mon` to `sun`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let place = Self::NAMES.iter().position(|name| *name == text);
        place.map(|place| Self::ALL[place]).ok_or_else(|| not_understood(text, "a weekday (mon, tue, … sun)"))
    }
}

serde_as_text!(Weekday);
