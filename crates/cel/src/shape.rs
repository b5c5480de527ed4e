//! The shape of a condition, for whoever says it in words: the same tree, without places in the text, and with
//! [`Shape::Other`] and [`Term::Other`] for the forms that are rare.

use crate::ir::{Number, Operator, Path, Scalar, Source, Test, Text};
use crate::schema::SlotId;

pub use crate::ir::Comparison;

/// What a condition asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A truth value that a slot gives.
    Path(SlotId),
    /// That a slot has a value.
    Has(SlotId),
    /// The opposite.
    Not(Box<Shape>),
    /// All of these, in the order of the text.
    All(Vec<Shape>),
    /// One of these at least, in the order of the text.
    Any(Vec<Shape>),
    /// How two terms compare.
    Compare(Term, Comparison, Term),
    /// That a term is one of these.
    OneOf(Term, Vec<Term>),
    /// That the list of a slot has a term.
    Holds(SlotId, Term),
    /// Anything else: macros, searches in texts, choices.
    Other,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// What a slot gives.
    Path(SlotId),
    /// Arithmetic of two terms.
    Arithmetic(Box<Term>, Operation, Box<Term>),
    /// Anything else: sizes, choices, nested conditions.
    Other,
}

/// What arithmetic does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`, towards zero
    DividedBy,
    /// `%`
    Remainder,
}

pub(crate) fn of(test: &Test) -> Shape {
    match test {
        Test::Path(path) => slot(path).map_or(Shape::Other, Shape::Path),
        Test::Has(path) => slot(path).map_or(Shape::Other, Shape::Has),
        Test::Not(inner) => Shape::Not(Box::new(of(inner))),
        Test::And(parts) => Shape::All(parts.iter().map(of).collect()),
        Test::Or(parts) => Shape::Any(parts.iter().map(of).collect()),
        Test::Compare(comparison, sides) => Shape::Compare(scalar(&sides.0), *comparison, scalar(&sides.1)),
        Test::InLiteral { needle, elements } => {
            Shape::OneOf(scalar(needle), elements.iter().map(scalar).collect())
        }
        Test::InList { needle, list } if list.filters.is_empty() => {
            slot(&list.path).map_or(Shape::Other, |slot| Shape::Holds(slot, scalar(needle)))
        }
        Test::Constant(..) | Test::InList { .. } | Test::Search(..) | Test::Quantify { .. } => Shape::Other,
        Test::Choose(_) => Shape::Other,
    }
}

fn scalar(scalar: &Scalar) -> Term {
    match scalar {
        Scalar::Test(Test::Constant(value, _)) => Term::Bool(*value),
        Scalar::Test(Test::Path(path)) => slot(path).map_or(Term::Other, Term::Path),
        Scalar::Test(_) => Term::Other,
        Scalar::Number(inner) => number(inner),
        Scalar::Text(Text::Constant(value, _)) => Term::Text(value.to_string()),
        Scalar::Text(Text::Path(path)) => slot(path).map_or(Term::Other, Term::Path),
        Scalar::Text(Text::Choose(_)) => Term::Other,
    }
}

fn number(of: &Number) -> Term {
    match of {
        Number::Constant(value, _) => Term::Int(*value),
        Number::Path(path) => slot(path).map_or(Term::Other, Term::Path),
        Number::Arithmetic(operator, sides, _) => {
            let operation = match operator {
                Operator::Add => Operation::Plus,
                Operator::Subtract => Operation::Minus,
                Operator::Multiply => Operation::Times,
                Operator::Divide => Operation::DividedBy,
                Operator::Remainder => Operation::Remainder,
            };
            Term::Arithmetic(Box::new(number(&sides.0)), operation, Box::new(number(&sides.1)))
        }
        Number::Negate(..) | Number::SizeOfText(_) | Number::SizeOfList(_) | Number::Choose(_) => Term::Other,
    }
}

fn slot(path: &Path) -> Option<SlotId> {
    match path.source {
        Source::Slot(slot) => Some(slot),
        Source::Element { .. } | Source::Field { .. } => None,
    }
}
