//! Setting attributes and relations.

use crate::context::Context;
use crate::decision::{Effect, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::records::Records;
use coterie_calendar::Instant;
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::{field, kind};

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let id = match context.event.kind {
        kind::PARTNER => field::PARTNER,
        kind::EMPLOYEE => field::EMPLOYEE,
        _ => field::MEMBER,
    };
    let party = context
        .field_party(id)?
        .ok_or_else(|| Refusal::new(Reason::UnknownRecord, "the record to be set"))?;
    draft.meet(context, &party)?;
    for (attribute, value) in &context.event.sets {
        draft.push(Effect::Set { party: party.clone(), attribute: *attribute, value: value.clone() });
    }
    // A date that becomes known sets off nothing that it would have set off before.
    if context.engine.looks_at(&context.event.sets) {
        draft.push(Effect::ClockDone { party: party.clone(), up_to: context.event.at });
    }
    for (relation, to, since) in &context.event.relates {
        let to = context.resolve(to)?;
        if to == party {
            return Err(Refusal::new(Reason::DoesNotFit, to.to_string()).into());
        }
        draft.meet(context, &to)?;
        let since: Instant = since.unwrap_or(context.event.at);
        draft.push(Effect::Relate { party: party.clone(), relation: *relation, to: to.clone(), since });
        if to.kind() == PartyKind::Household && party.kind() == PartyKind::Member {
            join(context, draft, &party, &to)?;
        }
    }
    Ok(())
}

/// A member who joins a household brings what pooled accounts hold.
pub(super) fn join<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    member: &Party,
    household: &Party,
) -> Result<(), DecideError> {
    for (account, terms) in context.program().accounts.iter() {
        if terms.pooled {
            let wallet = context.record(member)?.and_then(|record| record.wallet(account));
            if wallet.is_some_and(|wallet| !wallet.holds().is_empty()) {
                let about = "a checkout is open: release or capture its hold first";
                return Err(Refusal::new(Reason::NotAllowed, about).into());
            }
            super::merge::hand_over(context, draft, account, member, household)?;
        }
    }
    Ok(())
}
