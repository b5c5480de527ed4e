//! Canonical text of a compiled expression.

use crate::ir::{Binder, Choice, List, Number, Operator, Scalar, Test, Text};
use std::fmt::{self, Display, Formatter, Write};

/// How tightly a form binds; a form looser than its place needs stands in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Choice,
    Or,
    And,
    Relation,
    Sum,
    Product,
    Sign,
    Value,
}

pub(crate) fn condition(test: &Test, f: &mut Formatter<'_>) -> fmt::Result {
    Form::Test(test).print(Binding::Choice, f)
}

/// Any part of the tree.
#[derive(Clone, Copy)]
enum Form<'a> {
    Test(&'a Test),
    Number(&'a Number),
    Text(&'a Text),
}

impl<'a> From<&'a Scalar> for Form<'a> {
    fn from(scalar: &'a Scalar) -> Self {
        match scalar {
            Scalar::Test(test) => Self::Test(test),
            Scalar::Number(number) => Self::Number(number),
            Scalar::Text(text) => Self::Text(text),
        }
    }
}

impl Form<'_> {
    fn binding(self) -> Binding {
        match self {
            Self::Test(Test::Choose(_)) | Self::Number(Number::Choose(_)) | Self::Text(Text::Choose(_)) => {
                Binding::Choice
            }
            Self::Test(Test::Or(_)) => Binding::Or,
            Self::Test(Test::And(_)) => Binding::And,
            Self::Test(Test::Compare(..) | Test::InLiteral { .. } | Test::InList { .. }) => Binding::Relation,
            Self::Number(Number::Arithmetic(Operator::Add | Operator::Subtract, ..)) => Binding::Sum,
            Self::Number(Number::Arithmetic(..)) => Binding::Product,
            Self::Test(Test::Not(_)) | Self::Number(Number::Negate(..)) => Binding::Sign,
            Self::Number(Number::Constant(value, _)) if *value < 0 => Binding::Sign,
            _ => Binding::Value,
        }
    }

    fn print(self, needed: Binding, f: &mut Formatter<'_>) -> fmt::Result {
        let bracketed = self.binding() < needed;
        if bracketed {
            f.write_char('(')?;
        }
        match self {
            Self::Test(test) => print_test(test, f)?,
            Self::Number(number) => print_number(number, f)?,
            Self::Text(text) => print_text(text, f)?,
        }
        if bracketed {
            f.write_char(')')?;
        }
        Ok(())
    }
}

fn print_test(test: &Test, f: &mut Formatter<'_>) -> fmt::Result {
    match test {
        Test::Constant(value, _) => write!(f, "{value}"),
        Test::Path(path) => f.write_str(&path.name),
        Test::Has(path) => write!(f, "has({})", path.name),
        Test::Not(inner) => {
            f.write_char('!')?;
            Form::Test(inner).print(Binding::Value, f)
        }
        Test::And(parts) => separated(parts.iter().map(Form::Test), " && ", Binding::Relation, f),
        Test::Or(parts) => separated(parts.iter().map(Form::Test), " || ", Binding::And, f),
        Test::Compare(sign, sides) => {
            Form::from(&sides.0).print(Binding::Sum, f)?;
            write!(f, " {} ", sign.sign())?;
            Form::from(&sides.1).print(Binding::Sum, f)
        }
        Test::InLiteral { needle, elements } => {
            Form::from(needle.as_ref()).print(Binding::Sum, f)?;
            f.write_str(" in [")?;
            separated(elements.iter().map(Form::from), ", ", Binding::Choice, f)?;
            f.write_char(']')
        }
        Test::InList { needle, list } => {
            Form::from(needle.as_ref()).print(Binding::Sum, f)?;
            f.write_str(" in ")?;
            print_list(list, f)
        }
        Test::Search(search, sides) => {
            Form::Text(&sides.0).print(Binding::Value, f)?;
            write!(f, ".{}(", search.name())?;
            Form::Text(&sides.1).print(Binding::Choice, f)?;
            f.write_char(')')
        }
        Test::Quantify { quantifier, list, binder } => {
            print_list(list, f)?;
            print_macro(quantifier.name(), binder, f)
        }
        Test::Choose(choice) => print_choice(choice, Form::Test, f),
    }
}

fn print_number(number: &Number, f: &mut Formatter<'_>) -> fmt::Result {
    match number {
        Number::Constant(value, _) => write!(f, "{value}"),
        Number::Path(path) => f.write_str(&path.name),
        Number::Negate(inner, _) => {
            f.write_char('-')?;
            // `-5` would be read as a constant.
            if matches!(**inner, Number::Constant(..)) {
                write!(f, "({})", Shown(Form::Number(inner)))
            } else {
                Form::Number(inner).print(Binding::Value, f)
            }
        }
        Number::Arithmetic(sign, sides, _) => {
            let (left, right) = match sign {
                Operator::Add | Operator::Subtract => (Binding::Sum, Binding::Product),
                Operator::Multiply | Operator::Divide | Operator::Remainder => {
                    (Binding::Product, Binding::Sign)
                }
            };
            Form::Number(&sides.0).print(left, f)?;
            write!(f, " {} ", sign.sign())?;
            Form::Number(&sides.1).print(right, f)
        }
        Number::SizeOfText(text) => write!(f, "size({})", Shown(Form::Text(text))),
        Number::SizeOfList(list) => {
            f.write_str("size(")?;
            print_list(list, f)?;
            f.write_char(')')
        }
        Number::Choose(choice) => print_choice(choice, Form::Number, f),
    }
}

fn print_text(text: &Text, f: &mut Formatter<'_>) -> fmt::Result {
    match text {
        Text::Constant(value, _) => print_quoted(value, f),
        Text::Path(path) => f.write_str(&path.name),
        Text::Choose(choice) => print_choice(choice, Form::Text, f),
    }
}

struct Shown<'a>(Form<'a>);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.print(Binding::Choice, f)
    }
}

fn print_choice<'a, T>(
    choice: &'a Choice<T>,
    form: impl Fn(&'a T) -> Form<'a>,
    f: &mut Formatter<'_>,
) -> fmt::Result {
    Form::Test(&choice.condition).print(Binding::Or, f)?;
    f.write_str(" ? ")?;
    form(&choice.yes).print(Binding::Or, f)?;
    f.write_str(" : ")?;
    form(&choice.no).print(Binding::Choice, f)
}

fn print_list(list: &List, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str(&list.path.name)?;
    list.filters.iter().try_for_each(|filter| print_macro("filter", filter, f))
}

fn print_macro(name: &str, binder: &Binder, f: &mut Formatter<'_>) -> fmt::Result {
    write!(f, ".{name}({}, {})", binder.variable, Shown(Form::Test(&binder.body)))
}

fn separated<'a>(
    forms: impl Iterator<Item = Form<'a>>,
    separator: &str,
    needed: Binding,
    f: &mut Formatter<'_>,
) -> fmt::Result {
    for (index, form) in forms.enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        form.print(needed, f)?;
    }
    Ok(())
}

fn print_quoted(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
