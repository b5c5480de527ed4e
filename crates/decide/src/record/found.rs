//! Where a clawback found what it took, so that a gift which rises again gets it back from there.

use coterie_ledger::{Amount, Book, Lot, Party};
use minicbor::{Decode, Encode};

/// What was taken back of a gift, by where it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Found {
    /// In the gift's own lot.
    #[n(0)]
    pub unspent: Amount,
    /// Expired.
    #[n(1)]
    pub expired: Amount,
    /// Spent: owed by whoever keeps the lot, or borne by somebody else.
    #[n(2)]
    pub spent: Amount,
    /// The lot as it stood: taken back wholly, it is in no wallet any more.
    #[n(3)]
    pub lot: Option<Lot>,
    /// In whose book the spent part stands; `None` when it is a debt.
    #[n(4)]
    pub borne: Option<(Party, Book)>,
}

impl Found {
    /// Whether nothing is taken back any more.
    pub fn is_nothing(&self) -> bool {
        self.unspent.is_zero() && self.expired.is_zero() && self.spent.is_zero()
    }
}
