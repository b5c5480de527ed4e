//! Evaluation of the compiled form.
//!
//! Every part gives a value, `None` for an absent one, or a fault. Nothing allocates, and the work is at most the
//! cost computed beforehand.

use crate::ir::{
    Choice, Comparison, List, Number, Operator, Path, Quantifier, Scalar, Search, Source, Span, Test, Text,
};
use crate::values::{Elements, Slots, Value};
use std::cmp::Ordering;
use std::ops::ControlFlow;

/// What an evaluation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the condition holds. False when there is a fault.
    pub holds: bool,
    /// Why the condition could not be decided, if so.
    pub fault: Option<Fault>,
}

/// A computation that has no result, with its place in the expression's text in bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct Fault {
    /// What went wrong.
    pub kind: FaultKind,
    /// First byte of the part concerned.
    pub offset_start: usize,
    /// The byte after its last.
    pub offset_end: usize,
}

/// The ways a computation can have no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// The result does not fit 64 bits.
    #[error("a number grew beyond 64 bits")]
    Overflow,
    /// A division or remainder by zero.
    #[error("a division by zero")]
    DivideByZero,
    /// A list is longer than the schema said, so the promised bound on work would not hold.
    #[error("a list is longer than the schema allows")]
    ListTooLong,
}

impl FaultKind {
    #[cold]
    fn at(self, span: &Span) -> Fault {
        Fault { kind: self, offset_start: span.start, offset_end: span.end }
    }
}

/// The element that an enclosing macro is at.
struct Scope<'s, 'a> {
    list: &'a dyn Elements,
    index: usize,
    outer: Option<&'s Scope<'s, 'a>>,
}

type Enclosing<'s, 'a> = Option<&'s Scope<'s, 'a>>;

pub(crate) struct Evaluation<'a> {
    pub(crate) slots: &'a dyn Slots,
}

impl<'a> Evaluation<'a> {
    pub(crate) fn outcome(&self, test: &'a Test) -> Outcome {
        match self.holds(test, None) {
            Ok(holds) => Outcome { holds, fault: None },
            Err(fault) => Outcome { holds: false, fault: Some(fault) },
        }
    }

    /// A truth value where one is needed: absent counts as false.
    fn holds(&self, test: &'a Test, scope: Enclosing<'_, 'a>) -> Result<bool, Fault> {
        self.test(test, scope).map(|value| value.unwrap_or(false))
    }

    fn test(&self, test: &'a Test, scope: Enclosing<'_, 'a>) -> Result<Option<bool>, Fault> {
        Ok(Some(match test {
            Test::Constant(value, _) => *value,
            Test::Path(path) => {
                return Ok(match self.read(path, scope) {
                    Value::Bool(value) => Some(value),
                    _ => None,
                });
            }
            Test::Has(path) => !matches!(self.read(path, scope), Value::Absent),
            Test::Not(inner) => !self.holds(inner, scope)?,
            Test::And(parts) => self.decided_by(false, parts, scope)?,
            Test::Or(parts) => self.decided_by(true, parts, scope)?,
            Test::Compare(sign, sides) => {
                let (left, right) = (self.scalar(&sides.0, scope)?, self.scalar(&sides.1, scope)?);
                order(left, right).is_some_and(|order| satisfies(*sign, order))
            }
            Test::InLiteral { needle, elements } => {
                let needle = self.scalar(needle, scope)?;
                let mut found = false;
                for element in elements {
                    found |= order(needle, self.scalar(element, scope)?) == Some(Ordering::Equal);
                }
                found
            }
            Test::InList { needle, list } => {
                let needle = self.scalar(needle, scope)?;
                let mut found = false;
                self.each(list, scope, |at| {
                    found = order(needle, at.list.element(at.index)) == Some(Ordering::Equal);
                    Ok(if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
                })?;
                found
            }
            Test::Search(search, sides) => match (self.text(&sides.0, scope)?, self.text(&sides.1, scope)?) {
                (Some(text), Some(part)) => match search {
                    Search::StartsWith => text.starts_with(part),
                    Search::EndsWith => text.ends_with(part),
                    Search::Contains => text.contains(part),
                },
                _ => false,
            },
            Test::Quantify { quantifier, list, binder } => {
                self.quantify(*quantifier, list, &binder.body, scope)?
            }
            Test::Choose(choice) => return self.test(self.chosen(choice, scope)?, scope),
        }))
    }

    /// `&&` (decided by a false) and `||` (decided by a true): the deciding value wins over faults.
    fn decided_by(&self, deciding: bool, parts: &'a [Test], scope: Enclosing<'_, 'a>) -> Result<bool, Fault> {
        let mut fault = None;
        for part in parts {
            match self.holds(part, scope) {
                Ok(value) if value == deciding => return Ok(deciding),
                Ok(_) => {}
                Err(found) => fault = fault.or(Some(found)),
            }
        }
        fault.map_or(Ok(!deciding), Err)
    }

    fn quantify(
        &self,
        quantifier: Quantifier,
        list: &'a List,
        body: &'a Test,
        scope: Enclosing<'_, 'a>,
    ) -> Result<bool, Fault> {
        let (mut fault, mut decided, mut matches) = (None, false, 0_u32);
        let deciding = quantifier == Quantifier::Exists;
        let count = self.each(list, scope, |at| {
            match (quantifier, self.holds(body, Some(at))) {
                (Quantifier::ExistsOne, value) => matches += u32::from(value?),
                (_, Ok(value)) if value == deciding => {
                    decided = true;
                    return Ok(ControlFlow::Break(()));
                }
                (_, Ok(_)) => {}
                (_, Err(found)) => fault = fault.take().or(Some(found)),
            }
            Ok(ControlFlow::Continue(()))
        })?;
        match (quantifier, fault) {
            _ if count.is_none() => Ok(false),
            (Quantifier::ExistsOne, _) => Ok(matches == 1),
            _ if decided => Ok(deciding),
            (_, Some(fault)) => Err(fault),
            (_, None) => Ok(!deciding),
        }
    }

    /// Calls `see` for each element that passes the list's filters, until it breaks; gives their number, or `None`
    /// for an absent list. Filters still run behind a break, since a fault in one is a fault of the whole list.
    fn each(
        &self,
        list: &'a List,
        outer: Enclosing<'_, 'a>,
        mut see: impl FnMut(&Scope<'_, 'a>) -> Result<ControlFlow<()>, Fault>,
    ) -> Result<Option<u64>, Fault> {
        let Value::List(elements) = self.read(&list.path, outer) else { return Ok(None) };
        let length = elements.count();
        if length > list.len_max as usize {
            return Err(FaultKind::ListTooLong.at(&list.path.span));
        }
        let (mut count, mut seeing) = (0, true);
        'elements: for index in 0..length {
            let at = Scope { list: elements, index, outer };
            for filter in &list.filters {
                if !self.holds(&filter.body, Some(&at))? {
                    continue 'elements;
                }
            }
            count += 1;
            if seeing && see(&at)?.is_break() {
                seeing = false;
                if list.filters.is_empty() {
                    break;
                }
            }
        }
        Ok(Some(count))
    }

