//! What a multiplier multiplied, and the difference that it made.

use crate::arithmetic::{Shown, limited, shown};
use crate::words::Words;
use coterie_decide::decision::{Decision, Gift};
use coterie_decide::reading::{recorded_case, rounded};
use coterie_ledger::Amount;
use coterie_program::compiled::{Amount as RuleAmount, Stacking, What};
use coterie_program::ids::AccountId;
use rust_decimal::Decimal;

/// The multiplier's gift at a place of a decision, in figures: `200 × 2 = 400: +200`.
pub(crate) fn multiplied(
    words: &Words<'_>,
    decision: &Decision,
    place: usize,
    factor: Decimal,
    account: AccountId,
) -> String {
    let gift = &decision.gifts[place];
    let spell = |amount: Amount| words.figure(account, amount);
    let factor_text = words.number(factor);
    let Some(base) = gift.on.and_then(|on| decision.gifts.get(usize::from(on))) else {
        return format!("× {factor_text}");
    };
    let earlier: Vec<&Gift> = decision.gifts[..place].iter().filter(|other| other.on == gift.on).collect();
    let before = Amount::sum([base].into_iter().chain(earlier.iter().copied()).map(|one| one.unlimited));
    let before = before.unwrap_or_default();
    let after = before.checked_add(gift.unlimited).unwrap_or_default();
    let more = limited(words, gift.unlimited, gift.given.amount().unwrap_or_default(), spell);
    let product = Decimal::from(before.get()).checked_mul(factor);
    if product == Some(after.get().into()) {
        return format!("{} × {factor_text} = {}: +{more}", spell(before), spell(after));
    }
    let chained = chain(words, (base, &earlier, gift), account)
        .and_then(|chain| chain.equation(words, after, &spell(after)));
    if let Some(chained) = chained {
        return format!("{chained}; {} − {} = {more}", spell(after), spell(before));
    }
    of_a_part(words, (gift, base), (before, factor), account, &more)
}

/// What was given and everything that multiplied it so far, as one product, from what it was before it was rounded; `None` where
/// not all of them multiply all of it.
fn chain(
    words: &Words<'_>,
    (base, earlier, last): (&Gift, &[&Gift], &Gift),
    account: AccountId,
) -> Option<Shown> {
    let decimals = words.names().decimals(account);
    let rounding = words.program().accounts.get(account)?.rounding;
    let start = exactly(words, base, account)?;
    let mut told = words.exact(start, decimals);
    let mut exact = start;
    let mut added: Vec<Decimal> = Vec::new();
    for gift in earlier.iter().copied().chain([last]) {
        if gift.rests != base.rests {
            return None;
        }
        let factor = factor_of(words, gift)?;
        match words.rule(gift.rule)?.stacking {
            Stacking::Add => added.push(factor),
            Stacking::Multiply => {
                told = format!("{told} × {}", words.number(factor));
                exact = exact.checked_mul(factor)?;
            }
        }
    }
    // What exceeds one is added up.
    let too_many = Decimal::from(added.len().saturating_sub(1));
    match &added[..] {
        [] => {}
        [one] => {
            told = format!("{told} × {}", words.number(*one));
            exact = exact.checked_mul(*one)?;
        }
        several => {
            let sum = several.iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(*one))?;
            let factors: Vec<String> = several.iter().map(|one| words.number(*one)).collect();
            told = format!("{told} × ({} − {})", factors.join(" + "), words.number(too_many));
            exact = exact.checked_mul(sum.checked_sub(too_many)?)?;
        }
    }
    Some(Shown { told, exact: Some(exact), decimals, rounding, is_by_line: false })
}

/// What a gift was before it was rounded, in smallest parts.
fn exactly(words: &Words<'_>, base: &Gift, account: AccountId) -> Option<Decimal> {
    let shown = shown(words, base, account)?;
    // Line by line, the whole is made of rounded parts.
    if shown.is_by_line {
        return Some(base.unlimited.get().into());
    }
    let exact = shown.exact?;
    (rounded(exact, shown.rounding)? == base.unlimited).then_some(exact)
}

fn factor_of(words: &Words<'_>, gift: &Gift) -> Option<Decimal> {
    let rule = words.rule(gift.rule)?;
    let What::Credit { amount, .. } = &rule.gives.get(usize::from(gift.part))?.what else { return None };
    match recorded_case(amount, &gift.facts)? {
        RuleAmount::Multiply(factor) => Some(factor.get()),
        _ => None,
    }
}

/// It multiplied a part of what there was: the part whose multiple is that much more.
fn of_a_part(
    words: &Words<'_>,
    (gift, base): (&Gift, &Gift),
    (before, factor): (Amount, Decimal),
    account: AccountId,
    more: &str,
) -> String {
    let lines = if gift.rests == base.rests { "all" } else { "some" };
    let decimals = words.names().decimals(account);
    let (before_text, factor_text) = (words.figure(account, before), words.number(factor));
    let added = Decimal::from(gift.unlimited.get());
    let part = factor.checked_sub(Decimal::ONE).and_then(|more| added.checked_div(more));
    let whole_part = part.filter(|part| part.fract().is_zero() && *part <= before.get().into());
    let multiple = whole_part.and_then(|part| part.checked_mul(factor));
    let (Some(part), Some(multiple)) = (whole_part, multiple) else {
        let values =
            [("before", before_text.as_str()), ("factor", &factor_text), ("more", more), ("lines", lines)];
        return words.say("arithmetic-part-rounded", &values);
    };
    let values = [
        ("part", words.exact(part, decimals)),
        ("before", before_text),
        ("factor", factor_text),
        ("multiple", words.exact(multiple, decimals)),
        ("added", words.figure(account, gift.unlimited)),
        ("more", more.to_owned()),
        ("lines", lines.to_owned()),
    ];
    words.say("arithmetic-part", &values.each_ref().map(|(id, text)| (*id, text.as_str())))
}
