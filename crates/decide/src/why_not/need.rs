//! What would satisfy a condition: the nearest value, or that only time can.

use crate::context::{Context, Scope};
use crate::error::DecideError;
use crate::records::Records;
use coterie_calendar::{Date, Instant};
use coterie_ledger::{Party, PartyKind, Rate};
use coterie_program::compiled::{Bound, Condition, Path, Program, Read, Test};
use coterie_program::value::{Type, Value};
use rust_decimal::Decimal;

/// What would satisfy a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// The path must read as this value, or a better one; of a list, one of its values must, or, where the condition
    /// excludes something, all.
    Value(Value),
    /// There must be a value, any.
    Any,
    /// There must be no value.
    None,
    /// Only time, or another time of the event, satisfies it.
    Time,
    /// The path must read as another path does, and both must be known.
    SameAs(String),
}

/// What would satisfy a condition of an event.
pub(super) fn need<R: Records>(
    context: &Context<'_, R>,
    condition: &Condition,
    actual: Option<&Value>,
    scope: Scope<'_>,
) -> Result<Need, DecideError> {
    let path = &condition.path;
    if is_of_time(path) {
        return Ok(Need::Time);
    }
    let seeker = Seeker { context, path, actual, scope };
    seeker.satisfying(&condition.test)
}

fn is_of_time(path: &Path) -> bool {
    matches!(path.read, Read::At | Read::Weekday | Read::TimeOfDay | Read::Date | Read::Month | Read::Day)
}

struct Seeker<'s, 'p, R> {
    context: &'s Context<'p, R>,
    path: &'s Path,
    actual: Option<&'s Value>,
    scope: Scope<'s>,
}

impl<R: Records> Seeker<'_, '_, R> {
    fn satisfying(&self, test: &Test) -> Result<Need, DecideError> {
        Ok(match test {
            Test::In(values) => self.nearest(values).map_or(Need::Time, Need::Value),
            Test::Range { low: Some(low), high } => beyond(low, high.as_ref()),
            Test::Range { low: None, high: Some(high) } => below(high),
            Test::Range { low: None, high: None } | Test::Known => Need::Any,
            Test::Within(_) => Need::Value(Value::Time(self.context.event.at)),
            // Nobody has another birthday; one that nobody knows may be told.
            Test::Anniversary(_) if self.actual.is_none() => {
                Need::Value(Value::Date(self.context.local().date()))
            }
            Test::Anniversary(_) | Test::Between { .. } => Need::Time,
            Test::SameAs(other) => Need::SameAs(other.text.clone()),
            Test::Not(inner) => self.not_satisfying(inner)?,
        })
    }

    /// Of a tier's steps the lowest; else the first value.
    fn nearest(&self, values: &[Value]) -> Option<Value> {
        if let Read::Tier(set) = self.path.read
            && let Some(tiers) = self.context.program().tiers.get(set)
        {
            let names = tiers.steps.iter().map(|step| Value::text(&step.name));
            return names.into_iter().find(|step| values.contains(step));
        }
        values.first().cloned()
    }

    fn not_satisfying(&self, inner: &Test) -> Result<Need, DecideError> {
        Ok(match inner {
            Test::In(values) => self.other_than(values),
            Test::Known => Need::None,
            Test::Not(test) => self.satisfying(test)?,
            Test::Range { low: Some(low), .. } => {
                below(&Bound { value: low.value.clone(), inclusive: !low.inclusive })
            }
            Test::Range { low: None, high: Some(high) } => {
                beyond(&Bound { value: high.value.clone(), inclusive: !high.inclusive }, None)
            }
            Test::SameAs(other) => match self.context.value(other, self.scope)? {
                Some(Value::List(values)) => self.other_than(&values),
                Some(value) => self.other_than(&[value]),
                None => Need::None,
            },
            // It comes right with time: what happened once is some day long ago.
            Test::Within(_) | Test::Anniversary(_) | Test::Between { .. } => Need::Time,
            Test::Range { low: None, high: None } => Need::None,
        })
    }

