//! `program`: zone, currency, units; and amounts in a unit's smallest part.

use super::Compiler;
use crate::compiled::Unit;
use crate::currency;
use crate::file::At;
use crate::file::collections::Map;
use crate::file::program::Head;
use crate::file::scalars::Scalar;
use crate::ids::{Space, UnitId};
use crate::yaml::{Span as Place, decimal_from_spelling};
use coterie_ledger::{Amount, Rate};
use rust_decimal::Decimal;

/// The most decimals that a currency has: with them, no amount is blamed for its spelling where its unit is not known.
pub(crate) const DECIMALS_MOST: u8 = 4;

/// The code of ISO 4217 for no currency: stands for one that could not be read, so that everything else is still checked.
const NO_CURRENCY: &str = "XXX";

impl Compiler<'_> {
    pub(crate) fn head(&mut self, head: Option<&Head>, is_written: bool) {
        let stated = head.and_then(|head| head.currency.as_ref());
        let stated = stated.map(|code| At { value: code.value.0.clone(), place: code.place });
        let code = stated.and_then(|code| self.currency_code(&code));
        self.currency_known = code.is_some();
        let (code, decimals) = match code {
            Some(code) => {
                let decimals = currency::decimals(&code).unwrap_or(2);
                (code, decimals)
            }
            None => (NO_CURRENCY.to_owned(), DECIMALS_MOST),
        };
        let id = UnitId(self.program.registry.number(Space::Unit, &code));
        self.program.units.set(id, Unit { name: code, decimals, is_money: true, forms: Vec::new() });
        self.program.currency = id;
        let Some(head) = head else {
            if !is_written {
                self.missing_head();
            }
            return;
        };
        if let Some(id) = &head.id {
            self.program.id.clone_from(&id.0);
        }
        if let Some(zone) = &head.zone {
            self.program.zone = zone.0.clone();
        }
        if let Some(late) = &head.late {
            self.program.late = late.0;
        }
        for (name, unit) in head.units.iter().flat_map(Map::iter) {
            let most = i64::from(Amount::DECIMALS_MAX);
            let decimals = unit.decimals.as_ref().map_or(0, |decimals| decimals.0);
            if let Some(stated) = unit.decimals.as_ref().filter(|_| !(0..=most).contains(&decimals)) {
                self.error("out-of-range", stated.place, format!("a unit has 0 to {most} decimals"));
                continue;
            }
            let decimals = decimals as u8;
            let forms = self.forms(name, unit.forms.as_ref());
            if let Some(id) = self.number(Space::Unit, name, name.place) {
                self.program
                    .units
                    .set(UnitId(id), Unit { name: name.value.clone(), decimals, is_money: false, forms });
            }
        }
    }

    fn missing_head(&self) {
        self.reader.report(
            crate::diagnostic::Diagnostic::of_file("missing-section", "the file has no section `program`")
                .with_help("begin with program: {id: my-program, zone: Europe/Warsaw, currency: PLN}"),
        );
    }

    fn currency_code(&self, code: &At<String>) -> Option<String> {
        if currency::decimals(code).is_some() {
            return Some(code.value.clone());
        }
        let upper = code.to_uppercase();
        let message = format!("there is no currency `{}`", code.value);
        if currency::decimals(&upper).is_some() {
            self.error_with_help("unknown-currency", code.place, message, format!("write `{upper}`"));
        } else {
            let known: Vec<&str> = currency::codes().collect();
            self.unknown("unknown-currency", code, &message, &known, "program");
        }
        None
    }

    /// The unit of an account: a currency, or a kind of points, whole unless `units` says otherwise.
    pub(crate) fn unit(&mut self, name: &At<String>) -> Option<UnitId> {
        let id = |this: &mut Self| this.number(Space::Unit, name, name.place).map(UnitId);
        if name.chars().all(|c| c.is_ascii_uppercase()) {
            self.currency_code(name)?;
            let id = id(self)?;
            let decimals = currency::decimals(name).unwrap_or(2);
            self.program
                .units
                .set(id, Unit { name: name.value.clone(), decimals, is_money: true, forms: Vec::new() });
            return Some(id);
        }
        if let Err(error) = crate::yaml::check_id(name) {
            let message = format!("`{}` is neither a currency nor the name of a unit: {error}", name.value);
            self.error("bad-id", name.place, message);
            return None;
        }
        let id = id(self)?;
        if self.program.units.get(id).is_none() {
            self.program
                .units
                .set(id, Unit { name: name.value.clone(), decimals: 0, is_money: false, forms: Vec::new() });
        }
        Some(id)
    }

    /// A number in smallest parts. `unit` says of what, for messages: "PLN".
    pub(crate) fn smallest_parts(
        &self,
        number: Decimal,
        decimals: u8,
        unit: &str,
        place: Place,
    ) -> Option<i64> {
        if number.scale() > u32::from(decimals) && number.normalize().scale() > u32::from(decimals) {
            let parts = if decimals == 1 { "1 decimal".to_owned() } else { format!("{decimals} decimals") };
            let has = if decimals == 0 { format!("{unit} is whole") } else { format!("{unit} has {parts}") };
            self.error("too-many-decimals", place, format!("{number} cannot be an amount here: {has}"));
            return None;
        }
        let scaled = number.normalize().checked_mul(Decimal::from(10_i64.pow(u32::from(decimals))));
        let parts =
            scaled.and_then(|parts| i64::try_from(parts).ok()).filter(|parts| Amount::new(*parts).is_ok());
        if parts.is_none() {
            self.error("out-of-range", place, format!("{number} is larger than any amount may be"));
        }
        parts
    }

    /// An amount as it is spelled, in smallest parts.
    pub(crate) fn amount_of(&self, spelled: &At<Scalar>, decimals: u8, unit: &str) -> Option<i64> {
        let number = self.reader.decimal(&spelled.node())?;
        self.smallest_parts(number, decimals, unit, spelled.place)
    }

    /// An amount as it is spelled, from nothing upwards.
    pub(crate) fn amount_not_negative(&self, spelled: &At<Scalar>, decimals: u8, unit: &str) -> Option<i64> {
        let amount = self.amount_of(spelled, decimals, unit)?;
        if amount < 0 {
            self.error("out-of-range", spelled.place, format!("{} is below zero", spelled.text));
            return None;
        }
        Some(amount)
    }

    /// A rate from a decimal.
    pub(crate) fn rate(&self, number: Decimal, place: Place) -> Option<Rate> {
        let rate = Rate::new(number).ok();
        if rate.is_none() {
            let message = if number.is_sign_negative() {
                format!("{number} is below zero")
            } else {
                format!("{number} is too large or has more than {} decimals", Rate::DECIMALS_MAX)
            };
            self.error("out-of-range", place, message);
        }
        rate
    }

    /// A rate or a price as it is spelled.
    pub(crate) fn rate_of(&self, spelled: &At<Scalar>) -> Option<Rate> {
        let number = self.reader.decimal(&spelled.node())?;
        self.rate(number, spelled.place)
    }
}

/// A threshold or a number in a key, where the reader has no node.
pub(crate) fn decimal_in_key(text: &str) -> Result<Decimal, String> {
    decimal_from_spelling(text).map_err(|error| match error.meant() {
        Some(meant) => format!("write {meant}"),
        None => error.to_string(),
    })
}
