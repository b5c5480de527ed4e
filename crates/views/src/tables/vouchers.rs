//! `vouchers`: issued codes, who holds them, and what became of them.

use crate::error::ViewsError;
use crate::table::{Table, int, text};
use compact_str::CompactString;
use coterie_calendar::Instant;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// `used` is the position of the entry that used it; `honoured_at` a partner's number; `void` is 1 when taken back.
pub(crate) const VOUCHERS: Table = Table {
    name: "vouchers",
    columns: &[
        text("code"),
        text("name"),
        int("holder"),
        int("honoured_at").optional(),
        int("until").optional(),
        int("used").optional(),
        int("void"),
    ],
    key: 1,
    unique: None,
};

/// How a voucher stands.
#[derive(Debug)]
pub(crate) struct Stands {
    pub(crate) name: CompactString,
    pub(crate) holder: u32,
    pub(crate) honoured_at: Option<u32>,
    pub(crate) until: Option<Instant>,
    pub(crate) used: Option<u64>,
    pub(crate) is_void: bool,
}

/// The rows of a batch by code; the last stand counts.
#[derive(Debug, Default)]
pub(crate) struct Pending(BTreeMap<CompactString, Stands>);

impl Pending {
    pub(crate) fn set(&mut self, code: CompactString, stands: Stands) {
        self.0.insert(code, stands);
    }

    pub(crate) fn write(&mut self, conn: &Connection) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&VOUCHERS.upsert())?;
        for (code, stands) in std::mem::take(&mut self.0) {
            put.execute(params![
                &*code,
                &*stands.name,
                stands.holder,
                stands.honoured_at,
                stands.until.map(Instant::millis),
                stands.used,
                i64::from(stands.is_void),
            ])?;
        }
        Ok(())
    }
}
