//! Checksums made good again after an alteration, as `docs/journal-format.md` describes them: what a forger would do.

use super::Table;
use rusqlite::types::Value;
use std::iter::once;

/// Puts the right checksum into a row of the journal; false where nothing is known of such a row.
pub(crate) fn reseal(table: &Table, row: &mut [Value]) -> bool {
    let place = |name: &str| table.columns.iter().position(|column| column.name == name).unwrap();
    let bytes = |name: &str| match &row[place(name)] {
        Value::Integer(number) => number.to_le_bytes().to_vec(),
        Value::Text(text) => text.clone().into_bytes(),
        Value::Blob(bytes) => bytes.clone(),
        _ => Vec::new(),
    };
    let length = |name: &str| (bytes(name).len() as u32).to_le_bytes().to_vec();
    let parts: Vec<Vec<u8>> = match table.name.as_str() {
        "meta" => vec![length("name"), bytes("name"), bytes("value")],
        "blocks" => ["sequence", "first_position", "entry_count", "root", "body"].map(bytes).into(),
        "key_log" => vec![bytes("first_position"), bytes("keys")],
        "records" => {
            let due = match &row[place("next_due")] {
                Value::Integer(due) => once(1).chain(due.to_le_bytes()).collect(),
                _ => vec![0; 9],
            };
            vec![bytes("place"), length("key"), bytes("key"), bytes("as_of"), due, bytes("state")]
        }
        "secrets" => vec![bytes("number"), length("key"), bytes("key"), bytes("secret")],
        _ => return false,
    };
    row[place("crc")] = Value::Integer(i64::from(crc32fast::hash(&parts.concat())));
    true
}
