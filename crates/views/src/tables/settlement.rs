//! `settlement`: what was booked, by settlement period. `corrections` is the part of `amount` whose own period was closed
//! before it came. Smallest parts, with the sign of the legs; `entries` counts entries.

use crate::error::ViewsError;
use crate::legs::word;
use crate::names::Names;
use crate::sums::Sums;
use crate::table::{Table, int, sum, text};
use compact_str::CompactString;
use coterie_ledger::Book;
use coterie_program::ids::AccountId;
use rusqlite::{Connection, params};

pub(crate) const SETTLEMENT: Table = Table {
    name: "settlement",
    columns: &[
        text("period"),
        int("partner"),
        text("account"),
        text("book"),
        sum("amount"),
        sum("corrections"),
        sum("entries"),
    ],
    key: 4,
    unique: None,
};

/// A period, whose book of which account.
pub(crate) type Key = (CompactString, u32, AccountId, Book);

/// What a batch adds.
#[derive(Debug, Default)]
pub(crate) struct Pending(Sums<Key, 3>);

impl Pending {
    /// Adds what one entry booked.
    pub(crate) fn add(&mut self, key: Key, amount: i64, is_correction: bool) -> Result<(), ViewsError> {
        self.0.add(key, [amount, if is_correction { amount } else { 0 }, 1])
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&SETTLEMENT.upsert())?;
        for ((period, partner, account, book), [amount, corrections, entries]) in self.0.drain() {
            let account = names.account(account);
            put.execute(params![&*period, partner, &*account, word(book), amount, corrections, entries])?;
        }
        Ok(())
    }
}
