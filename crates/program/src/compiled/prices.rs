//! What partners pay and are paid for what an account holds.

use crate::builtin::account::{DISCOUNTS, DISCOUNTS_FOR_POINTS};
use crate::compiled::Program;
use crate::ids::AccountId;
use coterie_ledger::{Party, PartyKind, Rate, Rounding, Terms};

/// How money for points is rounded, each of the two products once.
pub const SETTLEMENT_ROUNDING: Rounding = Rounding::HalfUp;

impl Program {
    /// A party's prices for an account. Points have the prices of the partner's contract, nothing where it names none; money of
    /// the program's currency has the price one unless the contract says otherwise. The coalition has no price: what it gives,
    /// it gives out of the remainder. Money off baskets is owed one for one, by the coalition too; what was bought with points
    /// has no price of its own.
    pub fn prices(&self, party: &Party, account: AccountId) -> Option<Terms> {
        match account {
            DISCOUNTS => return self.at_par(self.units.get(self.currency)?.decimals),
            DISCOUNTS_FOR_POINTS => return None,
            _ => {}
        }
        if party.kind() == PartyKind::Coalition {
            return None;
        }
        let held = self.accounts.get(account)?;
        let contract = self.partners.get(party.id()).filter(|_| party.kind() == PartyKind::Partner);
        let price = |prices: &[(AccountId, Rate)]| {
            prices.iter().find(|(known, _)| *known == account).map(|(_, price)| *price)
        };
        let issue = contract.and_then(|contract| price(&contract.issue_price));
        let redemption = contract.and_then(|contract| price(&contract.redemption_price));
        let at_par = self.at_par(self.units.get(held.unit)?.decimals)?;
        match (issue, redemption) {
            (None, None) => (held.unit == self.currency).then_some(at_par),
            (issue, redemption) => Some(Terms {
                issue_price: issue.unwrap_or(Rate::ZERO),
                redemption_price: redemption.unwrap_or(Rate::ZERO),
                ..at_par
            }),
        }
    }

    /// One for one.
    fn at_par(&self, point_decimals: u8) -> Option<Terms> {
        Some(Terms {
            issue_price: Rate::ONE,
            redemption_price: Rate::ONE,
            point_decimals,
            money_decimals: self.units.get(self.currency)?.decimals,
            rounding: SETTLEMENT_ROUNDING,
        })
    }
}
