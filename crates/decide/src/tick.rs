//! Deciding what fell due.

use crate::candidate::Candidate;
use crate::context::{Context, Reached};
use crate::decision::{Cause, Decision, Effect, Leg};
use crate::draft::Draft;
use crate::engine::Engine;
use crate::entry::{Tick, TickKind};
use crate::error::DecideError;
use crate::give;
use crate::kinds;
use crate::record::HeldTier;
use crate::records::{Records, Unloaded};
use crate::remember;
use crate::rising;
use crate::tiers::{held, moved, next, raised};
use coterie_calendar::Instant;
use coterie_ledger::{Amount, Book, Lot, Move, Part, Party, PartyKind, Wallet};
use coterie_program::builtin::{field, kind};
use coterie_program::event::Event;
use coterie_program::ids::{AccountId, FieldId, RuleId, TierSetId};
use coterie_program::value::Value;
use std::cmp::Ordering;

/// Decides something that fell due. It must be the first thing due on its record.
pub fn decide_tick<R: Records>(
    engine: &Engine,
    records: &R,
    position: u64,
    clock: Instant,
    tick: &Tick,
) -> Result<Decision, DecideError> {
    Ok(decide_tick_reaching(engine, records, position, clock, tick)?.0)
}

/// Decides something that fell due, and says which records other than its own were read for it.
pub(crate) fn decide_tick_reaching<R: Records>(
    engine: &Engine,
    records: &R,
    position: u64,
    clock: Instant,
    tick: &Tick,
) -> Result<(Decision, Reached), DecideError> {
    let event = as_event(tick);
    let mut context = Context::new(engine, records, &event, clock);
    if tick.kind == TickKind::Expiring {
        // A lot may come to a wallet long after it should have been announced. Nothing reads measures further back than a
        // late event does.
        context.at =
            context.at.max(engine.program.zone.sub(clock, engine.program.late).unwrap_or(Instant::MIN));
    }
    let mut draft = Draft::new(position);
    let outcome = match tick.kind {
        TickKind::HoldLapses => hold_lapses(&context, &mut draft, tick),
        TickKind::Expiry => expiry(&context, &mut draft, tick, |wallet| wallet.plan_expire(tick.at)),
        TickKind::IdleExpiry => expiry(&context, &mut draft, tick, Wallet::plan_expire_idle),
        TickKind::GrantEnds => grant_ends(&context, &mut draft, tick),
        TickKind::TierReview => review(&context, &mut draft, tick),
        TickKind::TierFalls => falls(&context, &mut draft, tick),
        TickKind::Clock | TickKind::Expiring => clock_rule(&context, &mut draft, tick),
        TickKind::Close => {
            let rules = vec![RuleId(tick.of as u16)];
            set_off(&context, &mut draft, Some(&rules), &tick.party)
                .and_then(|()| remember::gifts(&context, &mut draft, 0))
        }
        TickKind::Correction => {
            let rule = RuleId(tick.corrected_rule());
            kinds::correct(&context, &mut draft, (rule, tick.at), &tick.party)
        }
    };
    let gives =
        matches!(tick.kind, TickKind::Clock | TickKind::Expiring | TickKind::Close | TickKind::Correction);
    let outcome = outcome.and_then(|()| rising::rise(&context, &mut draft));
    if tick.kind == TickKind::Close {
        kinds::note_close(&mut draft, &tick.party, tick.at);
    }
    let outcome = outcome.and_then(|()| remember::for_later_versions(&context, &mut draft));
    let outcome =
        outcome.and_then(|()| if gives { crate::bounds::check(&context, &draft.decision) } else { Ok(()) });
    let reached = context.reached.take();
    let decision = match outcome {
        Ok(()) => draft.decision,
        // What the clock sets off and cannot be given is done with, or it would be due for ever.
        Err(DecideError::Refused(_)) if matches!(tick.kind, TickKind::Clock | TickKind::Expiring) => {
            let done = Effect::ClockDone { party: tick.party.clone(), up_to: tick.at };
            Decision { effects: vec![done], ..Decision::default() }
        }
        Err(DecideError::Refused(refusal)) => Decision::refused(*refusal),
        Err(error) => return Err(error),
    };
    Ok((decision, reached))
}

/// The field by which an event names a record of a kind; the coalition is always there.
pub(crate) fn naming_field(kind: PartyKind) -> Option<FieldId> {
    match kind {
        PartyKind::Member => Some(field::MEMBER),
        PartyKind::Partner => Some(field::PARTNER),
        PartyKind::Employee => Some(field::EMPLOYEE),
        PartyKind::Household => Some(field::HOUSEHOLD),
        PartyKind::Coalition => None,
    }
}

