//! The type checker: literals and operators. Paths are in `names`, calls in `functions`.
//!
//! Each method returns the compiled part, or `None` after it reported what is wrong, so that one mistake gives one
//! message and the rest of the text is still checked.

use crate::error::CelError;
use crate::ir::{Choice, Comparison, List, Number, Operator, Scalar, Span, Test, Text};
use crate::schema::{Schema, Type};
use crate::syntax::Syntax;
use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue, operators};

/// A compiled part with its type.
pub(crate) enum Typed {
    Test(Test),
    Int(Number),
    Instant(Number),
    Text(Text),
    List(List, Type),
}

impl Typed {
    pub(crate) fn type_name(&self) -> String {
        match self {
            Self::Test(_) => "bool".to_owned(),
            Self::Int(_) => "int".to_owned(),
            Self::Instant(_) => "instant".to_owned(),
            Self::Text(_) => "text".to_owned(),
            Self::List(_, element) => format!("list of {element}"),
        }
    }
}

pub(crate) struct Checker<'c> {
    pub(crate) syntax: &'c Syntax<'c>,
    pub(crate) schema: &'c dyn Schema,
    pub(crate) errors: Vec<CelError>,
    /// The variables of the enclosing macros, outermost first, with the types of their elements.
    pub(crate) scopes: Vec<(String, Type)>,
}

impl<'c> Checker<'c> {
    pub(crate) fn new(syntax: &'c Syntax<'c>, schema: &'c dyn Schema) -> Self {
        Self { syntax, schema, errors: Vec::new(), scopes: Vec::new() }
    }

    pub(crate) fn into_errors(self) -> Vec<CelError> {
        self.errors
    }

    pub(crate) fn refuse(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.errors.push(CelError::new(span, message).help(help));
    }

    /// The whole expression, which must be a truth value.
    pub(crate) fn condition(&mut self, node: &IdedExpr) -> Option<Test> {
        self.test(node, "a condition")
    }

    /// A truth value; `who` needs it.
    pub(crate) fn test(&mut self, node: &IdedExpr, who: &str) -> Option<Test> {
        match self.value(node)? {
            Typed::Test(test) => Some(test),
            other => {
                let help = match other {
                    Typed::Text(_) => "compare it, for instance with == \"gold\"",
                    Typed::List(..) => "ask about its elements with exists or all, or about its size",
                    _ => "compare it, for instance with > 0",
                };
                self.mismatch(node, who, "bool", &other, help);
                None
            }
        }
    }

    pub(crate) fn mismatch(&mut self, node: &IdedExpr, who: &str, wanted: &str, found: &Typed, help: &str) {
        let span = self.syntax.span(node);
        self.refuse(span, format!("{who} needs {wanted}, and this is {}", found.type_name()), help);
    }

    pub(crate) fn value(&mut self, node: &IdedExpr) -> Option<Typed> {
        match &node.expr {
            Expr::Literal(literal) => self.literal(node, literal),
            Expr::Ident(_) | Expr::Select(_) => self.path_value(node),
            Expr::Call(call) => self.call(node, call),
            Expr::List(_) => self.unsupported(
                node,
                "a list outside `in`",
                "write x in [1, 2], or use a list of the schema",
            ),
            Expr::Map(_) => self.unsupported(node, "a map", "compare each value by itself"),
            Expr::Struct(_) => self.unsupported(node, "a message", "compare each field by itself"),
            Expr::Comprehension(_) | Expr::Unspecified => {
                self.unsupported(node, "this form", "write it with && and ||")
            }
        }
    }

    pub(crate) fn unsupported<T>(&mut self, node: &IdedExpr, what: &str, help: &str) -> Option<T> {
        let span = self.syntax.span(node);
        self.refuse(span, format!("not supported: {what}"), help);
        None
    }

