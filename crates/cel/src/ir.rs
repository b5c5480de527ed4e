//! The compiled form: a tree in which every type is a Rust type of its own.
//!
//! A test cannot hold a text where a number belongs, so evaluation has no case for it.

use crate::schema::{FieldId, SlotId};
use std::ops::Range;

/// Byte offsets into the text.
pub(crate) type Span = Range<usize>;

/// Something with a truth value.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    Constant(bool, Span),
    Path(Path),
    Has(Path),
    Not(Box<Test>),
    /// Two or more, in the order of the text; never directly an `And` among them.
    And(Vec<Test>),
    /// Two or more, in the order of the text; never directly an `Or` among them.
    Or(Vec<Test>),
    Compare(Comparison, Box<(Scalar, Scalar)>),
    InLiteral {
        needle: Box<Scalar>,
        elements: Vec<Scalar>,
    },
    InList {
        needle: Box<Scalar>,
        list: Box<List>,
    },
    Search(Search, Box<(Text, Text)>),
    Quantify {
        quantifier: Quantifier,
        list: Box<List>,
        binder: Box<Binder>,
    },
    Choose(Box<Choice<Test>>),
}

/// Something with an integer value: an int, or an instant in milliseconds.
#[derive(Debug, Clone)]
pub(crate) enum Number {
    Constant(i64, Span),
    Path(Path),
    Negate(Box<Number>, Span),
    Arithmetic(Operator, Box<(Number, Number)>, Span),
    /// Length of a text in code points.
    SizeOfText(Box<Text>),
    SizeOfList(Box<List>),
    Choose(Box<Choice<Number>>),
}

/// Something with a text value.
#[derive(Debug, Clone)]
pub(crate) enum Text {
    Constant(Box<str>, Span),
    Path(Path),
    Choose(Box<Choice<Text>>),
}

/// Any value that can be compared. The two sides of a comparison are of one variant.
#[derive(Debug, Clone)]
pub(crate) enum Scalar {
    Test(Test),
    Number(Number),
    Text(Text),
}

/// A list of the schema, through zero or more filters.
#[derive(Debug, Clone)]
pub(crate) struct List {
    pub(crate) path: Path,
    pub(crate) len_max: u32,
    pub(crate) filters: Vec<Binder>,
}

/// A body with the name that it gives to the current element.
#[derive(Debug, Clone)]
pub(crate) struct Binder {
    pub(crate) variable: Box<str>,
    pub(crate) body: Test,
}

#[derive(Debug, Clone)]
pub(crate) struct Choice<T> {
    pub(crate) condition: Test,
    pub(crate) yes: T,
    pub(crate) no: T,
}

/// A path with its place in the text; `name` is how it is written.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    pub(crate) name: Box<str>,
    pub(crate) source: Source,
    pub(crate) span: Span,
}

/// Where a path's value comes from. `up` counts enclosing macros outwards, 0 for the innermost.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source {
    Slot(SlotId),
    Element { up: u32 },
    Field { up: u32, field: FieldId },
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Search {
    StartsWith,
    EndsWith,
    Contains,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantifier {
    Exists,
    All,
    ExistsOne,
}

impl Comparison {
    /// The same with its sides changed over: `a < b` is `b > a`.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same => same,
        }
    }

    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

impl Operator {
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }
}

impl Search {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::StartsWith => "startsWith",
            Self::EndsWith => "endsWith",
            Self::Contains => "contains",
        }
    }
}

impl Quantifier {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::All => "all",
            Self::ExistsOne => "exists_one",
        }
    }
}
