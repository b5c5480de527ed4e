//! A program made ready to decide: rules found by what their conditions ask for, measures and tiers by what moves them.
//!
//! A program may have a thousand rules; an event concerns a dozen. Each rule is filed under one of its structured
//! conditions, the most telling one: a value that a field must have, or a bound that it must reach. Deciding reads each
//! such field once and looks only at the rules filed under what it reads.

use crate::context::{Context, Scope};
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::{Party, PartyKind};
use coterie_program::compiled::{
    Condition, ConditionId, MeasureKind, Path, Program, Read, Rule, Subject, Test, Trigger,
};
use coterie_program::ids::{AccountId, AttributeId, KindId, MeasureId, RelationId, RuleId, TierSetId};
use coterie_program::value::Value;
use rust_decimal::prelude::ToPrimitive;
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
    by_kind: FxHashMap<KindId, KindIndex>,
    pub(crate) measures_by_kind: FxHashMap<KindId, Vec<MeasureId>>,
    pub(crate) measures_by_account: FxHashMap<AccountId, Vec<MeasureId>>,
    pub(crate) rewards: FxHashMap<String, RuleId>,
    /// Rules that the clock sets off, by the kind of record they look at.
    pub(crate) clock_rules: Vec<(PartyKind, RuleId)>,
    pub(crate) expiring_rules: Vec<(AccountId, RuleId)>,
    pub(crate) close_rules: Vec<RuleId>,
    pub(crate) rise_rules: FxHashMap<TierSetId, Vec<RuleId>>,
    pub(crate) fall_rules: FxHashMap<TierSetId, Vec<RuleId>>,
    /// Held tier sets by the kind of record.
    pub(crate) held_sets: FxHashMap<PartyKind, Vec<TierSetId>>,
    terms: FxHashMap<(String, AttributeId), Value>,
    place: FxHashMap<RuleId, u32>,
}

/// The rules of one kind of event.
#[derive(Clone, Debug, Default)]
struct KindIndex {
    /// Fields, and the rules that ask for each value.
    by_value: Vec<(Path, FxHashMap<Value, Vec<RuleId>>)>,
    /// Fields, and the rules by the lower bound that they ask for, ascending.
    by_bound: Vec<(Path, Vec<(i64, RuleId)>)>,
    /// Rules that have to be looked at each time.
    always: Vec<RuleId>,
}

/// What a rule may be filed under.
enum File<'p> {
    Value(&'p Path, &'p [Value]),
    Bound(&'p Path, i64),
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
            by_kind: FxHashMap::default(),
            measures_by_kind: FxHashMap::default(),
            measures_by_account: FxHashMap::default(),
            rewards: FxHashMap::default(),
            clock_rules: Vec::new(),
            expiring_rules: Vec::new(),
            close_rules: Vec::new(),
            rise_rules: FxHashMap::default(),
            fall_rules: FxHashMap::default(),
            held_sets: FxHashMap::default(),
            terms: program
                .partners
                .iter()
                .flat_map(|(id, terms)| terms.attributes.iter().map(move |(a, v)| ((id.clone(), *a), v.clone())))
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
            engine.by_kind.insert(kind, KindIndex::new(&program, &rules));
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
        }
        engine
    }

    /// With the installation's secret, from which voucher codes are drawn.
    #[must_use]
    pub fn with_secret(mut self, secret: [u8; 32]) -> Self {
        self.secret = secret;
        self
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

    /// The rules that an event of this kind may set off, in the order of the file. Some of their conditions may not hold;
    /// no rule whose conditions all hold is left out.
    pub(crate) fn candidates<R: Records>(&self, context: &Context<'_, R>) -> Result<Vec<RuleId>, DecideError> {
        let Some(index) = self.by_kind.get(&context.event.kind) else { return Ok(Vec::new()) };
        let mut found = index.always.clone();
        for (path, rules) in &index.by_value {
            context.count_conditions(1);
            let mut file = |value: &Value| {
                if let Some(rules) = rules.get(value) {
                    found.extend_from_slice(rules);
                }
            };
            if path.subject == Subject::Line {
                for place in 0..context.event.lines.len() {
                    if let Some(value) = context.line_value(&path.read, place) {
                        file(&value);
                    }
                }
                continue;
            }
            match context.value(path, Scope::EVENT)? {
                Some(Value::List(values)) => values.iter().for_each(file),
                Some(value) => file(&value),
                None => {}
            }
        }
        for (path, rules) in &index.by_bound {
            context.count_conditions(1);
            if let Some(value) = context.value(path, Scope::EVENT)?.as_ref().and_then(reaches) {
                let reached = rules.partition_point(|(bound, _)| *bound <= value);
                found.extend(rules[..reached].iter().map(|(_, rule)| *rule));
            }
        }
        found.sort_unstable_by_key(|id| self.place(*id));
        found.dedup();
        Ok(found)
    }
}

