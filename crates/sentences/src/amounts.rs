//! How much: amounts as noun phrases ("1 point for every full 1 zł of your purchase").

use crate::conditions;
use crate::lines;
use crate::numbers::Exact;
use crate::party::Context;
use crate::paths;
use crate::phrase::{Joint, Phrase, say};
use crate::predicates;
use crate::values;
use coterie_ledger::Rate;
use coterie_program::compiled::{Amount, Bound, Of, Path, Read, Rule, Scale, Subject, Test, Unit};
use coterie_program::ids::RuleId;
use coterie_program::value::Value;

/// What an amount is said with.
#[derive(Clone)]
pub(crate) struct Setting<'a> {
    /// The rule, or none.
    pub(crate) context: Context<'a>,
    /// The unit that it is given in.
    pub(crate) unit: &'a Unit,
    /// What percentages and rates are taken of; `None` where that is counted in the unit that is given.
    pub(crate) of: Option<&'a Of>,
    /// The same in words, in the genitive; `None` where it goes without saying.
    pub(crate) basis: Option<Phrase>,
    /// Which lines, behind "item".
    pub(crate) lines: &'a [Phrase],
}

impl<'a> Setting<'a> {
    /// The unit of what percentages and rates are taken of; none where it is a count.
    fn basis_unit(&self) -> Option<&'a Unit> {
        let program = self.context.program;
        match self.of {
            Some(of) => program.unit_of_basis(of).map(|unit| &program.units[unit]),
            None => Some(self.unit),
        }
    }

    /// A share as the program writes it, with what it is of. Where that is counted in another unit than what is given, a percentage
    /// would be read in the wrong one: "10 points per 100 zł of your purchase".
    fn share(&self, share: Rate) -> Phrase {
        let basis_unit = self.basis_unit();
        let number =
            values::of_a_hundred(share, self.unit.decimals, basis_unit.map_or(0, |unit| unit.decimals));
        let basis = self.basis.clone();
        match basis_unit.filter(|unit| unit.name != self.unit.name) {
            Some(unit) => {
                let id = if basis.is_some() { "per-hundred-of" } else { "per-hundred" };
                let message = say(id)
                    .with("amount", values::quantity_of(self.unit, number))
                    .with("hundred", values::quantity_of(unit, Exact::from_int(100)));
                match basis {
                    Some(basis) => message.in_cases("basis", basis).into(),
                    None => message.into(),
                }
            }
            None => match basis {
                Some(basis) => {
                    say("percent-of").with("percent", Phrase::Percent(number)).in_cases("basis", basis).into()
                }
                None => Phrase::Percent(number),
            },
        }
    }
}

/// What a percentage or rate is taken of, in the genitive.
pub(crate) fn basis(context: Context<'_>, of: &Of, suffixes: &[Phrase]) -> Phrase {
    match of {
        Of::Lines => lines::narrowed(context.who().in_message(say("basis-purchase")), suffixes),
        Of::Path(path) => say("basis-value").in_cases("what", paths::noun(context, path)).into(),
        Of::Rule(rule) => say("basis-rule").with("rule", rule_name(context, *rule)).into(),
        Of::RestOf(rule) => say("basis-rest").with("rule", rule_name(context, *rule)).into(),
    }
}

fn rule_name(context: Context<'_>, rule: RuleId) -> Phrase {
    context.program.rules.get(rule).map_or_else(|| Phrase::Plain(String::new()), title)
}

/// What a rule is called.
pub(crate) fn title(rule: &Rule) -> Phrase {
    Phrase::Title(rule.text.clone(), rule.name.clone())
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
        Amount::Percent(share) => setting.share(*share),
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
            if let Some(otherwise) = otherwise.as_ref().filter(|otherwise| !is_nothing(otherwise)) {
                let setting = Setting { basis: None, ..setting.clone() };
                parts.push(say("amount-otherwise").with("amount", noun(&setting, otherwise)).into());
            }
            Phrase::List(Joint::Comma, parts)
        }
        Amount::Steps { path, steps, marginal: false } => stepped(setting, path, steps),
        Amount::Steps { path, steps, marginal: true } => sliced(setting, path, steps),
    }
}

