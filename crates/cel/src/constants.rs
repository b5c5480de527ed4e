//! The constants in an expression, with their places: what a mutation test of a program changes one by one.

use crate::ir::{Span, Test};
use crate::walk::{self, Leaf};

/// One constant of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// Its first byte in the text; the sign or quote included.
    pub offset_start: usize,
    /// The byte after its last.
    pub offset_end: usize,
    /// Its value.
    pub value: ConstantValue,
}

/// The value of a constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConstantValue {
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A text, without quotes and escapes.
    Text(String),
}

/// The constants in the order of the text.
pub(crate) fn constants(root: &Test) -> Vec<Constant> {
    let mut found = Vec::new();
    let mut add = |value, span: &Span| {
        found.push(Constant { offset_start: span.start, offset_end: span.end, value });
    };
    walk::test(root, &mut |leaf| match leaf {
        Leaf::Bool(value, span) => add(ConstantValue::Bool(value), span),
        Leaf::Int(value, span) => add(ConstantValue::Int(value), span),
        Leaf::Text(value, span) => add(ConstantValue::Text(value.to_owned()), span),
        Leaf::Path(_) => {}
    });
    found.sort_by_key(|constant| constant.offset_start);
    found
}
