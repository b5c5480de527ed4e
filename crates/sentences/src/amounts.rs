//! How much: amounts as noun phrases ("1 point for every full 1 zł of your purchase").

use crate::conditions;
use crate::lines;
use crate::numbers::Exact;
use crate::party::Context;
use crate::paths;
use crate::phrase::{Joint, Phrase, say};
use crate::predicates;
use crate::values;
use coterie_program::compiled::{Amount, Bound, Of, Path, Read, Scale, Subject, Test, Unit};
use coterie_program::ids::RuleId;
use coterie_program::value::Value;

/// What an amount is said with.
#[derive(Clone)]
pub(crate) struct Setting<'a> {
    /// The rule, or none.
    pub(crate) context: Context<'a>,
    /// The unit that it is given in.
    pub(crate) unit: &'a Unit,
    /// What percentages and rates are of, in the genitive; `None` where it goes without saying.
    pub(crate) basis: Option<Phrase>,
    /// Which lines, behind "item".
    pub(crate) lines: &'a [Phrase],
}

/// What a percentage or rate is taken of, in the genitive.
pub(crate) fn basis(context: Context<'_>, of: &Of, suffixes: &[Phrase]) -> Phrase {
    match of {
        Of::Lines => lines::narrowed(say("basis-purchase"), suffixes),
        Of::Path(path) => say("basis-value").in_cases("what", paths::noun(context, path)).into(),
        Of::Rule(rule) => say("basis-rule").with("rule", rule_name(context, *rule)).into(),
        Of::RestOf(rule) => say("basis-rest").with("rule", rule_name(context, *rule)).into(),
    }
}

fn rule_name(context: Context<'_>, rule: RuleId) -> Phrase {
    Phrase::Name(context.program.rules.get(rule).map_or_else(String::new, |rule| rule.name.clone()))
}

/// An amount as a noun phrase.
pub(crate) fn noun(setting: &Setting<'_>, amount: &Amount) -> Phrase {
    let unit = setting.unit;
    match amount {
        Amount::Fixed(amount) => values::quantity(unit, *amount),
        Amount::Rate { gives, per } => rate(setting, values::quantity_of_rate(unit, *gives), *per),
        Amount::PerItem(amount) => {
            lines::narrowed(say("per-item").with("amount", values::quantity(unit, *amount)), setting.lines)
        }
        Amount::Percent(share) => match &setting.basis {
            None => values::percent(*share),
            Some(basis) => say("percent-of")
                .with("percent", values::percent(*share))
                .in_cases("basis", basis.clone())
                .into(),
        },
        Amount::Multiply(factor) => {
            say("factor").with("number", Phrase::Number(Exact::from_rate(*factor))).into()
        }
        Amount::By { path, cases, otherwise } => {
            let mut parts: Vec<Phrase> = grouped(cases)
                .into_iter()
                .enumerate()
                .map(|(at, (values, amount))| {
                    // What it is of is said once.
                    let setting =
                        if at == 0 { setting.clone() } else { Setting { basis: None, ..setting.clone() } };
                    place(setting.context, path, &values).behind(noun(&setting, amount))
                })
                .collect();
            if let Some(otherwise) = otherwise {
                let setting = Setting { basis: None, ..setting.clone() };
                parts.push(say("amount-otherwise").with("amount", noun(&setting, otherwise)).into());
            }
            Phrase::List(Joint::Comma, parts)
        }
        Amount::Steps { path, steps, marginal } => stepped(setting, path, steps, *marginal),
    }
}

/// Cases with equal amounts together, in the order of the first of them.
pub(crate) fn grouped(cases: &[(Value, Amount)]) -> Vec<(Vec<Value>, &Amount)> {
    let mut groups: Vec<(Vec<Value>, &Amount)> = Vec::new();
    for (value, amount) in cases {
        match groups.iter_mut().find(|(_, known)| *known == amount) {
            Some((values, _)) => values.push(value.clone()),
            None => groups.push((vec![value.clone()], amount)),
        }
    }
    groups
}

/// Where a case applies.
pub(crate) struct Place {
    /// "with Gold", "when your city is Krakow".
    pub(crate) phrase: Phrase,
    /// `clause` where a comma parts it from the rest, else `phrase`: the texts' `$placed`.
    pub(crate) placed: &'static str,
}

