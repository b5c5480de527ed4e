//! What excludes what: groups and best-of.

use super::{Fired, Withheld};
use crate::amount::{self, Leaf, scope_of};
use crate::context::Context;
use crate::error::DecideError;
use crate::records::Records;
use coterie_program::compiled::{Choice, What};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// Keeps of each group the rule with the highest priority, and of each best-of the one that gives most by itself (before
/// multipliers and limits); ties go to the earlier in the file.
pub(crate) fn choose<'p, R: Records>(
    context: &Context<'p, R>,
    fired: Vec<Fired<'p>>,
) -> Result<Vec<Fired<'p>>, DecideError> {
    if fired.iter().all(|one| one.rule.choice.is_none()) {
        return Ok(fired);
    }
    let mut chosen: FxHashMap<&str, (usize, Decimal)> = FxHashMap::default();
    for (place, one) in fired.iter().enumerate() {
        let (group, weight) = match &one.rule.choice {
            None => continue,
            Some(Choice::First(group)) => (group, Decimal::from(one.rule.priority)),
            Some(Choice::Best(group)) => (group, worth(context, one)?),
        };
        match chosen.get(group.as_str()) {
            Some((_, best)) if *best >= weight => {}
            _ => {
                chosen.insert(group, (place, weight));
            }
        }
    }
    let winners: Vec<usize> = chosen.values().map(|(place, _)| *place).collect();
    for (place, one) in fired.iter().enumerate() {
        let Some(Choice::First(group) | Choice::Best(group)) = &one.rule.choice else { continue };
        if let Some((winner, _)) = chosen.get(group.as_str()).filter(|(winner, _)| *winner != place) {
            context.withhold(one.rule.id, || Withheld::Outranked { by: fired[*winner].rule.id });
        }
    }
    Ok(fired
        .into_iter()
        .enumerate()
        .filter(|(place, one)| one.rule.choice.is_none() || winners.contains(place))
        .map(|(_, one)| one)
        .collect())
}

/// What a rule gives by itself, in smallest parts; a multiplier's worth is what it adds to one part per minor unit.
fn worth<R: Records>(context: &Context<'_, R>, one: &Fired<'_>) -> Result<Decimal, DecideError> {
    let scope = scope_of(&one.who, &one.lines);
    let basis = one.lines.amount();
    let mut sum = Decimal::ZERO;
    for give in &one.rule.gives {
        let (amount, times) = match &give.what {
            What::Credit { amount, times, .. } => (amount, times.as_ref()),
            What::Discount { amount, .. } | What::Donation(amount) => (amount, None),
            _ => continue,
        };
        let mut facts = Vec::new();
        let Some(leaf) = context.leaf(amount, scope, &mut facts)? else { continue };
        let times = context.scale(times, scope, &mut facts)?;
        let worth = match leaf {
            Leaf::Factor(factor) => {
                amount::checked((factor - Decimal::ONE).checked_mul(Decimal::from(basis)))?
            }
            Leaf::Fixed(fixed) => Decimal::from(fixed),
            Leaf::PerItem(each) => {
                let pieces = Decimal::from(super::credits::pieces(context, &one.lines));
                amount::checked(pieces.checked_mul(Decimal::from(each)))?
            }
            leaf => amount::of_basis(&leaf, basis)?,
        };
        let worth = amount::checked(worth.checked_mul(times))?;
        sum = amount::checked(sum.checked_add(worth))?;
    }
    Ok(sum)
}
