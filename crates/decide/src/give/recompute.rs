//! A rule on what remains of an event, with the facts that its gift recorded.

use crate::amount::Leaf;
use crate::basis::{Reductions, Selection};
use crate::context::{Context, Scope};
use crate::decision::Fact;
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::Party;
use coterie_program::compiled::{Amount, OnRefund, Path, Rule, Scale, Subject};
use coterie_program::value::Value;
use rust_decimal::Decimal;

/// The lines that the rule rests on, if what it asks of the event and its lines still holds. What it asked of records alone held
/// when it gave, and is not asked again; `also` is asked with what it read of records then.
pub(crate) fn still_holds<R: Records>(
    remaining: &Context<'_, R>,
    rule: &Rule,
    who: &Party,
    facts: &[Fact],
) -> Result<Option<Selection>, DecideError> {
    let reductions = Reductions::new(remaining)?;
    let Some(lines) = remaining.select(rule, Some(who), &reductions)? else { return Ok(None) };
    let scope = Scope { who: Some(who), line: None, lines: &lines.lines };
    for id in &rule.conditions {
        let condition = &remaining.program().conditions[id.0 as usize];
        if of_event(&condition.path) && !remaining.holds(*id, scope)? {
            return Ok(None);
        }
    }
    let is_known = |path: &Path| {
        let is_recorded = || facts.iter().any(|fact| fact.path == path.text);
        of_event(path) || (!remaining.is_personal(path) && is_recorded())
    };
    // What cannot be known any more is taken to hold, as it did.
    let all_is_known = rule.also.as_ref().is_none_or(|(_, paths)| paths.iter().all(is_known));
    if all_is_known && !remaining.also_holds_on(rule, |path| reads(remaining, path, facts, scope))? {
        return Ok(None);
    }
    Ok(Some(lines))
}

impl<R: Records> Context<'_, R> {
    /// Adds what a rule's `also` reads of records to the facts of its gift, when the rule is asked again on what remains.
    pub(crate) fn with_facts_of_also(
        &self,
        rule: &Rule,
        who: &Party,
        mut facts: Vec<Fact>,
    ) -> Result<Vec<Fact>, DecideError> {
        let Some((_, paths)) = rule.also.as_ref().filter(|_| rule.on_refund == OnRefund::Recompute) else {
            return Ok(facts);
        };
        let scope = Scope { who: Some(who), ..Scope::EVENT };
        for path in paths.iter().filter(|path| !of_event(path) && !self.is_personal(path)) {
            if facts.iter().any(|fact| fact.path == path.text) {
                continue;
            }
            if let Some(value) = self.value(path, scope)? {
                facts.push(self.fact(path, &value));
            }
        }
        Ok(facts)
    }
}

/// Whether a path reads the event or its lines, and no record.
pub(crate) fn of_event(path: &Path) -> bool {
    matches!(path.subject, Subject::Event | Subject::Line | Subject::AnyLine | Subject::Lines)
}

/// What a path reads on what remains: of the event anew, of records as the gift recorded it.
fn reads<R: Records>(
    remaining: &Context<'_, R>,
    path: &Path,
    facts: &[Fact],
    scope: Scope<'_>,
) -> Result<Option<Value>, DecideError> {
    if of_event(path) {
        return remaining.value(path, scope);
    }
    Ok(facts.iter().find(|fact| fact.path == path.text).map(|fact| fact.value.clone()))
}

/// The case of an amount that applies to what remains; `None` when nothing says which.
pub(crate) fn leaf_of_remaining<'p, R: Records>(
    remaining: &Context<'_, R>,
    amount: &'p Amount,
    facts: &[Fact],
    scope: Scope<'_>,
) -> Result<Option<Leaf<'p>>, DecideError> {
    Ok(Some(match amount {
        Amount::Fixed(fixed) => Leaf::Fixed(*fixed),
        Amount::PerItem(each) => Leaf::PerItem(*each),
        Amount::Multiply(factor) => Leaf::Factor(factor.get()),
        Amount::Rate { .. } | Amount::Percent(_) => Leaf::OfBasis(amount),
        Amount::By { path, cases, otherwise } => {
            let value = reads(remaining, path, facts, scope)?;
            let case =
                cases.iter().find(|(known, _)| Some(known) == value.as_ref()).map(|(_, amount)| amount);
            let Some(amount) = case.or(otherwise.as_deref()) else { return Ok(None) };
            return leaf_of_remaining(remaining, amount, facts, scope);
        }
        Amount::Steps { steps, marginal: true, .. } => Leaf::Marginal(steps),
        Amount::Steps { path, steps, marginal: false } => {
            let Some(number) = reads(remaining, path, facts, scope)?.and_then(|value| value.as_decimal())
            else {
                return Ok(None);
            };
            let Some((_, amount)) = steps.iter().rev().find(|(from, _)| number >= Decimal::from(*from))
            else {
                return Ok(Some(Leaf::Fixed(0)));
            };
            return leaf_of_remaining(remaining, amount, facts, scope);
        }
    }))
}

/// The factor that applies to what remains.
pub(crate) fn scale_of_remaining<R: Records>(
    remaining: &Context<'_, R>,
    scale: Option<&Scale>,
    facts: &[Fact],
    scope: Scope<'_>,
) -> Result<Decimal, DecideError> {
    Ok(match scale {
        None => Decimal::ONE,
        Some(Scale::Number(rate)) => rate.get(),
        // A personal value was recorded only coarsely: the gift stands as it was.
        Some(Scale::Path(path)) => {
            reads(remaining, path, facts, scope)?.and_then(|value| value.as_decimal()).unwrap_or(Decimal::ONE)
        }
    })
}
