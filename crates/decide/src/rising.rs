//! Held tiers that rise at once: by what a decision adds to the measures, or to the balances, on which they stand; and what
//! their rise sets off.

use crate::context::{Context, step_for};
use crate::decision::{Effect, Transfer};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::record::HeldTier;
use crate::records::Records;
use crate::remember;
use crate::tick::{naming_field, set_off};
use crate::tiers::{raised, stands};
use coterie_ledger::Party;
use coterie_program::compiled::MeasureKind;
use coterie_program::event::Event;
use coterie_program::ids::{AccountId, MeasureId, TierSetId};
use coterie_program::value::Value;

/// Lets tiers rise that stand on what the decision has raised, and rules that this sets off give in turn.
pub(crate) fn rise<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    if context.engine.held_sets.is_empty() {
        return Ok(());
    }
    // What a rise gives may raise another set. Each round somebody stands higher than before, and steps have an end.
    loop {
        let risen = risen(context, draft)?;
        if risen.is_empty() {
            return Ok(());
        }
        for (party, set) in risen {
            set_off_by_rise(context, draft, &party, set)?;
        }
    }
}

/// Lifts whoever the decision so far lifts. Returns the sets in which somebody rose.
fn risen<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
) -> Result<Vec<(Party, TierSetId)>, DecideError> {
    let mut risen = Vec::new();
    for (party, measure) in touched(context, draft) {
        for set in context.engine.held_sets.get(&party.kind()).into_iter().flatten() {
            let tiers = &context.program().tiers[*set];
            let rises = tiers.held.as_ref().is_some_and(|fall| fall.rises_at_once);
            if tiers.by != measure || !rises {
                continue;
            }
            let judged = step_for(&tiers.steps, measured(context, draft, &party, measure)?);
            let stands = stands(context, draft, &party, *set)?;
            if judged > stands.step {
                let risen_to = raised(context.program(), tiers, &stands, judged, context.event.at);
                // Under a step that was given, it rises unseen.
                if risen_to.stands() > stands.stands() {
                    risen.push((party.clone(), *set));
                }
                draft.push(Effect::Tier { party: party.clone(), held: risen_to });
            } else if stands.falling.is_some_and(|(to, _)| judged > to) {
                let falling = stands.falling.filter(|_| judged < stands.step).map(|(_, when)| (judged, when));
                draft.push(Effect::Tier { party: party.clone(), held: HeldTier { falling, ..stands } });
            }
        }
    }
    Ok(risen)
}

/// The measures that the decision so far adds to, and the balances that it raises, in the order in which it does.
fn touched<R: Records>(context: &Context<'_, R>, draft: &Draft) -> Vec<(Party, MeasureId)> {
    let mut touched: Vec<(Party, MeasureId)> = Vec::new();
    let mut note = |party: &Party, measure: MeasureId| {
        if !touched.iter().any(|(of, id)| of == party && *id == measure) {
            touched.push((party.clone(), measure));
        }
    };
    for (party, measure, _, _) in &draft.added {
        note(party, *measure);
    }
    let on_balances = &context.engine.rise_by_balance;
    if on_balances.is_empty() {
        return touched;
    }
    for effect in &draft.decision.effects {
        let Effect::Transfer(transfer) = effect else { continue };
        for leg in transfer.legs().iter().filter(|leg| leg.book.is_none()) {
            for (kind, account, measure) in on_balances {
                let is_on_it = *kind == leg.party.kind() && *account == transfer.account();
                if is_on_it && credited(draft, &leg.party, *account) > 0 {
                    note(&leg.party, *measure);
                }
            }
        }
    }
    touched
}

/// What a measure comes to with what the decision so far adds to it.
fn measured<R: Records>(
    context: &Context<'_, R>,
    draft: &Draft,
    party: &Party,
    id: MeasureId,
) -> Result<i64, DecideError> {
    let measure = &context.program().measures[id];
    let added = match measure.what {
        MeasureKind::Balance(account) => credited(draft, party, account),
        _ => {
            let window = context.program().zone.window(measure.over, context.at);
            let of_it = draft
                .added
                .iter()
                .filter(|(of, known, at, _)| of == party && *known == id && window.contains(*at));
            of_it.map(|(_, _, _, amount)| amount).sum()
        }
    };
    Ok(context.measure_number(party, id)?.saturating_add(added))
}

/// By how much the decision so far raises a balance, signed.
fn credited(draft: &Draft, party: &Party, account: AccountId) -> i64 {
    let transfers = draft.decision.effects.iter().filter_map(|effect| match effect {
        Effect::Transfer(transfer) if transfer.account() == account => Some(transfer),
        _ => None,
    });
    let legs = transfers.flat_map(Transfer::legs);
    legs.filter(|leg| leg.book.is_none() && leg.party == *party).map(|leg| leg.amount.get()).sum()
}

/// Rules see whoever rose: the event as it is when it names them, else as if it did.
fn set_off_by_rise<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    party: &Party,
    set: TierSetId,
) -> Result<(), DecideError> {
    let Some(rules) = context.engine.rise_rules.get(&set) else { return Ok(()) };
    let first = draft.decision.gifts.len();
    let unnamed = match naming_field(party.kind()) {
        Some(field) if context.field_party(field)?.as_ref() != Some(party) => field,
        _ => {
            set_off(context, draft, Some(rules), party)?;
            return remember::gifts(context, draft, first);
        }
    };
    // What it sets, it sets on another record.
    let mut event = Event { sets: Vec::new(), relates: Vec::new(), ..context.event.clone() };
    event.fields.retain(|(field, _)| *field != unnamed);
    event.fields.push((unnamed, Value::Party(party.clone())));
    event.fields.sort_by_key(|(field, _)| *field);
    let mut naming = Context::new(context.engine, context.records, &event, context.clock);
    naming.at = context.at;
    set_off(&naming, draft, Some(rules), party)?;
    remember::gifts(&naming, draft, first)?;
    context.reach(naming.reached.take().iter());
    Ok(())
}
