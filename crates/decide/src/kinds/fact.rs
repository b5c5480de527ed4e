//! A fact that replaces an earlier one takes back what that one gave; then rules give anew.

use super::clawback;
use crate::context::Context;
use crate::decision::{Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::record::EntryState;
use crate::records::Records;
use coterie_program::builtin::field;

pub(super) fn supersede<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
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
