//! Two member records become one.

use super::profile;
use crate::closed::Closed;
use crate::context::{Context, step_for};
use crate::decision::{Cause, Effect, Leg, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::measured::measure_value;
use crate::record::{AtClose, HeldTier, PartyRecord};
use crate::records::Records;
use crate::tidy::{forget_tombstones, tidy_for};
use crate::tiers::{held, moved, raised};
use crate::{fold, remember};
use coterie_ledger::{Move, Part, Party};
use coterie_program::builtin::field;
use coterie_program::compiled::TierSet;
use coterie_program::event::Event;
use coterie_program::ids::{AccountId, TierSetId};
use coterie_program::value::Value;

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let from = context.known_party(field::FROM, "from")?;
    let into = context.known_party(field::INTO, "into")?;
    if from == into {
        return Err(Refusal::new(Reason::AlreadyDone, into.to_string()).into());
    }
    if from.kind() != into.kind() {
        return Err(Refusal::new(Reason::DoesNotFit, from.to_string()).into());
    }
    let Some(record) = context.record(&from)? else {
        return Err(Refusal::new(Reason::UnknownRecord, from.to_string()).into());
    };
    // What is handed over goes into the decision as it stands. A record may or may not have been tidied on its way through the
    // store; tidied now, it is the same either way.
    let mut record = record.clone();
    let closed = Closed::of(context.record(&Party::coalition())?, &context.program().zone);
    tidy_for(&[context.engine], &closed, &mut record, context.clock);
    if record.wallets.iter().any(|(_, wallet)| !wallet.holds().is_empty()) {
        return Err(Refusal::new(
            Reason::NotAllowed,
            "a checkout is open: release or capture its hold first",
        )
        .into());
    }
    draft.meet(context, &into)?;
    // A pooled account is kept by the household that the remaining member belongs to afterwards.
    let (own_home, brought_home) = (context.household(&into)?, context.household(&from)?);
    let home = own_home.as_ref().or(brought_home.as_ref());
    for (account, _) in &record.wallets {
        let pooled = context.program().accounts.get(*account).is_some_and(|account| account.pooled);
        let keeper = home.filter(|_| pooled).unwrap_or(&into);
        hand_over(context, draft, *account, &from, keeper)?;
    }
    if let (None, Some(home)) = (&own_home, &brought_home) {
        profile::join(context, draft, &into, home)?;
    }
    for (account, books) in &record.books {
        for (book, amount) in books.iter() {
            let legs = vec![
                Leg::book(from.clone(), book, coterie_ledger::Amount::ZERO.checked_sub(amount)?),
                Leg::book(into.clone(), book, amount),
            ];
            draft.transfer(*account, Cause::Merge, None, legs)?;
        }
    }
    for (measure, state) in &record.measures {
        let mine = context.record(&into)?.and_then(|record| record.measure(*measure)).cloned();
        if mine.is_some_and(|mut mine| mine.absorb(state).is_none()) {
            let name = context.program().measures.get(*measure).map_or("a measure", |measure| &measure.name);
            return Err(Refusal::new(Reason::TooLarge, name).into());
        }
        draft.push(Effect::Inherit { party: into.clone(), measure: *measure, state: state.clone() });
    }
    for counter in &record.counters {
        // What others' holds keep is kept for them.
        let held = counter.held.iter().map(|held| (held.amount, Some(held.by)));
        let free = counter.used - held.clone().map(|(amount, _)| amount).sum::<i64>();
        for (by, hold) in held.chain([(free, None)]).filter(|(by, _)| *by != 0) {
            draft.push(Effect::Count {
                party: into.clone(),
                limit: counter.limit,
                period: counter.period,
                by,
                gift: None,
                hold,
            });
        }
        let key = (counter.limit, into.clone(), counter.period);
        *draft.used.entry(key).or_default() += counter.used_at(context.clock);
    }
    let remaining = context.record(&into)?;
    for given in &record.at_close {
        let own = remaining.and_then(|own| own.at_close.iter().find(|known| known.is_of_one_rule(given)));
        let gifts = own.iter().flat_map(|own| own.gifts.clone()).chain(given.gifts.clone()).collect();
        let given = AtClose {
            to: if given.to == from { into.clone() } else { given.to.clone() },
            gifts,
            waits: given.waits || own.is_some_and(|own| own.waits),
            ..given.clone()
        };
        draft.push(Effect::AtClose { party: into.clone(), given });
    }
    for (attribute, value) in &record.attributes {
        if remaining.is_none_or(|remaining| remaining.attribute(*attribute).is_none()) {
            draft.push(Effect::Set { party: into.clone(), attribute: *attribute, value: value.clone() });
        }
    }
    if context.engine.looks_at(&record.attributes) {
        draft.push(Effect::ClockDone { party: into.clone(), up_to: context.event.at });
    }
    for relation in &record.relations {
        let theirs = context.resolve(&relation.to)?;
        if theirs != into && remaining.is_none_or(|remaining| remaining.relation(relation.id).is_none()) {
            draft.push(Effect::Relate {
                party: into.clone(),
                relation: relation.id,
                to: theirs,
                since: relation.since,
            });
        }
    }
    let risen = tiers(context, draft, &record, &into)?;
    draft.push(Effect::MergedInto { party: from, into: into.clone() });
    // Rules see the member that remains.
    let fields = vec![(field::MEMBER, Value::Party(into.clone()))];
    let event = Event { fields, ..context.event.clone() };
    let remains = Context::new(context.engine, context.records, &event, context.clock);
    for set in risen {
        crate::tick::set_off(&remains, draft, context.engine.rise_rules.get(&set), &into)?;
    }
    remember::gifts(&remains, draft, 0)?;
    context.reach(remains.reached.take().iter());
    Ok(())
}

