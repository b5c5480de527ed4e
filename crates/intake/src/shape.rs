//! The shapes of events under one program, prepared so that each key of a text is one look-up.

use coterie_ledger::PartyKind;
use coterie_program::builtin::{FIELD_NAMES, KIND_NAMES, field, kind};
use coterie_program::compiled::{KindDef, Origin, Program};
use coterie_program::ids::{AttributeId, FieldId, KindId, RelationId};
use coterie_program::value::Type;
use rustc_hash::FxHashMap;

/// How the value of a field is read.
#[derive(Clone, Debug)]
pub(crate) enum Reads {
    /// By its type.
    Value(Type),
    /// An id of something else: an event, a reward, an order.
    Id,
    /// How many times: from 1.
    Times,
    /// On how many observations: from 0.
    Observations,
    /// A period's label.
    Period,
    /// `coalition`, or a partner.
    Payer,
}

/// What a key of an event's body means.
#[derive(Clone, Debug)]
pub(crate) enum Key {
    Field(FieldId, Reads),
    Lines,
    Tender,
    /// `amount`, in the unit of the account that the event names.
    Amount,
    /// `account`.
    AccountName,
    /// An account's name: so much of it. An index into the accounts of the intake.
    Account(usize),
    /// `tier_set`.
    TierSetName,
    /// A tier set's name: this step of it. An index into the tier sets of the intake.
    TierSet(usize),
    Attribute(AttributeId, Type),
    Relation(RelationId, PartyKind),
}

/// What the lines of a kind of event are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinesAre {
    /// It has none.
    Absent,
    /// What is bought.
    Basket,
    /// What is given back of an earlier basket.
    Returned,
}

/// One kind of event.
#[derive(Clone, Debug)]
pub(crate) struct KindShape {
    pub(crate) id: KindId,
    pub(crate) name: String,
    pub(crate) keys: FxHashMap<String, Key>,
    /// Fields that must be there, with their names.
    pub(crate) required: Vec<(FieldId, String)>,
    pub(crate) lines: LinesAre,
    pub(crate) line_keys: FxHashMap<String, (FieldId, Type)>,
}

/// The built-in part of a built-in kind.
struct Builtin {
    required: &'static [FieldId],
    optional: &'static [FieldId],
    lines: LinesAre,
    /// It names an account and an amount.
    amount: bool,
    /// The record whose attributes and relations it sets.
    sets: Option<PartyKind>,
}

const PLAIN: Builtin =
    Builtin { required: &[], optional: &[], lines: LinesAre::Absent, amount: false, sets: None };

/// What each kind of event asks for and takes, as the table of the language has it; none for a kind that is not written
/// as an event.
fn builtin(id: KindId) -> Option<Builtin> {
    Some(match id {
        kind::PURCHASE => Builtin {
            required: &[field::PARTNER],
            optional: &[field::TOTAL, field::SHIPPING, field::CODES, field::ORDER, field::REDEMPTION],
            lines: LinesAre::Basket,
            ..PLAIN
        },
        kind::REFUND => Builtin { required: &[field::PURCHASE], lines: LinesAre::Returned, ..PLAIN },
        kind::REDEMPTION | kind::HOLD => Builtin {
            required: &[field::REWARD],
            optional: &[field::UP_TO, field::TIMES, field::TOTAL, field::ORDER],
            lines: LinesAre::Basket,
            amount: true,
            ..PLAIN
        },
        kind::CAPTURE => Builtin { required: &[field::HOLD], amount: true, ..PLAIN },
        kind::RELEASE => Builtin { required: &[field::HOLD], ..PLAIN },
        kind::CANCELLATION => Builtin { required: &[field::REDEMPTION], ..PLAIN },
        kind::VOUCHER => Builtin { required: &[field::CODE], ..PLAIN },
        kind::SIGNUP | kind::MEMBER => {
            Builtin { required: &[field::MEMBER], sets: Some(PartyKind::Member), ..PLAIN }
        }
        kind::PARTNER => Builtin { required: &[field::PARTNER], sets: Some(PartyKind::Partner), ..PLAIN },
        kind::EMPLOYEE => Builtin { required: &[field::EMPLOYEE], sets: Some(PartyKind::Employee), ..PLAIN },
        kind::APPROVAL => Builtin { required: &[field::OF], optional: &[field::HOUSEHOLD], ..PLAIN },
        kind::ADJUSTMENT => Builtin {
            required: &[field::REASON],
            optional: &[field::HOUSEHOLD, field::EXPIRES, field::PAYER],
            amount: true,
            ..PLAIN
        },
        kind::TRANSFER => Builtin { required: &[field::FROM, field::TO], amount: true, ..PLAIN },
        kind::TIER => Builtin { required: &[field::STEP], optional: &[field::UNTIL], ..PLAIN },
        kind::MERGE => Builtin { required: &[field::FROM, field::INTO], ..PLAIN },
        kind::CLOSE => Builtin { required: &[field::PERIOD], ..PLAIN },
        _ => return None,
    })
}

