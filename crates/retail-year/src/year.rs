//! The year as a whole.

use std::path::Path;

use crate::baskets::Bought;
use crate::catalogue::{Catalogue, DepartmentIndex};
use crate::error::RetailYearError;
use crate::members::{self, Member};
use crate::odd_rows::OddRows;
use crate::redemptions::{self, RedemptionRow};
use crate::steps::Steps;

/// A year of purchases and coupon redemptions, in memory: some 24 bytes a line, 80 MB for 1.5 million lines.
#[derive(Debug)]
pub struct RetailYear {
    pub(crate) catalogue: Catalogue,
    pub(crate) bought: Bought,
    pub(crate) redemptions: Vec<RedemptionRow>,
    members: Vec<Member>,
    odd_rows: OddRows,
}

impl RetailYear {
    /// Reads `transactions`, `products`, `coupon_redemptions` and `demographics` (each `.parquet`) from `folder`.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, RetailYearError> {
        let folder = folder.as_ref();
        let mut odd_rows = OddRows::default();
        let mut catalogue = Catalogue::read(folder, &mut odd_rows)?;
        let bought = Bought::read(folder, &mut catalogue, &mut odd_rows)?;
        let redemptions = redemptions::read(folder, &catalogue, &bought, &mut odd_rows)?;
        let members = members::read(folder, &bought)?;
        odd_rows.redemption_without_member = redemptions
            .iter()
            .filter(|row| members.binary_search_by_key(&row.household, |member| member.household).is_err())
            .count() as u64;
        Ok(Self { catalogue, bought, redemptions, members, odd_rows })
    }

    /// Everything that happened, in the order in which it is decided: by second, purchases before redemptions;
    /// purchases by basket id and department; redemptions by household, coupon and campaign.
    pub fn steps(&self) -> Steps<'_> {
        Steps::new(self)
    }

    /// The households with a purchase, by number.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The departments of the products file with [`crate::UNKNOWN_DEPARTMENT`] and
    /// [`crate::FALLBACK_DEPARTMENT`], in the order of their code points. Some sold nothing.
    pub fn departments(&self) -> &[String] {
        self.catalogue.departments()
    }

    /// How many lines were read.
    pub fn line_count(&self) -> usize {
        self.bought.lines.len()
    }

    /// How many baskets the lines make.
    pub fn basket_count(&self) -> usize {
        self.bought.baskets.len()
    }

    /// How many purchases the baskets make: one for each department in a basket.
    pub fn purchase_count(&self) -> usize {
        self.bought.purchases.len()
    }

    /// How many coupons were redeemed.
    pub fn redemption_count(&self) -> usize {
        self.redemptions.len()
    }

    /// What was odd and yet read.
    pub fn odd_rows(&self) -> &OddRows {
        &self.odd_rows
    }

    pub(crate) fn department(&self, index: DepartmentIndex) -> &str {
        &self.departments()[index as usize]
    }
}
