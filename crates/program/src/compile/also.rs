//! `also`: conditions in CEL, against the same paths as everything else.

use super::Compiler;
use super::paths::Stop;
use super::scope::Scope;
use crate::compiled::Path;
use crate::diagnostic::Diagnostic;
use crate::file::At;
use crate::file::scalars::Scalar;
use crate::limits::EVENT_LIST_MAX;
use crate::value::Type;
use crate::yaml::{Mark, Span};
use coterie_cel::{CelError, Expression, FieldId, Limits, Place, RecordKind, Schema, SlotId};
use std::cell::RefCell;
use std::sync::Arc;

/// The paths that an expression may read: each gets the number of a slot when it is first asked for.
struct Paths<'c, 'r> {
    compiler: &'c Compiler<'r>,
    scope: &'c Scope,
    slots: RefCell<Vec<Path>>,
}

impl Schema for Paths<'_, '_> {
    fn path(&self, path: &[&str]) -> Option<(coterie_cel::Type, SlotId)> {
        let path = self.compiler.quiet_path(path, self.scope)?;
        let value = cel_type(&path.value)?;
        let mut slots = self.slots.borrow_mut();
        let slot = slots.iter().position(|known| known.text == path.text).unwrap_or_else(|| {
            slots.push(path);
            slots.len() - 1
        });
        Some((value, SlotId(slot as u32)))
    }

    fn field(&self, _: RecordKind, _: &[&str]) -> Option<(coterie_cel::Type, FieldId)> {
        None
    }

    fn known_names(&self, place: Place<'_>) -> Vec<String> {
        let Place::Path(names) = place else { return Vec::new() };
        let stop = if names.is_empty() { Ok(Stop::Start) } else { self.compiler.walk(names, self.scope) };
        stop.map(|stop| self.compiler.next_names(&stop, self.scope)).unwrap_or_default()
    }
}

/// CEL knows booleans, whole numbers, texts and instants; decimals and dates are for structured conditions.
fn cel_type(value: &Type) -> Option<coterie_cel::Type> {
    Some(match value {
        Type::Integer | Type::Money | Type::TimeOfDay => coterie_cel::Type::Int,
        Type::YesNo => coterie_cel::Type::Bool,
        Type::Text | Type::Code | Type::OneOf(_) | Type::Party(_) | Type::Location => coterie_cel::Type::Text,
        Type::Time => coterie_cel::Type::Instant,
        Type::List(element) => {
            coterie_cel::Type::List { element: Box::new(cel_type(element)?), len_max: EVENT_LIST_MAX }
        }
        Type::Decimal | Type::Date => return None,
    })
}

impl Compiler<'_> {
    pub(crate) fn also(&self, also: &At<Scalar>, scope: &Scope) -> Option<(Arc<Expression>, Vec<Path>)> {
        let schema = Paths { compiler: self, scope, slots: RefCell::new(Vec::new()) };
        match coterie_cel::compile(&also.text, &schema, &Limits::default()) {
            Ok(expression) => Some((Arc::new(expression), schema.slots.into_inner())),
            Err(errors) => {
                for error in errors.into_iter().filter(|error| !self.reads_broken(also, error)) {
                    let place = self.place_in(also, &error);
                    self.reader
                        .report(Diagnostic::error("cel", place, error.message).with_help_if(error.help));
                }
                None
            }
        }
    }

    /// Whether an error is about a path through something that has a mistake itself.
    fn reads_broken(&self, also: &At<Scalar>, error: &CelError) -> bool {
        let read = also.text.get(error.offset_start..error.offset_end).unwrap_or_default();
        read.split('.').any(|name| self.names.is_broken(name))
    }

    /// The part of the file that an error is about; all of the expression where its text is folded or escaped.
    fn place_in(&self, also: &At<Scalar>, error: &CelError) -> Span {
        let written = self.source.get(also.place.bytes()).unwrap_or_default();
        let Some(start) = written.find(also.text.as_str()).filter(|_| !also.text.contains('\n')) else {
            return also.place;
        };
        let mark = |offset: usize| {
            let before = &written[..start + offset];
            Mark {
                offset: also.place.start.offset + before.len() as u32,
                line: also.place.start.line,
                column: also.place.start.column + before.chars().count() as u32,
            }
        };
        Span { start: mark(error.offset_start), end: mark(error.offset_end) }
    }
}
