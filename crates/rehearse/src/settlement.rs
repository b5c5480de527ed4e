//! What partners owe and are owed for the points of a rehearsal.

use coterie_decide::record::PartyRecord;
use coterie_ledger::{Amount, Book, LedgerError, Party, Settlement, settle};
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

/// A party's lines, one for each account in which it issued or took anything; without prices, no money moves.
pub fn lines(
    program: &Program,
    party: &Party,
    record: &PartyRecord,
) -> Result<Vec<PartnerLine>, LedgerError> {
    let mut lines = Vec::new();
    for (account, books) in &record.books {
        if program.accounts.get(*account).is_none() {
            continue;
        }
        let taken_back = books.get(Book::Clawed).checked_add(books.get(Book::Charged))?;
        let issued = -(books.get(Book::Issued).checked_add(taken_back)?);
        let redeemed = books.get(Book::Redeemed);
        let money = match program.prices(party, *account) {
            Some(prices) => settle(issued, redeemed, &prices)?,
            None => Settlement { pays: Amount::ZERO, paid: Amount::ZERO },
        };
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