    fn literal(&mut self, node: &IdedExpr, literal: &LiteralValue) -> Option<Typed> {
        let span = self.syntax.span(node);
        match literal {
            LiteralValue::Boolean(value) => Some(Typed::Test(Test::Constant(*value.inner(), span))),
            LiteralValue::Int(value) => Some(Typed::Int(Number::Constant(*value.inner(), span))),
            LiteralValue::String(value) => Some(Typed::Text(Text::Constant(value.inner().into(), span))),
            LiteralValue::Double(_) => self.unsupported(
                node,
                "a number with a decimal point or exponent",
                "amounts are integers in the unit's smallest part (19.99 EUR is 1999); for a rate write x * 15 / 100",
            ),
            LiteralValue::UInt(_) => self.unsupported(node, "an unsigned integer", "leave the u out"),
            LiteralValue::Bytes(_) => self.unsupported(node, "bytes", "write a text, without the b"),
            LiteralValue::Null => {
                self.unsupported(node, "null", "has(purchase.code) says whether there is a value, !has(…) that there is none")
            }
        }
    }

    fn call(&mut self, node: &IdedExpr, call: &CallExpr) -> Option<Typed> {
        let CallExpr { func_name, target: None, args } = call else { return self.function(node, call) };
        let span = self.syntax.name_span(node);
        match (func_name.as_str(), args.as_slice()) {
            (operators::LOGICAL_NOT, [inner]) => {
                self.test(inner, "`!`").map(|inner| Typed::Test(Test::Not(Box::new(inner))))
            }
            (operators::LOGICAL_AND, [_, _]) => {
                self.logical(node, operators::LOGICAL_AND).map(|p| Typed::Test(Test::And(p)))
            }
            (operators::LOGICAL_OR, [_, _]) => {
                self.logical(node, operators::LOGICAL_OR).map(|p| Typed::Test(Test::Or(p)))
            }
            (operators::EQUALS, [left, right]) => self.compare(Comparison::Equal, span, left, right),
            (operators::NOT_EQUALS, [left, right]) => self.compare(Comparison::NotEqual, span, left, right),
            (operators::LESS, [left, right]) => self.compare(Comparison::Less, span, left, right),
            (operators::LESS_EQUALS, [left, right]) => {
                self.compare(Comparison::LessOrEqual, span, left, right)
            }
            (operators::GREATER, [left, right]) => self.compare(Comparison::Greater, span, left, right),
            (operators::GREATER_EQUALS, [left, right]) => {
                self.compare(Comparison::GreaterOrEqual, span, left, right)
            }
            (operators::ADD, [left, right]) => self.arithmetic(node, Operator::Add, left, right),
            (operators::SUBSTRACT, [left, right]) => self.arithmetic(node, Operator::Subtract, left, right),
            (operators::MULTIPLY, [left, right]) => self.arithmetic(node, Operator::Multiply, left, right),
            (operators::DIVIDE, [left, right]) => self.arithmetic(node, Operator::Divide, left, right),
            (operators::MODULO, [left, right]) => self.arithmetic(node, Operator::Remainder, left, right),
            (operators::NEGATE, [inner]) => match self.value(inner)? {
                Typed::Int(inner) => {
                    Some(Typed::Int(Number::Negate(Box::new(inner), self.syntax.span(node))))
                }
                other => {
                    self.mismatch(inner, "`-`", "int", &other, "only integers have a sign");
                    None
                }
            },
            (operators::IN, [needle, list]) => self.membership(needle, list),
            (operators::CONDITIONAL, [condition, yes, no]) => self.choice(node, condition, yes, no),
            (operators::INDEX, _) => self.unsupported(
                node,
                "an element by its number",
                "ask with list.exists(x, …) or list.all(x, …); a field is written record.field",
            ),
            _ => self.function(node, call),
        }
    }

