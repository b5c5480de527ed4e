//! `tests`: names resolved, so that a runner needs to look nothing up.

use super::Compiler;
use crate::diagnostic::Diagnostic;
use crate::file::At;
use crate::file::collections::Map;
use crate::file::scalars::Scalar;
use crate::file::tests::{self as file, Known, OneOrMap};
use crate::ids::{AccountId, AttributeId, MeasureId, RelationId, RuleId, TierSetId};
use crate::value::{Type, Value};
use crate::yaml::{Span as Place, decimal_from_spelling};
use coterie_calendar::Instant;
use coterie_ledger::{Party, PartyKind};
use std::collections::HashMap;

/// A test of the file.
#[derive(Clone, Debug)]
pub struct TestCase {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// The records that are there before the first event, in the order of the file.
    pub given: Vec<Given>,
    /// The events as JSON, every scalar a text as it is spelled, keys in the order of the file; each with its place.
    pub events: Vec<(serde_json::Value, Place)>,
    /// What is expected, in the order of the file.
    pub expect: Vec<Expectation>,
}

/// A record as it is before the first event.
#[derive(Clone, Debug)]
pub struct Given {
    /// The record.
    pub party: Party,
    /// Where it stands.
    pub place: Place,
    /// Its attributes.
    pub attributes: Vec<(AttributeId, Value)>,
    /// Its relations, each with since when, if that is said.
    pub relations: Vec<(RelationId, Party, Option<Instant>)>,
    /// The steps that it holds, by their place in the set.
    pub tiers: Vec<(TierSetId, u16)>,
    /// What its accounts hold.
    pub lots: Vec<GivenLot>,
}

/// What an account holds before the first event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenLot {
    /// The account.
    pub account: AccountId,
    /// How much, smallest parts.
    pub amount: i64,
    /// When it expires; never unless stated.
    pub expires: Option<Instant>,
    /// When it becomes available; at once unless stated.
    pub available: Option<Instant>,
}

/// What is expected after an event, at a moment, or at the end.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Where it stands.
    pub place: Place,
    /// After the event with this id …
    pub after: Option<String>,
    /// … or at this moment, when everything due by then is done; with neither, after the last event.
    pub at: Option<Instant>,
    /// What is expected.
    pub checks: Vec<Check>,
}

/// An amount that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// As it is spelled.
    pub text: String,
    /// Smallest parts of the account, the measure or the currency.
    pub amount: i64,
    /// Where it stands.
    pub place: Place,
}

/// One thing that is expected.
#[derive(Clone, Debug)]
pub enum Check {
    /// What an account holds, pending included.
    Balance(Party, AccountId, Expected),
    /// What of it can be spent.
    Available(Party, AccountId, Expected),
    /// What is not available yet.
    Pending(Party, AccountId, Expected),
    /// What of it has expired so far.
    Expired(Party, AccountId, Expected),
    /// The step held or judged, by its place in the set.
    Tier(Party, TierSetId, u16, Place),
    /// A measure that is a number.
    Measure(Party, MeasureId, Expected),
    /// A measure that is something else: the last date, the last text.
    MeasureValue(Party, MeasureId, Value, Place),
    /// What a rule gave for the event, over all beneficiaries and accounts (a spelled number, since accounts may differ).
    GaveInAll(RuleId, Spelled),
    /// What a rule gave for the event to an account of a record.
    Gave(RuleId, Party, AccountId, Expected),
    /// Money off the basket of the event.
    Discount(Expected),
    /// The vouchers that a record got, by name; sorted.
    Vouchers(Party, Vec<String>, Place),
    /// The messages to a record for the event, by name; sorted.
    Messages(Party, Vec<String>, Place),
    /// The event is refused.
    Refused(Refusal),
    /// Why a rule gave nothing: the path that failed and what it read, and under `needs` what would have satisfied it; as they
    /// are spelled.
    WhyNot(RuleId, Vec<(String, Spelled)>, Place),
    /// A partner's settlement up to then: `issued`, `redeemed`, `expired` in points, `pays` and `receives` in money; as they are
    /// spelled.
    Settlement(String, Vec<(String, Spelled)>, Place),
}

