//! What an event of one kind says: its fields, lines, attributes and relations.

use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::{field, kind};
use coterie_program::diagnostic::did_you_mean;
use coterie_program::event::{Event, Line};
use coterie_program::ids::{AttributeId, FieldId, KindId, RelationId};
use coterie_program::value::Value;

use super::Reading;
use crate::problem::{Path, shown};
use crate::shape::{Key, KindShape, LinesAre};
use crate::tree::Tree;

/// What was read of an event's body so far.
#[derive(Default)]
pub(super) struct Body {
    pub(super) fields: Vec<(FieldId, Value)>,
    pub(super) lines: Vec<Line>,
    sets: Vec<(AttributeId, Value)>,
    relates: Vec<(RelationId, Party, Option<Instant>)>,
    /// Fields that are written there, also those whose value was refused: these are not missing as well.
    pub(super) written: Vec<FieldId>,
    /// Whether `lines` is written there, and whether all of it could be read.
    pub(super) lines_written: bool,
    pub(super) lines_whole: bool,
    /// Indices into the accounts and tier sets of the intake.
    pub(super) account: Option<usize>,
    pub(super) tier_set: Option<usize>,
}

/// An amount whose unit is known once the account is.
struct Amount<'t> {
    key: &'t str,
    tree: &'t Tree<'t>,
}

impl Body {
    pub(super) fn set(&mut self, id: FieldId, value: Value) {
        self.fields.push((id, value));
    }

    pub(super) fn get(&self, id: FieldId) -> Option<&Value> {
        self.fields.iter().find(|(known, _)| *known == id).map(|(_, value)| value)
    }

    pub(super) fn int(&self, id: FieldId) -> Option<i64> {
        match self.get(id)? {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn is_written(&self, id: FieldId) -> bool {
        self.written.contains(&id)
    }

    pub(super) fn into_event(
        mut self,
        source: CompactString,
        id: CompactString,
        at: Instant,
        kind: KindId,
    ) -> Event {
        self.fields.sort_unstable_by_key(|(id, _)| *id);
        self.sets.sort_unstable_by_key(|(id, _)| *id);
        self.relates.sort_unstable_by_key(|(id, ..)| *id);
        debug_assert!(self.fields.windows(2).all(|pair| pair[0].0 < pair[1].0), "each field is there once");
        let Self { fields, lines, sets, relates, .. } = self;
        Event { source, id, at, kind, fields, lines, sets, relates }
    }
}

impl<'i> Reading<'i> {
    /// Reads what stands under the name of a kind, as it is written.
    pub(super) fn body(&mut self, shape: &'i KindShape, written: &str, tree: &Tree<'_>) -> Option<Body> {
        let root = Path::Root;
        let path = root.key(written);
        let Tree::Map(entries) = tree else {
            let reason =
                format!("the fields of a {} are expected as a map, not {}", shape.name, tree.described());
            return self.refuse(&path, reason, None::<&str>);
        };
        let mut body = Body { fields: Vec::with_capacity(6), lines_whole: true, ..Body::default() };
        let mut amount = None;
        for (key, value) in entries {
            if let Some(known) = shape.keys.get(&**key) {
                self.entry(shape, &path, key, value, known, &mut body, &mut amount);
            } else {
                let absent = shape.keys.keys().map(String::as_str);
                let absent = absent.filter(|known| entries.iter().all(|(written, _)| written != known));
                let what = format!("the event `{}`", shape.name);
                // What a misspelt field holds is read as what was meant, so that it is not missing as well.
                if let Some(meant) = self.unknown_key(&path.key(key), &what, key, absent) {
                    self.entry(shape, &path, key, value, &shape.keys[meant], &mut body, &mut amount);
                }
            }
        }
        self.amount_of_account(&path, amount.as_ref(), &mut body);
        self.require(shape, &path, &mut body);
        Some(body)
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one step of the loop above, which it would only hide in a struct"
    )]
    fn entry<'t>(
        &mut self,
        shape: &KindShape,
        parent: &Path<'_>,
        key: &'t str,
        tree: &'t Tree<'t>,
        known: &Key,
        body: &mut Body,
        amount: &mut Option<Amount<'t>>,
    ) {
        let path = parent.key(key);
        match known {
            Key::Field(id, reads) => {
                body.written.push(*id);
                let value = match (shape.id, *id) {
                    (kind::PARTNER, field::PARTNER) => {
                        self.joining(&path, tree, PartyKind::Partner).map(Value::Party)
                    }
                    _ => self.field(&path, tree, reads),
                };
                body.fields.extend(value.map(|value| (*id, value)));
            }
            Key::Lines => {
                body.lines_written = true;
                let lines = match shape.lines {
                    LinesAre::Returned => self.returned_lines(&path, tree),
                    LinesAre::Basket | LinesAre::Absent => self.basket_lines(shape, &path, tree),
                };
                body.lines_whole = lines.is_some();
                body.lines = lines.unwrap_or_default();
            }
            Key::Tender => self.tender(&path, tree, body),
            Key::Amount => self.note_amount(&path, Amount { key, tree }, amount, body),
            Key::Account(at) => {
                self.note_account(&path, *at, body);
                self.note_amount(&path, Amount { key, tree }, amount, body);
            }
            Key::AccountName => {
                body.written.push(field::ACCOUNT);
                let Some(name) = self.id(&path, tree) else { return };
                let accounts = &self.intake.accounts;
                match accounts.iter().position(|account| account.name == name) {
                    Some(at) => self.note_account(&path, at, body),
                    None => self.unknown_name(&path, "account", &name, accounts.iter().map(|a| &*a.name)),
                }
            }
            Key::TierSet(at) => {
                body.written.push(field::STEP);
                self.note_tier_set(&path, *at, body);
                let step = self.id(&path, tree);
                body.fields.extend(step.map(|step| (field::STEP, Value::Text(step))));
            }
            Key::TierSetName => {
                let Some(name) = self.id(&path, tree) else { return };
                let sets = &self.intake.tier_sets;
                match sets.iter().position(|set| set.name == name) {
                    Some(at) => self.note_tier_set(&path, at, body),
                    None => self.unknown_name(&path, "tier set", &name, sets.iter().map(|set| &*set.name)),
                }
            }
            Key::Attribute(id, value) => {
                let value = self.value(&path, tree, value);
                body.sets.extend(value.map(|value| (*id, value)));
            }
            Key::Relation(id, kind) => {
                if let Some((party, since)) = self.relation(&path, tree, *kind) {
                    body.relates.push((*id, party, since));
                }
            }
        }
    }