/// The kind of record whose attribute a path reads.
fn kind_of(program: &Program, path: &Path) -> Option<PartyKind> {
    match path.read {
        Read::Attribute(id) => program.schema.attributes.get(id).map(|attribute| attribute.of),
        _ => None,
    }
}

impl KindIndex {
    fn new(program: &Program, rules: &[&Rule]) -> Self {
        let conditions = |rule: &Rule| -> Vec<ConditionId> { rule.conditions.iter().chain(&rule.lines).copied().collect() };
        // How many values rules ask of each field: the more, the more telling the field.
        let mut asked: FxHashMap<&Path, FxHashMap<&Value, u32>> = FxHashMap::default();
        for rule in rules {
            for id in conditions(rule) {
                if let Some(File::Value(path, values)) = file(&program.conditions[id.0 as usize]) {
                    for value in values {
                        *asked.entry(path).or_default().entry(value).or_default() += 1;
                    }
                }
            }
        }
        let mut index = Self::default();
        for rule in rules {
            let best = conditions(rule)
                .into_iter()
                .filter_map(|id| file(&program.conditions[id.0 as usize]))
                .max_by_key(|file| match file {
                    File::Value(path, values) => (1, asked[path].len() * 64 / values.len().max(1)),
                    File::Bound(..) => (0, 0),
                });
            match best {
                Some(File::Value(path, values)) => {
                    let at = position_or_push(&mut index.by_value, path);
                    for value in values {
                        index.by_value[at].1.entry(value.clone()).or_default().push(rule.id);
                    }
                }
                Some(File::Bound(path, bound)) => {
                    let at = position_or_push(&mut index.by_bound, path);
                    index.by_bound[at].1.push((bound, rule.id));
                }
                None => index.always.push(rule.id),
            }
        }
        for (_, rules) in &mut index.by_bound {
            rules.sort_unstable_by_key(|(bound, _)| *bound);
        }
        index
    }
}

/// The greatest whole bound that a value reaches; of a list, that its greatest value reaches.
fn reaches(value: &Value) -> Option<i64> {
    match value {
        Value::Int(number) => Some(*number),
        Value::List(values) => values.iter().filter_map(reaches).max(),
        other => other.as_decimal()?.floor().to_i64(),
    }
}

fn position_or_push<T: Default>(list: &mut Vec<(Path, T)>, path: &Path) -> usize {
    list.iter().position(|(known, _)| known == path).unwrap_or_else(|| {
        list.push((path.clone(), T::default()));
        list.len() - 1
    })
}

/// What a condition lets a rule be filed under: values or a bound of something that does not depend on the beneficiary.
fn file(condition: &Condition) -> Option<File<'_>> {
    let path = &condition.path;
    let readable = matches!(path.subject, Subject::Event | Subject::AnyLine | Subject::Line | Subject::Record(..));
    if !readable {
        return None;
    }
    match &condition.test {
        Test::In(values) => Some(File::Value(path, values)),
        Test::Range { low: Some(low), .. } if !matches!(path.subject, Subject::Line | Subject::AnyLine) => {
            match low.value {
                Value::Int(bound) => Some(File::Bound(path, bound)),
                _ => None,
            }
        }
        _ => None,
    }
}
