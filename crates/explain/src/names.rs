//! Names and spellings for what entries hold by number.

use coterie_ledger::Amount;
use coterie_program::builtin::account::{self, DISCOUNTS};
use coterie_program::compiled::{Path, Program};
use coterie_program::ids::{AccountId, MeasureId, RuleId, Space, TierSetId};
use coterie_program::value::{Type, Value};

/// Spells what entries hold, in the words of a program. Names come from the registry, so entries of older versions have them
/// too.
#[derive(Clone, Copy, Debug)]
pub struct Names<'p> {
    program: &'p Program,
}

impl<'p> Names<'p> {
    /// Names of a program.
    pub fn new(program: &'p Program) -> Self {
        Self { program }
    }

    /// The program.
    pub fn program(&self) -> &'p Program {
        self.program
    }

    /// A rule's name.
    pub fn rule(&self, id: RuleId) -> &'p str {
        self.program.registry.name(Space::Rule, id.0).unwrap_or("?")
    }

    /// An account's name.
    pub fn account(&self, id: AccountId) -> &'p str {
        if let Some(name) = account::name(id) {
            return name;
        }
        self.program.registry.name(Space::Account, id.0).unwrap_or("?")
    }

    /// A measure's name.
    pub fn measure(&self, id: MeasureId) -> &'p str {
        self.program.registry.name(Space::Measure, id.0).unwrap_or("?")
    }

    /// A tier set's name.
    pub fn tier_set(&self, id: TierSetId) -> &'p str {
        self.program.registry.name(Space::TierSet, id.0).unwrap_or("?")
    }

    /// The name of a step of a tier set.
    pub fn step(&self, set: TierSetId, step: u16) -> &'p str {
        let tiers = self.program.tiers.get(set);
        tiers.and_then(|tiers| tiers.steps.get(usize::from(step))).map_or("?", |step| &step.name)
    }

    /// Decimals of an account's unit.
    pub fn decimals(&self, account: AccountId) -> u8 {
        let unit = self.program.accounts.get(account).map_or(self.program.currency, |account| account.unit);
        self.program.units.get(unit).map_or(0, |unit| unit.decimals)
    }

    /// Decimals of an account by its name; those of money for what is no account.
    pub fn decimals_of(&self, account: &str) -> u8 {
        let id = self.program.registry.find(Space::Account, account).map(AccountId);
        self.decimals(id.unwrap_or(DISCOUNTS))
    }

    /// An amount of an account, without its unit: `12.60`, `480`.
    pub fn amount(&self, account: AccountId, amount: Amount) -> String {
        amount.format(self.decimals(account))
    }

    /// Money in the program's currency: `12.60`.
    pub fn money(&self, minor: i64) -> String {
        let decimals = self.program.units.get(self.program.currency).map_or(2, |unit| unit.decimals);
        self.number(decimals, minor)
    }

    /// Smallest parts, of which a whole has 10^`decimals`, in whole units.
    pub(crate) fn number(&self, decimals: u8, smallest: i64) -> String {
        Amount::new(smallest).map_or_else(|_| smallest.to_string(), |amount| amount.format(decimals))
    }

    /// The unit of an account: `point`, `PLN`.
    pub fn unit(&self, account: AccountId) -> &'p str {
        let unit = self.program.accounts.get(account).map_or(self.program.currency, |account| account.unit);
        self.program.units.get(unit).map_or("?", |unit| &unit.name)
    }

    /// A value as it would be written, by the type of the path that reads it.
    pub fn value(&self, of: Option<&Type>, value: &Value) -> String {
        match (value, of) {
            (Value::Int(minor), Some(Type::Money)) => self.money(*minor),
            (Value::Int(minutes), Some(Type::TimeOfDay)) => {
                format!("{:02}:{:02}", minutes / 60, minutes % 60)
            }
            (Value::Int(number), _) => number.to_string(),
            (Value::Text(code), Some(of)) if is_code(of) => self.program.code_as_written(code).to_owned(),
            (Value::Text(text), _) => text.to_string(),
            (Value::YesNo(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
            (Value::Decimal(rate), _) => rate.get().to_string(),
            (Value::Date(date), _) => date.to_string(),
            (Value::Time(time), _) => time.in_zone(&self.program.zone),
            (Value::Party(party), _) => party.id().to_owned(),
            (Value::List(values), of) => {
                let element = match of {
                    Some(Type::List(element)) => Some(element.as_ref()),
                    other => other,
                };
                values.iter().map(|value| self.value(element, value)).collect::<Vec<_>>().join(", ")
            }
            (_, _) => "(personal)".to_owned(),
        }
    }

    /// A value that a path reads, as it would be written.
    pub fn read(&self, path: &Path, value: &Value) -> String {
        self.value(Some(&path.value), value)
    }
}

/// A code, or one of a list of them.
fn is_code(of: &Type) -> bool {
    match of {
        Type::Code => true,
        Type::List(element) => is_code(element),
        _ => false,
    }
}