/// How a built-in field is read, when no program declares its name anew.
pub(crate) fn builtin_reads(id: FieldId) -> Reads {
    Reads::Value(match id {
        field::MEMBER | field::FROM | field::TO | field::INTO => Type::Party(PartyKind::Member),
        field::PARTNER => Type::Party(PartyKind::Partner),
        field::EMPLOYEE => Type::Party(PartyKind::Employee),
        field::HOUSEHOLD => Type::Party(PartyKind::Household),
        field::LOCATION => Type::Location,
        field::TOTAL | field::SHIPPING | field::TENDER_POINTS | field::TENDER_GIFT_CARD => Type::Money,
        field::CODES => Type::List(Box::new(Type::Code)),
        field::CODE => Type::Code,
        field::UP_TO => Type::YesNo,
        field::EXPIRES | field::UNTIL => Type::Time,
        field::TIMES => return Reads::Times,
        field::N => return Reads::Observations,
        field::PERIOD => return Reads::Period,
        field::PAYER => return Reads::Payer,
        field::REASON | field::METHOD | field::TEXT => Type::Text,
        _ => return Reads::Id,
    })
}

/// Fields that every event may name.
const ANYWHERE: [FieldId; 4] = [field::MEMBER, field::PARTNER, field::LOCATION, field::EMPLOYEE];

/// Fields that every fact may carry beside its own.
const OF_FACTS: [FieldId; 4] = [field::PERIOD, field::SUPERSEDES, field::METHOD, field::N];

fn field_name(id: FieldId) -> &'static str {
    FIELD_NAMES[id.index()]
}

/// The shapes of all kinds of events that a program knows; the accounts and tier sets are given by name.
pub(crate) fn of_program(program: &Program, accounts: &[&str], tier_sets: &[&str]) -> Vec<KindShape> {
    let mut shapes = Vec::new();
    for (number, name) in KIND_NAMES.iter().enumerate() {
        let id = KindId(number as u16);
        let Some(builtin) = builtin(id) else { continue };
        let mut shape = KindShape::empty(id, (*name).to_owned(), builtin.lines);
        shape.add_builtin(program, &builtin, accounts, tier_sets);
        if let Some(def) = program.schema.kinds.get(id) {
            shape.add_declared(program, def, false);
        }
        // The basket of a checkout is described as the purchase will be that follows.
        if let (LinesAre::Basket, Some(def)) = (builtin.lines, program.schema.kinds.get(kind::PURCHASE)) {
            shape.add_line_fields(program, def);
        }
        shape.add_fields(&ANYWHERE);
        shapes.push(shape);
    }
    for (id, def) in program.schema.kinds.iter().filter(|(id, _)| id.index() >= KIND_NAMES.len()) {
        let lines = if def.has_lines { LinesAre::Basket } else { LinesAre::Absent };
        let mut shape = KindShape::empty(id, def.name.clone(), lines);
        if let Origin::Fact(fact) = &def.origin {
            shape.add("of", Key::Field(field::OF, Reads::Value(Type::Party(fact.of))));
            shape.required.push((field::OF, "of".to_owned()));
        }
        if def.has_lines {
            shape.add("lines", Key::Lines);
        }
        shape.add_declared(program, def, true);
        if matches!(def.origin, Origin::Fact(_)) {
            shape.add_fields(&OF_FACTS);
        }
        shape.add_fields(&ANYWHERE);
        shapes.push(shape);
    }
    shapes
}

