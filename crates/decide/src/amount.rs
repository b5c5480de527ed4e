//! How much: amounts evaluated exactly and rounded once.

use crate::basis::Selection;
use crate::context::{Context, Scope};
use crate::decision::Fact;
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::{Amount, LedgerError, Party, Rounding};
use coterie_program::compiled::{Amount as Rule, Each, Of, Path, Read, Scale};
use coterie_program::value::Value;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The kind of an amount decides when it is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Rates and percentages.
    Rate,
    /// Multipliers.
    Multiplier,
    /// Fixed amounts.
    Fixed,
}

/// An amount whose cases are decided.
#[derive(Clone, Debug)]
pub(crate) enum Leaf<'p> {
    /// Rates and percentages of a basis.
    OfBasis(&'p Rule),
    /// Thresholds with a slice each.
    Marginal(&'p [(i64, Rule)]),
    /// A factor.
    Factor(Decimal),
    /// A fixed amount.
    Fixed(i64),
    /// For each piece.
    PerItem(i64),
}

impl Leaf<'_> {
    pub(crate) fn stage(&self) -> Stage {
        match self {
            Self::OfBasis(_) | Self::Marginal(_) => Stage::Rate,
            Self::Factor(_) => Stage::Multiplier,
            Self::Fixed(_) | Self::PerItem(_) => Stage::Fixed,
        }
    }
}

impl<R: Records> Context<'_, R> {
    /// Decides the cases of an amount; `None` when no case applies. What decided is added to the facts.
    pub(crate) fn leaf<'p>(
        &self,
        amount: &'p Rule,
        scope: Scope<'_>,
        facts: &mut Vec<Fact>,
    ) -> Result<Option<Leaf<'p>>, DecideError> {
        Ok(match amount {
            Rule::Fixed(fixed) => Some(Leaf::Fixed(*fixed)),
            Rule::PerItem(each) => Some(Leaf::PerItem(*each)),
            Rule::Multiply(factor) => Some(Leaf::Factor(factor.get())),
            Rule::Rate { .. } | Rule::Percent(_) => Some(Leaf::OfBasis(amount)),
            Rule::By { path, cases, otherwise } => {
                let value = self.value(path, scope)?;
                let case = value.as_ref().and_then(|value| {
                    facts.push(self.fact(path, value));
                    cases.iter().find(|(known, _)| known == value).map(|(_, amount)| amount)
                });
                match case.or(otherwise.as_deref()) {
                    Some(amount) => self.leaf(amount, scope, facts)?,
                    None => None,
                }
            }
            Rule::Steps { steps, marginal: true, .. } => Some(Leaf::Marginal(steps)),
            Rule::Steps { path, steps, marginal: false } => {
                let Some(value) = self.value(path, scope)? else { return Ok(None) };
                facts.push(self.fact(path, &value));
                let number = value.as_decimal().unwrap_or_default();
                match steps.iter().rev().find(|(from, _)| number >= Decimal::from(*from)) {
                    Some((_, amount)) => self.leaf(amount, scope, facts)?,
                    None => None,
                }
            }
        })
    }

    /// A value that decided, as it may be told: of a personal attribute only that it was there.
    pub(crate) fn fact(&self, path: &Path, value: &Value) -> Fact {
        let value = if self.is_personal(path) { Value::YesNo(true) } else { value.clone() };
        Fact { path: path.text.as_str().into(), value }
    }

    /// Whether what a path reads is personal.
    pub(crate) fn is_personal(&self, path: &Path) -> bool {
        match path.read {
            Read::Attribute(id) => {
                self.program().schema.attributes.get(id).is_some_and(|attribute| attribute.personal)
            }
            Read::Field(id) => self.program().schema.fields.get(id).is_some_and(|field| field.personal),
            _ => false,
        }
    }

    /// A factor that an amount is multiplied by.
    pub(crate) fn scale(
        &self,
        scale: Option<&Scale>,
        scope: Scope<'_>,
        facts: &mut Vec<Fact>,
    ) -> Result<Decimal, DecideError> {
        Ok(match scale {
            None => Decimal::ONE,
            Some(Scale::Number(rate)) => rate.get(),
            Some(Scale::Path(path)) => match self.value(path, scope)? {
                Some(value) => {
                    facts.push(self.fact(path, &value));
                    value.as_decimal().unwrap_or_default()
                }
                None => Decimal::ZERO,
            },
        })
    }

    /// What a rate or percentage is taken of, when that is the value of a path.
    pub(crate) fn of_path(
        &self,
        of: &Of,
        scope: Scope<'_>,
        facts: &mut Vec<Fact>,
    ) -> Result<Option<i64>, DecideError> {
        match of {
            Of::Path(path) => {
                let value = self.value(path, scope)?;
                if let Some(value) = &value {
                    facts.push(self.fact(path, value));
                }
                Ok(Some(
                    value.and_then(|value| value.as_decimal()).and_then(|d| d.trunc().to_i64()).unwrap_or(0),
                ))
            }
            Of::Lines | Of::Rule(_) | Of::RestOf(_) => Ok(None),
        }
    }
}