/// The better tier stays, with all that was given to either; and what both measured together may raise it. Returns the sets in
/// which the remaining record rose by that.
fn tiers<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    record: &PartyRecord,
    into: &Party,
) -> Result<Vec<TierSetId>, DecideError> {
    let mut risen = Vec::new();
    let own = context.record(into)?;
    for (set, tiers) in context.program().tiers.iter().filter(|(_, tiers)| tiers.of == into.kind()) {
        let before = held(context.engine, own, set, context.event.at);
        let mut stands = match record.tier(set) {
            Some(theirs) => better(&before, theirs),
            None => before.clone(),
        };
        if tiers.held.as_ref().is_some_and(|fall| fall.rises_at_once) {
            let judged = judged_together(context, own, record, tiers);
            if judged > stands.step {
                let kept = stands.stands();
                stands = raised(context.program(), tiers, &stands, judged, context.event.at);
                risen.extend((stands.stands() > kept).then_some(set));
            }
        }
        if stands != before {
            draft.push(Effect::Tier { party: into.clone(), held: stands });
        }
    }
    Ok(risen)
}

/// The better of two tiers, under all that was given to both.
fn better(ours: &HeldTier, theirs: &HeldTier) -> HeldTier {
    let (better, other) = if theirs.step > ours.step { (theirs, ours) } else { (ours, theirs) };
    let mut together = better.clone();
    together.grants.extend(other.grants.iter().cloned());
    moved(better, together, other.since)
}

/// The step on which what both records measured puts the one that remains.
fn judged_together<R: Records>(
    context: &Context<'_, R>,
    own: Option<&PartyRecord>,
    theirs: &PartyRecord,
    tiers: &TierSet,
) -> u16 {
    let mut both = own.cloned().unwrap_or_else(|| PartyRecord::new(context.event.at));
    if let Some(state) = theirs.measure(tiers.by) {
        // That they fit together was seen before.
        let _ = fold::inherit(&mut both, tiers.by, state);
    }
    match measure_value(context.program(), Some(&both), tiers.by, context.at) {
        Some(Value::Int(measured)) => step_for(&tiers.steps, measured),
        _ => 0,
    }
}

/// Moves all lots, tombstones and debts of an account from one wallet to another. Lots that holds reserve stay.
pub(super) fn hand_over<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    account: AccountId,
    from: &Party,
    into: &Party,
) -> Result<(), DecideError> {
    let Some(wallet) = context.record(from)?.and_then(|record| record.wallet(account)) else { return Ok(()) };
    let mut wallet = wallet.clone();
    forget_tombstones(context.engine, &mut wallet, context.clock);
    let (mut gives, mut receives) = (Vec::new(), Vec::new());
    for lot in wallet.lots() {
        if wallet.reserved_of(lot.id).is_zero() {
            gives.push(Move::HandOver(Part { lot: lot.id, amount: lot.remaining }));
            receives.push(Move::Receive(lot.clone()));
        }
    }
    for gone in wallet.gone() {
        gives.push(Move::HandOverGone { lot: gone.lot, at: gone.at });
        receives.push(Move::ReceiveGone(*gone));
    }
    if wallet.debt().is_positive() {
        gives.push(Move::Repay { amount: wallet.debt() });
        receives.push(Move::Borrow { amount: wallet.debt() });
    }
    if gives.is_empty() {
        return Ok(());
    }
    if let Some(at) = wallet.last_activity() {
        receives.push(Move::Touch { at });
    }
    let legs = vec![Leg::wallet(from.clone(), gives)?, Leg::wallet(into.clone(), receives)?];
    draft.transfer(account, Cause::Merge, None, legs)
}
