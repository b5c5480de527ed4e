//! Amounts in the unit they are given in.

use super::Compiler;
use super::scope::Scope;
use super::types::described;
use super::units::decimal_in_key;
use crate::compiled::{Amount, Path};
use crate::file::At;
use crate::file::amounts as file;
use crate::file::scalars::Scalar;
use crate::value::{Type, Value};
use crate::yaml::Span as Place;
use rust_decimal::Decimal;

/// In what an amount is given and of what its rates and percentages are taken.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    /// Name of the unit given.
    pub(crate) unit: String,
    /// Its decimals.
    pub(crate) decimals: u8,
    /// Name of the unit of the basis.
    pub(crate) basis_unit: String,
    /// Its decimals.
    pub(crate) basis_decimals: u8,
    /// Rates, percentages and multipliers make sense.
    pub(crate) relative: bool,
    /// Multipliers make sense.
    pub(crate) multipliers: bool,
}

impl Measured {
    /// Of a unit, with nothing to take a share of.
    pub(crate) fn fixed(unit: &crate::compiled::Unit) -> Self {
        Self {
            unit: unit.name.clone(),
            decimals: unit.decimals,
            basis_unit: unit.name.clone(),
            basis_decimals: unit.decimals,
            relative: false,
            multipliers: false,
        }
    }
}

