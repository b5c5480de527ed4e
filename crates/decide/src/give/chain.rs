//! Amounts that are a share of what another rule gave for the same event.

use super::credits::{Posting, credit};
use super::{Fired, Withheld};
use crate::amount::{self, scope_of};
use crate::context::Context;
use crate::decision::Decision;
use crate::draft::Draft;
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::Amount;
use coterie_program::compiled::{LimitedTo, Of, What};
use coterie_program::ids::RuleId;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// Gives shares of gifts, each after the one that it is taken of; the compiler refuses circles. What a rule gave is what
/// it gave in the end, multiplied and limited.
pub(crate) fn give<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    fired: &[Fired<'_>],
    gave: &mut [bool],
) -> Result<(), DecideError> {
    let mut open: Vec<(usize, usize, RuleId, bool)> = Vec::new();
    for (place, one) in fired.iter().enumerate() {
        for (part, give) in one.rule.gives.iter().enumerate() {
            match &give.what {
                What::Credit { of: Of::Rule(rule), .. } => open.push((place, part, *rule, false)),
                What::Credit { of: Of::RestOf(rule), .. } => open.push((place, part, *rule, true)),
                _ => {}
            }
        }
    }
    // What has been taken of each rule's gift so far.
    let mut taken: FxHashMap<RuleId, i64> = FxHashMap::default();
    while !open.is_empty() {
        let ready = open
            .iter()
            .position(|(_, _, of, _)| !open.iter().any(|(place, _, _, _)| fired[*place].rule.id == *of));
        // Circles are refused at compile time, so something is always ready.
        let (place, part, of, rest) = open.remove(ready.unwrap_or(0));
        let one = &fired[place];
        let give = &one.rule.gives[part];
        let What::Credit { account, amount, times, .. } = &give.what else { continue };
        let rule = one.rule.id;
        let Some(to) = context.beneficiary(one, give)? else {
            context.withhold(rule, || Withheld::Nobody);
            continue;
        };
        let whole = given_by(&draft.decision, of);
        let basis = if rest { whole - taken.get(&of).copied().unwrap_or(0) } else { whole };
        let scope = scope_of(&one.who, &one.lines);
        let mut facts = Vec::new();
        let Some(leaf) = context.leaf(amount, scope, &mut facts)? else {
            context.withhold_nothing(rule, part, (&facts, basis), |_| None);
            continue;
        };
        let times = context.scale(times.as_ref(), scope, &mut facts)?;
        let rounding = context.program().accounts[*account].rounding;
        let of_basis = |basis: i64| -> Result<Amount, DecideError> {
            let exact = match &leaf {
                amount::Leaf::Fixed(fixed) => Decimal::from(*fixed),
                leaf => amount::of_basis(leaf, basis)?,
            };
            Ok(amount::round(amount::checked(exact.checked_mul(times))?, rounding)?)
        };
        let unlimited = of_basis(basis)?;
        match () {
            () if unlimited.is_positive() => {}
            () if whole <= 0 => context.withhold(rule, || Withheld::OfNothing { of }),
            () if basis <= 0 => context.withhold(rule, || Withheld::NoRest { of }),
            () => context
                .withhold_nothing(rule, part, (&facts, basis), |basis| of_basis(basis).ok().map(Amount::get)),
        }
        let limited = LimitedTo::Account(*account);
        let allowed = context.cut(draft, &one.rule.limits, limited, Some(&one.who), unlimited.get())?;
        let posting =
            Posting { fired: place, part: part as u16, lines: &one.lines, basis, facts, unlimited, on: None };
        if let Some(gift) = credit(context, draft, fired, give, &to, *account, posting, allowed)? {
            *taken.entry(of).or_default() += allowed;
            gave[place] = true;
            context.draw(draft, &one.rule.limits, limited, Some(&one.who), allowed, Some(gift))?;
        } else if unlimited.is_positive() {
            context.withhold_by_limit(draft, rule, (one, limited))?;
        }
    }
    Ok(())
}

/// What a rule gave in this decision, its multipliers included.
fn given_by(decision: &Decision, rule: RuleId) -> i64 {
    let own: Vec<u16> = (0..decision.gifts.len() as u16)
        .filter(|place| decision.gifts[usize::from(*place)].rule == rule)
        .collect();
    decision
        .gifts
        .iter()
        .enumerate()
        .filter(|(place, gift)| own.contains(&(*place as u16)) || gift.on.is_some_and(|on| own.contains(&on)))
        .filter_map(|(_, gift)| gift.given.amount())
        .map(Amount::get)
        .sum()
}