    /// The operands of a run of `&&` or of `||`, in the order of the text. The parser gives a run as a balanced tree.
    fn logical(&mut self, node: &IdedExpr, sign: &str) -> Option<Vec<Test>> {
        let mut operands = Vec::new();
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            match &node.expr {
                Expr::Call(CallExpr { func_name, args, .. }) if func_name == sign => {
                    waiting.extend(args.iter().rev());
                }
                _ => operands.push(node),
            }
        }
        let who = format!("`{}`", sign.trim_matches('_'));
        let tests: Vec<Option<Test>> = operands.into_iter().map(|operand| self.test(operand, &who)).collect();
        tests.into_iter().collect()
    }

    fn compare(&mut self, sign: Comparison, span: Span, left: &IdedExpr, right: &IdedExpr) -> Option<Typed> {
        let (typed_left, typed_right) = self.both(left, right)?;
        let names = (typed_left.type_name(), typed_right.type_name());
        if let Some(sides) = same_type(typed_left, typed_right) {
            return Some(Typed::Test(Test::Compare(sign, Box::new(sides))));
        }
        let (left_name, right_name) = names;
        let chained = is_comparison(left) || is_comparison(right);
        let help = match (left_name.as_str(), right_name.as_str()) {
            ("bool", "int" | "instant") | ("int" | "instant", "bool") if chained => {
                "a comparison of three is written a < b && b < c"
            }
            ("instant", "int") | ("int", "instant") => {
                "an instant is compared with an instant; the difference of two is a number of milliseconds"
            }
            (left, right) if left.starts_with("list") || right.starts_with("list") => {
                "ask with x in list, list.exists(x, …) or list.all(x, …)"
            }
            ("int", "text") | ("text", "int") => "integers stand without quotes, texts with quotes",
            _ => "both sides of a comparison are of one type",
        };
        self.refuse(span, format!("`{}` cannot compare {left_name} with {right_name}", sign.sign()), help);
        None
    }

    fn both(&mut self, left: &IdedExpr, right: &IdedExpr) -> Option<(Typed, Typed)> {
        let (left, right) = (self.value(left), self.value(right));
        Some((left?, right?))
    }

    fn arithmetic(
        &mut self,
        node: &IdedExpr,
        sign: Operator,
        left: &IdedExpr,
        right: &IdedExpr,
    ) -> Option<Typed> {
        let (typed_left, typed_right) = self.both(left, right)?;
        let span = self.syntax.span(node);
        if let (Operator::Divide | Operator::Remainder, Typed::Int(Number::Constant(0, _))) =
            (sign, &typed_right)
        {
            let place = self.syntax.span(right);
            self.refuse(place, "division by zero", "this would never have a result");
            return None;
        }
        let names = (typed_left.type_name(), typed_right.type_name());
        let build = |left, right| Number::Arithmetic(sign, Box::new((left, right)), span);
        match (typed_left, sign, typed_right) {
            (Typed::Int(left), _, Typed::Int(right)) => return Some(Typed::Int(build(left, right))),
            (Typed::Instant(left), Operator::Subtract, Typed::Instant(right)) => {
                return Some(Typed::Int(build(left, right)));
            }
            (Typed::Instant(left), Operator::Add | Operator::Subtract, Typed::Int(right))
            | (Typed::Int(left), Operator::Add, Typed::Instant(right)) => {
                return Some(Typed::Instant(build(left, right)));
            }
            _ => {}
        }
        let help = match (names.0.as_str(), names.1.as_str()) {
            ("text", "text") => "texts are not joined; test them with startsWith, endsWith or contains",
            ("instant", _) | (_, "instant") => {
                "instants have: instant - instant, instant + int, instant - int (milliseconds)"
            }
            _ => "arithmetic is for integers",
        };
        let span = self.syntax.name_span(node);
        self.refuse(span, format!("`{}` cannot take {} and {}", sign.sign(), names.0, names.1), help);
        None
    }

    fn membership(&mut self, needle: &IdedExpr, list: &IdedExpr) -> Option<Typed> {
        let needle_typed = self.value(needle);
        let Expr::List(literal) = &list.expr else {
            let (needle_typed, list_typed) = (needle_typed, self.value(list));
            return self.membership_in_list(needle, needle_typed?, list, list_typed?);
        };
        if literal.elements.is_empty() {
            let span = self.syntax.span(list);
            self.refuse(span, "nothing is in an empty list", "write at least one value");
            return None;
        }
        let elements: Vec<Option<Typed>> =
            literal.elements.iter().map(|element| self.value(element)).collect();
        let needle_typed = needle_typed?;
        let wanted = needle_typed.type_name();
        let instant = matches!(needle_typed, Typed::Instant(_));
        let Some(found) = scalar(needle_typed) else {
            self.refuse(
                self.syntax.span(needle),
                format!("`in` cannot look for a {wanted}"),
                "look for a single value",
            );
            return None;
        };
        let mut scalars = Vec::with_capacity(elements.len());
        for (element, node) in elements.into_iter().zip(&literal.elements) {
            let Some(element) = element else { continue };
            if element.type_name() == wanted {
                scalars.extend(scalar(element));
            } else {
                let help = if instant {
                    "list instants"
                } else {
                    "all values of the list have the type of what is looked for"
                };
                self.mismatch(node, "this list", &wanted, &element, help);
            }
        }
        let complete = scalars.len() == literal.elements.len();
        complete.then(|| Typed::Test(Test::InLiteral { needle: Box::new(found), elements: scalars }))
    }

    fn membership_in_list(
        &mut self,
        needle: &IdedExpr,
        needle_typed: Typed,
        list: &IdedExpr,
        list_typed: Typed,
    ) -> Option<Typed> {
        let wanted = needle_typed.type_name();
        let Typed::List(values, element) = list_typed else {
            self.mismatch(
                list,
                "`in`",
                "a list",
                &list_typed,
                "write x in [1, 2], or text.contains(part) for texts",
            );
            return None;
        };
        let found = scalar(needle_typed).filter(|_| element.to_string() == wanted);
        let Some(found) = found else {
            let help = match element {
                Type::Record(_) => "ask about records with list.exists(x, x.field == …)",
                _ => "look for a value of the type that the list holds",
            };
            self.refuse(
                self.syntax.span(needle),
                format!("`in` cannot look for {wanted} in a list of {element}"),
                help,
            );
            return None;
        };
        Some(Typed::Test(Test::InList { needle: Box::new(found), list: Box::new(values) }))
    }

    fn choice(
        &mut self,
        node: &IdedExpr,
        condition: &IdedExpr,
        yes: &IdedExpr,
        no: &IdedExpr,
    ) -> Option<Typed> {
        let condition = self.test(condition, "`?`");
        let (yes, no) = self.both(yes, no)?;
        let condition = condition?;
        match (yes, no) {
            (Typed::Test(yes), Typed::Test(no)) => {
                Some(Typed::Test(Test::Choose(Box::new(Choice { condition, yes, no }))))
            }
            (Typed::Int(yes), Typed::Int(no)) => {
                Some(Typed::Int(Number::Choose(Box::new(Choice { condition, yes, no }))))
            }
            (Typed::Instant(yes), Typed::Instant(no)) => {
                Some(Typed::Instant(Number::Choose(Box::new(Choice { condition, yes, no }))))
            }
            (Typed::Text(yes), Typed::Text(no)) => {
                Some(Typed::Text(Text::Choose(Box::new(Choice { condition, yes, no }))))
            }
            (yes, no) => {
                let message = format!("`? :` cannot give {} or {}", yes.type_name(), no.type_name());
                let help = match yes {
                    Typed::List(..) => "choose between values, not lists",
                    _ => "both results have one type",
                };
                self.refuse(self.syntax.span(node), message, help);
                None
            }
        }
    }
}