    /// A value of the path's type that is none of these; none at all when there is no such value.
    fn other_than(&self, values: &[Value]) -> Need {
        let program = self.context.program();
        let element = match &self.path.value {
            Type::List(element) => element,
            other => other,
        };
        let free = |value: &Value| !values.contains(value);
        let found = match element {
            Type::OneOf(words) => words.iter().map(|word| Value::Text(word.clone())).find(free),
            Type::YesNo => [false, true].map(Value::YesNo).into_iter().find(free),
            Type::Integer | Type::Money | Type::TimeOfDay => {
                let numbers =
                    values.iter().filter_map(|v| if let Value::Int(n) = v { Some(*n) } else { None });
                numbers.max().unwrap_or(0).checked_add(1).map(Value::Int)
            }
            Type::Decimal => {
                let greatest = values.iter().filter_map(Value::as_decimal).max().unwrap_or(Decimal::ZERO);
                greatest.checked_add(Decimal::ONE).and_then(rate)
            }
            Type::Date => {
                let last = values
                    .iter()
                    .filter_map(|v| if let Value::Date(date) = v { Some(*date) } else { None })
                    .max();
                last.and_then(|last| Date::from_days(last.days() + 1)).map(Value::Date)
            }
            Type::Time => {
                let last = values
                    .iter()
                    .filter_map(|v| if let Value::Time(time) = v { Some(*time) } else { None })
                    .max();
                last.and_then(|last| Instant::from_millis(last.millis() + 1).ok()).map(Value::Time)
            }
            Type::Location => program.locations.keys().map(Value::text).find(free),
            Type::Party(kind) => parties(program, *kind).map(Value::Party).find(free),
            Type::Code => (0_u32..).map(|n| Value::text(format!("0THER{n}"))).find(free),
            Type::Text | Type::List(_) => {
                let numbered = (2_u32..).map(|n| Value::text(format!("other {n}")));
                std::iter::once(Value::text("other")).chain(numbered).find(free)
            }
        };
        found.map_or(Need::None, Need::Value)
    }
}

/// Records of a kind: partners of the file first, then any.
fn parties(program: &Program, kind: PartyKind) -> impl Iterator<Item = Party> + '_ {
    let partners = (kind == PartyKind::Partner).then(|| program.partners.keys().map(String::as_str));
    let others = (1_u32..=u32::from(u16::MAX)).map(|n| format!("other-{n}"));
    let known = partners.into_iter().flatten().map(str::to_owned);
    known.chain(others).filter_map(move |id| Party::new(kind, &id).ok())
}

/// The least value above a bound, and not beyond another.
fn beyond(low: &Bound, high: Option<&Bound>) -> Need {
    if low.inclusive {
        return Need::Value(low.value.clone());
    }
    // Between two decimals there is always another, and no next one.
    if let Value::Decimal(from) = &low.value {
        let middle = match high.and_then(|high| high.value.as_decimal()) {
            Some(to) => from.get().checked_add(to).and_then(|sum| sum.checked_div(Decimal::TWO)),
            None => from.get().checked_add(Decimal::ONE),
        };
        return middle.and_then(rate).map_or(Need::Any, Need::Value);
    }
    next(&low.value, 1)
}

/// The greatest value below a bound.
fn below(high: &Bound) -> Need {
    if high.inclusive {
        return Need::Value(high.value.clone());
    }
    if let Value::Decimal(to) = &high.value {
        return to.get().checked_div(Decimal::TWO).and_then(rate).map_or(Need::Any, Need::Value);
    }
    next(&high.value, -1)
}

/// The value next to another, by smallest parts.
fn next(value: &Value, by: i64) -> Need {
    let found = match value {
        Value::Int(number) => number.checked_add(by).map(Value::Int),
        Value::Date(date) => Date::from_days(date.days() + by).map(Value::Date),
        Value::Time(time) => Instant::from_millis(time.millis() + by).ok().map(Value::Time),
        _ => None,
    };
    found.map_or(Need::Time, Need::Value)
}

fn rate(value: Decimal) -> Option<Value> {
    Rate::new(value).ok().map(Value::Decimal)
}
