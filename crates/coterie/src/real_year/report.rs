//! The report of the real year, in the form in which an independent computation gives it.

use coterie_calendar::Instant;
use coterie_decide::Engine;
use coterie_decide::reading::step_of;
use coterie_decide::record::PartyRecord;
use coterie_ledger::{Party, PartyKind};
use coterie_program::compiled::Program;
use coterie_program::ids::{AccountId, Space, TierSetId};
use coterie_views::{AccountBooks, Books};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// The rule that gives a point bonus to whole baskets.
pub const BONUS_RULE: &str = "thirty_for_a_basket_of_200";
/// The account of the reference program.
const ACCOUNT: &str = "points";
/// Its tier set.
const TIERS: &str = "tier";
/// Money is said to a hundredth of a cent, as prices of points are.
const MONEY_DECIMALS: usize = 4;

/// The year in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RealYearReport {
    /// Purchases: baskets by department.
    pub purchases: i64,
    /// Households with a purchase.
    pub members: i64,
    /// Points issued.
    pub issued: i64,
    /// Points spent.
    pub redeemed: i64,
    /// Points expired.
    pub expired: i64,
    /// Points that members hold.
    pub outstanding: i64,
    /// Baskets that got the bonus of [`BONUS_RULE`].
    pub basket_bonuses: i64,
    /// Members by the tier in which they stand at the moment of the report.
    pub tiers: TierCounts,
    /// Departments that sold anything.
    pub by_department: BTreeMap<String, DepartmentReport>,
}

/// Members by tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TierCounts {
    /// Below silver.
    pub base: i64,
    /// In silver.
    pub silver: i64,
    /// In gold.
    pub gold: i64,
}

/// One department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DepartmentReport {
    /// Points issued there.
    pub issued: i64,
    /// Points spent there.
    pub redeemed: i64,
    /// Points issued there that expired.
    pub expired: i64,
    /// What it pays for what it issued, USD.
    pub pays: String,
    /// What it is paid for what was spent there, USD.
    pub paid: String,
}

impl TierCounts {
    /// Counts the members, each judged at `at`.
    pub fn count<'a>(
        engine: &Engine,
        at: Instant,
        parties: impl IntoIterator<Item = (&'a Party, &'a PartyRecord)>,
    ) -> Self {
        let mut counts = Self::default();
        parties.into_iter().for_each(|(party, record)| counts.add(engine, at, party, record));
        counts
    }

    /// Counts one party, if it is a member.
    pub fn add(&mut self, engine: &Engine, at: Instant, party: &Party, record: &PartyRecord) {
        let Some(set) = engine.program.registry.find(Space::TierSet, TIERS).map(TierSetId) else { return };
        if party.kind() == PartyKind::Member && record.merged_into.is_none() {
            match step_of(engine, Some(record), set, at) {
                0 => self.base += 1,
                1 => self.silver += 1,
                _ => self.gold += 1,
            }
        }
    }
}

impl RealYearReport {
    /// Puts the books of the moment, the tiers of the moment and the number of bonuses given by then into the form.
    pub fn new(program: &Program, books: &Books, tiers: TierCounts, basket_bonuses: i64) -> Self {
        let all = books.accounts.get(ACCOUNT).copied().unwrap_or_default();
        let by_department = books
            .partners
            .iter()
            .filter_map(|(party, partner)| {
                let department = party.strip_prefix("partner:")?;
                // one that sold and gave nothing is listed too
                let points = partner.accounts.get(ACCOUNT).copied().unwrap_or_default();
                Some((department.to_owned(), DepartmentReport::new(program, department, &points)))
            })
            .collect();
        Self {
            purchases: books.sales.purchases,
            members: books.members,
            issued: all.issued - all.clawed,
            redeemed: all.redeemed,
            expired: all.expired,
            outstanding: all.outstanding,
            basket_bonuses,
            tiers,
            by_department,
        }
    }
}

impl DepartmentReport {
    fn new(program: &Program, department: &str, points: &AccountBooks) -> Self {
        let issued = points.issued - points.clawed;
        let account = program.registry.find(Space::Account, ACCOUNT).map(AccountId);
        let party = Party::new(PartyKind::Partner, department).ok();
        let prices = party.zip(account).and_then(|(party, account)| program.prices(&party, account));
        let money =
            |points: i64, price: Decimal| format!("{:.MONEY_DECIMALS$}", Decimal::from(points) * price);
        Self {
            issued,
            redeemed: points.redeemed,
            expired: points.expired,
            pays: money(issued, prices.map_or(Decimal::ZERO, |prices| prices.issue_price.get())),
            paid: money(
                points.redeemed,
                prices.map_or(Decimal::ZERO, |prices| prices.redemption_price.get()),
            ),
        }
    }
}
