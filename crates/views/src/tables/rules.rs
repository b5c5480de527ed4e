//! `rule_daily`: what each rule gave, by the day of the entry's own time. `amount` is what was given and `limited` what
//! limits cut, in smallest parts of the account; what has no amount (a voucher, a message) has no account.

use crate::error::ViewsError;
use crate::names::Names;
use crate::sums::Sums;
use crate::table::{Table, sum, text};
use compact_str::CompactString;
use coterie_program::ids::{AccountId, RuleId};
use rusqlite::{Connection, params};

pub(crate) const RULE_DAILY: Table = Table {
    name: "rule_daily",
    columns: &[text("day"), text("rule"), text("account"), sum("gifts"), sum("amount"), sum("limited")],
    key: 3,
    unique: None,
};

/// A day, a rule, and the account if what it gave has one.
pub(crate) type Key = (CompactString, RuleId, Option<AccountId>);

/// What a batch adds: gifts, their amount, what limits cut.
#[derive(Debug, Default)]
pub(crate) struct Pending(Sums<Key, 3>);

impl Pending {
    pub(crate) fn add(&mut self, key: Key, amount: i64, limited: i64) -> Result<(), ViewsError> {
        self.0.add(key, [1, amount, limited])
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&RULE_DAILY.upsert())?;
        for ((day, rule, account), [gifts, amount, limited]) in self.0.drain() {
            let account = account.map(|account| names.account(account)).unwrap_or_default();
            put.execute(params![&*day, &*names.rule(rule), &*account, gifts, amount, limited])?;
        }
        Ok(())
    }
}