/// True when an amount gives nothing: it is left out where the rest says so.
fn is_nothing(amount: &Amount) -> bool {
    match amount {
        Amount::Fixed(amount) | Amount::PerItem(amount) => *amount == 0,
        Amount::Rate { gives: rate, .. } | Amount::Percent(rate) => rate.is_zero(),
        Amount::Multiply(_) | Amount::By { .. } | Amount::Steps { .. } => false,
    }
}

/// True when an amount is the same whatever it is taken of, in each of its cases.
pub(crate) fn is_fixed(amount: &Amount) -> bool {
    match amount {
        Amount::Fixed(_) | Amount::PerItem(_) => true,
        Amount::Rate { .. } | Amount::Percent(_) | Amount::Multiply(_) => false,
        Amount::By { cases, .. } => cases.iter().all(|(_, amount)| is_fixed(amount)),
        Amount::Steps { steps, .. } => steps.iter().all(|(_, amount)| is_fixed(amount)),
    }
}

/// True when an amount is a percentage, in any of its cases.
pub(crate) fn is_share(amount: &Amount) -> bool {
    match amount {
        Amount::Percent(_) => true,
        Amount::Fixed(_) | Amount::PerItem(_) | Amount::Rate { .. } | Amount::Multiply(_) => false,
        Amount::By { cases, otherwise, .. } => {
            cases.iter().map(|(_, amount)| amount).chain(otherwise.as_deref()).any(is_share)
        }
        Amount::Steps { steps, .. } => steps.iter().any(|(_, amount)| is_share(amount)),
    }
}

