//! Decisions: what an event did, complete and self-contained.
//!
//! A decision lists every change of every record, so that state is the fold of the decisions alone: folding needs neither
//! the program nor the other records.

mod effect;
mod gift;
mod refusal;
mod refusal_unit;
mod transfer;

pub use effect::{Change, Effect};
pub use gift::{Fact, Gift, Given, Rests};
pub use refusal::{Reason, Refusal};
pub use refusal_unit::RefusalUnit;
pub use transfer::{Cause, Leg, Transfer, Unbalanced};

use coterie_ledger::{Availability, Move};
use minicbor::{Decode, Encode};

/// What an event did: gifts with their reasons, and the changes of the records. A refusal has neither.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Decision {
    /// Why nothing was done.
    #[n(0)]
    pub refusal: Option<Refusal>,
    /// What rules gave, in the order of giving.
    #[n(1)]
    pub gifts: Vec<Gift>,
    /// Every change, in the order of doing.
    #[n(2)]
    pub effects: Vec<Effect>,
}

impl Decision {
    /// A refusal: nothing is changed.
    pub fn refused(refusal: Refusal) -> Self {
        Self { refusal: Some(refusal), ..Self::default() }
    }

    /// From when the lot is available that a gift opened; `None` when it opened none.
    pub fn opened(&self, gift: u16) -> Option<Availability> {
        let transfer = self.transfers().find(|transfer| transfer.gift() == Some(gift))?;
        transfer.legs().iter().flat_map(|leg| &leg.moves).find_map(|step| match step {
            Move::Open(lot) => Some(lot.available),
            _ => None,
        })
    }

    /// The transfers among the effects.
    pub fn transfers(&self) -> impl Iterator<Item = &Transfer> {
        self.effects.iter().filter_map(|effect| match effect {
            Effect::Transfer(transfer) => Some(transfer),
            _ => None,
        })
    }
}
