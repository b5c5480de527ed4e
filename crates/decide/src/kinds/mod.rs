//! Deciding an event, by its kind.

mod adjustment;
mod approval;
mod basket;
mod clawback;
mod close;
mod correction;
mod fact;
mod filled;
mod holds;
mod kept;
mod merge;
mod profile;
mod redemption;
mod refund;
mod regain;
mod tier;
mod transfer;
mod voucher;

use crate::Stats;
use crate::context::{Context, NAMING_FIELDS, Reached};
use crate::decision::{Decision, Reason, Refusal};
use crate::draft::Draft;
use crate::engine::Engine;
use crate::error::DecideError;
use crate::give::Withheld;
use crate::records::{Records, Unloaded};
use crate::{remember, rising};
use coterie_calendar::Instant;
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::Origin;
use coterie_program::event::Event;
use coterie_program::ids::{FieldId, RuleId};
use std::cell::RefCell;

/// Decides an event at a journal position. `clock` is the greatest time so far, not before the event's arrival; what is due
/// by then on the records concerned must have been ticked before.
///
/// A business refusal is a decision; an error means that a record must be loaded first, or that state is corrupt.
pub fn decide<R: Records>(
    engine: &Engine,
    records: &R,
    position: u64,
    clock: Instant,
    event: &Event,
) -> Result<(Decision, Stats), DecideError> {
    let (decision, stats, _) = decide_reaching(engine, records, position, clock, event)?;
    Ok((decision, stats))
}

/// Decides an event, and says which records beyond those that it names were read for it.
pub(crate) fn decide_reaching<R: Records>(
    engine: &Engine,
    records: &R,
    position: u64,
    clock: Instant,
    event: &Event,
) -> Result<(Decision, Stats, Reached), DecideError> {
    let context = Context::new(engine, records, event, clock);
    let decision = decide_in(&context, position)?;
    Ok((decision, context.stats.get(), context.reached.take()))
}

/// Decides an event, and says what was withheld of rules that fire; one of them is taken to fire whatever its conditions say.
pub(crate) fn decide_watching<R: Records>(
    engine: &Engine,
    records: &R,
    position: u64,
    clock: Instant,
    event: &Event,
    assumed: Option<RuleId>,
) -> Result<(Decision, Vec<(RuleId, Withheld)>), DecideError> {
    let context = Context::new(engine, records, event, clock).watching(assumed);
    let decision = decide_in(&context, position)?;
    let watch = context.watch.map(RefCell::into_inner).unwrap_or_default();
    Ok((decision, watch.withheld))
}

fn decide_in<R: Records>(context: &Context<'_, R>, position: u64) -> Result<Decision, DecideError> {
    let mut draft = Draft::new(position);
    let outcome = lateness(context)
        .and_then(|()| by_kind(context, &mut draft))
        .and_then(|()| rising::rise(context, &mut draft))
        .and_then(|()| remember::for_later_versions(context, &mut draft))
        .and_then(|()| crate::bounds::check(context, &draft.decision));
    match outcome {
        Ok(()) => Ok(draft.decision),
        Err(DecideError::Refused(refusal)) => Ok(Decision::refused(*refusal)),
        Err(error) => Err(error),
    }
}

/// The records that a decision on the event may first of all concern, so that what is due on them can be ticked before.
pub(crate) fn concerned<R: Records>(context: &Context<'_, R>) -> Result<Vec<Party>, DecideError> {
    let mut parties = Vec::new();
    for field in NAMING_FIELDS {
        if let Some(party) = context.field_party(field)?
            && !parties.contains(&party)
        {
            parties.push(party);
        }
    }
    // An event about an earlier one concerns that one's member.
    for of in [field::PURCHASE, field::HOLD, field::REDEMPTION, field::OF, field::SUPERSEDES] {
        let Some(id) = context.event.text(of) else { continue };
        let Some(position) = context.records.position(&context.event.source, id)? else { continue };
        let member = context.records.entry(position)?.and_then(|record| record.event.party(field::MEMBER));
        if let Some(member) = member {
            let member = context.resolve(member)?;
            if !parties.contains(&member) {
                parties.push(member);
            }
        }
    }
    Ok(parties)
}

