//! In which unit the amounts of a refusal are.

use super::{Reason, Refusal};
use coterie_ledger::Amount;
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::{LimitedTo, Program, Rule};
use coterie_program::event::Event;
use coterie_program::ids::{AccountId, Space};

/// The prefix by which a refusal names a line of an event.
const LINE_PREFIX: &str = "line ";

/// What an amount of a refusal counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalUnit {
    /// Things and times: pieces of stock or of a line, how often something is given.
    Pieces,
    /// Minor units of the program's currency.
    Money,
    /// Smallest parts of an account.
    Account(AccountId),
}

impl RefusalUnit {
    /// How many decimals an amount in this unit is written with.
    pub fn decimals(self, program: &Program) -> u8 {
        let unit = match self {
            Self::Pieces => return 0,
            Self::Money => program.currency,
            Self::Account(account) => {
                program.accounts.get(account).map_or(program.currency, |account| account.unit)
            }
        };
        program.units.get(unit).map_or(0, |unit| unit.decimals)
    }

    /// An amount as it is written: `25.0`, `3.00`, `2`.
    pub fn format(self, program: &Program, amount: i64) -> String {
        let decimals = self.decimals(program);
        Amount::new(amount).map_or_else(|_| amount.to_string(), |amount| amount.format(decimals))
    }
}

impl Refusal {
    /// The unit of what is available and of what would do, for the event that was refused.
    pub fn unit(&self, program: &Program, event: Option<&Event>) -> RefusalUnit {
        match self.reason {
            Reason::OutOfStock => RefusalUnit::Pieces,
            Reason::MoreThanRemains => self.unit_of_what_remains(event),
            Reason::LimitReached if self.is_about_times(program, event) => RefusalUnit::Pieces,
            _ => self.account(program, event).map_or(RefusalUnit::Pieces, RefusalUnit::Account),
        }
    }

    /// Of a line that tells its pieces it is pieces that are too many, else it is money.
    fn unit_of_what_remains(&self, event: Option<&Event>) -> RefusalUnit {
        let line = self.about.strip_prefix(LINE_PREFIX);
        let wish = event.and_then(|event| event.lines.iter().find(|wish| Some(wish.id.as_str()) == line));
        if wish.is_some_and(|wish| wish.quantity > 0) { RefusalUnit::Pieces } else { RefusalUnit::Money }
    }

    /// Whether a reward's limit on how often is reached, and not one on its price: of that, less is left than is asked for.
    fn is_about_times(&self, program: &Program, event: Option<&Event>) -> bool {
        let Some(reward) = reward(program, &self.about) else { return false };
        let times = event.and_then(|event| event.int(field::TIMES)).unwrap_or(1).max(1);
        let limits_times = reward.limits.iter().any(|limit| limit.of == LimitedTo::Times);
        limits_times && self.available.is_none_or(|left| left < times)
    }

    /// The account concerned: the one that it names, or that the event names, or that the reward is paid from.
    pub fn account(&self, program: &Program, event: Option<&Event>) -> Option<AccountId> {
        let named = |name: &str| program.registry.find(Space::Account, name).map(AccountId);
        let paid_from = |name: &str| {
            let pay = reward(program, name)?.pay.as_ref()?;
            pay.points.as_ref().map(|points| points.account)
        };
        if let Some(account) = named(&self.about) {
            return Some(account);
        }
        let Some(event) = event else { return paid_from(&self.about) };
        if let Some(account) = event.text(field::ACCOUNT).and_then(named) {
            return Some(account);
        }
        if !matches!(event.kind, kind::REDEMPTION | kind::HOLD) {
            return None;
        }
        paid_from(event.text(field::REWARD)?)
    }
}

fn reward<'p>(program: &'p Program, name: &str) -> Option<&'p Rule> {
    program.rules.values().find(|rule| rule.pay.is_some() && rule.name == name)
}
