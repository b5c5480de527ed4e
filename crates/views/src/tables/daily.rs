//! `daily`: what was booked, by the day of the entry's own time in the program's zone, with the sign of its legs.
//! Smallest parts; `entries` counts entries.

use crate::error::ViewsError;
use crate::legs::word;
use crate::names::Names;
use crate::sums::Sums;
use crate::table::{Table, int, sum, text};
use compact_str::CompactString;
use coterie_ledger::Book;
use coterie_program::ids::AccountId;
use rusqlite::{Connection, params};

pub(crate) const DAILY: Table = Table {
    name: "daily",
    columns: &[text("day"), int("partner"), text("account"), text("book"), sum("amount"), sum("entries")],
    key: 4,
    unique: None,
};

/// A day, whose book of which account.
pub(crate) type Key = (CompactString, u32, AccountId, Book);

/// What a batch adds.
#[derive(Debug, Default)]
pub(crate) struct Pending(Sums<Key, 2>);

impl Pending {
    /// Adds what one entry booked.
    pub(crate) fn add(&mut self, key: Key, amount: i64) -> Result<(), ViewsError> {
        self.0.add(key, [amount, 1])
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&DAILY.upsert())?;
        for ((day, partner, account, book), [amount, entries]) in self.0.drain() {
            put.execute(params![&*day, partner, &*names.account(account), word(book), amount, entries])?;
        }
        Ok(())
    }
}
