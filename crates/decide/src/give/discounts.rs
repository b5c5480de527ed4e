//! Money off the basket, by descending priority, then in the file's order, each on what is left.

use super::{Fired, Withheld, rests};
use crate::amount::{self, Leaf, scope_of};
use crate::basis::{Reductions, Selection};
use crate::context::Context;
use crate::decision::{Cause, Gift, Given, Leg};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::{Amount, Book, Party, Rounding, split};
use coterie_program::builtin::field;
use coterie_program::compiled::{Cap, LimitedTo, What};

pub(crate) fn give<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    fired: &[Fired<'_>],
    reductions: &mut Reductions,
    gave: &mut [bool],
) -> Result<(), DecideError> {
    let mut order: Vec<usize> = (0..fired.len())
        .filter(|place| {
            fired[*place].rule.gives.iter().any(|give| matches!(give.what, What::Discount { .. }))
        })
        .collect();
    order.sort_by_key(|place| std::cmp::Reverse(fired[*place].rule.priority));
    for place in order {
        let one = &fired[place];
        for (part, give) in one.rule.gives.iter().enumerate() {
            let What::Discount { amount, at_most } = &give.what else { continue };
            let left = left(context, one, reductions);
            let scope = scope_of(&one.who, &left);
            let mut facts = Vec::new();
            let basis = left.lines.iter().map(|(_, basis)| basis).sum::<i64>();
            let Some(leaf) = context.leaf(amount, scope, &mut facts)? else {
                context.withhold_nothing(one.rule.id, part, (&facts, basis), |_| None);
                continue;
            };
            let wished = match &leaf {
                Leaf::Fixed(fixed) => Amount::new(*fixed)?.checked_mul(one.steps)?,
                Leaf::PerItem(each) => {
                    Amount::new(*each)?.checked_mul(super::credits::pieces(context, &left))?
                }
                leaf => amount::round(amount::of_basis(leaf, basis)?, Rounding::HalfUp)?,
            };
            let capped = match at_most {
                Some(Cap::Amount(most)) => wished.min(Amount::new(*most)?),
                Some(Cap::Share(share)) => wished.min(share.mul(Amount::new(basis.max(0))?, Rounding::Down)?),
                None => wished,
            };
            let unlimited = capped.min(Amount::new(basis.max(0))?);
            let allowed =
                context.cut(draft, &one.rule.limits, LimitedTo::Discount, Some(&one.who), unlimited.get())?;
            if allowed <= 0 {
                match () {
                    () if unlimited.is_positive() => {
                        context.withhold_by_limit(draft, one.rule.id, (one, LimitedTo::Discount))?;
                    }
                    () if basis <= 0 => context.withhold(one.rule.id, || Withheld::NothingLeft),
                    () => context.withhold_nothing(one.rule.id, part, (&facts, basis), |basis| {
                        let exact = amount::of_basis(&leaf, basis).ok()?;
                        amount::round(exact, Rounding::HalfUp).ok().map(Amount::get)
                    }),
                }
                continue;
            }
            let lines = spread(context, &left, allowed)?;
            for (line, off) in lines.iter().enumerate() {
                reductions.discounts[line] += off;
            }
            let facts = context.with_facts_of_also(one.rule, &one.who, facts)?;
            let gift = draft.gift(Gift {
                rule: one.rule.id,
                part: part as u16,
                to: one.who.clone(),
                payer: one.payer.clone(),
                given: Given::Discount { amount: Amount::new(allowed)?, lines },
                rests: rests(&left),
                basis,
                on: None,
                unlimited,
                facts,
                bought_with: one.bought_with,
            });
            book(context, draft, &one.payer, Amount::new(allowed)?, gift)?;
            context.draw(
                draft,
                &one.rule.limits,
                LimitedTo::Discount,
                Some(&one.who),
                allowed,
                Some(gift),
            )?;
            gave[place] = true;
        }
    }
    Ok(())
}

/// What is left of the lines that the rule selects, after every discount so far.
fn left<R: Records>(context: &Context<'_, R>, one: &Fired<'_>, reductions: &Reductions) -> Selection {
    let lines = one.lines.lines.iter().map(|(place, _)| {
        let line = &context.event.lines[usize::from(*place)];
        (*place, (line.amount - line.discount - reductions.discounts[usize::from(*place)]).max(0))
    });
    Selection { lines: lines.collect(), shipping: 0, all: one.lines.all }
}

/// Spreads a discount over lines by what is left of each; by largest remainder, ties to the earlier line.
fn spread<R: Records>(
    context: &Context<'_, R>,
    left: &Selection,
    amount: i64,
) -> Result<Vec<i64>, DecideError> {
    let weights: Vec<i64> = left.lines.iter().map(|(_, basis)| *basis).collect();
    let shares = split(Amount::new(amount)?, &weights)?;
    let mut lines = vec![0; context.event.lines.len()];
    for ((place, _), share) in left.lines.iter().zip(shares) {
        lines[usize::from(*place)] = share.get();
    }
    Ok(lines)
}

/// The payer owes the partner of the basket what it takes less.
fn book<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    payer: &Party,
    amount: Amount,
    gift: u16,
) -> Result<(), DecideError> {
    let partner = context.field_party(field::PARTNER)?.unwrap_or_else(Party::coalition);
    draft.meet(context, payer)?;
    draft.meet(context, &partner)?;
    let legs = vec![
        Leg::book(payer.clone(), Book::Issued, Amount::ZERO.checked_sub(amount)?),
        Leg::book(partner, Book::Redeemed, amount),
    ];
    draft.transfer(draft.money_off(gift), Cause::Discount, Some(gift), legs)
}