/// A tick as rules see it: an event at its nominal time that names the record concerned.
pub(crate) fn as_event(tick: &Tick) -> Event {
    let field = naming_field(tick.party.kind());
    Event {
        source: "clock".into(),
        id: "".into(),
        at: tick.at,
        kind: kind::CLOSE,
        fields: field.map(|field| (field, Value::Party(tick.party.clone()))).into_iter().collect(),
        lines: Vec::new(),
        sets: Vec::new(),
        relates: Vec::new(),
    }
}

/// Gives what rules give that something other than an event has set off for a party.
pub(crate) fn set_off<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    rules: Option<&Vec<RuleId>>,
    party: &Party,
) -> Result<(), DecideError> {
    let Some(rules) = rules else { return Ok(()) };
    let mut concerned = Vec::with_capacity(rules.len());
    for id in rules {
        // A rule speaks of whoever it names; it is set off for this party alone.
        let who =
            context.engine.rule(*id).map(|rule| context.subject(&rule.who, None)).transpose()?.flatten();
        if who.as_ref() == Some(party) {
            concerned.push(Candidate::unasked(*id));
        }
    }
    give::give(context, draft, concerned)
}

fn hold_lapses<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    tick: &Tick,
) -> Result<(), DecideError> {
    let key = || Unloaded::Record(crate::record::RecordKey::Entry(tick.of));
    let record = context.records.entry(tick.of)?.ok_or_else(key)?;
    kinds::free_hold(context, draft, tick.of, record)
}

fn expiry<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    tick: &Tick,
    plan: impl Fn(&Wallet) -> Vec<Part>,
) -> Result<(), DecideError> {
    let account = AccountId(tick.of as u16);
    let Some(wallet) = context.record(&tick.party)?.and_then(|record| record.wallet(account)) else {
        return Ok(());
    };
    expire(draft, tick, account, wallet, &plan(wallet), Cause::Expire)
}

/// Expired points count at whoever paid for them.
fn expire(
    draft: &mut Draft,
    tick: &Tick,
    account: AccountId,
    wallet: &Wallet,
    parts: &[Part],
    cause: Cause,
) -> Result<(), DecideError> {
    if parts.is_empty() {
        return Ok(());
    }
    let mut payers: Vec<(Party, Amount)> = Vec::with_capacity(2);
    for part in parts {
        let Some(lot) = wallet.lot(part.lot) else { continue };
        match payers.iter_mut().find(|(payer, _)| *payer == lot.payer) {
            Some((_, sum)) => *sum = sum.checked_add(part.amount)?,
            None => payers.push((lot.payer.clone(), part.amount)),
        }
    }
    let moves = parts.iter().map(|part| Move::Expire { part: *part, at: tick.at }).collect();
    let mut legs = vec![Leg::wallet(tick.party.clone(), moves)?];
    legs.extend(payers.into_iter().map(|(payer, amount)| Leg::book(payer, Book::Expired, amount)));
    draft.transfer(account, cause, None, legs)
}

fn stands<R: Records>(
    context: &Context<'_, R>,
    tick: &Tick,
    set: TierSetId,
) -> Result<HeldTier, DecideError> {
    Ok(held(context.engine, context.record(&tick.party)?, set, tick.at))
}

fn put(draft: &mut Draft, tick: &Tick, held: HeldTier) {
    draft.push(Effect::Tier { party: tick.party.clone(), held });
}

/// A step that was given ends: the record stands on its own again, or on another that was given.
fn grant_ends<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    tick: &Tick,
) -> Result<(), DecideError> {
    let set = TierSetId(tick.of as u16);
    let Some(tiers) = context.program().tiers.get(set) else { return Ok(()) };
    let mut stands = stands(context, tick, set)?;
    let judged = judge(context, &tick.party, set, tick.at)?;
    if tiers.held.is_none() {
        stands.step = judged;
    }
    let mut after = stands.clone();
    after.grants.retain(|grant| grant.until > tick.at);
    if judged > after.step && tiers.held.as_ref().is_some_and(|fall| fall.rises_at_once) {
        // What was set lower by hand rises again.
        after = raised(context.program(), tiers, &after, judged, tick.at);
    }
    move_to(context, draft, tick, &stands, after)
}

/// Puts a record where it stands after a tick, and sets off what its rise or fall sets off.
fn move_to<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    tick: &Tick,
    before: &HeldTier,
    after: HeldTier,
) -> Result<(), DecideError> {
    put(draft, tick, moved(before, after.clone(), tick.at));
    match after.stands().cmp(&before.stands()) {
        Ordering::Greater => {
            set_off(context, draft, context.engine.rise_rules.get(&before.set), &tick.party)?;
            remember::gifts(context, draft, 0)
        }
        Ordering::Less => fall_rules(context, draft, before.set, &tick.party),
        Ordering::Equal => Ok(()),
    }
}

