//! The most work that one evaluation can take, known before it runs.
//!
//! One unit for each operator, constant and path; [`SEARCH_COST`] for what reads a text through; a macro costs the
//! list's greatest length times its body. Sums and products saturate.

use crate::ir::{List, Number, Scalar, Test, Text};

/// A search in a text, or counting its code points: some tens of nanoseconds for texts as long as product names.
const SEARCH_COST: u64 = 5;

pub(crate) fn test(test: &Test) -> u64 {
    match test {
        Test::Constant(..) | Test::Path(_) | Test::Has(_) => 1,
        Test::Not(inner) => self::test(inner).saturating_add(1),
        Test::And(parts) | Test::Or(parts) => {
            sum(parts.iter().map(|part| self::test(part).saturating_add(1)))
        }
        Test::Compare(_, sides) => sum([1, scalar(&sides.0), scalar(&sides.1)]),
        Test::InLiteral { needle, elements } => {
            sum([1, scalar(needle), sum(elements.iter().map(|element| scalar(element).saturating_add(1)))])
        }
        Test::InList { needle, list } => sum([1, scalar(needle), walk(list, 2)]),
        Test::Search(_, sides) => sum([SEARCH_COST, text(&sides.0), text(&sides.1)]),
        Test::Quantify { list, binder, .. } => walk(list, self::test(&binder.body).saturating_add(1)),
        Test::Choose(choice) => {
            sum([1, self::test(&choice.condition), self::test(&choice.yes), self::test(&choice.no)])
        }
    }
}

fn scalar(scalar: &Scalar) -> u64 {
    match scalar {
        Scalar::Test(inner) => test(inner),
        Scalar::Number(inner) => number(inner),
        Scalar::Text(inner) => text(inner),
    }
}

fn number(number: &Number) -> u64 {
    match number {
        Number::Constant(..) | Number::Path(_) => 1,
        Number::Negate(inner, _) => self::number(inner).saturating_add(1),
        Number::Arithmetic(_, sides, _) => sum([1, self::number(&sides.0), self::number(&sides.1)]),
        Number::SizeOfText(inner) => text(inner).saturating_add(SEARCH_COST),
        Number::SizeOfList(list) if list.filters.is_empty() => 2,
        Number::SizeOfList(list) => walk(list, 1),
        Number::Choose(choice) => {
            sum([1, test(&choice.condition), self::number(&choice.yes), self::number(&choice.no)])
        }
    }
}

fn text(text: &Text) -> u64 {
    match text {
        Text::Constant(..) | Text::Path(_) => 1,
        Text::Choose(choice) => {
            sum([1, test(&choice.condition), self::text(&choice.yes), self::text(&choice.no)])
        }
    }
}

/// Walking a list through its filters, with `body` units for each element.
fn walk(list: &List, body: u64) -> u64 {
    let each =
        sum(list.filters.iter().map(|filter| test(&filter.body).saturating_add(1))).saturating_add(body);
    each.saturating_mul(u64::from(list.len_max)).saturating_add(1)
}

fn sum(parts: impl IntoIterator<Item = u64>) -> u64 {
    parts.into_iter().fold(0, u64::saturating_add)
}