    fn number(&self, number: &'a Number, scope: Enclosing<'_, 'a>) -> Result<Option<i64>, Fault> {
        Ok(match number {
            Number::Constant(value, _) => Some(*value),
            Number::Path(path) => match self.read(path, scope) {
                Value::Int(value) => Some(value),
                _ => None,
            },
            Number::Negate(inner, span) => match self.number(inner, scope)? {
                Some(value) => Some(value.checked_neg().ok_or_else(|| FaultKind::Overflow.at(span))?),
                None => None,
            },
            Number::Arithmetic(sign, sides, span) => {
                match (self.number(&sides.0, scope)?, self.number(&sides.1, scope)?) {
                    (Some(left), Some(right)) => {
                        Some(compute(*sign, left, right).map_err(|kind| kind.at(span))?)
                    }
                    _ => None,
                }
            }
            Number::SizeOfText(text) => self.text(text, scope)?.map(|text| text.chars().count() as i64),
            Number::SizeOfList(list) if list.filters.is_empty() => match self.read(&list.path, scope) {
                Value::List(elements) => Some(elements.count() as i64),
                _ => None,
            },
            Number::SizeOfList(list) => {
                self.each(list, scope, |_| Ok(ControlFlow::Continue(())))?.map(|count| count as i64)
            }
            Number::Choose(choice) => return self.number(self.chosen(choice, scope)?, scope),
        })
    }

    fn text(&self, text: &'a Text, scope: Enclosing<'_, 'a>) -> Result<Option<&'a str>, Fault> {
        Ok(match text {
            Text::Constant(value, _) => Some(value),
            Text::Path(path) => match self.read(path, scope) {
                Value::Text(value) => Some(value),
                _ => None,
            },
            Text::Choose(choice) => return self.text(self.chosen(choice, scope)?, scope),
        })
    }

    fn chosen<T>(&self, choice: &'a Choice<T>, scope: Enclosing<'_, 'a>) -> Result<&'a T, Fault> {
        self.holds(&choice.condition, scope).map(|holds| if holds { &choice.yes } else { &choice.no })
    }

    #[inline]
    fn scalar(&self, scalar: &'a Scalar, scope: Enclosing<'_, 'a>) -> Result<Value<'a>, Fault> {
        Ok(match scalar {
            Scalar::Test(test) => self.test(test, scope)?.map_or(Value::Absent, Value::Bool),
            Scalar::Number(number) => self.number(number, scope)?.map_or(Value::Absent, Value::Int),
            Scalar::Text(text) => self.text(text, scope)?.map_or(Value::Absent, Value::Text),
        })
    }

    #[inline]
    fn read(&self, path: &'a Path, scope: Enclosing<'_, 'a>) -> Value<'a> {
        match path.source {
            Source::Slot(slot) => self.slots.slot(slot),
            Source::Element { up } => {
                enclosing(scope, up).map_or(Value::Absent, |at| at.list.element(at.index))
            }
            Source::Field { up, field } => {
                enclosing(scope, up).map_or(Value::Absent, |at| at.list.field(at.index, field))
            }
        }
    }
}

fn enclosing<'s, 'a>(mut scope: Enclosing<'s, 'a>, up: u32) -> Enclosing<'s, 'a> {
    for _ in 0..up {
        scope = scope?.outer;
    }
    scope
}

/// The order of two values of one type; `None` when one is absent.
#[inline]
fn order(left: Value<'_>, right: Value<'_>) -> Option<Ordering> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(&right)),
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(&right)),
        _ => None,
    }
}

fn satisfies(sign: Comparison, order: Ordering) -> bool {
    match sign {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}

/// Division rounds towards zero and the remainder has the dividend's sign, as in CEL.
fn compute(sign: Operator, left: i64, right: i64) -> Result<i64, FaultKind> {
    let result = match sign {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => left.checked_mul(right),
        Operator::Divide | Operator::Remainder if right == 0 => return Err(FaultKind::DivideByZero),
        Operator::Divide => left.checked_div(right),
        Operator::Remainder => left.checked_rem(right),
    };
    result.ok_or(FaultKind::Overflow)
}
