//! Why what a rule gives came to nothing, whoever or whatever withheld it.

use crate::obstacles::{Teller, Told};
use coterie_decide::decision::Fact;
use coterie_decide::reading::recorded_case;
use coterie_decide::why_not::Withheld;
use coterie_ledger::Rate;
use coterie_program::compiled::{Amount, Of, Path, Trigger, What};
use coterie_program::ids::AccountId;
use coterie_program::value::Value;

/// What was withheld, and what would do.
pub(crate) fn told(teller: &Teller<'_>, withheld: &Withheld) -> Told {
    let words = &teller.words;
    let of_rule = |id: &str, rule| {
        let name = words.names().rule(rule);
        Told {
            about: "rule".to_owned(),
            actual: None,
            needs: Some(name.to_owned()),
            sentence: words.say(id, &[("rule", name)]),
        }
    };
    let plain =
        |about: &str, sentence: String| Told { about: about.to_owned(), actual: None, needs: None, sentence };
    match withheld {
        Withheld::Nothing { read, part, basis, least } => {
            nothing(teller, read, usize::from(*part), *basis, *least)
        }
        Withheld::NothingToMultiply { account } => to_multiply(teller, *account),
        Withheld::OfNothing { of } => of_rule("why-not-of-nothing", *of),
        Withheld::NoRest { of } => of_rule("why-not-no-rest", *of),
        Withheld::OtherLines { of } => of_rule("why-not-other-lines", *of),
        Withheld::AddsNothing { to } => of_rule("why-not-adds-nothing", *to),
        Withheld::Outranked { by } => {
            plain("group", words.say("why-not-outranked", &[("rule", words.names().rule(*by))]))
        }
        Withheld::NothingLeft => plain("amount", words.say("why-not-nothing-left", &[])),
        Withheld::Nobody => plain("who", words.say("why-not-nobody", &[])),
        // A limit is told with what is left of it.
        Withheld::Limit { .. } => plain("limit", words.say("why-not-nothing", &[])),
    }
}

/// There was nothing to multiply; which rules could give it.
fn to_multiply(teller: &Teller<'_>, account: AccountId) -> Told {
    let words = &teller.words;
    let program = words.program();
    let rates = program.order.iter().filter_map(|id| program.rules.get(*id)).filter(|rule| {
        let is_together = match (&rule.when, &teller.rule.when) {
            (Trigger::Events(theirs), Trigger::Events(own)) => theirs.iter().any(|kind| own.contains(kind)),
            (theirs, own) => theirs == own,
        };
        is_together && rule.gives.iter().any(|give| is_rate_on(&give.what, account))
    });
    let rates: Vec<&str> = rates.map(|rule| rule.name.as_str()).collect();
    let id = if rates.is_empty() { "why-not-nothing-multiplied" } else { "why-not-nothing-multiplied-by" };
    let values = [("account", words.names().account(account)), ("rules", &rates.join(", "))];
    Told {
        about: "rule".to_owned(),
        actual: None,
        needs: (!rates.is_empty()).then(|| rates.join(", ")),
        sentence: words.say(id, &values),
    }
}

/// Whether multipliers on an account multiply it.
fn is_rate_on(what: &What, account: AccountId) -> bool {
    fn is_rate(amount: &Amount) -> bool {
        match amount {
            Amount::Rate { .. } | Amount::Percent(_) => true,
            Amount::Fixed(_) | Amount::PerItem(_) | Amount::Multiply(_) => false,
            Amount::By { cases, otherwise, .. } => {
                cases.iter().any(|(_, amount)| is_rate(amount)) || otherwise.as_deref().is_some_and(is_rate)
            }
            Amount::Steps { steps, .. } => steps.iter().any(|(_, amount)| is_rate(amount)),
        }
    }
    let What::Credit { account: on, amount, of, .. } = what else { return false };
    *on == account && matches!(of, Of::Lines | Of::Path(_)) && is_rate(amount)
}

