//! Kinds of events and their fields, attributes, relations, facts.

use super::Compiler;
use super::names::ROOTS;
use crate::builtin::{field, kind};
use crate::compiled::{AttributeDef, FactDef, FieldDef, KindDef, Origin, RelationDef};
use crate::diagnostic::Diagnostic;
use crate::file::collections::Map;
use crate::file::schema::Attributes;
use crate::file::types::{FieldType, TypeSpelled, TypeWord};
use crate::file::{At, File};
use crate::ids::{AttributeId, FieldId, KindId, RelationId, Space};
use crate::value::Type;
use compact_str::CompactString;
use coterie_ledger::PartyKind;

/// The type of each built-in field, by its number.
fn builtin_type(id: FieldId) -> Type {
    let member = Type::Party(PartyKind::Member);
    match id {
        field::MEMBER | field::FROM | field::TO | field::INTO => member,
        field::PARTNER | field::PAYER => Type::Party(PartyKind::Partner),
        field::EMPLOYEE => Type::Party(PartyKind::Employee),
        field::HOUSEHOLD => Type::Party(PartyKind::Household),
        field::LOCATION => Type::Location,
        field::TOTAL | field::SHIPPING | field::TENDER_POINTS | field::TENDER_GIFT_CARD => Type::Money,
        field::CODES => Type::List(Box::new(Type::Code)),
        field::CODE => Type::Code,
        field::AMOUNT | field::TIMES | field::N => Type::Integer,
        field::UP_TO => Type::YesNo,
        field::EXPIRES | field::UNTIL => Type::Time,
        _ => Type::Text,
    }
}

/// What every event may name.
const EVERY: [FieldId; 4] = [field::MEMBER, field::PARTNER, field::LOCATION, field::EMPLOYEE];

/// The fields of a built-in kind beside those of every event: those that must be there, then those that may.
fn builtin_fields(id: KindId) -> (&'static [FieldId], &'static [FieldId]) {
    match id {
        kind::PURCHASE => (
            &[],
            &[
                field::TOTAL,
                field::SHIPPING,
                field::CODES,
                field::TENDER_POINTS,
                field::TENDER_GIFT_CARD,
                field::ORDER,
                field::REDEMPTION,
            ],
        ),
        kind::REFUND => (&[field::PURCHASE], &[field::AMOUNT]),
        kind::REDEMPTION | kind::HOLD => (
            &[field::REWARD],
            &[
                field::ACCOUNT,
                field::AMOUNT,
                field::UP_TO,
                field::TIMES,
                field::TOTAL,
                field::SHIPPING,
                field::CODES,
                field::ORDER,
            ],
        ),
        kind::CAPTURE => (&[field::HOLD], &[field::ACCOUNT, field::AMOUNT]),
        kind::RELEASE => (&[field::HOLD], &[]),
        kind::CANCELLATION => (&[field::REDEMPTION], &[]),
        kind::VOUCHER => (&[field::CODE], &[field::TOTAL, field::ORDER]),
        kind::SIGNUP | kind::MEMBER => (&[field::MEMBER], &[]),
        kind::PARTNER => (&[field::PARTNER], &[]),
        kind::EMPLOYEE => (&[field::EMPLOYEE], &[]),
        kind::APPROVAL => (&[field::OF], &[field::HOUSEHOLD]),
        kind::ADJUSTMENT => (
            &[field::ACCOUNT, field::AMOUNT, field::REASON],
            &[field::EXPIRES, field::HOUSEHOLD, field::PAYER],
        ),
        kind::TRANSFER => (&[field::FROM, field::TO, field::ACCOUNT, field::AMOUNT], &[]),
        kind::TIER => (&[field::TIER_SET, field::STEP], &[field::UNTIL]),
        kind::MERGE => (&[field::FROM, field::INTO], &[]),
        kind::CLOSE => (&[field::PERIOD], &[]),
        kind::APPLY => (&[field::TEXT], &[]),
        _ => (&[], &[]),
    }
}

/// Whether a built-in kind carries lines.
fn has_lines(id: KindId) -> bool {
    matches!(id, kind::PURCHASE | kind::REFUND | kind::REDEMPTION | kind::HOLD)
}

/// The fields of every fact, beside its own.
const FACT: [FieldId; 5] = [field::OF, field::PERIOD, field::SUPERSEDES, field::METHOD, field::N];

