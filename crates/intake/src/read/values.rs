//! Single values, by their type.

use compact_str::CompactString;
use coterie_calendar::{Instant, TimeOfDay};
use coterie_ledger::{Party, PartyKind, Rate};
use coterie_program::diagnostic::did_you_mean;
use coterie_program::value::{Type, Value, normalise_code};
use coterie_program::yaml::check_integrator_id;

use super::Reading;
use crate::limits::{AMOUNT_MAX, INTEGER_MAX, LIST_ITEMS_MAX, TEXT_BYTES_MAX, TIMES_MAX};
use crate::number::{self, Refused, UnitDoor};
use crate::problem::{Path, shown};
use crate::shape::Reads;
use crate::tree::Tree;

const NO_HELP: Option<&str> = None;

impl Reading<'_> {
    /// A field's value.
    pub(super) fn field(&mut self, path: &Path<'_>, tree: &Tree<'_>, reads: &Reads) -> Option<Value> {
        match reads {
            Reads::Value(value) => self.value(path, tree, value),
            Reads::Id => self.id(path, tree).map(Value::Text),
            Reads::Times => self.whole(path, tree, 1, TIMES_MAX).map(Value::Int),
            Reads::Observations => self.whole(path, tree, 0, INTEGER_MAX).map(Value::Int),
            Reads::Period => {
                let label = self.id(path, tree)?;
                match self.intake.zone.period(&label) {
                    Ok(_) => Some(Value::Text(label)),
                    Err(error) => self.refuse(path, error.to_string(), NO_HELP),
                }
            }
            Reads::Payer if matches!(tree, Tree::Text(text) if text == PartyKind::Coalition.word()) => {
                Some(Value::Party(Party::coalition()))
            }
            Reads::Payer => self.party(path, tree, PartyKind::Partner).map(Value::Party),
        }
    }

    /// A value of a declared type.
    pub(super) fn value(&mut self, path: &Path<'_>, tree: &Tree<'_>, value: &Type) -> Option<Value> {
        Some(match value {
            Type::Text => Value::Text(self.text(path, tree)?),
            Type::Integer => Value::Int(self.whole(path, tree, -INTEGER_MAX, INTEGER_MAX)?),
            Type::Decimal => Value::Decimal(self.decimal(path, tree)?),
            Type::Money => Value::Int(self.money(path, tree)?),
            Type::Date => Value::Date(self.parsed(path, tree)?),
            Type::Time => Value::Time(self.instant(path, tree)?),
            Type::YesNo => Value::YesNo(self.yes_no(path, tree)?),
            Type::Code => Value::Text(self.code(path, tree)?),
            Type::Party(kind) => Value::Party(self.party(path, tree, *kind)?),
            Type::Location => Value::Text(self.id(path, tree)?),
            Type::OneOf(words) => Value::Text(self.one_of(path, tree, words)?),
            Type::TimeOfDay => Value::Int(self.minutes(path, tree)?),
            Type::List(item) => Value::List(self.list(path, tree, item)?),
        })
    }

    /// The text of a scalar. A whole number in JSON is taken for its digits: many systems number their customers.
    fn scalar<'t>(&mut self, path: &Path<'_>, tree: &'t Tree<'_>, what: &str) -> Option<&'t str> {
        match tree {
            Tree::Text(text) => Some(text),
            Tree::Number(number) if number.bytes().all(|b| b.is_ascii_digit()) => Some(number),
            other => {
                let help = matches!(other, Tree::Null).then_some("leave the field out");
                self.refuse(path, format!("{what} is expected, not {}", other.described()), help)
            }
        }
    }

    /// An id from the integrator's system.
    pub(super) fn id(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<CompactString> {
        let text = self.scalar(path, tree, "an id")?;
        match check_integrator_id(text) {
            Ok(()) => Some(CompactString::new(text)),
            Err(error) => self.refuse(path, error.to_string(), NO_HELP),
        }
    }

    /// An id or nothing: the category of a line that has none.
    pub(super) fn id_or_empty(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<CompactString> {
        match tree {
            Tree::Text(text) if text.is_empty() => Some(CompactString::default()),
            _ => self.id(path, tree),
        }
    }

    fn text(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<CompactString> {
        let text = self.scalar(path, tree, "a text")?;
        if text.len() > TEXT_BYTES_MAX {
            let reason = format!("the text has {} bytes, at most {TEXT_BYTES_MAX} are allowed", text.len());
            return self.refuse(path, reason, NO_HELP);
        }
        Some(CompactString::new(text))
    }

    fn code(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<CompactString> {
        let typed = self.id(path, tree)?;
        let code = normalise_code(&typed);
        if code.is_empty() {
            return self.refuse(path, format!("`{}` has no letter or digit", shown(&typed)), NO_HELP);
        }
        Some(code)
    }

    fn one_of(&mut self, path: &Path<'_>, tree: &Tree<'_>, words: &[CompactString]) -> Option<CompactString> {
        let text = self.scalar(path, tree, "a word")?;
        if let Some(word) = words.iter().find(|word| *word == text) {
            return Some(word.clone());
        }
        let all = words.join(", ");
        let help = did_you_mean(text, words.iter().map(CompactString::as_str));
        let help =
            help.map_or_else(|| format!("write one of: {all}"), |meant| format!("did you mean `{meant}`?"));
        self.refuse(path, format!("`{}` is not one of the words allowed here", shown(text)), Some(help))
    }

    pub(super) fn party(&mut self, path: &Path<'_>, tree: &Tree<'_>, kind: PartyKind) -> Option<Party> {
        let id = self.id(path, tree)?;
        if kind == PartyKind::Coalition {
            if id == kind.word() {
                return Some(Party::coalition());
            }
            return self.refuse(
                path,
                format!("`{}` is not the coalition", shown(&id)),
                Some("write `coalition`"),
            );
        }
        if kind == PartyKind::Partner && !self.knows_partner(&id) {
            let meant = did_you_mean(&id, self.intake.partners.iter().map(String::as_str));
            let help = meant.map_or_else(
                || "add it to the program's `partners`, or send an event `partner` first".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            return self.refuse(path, format!("there is no partner `{}`", shown(&id)), Some(help));
        }
        match Party::new(kind, &id) {
            Ok(party) => Some(party),
            Err(error) => self.refuse(path, error.to_string(), NO_HELP),
        }
    }

    fn knows_partner(&self, id: &str) -> bool {
        let partners = &self.intake.partners;
        partners.is_empty() || partners.contains(id) || (self.defaults.known_partner)(id)
    }

    /// A record that joins by this very event, hence need not be known.
    pub(super) fn joining(&mut self, path: &Path<'_>, tree: &Tree<'_>, kind: PartyKind) -> Option<Party> {
        let id = self.id(path, tree)?;
        match Party::new(kind, &id) {
            Ok(party) => Some(party),
            Err(error) => self.refuse(path, error.to_string(), NO_HELP),
        }
    }

    /// RFC 3339, or local in the program's zone.
    pub(super) fn instant(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<Instant> {
        let text = self.scalar(path, tree, "a time")?;
        match Instant::parse(text, &self.intake.zone) {
            Ok(instant) => Some(instant),
            Err(error) => self.refuse(path, error.to_string(), NO_HELP),
        }
    }

    fn parsed<T>(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<T>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        let text = self.scalar(path, tree, "a text")?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => self.refuse(path, error.to_string(), NO_HELP),
        }
    }

    fn minutes(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<i64> {
        let time: TimeOfDay = self.parsed(path, tree)?;
        if !time.seconds().is_multiple_of(60) {
            return self.refuse(
                path,
                format!("`{time}` has seconds; times of day are whole minutes here"),
                NO_HELP,
            );
        }
        Some(i64::from(time.seconds() / 60))
    }

    fn yes_no(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<bool> {
        match tree {
            Tree::YesNo(yes) => Some(*yes),
            Tree::Text(text) if matches!(&**text, "yes" | "true") => Some(true),
            Tree::Text(text) if matches!(&**text, "no" | "false") => Some(false),
            other => self.refuse(path, format!("yes or no is expected, not {}", other.described()), NO_HELP),
        }
    }

    fn list(&mut self, path: &Path<'_>, tree: &Tree<'_>, item: &Type) -> Option<Vec<Value>> {
        let Tree::List(items) = tree else {
            return self.value(path, tree, item).map(|only| vec![only]);
        };
        if items.len() > LIST_ITEMS_MAX {
            let reason = format!("the list has {} values, at most {LIST_ITEMS_MAX} are allowed", items.len());
            return self.refuse(path, reason, NO_HELP);
        }
        // All are read, so that all mistakes are found, before the first absent one ends it.
        let values: Vec<_> =
            items.iter().enumerate().map(|(at, tree)| self.value(&path.item(at), tree, item)).collect();
        values.into_iter().collect()
    }

    /// The spelling of a number.
    fn spelling<'t>(&mut self, path: &Path<'_>, tree: &'t Tree<'_>, what: &str) -> Option<&'t str> {
        match tree {
            Tree::Number(text) | Tree::Text(text) => Some(text),
            other => {
                let help = matches!(other, Tree::Null).then_some("leave the field out");
                self.refuse(path, format!("{what} is expected, not {}", other.described()), help)
            }
        }
    }

    fn numeric<T>(&mut self, path: &Path<'_>, number: Result<T, Refused>) -> Option<T> {
        match number {
            Ok(number) => Some(number),
            Err((reason, help)) => self.refuse(path, reason, help),
        }
    }

    pub(super) fn whole(&mut self, path: &Path<'_>, tree: &Tree<'_>, min: i64, max: i64) -> Option<i64> {
        let text = self.spelling(path, tree, "a whole number")?;
        let number = self.numeric(path, number::whole(text, max))?;
        if number < min {
            return self.refuse(path, format!("`{}` is below {min}", shown(text)), NO_HELP);
        }
        Some(number)
    }

    fn decimal(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<Rate> {
        let text = self.spelling(path, tree, "a decimal")?;
        if let Ok(rate) = text.parse() {
            return Some(rate);
        }
        let reason = format!("`{}` is not a decimal from 0 to {}", shown(text), Rate::LIMIT);
        self.refuse(path, reason, NO_HELP)
    }

    /// Money in the program's currency, minor units.
    pub(super) fn money(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<i64> {
        let intake = self.intake;
        self.amount(path, tree, &intake.currency)
    }

    /// An amount as a decimal of its unit, or as `{amount, currency}` in minor units.
    pub(super) fn amount(&mut self, path: &Path<'_>, tree: &Tree<'_>, unit: &UnitDoor) -> Option<i64> {
        if let Tree::Map(entries) = tree {
            return self.minor_amount(path, entries, unit);
        }
        let text = self.spelling(path, tree, "an amount")?;
        self.numeric(path, number::amount(text, unit, AMOUNT_MAX))
    }

    fn minor_amount(
        &mut self,
        path: &Path<'_>,
        entries: &[(std::borrow::Cow<'_, str>, Tree<'_>)],
        unit: &UnitDoor,
    ) -> Option<i64> {
        let (mut amount, mut currency) = (None, None);
        for (key, value) in entries {
            match &**key {
                "amount" => amount = Some(value),
                "currency" => currency = Some(value),
                _ => {
                    self.unknown_key(&path.key(key), "an amount", key, ["amount", "currency"]);
                }
            }
        }
        let (Some(amount), Some(currency)) = (amount, currency) else {
            let example = format!("write `{{\"amount\": 1250, \"currency\": \"{}\"}}`", unit.name);
            return self.refuse(path, "an amount in minor units has `amount` and `currency`", Some(example));
        };
        let currency = self.id(&path.key("currency"), currency)?;
        if currency != unit.name {
            let reason = format!("the amount is in `{}`, but {} is expected", shown(&currency), unit.name);
            return self.refuse(&path.key("currency"), reason, NO_HELP);
        }
        self.whole(&path.key("amount"), amount, -AMOUNT_MAX, AMOUNT_MAX)
    }
}