fn fall_rules<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    set: TierSetId,
    party: &Party,
) -> Result<(), DecideError> {
    set_off(context, draft, context.engine.fall_rules.get(&set), party)?;
    remember::gifts(context, draft, 0)
}

/// The step that a record's measure puts it on at an instant.
fn judge<R: Records>(
    context: &Context<'_, R>,
    party: &Party,
    set: TierSetId,
    at: Instant,
) -> Result<u16, DecideError> {
    let Some(tiers) = context.program().tiers.get(set) else { return Ok(0) };
    let value = crate::measured::measure_value(context.program(), context.record(party)?, tiers.by, at);
    let measured = match value {
        Some(Value::Int(number)) => number,
        _ => 0,
    };
    Ok(crate::context::step_for(&tiers.steps, measured))
}

/// A period ends: the record is judged as of the last moment before, rises or begins to fall, and accounts are emptied.
fn review<R: Records>(context: &Context<'_, R>, draft: &mut Draft, tick: &Tick) -> Result<(), DecideError> {
    let set = TierSetId(tick.of as u16);
    let Some(tiers) = context.program().tiers.get(set) else { return Ok(()) };
    let Some(fall) = &tiers.held else { return Ok(()) };
    let stands = stands(context, tick, set)?;
    let judged = judge(context, &tick.party, set, tick.at.just_before())?;
    let review = next(context.program(), fall, tick.at);
    let mut after = HeldTier { review, ..stands.clone() };
    if judged > stands.step {
        (after.step, after.falling) = (judged, None);
    } else if judged < stands.step {
        let to = if fall.one_step { stands.step - 1 } else { judged };
        match fall.grace {
            Some(grace) => {
                let when = context.program().zone.add(tick.at, grace)?;
                after.falling = after.falling.or(Some((to, when)));
            }
            None => after.step = to,
        }
    }
    for account in &fall.resets {
        if let Some(wallet) = context.record(&tick.party)?.and_then(|record| record.wallet(*account)) {
            expire(draft, tick, *account, wallet, &wallet.plan_expire_idle(), Cause::Reset)?;
        }
    }
    move_to(context, draft, tick, &stands, after)
}

/// The grace is over: whoever has not qualified again meanwhile falls.
fn falls<R: Records>(context: &Context<'_, R>, draft: &mut Draft, tick: &Tick) -> Result<(), DecideError> {
    let set = TierSetId(tick.of as u16);
    let stands = stands(context, tick, set)?;
    let Some((to, _)) = stands.falling else { return Ok(()) };
    let judged = judge(context, &tick.party, set, tick.at)?;
    let step = if judged >= stands.step { stands.step } else { to.max(judged) };
    let after = HeldTier { step, falling: None, ..stands.clone() };
    move_to(context, draft, tick, &stands, after)
}

/// A rule that the clock sets off; what is done by then is remembered whether or not it gives.
fn clock_rule<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    tick: &Tick,
) -> Result<(), DecideError> {
    let rules: Vec<RuleId> = due_together(context, tick)?;
    set_off(context, draft, Some(&rules), &tick.party)?;
    remember::gifts(context, draft, 0)?;
    draft.push(Effect::ClockDone { party: tick.party.clone(), up_to: tick.at });
    Ok(())
}

/// All clock and warning rules that fall due on the record at this very moment: they are done together, because what is done
/// is remembered by time.
fn due_together<R: Records>(context: &Context<'_, R>, tick: &Tick) -> Result<Vec<RuleId>, DecideError> {
    let Some(record) = context.record(&tick.party)? else { return Ok(Vec::new()) };
    let engine = context.engine;
    let zone = &engine.program.zone;
    let mut rules = Vec::new();
    for (party_kind, id) in &engine.clock_rules {
        let Some(rule) = engine.rule(*id).filter(|_| *party_kind == tick.party.kind()) else { continue };
        if let coterie_program::compiled::Trigger::Clock { path, at } = &rule.when
            && let Some(date) = crate::due::date_of(record, path)
            && zone.next_anniversary(date, *at, crate::due::done_by(engine, record)) == tick.at
        {
            rules.push(*id);
        }
    }
    for (account, id) in &engine.expiring_rules {
        let Some(rule) = engine.rule(*id) else { continue };
        let coterie_program::compiled::Trigger::Expiring { before, .. } = &rule.when else { continue };
        let lots = record.wallet(*account).map_or(&[][..], Wallet::lots);
        let due = |lot: &Lot| crate::due::warns_at(engine, lot, *before) == Some(tick.at);
        if lots.iter().any(due) {
            rules.push(*id);
        }
    }
    rules.sort_unstable_by_key(|id| engine.place(*id));
    Ok(rules)
}