    /// Notes a name that the program does not declare.
    pub(super) fn unknown_name<'c>(
        &mut self,
        path: &Path<'_>,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'c str>,
    ) {
        let help = did_you_mean(name, known).map(|meant| format!("did you mean `{meant}`?"));
        self.refuse::<()>(path, format!("there is no {what} `{}`", shown(name)), help);
    }

    fn note_account(&mut self, path: &Path<'_>, at: usize, body: &mut Body) {
        body.written.push(field::ACCOUNT);
        if let Some(first) = body.account {
            let name = &self.intake.accounts[first].name;
            let reason = format!("the event already names the account `{name}`");
            self.refuse::<()>(path, reason, Some("send one event for each account"));
            return;
        }
        body.account = Some(at);
        body.set(field::ACCOUNT, Value::text(&self.intake.accounts[at].name));
    }

    fn note_tier_set(&mut self, path: &Path<'_>, at: usize, body: &mut Body) {
        if let Some(first) = body.tier_set {
            let name = &self.intake.tier_sets[first].name;
            self.refuse::<()>(path, format!("the event already names the tier set `{name}`"), None::<&str>);
            return;
        }
        body.tier_set = Some(at);
        body.set(field::TIER_SET, Value::text(&self.intake.tier_sets[at].name));
    }

    fn note_amount<'t>(
        &mut self,
        path: &Path<'_>,
        amount: Amount<'t>,
        noted: &mut Option<Amount<'t>>,
        body: &mut Body,
    ) {
        body.written.push(field::AMOUNT);
        if noted.is_some() {
            self.refuse::<()>(path, "the event already says how much", None::<&str>);
        } else {
            *noted = Some(amount);
        }
    }

    /// Reads the amount in the decimals of the account's unit.
    fn amount_of_account(&mut self, path: &Path<'_>, amount: Option<&Amount<'_>>, body: &mut Body) {
        let Some(amount) = amount else { return };
        let amount_path = path.key(amount.key);
        let Some(account) = body.account else {
            if !body.is_written(field::ACCOUNT) {
                let help = "name the `account`, or write its name instead of `amount`";
                self.refuse::<()>(&amount_path, "it does not say of which account", Some(help));
            }
            return;
        };
        let unit = &self.intake.accounts[account].unit;
        let minor = self.amount(&amount_path, amount.tree, unit);
        body.fields.extend(minor.map(|minor| (field::AMOUNT, Value::Int(minor))));
    }

    fn tender(&mut self, path: &Path<'_>, tree: &Tree<'_>, body: &mut Body) {
        let Tree::Map(entries) = tree else {
            let reason = format!("a map is expected, not {}", tree.described());
            self.refuse::<()>(path, reason, Some("write `{\"points\": \"10.00\", \"gift_card\": \"5.00\"}`"));
            return;
        };
        for (key, value) in entries {
            let path = path.key(key);
            let id = match &**key {
                "points" => field::TENDER_POINTS,
                "gift_card" => field::TENDER_GIFT_CARD,
                _ => {
                    self.unknown_key(&path, "a tender", key, ["points", "gift_card"]);
                    continue;
                }
            };
            let paid = self.money(&path, value);
            body.fields.extend(paid.map(|paid| (id, Value::Int(paid))));
        }
    }

    /// A record, or a record with since when.
    fn relation(
        &mut self,
        path: &Path<'_>,
        tree: &Tree<'_>,
        kind: PartyKind,
    ) -> Option<(Party, Option<Instant>)> {
        let Tree::Map(entries) = tree else {
            return Some((self.party(path, tree, kind)?, None));
        };
        let (mut party, mut since) = (None, Ok(None));
        for (key, value) in entries {
            let path = path.key(key);
            match &**key {
                "is" => party = Some(self.party(&path, value, kind)),
                "since" => since = self.instant(&path, value).map(Some).ok_or(()),
                _ => {
                    self.unknown_key(&path, "a relation", key, ["is", "since"]);
                }
            }
        }
        match party {
            Some(party) => Some((party?, since.ok()?)),
            None => self.refuse(
                path,
                "the relation does not say with whom",
                Some("write `{\"is\": \"anna\", \"since\": \"2026-03-01\"}`"),
            ),
        }
    }
}
