//! What an event left pending becomes available.

use crate::context::Context;
use crate::decision::{Cause, Given, Leg, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::records::Records;
use crate::remember;
use coterie_ledger::{Availability, Move};
use coterie_program::builtin::field;
use coterie_program::compiled::MeasureKind;

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let (_, record) = context.earlier(field::OF, "of")?;
    let mut approved = false;
    for held in &record.gifts {
        let Given::Credit { account, lot: Some(lot), .. } = &held.gift.given else { continue };
        let to = context.resolve(&held.gift.to)?;
        let holder = context.holder(&to, *account)?;
        let wallet = context.record(&holder)?.and_then(|record| record.wallet(*account));
        let waits = wallet
            .and_then(|wallet| wallet.lot(*lot))
            .is_some_and(|lot| lot.available == Availability::OnApproval);
        if !waits {
            continue;
        }
        approved = true;
        let step = Move::Approve { lot: *lot, at: context.event.at };
        draft.transfer(*account, Cause::Approve, None, vec![Leg::wallet(holder, vec![step])?])?;
        for id in context.engine.measures_by_account.get(account).into_iter().flatten() {
            let measure = &context.program().measures[*id];
            let counts = matches!(&measure.what, MeasureKind::SumAccount { from, when_available: true, .. }
                if from.is_empty() || from.contains(&held.gift.rule));
            if counts && to.kind() == measure.of {
                let change = crate::decision::Change::Add(held.kept.get());
                remember::remember(context, draft, &to, *id, context.event.at, change, None)?;
            }
        }
    }
    if !approved {
        return Err(Refusal::new(Reason::NothingRemains, record.event.id.as_str()).into());
    }
    super::follow_up(context, draft)
}
