//! Builds compiled programs by hand, one line per part.

#![allow(unreachable_pub, missing_docs, reason = "a builder for the tests beside it")]
#![allow(clippy::wildcard_imports, reason = "it speaks of nearly every compiled type")]

pub mod showcase;

use coterie_calendar::{Span, Window, Zone};
use coterie_ledger::{PartyKind, Rate, Rounding};
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::*;
use coterie_program::ids::*;
use coterie_program::table::Table;
use coterie_program::value::{Type, Value};
use coterie_program::yaml::{Mark, Span as Place};

/// A program that grows.
pub struct Builder {
    pub program: Program,
}

pub fn span(text: &str) -> Span {
    text.parse().unwrap()
}

pub fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

pub fn texts(words: &[&str]) -> Vec<Value> {
    words.iter().map(Value::text).collect()
}

pub fn at_least(number: i64) -> Test {
    Test::Range { low: Some(Bound { value: Value::Int(number), inclusive: true }), high: None }
}

/// The member of the event, and along relations from there.
pub fn member(relations: &[RelationId]) -> Subject {
    Subject::Record(field::MEMBER, relations.to_vec())
}

pub fn path(subject: Subject, read: Read, value: Type) -> Path {
    Path { subject, read, text: String::new(), value }
}

pub fn total() -> Path {
    path(Subject::Event, Read::Total, Type::Money)
}

pub fn line(field: LineField) -> Path {
    path(Subject::Line, Read::Line(field), Type::Text)
}

pub fn not(values: Vec<Value>) -> Test {
    Test::Not(Box::new(Test::In(values)))
}

pub fn give(what: What) -> Give {
    Give { to: None, what }
}

pub fn credit(account: AccountId, amount: Amount) -> What {
    What::Credit {
        account,
        amount,
        of: Of::Lines,
        times: None,
        each: Each::Purchase,
        pending: None,
        expires: None,
    }
}

impl Builder {
    /// An empty program in złoty and Warsaw, with the built-in kinds and fields and a unit `point`.
    pub fn new(id: &str) -> Self {
        let mut registry = Registry::default();
        let mut units = Table::default();
        for (name, decimals, is_money) in [("PLN", 2, true), ("point", 0, false)] {
            let number = UnitId(registry.number(Space::Unit, name));
            units.set(number, Unit { name: name.to_owned(), decimals, is_money, forms: Vec::new() });
        }
        let mut schema = Schema::default();
        for (number, name) in coterie_program::builtin::KIND_NAMES.iter().enumerate() {
            let kind = KindDef {
                name: (*name).to_owned(),
                origin: Origin::Builtin,
                fields: Vec::new(),
                line_fields: Vec::new(),
                has_lines: false,
            };
            schema.kinds.set(KindId(number as u16), kind);
        }
        for (number, name) in coterie_program::builtin::FIELD_NAMES.iter().enumerate() {
            let value = match FieldId(number as u16) {
                field::MEMBER => Type::Party(PartyKind::Member),
                field::PARTNER => Type::Party(PartyKind::Partner),
                field::EMPLOYEE => Type::Party(PartyKind::Employee),
                field::LOCATION => Type::Location,
                field::CODES => Type::List(Box::new(Type::Code)),
                _ => Type::Text,
            };
            schema
                .fields
                .set(FieldId(number as u16), FieldDef { name: (*name).to_owned(), value, personal: false });
        }
        let policies = Policies {
            spent_points: SpentPoints::Debt,
            holds: span("15 minutes"),
            refundable: span("24 months"),
            transfers: Vec::new(),
        };
        let program = Program {
            id: id.to_owned(),
            zone: Zone::named("Europe/Warsaw").unwrap(),
            currency: UnitId(0),
            late: span("30 days"),
            registry,
            schema,
            units,
            partners: std::collections::BTreeMap::new(),
            locations: std::collections::BTreeMap::new(),
            accounts: Table::default(),
            measures: Table::default(),
            tiers: Table::default(),
            conditions: Vec::new(),
            codes: [("LAT0".into(), "LATO".to_owned())].into(),
            rules: Table::default(),
            order: Vec::new(),
            policies,
            words: std::collections::BTreeMap::new(),
        };
        Self { program }
    }