/// True when an amount is a multiplier, in each of its cases.
pub(crate) fn multiplies(amount: &Amount) -> bool {
    match amount {
        Amount::Multiply(_) => true,
        Amount::By { cases, .. } => cases.iter().all(|(_, amount)| multiplies(amount)),
        Amount::Steps { steps, .. } => steps.iter().all(|(_, amount)| multiplies(amount)),
        _ => false,
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
        (Read::Field(coterie_program::builtin::field::LOCATION), Subject::Event) => {
            let names = values.iter().map(|value| values::value(context, path, value));
            Place::phrase(say("at-location").with("names", Phrase::List(Joint::Or, names.collect())))
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

/// The place of a step: "when … is at least …", of the lowest "when … is less than …".
pub(crate) fn step_place(context: Context<'_>, path: &Path, from: i64, next: Option<i64>) -> Place {
    let bound = |value, inclusive| Some(Bound { value: Value::Int(value), inclusive });
    let test = match next {
        Some(next) if from <= 0 => Test::Range { low: None, high: bound(next, false) },
        _ => Test::Range { low: bound(from, true), high: None },
    };
    when(context, path, &test)
}

/// Steps of which one applies: "a share of …: 1% below 1,000 zł, 2% from 1,000 zł".
fn stepped(setting: &Setting<'_>, path: &Path, steps: &[(i64, Amount)]) -> Phrase {
    let context = setting.context;
    let is_share = setting.basis_unit().is_some_and(|unit| unit.name == setting.unit.name);
    let of_itself = is_share
        && is_of(setting, path)
        && steps.iter().all(|(_, amount)| matches!(amount, Amount::Percent(_)));
    let below_nothing = steps.iter().take_while(|(_, amount)| is_nothing(amount)).count();
    let parts = steps.iter().enumerate().skip(below_nothing).map(|(at, (from, amount))| {
        // What it is of is said once.
        let basis = setting.basis.clone().filter(|_| at == below_nothing && !of_itself);
        let amount = noun(&Setting { basis, ..setting.clone() }, amount);
        let bound = |bound| values::number(context.program, path, bound);
        match steps.get(at + 1) {
            Some((next, _)) if *from <= 0 => {
                say("step-below").with("amount", amount).in_cases("to", bound(*next)).into()
            }
            None if *from <= 0 => amount,
            _ => say("step-from").with("amount", amount).in_cases("from", bound(*from)).into(),
        }
    });
    let steps = Phrase::List(Joint::Comma, parts.collect());
    match &setting.basis {
        Some(basis) if of_itself => {
            say("steps-of-itself").in_cases("basis", basis.clone()).with("steps", steps).into()
        }
        _ => say("steps").in_cases("noun", paths::noun(context, path)).with("steps", steps).into(),
    }
}

/// Slices of which each has its own amount: "1% of the part up to 1,000 zł and 2% of the part above 1,000 zł of …". A slice
/// that gives nothing is left out.
fn sliced(setting: &Setting<'_>, path: &Path, steps: &[(i64, Amount)]) -> Phrase {
    let slice = |(at, (from, amount)): (usize, &(i64, Amount))| -> Phrase {
        let amount = noun(&Setting { basis: None, ..setting.clone() }, amount);
        let bound = |bound| values::number(setting.context.program, path, bound);
        let next = steps.get(at + 1).map(|(next, _)| bound(*next));
        let (id, from) = match (&next, *from) {
            (Some(_), ..=0) => ("slice-up-to", None),
            (Some(_), from) => ("slice-between", Some(bound(from))),
            (None, from) => ("slice-above", Some(bound(from))),
        };
        let mut message = say(id).with("amount", amount);
        if let Some(from) = from {
            message = message.in_cases("from", from);
        }
        if let Some(next) = next {
            message = message.in_cases("to", next);
        }
        message.into()
    };
    let giving = steps.iter().enumerate().filter(|(_, (_, amount))| !is_nothing(amount));
    let slices = Phrase::List(Joint::And, giving.map(slice).collect());
    match &setting.basis {
        None => slices,
        Some(basis) => say("slices").in_cases("basis", basis.clone()).with("slices", slices).into(),
    }
}

/// True when an amount is taken of what its steps are measured by.
fn is_of(setting: &Setting<'_>, path: &Path) -> bool {
    let of = match path.read {
        Read::LinesAmount | Read::Total => Of::Lines,
        _ => Of::Path(path.clone()),
    };
    setting.basis.as_ref() == Some(&basis(setting.context, &of, setting.lines))
}

fn rate(setting: &Setting<'_>, gives: Phrase, per: i64) -> Phrase {
    let program = setting.context.program;
    // No rate is taken of a count.
    let unit = setting.basis_unit().unwrap_or(&program.units[program.currency]);
    let whole = Exact::from_smallest(per, unit.decimals);
    let is_one = whole == Exact::from_int(1);
    let number = if is_one { "one" } else { "many" };
    let step = say("every-full")
        .choose("number", number)
        .choose("currency", unit.name.clone())
        .with("amount", values::quantity(unit, per));
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
        Some(Scale::Path(path)) => scale(context, path),
    };
    say("times").with("amount", amount).with("factor", factor).into()
}

/// What an amount is multiplied by, behind "multiplied by".
fn scale(context: Context<'_>, path: &Path) -> Phrase {
    let schema = &context.program.schema;
    match (&path.read, context.party(&path.subject)) {
        (Read::Attribute(attribute), Some(party)) => {
            let name = Phrase::Name(schema.attributes[*attribute].name.clone());
            party.in_message(say("scale-attribute")).with("name", name).into()
        }
        (Read::Field(field), _) => {
            say("scale-field").with("name", Phrase::Name(schema.fields[*field].name.clone())).into()
        }
        _ => say("scale-other").with("what", paths::noun(context, path)).into(),
    }
}

/// What a discount is on.
pub(crate) fn basis_of_discount(suffixes: &[Phrase]) -> Phrase {
    lines::narrowed(say("discounted-purchase"), suffixes)
}