/// A value as it is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A refusal that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason's code; any when absent.
    pub reason: Option<String>,
    /// What would satisfy it, as it is spelled.
    pub would_do: Option<Spelled>,
    /// Where it stands.
    pub place: Place,
}

/// The fields of a settlement that a test may expect.
const SETTLEMENT_FIELDS: [&str; 7] = ["issued", "redeemed", "expired", "pays", "receives", "net", "period"];

/// The kinds of the records that a test names.
type Kinds = HashMap<String, PartyKind>;

impl Compiler<'_> {
    pub(crate) fn tests(&mut self, tests: Option<&Map<file::Test>>) -> Vec<TestCase> {
        let tests = tests.iter().flat_map(|tests| tests.iter());
        tests.map(|(name, test)| self.test_case(name, test)).collect()
    }

    fn test_case(&self, name: &At<String>, test: &file::Test) -> TestCase {
        let kinds = self.kinds_of_given(test);
        let given = test.given.iter().flat_map(|given| given.iter());
        let given: Vec<Given> = given.filter_map(|(id, record)| self.given(id, record, &kinds)).collect();
        let events = test.events.as_ref().map(|events| events.0.clone()).unwrap_or_default();
        let ids: Vec<&str> = events.iter().filter_map(|(event, _)| event.get("id")?.as_str()).collect();
        for (event, place) in &events {
            if event.get("at").is_none() {
                self.error("missing-field", *place, "an event says when it happens: at: 2026-03-07T18:30");
            }
        }
        let expect = test.expect.iter().flat_map(|expect| &expect.0);
        let expect = expect.map(|expect| self.expectation(expect, &ids, &kinds)).collect();
        TestCase { name: name.value.clone(), place: name.place.to(test.place), given, events, expect }
    }

    /// The kind of each given record: the partners of the file are partners; else the kind that knows all that is said of it;
    /// else the kind that a relation to it has; else a member.
    fn kinds_of_given(&self, test: &file::Test) -> Kinds {
        let mut kinds: Kinds = self.program.partners.keys().map(|id| (id.clone(), PartyKind::Partner)).collect();
        let given = || test.given.iter().flat_map(|given| given.iter());
        for (id, record) in given() {
            if kinds.contains_key(&id.value) {
                continue;
            }
            let knows_all = |kind: &PartyKind| record.known.iter().all(|(name, known)| self.knows(*kind, name, known));
            let fits: Vec<PartyKind> =
                [PartyKind::Member, PartyKind::Partner, PartyKind::Employee, PartyKind::Household].into_iter().filter(knows_all).collect();
            if let [only] = fits.as_slice() {
                kinds.insert(id.value.clone(), *only);
            }
        }
        for (id, record) in given() {
            let from = kinds.get(&id.value).copied().unwrap_or(PartyKind::Member);
            for (name, known) in &record.known {
                let Some(relation) = self.names.relations.get(&(from, name.value.clone())) else { continue };
                let target = match known {
                    Known::Since(since) => Some(&since.is),
                    Known::Values(values) => values.first(),
                    Known::Lots(_) => None,
                };
                if let Some(target) = target {
                    let kind = self.program.schema.relations[*relation].to;
                    kinds.entry(target.text.clone()).or_insert(kind);
                }
            }
        }
        kinds
    }

    fn knows(&self, kind: PartyKind, name: &At<String>, known: &Known) -> bool {
        let key = (kind, name.value.clone());
        if let Known::Lots(lots) = known {
            return lots.iter().all(|lot| {
                let account = self.names.accounts.get(&lot.account.value);
                account.is_none_or(|account| self.program.accounts[*account].of == kind)
            });
        }
        self.names.attributes.contains_key(&key)
            || self.names.relations.contains_key(&key)
            || self.names.tiers.get(&name.value).is_some_and(|set| self.program.tiers[*set].of == kind)
    }

    fn given(&self, id: &At<String>, record: &file::Given, kinds: &Kinds) -> Option<Given> {
        let kind = kinds.get(&id.value).copied().unwrap_or(PartyKind::Member);
        let party = Party::new(kind, &id.value).ok()?;
        let mut given = Given {
            party,
            place: id.place,
            attributes: Vec::new(),
            relations: Vec::new(),
            tiers: Vec::new(),
            lots: Vec::new(),
        };
        for (name, known) in &record.known {
            match known {
                Known::Lots(lots) => given.lots.extend(lots.iter().filter_map(|lot| self.given_lot(lot))),
                Known::Since(since) => {
                    if let Some(relation) = self.given_relation(kind, name) {
                        let to = self.party(&since.is, self.program.schema.relations[relation].to);
                        let moment = since.since.as_ref().and_then(|since| self.instant(since));
                        given.relations.extend(to.map(|to| (relation, to, moment)));
                    }
                }
                Known::Values(values) => self.given_values(kind, name, values, &mut given),
            }
        }
        Some(given)
    }

    fn given_relation(&self, kind: PartyKind, name: &At<String>) -> Option<RelationId> {
        let found = self.names.relations.get(&(kind, name.value.clone())).copied();
        if found.is_none() {
            self.unknown_given(kind, name);
        }
        found
    }

    fn unknown_given(&self, kind: PartyKind, name: &At<String>) {
        if self.names.is_broken(name) {
            return;
        }
        let of_kind = |known: &(PartyKind, String)| (known.0 == kind).then(|| known.1.clone());
        let mut known: Vec<String> = self.names.attributes.keys().filter_map(of_kind).collect();
        known.extend(self.names.relations.keys().filter_map(of_kind));
        known.extend(self.program.tiers.values().filter(|set| set.of == kind).map(|set| set.name.clone()));
        known.push(file::LOTS.to_owned());
        known.sort_unstable();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let message = format!("a {kind} has no `{}`", name.value);
        self.unknown("unknown-name", name, &message, &known, "attributes");
    }

    fn given_values(&self, kind: PartyKind, name: &At<String>, values: &[At<Scalar>], given: &mut Given) {
        let Some(first) = values.first() else { return };
        let key = (kind, name.value.clone());
        if let Some(relation) = self.names.relations.get(&key) {
            let to = self.party(first, self.program.schema.relations[*relation].to);
            given.relations.extend(to.map(|to| (*relation, to, None)));
        } else if let Some(attribute) = self.names.attributes.get(&key) {
            let value = &self.program.schema.attributes[*attribute].value;
            let decimals = if *value == Type::Money { self.currency().decimals } else { 0 };
            let value = self.value(first, value, decimals, &self.currency().name);
            given.attributes.extend(value.map(|value| (*attribute, value)));
        } else if let Some(set) = self.names.tiers.get(&name.value).filter(|set| self.program.tiers[**set].of == kind) {
            given.tiers.extend(self.step(*set, first).map(|step| (*set, step)));
        } else {
            self.unknown_given(kind, name);
        }
    }

    fn step(&self, set: TierSetId, spelled: &At<Scalar>) -> Option<u16> {
        let steps = &self.program.tiers[set].steps;
        let found = steps.iter().position(|step| step.name == spelled.text);
        if found.is_none() {
            let known: Vec<&str> = steps.iter().map(|step| step.name.as_str()).collect();
            self.reader.unknown_word(spelled.place, &spelled.text, "a step of this tier set", &known);
        }
        found.map(|step| step as u16)
    }

    fn given_lot(&self, lot: &file::Lot) -> Option<GivenLot> {
        let account = self.account(&lot.account)?;
        let unit = &self.program.units[self.program.accounts[account].unit];
        let amount = self.amount_of(&lot.amount, unit.decimals, &unit.name)?;
        let moment = |spelled: &Option<At<Scalar>>| spelled.as_ref().and_then(|spelled| self.instant(spelled));
        Some(GivenLot { account, amount, expires: moment(&lot.expires), available: moment(&lot.available) })
    }

    fn expectation(&self, expect: &file::Expect, ids: &[&str], kinds: &Kinds) -> Expectation {
        if let (Some(_), Some(at)) = (&expect.after, &expect.at) {
            self.error("fields-exclude-each-other", at.place, "an expectation is either `after` an event or `at` a moment");
        }
        if let Some(after) = expect.after.as_ref().filter(|after| !ids.contains(&after.value.0.as_str())) {
            let name = At { value: after.value.0.clone(), place: after.place };
            self.unknown("unknown-name", &name, &format!("no event of this test has the id `{}`", name.value), ids, "events");
        }
        let mut checks = Vec::new();
        let amounts: [(&Option<file::Amounts>, fn(Party, AccountId, Expected) -> Check); 4] = [
            (&expect.balance, Check::Balance),
            (&expect.available, Check::Available),
            (&expect.pending, Check::Pending),
            (&expect.expired, Check::Expired),
        ];
        for (expected, check) in amounts {
            for (name, amount) in expected.iter().flat_map(|expected| &expected.0) {
                checks.extend(self.of_account(name, amount, kinds).map(|(party, id, amount)| check(party, id, amount)));
            }
        }
        for (name, step) in expect.tier.iter().flat_map(|expected| &expected.0) {
            checks.extend(self.expected_tier(name, step, kinds));
        }
        for (name, value) in expect.measure.iter().flat_map(|expected| &expected.0) {
            checks.extend(self.expected_measure(name, value, kinds));
        }
        for (name, value) in expect.gave.iter().flat_map(|expected| &expected.0) {
            self.expected_gave(name, value, kinds, &mut checks);
        }
        if let Some(amount) = &expect.discount {
            let currency = self.currency();
            let parts = self.amount_of(amount, currency.decimals, &currency.name);
            checks.extend(parts.map(|parts| Check::Discount(expected(amount, parts))));
        }
        for (record, names) in expect.vouchers.iter().flat_map(|expected| &expected.0) {
            checks.extend(party_of(record, kinds).map(|party| Check::Vouchers(party, sorted(names), record.place)));
        }
        for (record, names) in expect.messages.iter().flat_map(|expected| &expected.0) {
            checks.extend(party_of(record, kinds).map(|party| Check::Messages(party, sorted(names), record.place)));
        }
        if let Some(refused) = &expect.refused {
            checks.push(Check::Refused(Refusal {
                reason: refused.reason.as_ref().map(|reason| reason.value.0.clone()),
                would_do: refused.would_do.as_ref().map(spelled),
                place: refused.place,
            }));
        }
        for (name, value) in expect.why_not.iter().flat_map(|expected| &expected.0) {
            let reasons = self.named_values(name, value);
            checks.extend(self.rule(name).map(|rule| Check::WhyNot(rule, reasons, name.place)));
        }
        for (name, value) in expect.settlement.iter().flat_map(|expected| &expected.0) {
            self.warn_unknown_partner(name);
            let fields = self.named_values(name, value);
            self.check_settlement_fields(value);
            checks.push(Check::Settlement(name.value.clone(), fields, name.place));
        }
        if checks.is_empty() && !self.reader.has_errors() {
            let message = "this expectation expects nothing";
            self.reader.report(Diagnostic::error("missing-field", expect.place, message).with_help("for example pending: {anna.points: 480}"));
        }
        let at = expect.at.as_ref().and_then(|at| self.instant(at));
        Expectation { place: expect.place, after: expect.after.as_ref().map(|after| after.value.0.clone()), at, checks }
    }

    /// Splits `anna.points` at its last point: ids may hold points, names may not.
    fn split<'t>(&self, name: &'t At<String>, example: &str) -> Option<(At<String>, &'t str)> {
        let Some((record, of)) = name.rsplit_once('.') else {
            let message = format!("`{}` does not say of whom", name.value);
            self.error_with_help("bad-expectation", name.place, message, format!("write {example}"));
            return None;
        };
        Some((At { value: record.to_owned(), place: name.place }, of))
    }

    fn of_account(&self, name: &At<String>, amount: &At<Scalar>, kinds: &Kinds) -> Option<(Party, AccountId, Expected)> {
        let (record, account) = self.split(name, "anna.points")?;
        let account = self.account(&At { value: account.to_owned(), place: name.place })?;
        let terms = &self.program.accounts[account];
        let kind = kinds.get(&record.value).copied().unwrap_or(terms.of);
        let kind = if terms.pooled && kind == PartyKind::Household { kind } else { terms.of };
        let party = if kind == PartyKind::Coalition { Party::coalition() } else { Party::new(kind, &record).ok()? };
        let unit = &self.program.units[terms.unit];
        let parts = self.amount_of(amount, unit.decimals, &unit.name)?;
        Some((party, account, expected(amount, parts)))
    }

    fn expected_tier(&self, name: &At<String>, step: &At<Scalar>, kinds: &Kinds) -> Option<Check> {
        let (record, set) = self.split(name, "anna.tier")?;
        let set = self.tier_set(&At { value: set.to_owned(), place: name.place })?;
        let party = self.party_of_kind(&record, self.program.tiers[set].of, kinds)?;
        Some(Check::Tier(party, set, self.step(set, step)?, step.place))
    }

    fn expected_measure(&self, name: &At<String>, value: &At<Scalar>, kinds: &Kinds) -> Option<Check> {
        let (record, measure) = self.split(name, "anna.earned")?;
        let measure = self.measure(&At { value: measure.to_owned(), place: name.place })?;
        let party = self.party_of_kind(&record, self.program.measures[measure].of, kinds)?;
        let ty = self.measure_type(measure);
        let decimals = self.names.measure_decimals.get(&measure).copied().unwrap_or(0);
        match self.value(value, &ty, decimals, "the measure")? {
            Value::Int(parts) => Some(Check::Measure(party, measure, expected(value, parts))),
            other => Some(Check::MeasureValue(party, measure, other, value.place)),
        }
    }

    fn party_of_kind(&self, record: &At<String>, kind: PartyKind, kinds: &Kinds) -> Option<Party> {
        if kind == PartyKind::Coalition {
            return Some(Party::coalition());
        }
        if let Some(known) = kinds.get(&record.value).filter(|known| **known != kind) {
            let message = format!("`{}` is of kind `{known}`, not of kind `{kind}`", record.value);
            self.error("wrong-kind-of-record", record.place, message);
            return None;
        }
        Party::new(kind, record).ok()
    }

    fn expected_gave(&self, name: &At<String>, value: &OneOrMap, kinds: &Kinds, checks: &mut Vec<Check>) {
        let Some(rule) = self.rule(name) else { return };
        match value {
            OneOrMap::One(amount) => {
                if self.reader.decimal(&amount.node()).is_some() {
                    checks.push(Check::GaveInAll(rule, spelled(amount)));
                }
            }
            OneOrMap::Map(amounts) => {
                let gifts = amounts.0.iter().filter_map(|(name, amount)| self.of_account(name, amount, kinds));
                checks.extend(gifts.map(|(party, account, amount)| Check::Gave(rule, party, account, amount)));
            }
        }
    }

    fn named_values(&self, name: &At<String>, value: &OneOrMap) -> Vec<(String, Spelled)> {
        match value {
            OneOrMap::Map(values) => values.0.iter().map(|(name, value)| (name.value.clone(), spelled(value))).collect(),
            OneOrMap::One(value) => {
                let message = format!("what is expected of `{}` is a map", name.value);
                self.error_with_help("wrong-kind", value.place, message, "such as {sales: 0.00, needs: 1000.00}");
                Vec::new()
            }
        }
    }

    fn check_settlement_fields(&self, value: &OneOrMap) {
        let OneOrMap::Map(values) = value else { return };
        for (name, value) in &values.0 {
            if !SETTLEMENT_FIELDS.contains(&name.value.as_str()) {
                self.reader.unknown_word(name.place, name, "a field of a settlement", &SETTLEMENT_FIELDS);
            } else if name.value != "period" && decimal_from_spelling(&value.text).is_err() {
                let _ = self.reader.decimal(&value.node());
            }
        }
    }
}

fn party_of(record: &At<String>, kinds: &Kinds) -> Option<Party> {
    Party::new(kinds.get(&record.value).copied().unwrap_or(PartyKind::Member), record).ok()
}

fn spelled(scalar: &At<Scalar>) -> Spelled {
    Spelled { text: scalar.value.text.clone(), place: scalar.place }
}

fn expected(scalar: &At<Scalar>, amount: i64) -> Expected {
    Expected { text: scalar.value.text.clone(), amount, place: scalar.place }
}

fn sorted(names: &[At<crate::file::scalars::Name>]) -> Vec<String> {
    let mut names: Vec<String> = names.iter().map(|name| name.value.0.clone()).collect();
    names.sort_unstable();
    names
}
