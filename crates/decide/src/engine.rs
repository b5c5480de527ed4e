//! A program made ready to decide: rules found by what their conditions ask for, measures and tiers by what moves them.
//!
//! A program may have a thousand rules; an event concerns a dozen. Which, the rules' [index](crate::index) knows.

use crate::candidate::Found;
use crate::context::Context;
use crate::error::DecideError;
use crate::index::RuleIndex;
use crate::records::Records;
use coterie_calendar::{Instant, Period};
use coterie_ledger::{Party, PartyKind};
use coterie_program::compiled::{ConditionId, MeasureKind, Path, Program, Read, Rule, Test, Trigger};
use coterie_program::ids::{AccountId, AttributeId, KindId, MeasureId, RelationId, RuleId, TierSetId};
use coterie_program::value::Value;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A program version, ready to decide.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The program.
    pub program: Arc<Program>,
    /// Its version.
    pub version: u32,
    /// What voucher codes are drawn from.
    pub(crate) secret: [u8; 32],
    pub(crate) household: Option<RelationId>,
    /// For each condition the first that asks the same: what holds for one holds for all of them.
    pub(crate) same: Vec<ConditionId>,
    by_kind: FxHashMap<KindId, RuleIndex>,
    pub(crate) measures_by_kind: FxHashMap<KindId, Vec<MeasureId>>,
    pub(crate) measures_by_account: FxHashMap<AccountId, Vec<MeasureId>>,
    /// Measures of calendar windows that a fact may ask for as of the period that it names.
    pub(crate) asked_by_facts: FxHashMap<MeasureId, Period>,
    pub(crate) rewards: FxHashMap<String, RuleId>,
    /// Rules that the clock sets off, by the kind of record they look at.
    pub(crate) clock_rules: Vec<(PartyKind, RuleId)>,
    pub(crate) expiring_rules: Vec<(AccountId, RuleId)>,
    pub(crate) close_rules: Vec<RuleId>,
    pub(crate) rise_rules: FxHashMap<TierSetId, Vec<RuleId>>,
    pub(crate) fall_rules: FxHashMap<TierSetId, Vec<RuleId>>,
    /// Held tier sets by the kind of record.
    pub(crate) held_sets: FxHashMap<PartyKind, Vec<TierSetId>>,
    /// The balances on which sets stand that rise at once: of which kind of record, of which account, by which measure.
    pub(crate) rise_by_balance: Vec<(PartyKind, AccountId, MeasureId)>,
    /// Since when each held set is declared, over all versions: nobody is judged for a time before.
    pub(crate) held_since: FxHashMap<TierSetId, Instant>,
    /// Since when all that facts ask for is asked for by facts, over all versions.
    pub(crate) facts_since: Instant,
    /// Up to which position measures that were new in some version were filled with the past.
    pub(crate) filled: FxHashMap<MeasureId, u64>,
    /// Later versions that were applied since: measures that this one has not count what it decides, too.
    pub(crate) later: Vec<Later>,
    /// From when the version holds: what its clock rules look at is due from then on.
    pub(crate) begins: Instant,
    terms: FxHashMap<(String, AttributeId), Value>,
    place: FxHashMap<RuleId, u32>,
}

/// What a later version counts of the decisions of an older one.
#[derive(Clone, Debug)]
pub(crate) struct Later {
    pub(crate) engine: Arc<Engine>,
    /// The measures that it brought, and the older version has not. Ascending.
    pub(crate) measures: Vec<MeasureId>,
}

impl Engine {
    /// Makes a program ready.
    pub fn new(program: Arc<Program>, version: u32) -> Self {
        let mut engine = Self {
            secret: [0; 32],
            household: program
                .schema
                .relations
                .iter()
                .find(|(_, relation)| relation.of == PartyKind::Member && relation.to == PartyKind::Household)
                .map(|(id, _)| id),
            same: first_of_same(&program),
            by_kind: FxHashMap::default(),
            measures_by_kind: FxHashMap::default(),
            measures_by_account: FxHashMap::default(),
            asked_by_facts: crate::measured::asked_by_facts(&program),
            rewards: FxHashMap::default(),
            clock_rules: Vec::new(),
            expiring_rules: Vec::new(),
            close_rules: Vec::new(),
            rise_rules: FxHashMap::default(),
            fall_rules: FxHashMap::default(),
            held_sets: FxHashMap::default(),
            rise_by_balance: Vec::new(),
            held_since: FxHashMap::default(),
            facts_since: Instant::MIN,
            filled: FxHashMap::default(),
            later: Vec::new(),
            begins: Instant::MIN,
            terms: program
                .partners
                .iter()
                .flat_map(|(id, terms)| {
                    terms.attributes.iter().map(move |(a, v)| ((id.clone(), *a), v.clone()))
                })
                .collect(),
            place: program.order.iter().enumerate().map(|(place, id)| (*id, place as u32)).collect(),
            program: Arc::clone(&program),
            version,
        };
        let mut of_kind: FxHashMap<KindId, Vec<&Rule>> = FxHashMap::default();
        for rule in program.order.iter().map(|id| &program.rules[*id]) {
            match &rule.when {
                Trigger::Events(kinds) => {
                    for kind in kinds {
                        of_kind.entry(*kind).or_default().push(rule);
                    }
                }
                Trigger::Asked => {
                    engine.rewards.insert(rule.name.clone(), rule.id);
                }
                Trigger::Clock { path, .. } => {
                    if let Some(kind) = kind_of(&program, path) {
                        engine.clock_rules.push((kind, rule.id));
                    }
                }
                Trigger::Close(_) => engine.close_rules.push(rule.id),
                Trigger::Expiring { account, .. } => engine.expiring_rules.push((*account, rule.id)),
                Trigger::Rise(set) => engine.rise_rules.entry(*set).or_default().push(rule.id),
                Trigger::Fall(set) => engine.fall_rules.entry(*set).or_default().push(rule.id),
            }
        }
        for (kind, rules) in of_kind {
            engine.by_kind.insert(kind, RuleIndex::new(&program, &rules));
        }
        for (id, measure) in program.measures.iter() {
            match &measure.what {
                MeasureKind::SumAccount { account, .. } => {
                    engine.measures_by_account.entry(*account).or_default().push(id);
                }
                MeasureKind::Balance(_) => {}
                _ => {
                    for kind in &measure.when {
                        engine.measures_by_kind.entry(*kind).or_default().push(id);
                    }
                }
            }
        }
        for (id, tiers) in program.tiers.iter() {
            if tiers.held.is_some() {
                engine.held_sets.entry(tiers.of).or_default().push(id);
            }
            if let (MeasureKind::Balance(account), true) =
                (&program.measures[tiers.by].what, tiers.held.as_ref().is_some_and(|fall| fall.rises_at_once))
            {
                engine.rise_by_balance.push((tiers.of, *account, tiers.by));
            }
        }
        engine
    }

