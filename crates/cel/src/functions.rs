//! Checking of calls: presence, tests on texts, sizes, and the macros over lists.

use crate::check::{Checker, Typed};
use crate::error::CelError;
use crate::ir::{Binder, List, Number, Quantifier, Search, Span, Test, Text};
use crate::names::nearest;
use crate::schema::Type;
use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr};

/// The functions there are, with how each is written.
const FUNCTIONS: [(&str, &str); 9] = [
    ("has", "has(record.field)"),
    ("size", "size(list) or list.size()"),
    ("startsWith", "text.startsWith(\"part\")"),
    ("endsWith", "text.endsWith(\"part\")"),
    ("contains", "text.contains(\"part\")"),
    ("exists", "list.exists(x, condition)"),
    ("all", "list.all(x, condition)"),
    ("exists_one", "list.exists_one(x, condition)"),
    ("filter", "list.filter(x, condition)"),
];

/// What to use instead of the rest of CEL.
fn alternative(name: &str) -> Option<&'static str> {
    Some(match name {
        "map" => "use exists, all or exists_one, or size(list.filter(x, condition))",
        "matches" => "use startsWith, endsWith or contains",
        "timestamp" | "duration" => {
            "compare instants of the schema with each other; a difference is in milliseconds"
        }
        "getFullYear" | "getMonth" | "getDate" | "getDayOfMonth" | "getDayOfWeek" | "getDayOfYear"
        | "getHours" | "getMinutes" | "getSeconds" | "getMilliseconds" => {
            "use the fields of the schema that give parts of a date"
        }
        "int" | "uint" | "double" | "string" | "bool" | "bytes" | "dyn" | "type" => {
            "every path has its type already; nothing is converted"
        }
        "lowerAscii" | "upperAscii" | "trim" | "replace" | "split" | "substring" | "join" | "format"
        | "reverse" | "sort" | "charAt" | "indexOf" => "texts and lists are tested, not rewritten",
        _ => return None,
    })
}

impl Checker<'_> {
    pub(crate) fn function(&mut self, node: &IdedExpr, call: &CallExpr) -> Option<Typed> {
        let CallExpr { func_name, target, args } = call;
        let name = func_name.as_str();
        match (name, target.as_deref(), args.as_slice()) {
            ("has", None, [path]) => self.has(path),
            ("size", None, [subject]) | ("size", Some(subject), []) => self.size(subject),
            ("startsWith", Some(subject), [part]) => self.search(Search::StartsWith, subject, part),
            ("endsWith", Some(subject), [part]) => self.search(Search::EndsWith, subject, part),
            ("contains", Some(subject), [part]) => self.search(Search::Contains, subject, part),
            ("exists", Some(list), [variable, body]) => {
                self.quantify(Quantifier::Exists, list, variable, body)
            }
            ("all", Some(list), [variable, body]) => self.quantify(Quantifier::All, list, variable, body),
            ("exists_one" | "existsOne", Some(list), [variable, body]) => {
                self.quantify(Quantifier::ExistsOne, list, variable, body)
            }
            ("filter", Some(list), [variable, body]) => {
                let (mut list, element, binder) = self.over(name, list, variable, body)?;
                list.filters.push(binder);
                Some(Typed::List(list, element))
            }
            _ => {
                let span = self.syntax.name_span(node);
                let error = not_a_function(span, name);
                self.errors.push(error);
                // The arguments of what is unknown cannot be judged; what it is called on can.
                if let Some(target) = target {
                    let _ = self.value(target);
                }
                None
            }
        }
    }

    fn has(&mut self, node: &IdedExpr) -> Option<Typed> {
        let Expr::Select(_) = &node.expr else {
            let span = self.syntax.span(node);
            self.refuse(span, "`has` needs a field, and this is none", "write has(record.field)");
            return None;
        };
        self.path(node).map(|found| Typed::Test(Test::Has(found.path)))
    }

    fn size(&mut self, subject: &IdedExpr) -> Option<Typed> {
        match self.value(subject)? {
            Typed::Text(text) => Some(Typed::Int(Number::SizeOfText(Box::new(text)))),
            Typed::List(list, _) => Some(Typed::Int(Number::SizeOfList(Box::new(list)))),
            other => {
                self.mismatch(subject, "`size`", "a text or a list", &other, "only these have a length");
                None
            }
        }
    }

    fn search(&mut self, search: Search, subject: &IdedExpr, part: &IdedExpr) -> Option<Typed> {
        let who = format!("`{}`", search.name());
        let (subject, part) = (self.text(subject, &who), self.text(part, &who));
        Some(Typed::Test(Test::Search(search, Box::new((subject?, part?)))))
    }

    fn text(&mut self, node: &IdedExpr, who: &str) -> Option<Text> {
        match self.value(node)? {
            Typed::Text(text) => Some(text),
            other => {
                let help = match other {
                    Typed::List(..) => "for a list write x in list",
                    _ => "compare other values with ==",
                };
                self.mismatch(node, who, "text", &other, help);
                None
            }
        }
    }

    fn quantify(
        &mut self,
        quantifier: Quantifier,
        list: &IdedExpr,
        variable: &IdedExpr,
        body: &IdedExpr,
    ) -> Option<Typed> {
        let (list, _, binder) = self.over(quantifier.name(), list, variable, body)?;
        Some(Typed::Test(Test::Quantify { quantifier, list: Box::new(list), binder: Box::new(binder) }))
    }

    /// The list, the type of its elements, and the body of a macro with its variable.
    fn over(
        &mut self,
        name: &str,
        list: &IdedExpr,
        variable: &IdedExpr,
        body: &IdedExpr,
    ) -> Option<(List, Type, Binder)> {
        let who = format!("`{name}`");
        let list = match self.value(list)? {
            Typed::List(list, element) => (list, element),
            other => {
                self.mismatch(list, &who, "a list", &other, "compare single values directly");
                return None;
            }
        };
        let (list, element) = list;
        let variable = match &variable.expr {
            Expr::Ident(name) if !name.starts_with('.') => name.clone(),
            _ => {
                let span = self.syntax.span(variable);
                self.refuse(
                    span,
                    format!("{who} needs a name for the element"),
                    format!("write list.{name}(x, condition)"),
                );
                return None;
            }
        };
        self.scopes.push((variable.clone(), element.clone()));
        let body = self.test(body, &who);
        self.scopes.pop();
        Some((list, element, Binder { variable: variable.into(), body: body? }))
    }
}

fn not_a_function(span: Span, name: &str) -> CelError {
    if let Some((_, usage)) = FUNCTIONS.iter().find(|(known, _)| *known == name) {
        return CelError::new(span, format!("`{name}` is not called like this"))
            .help(format!("write {usage}"));
    }
    if let Some(help) = alternative(name) {
        return CelError::new(span, format!("not supported: the function `{name}`")).help(help);
    }
    let error = CelError::new(span, format!("unknown function `{name}`"));
    let names = FUNCTIONS.iter().map(|(known, _)| *known);
    match nearest(name, names.clone()) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("there are: {}", names.collect::<Vec<_>>().join(", "))),
    }
}
