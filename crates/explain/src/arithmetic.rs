//! The arithmetic behind a gift, in figures that add up.

use crate::names::Names;
use coterie_decide::decision::{Decision, Gift, Given};
use coterie_decide::reading::recorded_case;
use coterie_ledger::Amount;
use coterie_program::compiled::{Amount as RuleAmount, Of, Scale, What};
use coterie_program::ids::AccountId;

/// The arithmetic of one gift of a decision, for instance `200.00 ÷ 1.00 × 1 = 200`, `200 × 2 = 400: +200`, or
/// `6 % × 210.00 = 12.60`. The facts that decided a case stand behind it.
pub fn arithmetic(names: &Names<'_>, decision: &Decision, place: usize) -> String {
    let gift = &decision.gifts[place];
    let mut text = match &gift.given {
        Given::Credit { account, .. } => credit(names, decision, place, gift, *account),
        Given::Discount { amount, .. } => discount(names, gift, *amount),
        Given::Donation(amount) => names.money(amount.get()),
        Given::Voucher { code, .. } => code.to_string(),
        Given::Product(name) | Given::Ticket(name) | Given::Access(name) | Given::Message(name) => {
            name.to_string()
        }
        Given::Tier { set, step, .. } => names.step(*set, *step).to_owned(),
    };
    if !gift.facts.is_empty() {
        let facts: Vec<String> = gift
            .facts
            .iter()
            .map(|fact| format!("{} = {}", fact.path, fact_value(names, gift, fact)))
            .collect();
        text = format!("{text} ({})", facts.join(", "));
    }
    text
}

fn fact_value(names: &Names<'_>, gift: &Gift, fact: &coterie_decide::decision::Fact) -> String {
    let give = give_of(names, gift);
    let path = give.and_then(|what| match what {
        What::Credit { amount, of, times, .. } => path_of(amount, of, times.as_ref(), &fact.path),
        _ => None,
    });
    names.value(path.map(|path| &path.value), &fact.value)
}

fn path_of<'p>(
    amount: &'p RuleAmount,
    of: &'p Of,
    times: Option<&'p Scale>,
    text: &str,
) -> Option<&'p coterie_program::compiled::Path> {
    let by = match amount {
        RuleAmount::By { path, .. } | RuleAmount::Steps { path, .. } => Some(path),
        _ => None,
    };
    let of = match of {
        Of::Path(path) => Some(path),
        _ => None,
    };
    let times = match times {
        Some(Scale::Path(path)) => Some(path),
        _ => None,
    };
    by.into_iter().chain(of).chain(times).find(|path| path.text == text)
}

fn give_of<'p>(names: &Names<'p>, gift: &Gift) -> Option<&'p What> {
    let rule = names.program().rules.get(gift.rule)?;
    rule.gives.get(usize::from(gift.part)).map(|give| &give.what)
}

fn discount(names: &Names<'_>, gift: &Gift, amount: Amount) -> String {
    let case = match give_of(names, gift) {
        Some(What::Discount { amount, .. }) => recorded_case(amount, &gift.facts),
        _ => None,
    };
    let told = match case {
        Some(RuleAmount::Percent(rate)) => format!("{} × {}", percent(*rate), names.money(gift.basis)),
        _ => return format!("−{}", names.money(amount.get())),
    };
    format!("{told} = {}", limited(gift.unlimited, amount, |amount| names.money(amount.get())))
}

fn credit(names: &Names<'_>, decision: &Decision, place: usize, gift: &Gift, account: AccountId) -> String {
    let amount = gift.given.amount().unwrap_or_default();
    let spell = |amount: Amount| names.amount(account, amount);
    let (rule_amount, times) = match give_of(names, gift) {
        Some(What::Credit { amount, times, .. }) => (recorded_case(amount, &gift.facts), times.as_ref()),
        _ => (None, None),
    };
    let told = match rule_amount {
        Some(RuleAmount::Rate { gives, per }) => {
            let gives = Amount::new(1).ok().and_then(|_| gives_text(names, account, *gives));
            Some(format!(
                "{} ÷ {} × {}",
                names.money(gift.basis),
                names.money(*per),
                gives.unwrap_or_default()
            ))
        }
        Some(RuleAmount::Percent(rate)) => Some(format!("{} × {}", percent(*rate), basis(names, gift))),
        Some(RuleAmount::PerItem(each)) => {
            Some(format!("{} × {} pieces", Amount::new(*each).map(spell).unwrap_or_default(), gift.basis))
        }
        Some(RuleAmount::Multiply(factor)) => {
            return multiplied(decision, place, gift, factor.get().to_string(), spell);
        }
        Some(RuleAmount::Steps { marginal: true, .. }) => {
            Some(format!("in slices of {}", basis(names, gift)))
        }
        Some(RuleAmount::Fixed(fixed)) if times.is_some() => Amount::new(*fixed).map(spell).ok(),
        _ => None,
    };
    let told = match (told, times) {
        (Some(told), Some(scale)) => Some(format!("{told} × {}", scale_text(scale))),
        (told, _) => told,
    };
    let result = limited(gift.unlimited, amount, spell);
    match told {
        Some(told) => format!("{told} = {result}"),
        None => result,
    }
}

fn scale_text(scale: &Scale) -> String {
    match scale {
        Scale::Number(rate) => rate.get().to_string(),
        Scale::Path(path) => path.text.clone(),
    }
}

/// What a percentage was taken of: money, or smallest parts of what another rule or measure amounts to.
fn basis(names: &Names<'_>, gift: &Gift) -> String {
    names.money(gift.basis)
}

/// A multiplier: what it multiplied, and the difference that it made.
fn multiplied(
    decision: &Decision,
    place: usize,
    gift: &Gift,
    factor: String,
    spell: impl Fn(Amount) -> String,
) -> String {
    let Some(on) = gift.on else { return format!("× {factor}") };
    let before = decision.gifts[..place]
        .iter()
        .enumerate()
        .filter(|(at, other)| *at == usize::from(on) || other.on == Some(on));
    let before = Amount::sum(before.map(|(_, other)| other.unlimited)).unwrap_or_default();
    let after = before.checked_add(gift.unlimited).unwrap_or_default();
    let amount = gift.given.amount().unwrap_or_default();
    let part = if gift.rests == decision.gifts[usize::from(on)].rests { "" } else { " on its lines" };
    format!(
        "{} × {factor}{part} = {}: +{}",
        spell(before),
        spell(after),
        limited(gift.unlimited, amount, spell)
    )
}

fn limited(unlimited: Amount, amount: Amount, spell: impl Fn(Amount) -> String) -> String {
    if unlimited == amount {
        spell(amount)
    } else {
        format!("{}, limited to {}", spell(unlimited), spell(amount))
    }
}

fn gives_text(names: &Names<'_>, account: AccountId, gives: coterie_ledger::Rate) -> Option<String> {
    let scale = 10_i64.checked_pow(u32::from(names.decimals(account)))?;
    let value = gives.get().checked_div(scale.into())?;
    Some(value.normalize().to_string())
}

fn percent(rate: coterie_ledger::Rate) -> String {
    let hundred = rate.get().checked_mul(100.into()).unwrap_or_default();
    format!("{} %", hundred.normalize())
}