impl Compiler<'_> {
    pub(crate) fn schema(&mut self, file: &File) {
        self.builtin_schema();
        self.attributes(file);
        self.relations(file);
        self.events(file);
        self.facts(file);
    }

    fn builtin_schema(&mut self) {
        for (number, name) in crate::builtin::FIELD_NAMES.iter().enumerate() {
            let id = FieldId(number as u16);
            // What a person writes about another is free text.
            let personal = id == field::REASON;
            let def = FieldDef { name: (*name).to_owned(), value: builtin_type(id), personal };
            self.program.schema.fields.set(id, def);
        }
        for (number, name) in crate::builtin::KIND_NAMES.iter().enumerate() {
            let id = KindId(number as u16);
            let (required, optional) = builtin_fields(id);
            let mut fields: Vec<_> = required.iter().map(|field| (*field, true)).collect();
            let more = optional.iter().chain(&EVERY).filter(|field| !required.contains(field));
            fields.extend(more.map(|field| (*field, false)));
            let def = KindDef {
                name: (*name).to_owned(),
                origin: Origin::Builtin,
                fields,
                line_fields: Vec::new(),
                has_lines: has_lines(id),
            };
            self.program.schema.kinds.set(id, def);
            self.names.kinds.insert((*name).to_owned(), id);
        }
    }

    fn attributes(&mut self, file: &File) {
        for (of, name, spelled) in file.attributes.iter().flat_map(Attributes::iter) {
            let of = of.party();
            let value = self.value_type(spelled);
            let person = matches!(of, PartyKind::Member | PartyKind::Employee);
            let personal = spelled.personal.unwrap_or(person && matches!(value, Type::Text | Type::Date));
            let Some(id) = self.number(Space::Attribute, &format!("{of}.{}", name.value), name.place) else {
                continue;
            };
            let id = AttributeId(id);
            let def = AttributeDef { of, name: name.value.clone(), value, personal };
            self.program.schema.attributes.set(id, def);
            self.names.attributes.insert((of, name.value.clone()), id);
        }
    }

    fn relations(&mut self, file: &File) {
        for relation in file.relations.iter().flat_map(|relations| &relations.relations) {
            let (of, name) = (relation.of.party(), &relation.name);
            if self.names.attributes.contains_key(&(of, name.value.clone())) {
                let message = format!("`{of}.{}` is an attribute already", name.value);
                self.error("name-taken", name.place, message);
            }
            let Some(id) = self.number(Space::Relation, &format!("{of}.{}", name.value), name.place) else {
                continue;
            };
            let id = RelationId(id);
            let def = RelationDef { of, name: name.value.clone(), to: relation.to.party() };
            self.program.schema.relations.set(id, def);
            self.names.relations.insert((of, name.value.clone()), id);
        }
    }

    fn events(&mut self, file: &File) {
        for (name, event) in file.events.iter().flat_map(Map::iter) {
            let Some(id) = self.event_kind(name) else { continue };
            for (field, spelled) in &event.fields {
                if let Some(field) = self.event_field(id, name, field, spelled) {
                    let kind =
                        self.program.schema.kinds.get_mut(id).expect("the kind was set before its fields");
                    kind.fields.push((field, false));
                }
            }
            let lines = event.lines.iter().flat_map(Map::iter);
            for (field, spelled) in lines {
                if let Some(field) = self.line_field(field, spelled) {
                    let kind =
                        self.program.schema.kinds.get_mut(id).expect("the kind was set before its fields");
                    kind.has_lines = true;
                    kind.line_fields.push(field);
                }
            }
        }
    }

    /// The kind of an event of the file: built in, or new.
    fn event_kind(&mut self, name: &At<String>) -> Option<KindId> {
        if let Some(id) = self.names.kinds.get(&name.value) {
            return Some(*id);
        }
        self.new_kind(name, Origin::Declared, EVERY.iter().map(|field| (*field, false)).collect())
    }

    fn new_kind(
        &mut self,
        name: &At<String>,
        origin: Origin,
        fields: Vec<(FieldId, bool)>,
    ) -> Option<KindId> {
        if ROOTS.contains(&name.value.as_str())
            || name.value == "at"
            || name.value == "id"
            || name.value == "source"
        {
            self.error(
                "reserved-name",
                name.place,
                format!("`{}` already has a meaning; choose another name", name.value),
            );
            return None;
        }
        let id = KindId(self.number(Space::Kind, name, name.place)?);
        let def =
            KindDef { name: name.value.clone(), origin, fields, line_fields: Vec::new(), has_lines: false };
        self.program.schema.kinds.set(id, def);
        self.names.kinds.insert(name.value.clone(), id);
        Some(id)
    }

    fn event_field(
        &mut self,
        kind: KindId,
        kind_name: &str,
        name: &At<String>,
        spelled: &FieldType,
    ) -> Option<FieldId> {
        let taken = self.field_of(kind, name).is_some() || DERIVED.contains(&name.value.as_str());
        if taken {
            self.error(
                "name-taken",
                name.place,
                format!("`{kind_name}` has a field `{}` already", name.value),
            );
            return None;
        }
        let value = self.value_type(spelled);
        let id = FieldId(self.number(Space::Field, name, name.place)?);
        let def = FieldDef { name: name.value.clone(), value, personal: spelled.personal.unwrap_or(false) };
        match self.program.schema.fields.get(id) {
            Some(known) if known.value != def.value => {
                self.error_with_help(
                    "field-has-two-types",
                    name.place,
                    format!("another event has a field `{}` of another type", name.value),
                    "fields of the same name are the same field: use one type, or another name",
                );
                return None;
            }
            Some(_) => {}
            None => self.program.schema.fields.set(id, def),
        }
        Some(id)
    }

    fn line_field(&mut self, name: &At<String>, spelled: &FieldType) -> Option<FieldId> {
        if LINE_FIELDS.contains(&name.value.as_str()) {
            self.error("name-taken", name.place, format!("a line has a field `{}` already", name.value));
            return None;
        }
        let value = self.value_type(spelled);
        let id = FieldId(self.number(Space::Field, &format!("line.{}", name.value), name.place)?);
        let def = FieldDef { name: name.value.clone(), value, personal: spelled.personal.unwrap_or(false) };
        self.program.schema.fields.set(id, def);
        Some(id)
    }

    fn facts(&mut self, file: &File) {
        for (name, fact) in file.facts.iter().flat_map(Map::iter) {
            if self.names.kinds.contains_key(&name.value) {
                self.error("name-taken", name.place, format!("`{}` is an event already", name.value));
                continue;
            }
            let fields = FACT.iter().map(|id| (*id, *id == field::OF)).collect();
            let origin = Origin::Fact(FactDef { of: fact.of.party() });
            let Some(kind) = self.new_kind(name, origin, fields) else { continue };
            for (field, spelled) in &fact.fields {
                if self.field_of(kind, field).is_some() {
                    self.error(
                        "name-taken",
                        field.place,
                        format!("every fact has a field `{}` already", field.value),
                    );
                    continue;
                }
                let value = self.value_type(spelled);
                // Facts of different methods have fields of the same name and different words: each has its own number.
                let Some(id) =
                    self.number(Space::Field, &format!("{}.{}", name.value, field.value), field.place)
                else {
                    continue;
                };
                let def = FieldDef {
                    name: field.value.clone(),
                    value,
                    personal: spelled.personal.unwrap_or(false),
                };
                self.program.schema.fields.set(FieldId(id), def);
                let kind =
                    self.program.schema.kinds.get_mut(kind).expect("the kind was set before its fields");
                kind.fields.push((FieldId(id), false));
            }
        }
    }

    /// The field of a kind by its name in files.
    pub(crate) fn field_of(&self, kind: KindId, name: &str) -> Option<FieldId> {
        let kind = self.program.schema.kinds.get(kind)?;
        kind.fields.iter().map(|(id, _)| *id).find(|id| self.program.schema.fields[*id].name == name)
    }

    fn value_type(&self, spelled: &FieldType) -> Type {
        match &spelled.is.value {
            TypeSpelled::OneOf(words) => {
                if let Some(word) =
                    words.iter().find(|word| word.text.len() > crate::yaml::INTEGRATOR_ID_BYTES_MAX)
                {
                    self.reader.report(Diagnostic::error(
                        "too-long",
                        word.place,
                        "a word of a list has at most 128 bytes",
                    ));
                }
                Type::OneOf(words.iter().map(|word| CompactString::new(&word.value.text)).collect())
            }
            TypeSpelled::Word(word) => match word {
                TypeWord::Text => Type::Text,
                TypeWord::Integer => Type::Integer,
                TypeWord::Decimal => Type::Decimal,
                TypeWord::Money => Type::Money,
                TypeWord::Date => Type::Date,
                TypeWord::Time => Type::Time,
                TypeWord::YesNo => Type::YesNo,
                TypeWord::Code => Type::Code,
                TypeWord::Member => Type::Party(PartyKind::Member),
                TypeWord::Partner => Type::Party(PartyKind::Partner),
                TypeWord::Employee => Type::Party(PartyKind::Employee),
                TypeWord::Household => Type::Party(PartyKind::Household),
                TypeWord::Location => Type::Location,
            },
        }
    }
}

/// What is read of every event beside its fields.
pub(crate) const DERIVED: [&str; 6] = ["at", "weekday", "time", "date", "month", "day"];

/// The built-in fields of lines.
pub(crate) const LINE_FIELDS: [&str; 7] = ["id", "category", "sku", "amount", "quantity", "discount", "tax"];
