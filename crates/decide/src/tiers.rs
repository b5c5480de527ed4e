//! Held tiers: where a record stands, when it is judged, and what is given over it. What rises at once is in [`crate::rising`].

use crate::context::Context;
use crate::decision::Effect;
use crate::draft::Draft;
use crate::engine::Engine;
use crate::error::DecideError;
use crate::record::{Grant, HeldTier, PartyRecord};
use crate::records::Records;
use coterie_calendar::Instant;
use coterie_ledger::Party;
use coterie_program::compiled::{Fall, Program, TierSet};
use coterie_program::ids::TierSetId;

/// How many given steps of a set are remembered, as long as one lies under another: so many purchases that gave one can be
/// refunded in a row, and each takes back its own.
const GRANTS_MAX: usize = 32;

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
    HeldTier { set, step: 0, since, review, falling: None, grants: Vec::new() }
}

/// Where a record stands at this point of a decision.
pub(crate) fn stands<R: Records>(
    context: &Context<'_, R>,
    draft: &Draft,
    party: &Party,
    set: TierSetId,
) -> Result<HeldTier, DecideError> {
    match draft.tier(party, set) {
        Some(held) => Ok(held),
        None => Ok(held(context.engine, context.record(party)?, set, context.event.at)),
    }
}

/// The first judgement after an instant.
pub(crate) fn next(program: &Program, fall: &Fall, after: Instant) -> Option<Instant> {
    match (fall.at_end_of, fall.every) {
        (Some(period), _) => Some(program.zone.next_start(period, after)),
        (None, Some(span)) => program.zone.add(after, span).ok(),
        (None, None) => None,
    }
}

/// A record that rises: a period that is counted from reaching begins anew.
pub(crate) fn raised(
    program: &Program,
    tiers: &TierSet,
    stands: &HeldTier,
    step: u16,
    at: Instant,
) -> HeldTier {
    let review = match &tiers.held {
        Some(fall) if fall.at_end_of.is_none() => next(program, fall, at),
        _ => stands.review,
    };
    moved(stands, HeldTier { step, review, falling: None, ..stands.clone() }, at)
}

/// A record as it stands anew: since then, if it stands on another step than before.
pub(crate) fn moved(before: &HeldTier, after: HeldTier, at: Instant) -> HeldTier {
    let since = if after.stands() == before.stands() { before.since } else { at };
    HeldTier { since, ..after }
}

/// A tier given by a rule lies over what the record holds and over what was given before: the record stands on that step at
/// least, until then.
pub(crate) fn grant<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    party: &Party,
    (set, step): (TierSetId, u16),
    until: Option<Instant>,
) -> Result<(), DecideError> {
    change(context, draft, party, set, |held| {
        held.grants.extend(granted(context, step, until));
        if held.grants.len() > GRANTS_MAX {
            forget_covered(&mut held.grants);
        }
    })
}

/// A tier given by hand takes the place of all that was given before, and a lower one lowers what the record holds.
pub(crate) fn set_by_hand<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    party: &Party,
    (set, step): (TierSetId, u16),
    until: Option<Instant>,
) -> Result<(), DecideError> {
    change(context, draft, party, set, |held| {
        if step < held.step {
            (held.step, held.falling) = (step, None);
        }
        held.grants = granted(context, step, until).into_iter().collect();
    })
}

/// Changes what a record holds of a set, as of the event.
fn change<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    party: &Party,
    set: TierSetId,
    change: impl FnOnce(&mut HeldTier),
) -> Result<(), DecideError> {
    let stands = stands(context, draft, party, set)?;
    let mut after = stands.clone();
    change(&mut after);
    draft.push(Effect::Tier { party: party.clone(), held: moved(&stands, after, context.event.at) });
    Ok(())
}

/// Forgets the grant that ends first of those that lie under another for all their time.
fn forget_covered(grants: &mut Vec<Grant>) {
    let covers = |over: &Grant, under: &Grant| {
        !over.revoked && over.step >= under.step && over.until >= under.until && !under.revoked
    };
    let is_covered = |place: &usize| {
        let others = grants.iter().enumerate().filter(|(other, _)| other != place);
        others.into_iter().any(|(_, over)| covers(over, &grants[*place]))
    };
    if let Some(first) = (0..grants.len()).filter(is_covered).min_by_key(|place| grants[*place].until) {
        grants.remove(first);
    }
}

/// What is given, unless its time is over already.
fn granted<R: Records>(context: &Context<'_, R>, step: u16, until: Option<Instant>) -> Option<Grant> {
    let until = until.unwrap_or(Instant::MAX);
    (until > context.clock).then_some(Grant { step, until, revoked: false })
}

/// Takes back a step that was given, unless its time was over anyway. What follows is due at the next instant, once for all
/// that is taken back at the same.
pub(crate) fn revoke<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    party: &Party,
    (set, step): (TierSetId, u16),
    until: Option<Instant>,
) -> Result<(), DecideError> {
    let until = until.unwrap_or(Instant::MAX);
    let mut held = stands(context, draft, party, set)?;
    let is_given = |grant: &&mut Grant| grant.step == step && grant.until == until && !grant.revoked;
    if let Some(given) = held.grants.iter_mut().find(is_given) {
        (given.until, given.revoked) = (context.clock.just_after().min(until), true);
        draft.push(Effect::Tier { party: party.clone(), held });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(step: u16, day: i64) -> Grant {
        Grant { step, until: Instant::from_seconds(86_400 * day).expect("a time"), revoked: false }
    }

    #[test]
    fn of_too_many_grants_the_first_that_another_covers_is_forgotten() {
        let mut grants = vec![grant(2, 3), grant(1, 5), grant(1, 4), grant(0, 9)];
        forget_covered(&mut grants);
        assert_eq!(grants, [grant(2, 3), grant(1, 5), grant(0, 9)]);
        forget_covered(&mut grants);
        assert_eq!(grants, [grant(2, 3), grant(1, 5), grant(0, 9)], "each of these shows some day");
    }
}
