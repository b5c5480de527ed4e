//! What partners owe for points: exact products of kept points and prices.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::{Amount, LedgerError, Rate, Rounding, rate::divide};

/// The prices of a partner's contract, in units of money for one whole point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Terms {
    /// What the partner pays for a point issued at it.
    #[n(0)]
    pub issue_price: Rate,
    /// What the partner is paid for a point redeemed at it.
    #[n(1)]
    pub redemption_price: Rate,
    /// Decimals of the points.
    #[n(2)]
    pub point_decimals: u8,
    /// Decimals of the money.
    #[n(3)]
    pub money_decimals: u8,
    /// How each of the two products is rounded.
    #[n(4)]
    pub rounding: Rounding,
}

/// One partner's money for one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Settlement {
    /// What the partner pays for the points issued at it.
    #[n(0)]
    pub pays: Amount,
    /// What the partner is paid for the points redeemed at it.
    #[n(1)]
    pub paid: Amount,
}

impl Settlement {
    /// What the partner receives in the end; negative when it owes.
    pub fn net(&self) -> Result<Amount, LedgerError> {
        self.paid.checked_sub(self.pays)
    }
}

/// The money for the points that a partner issued and redeemed in a period.
///
/// Money is computed from the points kept, never prorated apart from them: after a refund the whole product is computed
/// again from what is left, so that the statement can be checked by anyone with the two counts and the two prices.
/// Negative counts (corrections beyond the period's own business) mirror positive ones.
pub fn settle(issued: Amount, redeemed: Amount, terms: &Terms) -> Result<Settlement, LedgerError> {
    Ok(Settlement {
        pays: terms.price(issued, terms.issue_price)?,
        paid: terms.price(redeemed, terms.redemption_price)?,
    })
}

impl Terms {
    fn price(&self, points: Amount, price: Rate) -> Result<Amount, LedgerError> {
        if self.point_decimals.max(self.money_decimals) > Amount::DECIMALS_MAX {
            return Err(LedgerError::Overflow);
        }
        let (mantissa, scale) = price.parts();
        let smallest = |decimals: u8| 10_i128.pow(u32::from(decimals));
        let product = i128::from(points.get())
            .checked_mul(mantissa)
            .and_then(|product| product.checked_mul(smallest(self.money_decimals)))
            .ok_or(LedgerError::Overflow)?;
        divide(product, scale * smallest(self.point_decimals), self.rounding)
    }
}