impl Place {
    /// A place without a verb.
    pub(crate) fn phrase(phrase: impl Into<Phrase>) -> Self {
        Self { phrase: phrase.into(), placed: "phrase" }
    }

    fn behind(self, amount: Phrase) -> Phrase {
        say("amount-where")
            .choose("placed", self.placed)
            .with("amount", amount)
            .with("where", self.phrase)
            .into()
    }
}

/// Where a case applies: "with Silver or Gold", "at Polana", "when your city is Krakow".
pub(crate) fn place(context: Context<'_>, path: &Path, values: &[Value]) -> Place {
    match (&path.read, &path.subject) {
        (Read::Tier(_), _) => Place::phrase(conditions::at_levels(context, path, values, "at-level")),
        (Read::Itself, Subject::Record(coterie_program::builtin::field::PARTNER, relations))
            if relations.is_empty() =>
        {
            let names = values.iter().map(|value| match values::value(context, path, value) {
                Phrase::Name(name) => Phrase::ProperName(name),
                other => other,
            });
            Place::phrase(say("at-partner").with("names", Phrase::List(Joint::Or, names.collect())))
        }
        _ => when(context, path, &Test::In(values.to_vec())),
    }
}

fn when(context: Context<'_>, path: &Path, test: &Test) -> Place {
    let phrase = say("when")
        .with("noun", paths::noun(context, path))
        .with("predicate", predicates::predicate(context, path, test))
        .into();
    Place { phrase, placed: "clause" }
}

/// The place of a step: nothing for the lowest, "when … is at least …" for the others.
pub(crate) fn step_place(context: Context<'_>, path: &Path, from: i64) -> Option<Place> {
    let low = Some(Bound { value: Value::Int(from), inclusive: true });
    (from > 0).then(|| when(context, path, &Test::Range { low, high: None }))
}

fn stepped(setting: &Setting<'_>, path: &Path, steps: &[(i64, Amount)], marginal: bool) -> Phrase {
    let context = setting.context;
    let parts = steps.iter().enumerate().map(|(at, (from, amount))| {
        let setting = if at == 0 { setting.clone() } else { Setting { basis: None, ..setting.clone() } };
        let amount = noun(&setting, amount);
        let from_value = || values::number(context.program, path, *from);
        if marginal {
            let next = steps.get(at + 1).map(|(next, _)| values::number(context.program, path, *next));
            return match next {
                Some(next) if *from <= 0 => {
                    say("slice-up-to").with("amount", amount).in_cases("to", next).into()
                }
                Some(next) => say("slice-between")
                    .with("amount", amount)
                    .in_cases("from", from_value())
                    .in_cases("to", next)
                    .into(),
                None => say("slice-above").with("amount", amount).in_cases("from", from_value()).into(),
            };
        }
        match step_place(context, path, *from) {
            None => amount,
            Some(place) => place.behind(amount),
        }
    });
    Phrase::List(Joint::Comma, parts.collect())
}

fn rate(setting: &Setting<'_>, gives: Phrase, per: i64) -> Phrase {
    let program = setting.context.program;
    let currency = &program.units[program.currency];
    let whole = Exact::from_smallest(per, currency.decimals);
    let is_one = whole == Exact::from_int(1);
    let number = if is_one { "one" } else { "many" };
    let step = say("every-full")
        .choose("number", number)
        .choose("currency", currency.name.clone())
        .with("amount", values::money(program, per));
    match &setting.basis {
        None => say("rate").with("gives", gives).with("step", step).into(),
        Some(basis) => {
            say("rate-of").with("gives", gives).with("step", step).with("basis", basis.clone()).into()
        }
    }
}

/// An amount with what multiplies it.
pub(crate) fn scaled(context: Context<'_>, amount: Phrase, times: Option<&Scale>) -> Phrase {
    let factor = match times {
        None => return amount,
        Some(Scale::Number(number)) => Phrase::Number(Exact::from_rate(*number)),
        Some(Scale::Path(path)) => paths::noun(context, path),
    };
    say("times").with("amount", amount).with("factor", factor).into()
}

/// What a discount is on.
pub(crate) fn basis_of_discount(suffixes: &[Phrase]) -> Phrase {
    lines::narrowed(say("discounted-purchase"), suffixes)
}