fn lateness<R: Records>(context: &Context<'_, R>) -> Result<(), DecideError> {
    let oldest = context.program().zone.sub(context.clock, context.program().late)?;
    if context.event.at < oldest {
        return Err(Refusal::new(Reason::TooLate, "at").into());
    }
    Ok(())
}

fn by_kind<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    match context.event.kind {
        kind::REFUND => refund::decide(context, draft),
        kind::REDEMPTION => redemption::decide(context, draft),
        kind::HOLD => holds::hold(context, draft),
        kind::CAPTURE => holds::capture(context, draft),
        kind::RELEASE => holds::release(context, draft),
        kind::CANCELLATION => redemption::cancel(context, draft),
        kind::VOUCHER => voucher::decide(context, draft),
        kind::APPROVAL => approval::decide(context, draft),
        kind::ADJUSTMENT => adjustment::decide(context, draft),
        kind::TRANSFER => transfer::decide(context, draft),
        kind::TIER => tier::decide(context, draft),
        kind::MERGE => merge::decide(context, draft),
        kind::CLOSE => close::decide(context, draft),
        kind::APPLY => Ok(()),
        other => {
            if matches!(other, kind::SIGNUP | kind::MEMBER | kind::PARTNER | kind::EMPLOYEE) {
                profile::decide(context, draft)?;
            }
            let is_fact = context.program().schema.kinds.get(other);
            if is_fact.is_some_and(|kind| matches!(kind.origin, Origin::Fact(_))) {
                fact::prepare(context, draft)?;
            }
            basket::decide(context, draft)
        }
    }
}

/// Whether measures count events of this kind. What changes an earlier event, or moves what is there, is counted by nobody.
pub(crate) fn is_remembered(event: &Event) -> bool {
    !matches!(
        event.kind,
        kind::REFUND
            | kind::HOLD
            | kind::RELEASE
            | kind::CANCELLATION
            | kind::APPROVAL
            | kind::ADJUSTMENT
            | kind::TRANSFER
            | kind::TIER
            | kind::MERGE
            | kind::CLOSE
            | kind::APPLY
    )
}

impl<R: Records> Context<'_, R> {
    /// The party of a field that must be known.
    fn known_party(&self, id: FieldId, name: &str) -> Result<Party, DecideError> {
        let party = self.field_party(id)?.ok_or_else(|| Refusal::new(Reason::UnknownRecord, name))?;
        let declared = party.kind() == PartyKind::Partner && self.program().partners.contains_key(party.id());
        if self.record(&party)?.is_none() && !declared && party.kind() != PartyKind::Coalition {
            return Err(Refusal::new(Reason::UnknownRecord, party.to_string()).into());
        }
        Ok(party)
    }

    /// The record of an earlier event that a field names by its id.
    fn earlier(&self, id: FieldId, name: &str) -> Result<(u64, &crate::record::EntryRecord), DecideError> {
        let unknown = |about: &str| DecideError::from(Refusal::new(Reason::UnknownEvent, about));
        let told = self.event.text(id).ok_or_else(|| unknown(name))?;
        let position = self.records.position(&self.event.source, told)?.ok_or_else(|| unknown(told))?;
        let record = self
            .records
            .entry(position)?
            .ok_or(Unloaded::Record(crate::record::RecordKey::Entry(position)))?;
        Ok((position, record))
    }
}

pub(crate) use approval::{set_off_by_close, waiting};
pub(crate) use correction::{decide as correct, note as note_close, unavailable};
pub(crate) use holds::free as free_hold;
pub(crate) use kept::basis_left;
pub(crate) use refund::as_remaining;
