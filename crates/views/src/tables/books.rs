//! `books`: what each party's books stand at, with the sign of their legs. Smallest parts.

use crate::error::ViewsError;
use crate::legs::word;
use crate::names::Names;
use crate::sums::Sums;
use crate::table::{Table, int, sum, text};
use coterie_ledger::{Amount, Book};
use coterie_program::ids::AccountId;
use rusqlite::{Connection, params};

pub(crate) const BOOKS: Table = Table {
    name: "books",
    columns: &[int("party"), text("account"), text("book"), sum("amount")],
    key: 3,
    unique: None,
};

/// What a batch adds.
#[derive(Debug, Default)]
pub(crate) struct Pending(Sums<(u32, AccountId, Book), 1>);

impl Pending {
    pub(crate) fn add(
        &mut self,
        party: u32,
        account: AccountId,
        book: Book,
        amount: Amount,
    ) -> Result<(), ViewsError> {
        self.0.add((party, account, book), [amount.get()])
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&BOOKS.upsert())?;
        for ((party, account, book), [amount]) in self.0.drain() {
            put.execute(params![party, &*names.account(account), word(book), amount])?;
        }
        Ok(())
    }
}