impl KindShape {
    fn empty(id: KindId, name: String, lines: LinesAre) -> Self {
        let (keys, line_keys) = (FxHashMap::default(), FxHashMap::default());
        Self { id, name, keys, required: Vec::new(), lines, line_keys }
    }

    /// Adds a key; one that is already there keeps its meaning.
    fn add(&mut self, name: &str, key: Key) {
        self.keys.entry(name.to_owned()).or_insert(key);
    }

    fn add_fields(&mut self, fields: &[FieldId]) {
        for &id in fields {
            self.add(field_name(id), Key::Field(id, builtin_reads(id)));
        }
    }

    fn add_builtin(&mut self, program: &Program, builtin: &Builtin, accounts: &[&str], tier_sets: &[&str]) {
        self.add_fields(builtin.required);
        self.add_fields(builtin.optional);
        self.required.extend(builtin.required.iter().map(|&id| (id, field_name(id).to_owned())));
        if builtin.lines != LinesAre::Absent {
            self.add("lines", Key::Lines);
        }
        if self.id == kind::PURCHASE {
            self.add("tender", Key::Tender);
        }
        if let Some(kind) = builtin.sets {
            let attributes = program.schema.attributes.iter().filter(|(_, def)| def.of == kind);
            for (id, def) in attributes {
                self.add(&def.name, Key::Attribute(id, def.value.clone()));
            }
            for (id, def) in program.schema.relations.iter().filter(|(_, def)| def.of == kind) {
                self.add(&def.name, Key::Relation(id, def.to));
            }
        }
        if builtin.amount {
            self.add("account", Key::AccountName);
            self.add("amount", Key::Amount);
        }
        if self.id == kind::TIER {
            self.add("tier_set", Key::TierSetName);
        }
        // Names of accounts and tier sets come after every other key of the kind, those of `ANYWHERE` included.
        self.add_fields(&ANYWHERE);
        if builtin.amount {
            for (at, name) in accounts.iter().enumerate() {
                self.add(name, Key::Account(at));
            }
        }
        if self.id == kind::TIER {
            for (at, name) in tier_sets.iter().enumerate() {
                self.add(name, Key::TierSet(at));
            }
        }
    }

    /// Adds what the program's file declares for the kind.
    fn add_declared(&mut self, program: &Program, def: &KindDef, required_builtin: bool) {
        for &(id, required) in &def.fields {
            let is_builtin = id.index() < FIELD_NAMES.len();
            // The built-in kinds state above what of the built-in fields they need.
            if is_builtin && !required_builtin {
                continue;
            }
            let (name, reads) = match program.schema.fields.get(id) {
                Some(field) => (field.name.clone(), Reads::Value(field.value.clone())),
                None if is_builtin => (field_name(id).to_owned(), builtin_reads(id)),
                None => continue,
            };
            let reads = if ANYWHERE.contains(&id) { builtin_reads(id) } else { reads };
            self.add(&name, Key::Field(id, reads));
            if required && !self.required.iter().any(|(known, _)| *known == id) {
                self.required.push((id, name));
            }
        }
        self.add_line_fields(program, def);
    }

    fn add_line_fields(&mut self, program: &Program, def: &KindDef) {
        for &id in &def.line_fields {
            if let Some(field) = program.schema.fields.get(id) {
                self.line_keys.insert(field.name.clone(), (id, field.value.clone()));
            }
        }
    }
}
