//! What partners owe and are owed for the points of a rehearsal.

use coterie_decide::record::PartyRecord;
use coterie_ledger::{Amount, Book, LedgerError, Rounding, Terms, settle};
use coterie_program::compiled::Program;
use coterie_program::ids::AccountId;

/// One partner's part in one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerLine {
    /// The account.
    pub account: AccountId,
    /// Issued, less what refunds took back; what was spent already and is charged to the partner stays.
    pub issued: Amount,
    /// Spent there.
    pub redeemed: Amount,
    /// Issued there and expired.
    pub expired: Amount,
    /// What the partner pays for what it issued, minor units.
    pub pays: Amount,
    /// What it is paid for what was spent there, minor units.
    pub paid: Amount,
}

/// A partner's lines, one for each account in which it issued or took anything.
pub fn lines(
    program: &Program,
    partner: &str,
    record: &PartyRecord,
) -> Result<Vec<PartnerLine>, LedgerError> {
    let mut lines = Vec::new();
    for (account, books) in &record.books {
        let Some(terms) = program.accounts.get(*account) else { continue };
        let taken_back = books.get(Book::Clawed).checked_add(books.get(Book::Charged))?;
        let issued = -(books.get(Book::Issued).checked_add(taken_back)?);
        let redeemed = books.get(Book::Redeemed);
        let price = |prices: &[(AccountId, coterie_ledger::Rate)]| {
            prices.iter().find(|(known, _)| known == account).map(|(_, price)| *price)
        };
        let partner = program.partners.get(partner);
        let is_money = program.units.get(terms.unit).is_some_and(|unit| unit.is_money);
        let default = if is_money { coterie_ledger::Rate::ONE } else { coterie_ledger::Rate::ZERO };
        let prices = Terms {
            issue_price: partner.and_then(|terms| price(&terms.issue_price)).unwrap_or(default),
            redemption_price: partner.and_then(|terms| price(&terms.redemption_price)).unwrap_or(default),
            point_decimals: program.units.get(terms.unit).map_or(0, |unit| unit.decimals),
            money_decimals: program.units.get(program.currency).map_or(2, |unit| unit.decimals),
            rounding: Rounding::HalfUp,
        };
        let money = settle(issued, redeemed, &prices)?;
        lines.push(PartnerLine {
            account: *account,
            issued,
            redeemed,
            expired: books.get(Book::Expired),
            pays: money.pays,
            paid: money.paid,
        });
    }
    Ok(lines)
}
