//! What a decision reads.

use crate::record::{EntryRecord, PartyRecord, RecordKey, VoucherRecord};
use coterie_ledger::Party;
use thiserror::Error;

/// The records that a decision may read. `Ok(None)` is known absence; [`Unloaded`] means that nobody has looked yet.
pub trait Records {
    /// A party's record.
    fn party(&self, party: &Party) -> Result<Option<&PartyRecord>, Unloaded>;
    /// An event's record, by its position.
    fn entry(&self, position: u64) -> Result<Option<&EntryRecord>, Unloaded>;
    /// An issued voucher, by its normalised code.
    fn voucher(&self, code: &str) -> Result<Option<&VoucherRecord>, Unloaded>;
    /// The position of the event that a source said under an id.
    fn position(&self, source: &str, id: &str) -> Result<Option<u64>, Unloaded>;
}

/// What must be loaded before the event can be decided.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unloaded {
    /// A record.
    #[error("record {0:?}")]
    Record(RecordKey),
    /// Where an event stands.
    #[error("event {id} of {source_name}")]
    Position {
        /// Its source.
        source_name: String,
        /// Its id.
        id: String,
    },
}
