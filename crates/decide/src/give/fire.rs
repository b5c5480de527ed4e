//! Whether a rule fires.

use super::Fired;
use crate::basis::{Reductions, Selection};
use crate::candidate::Candidate;
use crate::context::{Context, Scope};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::Party;
use coterie_program::compiled::Rule;
use coterie_program::ids::RuleId;

/// The rule, ready to give, if it fires: it is valid at the event's time, somebody is there to benefit, all its conditions
/// hold, and its limits on how often leave room.
pub(crate) fn fire<'p, R: Records>(
    context: &Context<'p, R>,
    draft: &Draft,
    candidate: Candidate<'_>,
    reductions: &Reductions,
) -> Result<Option<Fired<'p>>, DecideError> {
    let rule: &'p Rule = &context.engine.program.rules[candidate.rule];
    context.count_rule();
    let Some(who) = context.subject(&rule.who, None)? else { return Ok(None) };
    let Some(lines) = conditions_hold(context, rule, candidate, &who, reductions)? else { return Ok(None) };
    if !context.may_give(draft, &rule.limits, Some(&who))? {
        return Ok(None);
    }
    let payer = context.payer(rule, &who)?;
    Ok(Some(Fired { rule, who, payer, lines, steps: 1, bought_with: None }))
}

/// Adds a rule to those that fire, in the order of the file, whatever it asks for: what would then stand in its way is the
/// question. Where no line meets its conditions, it rests on none.
pub(crate) fn assume<'p, R: Records>(
    context: &Context<'p, R>,
    rule: RuleId,
    reductions: &Reductions,
    fired: &mut Vec<Fired<'p>>,
) -> Result<(), DecideError> {
    let rule: &'p Rule = &context.engine.program.rules[rule];
    let Some(who) = context.subject(&rule.who, None)? else { return Ok(()) };
    if fired.iter().any(|one| one.rule.id == rule.id) {
        return Ok(());
    }
    let lines = context.select(rule, Some(&who), reductions)?.unwrap_or_default();
    let payer = context.payer(rule, &who)?;
    let order = &context.program().order;
    let place = |id: RuleId| order.iter().position(|known| *known == id);
    let at = fired.partition_point(|one| place(one.rule.id) < place(rule.id));
    fired.insert(at, Fired { rule, who, payer, lines, steps: 1, bought_with: None });
    Ok(())
}

/// The lines that the rule rests on, if everything that it asks for holds.
fn conditions_hold<R: Records>(
    context: &Context<'_, R>,
    rule: &Rule,
    candidate: Candidate<'_>,
    who: &Party,
    reductions: &Reductions,
) -> Result<Option<Selection>, DecideError> {
    let at = context.event.at;
    if rule.valid_from.is_some_and(|from| at < from) || rule.valid_until.is_some_and(|until| at >= until) {
        return Ok(None);
    }
    let Some(lines) = context.select_found(rule, candidate, Some(who), reductions)? else { return Ok(None) };
    let scope = Scope { who: Some(who), line: None, lines: &lines.lines };
    for id in candidate.open_conditions(rule) {
        if !context.holds(id, scope)? {
            return Ok(None);
        }
    }
    Ok(context.also_holds(rule, scope)?.then_some(lines))
}