/// Which case of the rule's amount it fell under, and which would give something; else what it was too small for.
fn nothing(teller: &Teller<'_>, read: &[Fact], part: usize, basis: i64, least: Option<i64>) -> Told {
    let words = &teller.words;
    let (amount, of) = match teller.rule.gives.get(part).map(|give| &give.what) {
        Some(What::Credit { amount, of, .. }) => (Some(amount), of),
        Some(What::Discount { amount, .. } | What::Donation(amount)) => (Some(amount), &Of::Lines),
        _ => (None, &Of::Lines),
    };
    if let Some(told) = amount.and_then(|amount| by_case(teller, amount, read)) {
        return told;
    }
    let spell = |number: i64| spelled(teller, of, number);
    let sentence = match (amount.and_then(|amount| recorded_case(amount, read)), least) {
        (Some(Amount::Rate { per, .. }), Some(least)) if basis < *per && least == *per => {
            let values = [("per", spell(*per)), ("basis", spell(basis))];
            words.say("why-not-too-small", &values.each_ref().map(|(id, text)| (*id, text.as_str())))
        }
        (_, Some(least)) => {
            let values = [("basis", spell(basis)), ("least", spell(least))];
            words.say("why-not-rounds-to-nothing", &values.each_ref().map(|(id, text)| (*id, text.as_str())))
        }
        (_, None) => words.say("why-not-nothing", &[]),
    };
    let needs = least.map(|least| words.names().number(words.program().decimals_of_basis(of), least));
    let actual = needs.as_ref().map(|_| words.names().number(words.program().decimals_of_basis(of), basis));
    Told { about: "amount".to_owned(), actual, needs, sentence }
}

/// A number of what an amount is taken of, with its unit where it has one.
fn spelled(teller: &Teller<'_>, of: &Of, number: i64) -> String {
    let words = &teller.words;
    let unit = words.program().unit_of_basis(of).and_then(|unit| words.program().units.get(unit));
    match unit {
        Some(unit) => coterie_sentences::format_amount(unit, number, words.language()),
        None => words.number(number.into()),
    }
}

/// An amount by cases or steps of which the one at hand gives nothing.
fn by_case(teller: &Teller<'_>, amount: &Amount, read: &[Fact]) -> Option<Told> {
    let (path, would): (&Path, Vec<Value>) = match amount {
        Amount::By { path, cases, .. } => {
            (path, cases.iter().filter(|(_, amount)| gives(amount)).map(|(value, _)| value.clone()).collect())
        }
        Amount::Steps { path, steps, .. } => {
            let first = steps.iter().find(|(_, amount)| gives(amount));
            (path, first.into_iter().map(|(from, _)| Value::Int(*from)).collect())
        }
        _ => return None,
    };
    // Where the case at hand gives something, the nothing comes of elsewhere.
    if recorded_case(amount, read).is_some_and(gives) || would.is_empty() {
        return None;
    }
    let words = &teller.words;
    let actual = read.iter().find(|fact| fact.path == path.text).map(|fact| &fact.value);
    let was = teller.was(path, actual);
    let said: Vec<String> = would
        .iter()
        .map(|value| {
            let said = teller.value(path, value);
            match teller.threshold(path, &words.names().read(path, value)) {
                Some((measure, from)) => words
                    .say("why-not-case-from", &[("value", &said), ("measure", &measure), ("from", &from)]),
                None => said,
            }
        })
        .collect();
    let id = if matches!(amount, Amount::By { .. }) { "why-not-case" } else { "why-not-from-step" };
    let sentence = words.say(id, &[("was", &was), ("would", &said.join(", ")), ("path", &path.text)]);
    let needs: Vec<String> = would.iter().map(|value| words.names().read(path, value)).collect();
    Some(Told {
        about: path.text.clone(),
        actual: actual.map(|value| words.names().read(path, value)),
        needs: Some(needs.join(", ")),
        sentence,
    })
}

/// Whether an amount is one that gives anything at all.
fn gives(amount: &Amount) -> bool {
    match amount {
        Amount::Fixed(fixed) | Amount::PerItem(fixed) => *fixed != 0,
        Amount::Percent(rate) => !rate.is_zero(),
        Amount::Rate { gives, .. } => !gives.is_zero(),
        Amount::Multiply(factor) => *factor != Rate::ONE,
        Amount::By { .. } | Amount::Steps { .. } => true,
    }
}
