//! What the points outstanding are worth, and how much of it will probably never be asked for (breakage, IFRS 15
//! paragraphs B44–B47).
//!
//! Method `resolved_cohorts/1`. A *cohort* is the lots of one account opened in one month of the clock. Its fate is known
//! once at least [`FATE_KNOWN_PERCENT`] of what it opened has been redeemed, expired, clawed back or moved. The rate is
//! expired ÷ (expired + redeemed) over the longest run of known cohorts from the oldest on: picking known cohorts from
//! among younger ones would favour those that were spent quickly and hide breakage. The spread is the lowest and the
//! highest rate among these cohorts. Below [`BREAKAGE_LOTS_MIN`] lots there is not enough data, and no breakage is
//! expected: the liability is then the whole.

use crate::error::ViewsError;
use crate::settled::terms;
use crate::views::Views;
use coterie_ledger::{Amount, Party, Rate, Rounding, Terms, proportion, settle};
use coterie_program::compiled::Program;
use rust_decimal::Decimal;

/// The name and version of the method.
pub const BREAKAGE_METHOD: &str = "resolved_cohorts/1";

/// From how many lots on a rate is stated: with a thousand, the standard error of a share is at most 1.6 points of a
/// hundred.
pub const BREAKAGE_LOTS_MIN: i64 = 1_000;

/// From which part of a cohort on its fate counts as known; what is left may be a lot kept alive by a returned purchase.
pub const FATE_KNOWN_PERCENT: i64 = 99;

/// Decimals of a rate.
const RATE_DECIMALS: u32 = 6;

/// What an account's outstanding points are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liability {
    /// The account.
    pub account: String,
    /// What is left in lots, smallest parts. Debts of members are no asset and do not lessen it.
    pub outstanding: Amount,
    /// Money for one whole point, as it was redeemed on average; the highest price while none was redeemed.
    pub value: Option<Rate>,
    /// All of it at that value, minor units.
    pub gross: Amount,
    /// What is expected to be redeemed, minor units: gross less expected breakage.
    pub expected: Amount,
    /// The breakage expected.
    pub breakage: Breakage,
}

/// How much will probably expire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakage {
    /// [`BREAKAGE_METHOD`].
    pub method: &'static str,
    /// On how many lots it stands.
    pub n: i64,
    /// How many cohorts these are.
    pub cohorts: usize,
    /// What of them expired, smallest parts.
    pub expired: i64,
    /// What of them was redeemed.
    pub redeemed: i64,
    /// The rate; absent when there is not enough data.
    pub rate: Option<Rate>,
    /// The lowest rate of a cohort.
    pub lowest: Option<Rate>,
    /// The highest rate of a cohort.
    pub highest: Option<Rate>,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
struct Cohort {
    lots: i64,
    opened: i64,
    redeemed: i64,
    expired: i64,
    left: i64,
}

impl Cohort {
    fn is_known(&self) -> bool {
        i128::from(self.left) * 100 <= i128::from(self.opened) * i128::from(100 - FATE_KNOWN_PERCENT)
    }

    fn rate(&self) -> Option<Rate> {
        rate(self.expired, self.redeemed)
    }
}

fn rate(expired: i64, redeemed: i64) -> Option<Rate> {
    let whole = expired.checked_add(redeemed).filter(|whole| *whole > 0)?;
    let share = Decimal::from(expired.max(0)).checked_div(Decimal::from(whole))?;
    Rate::new(share.round_dp(RATE_DECIMALS)).ok()
}

impl Views {
    /// The liability of an account with the prices of a program.
    pub fn liability(&self, program: &Program, account: &str) -> Result<Liability, ViewsError> {
        let cohorts = self.cohorts(account)?;
        let outstanding = Amount::new(cohorts.iter().map(|cohort| cohort.left).sum())?;
        let breakage = breakage(&cohorts);
        let value = self.redemption_value(program, account)?;
        let gross = match &value {
            Some(terms) => settle(Amount::ZERO, outstanding, terms)?.paid,
            None => Amount::ZERO,
        };
        let lost = match breakage.rate {
            Some(_) => {
                let whole = breakage.expired + breakage.redeemed;
                proportion(gross, breakage.expired.max(0), whole, Rounding::Down)?
            }
            None => Amount::ZERO,
        };
        Ok(Liability {
            account: account.to_owned(),
            outstanding,
            value: value.map(|terms| terms.redemption_price),
            gross,
            expected: gross.checked_sub(lost)?,
            breakage,
        })
    }

