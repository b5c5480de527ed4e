//! Held tiers: rising at once, judged at a period's end, falling after a grace, given by hand.

use crate::context::{Context, step_for};
use crate::decision::Effect;
use crate::draft::Draft;
use crate::engine::Engine;
use crate::error::DecideError;
use crate::record::{HeldTier, PartyRecord};
use crate::records::Records;
use coterie_calendar::Instant;
use coterie_ledger::Party;
use coterie_program::compiled::{Fall, Program, TierSet};
use coterie_program::ids::TierSetId;

/// Where a record stands; one that never moved stands on the first step since it and the tiers are known.
pub(crate) fn held(engine: &Engine, record: Option<&PartyRecord>, set: TierSetId, now: Instant) -> HeldTier {
    if let Some(held) = record.and_then(|record| record.tier(set)) {
        return held.clone();
    }
    let since = record.map_or(now, |record| record.since);
    let since = engine.held_since.get(&set).map_or(since, |declared| since.max(*declared));
    let review = engine
        .program
        .tiers
        .get(set)
        .and_then(|tiers| tiers.held.as_ref())
        .and_then(|fall| next(&engine.program, fall, since));
    HeldTier { set, step: 0, since, review, falling: None, granted_until: None }
}

/// The first judgement after an instant.
pub(crate) fn next(program: &Program, fall: &Fall, after: Instant) -> Option<Instant> {
    match (fall.at_end_of, fall.every) {
        (Some(period), _) => Some(program.zone.next_start(period, after)),
        (None, Some(span)) => program.zone.add(after, span).ok(),
        (None, None) => None,
    }
}

/// Lets tiers rise whose measures the decision raised. Returns the sets in which somebody rose.
pub(crate) fn rise<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
) -> Result<Vec<(Party, TierSetId)>, DecideError> {
    let mut risen = Vec::new();
    if context.engine.held_sets.is_empty() || draft.added.is_empty() {
        return Ok(risen);
    }
    let mut seen: Vec<(Party, TierSetId)> = Vec::new();
    for (party, measure, _, _) in draft.added.clone() {
        for set in context.engine.held_sets.get(&party.kind()).into_iter().flatten() {
            let tiers = &context.program().tiers[*set];
            let rises = tiers.held.as_ref().is_some_and(|fall| fall.rises_at_once);
            if tiers.by != measure || !rises || seen.contains(&(party.clone(), *set)) {
                continue;
            }
            seen.push((party.clone(), *set));
            let before = context.measure_number(&party, measure)?;
            let window = context.program().zone.window(context.program().measures[measure].over, context.at);
            let added: i64 = draft
                .added
                .iter()
                .filter(|(of, id, at, _)| *of == party && *id == measure && window.contains(*at))
                .map(|(_, _, _, amount)| amount)
                .sum();
            let judged = step_for(&tiers.steps, before.saturating_add(added));
            let stands = held(context.engine, context.record(&party)?, *set, context.event.at);
            if judged > stands.step {
                let risen_to = raised(context.program(), tiers, &stands, judged, context.event.at);
                draft.push(Effect::Tier { party: party.clone(), held: risen_to });
                risen.push((party.clone(), *set));
            } else if stands.falling.is_some_and(|(to, _)| judged > to) {
                let falling = stands.falling.filter(|_| judged < stands.step).map(|(_, when)| (judged, when));
                draft.push(Effect::Tier { party: party.clone(), held: HeldTier { falling, ..stands } });
            }
        }
    }
    Ok(risen)
}

/// A record that rises: a period that is counted from reaching begins anew.
fn raised(program: &Program, tiers: &TierSet, stands: &HeldTier, step: u16, at: Instant) -> HeldTier {
    let review = match &tiers.held {
        Some(fall) if fall.at_end_of.is_none() => next(program, fall, at),
        _ => stands.review,
    };
    HeldTier { step, since: at, review, falling: None, ..stands.clone() }
}

/// A tier given by hand: the record stands on that step at least, until then.
pub(crate) fn grant<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    party: &Party,
    set: TierSetId,
    step: u16,
    until: Option<Instant>,
) -> Result<(), DecideError> {
    let stands = held(context.engine, context.record(party)?, set, context.event.at);
    let granted = HeldTier {
        step,
        since: context.event.at,
        falling: None,
        granted_until: Some(until.unwrap_or(Instant::MAX)),
        ..stands
    };
    draft.push(Effect::Tier { party: party.clone(), held: granted });
    Ok(())
}
