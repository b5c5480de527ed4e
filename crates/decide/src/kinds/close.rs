//! A period is closed. It can be closed once, not before it is over, and not after a later one of its kind; what closing sets
//! off follows for each record.

use crate::closed::{Closed, closed_counter};
use crate::context::Context;
use crate::decision::{Effect, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::records::Records;
use coterie_calendar::{Instant, Period};
use coterie_ledger::Party;
use coterie_program::builtin::field;

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let label = context.event.text(field::PERIOD).unwrap_or_default();
    let named = context.program().zone.period(label);
    let (period, start, end): (Period, Instant, Instant) =
        named.map_err(|_| Refusal::new(Reason::UnknownName, label))?;
    if end > context.clock {
        return Err(Refusal::new(Reason::NotAllowed, label).into());
    }
    let coalition = Party::coalition();
    let limit = closed_counter(period);
    if context.record(&coalition)?.is_some_and(|record| record.used(limit, start, context.clock) > 0) {
        return Err(Refusal::new(Reason::AlreadyDone, label).into());
    }
    // What it would read is not remembered any more.
    if Closed::of(context.record(&coalition)?, &context.program().zone).up_to(period) >= end {
        return Err(Refusal::new(Reason::TooLate, label).into());
    }
    draft.meet(context, &coalition)?;
    draft.push(Effect::Count { party: coalition, limit, period: start, by: 1, gift: None, hold: None });
    Ok(())
}
