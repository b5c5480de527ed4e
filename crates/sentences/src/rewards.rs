//! A reward as one sentence: its name, its price, what it gives.

use crate::Language;
use crate::amounts::{self, Setting};
use crate::gifts;
use crate::lines;
use crate::names;
use crate::party::Context;
use crate::phrase::{Joint, Phrase, say};
use crate::rules::{Head, with_tails};
use crate::values;
use coterie_program::compiled::{Pay, Program, Rule};

/// The phrase of a rule with `pay`.
pub(crate) fn phrase(program: &Program, reward: &Rule, pay: &Pay, language: Language) -> Phrase {
    let context = Context::of_rule(program, reward);
    let suffixes = lines::suffixes(context, reward);
    // What is handed over at the till is not the program's to say.
    let gives = match reward.gives.as_slice() {
        [] => say("reward-at-the-till").into(),
        _ => gifts::clause(context, reward, &suffixes),
    };
    let stepped = pay.points.as_ref().is_some_and(|points| points.stepped);
    let gives = if stepped { say("reward-per-step").with("gives", gives).into() } else { gives };
    let core = Head::of(context, reward, &[]).before(with_tails(context, reward, &reward.limits, gives));
    say("reward")
        .with("name", title(reward, language))
        .with("price", price(context, pay))
        .with("core", core)
        .into()
}

/// The program's own text in the language, else the name.
fn title(reward: &Rule, language: Language) -> Phrase {
    let text = reward.text.iter().find(|(code, _)| code == language.code());
    Phrase::Plain(text.map_or_else(|| names::proper(&reward.name), |(_, text)| text.clone()))
}

fn price(context: Context<'_>, pay: &Pay) -> Phrase {
    let program = context.program;
    let points = pay.points.as_ref().map(|points| {
        let unit = &program.units[program.accounts[points.account].unit];
        let price = amounts::noun(&Setting { context, unit, basis: None, lines: &[] }, &points.price);
        if !points.stepped {
            return price;
        }
        let mut parts = vec![Phrase::from(say("price-step").with("price", price))];
        if points.at_least > 0 {
            parts.push(say("at-least").in_cases("value", values::quantity(unit, points.at_least)).into());
        }
        if let Some(most) = points.at_most {
            parts.push(say("at-most").in_cases("value", values::quantity(unit, most)).into());
        }
        Phrase::List(Joint::Comma, parts)
    });
    let money = (pay.money > 0).then(|| values::money(program, pay.money));
    let parts: Vec<Phrase> = points.into_iter().chain(money).collect();
    if parts.is_empty() { say("free").into() } else { Phrase::List(Joint::And, parts) }
}
