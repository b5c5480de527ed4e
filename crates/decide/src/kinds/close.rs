//! A period is closed. It can be closed once, and not before it is over; what closing sets off follows for each record.

use crate::context::Context;
use crate::decision::{Effect, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::records::Records;
use coterie_calendar::{Instant, Period};
use coterie_ledger::Party;
use coterie_program::builtin::field;
use coterie_program::ids::LimitId;

/// The counter on the coalition's record that remembers which periods of a kind are closed.
pub fn closed_counter(period: Period) -> LimitId {
    let kind = match period {
        Period::Day => 0,
        Period::Week => 1,
        Period::Month => 2,
        Period::Quarter => 3,
        Period::Year => 4,
    };
    LimitId(u16::MAX - kind)
}

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
    if context.record(&coalition)?.is_some_and(|record| record.used(limit, start) > 0) {
        return Err(Refusal::new(Reason::AlreadyDone, label).into());
    }
    draft.meet(context, &coalition)?;
    draft.push(Effect::Count { party: coalition, limit, period: start, by: 1, gift: None });
    Ok(())
}
