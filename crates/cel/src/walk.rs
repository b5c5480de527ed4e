//! One walk over a compiled expression, for whoever lists its parts.

use crate::ir::{Binder, Choice, List, Number, Path, Scalar, Span, Test, Text};

/// A leaf of the tree.
pub(crate) enum Leaf<'a> {
    Bool(bool, &'a Span),
    Int(i64, &'a Span),
    Text(&'a str, &'a Span),
    Path(&'a Path),
}

/// Calls `see` for every constant and path in `test`.
pub(crate) fn test<'a>(test: &'a Test, see: &mut dyn FnMut(Leaf<'a>)) {
    match test {
        Test::Constant(value, span) => see(Leaf::Bool(*value, span)),
        Test::Path(path) | Test::Has(path) => see(Leaf::Path(path)),
        Test::Not(inner) => self::test(inner, see),
        Test::And(parts) | Test::Or(parts) => parts.iter().for_each(|part| self::test(part, see)),
        Test::Compare(_, sides) => {
            scalar(&sides.0, see);
            scalar(&sides.1, see);
        }
        Test::InLiteral { needle, elements } => {
            scalar(needle, see);
            for element in elements {
                scalar(element, see);
            }
        }
        Test::InList { needle, list } => {
            scalar(needle, see);
            self::list(list, see);
        }
        Test::Search(_, sides) => {
            text(&sides.0, see);
            text(&sides.1, see);
        }
        Test::Quantify { list, binder, .. } => {
            self::list(list, see);
            self::test(&binder.body, see);
        }
        Test::Choose(choice) => choose(choice, see, self::test),
    }
}

fn choose<'a, T>(
    choice: &'a Choice<T>,
    see: &mut dyn FnMut(Leaf<'a>),
    walk: impl Fn(&'a T, &mut dyn FnMut(Leaf<'a>)),
) {
    test(&choice.condition, see);
    walk(&choice.yes, see);
    walk(&choice.no, see);
}

fn scalar<'a>(scalar: &'a Scalar, see: &mut dyn FnMut(Leaf<'a>)) {
    match scalar {
        Scalar::Test(inner) => test(inner, see),
        Scalar::Number(inner) => number(inner, see),
        Scalar::Text(inner) => text(inner, see),
    }
}

fn number<'a>(number: &'a Number, see: &mut dyn FnMut(Leaf<'a>)) {
    match number {
        Number::Constant(value, span) => see(Leaf::Int(*value, span)),
        Number::Path(path) => see(Leaf::Path(path)),
        Number::Negate(inner, _) => self::number(inner, see),
        Number::Arithmetic(_, sides, _) => {
            self::number(&sides.0, see);
            self::number(&sides.1, see);
        }
        Number::SizeOfText(inner) => text(inner, see),
        Number::SizeOfList(inner) => list(inner, see),
        Number::Choose(choice) => choose(choice, see, self::number),
    }
}

fn text<'a>(text: &'a Text, see: &mut dyn FnMut(Leaf<'a>)) {
    match text {
        Text::Constant(value, span) => see(Leaf::Text(value, span)),
        Text::Path(path) => see(Leaf::Path(path)),
        Text::Choose(choice) => choose(choice, see, self::text),
    }
}

fn list<'a>(list: &'a List, see: &mut dyn FnMut(Leaf<'a>)) {
    see(Leaf::Path(&list.path));
    for Binder { body, .. } in &list.filters {
        test(body, see);
    }
}
