//! How much a rule gives.

use crate::compiled::Path;
use crate::ids::RuleId;
use crate::value::Value;
use coterie_ledger::Rate;

/// An amount before limits, in the smallest part of the unit it is given in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A fixed amount.
    Fixed(i64),
    /// `gives` for every full `per` of the basis: floor(basis ÷ per) × gives, then rounded.
    Rate {
        /// Smallest parts given for each full step.
        gives: Rate,
        /// The step, minor units of money.
        per: i64,
    },
    /// A fixed amount for each piece of the selected lines.
    PerItem(i64),
    /// A share of the basis: basis × rate, rounded as the account says. `rate` is the fraction: 6 % is 0.06.
    Percent(Rate),
    /// A multiplier of the rate gifts of the same beneficiary and account.
    Multiply(Rate),
    /// By the value of a path.
    By {
        /// What decides.
        path: Path,
        /// Values and their amounts.
        cases: Vec<(Value, Amount)>,
        /// For every other value, and none.
        otherwise: Option<Box<Amount>>,
    },
    /// By thresholds on the value of a path: the last step not above it, or, marginal, each slice at its own step's rate.
    Steps {
        /// What decides, a number.
        path: Path,
        /// Thresholds, ascending, in the path's smallest part.
        steps: Vec<(i64, Amount)>,
        /// Each slice at its own rate; only for percentages and rates.
        marginal: bool,
    },
}

/// What a percentage or a rate is taken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// The selected lines' amounts by the rule's basis.
    Lines,
    /// The value of a path.
    Path(Path),
    /// What another rule gave for this event.
    Rule(RuleId),
    /// What other rules left of what a rule gave for this event.
    RestOf(RuleId),
}

/// What multiplies an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A number.
    Number(Rate),
    /// The value of a path.
    Path(Path),
}

/// How far an amount is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Once for the purchase.
    Purchase,
    /// Line by line.
    Line,
}

/// The most that a discount may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cap {
    /// Minor units.
    Amount(i64),
    /// A share of the basis.
    Share(Rate),
}
