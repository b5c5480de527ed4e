//! In which unit that is counted of which a percentage or a rate is taken.

use crate::compiled::{MeasureKind, Of, Path, Program, Read, What};
use crate::ids::{RuleId, UnitId};
use crate::value::Type;
use coterie_ledger::Rate;
use rust_decimal::Decimal;

impl Program {
    /// The unit that the numbers of a path are in; none of counts, and of what is no number.
    pub fn unit_of_path(&self, path: &Path) -> Option<UnitId> {
        if let Read::Measure(measure) = path.read {
            return match &self.measures.get(measure)?.what {
                MeasureKind::SumAccount { account, .. } | MeasureKind::Balance(account) => {
                    self.accounts.get(*account).map(|account| account.unit)
                }
                MeasureKind::Sum(path) | MeasureKind::Last(path) => self.unit_of_path(path),
                MeasureKind::Count | MeasureKind::Distinct(_) | MeasureKind::Streak(_) => None,
            };
        }
        (path.value == Type::Money).then_some(self.currency)
    }

    /// The unit of what a percentage or a rate is taken of: of a rule, that of the first account to which it gives, money where
    /// it gives to none.
    pub fn unit_of_basis(&self, of: &Of) -> Option<UnitId> {
        match of {
            Of::Lines => Some(self.currency),
            Of::Path(path) => self.unit_of_path(path),
            Of::Rule(rule) | Of::RestOf(rule) => Some(self.unit_of_rule(*rule)),
        }
    }

    fn unit_of_rule(&self, rule: RuleId) -> UnitId {
        let mut gives = self.rules.get(rule).into_iter().flat_map(|rule| &rule.gives);
        let account = gives.find_map(|give| match &give.what {
            What::Credit { account, .. } => self.accounts.get(*account),
            _ => None,
        });
        account.map_or(self.currency, |account| account.unit)
    }

    /// Decimals of what a percentage or a rate is taken of; a count has none.
    pub fn decimals_of_basis(&self, of: &Of) -> u8 {
        let unit = self.unit_of_basis(of).and_then(|unit| self.units.get(unit));
        unit.map_or(0, |unit| unit.decimals)
    }
}

/// A share as a program writes it. What is compiled is a share of smallest parts: where a unit is finer or coarser than what
/// the share is taken of, it makes up for it, so that 10 % of 100 points is 10.00 of money.
pub fn share_as_written(compiled: Rate, decimals: u8, basis_decimals: u8) -> Decimal {
    let power = |decimals: u8| Decimal::from(10_i64.pow(u32::from(decimals)));
    let parts = compiled.get().checked_mul(power(basis_decimals));
    parts.and_then(|parts| parts.checked_div(power(decimals))).unwrap_or(compiled.get()).normalize()
}
