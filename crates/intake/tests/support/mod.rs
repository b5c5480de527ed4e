//! A small program to read events under, with one of everything that events may name.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use coterie_calendar::{Span, Zone};
use coterie_intake::{Defaults, Intake, Problem};
use coterie_ledger::{PartyKind, Rounding};
use coterie_program::compiled::{
    Account, AttributeDef, Expiry, FactDef, FieldDef, KindDef, Origin, PartnerTerms, Pending, Policies,
    Program, RelationDef, Schema, SpentPoints, TierSet, TierStep, Unit,
};
use coterie_program::event::Event;
use coterie_program::ids::{
    AccountId, AttributeId, FieldId, KindId, MeasureId, RelationId, Space, TierSetId, UnitId,
};
use coterie_program::table::Table;
use coterie_program::value::Type;

fn span(text: &str) -> Span {
    text.parse().unwrap()
}

struct Builder {
    program: Program,
}

impl Builder {
    fn unit(&mut self, name: &str, decimals: u8, is_money: bool) -> UnitId {
        let id = UnitId(self.program.registry.number(Space::Unit, name));
        self.program.units.set(id, Unit { name: name.to_owned(), decimals, is_money, forms: Vec::new() });
        id
    }

    fn account(&mut self, name: &str, of: PartyKind, unit: UnitId, pooled: bool) {
        let id = AccountId(self.program.registry.number(Space::Account, name));
        let account = Account {
            name: name.to_owned(),
            of,
            unit,
            rounding: Rounding::Down,
            pending: Pending::No,
            expires: Expiry::Never,
            pooled,
        };
        self.program.accounts.set(id, account);
    }

    fn tiers(&mut self, name: &str, of: PartyKind, steps: &[&str]) {
        let id = TierSetId(self.program.registry.number(Space::TierSet, name));
        let steps = steps.iter().enumerate();
        let steps =
            steps.map(|(at, name)| TierStep { name: (*name).to_owned(), from: at as i64 * 500 }).collect();
        let set = TierSet { name: name.to_owned(), of, by: MeasureId(0), steps, held: None };
        self.program.tiers.set(id, set);
    }

    fn field(&mut self, name: &str, value: Type) -> FieldId {
        let id = FieldId(self.program.registry.number(Space::Field, name));
        let name = name.strip_prefix("line.").unwrap_or(name).to_owned();
        self.program.schema.fields.set(id, FieldDef { name, value, personal: false });
        id
    }

    fn kind(&mut self, name: &str, origin: Origin, fields: Vec<(FieldId, bool)>, line_fields: Vec<FieldId>) {
        let id = KindId(self.program.registry.number(Space::Kind, name));
        let has_lines = !line_fields.is_empty();
        self.program
            .schema
            .kinds
            .set(id, KindDef { name: name.to_owned(), origin, fields, line_fields, has_lines });
    }

    fn attribute(&mut self, of: PartyKind, name: &str, value: Type) {
        let id = AttributeId(self.program.registry.number(Space::Attribute, &format!("{of}.{name}")));
        self.program
            .schema
            .attributes
            .set(id, AttributeDef { of, name: name.to_owned(), value, personal: false });
    }

    fn relation(&mut self, of: PartyKind, name: &str, to: PartyKind) {
        let id = RelationId(self.program.registry.number(Space::Relation, &format!("{of}.{name}")));
        self.program.schema.relations.set(id, RelationDef { of, name: name.to_owned(), to });
    }
}

pub(crate) fn program() -> Program {
    let program = Program {
        id: "jedna-karta".to_owned(),
        zone: Zone::named("Europe/Warsaw").unwrap(),
        currency: UnitId(0),
        late: span("30 days"),
        registry: coterie_program::ids::Registry::default(),
        schema: Schema::default(),
        units: Table::default(),
        partners: ["polana", "bistro"].map(|id| (id.to_owned(), PartnerTerms::default())).into(),
        locations: std::collections::BTreeMap::default(),
        accounts: Table::default(),
        measures: Table::default(),
        tiers: Table::default(),
        conditions: Vec::new(),
        codes: std::collections::BTreeMap::new(),
        rules: Table::default(),
        order: Vec::new(),
        policies: Policies {
            spent_points: SpentPoints::Debt,
            holds: span("15 minutes"),
            refundable: span("24 months"),
            transfers: Vec::new(),
        },
        words: std::collections::BTreeMap::new(),
    };
    let mut builder = Builder { program };
    let zloty = builder.unit("PLN", 2, true);
    let point = builder.unit("point", 0, false);
    builder.account("points", PartyKind::Member, point, false);
    builder.account("cashback", PartyKind::Member, zloty, false);
    builder.account("family", PartyKind::Member, point, true);
    builder.account("commission", PartyKind::Partner, zloty, false);
    builder.account("reserve", PartyKind::Coalition, zloty, false);
    builder.tiers("level", PartyKind::Member, &["green", "silver", "gold"]);
    builder.tiers("rank", PartyKind::Partner, &["new", "proven"]);
    builder.attribute(PartyKind::Member, "birthday", Type::Date);
    builder.attribute(PartyKind::Member, "vip", Type::YesNo);
    builder.attribute(PartyKind::Member, "segment", Type::OneOf(vec!["a".into(), "b".into()]));
    builder.attribute(PartyKind::Member, "city", Type::Text);
    builder.attribute(PartyKind::Partner, "bonus_rate", Type::Decimal);
    builder.attribute(PartyKind::Employee, "shift", Type::TimeOfDay);
    builder.relation(PartyKind::Member, "inviter", PartyKind::Member);
    builder.relation(PartyKind::Member, "brought_by", PartyKind::Partner);
    builder.relation(PartyKind::Partner, "recruited_by", PartyKind::Partner);
    let stars = builder.field("stars", Type::Integer);
    let comment = builder.field("comment", Type::Text);
    let seen = builder.field("seen", Type::Time);
    builder.kind(
        "review",
        Origin::Declared,
        vec![(stars, true), (comment, false), (seen, false)],
        Vec::new(),
    );
    let factor = builder.field("factor", Type::Decimal);
    let state = builder.field("state", Type::OneOf(vec!["shadow".into(), "paying".into(), "held".into()]));
    let fact = Origin::Fact(FactDef { of: PartyKind::Partner });
    builder.kind("score", fact, vec![(factor, true), (state, false)], Vec::new());
    let basket_total = builder.field("basket_total", Type::Money);
    let brand = builder.field("line.brand", Type::Text);
    builder.kind("purchase", Origin::Builtin, vec![(basket_total, false)], vec![brand]);
    builder.program
}

pub(crate) fn intake() -> Intake {
    Intake::new(&program())
}

pub(crate) fn read(text: &str) -> Result<Event, Vec<Problem>> {
    intake().event(text, &Defaults::of_source("till-7"))
}

/// An event of a kind, within a valid envelope.
pub(crate) fn body(kind: &str, body: &str) -> String {
    format!(r#"{{"id": "e1", "at": "2026-03-07T18:30", "{kind}": {body}}}"#)
}

pub(crate) fn accepted(kind: &str, text: &str) -> Event {
    match read(&body(kind, text)) {
        Ok(event) => event,
        Err(problems) => panic!("{kind} {text}: {problems:?}"),
    }
}

/// All problems as texts.
pub(crate) fn refused(kind: &str, text: &str) -> Vec<String> {
    read(&body(kind, text)).unwrap_err().iter().map(ToString::to_string).collect()
}
