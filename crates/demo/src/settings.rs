//! What a demo is made from.

use coterie_calendar::Date;

use crate::error::DemoError;
use crate::moment::Day;

/// The fewest members: some must be there to invite, to share a household and to be merged.
const MEMBERS_MIN: u32 = 20;
/// The most members; a life takes about a kilobyte while the year is played.
const MEMBERS_MAX: u32 = 1_000_000;

/// What a demo is made from; equal settings make equal years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Where all chance comes from.
    pub seed: u64,
    /// How many members sign up in the year.
    pub members: u32,
    /// The first day; the year ends before the same day of the next. The Advent campaign of [`crate::PROGRAM`] is in 2025.
    pub start: Date,
}

impl Default for Settings {
    /// 1,500 members in 2025.
    fn default() -> Self {
        let start = Date::new(2025, 1, 1).expect("the first of January exists");
        Self { seed: 1, members: 1_500, start }
    }
}

/// The days of a checked year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Year {
    pub(crate) first: Day,
    /// The day after the last.
    pub(crate) end: Day,
}

impl Year {
    pub(crate) fn of(settings: &Settings) -> Result<Self, DemoError> {
        if !(MEMBERS_MIN..=MEMBERS_MAX).contains(&settings.members) {
            let asked = settings.members;
            return Err(DemoError::Members { asked, least: MEMBERS_MIN, most: MEMBERS_MAX });
        }
        let start = settings.start;
        // 29 February: the year ends before 28 February.
        let end = Date::new(start.year() + 1, start.month(), start.day())
            .or_else(|_| Date::new(start.year() + 1, start.month(), start.day() - 1))?;
        // The last close lies in the month after the end.
        Date::new(start.year() + 2, 1, 1)?;
        Ok(Self { first: Day(start.days()), end: Day(end.days()) })
    }

    pub(crate) fn days(self) -> i64 {
        self.end.0 - self.first.0
    }
}
