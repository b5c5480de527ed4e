//! Whether structured conditions and CEL hold.

use crate::context::{Context, Scope};
use crate::error::DecideError;
use crate::records::Records;
use coterie_calendar::Instant;
use coterie_cel::{SlotId, Slots};
use coterie_program::compiled::{Anniversary, Bound, Condition, ConditionId, Path, Rule, Subject, Test};
use coterie_program::value::Value;
use rust_decimal::Decimal;

impl<R: Records> Context<'_, R> {
    /// Whether a condition holds in a scope.
    pub(crate) fn holds(&self, id: ConditionId, scope: Scope<'_>) -> Result<bool, DecideError> {
        let id = self.engine.same[id.0 as usize];
        let condition = &self.program().conditions[id.0 as usize];
        let shared = is_shared(&condition.path) && compared_with(&condition.test).is_none_or(is_shared);
        if shared && let Some((_, known)) = self.known.borrow().iter().find(|(known, _)| *known == id) {
            return Ok(*known);
        }
        let holds = self.evaluate(condition, scope)?;
        if shared {
            self.known.borrow_mut().push((id, holds));
        }
        Ok(holds)
    }

    fn evaluate(&self, condition: &Condition, scope: Scope<'_>) -> Result<bool, DecideError> {
        self.count_conditions(1);
        let value = self.value(&condition.path, scope)?;
        self.passes(&condition.test, value.as_ref(), scope)
    }

    /// Whether a value passes a test.
    pub(crate) fn passes(
        &self,
        test: &Test,
        value: Option<&Value>,
        scope: Scope<'_>,
    ) -> Result<bool, DecideError> {
        if let Test::Not(inner) = test {
            return Ok(!self.passes(inner, value, scope)?);
        }
        let Some(value) = value else { return Ok(false) };
        if let (Value::List(values), false) = (value, matches!(test, Test::Known)) {
            for value in values {
                if self.passes(test, Some(value), scope)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        Ok(match test {
            Test::In(values) => values.binary_search(value).is_ok(),
            Test::Range { low, high } => {
                low.as_ref().is_none_or(|bound| above(value, bound))
                    && high.as_ref().is_none_or(|bound| below(value, bound))
            }
            Test::Within(span) => match value {
                Value::Time(time) => {
                    let from = self.program().zone.sub(self.event.at, *span).unwrap_or(Instant::MIN);
                    from < *time && *time <= self.event.at
                }
                _ => false,
            },
            Test::Known => !matches!(value, Value::List(values) if values.is_empty()),
            Test::Anniversary(which) => match value {
                Value::Date(date) => self.is_anniversary(*date, *which),
                _ => false,
            },
            Test::Between { from, until } => match value {
                Value::Int(minute) => {
                    let (from, until) = (i64::from(*from), i64::from(*until));
                    if from < until {
                        (from..until).contains(minute)
                    } else {
                        *minute >= from || *minute < until
                    }
                }
                _ => false,
            },
            Test::SameAs(path) => self.value(path, scope)?.as_ref() == Some(value),
            Test::Not(_) => unreachable!("negations are handled before"),
        })
    }

    /// The 29 of February counts on the 28th in common years.
    fn is_anniversary(&self, date: coterie_calendar::Date, which: Anniversary) -> bool {
        let now = self.local();
        match which {
            Anniversary::ThisMonth => date.month() == now.month,
            Anniversary::Today => {
                let leap_day = date.month() == 2 && date.day() == 29;
                let has_leap_day = coterie_calendar::Date::new(now.year, 2, 29).is_ok();
                let day = if leap_day && !has_leap_day { 28 } else { date.day() };
                (date.month(), day) == (now.month, now.day)
            }
        }
    }

    /// Whether a rule's CEL holds.
    pub(crate) fn also_holds(&self, rule: &Rule, scope: Scope<'_>) -> Result<bool, DecideError> {
        self.also_holds_on(rule, |path| self.value(path, scope))
    }

    /// Whether a rule's CEL holds on what its paths are said to read.
    pub(crate) fn also_holds_on(
        &self,
        rule: &Rule,
        read: impl Fn(&Path) -> Result<Option<Value>, DecideError>,
    ) -> Result<bool, DecideError> {
        let Some((expression, paths)) = &rule.also else { return Ok(true) };
        self.count_conditions(1);
        let values = paths
            .iter()
            .map(|path| Ok(read(path)?.map_or(CelValue::Absent, CelValue::of)))
            .collect::<Result<Vec<CelValue>, DecideError>>()?;
        Ok(expression.eval(&CelSlots(&values)).holds)
    }
}

/// Whether a path reads the same for every beneficiary and line.
fn is_shared(path: &Path) -> bool {
    matches!(path.subject, Subject::Event | Subject::AnyLine | Subject::Record(..))
}

/// The path that a test compares with, if it does.
fn compared_with(test: &Test) -> Option<&Path> {
    match test {
        Test::SameAs(path) => Some(path),
        Test::Not(inner) => compared_with(inner),
        _ => None,
    }
}

fn above(value: &Value, bound: &Bound) -> bool {
    compare(value, &bound.value).is_some_and(|order| order.is_gt() || (bound.inclusive && order.is_eq()))
}

fn below(value: &Value, bound: &Bound) -> bool {
    compare(value, &bound.value).is_some_and(|order| order.is_lt() || (bound.inclusive && order.is_eq()))
}

fn compare(value: &Value, bound: &Value) -> Option<std::cmp::Ordering> {
    Some(match (value, bound) {
        (Value::Int(one), Value::Int(other)) => one.cmp(other),
        (Value::Date(one), Value::Date(other)) => one.cmp(other),
        (Value::Time(one), Value::Time(other)) => one.cmp(other),
        (one, other) => {
            let (one, other): (Decimal, Decimal) = (one.as_decimal()?, other.as_decimal()?);
            one.cmp(&other)
        }
    })
}

/// A value as CEL sees it, owned for the time of an evaluation.
enum CelValue {
    Absent,
    Bool(bool),
    Int(i64),
    Text(String),
    Ints(Vec<i64>),
    Texts(Vec<String>),
}

impl CelValue {
    fn of(value: Value) -> Self {
        match value {
            Value::Int(number) => Self::Int(number),
            Value::YesNo(yes) => Self::Bool(yes),
            Value::Text(text) => Self::Text(text.into()),
            Value::Time(time) => Self::Int(time.millis()),
            Value::Date(date) => Self::Text(date.to_string()),
            Value::Party(party) => Self::Text(party.id().to_owned()),
            Value::Decimal(_) | Value::Sealed(_) => Self::Absent,
            Value::List(values) => {
                if values.iter().all(|value| matches!(value, Value::Int(_))) && !values.is_empty() {
                    Self::Ints(
                        values
                            .iter()
                            .filter_map(|v| if let Value::Int(n) = v { Some(*n) } else { None })
                            .collect(),
                    )
                } else {
                    Self::Texts(
                        values
                            .into_iter()
                            .filter_map(|value| match Self::of(value) {
                                Self::Text(text) => Some(text),
                                _ => None,
                            })
                            .collect(),
                    )
                }
            }
        }
    }
}

struct CelSlots<'a>(&'a [CelValue]);

impl Slots for CelSlots<'_> {
    fn slot(&self, slot: SlotId) -> coterie_cel::Value<'_> {
        match self.0.get(slot.0 as usize) {
            None | Some(CelValue::Absent) => coterie_cel::Value::Absent,
            Some(CelValue::Bool(yes)) => coterie_cel::Value::Bool(*yes),
            Some(CelValue::Int(number)) => coterie_cel::Value::Int(*number),
            Some(CelValue::Text(text)) => coterie_cel::Value::Text(text),
            Some(CelValue::Ints(numbers)) => coterie_cel::Value::List(numbers),
            Some(CelValue::Texts(texts)) => coterie_cel::Value::List(texts),
        }
    }
}
