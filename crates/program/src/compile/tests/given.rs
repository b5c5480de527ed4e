//! The records of a test as they are before its first event.

use super::{Given, GivenLot, TestCase};
use crate::compile::Compiler;
use crate::file::At;
use crate::file::collections::Map;
use crate::file::scalars::Scalar;
use crate::file::tests::{self as file, Known};
use crate::ids::{RelationId, TierSetId};
use crate::value::Type;
use crate::yaml::{Node, Value};
use coterie_ledger::{Party, PartyKind};
use std::collections::{BTreeSet, HashMap};

/// The records of a test.
pub(super) struct Cast {
    /// The kinds of the records that the file or the test says anything of.
    pub(super) kinds: Kinds,
    /// Whatever the test names as a record before it expects anything of it: given, or in an event.
    pub(super) named: BTreeSet<String>,
    /// Partners that are not in the file: given, or joining by an event.
    pub(super) partners: BTreeSet<String>,
}

type Kinds = HashMap<String, PartyKind>;

impl Compiler<'_> {
    pub(crate) fn tests(&mut self, tests: Option<&Map<file::Test>>) -> Vec<TestCase> {
        self.warns_of_partners = false;
        let tests = tests.into_iter().flat_map(Map::iter);
        tests.map(|(name, test)| self.test_case(name, test)).collect()
    }

    fn test_case(&self, name: &At<String>, test: &file::Test) -> TestCase {
        let kinds = self.kinds_of_given(test);
        let given = test.given.iter().flat_map(Map::iter);
        let given: Vec<Given> = given.filter_map(|(id, record)| self.given(id, record, &kinds)).collect();
        let events: &[Node] = test.events.as_ref().map_or(&[], |events| &events.0);
        let ids: Vec<&str> = events.iter().filter_map(id_of).collect();
        for (number, event) in events.iter().enumerate() {
            // The code of a voucher that an earlier event of the test gave.
            let code_of = event.get("voucher").and_then(|voucher| voucher.get("code")?.get("of"));
            if let Some((node, of)) = code_of.and_then(|node| Some((node, node.as_text()?))) {
                let earlier: Vec<&str> = events[..number].iter().filter_map(id_of).collect();
                if !earlier.contains(&of) {
                    let message = format!("no earlier event of this test has the id `{of}`");
                    let of = At { value: of.to_owned(), place: node.span };
                    self.unknown("unknown-name", &of, &message, &earlier, "tests");
                }
            }
        }
        let expect = test.expect.iter().flat_map(|expect| &expect.0);
        let cast = cast(kinds, test, events);
        let expect = expect.map(|expect| self.expectation(expect, &ids, &cast)).collect();
        TestCase {
            name: name.value.clone(),
            place: name.place.to(test.place),
            given,
            events: events.to_vec(),
            expect,
        }
    }

    /// The kind of each given record: the partners of the file are partners; else the kind that knows all that is said of it;
    /// else the kind that a relation to it has; else a member.
    fn kinds_of_given(&self, test: &file::Test) -> Kinds {
        let mut kinds: Kinds =
            self.program.partners.keys().map(|id| (id.clone(), PartyKind::Partner)).collect();
        let given = || test.given.iter().flat_map(Map::iter);
        for (id, record) in given() {
            if kinds.contains_key(&id.value) {
                continue;
            }
            let knows_all =
                |kind: &PartyKind| record.known.iter().all(|(name, known)| self.knows(*kind, name, known));
            let fits: Vec<PartyKind> =
                [PartyKind::Member, PartyKind::Partner, PartyKind::Employee, PartyKind::Household]
                    .into_iter()
                    .filter(knows_all)
                    .collect();
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
                account.is_none_or(|account| {
                    let account = &self.program.accounts[*account];
                    account.of == kind || (account.pooled && kind == PartyKind::Household)
                })
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
        let broken = ["relations", "tiers"].into_iter().flat_map(|section| self.names.broken_in(section));
        known.extend(broken.map(str::to_owned));
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
        } else if let Some(set) =
            self.names.tiers.get(&name.value).filter(|set| self.program.tiers[**set].of == kind)
        {
            given.tiers.extend(self.step(*set, first).map(|step| (*set, step)));
        } else {
            self.unknown_given(kind, name);
        }
    }

    pub(super) fn step(&self, set: TierSetId, spelled: &At<Scalar>) -> Option<u16> {
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
        let moment =
            |spelled: &Option<At<Scalar>>| spelled.as_ref().and_then(|spelled| self.instant(spelled));
        Some(GivenLot { account, amount, expires: moment(&lot.expires), available: moment(&lot.available) })
    }
}

/// The id of an event as it is written.
fn id_of(event: &Node) -> Option<&str> {
    event.get("id").and_then(Node::as_text)
}

/// The records of a test whose kinds are known.
fn cast(kinds: Kinds, test: &file::Test, events: &[Node]) -> Cast {
    let mut named: BTreeSet<String> = kinds.keys().cloned().collect();
    named.insert(PartyKind::Coalition.word().to_owned());
    for (id, record) in test.given.iter().flat_map(Map::iter) {
        named.insert(id.value.clone());
        for (_, known) in &record.known {
            match known {
                Known::Values(values) => named.extend(values.iter().map(|value| value.text.clone())),
                Known::Since(since) => {
                    named.insert(since.is.text.clone());
                }
                Known::Lots(_) => {}
            }
        }
    }
    for event in events {
        note_texts(event, &mut named);
    }
    let joining = |event: &Node| {
        let body = event.get(PartyKind::Partner.word())?;
        body.get(PartyKind::Partner.word())?.as_text().map(str::to_owned)
    };
    let given = kinds.iter().filter(|(_, kind)| **kind == PartyKind::Partner).map(|(id, _)| id.clone());
    let partners = given.chain(events.iter().filter_map(joining)).collect();
    Cast { kinds, named, partners }
}

/// Every text of an event: a record may stand in any field.
fn note_texts(node: &Node, texts: &mut BTreeSet<String>) {
    match &node.value {
        Value::Scalar(scalar) => {
            texts.insert(scalar.text.clone());
        }
        Value::List(items) => items.iter().for_each(|item| note_texts(item, texts)),
        Value::Map(entries) => entries.iter().for_each(|(_, node)| note_texts(node, texts)),
        Value::Null | Value::Reported => {}
    }
}
