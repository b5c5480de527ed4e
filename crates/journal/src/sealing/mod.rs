//! Personal values: plain in memory, encrypted under their person's key in the journal and in saved records.
//!
//! The encryption is deterministic (AES-SIV, RFC 5297, with a key of 64 bytes), so that the same value of the same person in
//! the same place always gives the same bytes: deciding again gives the same journal. Destroying the key makes all of it
//! unreadable at once; what cannot be opened any more reads as absent.

mod entry;
mod keyring;
mod personal;
mod record;

pub(crate) use entry::{open_entry, seal_entry};
pub use keyring::Entropy;
pub(crate) use keyring::Keyring;
pub(crate) use personal::Personal;
pub(crate) use record::{open_record, seal_entry_record, seal_party_record};

use coterie_ledger::Party;
use coterie_program::ids::{AttributeId, FieldId, MeasureId};

/// In which place of a person's data a value stands. It is authenticated with the value, so that a value cannot be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Field(FieldId),
    Attribute(AttributeId),
    Measure(MeasureId),
}

impl Place {
    /// Letter and number, then whose it is.
    fn associated(self, party: &Party) -> Vec<u8> {
        let (letter, number) = match self {
            Self::Field(id) => (b'f', id.0),
            Self::Attribute(id) => (b'a', id.0),
            Self::Measure(id) => (b'm', id.0),
        };
        let mut bytes = vec![letter];
        bytes.extend_from_slice(&number.to_be_bytes());
        bytes.extend_from_slice(party.to_string().as_bytes());
        bytes
    }
}