impl Compiler<'_> {
    pub(crate) fn amount(
        &self,
        amount: &At<file::Amount>,
        measured: &Measured,
        scope: &Scope,
    ) -> Option<Amount> {
        let place = amount.place;
        let relative = |what: &str| {
            if !measured.relative {
                self.error_with_help(
                    "no-basis",
                    place,
                    format!("{what} has nothing to be taken of here"),
                    "write a plain amount",
                );
            }
            measured.relative.then_some(())
        };
        match &amount.value {
            file::Amount::Fixed(number) => self.parts_given(*number, measured, place).map(Amount::Fixed),
            file::Amount::PerItem(number) => {
                relative("an amount per item")?;
                self.parts_given(*number, measured, place).map(Amount::PerItem)
            }
            file::Amount::Percent(percent) => {
                relative("a percentage")?;
                self.percent(*percent, measured, place)
            }
            file::Amount::Multiply(factor) => self.multiplier(*factor, measured, place),
            file::Amount::Rate { gives, per, unit } => {
                relative("a rate")?;
                self.rate_amount(*gives, *per, unit, measured, place)
            }
            file::Amount::By { path, cases, otherwise } => {
                self.by(path, cases, otherwise.as_deref(), measured, scope)
            }
            file::Amount::Steps { path, steps, marginal } => {
                self.steps_amount(path, steps, *marginal, measured, scope, place)
            }
        }
    }

    fn parts_given(&self, number: Decimal, measured: &Measured, place: Place) -> Option<i64> {
        let amount = self.smallest_parts(number, measured.decimals, &measured.unit, place)?;
        if amount < 0 {
            self.error("out-of-range", place, "a rule gives nothing below zero");
            return None;
        }
        Some(amount)
    }

    /// A share of the basis. Where the basis is counted in finer or coarser parts than the unit given, the fraction makes up
    /// for it: 6 % of 100.00 is 6 points.
    fn percent(&self, percent: Decimal, measured: &Measured, place: Place) -> Option<Amount> {
        let fraction = percent.checked_div(Decimal::ONE_HUNDRED)?;
        let fraction = scaled(fraction, measured.decimals, measured.basis_decimals)?;
        self.rate(fraction, place).map(Amount::Percent)
    }

    fn multiplier(&self, factor: Decimal, measured: &Measured, place: Place) -> Option<Amount> {
        if !measured.multipliers {
            let message = "a multiplier multiplies what rates and percentages give to an account; there is nothing to multiply here";
            self.error("no-basis", place, message);
            return None;
        }
        if factor < Decimal::ONE {
            self.error(
                "out-of-range",
                place,
                format!("x{factor} would take away; a multiplier is at least x1"),
            );
            return None;
        }
        self.rate(factor, place).map(Amount::Multiply)
    }

    fn rate_amount(
        &self,
        gives: Decimal,
        per: Decimal,
        unit: &str,
        measured: &Measured,
        place: Place,
    ) -> Option<Amount> {
        // Which currency it should be is not known before the file's own is right.
        let may_be_meant = !self.currency_known && measured.basis_unit == self.currency().name;
        if unit != measured.basis_unit && !may_be_meant {
            let message = format!(
                "this rate is per {unit}, but what it is taken of is counted in {}",
                measured.basis_unit
            );
            self.error_with_help(
                "wrong-unit",
                place,
                message,
                format!("write {gives} per {per} {}", measured.basis_unit),
            );
            return None;
        }
        let per_parts = self.smallest_parts(per, measured.basis_decimals, unit, place)?;
        if per_parts <= 0 {
            self.error("out-of-range", place, "the step of a rate is above zero");
            return None;
        }
        let gives = gives.checked_mul(Decimal::from(10_i64.pow(u32::from(measured.decimals))))?;
        Some(Amount::Rate { gives: self.rate(gives, place)?, per: per_parts })
    }

    fn by(
        &self,
        path: &At<String>,
        cases: &[(At<String>, At<file::Amount>)],
        otherwise: Option<&At<file::Amount>>,
        measured: &Measured,
        scope: &Scope,
    ) -> Option<Amount> {
        let path = self.path(path, scope);
        let mut compiled: Vec<(Value, Amount)> = Vec::with_capacity(cases.len());
        let mut complete = true;
        for (key, amount) in cases {
            let amount = self.amount(amount, measured, scope);
            let value = path.as_ref().and_then(|path| self.case(key, path));
            if value.as_ref().is_some_and(|value| compiled.iter().any(|(known, _)| known == value)) {
                self.error("repeated-value", key.place, format!("the case `{}` is given twice", key.value));
            }
            match (value, amount) {
                (Some(value), Some(amount)) => compiled.push((value, amount)),
                _ => complete = false,
            }
        }
        let otherwise = match otherwise {
            Some(amount) => Some(Box::new(self.amount(amount, measured, scope)?)),
            None => None,
        };
        complete.then_some(Amount::By { path: path?, cases: compiled, otherwise })
    }

    fn case(&self, key: &At<String>, path: &Path) -> Option<Value> {
        let spelled = At { value: Scalar { text: key.value.clone(), quoted: false }, place: key.place };
        self.value(&spelled, &path.value, self.decimals_of(path), &self.unit_of(path))
    }

    fn steps_amount(
        &self,
        path: &At<String>,
        steps: &[(At<String>, At<file::Amount>)],
        marginal: bool,
        measured: &Measured,
        scope: &Scope,
        place: Place,
    ) -> Option<Amount> {
        let path_text = path;
        let path = self.path(path, scope).filter(|path| {
            let number = matches!(path.value, Type::Integer | Type::Money);
            if !number {
                let message = format!("`{}` is {}; steps are on a number", path.text, described(&path.value));
                self.error("wrong-type", path_text.place, message);
            }
            number
        });
        let mut compiled: Vec<(i64, Amount)> = Vec::with_capacity(steps.len());
        let mut complete = true;
        for (key, amount) in steps {
            let rates_only = matches!(amount.value, file::Amount::Percent(_) | file::Amount::Rate { .. });
            if marginal && !rates_only {
                self.error(
                    "marginal",
                    amount.place,
                    "with `marginal` each slice has its own percentage or rate",
                );
            }
            let amount = self.amount(amount, measured, scope);
            let threshold = path.as_ref().and_then(|path| self.threshold(key, path));
            if let (Some(threshold), Some((before, _))) = (threshold, compiled.last())
                && *before >= threshold
            {
                self.error("not-ascending", key.place, "write the steps from the lowest to the highest");
            }
            match (threshold, amount) {
                (Some(threshold), Some(amount)) => compiled.push((threshold, amount)),
                _ => complete = false,
            }
        }
        if compiled.is_empty() && complete {
            self.error("no-cases", place, "this amount has no step");
            return None;
        }
        complete.then_some(Amount::Steps { path: path?, steps: compiled, marginal })
    }

    fn threshold(&self, key: &At<String>, path: &Path) -> Option<i64> {
        match decimal_in_key(key) {
            Ok(number) => self.smallest_parts(number, self.decimals_of(path), &self.unit_of(path), key.place),
            Err(help) => {
                let message = format!("`{}` is not a number from which a step begins", key.value);
                self.error_with_help("not-a-number", key.place, message, help);
                None
            }
        }
    }
}

/// A fraction of a basis with other decimals than the unit given.
fn scaled(fraction: Decimal, decimals: u8, basis_decimals: u8) -> Option<Decimal> {
    let power = |decimals: u8| Decimal::from(10_i64.pow(u32::from(decimals)));
    fraction
        .checked_mul(power(decimals))?
        .checked_div(power(basis_decimals))
        .map(|fraction| fraction.normalize())
}
