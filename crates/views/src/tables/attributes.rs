//! `attributes`: what is known of a party. A value is either open or personal; the personal column is the only place
//! where a decrypted value lives.

use crate::error::ViewsError;
use crate::names::Names;
use crate::table::{Table, int, text};
use coterie_program::ids::AttributeId;
use coterie_program::value::Value;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

pub(crate) const ATTRIBUTES: Table = Table {
    name: "attributes",
    columns: &[int("party"), text("name"), text("value").optional(), text("personal").optional().personal()],
    key: 2,
    unique: None,
};

/// An attribute's value as the table holds it.
#[derive(Debug)]
pub(crate) enum Held {
    /// Anyone who sees the record may see it.
    Open(String),
    /// Decrypted; `None` when it can no longer be.
    Personal(Option<String>),
}

/// The rows of a batch; the last value counts.
#[derive(Debug, Default)]
pub(crate) struct Pending(BTreeMap<(u32, AttributeId), Held>);

impl Pending {
    pub(crate) fn set(&mut self, party: u32, attribute: AttributeId, held: Held) {
        self.0.insert((party, attribute), held);
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&ATTRIBUTES.upsert())?;
        for ((party, attribute), held) in std::mem::take(&mut self.0) {
            let (value, personal) = match held {
                Held::Open(value) => (Some(value), None),
                Held::Personal(value) => (None, value),
            };
            put.execute(params![party, &*names.attribute(attribute), value, personal])?;
        }
        Ok(())
    }
}

/// A value as text: bare words, numbers, dates; a list as JSON.
pub(crate) fn text_of(value: &Value) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(other) => other.to_string(),
        // Every value serialises; a failing one would still have to be shown.
        Err(_) => format!("{value:?}"),
    }
}
