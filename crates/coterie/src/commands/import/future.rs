//! Events that are far from having come: mostly a slip in the year. One of them would take the books' clock along, and everything due
//! until then would happen at once, for good.

use crate::clock;
use crate::failure::Failure;
use crate::spelling;
use coterie_calendar::{Instant, Zone};
use coterie_intake::Problem;

/// Bookings and rehearsals are written down weeks ahead; a slip in the year is farther away than half a year.
const AHEAD_MS_MAX: i64 = 183 * 24 * 60 * 60 * 1_000;

/// The door that they do not pass.
pub(super) struct Future {
    zone: Zone,
    /// Whether they are wanted.
    is_taken: bool,
    /// What is not later has come: for the books, or for the machine when it was asked last.
    come: Instant,
}

impl Future {
    /// The door of books that have come to `clock`.
    pub(super) fn new(is_taken: bool, clock: Instant, zone: &Zone) -> Self {
        Self { zone: zone.clone(), is_taken, come: clock }
    }

    /// Why an event may not pass, if it may not.
    pub(super) fn refuses(&mut self, at: Instant) -> Result<Option<Problem>, Failure> {
        if self.is_taken || at <= self.come {
            return Ok(None);
        }
        let now = clock::now()?;
        let latest = Instant::from_millis(now.millis().saturating_add(AHEAD_MS_MAX)).unwrap_or(Instant::MAX);
        self.come = self.come.max(latest);
        Ok((at > self.come).then(|| Problem {
            field: "at".to_owned(),
            reason: format!("{} is more than half a year away", spelling::moment(at, &self.zone)),
            help: Some("--future takes such events, to try a programme out".to_owned()),
        }))
    }
}
