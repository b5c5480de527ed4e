//! One key as it stands in a log row or a chunk: 40 bytes.

use super::super::group::{KeyHit, NewKey};

/// key (16), body (16), position (8, little-endian).
pub(crate) const RECORD_BYTES: usize = 40;

/// One key as stored.
pub(crate) type Record = [u8; RECORD_BYTES];

pub(super) fn encode(key: &[u8; 16], hit: &KeyHit) -> Record {
    let mut record = [0; RECORD_BYTES];
    record[..16].copy_from_slice(key);
    record[16..32].copy_from_slice(&hit.body);
    record[32..].copy_from_slice(&hit.position.to_le_bytes());
    record
}

pub(crate) fn key(record: &Record) -> [u8; 16] {
    *record.first_chunk().expect("a record is longer than its key")
}

pub(crate) fn hit(record: &Record) -> KeyHit {
    let mut body = [0; 16];
    body.copy_from_slice(&record[16..32]);
    let position = u64::from_le_bytes(*record.last_chunk().expect("a record is longer than a number"));
    KeyHit { position, body }
}

/// A group's keys as a log row.
pub(super) fn log(keys: &[NewKey]) -> Vec<u8> {
    let hit = |key: &NewKey| KeyHit { position: key.position, body: key.body };
    keys.iter().flat_map(|key| encode(&key.key, &hit(key))).collect()
}

/// The record of a key among sorted records.
pub(super) fn find(records: &[Record], wanted: &[u8; 16]) -> Option<KeyHit> {
    let at = records.binary_search_by(|record| record[..16].cmp(wanted)).ok()?;
    Some(hit(&records[at]))
}
