//! Holds: parts of lots reserved for a checkout.

use coterie_calendar::Instant;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::{Amount, LedgerError, LotId};

/// A part of one lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Part {
    /// The lot.
    #[n(0)]
    pub lot: LotId,
    /// How much of it; above zero.
    #[n(1)]
    pub amount: Amount,
}

impl Part {
    /// What parts come to.
    pub fn total(parts: &[Self]) -> Result<Amount, LedgerError> {
        Amount::sum(parts.iter().map(|part| part.amount))
    }
}

/// A reservation. While it lasts nobody else can use its parts and their expiry waits.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Hold {
    /// Position of the journal entry that made it.
    #[n(0)]
    pub id: u64,
    /// What it reserves, in the order of spending; each lot once.
    #[n(1)]
    pub parts: Vec<Part>,
    /// The first instant at which it no longer holds.
    #[n(2)]
    pub lapses: Instant,
}

impl Hold {
    /// How much of a lot it reserves.
    pub fn reserved(&self, lot: LotId) -> Amount {
        self.parts.iter().find(|part| part.lot == lot).map_or(Amount::ZERO, |part| part.amount)
    }
}
