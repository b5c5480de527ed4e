//! Values and amounts with their units.

use crate::Language;
use crate::names::Voice;
use crate::numbers::Exact;
use crate::party::Context;
use crate::phrase::{Phrase, Quantity, say};
use coterie_calendar::TimeOfDay;
use coterie_ledger::Rate;
use coterie_program::compiled::{MeasureKind, Path, Program, Read, Unit};
use coterie_program::value::{Type, Value};

/// An amount in smallest parts, with its unit: `12 345,60 zł`, `5 punktów`.
pub fn format_amount(unit: &Unit, amount: i64, language: Language) -> String {
    quantity(unit, amount).render(Voice::without_a_program(language))
}

/// An amount in smallest parts, with its unit as the program calls it.
pub fn format_amount_of(program: &Program, unit: &Unit, amount: i64, language: Language) -> String {
    quantity(unit, amount).render(Voice::of(program, language))
}

/// An amount in whole units that need not come out even, with its unit: `2,405 zł`. It is written as plain digits with a point.
pub fn format_exact(program: &Program, unit: &Unit, amount: &str, language: Language) -> String {
    let number = Exact::from_plain(amount);
    Phrase::Quantity(Quantity { number, unit: unit.name.clone(), is_money: unit.is_money })
        .render(Voice::of(program, language))
}

/// A number as its country writes it: `12 345,60`. It comes as plain digits with a point; where it has decimals, it is written
/// with so many at least.
pub fn format_number(plain: &str, decimals_min: usize, language: Language) -> String {
    Exact::from_plain(plain).written(language, decimals_min)
}

/// An amount in whole units.
pub(crate) fn quantity_of(unit: &Unit, number: Exact) -> Phrase {
    Phrase::Quantity(Quantity { number, unit: unit.name.clone(), is_money: unit.is_money })
}

/// An amount in smallest parts.
pub(crate) fn quantity(unit: &Unit, amount: i64) -> Phrase {
    quantity_of(unit, Exact::from_smallest(amount, unit.decimals))
}

/// A rate in smallest parts.
pub(crate) fn quantity_of_rate(unit: &Unit, amount: Rate) -> Phrase {
    quantity_of(unit, Exact::from_rate(amount).shifted_left(usize::from(unit.decimals)))
}

/// An amount of the program's currency in minor units.
pub(crate) fn money(program: &Program, amount: i64) -> Phrase {
    quantity(&program.units[program.currency], amount)
}

/// A fraction as a share: 0.06 is 6 %.
pub(crate) fn percent(fraction: Rate) -> Phrase {
    Phrase::Percent(Exact::from_rate(fraction).shifted_right(2))
}

/// How much of a hundred a compiled share is, as the program writes it: of what is counted in parts of another size than what it
/// gives.
pub(crate) fn of_a_hundred(share: Rate, decimals: u8, basis_decimals: u8) -> Exact {
    let written = coterie_program::compiled::share_as_written(share, decimals, basis_decimals);
    Exact::from_plain(&written.to_string()).shifted_right(2)
}

fn says_its_unit(program: &Program, path: &Path) -> bool {
    matches!(path.read, Read::Measure(measure) if matches!(program.measures[measure].what, MeasureKind::SumAccount { .. }))
}

/// A number of a path.
pub(crate) fn number(program: &Program, path: &Path, number: i64) -> Phrase {
    match program.unit_of_path(path) {
        // "The number of points you have earned is at least 500": the noun has said the unit.
        Some(unit) if says_its_unit(program, path) && !program.units[unit].is_money => {
            Phrase::Number(Exact::from_smallest(number, program.units[unit].decimals))
        }
        Some(unit) => quantity(&program.units[unit], number),
        None if path.value == Type::TimeOfDay => time_of_day(number),
        None => Phrase::Number(Exact::from_int(number)),
    }
}

/// Minutes since midnight.
pub(crate) fn time_of_day(minutes: i64) -> Phrase {
    let seconds = u32::try_from(minutes).unwrap_or(0).saturating_mul(60);
    // A range may end with the day.
    TimeOfDay::from_seconds(seconds).map_or_else(|| Phrase::Plain("24:00".to_owned()), Phrase::Time)
}

/// A value that a path is compared with.
pub(crate) fn value(context: Context<'_>, path: &Path, value: &Value) -> Phrase {
    match value {
        Value::Int(int) => number(context.program, path, *int),
        Value::Decimal(rate) => Phrase::Number(Exact::from_rate(*rate)),
        Value::Text(text) if matches!(path.read, Read::Tier(_)) => Phrase::Level(text.to_string()),
        Value::Text(text) => match innermost(&path.value) {
            Type::Location | Type::Party(_) => Phrase::ProperName(text.to_string()),
            Type::Code => Phrase::Plain(context.program.code_as_written(text).to_owned()),
            _ => Phrase::Name(text.to_string()),
        },
        Value::YesNo(true) => say("yes").into(),
        Value::YesNo(false) => say("no").into(),
        Value::Date(date) => Phrase::Date(*date),
        Value::Time(at) => moment(context.program, *at),
        Value::Party(party) => Phrase::ProperName(party.id().to_owned()),
        Value::List(values) => {
            let values = values.iter().map(|inner| self::value(context, path, inner)).collect();
            Phrase::List(crate::phrase::Joint::And, values)
        }
        // No program names one.
        Value::Sealed(_) => Phrase::Plain("…".to_owned()),
    }
}

/// A value as a predicate says it: a program's word stands out from the sentence's own.
pub(crate) fn quoted(context: Context<'_>, path: &Path, value: &Value) -> Phrase {
    match self::value(context, path, value) {
        name @ Phrase::Name(_) => say("named").with("name", name).into(),
        level @ Phrase::Level(_) => say("level-named").with("level", level).into(),
        other => other,
    }
}

fn innermost(value: &Type) -> &Type {
    match value {
        Type::List(inner) => innermost(inner),
        other => other,
    }
}

/// A moment in the program's zone: the day alone when it begins there.
pub(crate) fn moment(program: &Program, at: coterie_calendar::Instant) -> Phrase {
    let local = program.zone.local(at);
    match local.time() {
        TimeOfDay::MIDNIGHT => Phrase::Date(local.date()),
        time => {
            say("moment").with("date", Phrase::Date(local.date())).with("time", Phrase::Time(time)).into()
        }
    }
}