/// A rate or percentage of a basis, exactly. Nothing of a basis that is not positive.
pub(crate) fn of_basis(leaf: &Leaf<'_>, basis: i64) -> Result<Decimal, LedgerError> {
    if basis <= 0 {
        return Ok(Decimal::ZERO);
    }
    match leaf {
        Leaf::OfBasis(Rule::Rate { gives, per }) => {
            checked(gives.get().checked_mul(Decimal::from(basis / per)))
        }
        Leaf::OfBasis(Rule::Percent(rate)) => checked(rate.get().checked_mul(Decimal::from(basis))),
        Leaf::Marginal(steps) => {
            let mut sum = Decimal::ZERO;
            for (place, (from, amount)) in steps.iter().enumerate() {
                let to = steps.get(place + 1).map_or(basis, |(next, _)| basis.min(*next));
                sum = checked(sum.checked_add(of_basis(&Leaf::OfBasis(amount), to - (*from).max(0))?))?;
            }
            Ok(sum)
        }
        _ => Ok(Decimal::ZERO),
    }
}

/// A rate or percentage of selected lines, once or line by line.
pub(crate) fn of_lines(
    leaf: &Leaf<'_>,
    lines: &Selection,
    each: Each,
    rounding: Rounding,
) -> Result<Decimal, LedgerError> {
    match each {
        Each::Purchase => of_basis(leaf, lines.amount()),
        Each::Line => {
            let mut sum = Decimal::ZERO;
            for (_, basis) in &lines.lines {
                let rounded = round(of_basis(leaf, *basis)?, rounding)?;
                sum = checked(sum.checked_add(Decimal::from(rounded.get())))?;
            }
            Ok(sum)
        }
    }
}

/// Rounds an exact amount to smallest parts.
pub(crate) fn round(exact: Decimal, rounding: Rounding) -> Result<Amount, LedgerError> {
    use rust_decimal::RoundingStrategy as Strategy;
    let strategy = match rounding {
        Rounding::Down => Strategy::ToZero,
        Rounding::Up => Strategy::AwayFromZero,
        Rounding::HalfUp => Strategy::MidpointAwayFromZero,
        Rounding::HalfEven => Strategy::MidpointNearestEven,
    };
    let whole = exact.round_dp_with_strategy(0, strategy).to_i64().ok_or(LedgerError::Overflow)?;
    Amount::new(whole)
}

pub(crate) fn checked(exact: Option<Decimal>) -> Result<Decimal, LedgerError> {
    exact.ok_or(LedgerError::Overflow)
}

/// The beneficiary's name in scopes.
pub(crate) fn scope_of<'a>(who: &'a Party, lines: &'a Selection) -> Scope<'a> {
    Scope { who: Some(who), line: None, lines: &lines.lines }
}
