//! Entries and record states as bytes: CBOR, described by index in `docs/journal-format.md`.

use coterie_decide::Entry;
use coterie_decide::record::{EntryRecord, PartyRecord, Record, VoucherRecord};
use minicbor::encode::Error as EncodeError;
use minicbor::{Decoder, Encode, Encoder};
use std::convert::Infallible;
use thiserror::Error;

/// The encoding of entries and record states: the first byte of each. A reader refuses any other.
pub const ENCODING: u8 = 1;

/// Bytes that are no entry or record of this encoding.
#[derive(Debug, Error)]
pub enum CodecError {
    /// Another encoding, or none.
    #[error("encoding {found:?} where {ENCODING} was expected")]
    Encoding {
        /// The first byte, if there is one.
        found: Option<u8>,
    },
    /// The CBOR after it is malformed.
    #[error("malformed: {0}")]
    Malformed(#[from] minicbor::decode::Error),
    /// Something follows where it should end.
    #[error("{0} bytes too many")]
    Rest(usize),
}

/// Appends an entry to a buffer.
pub fn write_entry(entry: &Entry, bytes: &mut Vec<u8>) {
    write(bytes, |encoder| entry.encode(encoder, &mut ()));
}

/// Reads an entry. Each of its transfers sums to zero, or it is refused.
pub fn read_entry(bytes: &[u8]) -> Result<Entry, CodecError> {
    read(bytes)
}

/// A record, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum RecordRef<'a> {
    /// Of a party.
    Party(&'a PartyRecord),
    /// Of an event.
    Entry(&'a EntryRecord),
    /// Of a voucher.
    Voucher(&'a VoucherRecord),
}

/// A record's state: what [`Record`] encodes to.
pub fn record_state(record: RecordRef<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    write(&mut bytes, |encoder| {
        encoder.array(2)?;
        match record {
            RecordRef::Party(record) => encoder.u8(0)?.array(1)?.encode(record)?.ok(),
            RecordRef::Entry(record) => encoder.u8(1)?.array(1)?.encode(record)?.ok(),
            RecordRef::Voucher(record) => encoder.u8(2)?.array(1)?.encode(record)?.ok(),
        }
    });
    bytes
}

/// Reads a record's state.
pub fn read_record(bytes: &[u8]) -> Result<Record, CodecError> {
    read(bytes)
}

fn write(
    bytes: &mut Vec<u8>,
    encode: impl FnOnce(&mut Encoder<&mut Vec<u8>>) -> Result<(), EncodeError<Infallible>>,
) {
    bytes.push(ENCODING);
    encode(&mut Encoder::new(bytes)).expect("a vector takes any bytes");
}

fn read<'b, T: minicbor::Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, CodecError> {
    let found = bytes.first().copied();
    if found != Some(ENCODING) {
        return Err(CodecError::Encoding { found });
    }
    let mut decoder = Decoder::new(&bytes[1..]);
    let value = decoder.decode()?;
    match bytes.len() - 1 - decoder.position() {
        0 => Ok(value),
        rest => Err(CodecError::Rest(rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coterie_calendar::Instant;

    #[test]
    fn a_borrowed_record_encodes_as_the_owned_one() {
        let record = PartyRecord::new(Instant::MIN);
        let mut owned = vec![ENCODING];
        owned.extend(minicbor::to_vec(Record::Party(record.clone())).unwrap());
        assert_eq!(record_state(RecordRef::Party(&record)), owned);
        assert_eq!(read_record(&owned).unwrap(), Record::Party(record));
    }

    #[test]
    fn another_encoding_and_a_longer_one_are_refused() {
        let mut bytes = record_state(RecordRef::Party(&PartyRecord::new(Instant::MIN)));
        bytes.push(0);
        assert!(matches!(read_record(&bytes), Err(CodecError::Rest(1))));
        bytes[0] = 2;
        assert!(matches!(read_record(&bytes), Err(CodecError::Encoding { found: Some(2) })));
        assert!(matches!(read_entry(&[]), Err(CodecError::Encoding { found: None })));
    }
}
