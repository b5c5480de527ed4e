//! Books: what a coalition's accounts, partners and sales come to.

use crate::error::ViewsError;
use crate::legs::BOOKS;
use coterie_ledger::Book;
use std::collections::BTreeMap;

/// The books of a coalition at a moment. Equal whether read from the tables or added up from the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// By account, in smallest parts of its unit.
    pub accounts: BTreeMap<String, AccountBooks>,
    /// By party that pays or takes points: partners and the coalition.
    pub partners: BTreeMap<String, PartnerBooks>,
    /// All sales.
    pub sales: Sales,
    /// Members known and not merged into another.
    pub members: i64,
}

/// Purchases and refunds; money in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sales {
    /// How many purchases.
    pub purchases: i64,
    /// Their totals.
    pub revenue: i64,
    /// How many refunds.
    pub refunds: i64,
    /// What they gave back.
    pub refunded: i64,
}

/// One account in smallest parts, each number in the direction of its name. What is outstanding is what was issued,
/// written off, charged and adjusted, less what was redeemed, expired, clawed back, exchanged and paid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountBooks {
    /// Given, clawbacks not yet taken off.
    pub issued: i64,
    /// Spent, less what cancellations returned.
    pub redeemed: i64,
    /// Expired, less what a clawback found expired.
    pub expired: i64,
    /// Taken back.
    pub clawed: i64,
    /// Of what was taken back, what was spent already and is borne by the coalition.
    pub written_off: i64,
    /// Of what was taken back, what was spent already and is borne by a partner.
    pub charged: i64,
    /// Gone to other units, less what came from them.
    pub exchanged: i64,
    /// Paid out as money.
    pub paid_out: i64,
    /// Added by persons, less what they took.
    pub adjusted: i64,
    /// Held on all accounts: lots less debts.
    pub outstanding: i64,
}

/// What one party has to do with each account, and its sales. `outstanding` is what is held on its own accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartnerBooks {
    /// By account.
    pub accounts: BTreeMap<String, AccountBooks>,
    /// Sales at it.
    pub sales: Sales,
}

impl AccountBooks {
    /// Adds what a book stands at, with the sign of its legs.
    pub(crate) fn add(&mut self, book: Book, amount: i64) -> Result<(), ViewsError> {
        let (of, amount) = match book {
            Book::Issued => (&mut self.issued, -amount),
            Book::Redeemed => (&mut self.redeemed, amount),
            Book::Expired => (&mut self.expired, amount),
            Book::Clawed => (&mut self.clawed, amount),
            Book::WrittenOff => (&mut self.written_off, -amount),
            Book::Charged => (&mut self.charged, -amount),
            Book::Exchange => (&mut self.exchanged, amount),
            Book::PaidOut => (&mut self.paid_out, amount),
            Book::Adjusted => (&mut self.adjusted, -amount),
        };
        *of = of.checked_add(amount).ok_or(ViewsError::Overflow)?;
        Ok(())
    }

    /// Adds other books of the same account; what is outstanding is not added.
    pub(crate) fn join(&mut self, other: &Self) -> Result<(), ViewsError> {
        BOOKS.into_iter().try_for_each(|book| self.add(book, other.signed(book)))
    }

    fn signed(&self, book: Book) -> i64 {
        match book {
            Book::Issued => -self.issued,
            Book::Redeemed => self.redeemed,
            Book::Expired => self.expired,
            Book::Clawed => self.clawed,
            Book::WrittenOff => -self.written_off,
            Book::Charged => -self.charged,
            Book::Exchange => self.exchanged,
            Book::PaidOut => self.paid_out,
            Book::Adjusted => -self.adjusted,
        }
    }

    /// What the books say must be outstanding. Equal to [`AccountBooks::outstanding`] whenever the ledger is whole.
    pub fn expected_outstanding(&self) -> i64 {
        -BOOKS.into_iter().map(|book| self.signed(book)).sum::<i64>()
    }
}

impl Sales {
    /// Adds purchases, their totals, refunds, what they gave back.
    pub(crate) fn add(&mut self, sold: [i64; 4]) -> Result<(), ViewsError> {
        let fields = [&mut self.purchases, &mut self.revenue, &mut self.refunds, &mut self.refunded];
        for (field, amount) in fields.into_iter().zip(sold) {
            *field = field.checked_add(amount).ok_or(ViewsError::Overflow)?;
        }
        Ok(())
    }
}
