//! Events that are far from having come: a slip in the date. One of them would take the books' clock along, everything due until then
//! would happen at once, for good, and what really happens would come too late.

use crate::clock;
use crate::failure::Failure;
use crate::spelling;
use coterie_calendar::{Instant, Span, Zone};
use coterie_intake::Problem;
use coterie_program::compiled::Program;

/// The door that they do not pass.
pub(super) struct Future {
    zone: Zone,
    /// How far ahead of the machine an event may lie: no farther than what happens now may be late, so that none is ever refused for it.
    late: Span,
    /// Whether they are wanted.
    is_taken: bool,
    /// What is not later has come: for the books, or for the machine when it was asked last.
    come: Instant,
}

impl Future {
    /// The door of books that have come to `clock`.
    pub(super) fn new(is_taken: bool, clock: Instant, program: &Program) -> Self {
        Self { zone: program.zone.clone(), late: program.late, is_taken, come: clock }
    }

    /// Why an event may not pass, if it may not.
    pub(super) fn refuses(&mut self, at: Instant) -> Result<Option<Problem>, Failure> {
        if self.is_taken || at <= self.come {
            return Ok(None);
        }
        self.come = self.come.max(self.latest(clock::now()?));
        Ok((at > self.come).then(|| Problem {
            field: "at".to_owned(),
            reason: format!(
                "{} has not come yet, and is farther away than an event may be late",
                spelling::moment(at, &self.zone)
            ),
            help: Some("--future takes such events, to try a programme out".to_owned()),
        }))
    }

    /// The last moment from which the present is not too late.
    fn latest(&self, now: Instant) -> Instant {
        self.zone.add(now, self.late).unwrap_or(Instant::MAX)
    }
}