    fn cohorts(&self, account: &str) -> Result<Vec<Cohort>, ViewsError> {
        let mut read = self.conn.prepare_cached(
            "SELECT lots, opened, redeemed, expired, clawed + moved FROM cohorts WHERE account = ?1 ORDER BY month",
        )?;
        let rows = read.query_map([account], |row| {
            let (opened, redeemed, expired): (i64, i64, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let left = opened - redeemed - expired - row.get::<_, i64>(4)?;
            Ok(Cohort { lots: row.get(0)?, opened, redeemed, expired, left })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The average price of what was redeemed, weighted by where; the highest price of any partner while nothing was.
    fn redemption_value(&self, program: &Program, account: &str) -> Result<Option<Terms>, ViewsError> {
        let mut read = self.conn.prepare_cached(
            "SELECT p.party, b.amount FROM books b JOIN parties p ON p.id = b.party \
             WHERE b.account = ?1 AND b.book = 'redeemed' AND b.amount > 0",
        )?;
        let mut rows = read.query([account])?;
        let (mut points, mut worth) = (Decimal::ZERO, Decimal::ZERO);
        while let Some(row) = rows.next()? {
            let party: Party = row.get::<_, String>(0)?.parse()?;
            if let Some(terms) = terms(program, &party, account) {
                let amount = Decimal::from(row.get::<_, i64>(1)?);
                points += amount;
                let priced = amount.checked_mul(terms.redemption_price.get()).ok_or(ViewsError::Overflow)?;
                worth = worth.checked_add(priced).ok_or(ViewsError::Overflow)?;
            }
        }
        let known =
            program.partners.keys().filter_map(|id| terms(program, &Party::partner(id).ok()?, account));
        let Some(highest) = known.max_by_key(|terms| terms.redemption_price) else { return Ok(None) };
        let average = worth.checked_div(points).map(|price| Rate::new(price.round_dp(RATE_DECIMALS)));
        Ok(Some(match average {
            Some(price) => Terms { redemption_price: price?, ..highest },
            None => highest,
        }))
    }
}

fn breakage(cohorts: &[Cohort]) -> Breakage {
    // The newest month still receives lots, so its fate cannot be known.
    let older = &cohorts[..cohorts.len().saturating_sub(1)];
    let known: Vec<&Cohort> = older.iter().take_while(|cohort| cohort.is_known()).collect();
    let n = known.iter().map(|cohort| cohort.lots).sum();
    let (expired, redeemed) = (
        known.iter().map(|cohort| cohort.expired).sum::<i64>(),
        known.iter().map(|cohort| cohort.redeemed).sum::<i64>(),
    );
    let is_enough = n >= BREAKAGE_LOTS_MIN;
    let rates = || known.iter().filter_map(|cohort| cohort.rate()).filter(|_| is_enough);
    Breakage {
        method: BREAKAGE_METHOD,
        n,
        cohorts: known.len(),
        expired,
        redeemed,
        rate: rate(expired, redeemed).filter(|_| is_enough),
        lowest: rates().min(),
        highest: rates().max(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cohort(lots: i64, opened: i64, redeemed: i64, expired: i64) -> Cohort {
        Cohort { lots, opened, redeemed, expired, left: opened - redeemed - expired }
    }

    #[test]
    fn the_rate_stands_on_the_oldest_cohorts_whose_fate_is_known() {
        let cohorts = [
            cohort(600, 1_000, 700, 300),
            cohort(600, 1_000, 890, 100),
            cohort(600, 1_000, 500, 100),
            cohort(600, 1_000, 1_000, 0),
            cohort(600, 1_000, 1_000, 0),
        ];
        let found = breakage(&cohorts);
        assert_eq!((found.n, found.cohorts, found.expired, found.redeemed), (1_200, 2, 400, 1_590));
        // 400 ÷ 1990; 100 ÷ 990; 300 ÷ 1000.
        let rates = [found.rate, found.lowest, found.highest].map(|rate| rate.unwrap().to_string());
        assert_eq!(rates, ["0.201005", "0.10101", "0.3"]);
    }

    #[test]
    fn below_a_thousand_lots_there_is_not_enough_data() {
        let found = breakage(&[cohort(999, 1_000, 500, 500), cohort(1, 1, 0, 0)]);
        assert_eq!((found.n, found.rate, found.highest), (999, None, None));
    }
}
