//! Conditions in CEL in words: "on every 5th purchase", "if …, including this purchase, is at least 200 zł".
//!
//! A part that a structured condition could have asked is said as that would be. Sums, differences and remainders are nouns,
//! "and", "or" and "not" join what stands in them. Only what has no words at all (macros, searches in texts, choices) is said
//! to be there, by the rule's own text where it has one: code is no sentence.

use crate::conditions::{self, Clause};
use crate::idioms_of_numbers as idioms;
use crate::party::Context;
use crate::paths;
use crate::phrase::{Joint, Phrase, say};
use crate::predicates;
use crate::values;
use coterie_cel::{Comparison, Expression, Operation, Shape, SlotId, Term};
use coterie_program::compiled::{Bound, Condition, Path, Test};
use coterie_program::value::{Type, Value};

/// The clauses of an expression with the paths that its slots read.
pub(crate) fn clauses(context: Context<'_>, expression: &Expression, paths: &[Path]) -> Vec<Clause> {
    let speaker = Speaker { context, paths };
    let parts = match expression.shape() {
        Shape::All(parts) => parts,
        whole => vec![whole],
    };
    let said: Vec<Option<Clause>> = parts.iter().map(|part| speaker.clause(part)).collect();
    let is_whole = said.iter().all(Option::is_some);
    let further = (!is_whole).then(|| Clause::If(further(context)));
    said.into_iter().flatten().chain(further).collect()
}

/// One part of an expression, where it has words.
pub(crate) fn part(context: Context<'_>, shape: &Shape, paths: &[Path]) -> Option<Clause> {
    Speaker { context, paths }.clause(shape)
}

/// That there is more to it.
fn further(context: Context<'_>) -> Phrase {
    match context.rule.filter(|rule| !rule.text.is_empty()) {
        Some(rule) => say("also-named").with("name", crate::amounts::title(rule)).into(),
        None => say("also").into(),
    }
}

/// Whoever says the parts of one expression.
pub(crate) struct Speaker<'p> {
    pub(crate) context: Context<'p>,
    paths: &'p [Path],
}

impl<'p> Speaker<'p> {
    /// What a slot reads.
    pub(crate) fn path(&self, slot: SlotId) -> Option<&'p Path> {
        self.paths.get(usize::try_from(slot.0).ok()?)
    }

    fn clause(&self, shape: &Shape) -> Option<Clause> {
        if let Shape::Compare(left, comparison, right) = shape
            && let Some(clause) = idioms::clause(self, left, *comparison, right)
        {
            return Some(clause);
        }
        match self.condition(shape) {
            Some(condition) => Some(conditions::clause(self.context, &condition)),
            None => self.plain(shape).map(Clause::If),
        }
    }

    fn plain(&self, shape: &Shape) -> Option<Phrase> {
        if let Some(condition) = self.condition(shape) {
            return Some(conditions::plainly(self.context, &condition));
        }
        let all = |parts: &[Shape]| parts.iter().map(|part| self.plain(part)).collect::<Option<Vec<_>>>();
        match shape {
            Shape::All(parts) => Some(Phrase::List(Joint::And, all(parts)?)),
            Shape::Any(parts) => Some(Phrase::List(Joint::Either, all(parts)?)),
            Shape::Not(inner) => self.plain(&opposite(inner)?),
            Shape::Compare(left, comparison, right) => self.compared(left, *comparison, right),
            _ => None,
        }
    }

    /// The structured condition that asks the same, where there is one.
    fn condition(&self, shape: &Shape) -> Option<Condition> {
        let of = |slot: &SlotId, test: Test| Some(Condition { path: self.path(*slot)?.clone(), test });
        match shape {
            Shape::Path(slot) => of(slot, Test::In(vec![Value::YesNo(true)])),
            Shape::Has(slot) => of(slot, Test::Known),
            Shape::Not(inner) => {
                let Condition { path, test } = self.condition(inner)?;
                let test = match test {
                    Test::Not(inner) => *inner,
                    test => Test::Not(Box::new(test)),
                };
                Some(Condition { path, test })
            }
            Shape::Compare(Term::Path(slot), comparison, right) => {
                let value = value(self.path(*slot)?, right)?;
                of(slot, test(*comparison, value)?)
            }
            Shape::Compare(left, comparison, right @ Term::Path(_)) => {
                self.condition(&Shape::Compare(right.clone(), comparison.flipped(), left.clone()))
            }
            Shape::OneOf(Term::Path(slot), terms) => {
                let path = self.path(*slot)?;
                let values = terms.iter().map(|term| value(path, term)).collect::<Option<Vec<_>>>()?;
                of(slot, Test::In(values))
            }
            Shape::Holds(slot, term) => of(slot, Test::In(vec![value(self.path(*slot)?, term)?])),
            _ => None,
        }
    }

    /// Two terms of which one at least is reckoned.
    fn compared(&self, left: &Term, comparison: Comparison, right: &Term) -> Option<Phrase> {
        match (left, right) {
            (Term::Int(_), Term::Int(_)) => None,
            (Term::Int(_), _) => self.compared(right, comparison.flipped(), left),
            (_, Term::Int(number)) => {
                let measured = self.measured(left)?;
                let test = test(comparison, Value::Int(*number))?;
                Some(
                    say("noun-predicate")
                        .with("noun", self.noun(left)?)
                        .with("predicate", predicates::predicate(self.context, measured, &test))
                        .into(),
                )
            }
            _ => {
                let how = match comparison {
                    Comparison::Equal => "equal",
                    Comparison::NotEqual => "not-equal",
                    Comparison::Less => "less",
                    Comparison::LessOrEqual => "at-most",
                    Comparison::Greater => "more",
                    Comparison::GreaterOrEqual => "at-least",
                };
                let than = say("is-compared").choose("how", how).with("noun", self.noun(right)?);
                Some(say("noun-predicate").with("noun", self.noun(left)?).with("predicate", than).into())
            }
        }
    }

    /// A term as a noun.
    pub(crate) fn noun(&self, term: &Term) -> Option<Phrase> {
        match term {
            Term::Path(slot) => Some(paths::noun(self.context, self.path(*slot)?)),
            Term::Arithmetic(left, operation, right) => {
                let id = match operation {
                    Operation::Plus => "noun-plus",
                    Operation::Minus => "noun-minus",
                    Operation::Times => "noun-times",
                    Operation::DividedBy => "noun-divided-by",
                    Operation::Remainder => "noun-remainder",
                };
                // What is counted in a unit is added to the same, and multiplied or divided by a bare number.
                let adds = !matches!(operation, Operation::Times | Operation::DividedBy);
                let unit = if adds { self.measured(left).or_else(|| self.measured(right)) } else { None };
                let [left, right] = [left, right].map(|term| self.operand(term, unit));
                Some(say(id).in_cases("left", left?).with("right", right?).into())
            }
            Term::Int(_) | Term::Text(_) | Term::Bool(_) | Term::Other => None,
        }
    }

    fn operand(&self, term: &Term, unit: Option<&Path>) -> Option<Phrase> {
        match (term, unit) {
            (Term::Int(number), Some(path)) => Some(values::number(self.context.program, path, *number)),
            (Term::Int(number), None) => Some(Phrase::Number(crate::numbers::Exact::from_int(*number))),
            (Term::Arithmetic(..), _) => {
                Some(say("noun-in-brackets").with_as_asked("noun", self.noun(term)?).into())
            }
            _ => self.noun(term),
        }
    }

    /// The path by whose unit a term is counted.
    fn measured(&self, term: &Term) -> Option<&'p Path> {
        match term {
            Term::Path(slot) => self.path(*slot),
            Term::Arithmetic(left, _, right) => self.measured(left).or_else(|| self.measured(right)),
            Term::Int(_) | Term::Text(_) | Term::Bool(_) | Term::Other => None,
        }
    }
}

