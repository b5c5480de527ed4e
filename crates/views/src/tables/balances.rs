//! `balances`: what a party's account holds: lots less debt, pending and reserved parts included. Smallest parts.

use crate::error::ViewsError;
use crate::names::Names;
use crate::sums::Sums;
use crate::table::{Table, int, sum, text};
use coterie_ledger::Amount;
use coterie_program::ids::AccountId;
use rusqlite::{Connection, params};

pub(crate) const BALANCES: Table = Table {
    name: "balances",
    columns: &[int("party"), text("account"), sum("balance")],
    key: 2,
    unique: None,
};

/// What a batch adds.
#[derive(Debug, Default)]
pub(crate) struct Pending(Sums<(u32, AccountId), 1>);

impl Pending {
    pub(crate) fn add(&mut self, party: u32, account: AccountId, amount: Amount) -> Result<(), ViewsError> {
        self.0.add((party, account), [amount.get()])
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&BALANCES.upsert())?;
        for ((party, account), [balance]) in self.0.drain() {
            put.execute(params![party, &*names.account(account), balance])?;
        }
        Ok(())
    }
}
