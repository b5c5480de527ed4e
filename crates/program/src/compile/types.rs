//! The types of what paths read: in which parts numbers are counted, and types in words.

use super::Compiler;
use crate::compiled::{MeasureKind, Path, Read};
use crate::value::Type;

impl Compiler<'_> {
    /// Decimals of the smallest part in which a path's number is counted.
    pub(crate) fn decimals_of(&self, path: &Path) -> u8 {
        match (&path.read, &path.value) {
            (Read::Measure(id), _) => self.names.measure_decimals.get(id).copied().unwrap_or(0),
            (_, Type::Money) => self.currency().decimals,
            _ => 0,
        }
    }

    /// The unit in which a path's number is counted, for messages.
    pub(crate) fn unit_of(&self, path: &Path) -> String {
        match (&path.read, &path.value) {
            (Read::Measure(id), Type::Integer) => match &self.program.measures[*id].what {
                MeasureKind::SumAccount { account, .. } | MeasureKind::Balance(account) => {
                    self.program.units[self.program.accounts[*account].unit].name.clone()
                }
                _ => format!("`{}`", path.text),
            },
            (_, Type::Money) => self.currency().name.clone(),
            _ => format!("`{}`", path.text),
        }
    }
}

/// A type in words, for messages.
pub(crate) fn described(value: &Type) -> String {
    match value {
        Type::Text => "a text".into(),
        Type::Integer => "a whole number".into(),
        Type::Decimal => "a decimal".into(),
        Type::Money => "money".into(),
        Type::Date => "a date".into(),
        Type::Time => "an instant".into(),
        Type::YesNo => "yes or no".into(),
        Type::Code => "a code".into(),
        Type::Party(kind) => format!("a record of kind `{kind}`"),
        Type::Location => "a location".into(),
        Type::OneOf(_) => "one of several words".into(),
        Type::TimeOfDay => "a time of day".into(),
        Type::List(_) => "a list".into(),
    }
}
