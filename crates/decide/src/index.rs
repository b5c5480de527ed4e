//! Which rules an event may set off, found by what their conditions ask for.
//!
//! Each rule is filed under its most telling structured condition: a value that a field must have, or a bound that it must
//! reach. The rules under one value are filed again by what else they ask for, so that a rule for one category at one
//! partner is found by both. Deciding reads each field that matters once and looks only at the rules filed under what it
//! reads.

use crate::context::{Context, Scope};
use crate::error::DecideError;
use crate::records::Records;
use coterie_program::compiled::{Condition, ConditionId, Path, Program, Rule, Subject, Test};
use coterie_program::ids::RuleId;
use coterie_program::value::Value;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;

/// How many conditions of a rule the index asks at most: beyond three, what is left to look at is a handful.
const DEPTH_MAX: usize = 3;

/// Fewer rules than this are looked at one by one: a further look-up would cost as much.
const FILED_MIN: usize = 3;

/// Rules by what they ask for.
#[derive(Clone, Debug, Default)]
pub(crate) struct RuleIndex {
    /// Fields, and the rules that ask for each value.
    by_value: Vec<(Path, FxHashMap<Value, RuleIndex>)>,
    /// Fields, and the rules by the lower bound that they ask for, ascending.
    by_bound: Vec<(Path, Vec<(i64, RuleId)>)>,
    /// Rules that have to be looked at each time.
    always: Vec<RuleId>,
}

/// A rule, and those of its conditions under which it is not filed yet.
#[derive(Clone)]
struct Open {
    id: RuleId,
    conditions: Vec<ConditionId>,
}

/// What a rule may be filed under.
#[derive(Clone, Copy)]
enum File<'p> {
    Value(&'p Path, &'p [Value]),
    Bound(&'p Path, i64),
}

impl RuleIndex {
    pub(crate) fn new(program: &Program, rules: &[&Rule]) -> Self {
        let open = rules.iter().map(|rule| Open {
            id: rule.id,
            conditions: rule.conditions.iter().chain(&rule.lines).copied().collect(),
        });
        Self::build(program, open.collect(), DEPTH_MAX)
    }

    fn build(program: &Program, rules: Vec<Open>, depth: usize) -> Self {
        let mut index = Self::default();
        if depth == 0 || (depth < DEPTH_MAX && rules.len() < FILED_MIN) {
            index.always = rules.into_iter().map(|rule| rule.id).collect();
            return index;
        }
        let file = |id: ConditionId| file(&program.conditions[id.0 as usize]);
        // How many values rules ask of each field: the more, the more telling the field.
        let mut asked: FxHashMap<&Path, FxHashMap<&Value, u32>> = FxHashMap::default();
        for id in rules.iter().flat_map(|rule| &rule.conditions) {
            if let Some(File::Value(path, values)) = file(*id) {
                for value in values {
                    *asked.entry(path).or_default().entry(value).or_default() += 1;
                }
            }
        }
        let mut under: Vec<(Path, FxHashMap<Value, Vec<Open>>)> = Vec::new();
        for rule in rules {
            let files = rule.conditions.iter().filter_map(|id| Some((*id, file(*id)?)));
            let best = files.max_by_key(|(_, file)| match file {
                File::Value(path, values) => (1, asked[path].len() * 64 / values.len().max(1)),
                File::Bound(..) => (0, 0),
            });
            match best {
                Some((best, File::Value(path, values))) => {
                    let conditions = rule.conditions.iter().copied().filter(|id| *id != best).collect();
                    let open = Open { id: rule.id, conditions };
                    let at = position_or_push(&mut under, path);
                    for value in values {
                        under[at].1.entry(value.clone()).or_default().push(open.clone());
                    }
                }
                Some((_, File::Bound(path, bound))) => {
                    let at = position_or_push(&mut index.by_bound, path);
                    index.by_bound[at].1.push((bound, rule.id));
                }
                None => index.always.push(rule.id),
            }
        }
        for (_, rules) in &mut index.by_bound {
            rules.sort_unstable_by_key(|(bound, _)| *bound);
        }
        for (path, values) in under {
            let values =
                values.into_iter().map(|(value, rules)| (value, Self::build(program, rules, depth - 1)));
            index.by_value.push((path, values.collect()));
        }
        index
    }

    /// Adds the rules whose filed conditions hold, in no order, some perhaps twice.
    pub(crate) fn find<R: Records>(
        &self,
        context: &Context<'_, R>,
        found: &mut Vec<RuleId>,
    ) -> Result<(), DecideError> {
        found.extend_from_slice(&self.always);
        for (path, rules) in &self.by_value {
            context.count_conditions(1);
            let mut under = |value: &Value| match rules.get(value) {
                Some(rules) => rules.find(context, found),
                None => Ok(()),
            };
            if path.subject == Subject::Line {
                for place in 0..context.event.lines.len() {
                    if let Some(value) = context.line_value(&path.read, place) {
                        under(&value)?;
                    }
                }
                continue;
            }
            match context.value(path, Scope::EVENT)? {
                Some(Value::List(values)) => values.iter().try_for_each(under)?,
                Some(value) => under(&value)?,
                None => {}
            }
        }
        for (path, rules) in &self.by_bound {
            context.count_conditions(1);
            if let Some(value) = context.value(path, Scope::EVENT)?.as_ref().and_then(reaches) {
                let reached = rules.partition_point(|(bound, _)| *bound <= value);
                found.extend(rules[..reached].iter().map(|(_, rule)| *rule));
            }
        }
        Ok(())
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
    let readable =
        matches!(path.subject, Subject::Event | Subject::AnyLine | Subject::Line | Subject::Record(..));
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
