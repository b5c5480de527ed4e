//! A reward as one sentence: its name, its price, what it gives.

use crate::amounts::{self, Setting};
use crate::gifts;
use crate::lines;
use crate::names;
use crate::party::Context;
use crate::phrase::{Joint, Phrase, say};
use crate::rules::{Head, with_tails};
use crate::values;
use coterie_program::compiled::{Amount, Pay, PayPoints, Program, Rule, Unit};

/// The phrase of a rule with `pay`.
pub(crate) fn phrase(program: &Program, reward: &Rule, pay: &Pay) -> Phrase {
    let context = Context::of_rule(program, reward);
    let suffixes = lines::suffixes(context, reward);
    // What is handed over at the till is not the program's to say.
    let gives = match reward.gives.as_slice() {
        [] => say("reward-at-the-till").into(),
        _ => gifts::clause(context, reward, &suffixes),
    };
    let step = pay.points.as_ref().filter(|points| points.stepped);
    let gives = match step {
        None => gives,
        Some(points) => {
            let is_one = points.price == Amount::Fixed(10_i64.pow(u32::from(unit(context, points).decimals)));
            say("reward-per-step")
                .choose("number", if is_one { "one" } else { "many" })
                .with("gives", gives)
                .with("step", price(context, points))
                .into()
        }
    };
    let core = Head::of(context, reward, &[]).before(with_tails(context, reward, &reward.limits, gives));
    let title = title(reward);
    match cost(context, pay) {
        None => say("reward-by-steps").with("name", title).with("core", core).into(),
        Some(cost) => say("reward").with("name", title).with("cost", cost).with("core", core).into(),
    }
}

/// The program's own text, else the name.
fn title(reward: &Rule) -> Phrase {
    Phrase::Title(reward.text.clone(), names::proper(&reward.name))
}

fn unit<'p>(context: Context<'p>, points: &PayPoints) -> &'p Unit {
    &context.program.units[context.program.accounts[points.account].unit]
}

fn price(context: Context<'_>, points: &PayPoints) -> Phrase {
    amounts::noun(
        &Setting { context, unit: unit(context, points), of: None, basis: None, lines: &[] },
        &points.price,
    )
}

/// What stands in brackets behind the name: the price, or the bounds of a price in steps; `None` where the steps say it all.
fn cost(context: Context<'_>, pay: &Pay) -> Option<Phrase> {
    let money = (pay.money > 0).then(|| values::money(context.program, pay.money));
    let prices = match &pay.points {
        Some(points) if points.stepped => {
            let quantity = |amount| values::quantity(unit(context, points), amount);
            // That one step is the least goes without saying.
            let least = (points.at_least > 0 && points.price != Amount::Fixed(points.at_least))
                .then(|| say("at-least").in_cases("value", quantity(points.at_least)).into());
            let most = points.at_most.map(|most| say("at-most").in_cases("value", quantity(most)).into());
            let added = money.map(|money| say("cost-added").with("money", money).into());
            let said: Vec<Phrase> = least.into_iter().chain(most).chain(added).collect();
            return (!said.is_empty()).then_some(Phrase::List(Joint::Comma, said));
        }
        points => points.iter().map(|points| price(context, points)).chain(money).collect::<Vec<_>>(),
    };
    Some(match prices.as_slice() {
        [] => say("free").into(),
        _ => say("cost").with("price", Phrase::List(Joint::And, prices)).into(),
    })
}
