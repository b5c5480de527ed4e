//! An issued voucher.

use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_ledger::Party;
use minicbor::{Decode, Encode};

/// A voucher code that a gift issued.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct VoucherRecord {
    /// One more than the position of the last entry folded into it.
    #[n(0)]
    pub as_of: u64,
    /// What it is called in the program.
    #[cbor(n(1), with = "coterie_program::value::text")]
    pub name: CompactString,
    /// Who got it.
    #[n(2)]
    pub holder: Party,
    /// Until when it is honoured (exclusive).
    #[n(3)]
    pub until: Option<Instant>,
    /// Where it is honoured; anywhere when absent.
    #[n(4)]
    pub at: Option<Party>,
    /// By which entry it was used.
    #[n(5)]
    pub used: Option<u64>,
    /// Taken back with its gift.
    #[n(6)]
    pub void: bool,
}
