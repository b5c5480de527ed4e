//! By what a record is found.

use compact_str::CompactString;
use coterie_ledger::Party;

/// The key of a record: the unit of loading, snapshotting and evicting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKey {
    /// A member, partner, employee, household, or the coalition.
    Party(Party),
    /// The record that an event left: what remains of its lines, its gifts, what it spent. By journal position.
    Entry(u64),
    /// An issued voucher, by its normalised code.
    Voucher(CompactString),
}

impl RecordKey {
    /// The key as bytes, for the store: a letter, then the id. Positions are big-endian, so they sort by number.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Party(party) => format!("p{party}").into_bytes(),
            Self::Entry(position) => {
                let mut bytes = vec![b'e'];
                bytes.extend_from_slice(&position.to_be_bytes());
                bytes
            }
            Self::Voucher(code) => format!("v{code}").into_bytes(),
        }
    }

    /// The key behind such bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (letter, rest) = bytes.split_first()?;
        match letter {
            b'p' => std::str::from_utf8(rest).ok()?.parse().ok().map(Self::Party),
            b'e' => Some(Self::Entry(u64::from_be_bytes(rest.try_into().ok()?))),
            b'v' => std::str::from_utf8(rest).ok().map(|code| Self::Voucher(code.into())),
            _ => None,
        }
    }
}
