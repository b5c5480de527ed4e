//! Numbers in arithmetic: as the language's country writes them for people, in plain digits for journals, tests and machines.

use crate::words::Words;
use coterie_ledger::{Amount, Rate};
use coterie_program::builtin::account::DISCOUNTS;
use coterie_program::compiled::share_as_written;
use coterie_program::ids::AccountId;
use coterie_sentences::{format_exact, format_number};
use rust_decimal::Decimal;

impl Words<'_> {
    /// Smallest parts, of which a whole has 10^`decimals`, in whole units: `12,000.50`; in plain digits with all its decimals.
    pub(crate) fn parts(&self, smallest: i64, decimals: u8) -> String {
        let plain = Amount::new(smallest).map_or_else(|_| smallest.to_string(), |it| it.format(decimals));
        if self.is_plain() { plain } else { format_number(&plain, decimals.into(), self.language()) }
    }

    /// An amount of an account, without its unit.
    pub(crate) fn figure(&self, account: AccountId, amount: Amount) -> String {
        self.parts(amount.get(), self.names().decimals(account))
    }

    /// Money of the program's currency, without its unit.
    pub(crate) fn money_figure(&self, minor: i64) -> String {
        self.parts(minor, self.names().decimals(DISCOUNTS))
    }

    /// Smallest parts that need not come out even, in whole units.
    pub(crate) fn exact(&self, smallest: Decimal, decimals: u8) -> String {
        let plain = in_whole_units(smallest, decimals).normalize().to_string();
        if self.is_plain() { plain } else { format_number(&plain, decimals.into(), self.language()) }
    }

    /// A number without a unit: a price, a factor, a count.
    pub(crate) fn number(&self, number: Decimal) -> String {
        let plain = number.normalize().to_string();
        if self.is_plain() { plain } else { format_number(&plain, 0, self.language()) }
    }

    /// A compiled share as the program writes it: `6 %`.
    pub(crate) fn percent(&self, share: Rate, decimals: u8, basis_decimals: u8) -> String {
        let fraction = share_as_written(share, decimals, basis_decimals);
        format!("{} %", self.number(fraction.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(fraction)))
    }

    /// Money that need not come out even, in whole units, with its currency: `2.405 zł`.
    pub(crate) fn exact_money(&self, money: Decimal) -> String {
        let (program, plain) = (self.program(), money.normalize().to_string());
        match program.units.get(program.currency) {
            Some(unit) => format_exact(self.program(), unit, &plain, self.language()),
            None => plain,
        }
    }
}

/// Smallest parts in whole units.
pub(crate) fn in_whole_units(smallest: Decimal, decimals: u8) -> Decimal {
    smallest.checked_div(power_of_ten(decimals)).unwrap_or(smallest)
}

/// How many smallest parts a whole unit has.
pub(crate) fn power_of_ten(decimals: u8) -> Decimal {
    10_i64.checked_pow(u32::from(decimals)).unwrap_or(1).into()
}