    pub fn account(
        &mut self,
        name: &str,
        of: PartyKind,
        unit: &str,
        pending: Pending,
        expires: Expiry,
    ) -> AccountId {
        let id = AccountId(self.program.registry.number(Space::Account, name));
        let unit = UnitId(self.program.registry.find(Space::Unit, unit).unwrap());
        let account = Account {
            name: name.to_owned(),
            of,
            unit,
            rounding: Rounding::Down,
            pending,
            expires,
            pooled: false,
        };
        self.program.accounts.set(id, account);
        id
    }

    pub fn relation(&mut self, of: PartyKind, name: &str, to: PartyKind) -> RelationId {
        let id = RelationId(self.program.registry.number(Space::Relation, &format!("{of}.{name}")));
        self.program.schema.relations.set(id, RelationDef { of, name: name.to_owned(), to });
        id
    }

    pub fn attribute(&mut self, of: PartyKind, name: &str, value: Type) -> AttributeId {
        let id = AttributeId(self.program.registry.number(Space::Attribute, &format!("{of}.{name}")));
        let attribute = AttributeDef { of, name: name.to_owned(), value, personal: false };
        self.program.schema.attributes.set(id, attribute);
        id
    }

    pub fn kind(&mut self, name: &str) -> KindId {
        let id = KindId(self.program.registry.number(Space::Kind, name));
        let kind = KindDef {
            name: name.to_owned(),
            origin: Origin::Declared,
            fields: Vec::new(),
            line_fields: Vec::new(),
            has_lines: false,
        };
        self.program.schema.kinds.set(id, kind);
        id
    }

    pub fn field(&mut self, name: &str, value: Type) -> FieldId {
        let id = FieldId(self.program.registry.number(Space::Field, name));
        let name = name.trim_start_matches("line.").to_owned();
        self.program.schema.fields.set(id, FieldDef { name, value, personal: false });
        id
    }

    pub fn measure(&mut self, name: &str, of: PartyKind, what: MeasureKind, over: Window) -> MeasureId {
        let id = MeasureId(self.program.registry.number(Space::Measure, name));
        let measure = Measure {
            name: name.to_owned(),
            of,
            what,
            when: vec![kind::PURCHASE],
            via: member(&[]),
            conditions: Vec::new(),
            lines: Vec::new(),
            over,
        };
        self.program.measures.set(id, measure);
        id
    }

    pub fn tiers(
        &mut self,
        name: &str,
        of: PartyKind,
        by: MeasureId,
        steps: &[(&str, i64)],
        held: Option<Fall>,
    ) -> TierSetId {
        let id = TierSetId(self.program.registry.number(Space::TierSet, name));
        let steps =
            steps.iter().map(|(name, from)| TierStep { name: (*name).to_owned(), from: *from }).collect();
        self.program.tiers.set(id, TierSet { name: name.to_owned(), of, by, steps, held });
        id
    }

    pub fn condition(&mut self, path: Path, test: Test) -> ConditionId {
        self.program.conditions.push(Condition { path, test });
        ConditionId(self.program.conditions.len() as u32 - 1)
    }

    pub fn limit(
        &mut self,
        name: &str,
        of: LimitedTo,
        most: i64,
        per: LimitScope,
        every: Option<coterie_calendar::Period>,
    ) -> Limit {
        Limit { id: LimitId(self.program.registry.number(Space::Limit, name)), of, most, per, every }
    }

    /// A rule on purchases for the member; `change` says what is different.
    pub fn rule(
        &mut self,
        name: &str,
        gives: Vec<Give>,
        change: impl FnOnce(&mut Self, &mut Rule),
    ) -> RuleId {
        let id = RuleId(self.program.registry.number(Space::Rule, name));
        let mark = Mark { offset: 0, line: 1, column: 1 };
        let mut rule = Rule {
            id,
            name: name.to_owned(),
            place: Place { start: mark, end: mark },
            when: Trigger::Events(vec![kind::PURCHASE]),
            who: member(&[]),
            conditions: Vec::new(),
            lines: Vec::new(),
            also: None,
            gives,
            pay: None,
            stock: None,
            limits: Vec::new(),
            payer: Payer::Partner(Subject::Record(field::PARTNER, Vec::new())),
            on_refund: OnRefund::ByLine,
            basis: Basis {
                after_discounts: true,
                tax_included: true,
                shipping_included: false,
                points_included: true,
            },
            priority: 0,
            choice: None,
            valid_from: None,
            valid_until: None,
            stacking: Stacking::Multiply,
            text: Vec::new(),
        };
        change(self, &mut rule);
        self.program.rules.set(id, rule);
        self.program.order.push(id);
        id
    }
}
