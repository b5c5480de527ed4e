//! What rules give for an event: which fire, what excludes what, discounts, rates, multipliers, fixed amounts, limits.

mod chain;
mod choice;
mod credits;
mod discounts;
mod fire;
mod others;
mod recompute;
mod withheld;

use crate::basis::{Reductions, Selection};
use crate::candidate::Candidate;
use crate::context::Context;
use crate::decision::Rests;
use crate::draft::{CounterKey, Draft};
use crate::error::DecideError;
use crate::limit::Room;
use crate::records::Records;
use coterie_ledger::Party;
use coterie_program::compiled::{LimitedTo, Payer, Rule};
use coterie_program::ids::AccountId;

/// How many rules an event sets off, usually at most; more take another allocation.
const FIRED_USUALLY: usize = 8;

/// A rule that fires.
pub(crate) struct Fired<'p> {
    pub(crate) rule: &'p Rule,
    pub(crate) who: Party,
    pub(crate) payer: Party,
    pub(crate) lines: Selection,
    /// How often at once: the steps of a stepped reward.
    pub(crate) steps: i64,
    /// The account with whose points it is bought; none when it costs none.
    pub(crate) bought_with: Option<AccountId>,
}

/// Gives what those of these rules give that fire, in the order of the kinds. `reductions` tells what is already off the lines.
pub(crate) fn give<'c, R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    candidates: impl IntoIterator<Item = Candidate<'c>>,
) -> Result<(), DecideError> {
    let mut reductions = Reductions::new(context)?;
    let mut fired = Vec::with_capacity(FIRED_USUALLY);
    for candidate in candidates {
        if let Some(one) = fire::fire(context, draft, candidate, &reductions)? {
            fired.push(one);
        }
    }
    if let Some(assumed) = context.take_assumed() {
        fire::assume(context, assumed, &reductions, &mut fired)?;
    }
    let mut fired = share(context, draft, choice::choose(context, fired)?)?;
    let first_gift = draft.decision.gifts.len();
    let gave = give_fired(context, draft, &mut fired, &mut reductions)?;
    for (one, _) in fired.iter().zip(gave).filter(|(one, gave)| *gave && !one.rule.limits.is_empty()) {
        let own = draft.decision.gifts[first_gift..].iter().position(|gift| gift.rule == one.rule.id);
        let gift = own.map(|place| (first_gift + place) as u16);
        context.draw(draft, &one.rule.limits, LimitedTo::Times, Some(&one.who), 1, gift)?;
    }
    Ok(())
}

/// Of rules that share a limit on how often, only so many give in one event as it leaves room for: the earlier in the file.
fn share<'p, R: Records>(
    context: &Context<'p, R>,
    draft: &Draft,
    fired: Vec<Fired<'p>>,
) -> Result<Vec<Fired<'p>>, DecideError> {
    let times = |one: &Fired<'p>| one.rule.limits.iter().filter(|limit| limit.of == LimitedTo::Times);
    if fired.iter().flat_map(times).count() < 2 {
        return Ok(fired);
    }
    let mut kept: Vec<Fired<'p>> = Vec::with_capacity(fired.len());
    let mut drawn: Vec<CounterKey> = Vec::new();
    for one in fired {
        let (mut counters, mut fits) = (Vec::new(), true);
        for limit in times(&one) {
            let Some(Room { counter: Some(counter), left }) = context.room(draft, limit, Some(&one.who))?
            else {
                continue;
            };
            let has_room = left > drawn.iter().filter(|known| **known == counter).count() as i64;
            if !has_room {
                let (whose, limit, who) = (one.rule.id, limit.clone(), one.who.clone());
                context.withhold(one.rule.id, || Withheld::Limit { whose, limit, who });
            }
            fits &= has_room;
            counters.push(counter);
        }
        if fits {
            drawn.append(&mut counters);
            kept.push(one);
        }
    }
    Ok(kept)
}

/// Gives what rules give that are known to fire; says of each whether it gave anything.
pub(crate) fn give_fired<'p, R: Records>(
    context: &Context<'p, R>,
    draft: &mut Draft,
    fired: &mut [Fired<'p>],
    reductions: &mut Reductions,
) -> Result<Vec<bool>, DecideError> {
    let mut gave = vec![false; fired.len()];
    discounts::give(context, draft, fired, reductions, &mut gave)?;
    // What is off by discount no longer counts.
    if gave.contains(&true) {
        for one in fired.iter_mut() {
            for (place, basis) in &mut one.lines.lines {
                *basis = context.line_basis(usize::from(*place), one.rule.basis, reductions);
            }
        }
    }
    // Most rules give once, which moves value and is remembered.
    draft.decision.gifts.reserve(fired.len());
    draft.decision.effects.reserve(2 * fired.len());
    credits::give(context, draft, fired, &mut gave)?;
    chain::give(context, draft, fired, &mut gave)?;
    others::give(context, draft, fired, &mut gave)?;
    Ok(gave)
}

impl<R: Records> Context<'_, R> {
    /// Who pays for what a rule gives; the coalition when there is no such partner.
    pub(crate) fn payer(&self, rule: &Rule, who: &Party) -> Result<Party, DecideError> {
        Ok(match &rule.payer {
            Payer::Coalition => Party::coalition(),
            Payer::Partner(subject) => self.subject(subject, Some(who))?.unwrap_or_else(Party::coalition),
        })
    }

    /// To whom a give goes; `None` when there is nobody.
    pub(crate) fn beneficiary(
        &self,
        fired: &Fired<'_>,
        give: &coterie_program::compiled::Give,
    ) -> Result<Option<Party>, DecideError> {
        match &give.to {
            None => Ok(Some(fired.who.clone())),
            Some(subject) => self.subject(subject, Some(&fired.who)),
        }
    }
}

/// The lines that a gift rests on, as it is recorded.
pub(crate) fn rests(lines: &Selection) -> Rests {
    match () {
        () if lines.lines.is_empty() => Rests::Event,
        () if lines.all => Rests::AllLines,
        () => Rests::Lines(lines.lines.iter().map(|(place, _)| *place).collect()),
    }
}

pub use withheld::Withheld;

pub(crate) use credits::pieces;
pub(crate) use recompute::{leaf_of_remaining, of_event, scale_of_remaining, still_holds};
pub(crate) use withheld::Watch;
