//! Why what a rule gives came to nothing although all its conditions held.

use crate::obstacles::{Teller, Told};
use coterie_decide::decision::Fact;
use coterie_decide::reading::recorded_case;
use coterie_ledger::Rate;
use coterie_program::compiled::{Amount, Path, What};
use coterie_program::value::Value;

/// Which case of the rule's amount it fell under, and which would give something; else what it was too small for.
pub(crate) fn told(teller: &Teller<'_>, read: &[Fact], basis: i64) -> Told {
    let amounts = teller.rule.gives.iter().filter_map(|give| match &give.what {
        What::Credit { amount, account, .. } => Some((amount, *account)),
        _ => None,
    });
    for (amount, account) in amounts {
        if let Some(told) = by_case(teller, amount, read) {
            return told;
        }
        let words = &teller.words;
        let sentence = match recorded_case(amount, read) {
            Some(Amount::Multiply(_)) => {
                words.say("why-not-nothing-multiplied", &[("account", &words.account(account))])
            }
            Some(Amount::Rate { per, .. }) if basis < *per => {
                let values = [("per", words.money(*per)), ("basis", words.money(basis))];
                words.say("why-not-too-small", &values.each_ref().map(|(id, text)| (*id, text.as_str())))
            }
            Some(Amount::Percent(_) | Amount::Rate { .. }) => {
                words.say("why-not-rounds-to-nothing", &[("basis", &words.money(basis))])
            }
            _ => continue,
        };
        return Told { about: "amount".to_owned(), actual: None, needs: None, sentence };
    }
    let sentence = teller.words.say("why-not-nothing", &[]);
    Told { about: "amount".to_owned(), actual: None, needs: None, sentence }
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
            let said = teller.quoted(path, value);
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
