//! Paths, and the nearest known name for an unknown one.

use crate::check::{Checker, Typed};
use crate::error::CelError;
use crate::ir::{List, Number, Path, Source, Text};
use crate::ir::{Span, Test};
use crate::schema::{Place, Type};
use cel::IdedExpr;
use cel::common::ast::Expr;

/// A path that exists, with its type.
pub(crate) struct Found {
    pub(crate) path: Path,
    pub(crate) kind: Type,
}

impl Checker<'_> {
    /// A path as a value.
    pub(crate) fn path_value(&mut self, node: &IdedExpr) -> Option<Typed> {
        let Found { path, kind } = self.path(node)?;
        Some(match kind {
            Type::Bool => Typed::Test(Test::Path(path)),
            Type::Int => Typed::Int(Number::Path(path)),
            Type::Instant => Typed::Instant(Number::Path(path)),
            Type::Text => Typed::Text(Text::Path(path)),
            Type::List { element, len_max } => {
                Typed::List(List { path, len_max, filters: Vec::new() }, *element)
            }
            Type::Record(kind) => {
                let fields = self.schema.known_names(Place::Record(kind, &[]));
                let error = CelError::new(path.span, format!("`{}` is a record, not a value", path.name));
                self.errors.push(match fields.iter().min() {
                    Some(field) => {
                        error.help(format!("name one of its fields, such as {}.{field}", path.name))
                    }
                    None => error,
                });
                return None;
            }
        })
    }

    /// Finds what a chain of names stands for: a macro's variable, or a path of the schema.
    pub(crate) fn path(&mut self, node: &IdedExpr) -> Option<Found> {
        let Some(chain) = chain(node) else {
            let span = self.syntax.name_span(node);
            self.refuse(
                span,
                "a field can be taken from a path only",
                "write a chain of names such as purchase.total",
            );
            return None;
        };
        let span = self.syntax.span(node);
        let names: Vec<&str> = chain.iter().map(|(name, _)| *name).collect();
        let name: Box<str> = names.join(".").into();
        let (root, fields) = names.split_first()?;
        if root.starts_with('.') {
            self.refuse(span, "a path does not start with a dot", "leave the dot out");
            return None;
        }
        let found = match self.variable(root) {
            Some((up, kind)) if fields.is_empty() => Some((kind.clone(), Source::Element { up })),
            Some((up, Type::Record(kind))) => {
                self.schema.field(*kind, fields).map(|(kind, field)| (kind, Source::Field { up, field }))
            }
            Some(_) => None,
            None => self.schema.path(&names).map(|(kind, slot)| (kind, Source::Slot(slot))),
        };
        if let Some((kind, source)) = found {
            return Some(Found { path: Path { name, source, span }, kind });
        }
        let error = self.unknown(&chain, &names, span);
        self.errors.push(error);
        None
    }

    /// The variable of an enclosing macro: how many macros outwards, and the type of the element.
    fn variable(&self, name: &str) -> Option<(u32, &Type)> {
        let scopes = self.scopes.iter().rev().enumerate();
        scopes
            .map(|(up, scope)| (up as u32, scope))
            .find_map(|(up, (known, kind))| (known == name).then_some((up, kind)))
    }

    fn unknown(&self, chain: &[(&str, &IdedExpr)], names: &[&str], span: Span) -> CelError {
        let variable = self.variable(names[0]).map(|(_, kind)| kind.clone());
        if let Some(kind) = variable.as_ref().filter(|kind| !matches!(kind, Type::Record(_))) {
            return CelError::new(span, format!("`{}` is of type {kind} and has no fields", names[0]));
        }
        let next_names = |depth: usize| match variable {
            Some(Type::Record(kind)) => self.schema.known_names(Place::Record(kind, &names[1..depth])),
            _ => self.schema.known_names(Place::Path(&names[..depth])),
        };
        // The first name that does not continue what stands before it is the one that is misspelt.
        let first = usize::from(variable.is_some());
        for depth in first..names.len() {
            let wrong = names[depth];
            let known = next_names(depth);
            if known.iter().any(|name| name == wrong) {
                continue;
            }
            let span = self.syntax.name_span(chain[depth].1);
            let before = names[..depth].join(".");
            let error = if depth == 0 {
                CelError::new(span, format!("unknown name `{wrong}`"))
            } else if known.is_empty() {
                CelError::new(span, format!("`{before}` has no fields, so no `{wrong}`"))
            } else {
                CelError::new(span, format!("`{before}` has no field `{wrong}`"))
            };
            return match self.suggestion(wrong, depth, &known) {
                Some(help) => error.help(help),
                None => error,
            };
        }
        let error = CelError::new(span, format!("`{}` has no value of its own", names.join(".")));
        match next_names(names.len()).iter().min() {
            Some(name) => error.help(format!("name one of its fields, such as {}.{name}", names.join("."))),
            None => error,
        }
    }

    fn suggestion(&self, wrong: &str, depth: usize, known: &[String]) -> Option<String> {
        if let Some(near) = nearest(wrong, known.iter().map(String::as_str)) {
            return Some(format!("did you mean `{near}`?"));
        }
        if depth == 0 {
            // `total` for `purchase.total`.
            let mut roots = known.to_vec();
            roots.sort_unstable();
            let root = roots
                .iter()
                .find(|root| self.schema.known_names(Place::Path(&[root])).iter().any(|n| n == wrong));
            if let Some(root) = root {
                return Some(format!("did you mean `{root}.{wrong}`?"));
            }
        }
        listed(known)
    }
}

/// The names of a chain `a.b.c` from its root, each with its node; `None` for anything else.
fn chain(node: &IdedExpr) -> Option<Vec<(&str, &IdedExpr)>> {
    let mut names = Vec::new();
    let mut at = node;
    loop {
        match &at.expr {
            Expr::Ident(name) => {
                names.push((name.as_str(), at));
                names.reverse();
                return Some(names);
            }
            Expr::Select(select) => {
                names.push((select.field.as_str(), at));
                at = &select.operand;
            }
            _ => return None,
        }
    }
}

/// The known name that `wrong` was probably meant to be: at most a third of its letters differ; case is ignored.
pub(crate) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer words are no misspelling of a name, and the distance takes time with the square of their length.
    const WORD_BYTES_MAX: usize = 64;
    if wrong.len() > WORD_BYTES_MAX {
        return None;
    }
    let folded = wrong.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= (wrong.len() / 3).max(1))
        .min()
        .map(|(_, name)| name)
}

/// The known names themselves when they are few.
fn listed(known: &[String]) -> Option<String> {
    /// More names than this are no help in a message.
    const LISTED_MAX: usize = 12;
    if known.is_empty() || known.len() > LISTED_MAX {
        return None;
    }
    let mut names = known.to_vec();
    names.sort_unstable();
    Some(format!("known here: {}", names.join(", ")))
}
