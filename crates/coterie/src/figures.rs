//! Amounts in results that programs read. All of `--json` has one form: a decimal string in the account's unit (`"107.03"`,
//! `"480"`), money in the program's currency; the currency and each account's unit are named once, beside them. Counts of things
//! (members, purchases, entries) are numbers.

use coterie_explain::Names;
use coterie_ledger::Amount;
use coterie_program::builtin::account::DISCOUNTS;
use coterie_program::compiled::Program;
use serde_json::{Map, Value, json};

/// Spells amounts of a program.
#[derive(Clone, Copy)]
pub(crate) struct Figures<'p> {
    names: Names<'p>,
}

impl<'p> Figures<'p> {
    /// Of a program.
    pub(crate) fn new(program: &'p Program) -> Self {
        Self { names: Names::new(program) }
    }

    /// Money, from minor units.
    pub(crate) fn money(&self, minor: i64) -> String {
        self.names.money(minor)
    }

    /// An amount of an account by its name, from smallest parts.
    pub(crate) fn amount(&self, account: &str, parts: i64) -> String {
        let decimals = self.names.decimals_of(account);
        Amount::new(parts).map_or_else(|_| parts.to_string(), |amount| amount.format(decimals))
    }

    /// The unit of all money.
    pub(crate) fn currency(&self) -> &'p str {
        self.names.unit(DISCOUNTS)
    }

    /// The unit of each account, by name.
    pub(crate) fn units(&self) -> Value {
        let accounts = self.names.program().accounts.iter();
        let units = accounts.map(|(id, _)| (self.names.account(id).to_owned(), json!(self.names.unit(id))));
        Value::Object(units.collect::<Map<_, _>>())
    }
}
