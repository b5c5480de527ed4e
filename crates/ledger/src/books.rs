//! The other side of members' accounts: what a party issued, redeemed, lost and gained as payer or partner.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::{Amount, LedgerError};

/// What a counter counts. A leg is booked with its sign in the transfer: a member's +100 is the payer's −100 issued.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Book {
    /// Given by this payer: negative.
    #[n(0)]
    Issued,
    /// Spent at this partner: positive.
    #[n(1)]
    Redeemed,
    /// Came back to this payer by expiry (breakage): positive.
    #[n(2)]
    Expired,
    /// Came back to this payer by clawback: positive.
    #[n(3)]
    Clawed,
    /// Could not be clawed back and was given up: negative.
    #[n(4)]
    WrittenOff,
    /// Could not be clawed back and was charged to this partner: negative.
    #[n(5)]
    Charged,
    /// Went to (positive) or came from (negative) another unit.
    #[n(6)]
    Exchange,
    /// Left the ledger as money paid out: positive.
    #[n(7)]
    PaidOut,
    /// Corrected by a person, either way.
    #[n(8)]
    Adjusted,
}

/// The counters of one party for one account; books that are zero take no room.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(transparent)]
#[serde(transparent)]
pub struct Books(#[n(0)] BTreeMap<Book, Amount>);

impl Books {
    /// What a book stands at.
    pub fn get(&self, book: Book) -> Amount {
        self.0.get(&book).copied().unwrap_or_default()
    }

    /// Adds a leg to a book; refused, and nothing changed, when the book would pass the limit.
    pub fn apply(&mut self, book: Book, leg: Amount) -> Result<(), LedgerError> {
        let sum = self.get(book).checked_add(leg)?;
        if sum.is_zero() {
            self.0.remove(&book);
        } else {
            self.0.insert(book, sum);
        }
        Ok(())
    }

    /// The books that are not zero, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (Book, Amount)> + '_ {
        self.0.iter().map(|(book, amount)| (*book, *amount))
    }

    /// Whether every book is zero.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the books come to together.
    pub fn total(&self) -> Result<Amount, LedgerError> {
        Amount::sum(self.0.values().copied())
    }
}
