//! A tier given by hand.

use crate::context::Context;
use crate::decision::{Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::records::Records;
use crate::tiers;
use coterie_program::builtin::field;

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let party = match context.field_party(field::MEMBER)? {
        Some(member) => member,
        None => context
            .field_party(field::PARTNER)?
            .ok_or_else(|| Refusal::new(Reason::UnknownRecord, "member or partner"))?,
    };
    draft.meet(context, &party)?;
    let named = context.event.text(field::TIER_SET);
    let mut sets = context
        .program()
        .tiers
        .iter()
        .filter(|(_, tiers)| tiers.of == party.kind() && named.is_none_or(|name| tiers.name == name));
    let (Some((set, tiers)), None) = (sets.next(), sets.next()) else {
        return Err(Refusal::new(Reason::UnknownName, named.unwrap_or("tier_set")).into());
    };
    let name = context.event.text(field::STEP).unwrap_or_default();
    let step = tiers.steps.iter().position(|step| step.name == name);
    let step = step.ok_or_else(|| Refusal::new(Reason::UnknownName, name))?;
    tiers::set_by_hand(context, draft, &party, (set, step as u16), context.event.time(field::UNTIL))
}
