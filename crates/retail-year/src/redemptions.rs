//! The coupon redemptions, each at the last second of its day and at the department where it counts.

use std::collections::HashMap;
use std::path::Path;

use crate::baskets::Bought;
use crate::catalogue::{Catalogue, DepartmentIndex};
use crate::columns::Columns;
use crate::error::RetailYearError;
use crate::odd_rows::OddRows;

const FILE: &str = "coupon_redemptions.parquet";
const SECONDS_PER_DAY: i64 = 86_400;

/// One row of the file, placed.
#[derive(Debug)]
pub(crate) struct RedemptionRow {
    pub(crate) household: u32,
    pub(crate) coupon_upc: i64,
    pub(crate) campaign_id: i64,
    pub(crate) at_seconds: i64,
    pub(crate) department: DepartmentIndex,
    /// In [`Bought::baskets`].
    pub(crate) basket: Option<u32>,
}

/// The redemptions by date, household, coupon and campaign.
pub(crate) fn read(
    folder: &Path,
    catalogue: &Catalogue,
    bought: &Bought,
    odd: &mut OddRows,
) -> Result<Vec<RedemptionRow>, RetailYearError> {
    let file = Columns::open(folder, FILE)?;
    let dates = file.seconds("redemption_date")?;
    let households = file.small_numbers("household_id")?;
    let coupon_upcs = file.numbers("coupon_upc")?;
    let campaign_ids = file.numbers("campaign_id")?;

    let mut keys: Vec<(i64, u32, i64, i64)> = (0..dates.len())
        .map(|row| (dates[row], households[row], coupon_upcs[row], campaign_ids[row]))
        .collect();
    keys.sort_unstable();

    let mut first_baskets: HashMap<(u32, i64), Option<u32>> =
        keys.iter().map(|&(date, household, ..)| ((household, day(date)), None)).collect();
    for (index, basket) in bought.baskets.iter().enumerate() {
        // baskets come by time and id, so the first met is the day's first
        if let Some(first) = first_baskets.get_mut(&(basket.household, day(basket.at_seconds))) {
            first.get_or_insert(index as u32);
        }
    }

    let placed = keys.into_iter().map(|(date, household, coupon_upc, campaign_id)| {
        let basket = first_baskets.get(&(household, day(date))).copied().flatten();
        odd.redemption_without_basket += u64::from(basket.is_none());
        RedemptionRow {
            household,
            coupon_upc,
            campaign_id,
            at_seconds: (day(date) + 1) * SECONDS_PER_DAY - 1,
            department: basket
                .map_or(catalogue.fallback(), |index| bought.baskets[index as usize].lead_department),
            basket,
        }
    });
    Ok(placed.collect())
}

fn day(seconds: i64) -> i64 {
    seconds.div_euclid(SECONDS_PER_DAY)
}
