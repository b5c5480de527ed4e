//! Which rules an event may set off, found by what their conditions ask for.
//!
//! Each rule is filed under its most telling structured condition: a value that a field must have, or a bound that it must
//! reach. The rules under one value are filed again by what else they ask for, so that a rule for one category at one
//! partner is found by both. Deciding reads each field that matters once and looks only at the rules filed under what it
//! reads. What a rule was found by holds, and is not evaluated again; of conditions on lines, the index tells at which.

use crate::candidate::{Answered, Found};
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
    by_bound: Vec<(Path, Vec<(i64, Filed)>)>,
    /// Rules that have to be looked at each time.
    always: Vec<Filed>,
}

/// A rule where the index ends.
#[derive(Clone, Copy, Debug)]
struct Filed {
    /// Its place among the rules of the index.
    place: u32,
    id: RuleId,
    /// The conditions that hold wherever it is found.
    answered: Answered,
}

/// A rule, and those of its conditions under which it is not filed yet, each with its place in the rule.
#[derive(Clone)]
struct Open {
    filed: Filed,
    conditions: Vec<(usize, ConditionId)>,
}

impl Open {
    fn new(place: usize, rule: &Rule) -> Self {
        let conditions = rule.conditions.iter().chain(&rule.lines).copied().enumerate().collect();
        Self { filed: Filed { place: place as u32, id: rule.id, answered: Answered::default() }, conditions }
    }

    /// Filed under one of its conditions, by that one's place in the rule.
    fn under(&self, answered: usize) -> Self {
        let conditions = self.conditions.iter().copied().filter(|(place, _)| *place != answered).collect();
        Self { filed: Filed { answered: self.filed.answered.with(answered), ..self.filed }, conditions }
    }
}

/// What a rule may be filed under.
#[derive(Clone, Copy)]
enum File<'p> {
    Value(&'p Path, &'p [Value]),
    Bound {
        path: &'p Path,
        low: i64,
        /// Whether reaching the bound is all that the condition asks for.
        is_all: bool,
    },
}

impl RuleIndex {
    /// The index of rules in the order of the file.
    pub(crate) fn new(program: &Program, rules: &[&Rule]) -> Self {
        let open = rules.iter().enumerate().map(|(place, rule)| Open::new(place, rule));
        Self::build(program, open.collect(), DEPTH_MAX)
    }

    fn build(program: &Program, rules: Vec<Open>, depth: usize) -> Self {
        let mut index = Self::default();
        if depth == 0 || (depth < DEPTH_MAX && rules.len() < FILED_MIN) {
            index.always = rules.into_iter().map(|rule| rule.filed).collect();
            return index;
        }
        let file = |id: ConditionId| file(&program.conditions[id.0 as usize]);
        // How many values rules ask of each field: the more, the more telling the field.
        let mut asked: FxHashMap<&Path, FxHashMap<&Value, u32>> = FxHashMap::default();
        for (_, id) in rules.iter().flat_map(|rule| &rule.conditions) {
            if let Some(File::Value(path, values)) = file(*id) {
                for value in values {
                    *asked.entry(path).or_default().entry(value).or_default() += 1;
                }
            }
        }
        let mut under: Vec<(Path, FxHashMap<Value, Vec<Open>>)> = Vec::new();
        for rule in rules {
            let files = rule.conditions.iter().filter_map(|(place, id)| Some((*place, file(*id)?)));
            let best = files.max_by_key(|(_, file)| match file {
                File::Value(path, values) => (1, asked[path].len() * 64 / values.len().max(1)),
                File::Bound { .. } => (0, 0),
            });
            match best {
                Some((place, File::Value(path, values))) => {
                    let open = rule.under(place);
                    let at = position_or_push(&mut under, path);
                    for value in values {
                        under[at].1.entry(value.clone()).or_default().push(open.clone());
                    }
                }
                Some((place, File::Bound { path, low, is_all })) => {
                    let at = position_or_push(&mut index.by_bound, path);
                    let filed = if is_all { rule.under(place).filed } else { rule.filed };
                    index.by_bound[at].1.push((low, filed));
                }
                None => index.always.push(rule.filed),
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
        found: &mut Vec<Found>,
    ) -> Result<(), DecideError> {
        self.find_at(context, None, found)
    }

    /// Adds the rules whose filed conditions hold; those on lines at this line, when one of them held there already.
    fn find_at<R: Records>(
        &self,
        context: &Context<'_, R>,
        line: Option<u16>,
        found: &mut Vec<Found>,
    ) -> Result<(), DecideError> {
        let found_at =
            |filed: &Filed| Found { place: filed.place, line, answered: filed.answered, rule: filed.id };
        found.extend(self.always.iter().map(found_at));
        for (path, rules) in &self.by_value {
            context.count_conditions(1);
            if path.subject == Subject::Line {
                // All that a rule asks of lines has to hold at the same one.
                let places = match line {
                    Some(line) => line..line + 1,
                    None => 0..context.event.lines.len() as u16,
                };
                for place in places {
                    let value = context.line_value(&path.read, usize::from(place));
                    if let Some(rules) = value.and_then(|value| rules.get(&value)) {
                        rules.find_at(context, Some(place), found)?;
                    }
                }
                continue;
            }
            let mut under = |value: &Value| match rules.get(value) {
                Some(rules) => rules.find_at(context, line, found),
                None => Ok(()),
            };
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
                found.extend(rules[..reached].iter().map(|(_, filed)| found_at(filed)));
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
        Test::Range { low: Some(bound), high }
            if !matches!(path.subject, Subject::Line | Subject::AnyLine) =>
        {
            match bound.value {
                Value::Int(low) => Some(File::Bound { path, low, is_all: bound.inclusive && high.is_none() }),
                _ => None,
            }
        }
        _ => None,
    }
}
