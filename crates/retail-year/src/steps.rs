//! What happened, one step after another, as the callers see it.

use std::iter::FusedIterator;

use crate::baskets::{LineRow, PurchaseRow};
use crate::catalogue::DepartmentIndex;
use crate::redemptions::RedemptionRow;
use crate::year::RetailYear;

/// One thing to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<'year> {
    /// A household bought something.
    Purchase(Purchase<'year>),
    /// A household used a coupon.
    Redemption(Redemption<'year>),
}

impl Step<'_> {
    /// When it happened, in seconds since 1970 UTC.
    pub fn at_seconds(&self) -> i64 {
        match self {
            Step::Purchase(purchase) => purchase.at_seconds,
            Step::Redemption(redemption) => redemption.at_seconds,
        }
    }

    /// Whom it concerns.
    pub fn household(&self) -> u32 {
        match self {
            Step::Purchase(purchase) => purchase.household,
            Step::Redemption(redemption) => redemption.household,
        }
    }
}

/// What one basket holds of one department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase<'year> {
    /// Who bought.
    pub household: u32,
    /// The basket, the same for its purchases at all departments.
    pub basket_id: i64,
    /// The time of the basket's earliest line, in seconds since 1970 UTC.
    pub at_seconds: i64,
    /// Where: its place in [`RetailYear::departments`].
    pub department_index: DepartmentIndex,
    /// Where: its name.
    pub department: &'year str,
    /// The shop.
    pub store_id: u32,
    /// The sum of the lines; may be 0.
    pub cents: i64,
    /// At least one, in the file's order.
    pub lines: Vec<Line<'year>>,
    /// The sum of the whole basket, over all departments.
    pub basket_total_cents: i64,
    /// The basket's department with the most cents; of equals the first by code point.
    pub lead_department: &'year str,
    /// Whether this purchase is the one at the lead department. Exactly one of a basket's purchases is.
    pub is_lead: bool,
}

/// One product in a purchase. What is known of the product is `None` if the products file does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'year> {
    /// The product.
    pub product_id: i64,
    /// How many pieces, or a measure (fuel is counted in thousandths of a gallon); may be 0.
    pub quantity: u32,
    /// What the household paid, after the retailer's discounts and coupons; may be 0.
    pub cents: i64,
    /// What the loyalty card took off, not below 0 in this data.
    pub retail_discount_cents: i64,
    /// What a manufacturer's coupon took off.
    pub coupon_discount_cents: i64,
    /// What the retailer added to match a coupon.
    pub coupon_match_cents: i64,
    /// Who made it.
    pub manufacturer_id: Option<i64>,
    /// The product group, coarser than `product_type`.
    pub category: Option<&'year str>,
    /// The product group, finer than `category`.
    pub product_type: Option<&'year str>,
    /// `National` or `Private`.
    pub brand: Option<&'year str>,
}

/// A household's coupon, which in this programme spends points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redemption<'year> {
    /// Who redeemed.
    pub household: u32,
    /// The coupon.
    pub coupon_upc: i64,
    /// The campaign that the coupon is of.
    pub campaign_id: i64,
    /// The last second of its date, in seconds since 1970 UTC.
    pub at_seconds: i64,
    /// Where it counts: its place in [`RetailYear::departments`].
    pub department_index: DepartmentIndex,
    /// Where it counts: the lead department of the household's first basket of the day, else
    /// [`crate::FALLBACK_DEPARTMENT`].
    pub department: &'year str,
    /// That first basket, if the household has one on the day.
    pub basket_id: Option<i64>,
}

/// The steps of a year in the order in which they are decided; see [`RetailYear::steps`].
#[derive(Debug, Clone)]
pub struct Steps<'year> {
    year: &'year RetailYear,
    purchases: std::slice::Iter<'year, PurchaseRow>,
    redemptions: std::slice::Iter<'year, RedemptionRow>,
}

impl<'year> Steps<'year> {
    pub(crate) fn new(year: &'year RetailYear) -> Self {
        Self { year, purchases: year.bought.purchases.iter(), redemptions: year.redemptions.iter() }
    }

    /// A purchase goes before a redemption of the same second.
    fn redemption_is_next(&self) -> bool {
        let next_purchase = self.purchases.as_slice().first();
        let next_redemption = self.redemptions.as_slice().first();
        match (next_purchase, next_redemption) {
            (Some(purchase), Some(redemption)) => {
                redemption.at_seconds < self.year.bought.baskets[purchase.basket as usize].at_seconds
            }
            (purchase, _) => purchase.is_none(),
        }
    }
}

impl<'year> Iterator for Steps<'year> {
    type Item = Step<'year>;

    fn next(&mut self) -> Option<Step<'year>> {
        if self.redemption_is_next() {
            self.redemptions.next().map(|row| Step::Redemption(redemption(self.year, row)))
        } else {
            self.purchases.next().map(|row| Step::Purchase(purchase(self.year, row)))
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.purchases.len() + self.redemptions.len();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Steps<'_> {}
impl FusedIterator for Steps<'_> {}

fn purchase<'year>(year: &'year RetailYear, row: &PurchaseRow) -> Purchase<'year> {
    let basket = &year.bought.baskets[row.basket as usize];
    let lines = &year.bought.lines[row.first_line as usize..row.end_line as usize];
    Purchase {
        household: basket.household,
        basket_id: basket.id,
        at_seconds: basket.at_seconds,
        department_index: row.department,
        department: year.department(row.department),
        store_id: basket.store_id,
        cents: row.cents,
        lines: lines.iter().map(|line| self::line(year, line)).collect(),
        basket_total_cents: basket.total_cents,
        lead_department: year.department(basket.lead_department),
        is_lead: row.department == basket.lead_department,
    }
}

fn line<'year>(year: &'year RetailYear, row: &LineRow) -> Line<'year> {
    let product = year.catalogue.product(row.product);
    let text = |index| year.catalogue.text(index);
    Line {
        product_id: product.id,
        quantity: row.quantity,
        cents: row.cents.into(),
        retail_discount_cents: row.retail_discount_cents.into(),
        coupon_discount_cents: row.coupon_discount_cents.into(),
        coupon_match_cents: row.coupon_match_cents.into(),
        manufacturer_id: product.manufacturer_id,
        category: product.category.map(text),
        product_type: product.group.map(text),
        brand: product.brand.map(text),
    }
}

fn redemption<'year>(year: &'year RetailYear, row: &RedemptionRow) -> Redemption<'year> {
    Redemption {
        household: row.household,
        coupon_upc: row.coupon_upc,
        campaign_id: row.campaign_id,
        at_seconds: row.at_seconds,
        department_index: row.department,
        department: year.department(row.department),
        basket_id: row.basket.map(|index| year.bought.baskets[index as usize].id),
    }
}
