//! Records: what is remembered of whom, as the fold of the decisions.
//!
//! A record is loaded, snapshotted and evicted as a whole. Each carries `as_of`, the position of the last entry folded
//! into it, so that folding an entry twice changes nothing and every record may be saved at its own time.

mod at_close;
mod counter;
mod entry;
mod former;
mod found;
mod handed;
mod held_tier;
mod key;
mod measure;
mod paid;
mod party;
mod series;
mod voucher;

pub use at_close::AtClose;
pub use counter::{Counter, ForHold, HeldUse};
pub use entry::{Counted, EntryRecord, EntryState, HeldGift, LineLeft, Remembered, Spending};
pub use former::Former;
pub use found::Found;
pub use handed::HandedOver;
pub use held_tier::{Grant, HeldTier};
pub use key::RecordKey;
pub use measure::{DISTINCT_VALUES_MAX, MeasureState};
pub use party::{PartyRecord, Relation};
pub use series::Series;
pub use voucher::VoucherRecord;

use minicbor::{Decode, Encode};

/// Any record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Record {
    /// Of a party.
    #[n(0)]
    Party(#[n(0)] PartyRecord),
    /// Of an event.
    #[n(1)]
    Entry(#[n(0)] EntryRecord),
    /// Of a voucher.
    #[n(2)]
    Voucher(#[n(0)] VoucherRecord),
}

impl Record {
    /// One more than the position of the last entry folded into it.
    pub fn as_of(&self) -> u64 {
        match self {
            Self::Party(record) => record.as_of,
            Self::Entry(record) => record.as_of,
            Self::Voucher(record) => record.as_of,
        }
    }
}
