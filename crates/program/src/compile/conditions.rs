//! Conditions: each path's type decides what may be asked of it.

use super::Compiler;
use super::scope::Scope;
use super::types::described;
use crate::compiled::{self, Bound, Condition, ConditionId, Path, Read, Test};
use crate::diagnostic::Diagnostic;
use crate::file::At;
use crate::file::conditions::{Anniversary, Conditions, Is, Range, TimesOfDay};
use crate::file::scalars::Scalar;
use crate::value::{Type, Value};
use crate::yaml::Span as Place;

impl Compiler<'_> {
    /// The numbers of the conditions, each once.
    pub(crate) fn conditions(&mut self, conditions: Option<&Conditions>, scope: &Scope) -> Vec<ConditionId> {
        let mut ids = Vec::new();
        for (text, is) in conditions.iter().flat_map(|conditions| &conditions.0) {
            let Some(path) = self.path(text, scope) else { continue };
            let Some(test) = self.test(&path, is, scope) else { continue };
            let id = self.number_condition(Condition { path, test });
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    fn test(&self, path: &Path, is: &At<Is>, scope: &Scope) -> Option<Test> {
        match &is.value {
            Is::AnyOf(values) => self.any_of(path, values, is.place),
            Is::Known => Some(Test::Known),
            Is::Range(range) => self.range(path, range),
            Is::Within(length) => match path.value {
                Type::Time => Some(Test::Within(length.0)),
                _ => {
                    self.does_not_fit("within", path, is.place, "an instant, such as `member.inviter.since`")
                }
            },
            Is::Not(inner) => self.test(path, inner, scope).map(|test| Test::Not(Box::new(test))),
            Is::Has(values) => match path.value {
                Type::List(_) => self.any_of(path, values, is.place),
                _ => self.does_not_fit("has", path, is.place, "a list, such as `purchase.codes`"),
            },
            Is::Anniversary(anniversary) => match path.value {
                Type::Date => Some(Test::Anniversary(match anniversary {
                    Anniversary::Today => compiled::Anniversary::Today,
                    Anniversary::ThisMonth => compiled::Anniversary::ThisMonth,
                })),
                _ => self.does_not_fit("anniversary", path, is.place, "a date"),
            },
            Is::Between(times) => match path.value {
                Type::TimeOfDay => self.between(times),
                _ => self.does_not_fit(
                    "from … until",
                    path,
                    is.place,
                    "a time of day, such as `purchase.time`",
                ),
            },
            Is::SameAs(other) => self.same_as(path, other, scope),
        }
    }

    fn does_not_fit(&self, asked: &str, path: &Path, place: Place, needed: &str) -> Option<Test> {
        let message =
            format!("`{asked}` cannot be asked of `{}`, which is {}", path.text, described(&path.value));
        self.error_with_help("wrong-type", place, message, format!("it is asked of {needed}"));
        None
    }

    fn any_of(&self, path: &Path, spelled: &[At<Scalar>], place: Place) -> Option<Test> {
        if let (Read::Itself, Type::Party(coterie_ledger::PartyKind::Coalition)) = (&path.read, &path.value) {
            return self.does_not_fit("a value", path, place, "a path that differs from event to event");
        }
        let (decimals, unit) = (self.decimals_of(path), self.unit_of(path));
        let mut values: Vec<Value> = Vec::with_capacity(spelled.len());
        let mut complete = true;
        for one in spelled {
            match self.value(one, &path.value, decimals, &unit) {
                Some(value) if values.contains(&value) && values.len() < REPEATS_CHECKED_MAX => {
                    let message = format!("`{}` is in the list twice", one.text);
                    self.reader.report(Diagnostic::warning("repeated-value", one.place, message));
                }
                Some(value) => values.push(value),
                None => complete = false,
            }
        }
        values.sort_unstable();
        values.dedup();
        complete.then_some(Test::In(values))
    }

    fn range(&self, path: &Path, range: &Range) -> Option<Test> {
        if let Read::Tier(set) = path.read {
            return self.tier_range(set, range);
        }
        let ordered = matches!(
            path.value,
            Type::Integer | Type::Decimal | Type::Money | Type::Date | Type::Time | Type::TimeOfDay
        );
        if !ordered {
            return self.does_not_fit("a range", path, range.place, "numbers, money, dates and times");
        }
        let (decimals, unit) = (self.decimals_of(path), self.unit_of(path));
        let bound = |spelled: &Option<At<Scalar>>, inclusive| {
            let spelled = spelled.as_ref()?;
            Some(self.value(spelled, &path.value, decimals, &unit).map(|value| Bound { value, inclusive }))
        };
        let one_of =
            |inclusive: Option<Option<Bound>>, exclusive: Option<Option<Bound>>| match (inclusive, exclusive)
            {
                (Some(_), Some(_)) => {
                    self.error(
                        "fields-exclude-each-other",
                        range.place,
                        "a range has one lower and one upper bound",
                    );
                    None
                }
                (Some(bound), None) | (None, Some(bound)) => bound.map(Some),
                (None, None) => Some(None),
            };
        let low = one_of(bound(&range.at_least, true), bound(&range.above, false));
        let high = one_of(bound(&range.at_most, true), bound(&range.below, false));
        let (low, high) = (low?, high?);
        if let (Some(low), Some(high)) = (&low, &high)
            && (low.value > high.value || (low.value == high.value && !(low.inclusive && high.inclusive)))
        {
            self.error("empty-range", range.place, "no value lies in this range");
            return None;
        }
        Some(Test::Range { low, high })
    }

    /// Steps are in an order, so that `{at_least: silver}` is silver and everything above.
    fn tier_range(&self, set: crate::ids::TierSetId, range: &Range) -> Option<Test> {
        let steps = &self.program.tiers[set].steps;
        let place_of = |spelled: &Option<At<Scalar>>| {
            let spelled = spelled.as_ref()?;
            let found = steps.iter().position(|step| step.name == spelled.text);
            if found.is_none() {
                let known: Vec<&str> = steps.iter().map(|step| step.name.as_str()).collect();
                self.reader.unknown_word(spelled.place, &spelled.text, "a step of this tier set", &known);
            }
            Some(found)
        };
        let (at_least, above) = (place_of(&range.at_least), place_of(&range.above));
        let (at_most, below) = (place_of(&range.at_most), place_of(&range.below));
        if [at_least, above, at_most, below].contains(&Some(None)) {
            return None;
        }
        let holds = |place: usize| {
            at_least.flatten().is_none_or(|bound| place >= bound)
                && above.flatten().is_none_or(|bound| place > bound)
                && at_most.flatten().is_none_or(|bound| place <= bound)
                && below.flatten().is_none_or(|bound| place < bound)
        };
        let mut values: Vec<Value> = steps
            .iter()
            .enumerate()
            .filter(|(place, _)| holds(*place))
            .map(|(_, step)| Value::text(&step.name))
            .collect();
        if values.is_empty() {
            self.error("empty-range", range.place, "no step lies in this range");
            return None;
        }
        values.sort_unstable();
        Some(Test::In(values))
    }

    fn between(&self, times: &TimesOfDay) -> Option<Test> {
        let minutes = |time: coterie_calendar::TimeOfDay| (time.seconds() / 60) as u16;
        let (from, until) = (minutes(times.from.0), minutes(times.until.0));
        if from == until {
            self.error("empty-range", times.place, "`from` and `until` are the same time");
            return None;
        }
        Some(Test::Between { from, until })
    }

    fn same_as(&self, path: &Path, other: &At<String>, scope: &Scope) -> Option<Test> {
        let other_path = self.path(other, scope)?;
        let comparable = match (&path.value, &other_path.value) {
            (Type::OneOf(_) | Type::Text, Type::OneOf(_) | Type::Text) => true,
            (one, two) => one == two && self.decimals_of(path) == self.decimals_of(&other_path),
        };
        if !comparable {
            let message = format!(
                "`{}` is {}, `{}` is {}: they are never the same",
                path.text,
                described(&path.value),
                other_path.text,
                described(&other_path.value)
            );
            self.error("wrong-type", other.place, message);
            return None;
        }
        Some(Test::SameAs(other_path))
    }
}

/// Up to how many values a list is searched for repeated ones: longer lists come from a machine, and the search is
/// quadratic.
const REPEATS_CHECKED_MAX: usize = 200;
