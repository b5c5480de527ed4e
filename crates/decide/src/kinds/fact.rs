//! A fact speaks of a period that is still remembered; one that replaces an earlier fact takes back what that one gave, and
//! then rules give anew.

use super::clawback;
use crate::context::Context;
use crate::decision::{Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::measured::earliest_named;
use crate::record::EntryState;
use crate::records::Records;
use coterie_calendar::Period;
use coterie_program::builtin::field;

pub(super) fn prepare<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    for period in Period::ALL {
        if let Some((start, _)) = context.named(period)
            && start < earliest_named(context.engine, period, context.event.at)
        {
            return Err(Refusal::new(Reason::TooLate, "period").into());
        }
    }
    supersede(context, draft)
}

fn supersede<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    if context.event.field(field::SUPERSEDES).is_none() {
        return Ok(());
    }
    let (position, record) = context.earlier(field::SUPERSEDES, "supersedes")?;
    if record.event.kind != context.event.kind
        || record.event.party(field::OF) != context.event.party(field::OF)
    {
        return Err(Refusal::new(Reason::DoesNotFit, "supersedes").into());
    }
    if record.state != EntryState::Holds {
        return Err(Refusal::new(Reason::AlreadyDone, record.event.id.as_str()).into());
    }
    clawback::undo(context, draft, position, record)
}
