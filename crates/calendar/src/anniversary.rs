//! Anniversaries: birthdays, years of membership, contract years.

use crate::{
    CalendarError, Date, Instant, TimeOfDay, Zone,
    date::{days_from_civil, days_in_month},
    local::MILLIS_PER_SECOND,
};

impl Zone {
    /// The instant of a date's anniversary in a year. 29 February has it on 28 February in common years.
    pub fn anniversary(&self, date: Date, year: i16, time: TimeOfDay) -> Result<Instant, CalendarError> {
        Instant::from_millis(self.anniversary_millis(date, year, time))
    }

    /// The first anniversary after `after`; the date itself counts when it is still to come. Cut to the range of
    /// [`Instant`] at its end.
    pub fn next_anniversary(&self, date: Date, time: TimeOfDay, after: Instant) -> Instant {
        let this_year = self.local(after).year.max(date.year());
        let mut candidates =
            (this_year..=this_year + 1).map(|year| self.anniversary_millis(date, year, time));
        let next = candidates.find(|at| *at > after.millis());
        Instant::saturating(next.unwrap_or(i64::MAX))
    }

    fn anniversary_millis(&self, date: Date, year: i16, time: TimeOfDay) -> i64 {
        let day = date.day().min(days_in_month(i32::from(year), date.month()));
        let days = days_from_civil(i32::from(year), date.month(), day);
        self.resolve(days, i64::from(time.seconds()) * MILLIS_PER_SECOND)
    }
}
