//! A rule on what remains of an event, with the facts that its gift recorded.

use crate::amount::Leaf;
use crate::basis::{Reductions, Selection};
use crate::context::{Context, Scope};
use crate::decision::Fact;
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::Party;
use coterie_program::compiled::{Amount, Path, Rule, Scale, Subject};
use coterie_program::value::Value;
use rust_decimal::Decimal;

/// The lines that the rule rests on, if what it asks of the event and its lines still holds. What it asked of records held
/// when it gave, and is not asked again.
pub(crate) fn still_holds<R: Records>(
    remaining: &Context<'_, R>,
    rule: &Rule,
    who: &Party,
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
    let only_event = rule.also.as_ref().is_none_or(|(_, paths)| paths.iter().all(of_event));
    if only_event && !remaining.also_holds(rule, scope)? {
        return Ok(None);
    }
    Ok(Some(lines))
}

/// Whether a path reads the event or its lines, and no record.
fn of_event(path: &Path) -> bool {
    matches!(path.subject, Subject::Event | Subject::Line | Subject::AnyLine | Subject::Lines)
}

/// The case of an amount that the recorded facts decide; `None` when they do not say.
pub(crate) fn recorded_leaf<'p>(amount: &'p Amount, facts: &[Fact]) -> Option<Leaf<'p>> {
    let recorded = |path: &Path| facts.iter().find(|fact| fact.path == path.text).map(|fact| &fact.value);
    Some(match amount {
        Amount::Fixed(fixed) => Leaf::Fixed(*fixed),
        Amount::PerItem(each) => Leaf::PerItem(*each),
        Amount::Multiply(factor) => Leaf::Factor(factor.get()),
        Amount::Rate { .. } | Amount::Percent(_) => Leaf::OfBasis(amount),
        Amount::By { path, cases, otherwise } => {
            let value = recorded(path);
            let case = cases.iter().find(|(known, _)| Some(known) == value).map(|(_, amount)| amount);
            recorded_leaf(case.or(otherwise.as_deref())?, facts)?
        }
        Amount::Steps { steps, marginal: true, .. } => Leaf::Marginal(steps),
        Amount::Steps { path, steps, marginal: false } => {
            let number = recorded(path)?.as_decimal()?;
            let (_, amount) = steps.iter().rev().find(|(from, _)| number >= Decimal::from(*from))?;
            recorded_leaf(amount, facts)?
        }
    })
}

/// A factor as it was recorded.
pub(crate) fn recorded_scale(scale: Option<&Scale>, facts: &[Fact]) -> Decimal {
    match scale {
        None => Decimal::ONE,
        Some(Scale::Number(rate)) => rate.get(),
        Some(Scale::Path(path)) => facts
            .iter()
            .find(|fact| fact.path == path.text)
            .and_then(|fact| match &fact.value {
                Value::YesNo(_) => None,
                value => value.as_decimal(),
            })
            .unwrap_or(Decimal::ONE),
    }
}