/// What holds where a condition does not.
fn opposite(shape: &Shape) -> Option<Shape> {
    Some(match shape {
        Shape::Not(inner) => inner.as_ref().clone(),
        Shape::All(parts) => Shape::Any(parts.iter().map(opposite).collect::<Option<_>>()?),
        Shape::Any(parts) => Shape::All(parts.iter().map(opposite).collect::<Option<_>>()?),
        Shape::Compare(left, comparison, right) => {
            let comparison = match comparison {
                Comparison::Equal => Comparison::NotEqual,
                Comparison::NotEqual => Comparison::Equal,
                Comparison::Less => Comparison::GreaterOrEqual,
                Comparison::LessOrEqual => Comparison::Greater,
                Comparison::Greater => Comparison::LessOrEqual,
                Comparison::GreaterOrEqual => Comparison::Less,
            };
            Shape::Compare(left.clone(), comparison, right.clone())
        }
        Shape::Path(_) | Shape::Has(_) | Shape::OneOf(..) | Shape::Holds(..) => {
            Shape::Not(Box::new(shape.clone()))
        }
        Shape::Other => return None,
    })
}

/// A constant as a value of what a path reads.
fn value(path: &Path, term: &Term) -> Option<Value> {
    match term {
        // Instants are compared as numbers of milliseconds, which are no moments to people.
        Term::Int(number) if path.value != Type::Time => Some(Value::Int(*number)),
        Term::Text(text) => Some(Value::text(text)),
        Term::Bool(value) => Some(Value::YesNo(*value)),
        _ => None,
    }
}

/// A comparison with a constant as a test; texts and truth values have no order.
pub(crate) fn test(comparison: Comparison, value: Value) -> Option<Test> {
    let is_number = matches!(value, Value::Int(_));
    let bound = |value, inclusive| Some(Bound { value, inclusive });
    Some(match comparison {
        Comparison::Equal => Test::In(vec![value]),
        Comparison::NotEqual => Test::Not(Box::new(Test::In(vec![value]))),
        _ if !is_number => return None,
        Comparison::Less => Test::Range { low: None, high: bound(value, false) },
        Comparison::LessOrEqual => Test::Range { low: None, high: bound(value, true) },
        Comparison::Greater => Test::Range { low: bound(value, false), high: None },
        Comparison::GreaterOrEqual => Test::Range { low: bound(value, true), high: None },
    })
}