fn is_comparison(node: &IdedExpr) -> bool {
    const SIGNS: [&str; 6] = [
        operators::EQUALS,
        operators::NOT_EQUALS,
        operators::LESS,
        operators::LESS_EQUALS,
        operators::GREATER,
        operators::GREATER_EQUALS,
    ];
    matches!(&node.expr, Expr::Call(call) if SIGNS.contains(&call.func_name.as_str()))
}

fn same_type(left: Typed, right: Typed) -> Option<(Scalar, Scalar)> {
    match (left, right) {
        (Typed::Test(left), Typed::Test(right)) => Some((Scalar::Test(left), Scalar::Test(right))),
        (Typed::Int(left), Typed::Int(right)) | (Typed::Instant(left), Typed::Instant(right)) => {
            Some((Scalar::Number(left), Scalar::Number(right)))
        }
        (Typed::Text(left), Typed::Text(right)) => Some((Scalar::Text(left), Scalar::Text(right))),
        _ => None,
    }
}

fn scalar(typed: Typed) -> Option<Scalar> {
    match typed {
        Typed::Test(test) => Some(Scalar::Test(test)),
        Typed::Int(number) | Typed::Instant(number) => Some(Scalar::Number(number)),
        Typed::Text(text) => Some(Scalar::Text(text)),
        Typed::List(..) => None,
    }
}