    /// With the installation's secret, from which voucher codes are drawn.
    #[must_use]
    pub fn with_secret(mut self, secret: [u8; 32]) -> Self {
        self.secret = secret;
        self
    }

    /// Whether a clock rule looks at one of these attributes.
    pub(crate) fn looks_at(&self, sets: &[(AttributeId, Value)]) -> bool {
        let paths = self.clock_rules.iter().filter_map(|(_, id)| match &self.rule(*id)?.when {
            Trigger::Clock { path, .. } => Some(&path.read),
            _ => None,
        });
        !sets.is_empty()
            && paths.into_iter().any(|read| sets.iter().any(|(id, _)| *read == Read::Attribute(*id)))
    }

    /// From when it holds, after another version, and where its entry stands. Returns the measures that it brings, ascending.
    pub(crate) fn begin_at(&mut self, from: Instant, before: &Self, position: u64) -> Vec<MeasureId> {
        self.begins = from;
        let mut brought = Vec::new();
        for (id, _) in self.program.measures.iter() {
            match before.program.measures.get(id) {
                Some(_) => self.filled.extend(before.filled.get(&id).map(|up_to| (id, *up_to))),
                None => {
                    self.filled.insert(id, position);
                    brought.push(id);
                }
            }
        }
        brought.sort_unstable();
        // A new measure is back-filled, and so remembers all.
        let asked_already = |id: &MeasureId| {
            before.program.measures.get(*id).is_none() || before.asked_by_facts.contains_key(id)
        };
        self.facts_since =
            if self.asked_by_facts.keys().all(asked_already) { before.facts_since } else { from };
        for set in self.held_sets.values().flatten() {
            let declared = before.held_sets.values().flatten().any(|known| known == set);
            let since = if declared { before.held_since.get(set).copied() } else { Some(from) };
            self.held_since.extend(since.map(|since| (*set, since)));
        }
        brought
    }

    /// A later version was applied, to hold from some time on: what this one still decides, as a late event, moves its new
    /// measures as if it had come before, and they had been filled with it.
    pub(crate) fn followed_by(&mut self, engine: &Arc<Self>, new: &[MeasureId]) {
        let missing = |id: &MeasureId| self.program.measures.get(*id).is_none();
        let measures: Vec<MeasureId> = new.iter().copied().filter(missing).collect();
        if !measures.is_empty() {
            self.later.push(Later { engine: Arc::clone(engine), measures });
        }
    }

    /// A term of a partner in the file that is no attribute on its record.
    pub(crate) fn term(&self, party: &Party, attribute: AttributeId) -> Option<&Value> {
        if party.kind() != PartyKind::Partner || self.terms.is_empty() {
            return None;
        }
        self.terms.get(&(party.id().to_owned(), attribute))
    }

    /// A rule of this version.
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.program.rules.get(id)
    }

    /// A reward by its name.
    pub fn reward(&self, name: &str) -> Option<&Rule> {
        self.rewards.get(name).and_then(|id| self.rule(*id))
    }

    /// A rule's place in the file.
    pub(crate) fn place(&self, id: RuleId) -> u32 {
        self.place.get(&id).copied().unwrap_or(u32::MAX)
    }

    /// The rules that an event of this kind may set off, in the order of the file, as [`Candidate::of`] reads them. Some of
    /// their conditions may not hold; no rule whose conditions all hold is left out.
    ///
    /// [`Candidate::of`]: crate::candidate::Candidate::of
    pub(crate) fn candidates<R: Records>(&self, context: &Context<'_, R>) -> Result<Vec<Found>, DecideError> {
        let Some(index) = self.by_kind.get(&context.event.kind) else { return Ok(Vec::new()) };
        let mut found = Vec::with_capacity(16);
        index.find(context, &mut found)?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

/// For each condition the first that asks the same.
fn first_of_same(program: &Program) -> Vec<ConditionId> {
    let mut first: FxHashMap<(&Path, &Test), ConditionId> = FxHashMap::default();
    let conditions = program.conditions.iter().enumerate().map(|(place, condition)| {
        *first.entry((&condition.path, &condition.test)).or_insert(ConditionId(place as u32))
    });
    conditions.collect()
}

/// The kind of record whose attribute a path reads.
fn kind_of(program: &Program, path: &Path) -> Option<PartyKind> {
    match path.read {
        Read::Attribute(id) => program.schema.attributes.get(id).map(|attribute| attribute.of),
        _ => None,
    }
}
