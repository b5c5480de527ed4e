//! Values of conditions, attributes and cases, by the type they must have.

use super::Compiler;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::file::At;
use crate::file::scalars::{Scalar, parsed, refused};
use crate::value::{Type, Value, normalise_code};
use compact_str::CompactString;
use coterie_calendar::{Date, Instant, TimeOfDay};
use coterie_ledger::{Amount, Party, PartyKind};

/// Longest text of a value, in bytes: that of an id.
const TEXT_BYTES_MAX: usize = 1_000;

impl Compiler<'_> {
    /// A value of a type. `decimals` are those of the smallest part in which a number is counted, `unit` its name.
    pub(crate) fn value(
        &self,
        spelled: &At<Scalar>,
        value: &Type,
        decimals: u8,
        unit: &str,
    ) -> Option<Value> {
        let node = spelled.node();
        match value {
            Type::Text => {
                if spelled.text.len() > TEXT_BYTES_MAX {
                    self.error(
                        "too-long",
                        spelled.place,
                        format!("a text has at most {TEXT_BYTES_MAX} bytes"),
                    );
                }
                Some(Value::text(&spelled.text))
            }
            Type::Integer if decimals == 0 => {
                self.reader.integer(&node, -Amount::LIMIT..=Amount::LIMIT).map(Value::Int)
            }
            Type::Integer | Type::Money => self.amount_of(spelled, decimals, unit).map(Value::Int),
            Type::Decimal => self.rate_of(spelled).map(Value::Decimal),
            Type::Date => parsed::<Date>(&node, self.reader, "a date such as `2026-03-07`").map(Value::Date),
            Type::Time => self.instant(spelled).map(Value::Time),
            Type::YesNo => self.reader.yes_no(&node).map(Value::YesNo),
            Type::Code => self.code(spelled),
            Type::Party(kind) => self.party(spelled, *kind).map(Value::Party),
            Type::Location => self.location(spelled),
            Type::OneOf(words) => self.word(spelled, words),
            Type::TimeOfDay => {
                let time: TimeOfDay = parsed(&node, self.reader, "a time of day such as \"09:00\"")?;
                Some(Value::Int(i64::from(time.seconds() / 60)))
            }
            Type::List(element) => self.value(spelled, element, decimals, unit),
        }
    }

    /// A moment, local times in the program's zone.
    pub(crate) fn instant(&self, spelled: &At<Scalar>) -> Option<Instant> {
        let parsed = Instant::parse(&spelled.text, &self.program.zone);
        parsed.map_err(|error| refused(&spelled.node(), self.reader, &error)).ok()
    }

    fn code(&self, spelled: &At<Scalar>) -> Option<Value> {
        let code = normalise_code(&spelled.text);
        if code.is_empty() {
            self.error("bad-code", spelled.place, "a code has at least one letter or digit");
            return None;
        }
        self.codes.borrow_mut().entry(code.clone()).or_insert_with(|| spelled.text.clone());
        Some(Value::Text(code))
    }

    pub(crate) fn party(&self, spelled: &At<Scalar>, kind: PartyKind) -> Option<Party> {
        if kind == PartyKind::Coalition {
            return (spelled.text == kind.word()).then(Party::coalition);
        }
        let node = spelled.node();
        let id = self.reader.integrator_id_in(&node, &format!("a record of kind `{kind}`"))?;
        if kind == PartyKind::Partner {
            self.warn_unknown_partner(&At { value: id.to_owned(), place: spelled.place });
        }
        Party::new(kind, id).map_err(|error| self.error("bad-id", spelled.place, error.to_string())).ok()
    }

    /// Partners may join by events, so that one not in the file is only suspicious.
    pub(crate) fn warn_unknown_partner(&self, id: &At<String>) {
        let known = || self.program.partners.contains_key(&id.value) || self.names.is_broken(id);
        if !self.warns_of_partners || self.program.partners.is_empty() || known() {
            return;
        }
        let meant = did_you_mean(
            id,
            self.program.partners.keys().map(String::as_str).chain(self.names.broken_in("partners")),
        );
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "a partner that is not in the file has to join by an event `partner`".to_owned(),
        };
        let message = format!("no partner in the file has the id `{}`", id.value);
        self.reader.report(Diagnostic::warning("unknown-partner", id.place, message).with_help(help));
    }

    fn location(&self, spelled: &At<Scalar>) -> Option<Value> {
        let known: Vec<&str> = self.program.locations.keys().map(String::as_str).collect();
        let known_here = known.contains(&spelled.text.as_str()) || self.names.is_broken(&spelled.text);
        if !known.is_empty() && !known_here {
            let name = At { value: spelled.text.clone(), place: spelled.place };
            self.unknown(
                "unknown-name",
                &name,
                &format!("there is no location `{}`", spelled.text),
                &known,
                "locations",
            );
            return None;
        }
        Some(Value::text(&spelled.text))
    }

    fn word(&self, spelled: &At<Scalar>, words: &[CompactString]) -> Option<Value> {
        if words.iter().any(|word| *word == spelled.text) {
            return Some(Value::text(&spelled.text));
        }
        let known: Vec<&str> = words.iter().map(CompactString::as_str).collect();
        self.reader.unknown_word(spelled.place, &spelled.text, "one of the possible values", &known);
        None
    }
}
