//! Paths: from `member.brought_by.since` to where a value is read and what type it has.
//!
//! A path is walked name by name. Each [`Stop`] on the way knows which names may follow, so that a wrong name can be
//! answered with the right one, in conditions and in CEL alike. The beneficiary (`who`) is resolved to the record it is,
//! so that `who.city` and `member.city` are one and the same reading.

use super::Compiler;
use super::scope::{Scope, field_of_kind, hops};
use super::types::described;
use crate::builtin::field;
use crate::compiled::{LineField, MeasureKind, Origin, Path, Read, Subject};
use crate::diagnostic::Diagnostic;
use crate::file::At;
use crate::ids::{FieldId, KindId};
use crate::limits::HOPS_MAX;
use crate::value::Type;
use compact_str::CompactString;
use coterie_calendar::Weekday;
use coterie_ledger::PartyKind;

/// A place on the way along a path.
#[derive(Clone, Debug)]
pub(crate) enum Stop {
    /// Before the first name.
    Start,
    /// At the event.
    Event,
    /// At a group of the event's fields: `purchase.tender`.
    Group(String),
    /// At a line, or any line.
    Line(Subject),
    /// At the lines selected.
    Lines,
    /// At a record.
    Record(Subject, PartyKind),
    /// At a value: nothing follows.
    Value(Subject, Read, Type),
    /// At one relation too many.
    TooFar,
}

/// Why a path leads nowhere.
pub(crate) struct NoPath {
    /// The name that is not known.
    pub(crate) name: String,
    /// What stands before it, for messages.
    pub(crate) before: String,
    /// The names that would be known there.
    pub(crate) known: Vec<String>,
    /// True when the relations followed are too many.
    pub(crate) too_far: bool,
}

impl Compiler<'_> {
    /// The path as it is read here; reported when it leads nowhere.
    pub(crate) fn path(&self, text: &At<String>, scope: &Scope) -> Option<Path> {
        let names: Vec<&str> = text.split('.').collect();
        let stop = match self.walk(&names, scope) {
            Ok(stop) => stop,
            Err(no_path) => {
                self.no_path(text, &no_path, scope);
                return None;
            }
        };
        let path = end(stop.clone(), text);
        if path.is_none() {
            let next = self.next_names(&stop, scope);
            let message = format!("`{}` has no value of its own", text.value);
            let example =
                next.first().map(|name| format!("read one of its fields, such as `{}.{name}`", text.value));
            self.reader.report(Diagnostic::error("no-value", text.place, message).with_help_if(example));
        }
        path
    }

    /// A path that ends at a record.
    pub(crate) fn record_path(&self, text: &At<String>, scope: &Scope) -> Option<(Subject, PartyKind)> {
        let path = self.path(text, scope)?;
        if let (Read::Itself, Type::Party(kind)) = (&path.read, &path.value) {
            return Some((path.subject, *kind));
        }
        self.error_with_help(
            "not-a-record",
            text.place,
            format!("`{}` is not a record but {}", text.value, described(&path.value)),
            "name a member, partner, employee, household or the coalition, such as `member.inviter`",
        );
        None
    }

    /// The path without reports: for CEL, which has its own.
    pub(crate) fn quiet_path(&self, names: &[&str], scope: &Scope) -> Option<Path> {
        end(self.walk(names, scope).ok()?, &names.join("."))
    }

    pub(crate) fn walk(&self, names: &[&str], scope: &Scope) -> Result<Stop, NoPath> {
        let mut stop = Stop::Start;
        for (place, name) in names.iter().enumerate() {
            let next = self.next(&stop, name, scope);
            if matches!(next, None | Some(Stop::TooFar)) {
                return Err(NoPath {
                    name: (*name).to_owned(),
                    before: names[..place].join("."),
                    known: self.next_names(&stop, scope),
                    too_far: next.is_some(),
                });
            }
            stop = next.expect("checked just above");
        }
        Ok(stop)
    }

    fn no_path(&self, text: &At<String>, no_path: &NoPath, scope: &Scope) {
        if self.names.is_broken(&no_path.name) {
            return;
        }
        if no_path.too_far {
            let message = format!("`{}` follows more than {HOPS_MAX} relations", text.value);
            self.error("too-many-relations", text.place, message);
            return;
        }
        let name = At { value: no_path.name.clone(), place: text.place };
        let known: Vec<&str> = no_path.known.iter().map(String::as_str).collect();
        if no_path.before.is_empty() {
            if let Some(help) = self.misplaced_root(&no_path.name, scope) {
                let message = format!("`{}` cannot be read by {}", text.value, scope.what);
                self.error_with_help("not-at-hand", text.place, message, help);
                return;
            }
            let message = format!("nothing here is called `{}`", no_path.name);
            self.unknown(
                "unknown-path",
                &name,
                &message,
                &known,
                "attributes`, `relations`, `measures` and `tiers",
            );
        } else {
            let declared = "no attribute, relation, measure or tier of that name is declared";
            let message = format!("`{}` has no `{}`", no_path.before, no_path.name);
            // What a record has is declared; an event's fields are its own.
            let kinds = [PartyKind::Member, PartyKind::Partner, PartyKind::Employee, PartyKind::Household];
            let is_record = kinds.iter().any(|kind| kind.word() == no_path.before);
            let message = if is_record { format!("{message}: {declared}") } else { message };
            self.unknown(
                "unknown-path",
                &name,
                &message,
                &known,
                "attributes`, `relations`, `measures` and `tiers",
            );
        }
    }

    /// Why a first name that is known elsewhere cannot be read here.
    fn misplaced_root(&self, name: &str, scope: &Scope) -> Option<String> {
        if name == "line" {
            return Some(
                "conditions on lines stand under `for`; elsewhere read `any_line.category` or `lines.amount`"
                    .into(),
            );
        }
        if matches!(name, "lines" | "any_line") {
            return Some(if scope.line {
                "under `for` one line is at hand: read `line.category`".into()
            } else {
                "only purchases, refunds, redemptions and holds have lines".into()
            });
        }
        if let Some(kind) = self.names.kinds.get(name) {
            let at_hand: Vec<String> = scope
                .kinds
                .iter()
                .map(|kind| format!("`{}`", self.program.schema.kinds[*kind].name))
                .collect();
            let _ = kind;
            return Some(match at_hand.as_slice() {
                [] => "no event is at hand here: read the record itself, such as `member.city`".into(),
                kinds => format!("the events at hand are {}", kinds.join(", ")),
            });
        }
        let remembered = self.names.measures.contains_key(name) || self.names.tiers.contains_key(name);
        if remembered && !scope.remembered {
            return Some("a measure does not stand on measures or tiers: read fields and attributes".into());
        }
        if remembered {
            return Some(
                "it belongs to a record of another kind; write whose it is, such as `member.tier`".into(),
            );
        }
        None
    }

    /// The stop behind a name.
    pub(crate) fn next(&self, stop: &Stop, name: &str, scope: &Scope) -> Option<Stop> {
        match stop {
            Stop::Start => self.first(name, scope),
            Stop::Event => self.event_field_stop(name, scope),
            Stop::Group(group) => self.event_field_stop(&format!("{group}.{name}"), scope),
            Stop::Line(subject) => self.line_field_stop(subject, name, scope),
            Stop::Lines => lines_stop(name),
            Stop::Record(subject, kind) => self.of_record(subject, *kind, name, scope),
            Stop::Value(..) | Stop::TooFar => None,
        }
    }

    pub(super) fn first(&self, name: &str, scope: &Scope) -> Option<Stop> {
        let has_lines = scope.kinds.iter().any(|kind| self.program.schema.kinds[*kind].has_lines);
        match name {
            "line" => return scope.line.then_some(Stop::Line(Subject::Line)),
            "any_line" => return (has_lines && !scope.line).then_some(Stop::Line(Subject::AnyLine)),
            "lines" => return (has_lines && !scope.line).then_some(Stop::Lines),
            "event" => return (!scope.kinds.is_empty()).then_some(Stop::Event),
            "who" => return scope.who.clone().map(|(subject, kind)| Stop::Record(subject, kind)),
            "coalition" => return Some(Stop::Record(Subject::Coalition, PartyKind::Coalition)),
            _ => {}
        }
        if let Some(party) = PartyKind::ALL.into_iter().find(|kind| kind.word() == name) {
            return self.root_record(party, scope);
        }
        if name == "location" && self.in_all(field::LOCATION, scope) {
            return Some(Stop::Value(Subject::Event, Read::Field(field::LOCATION), Type::Location));
        }
        if let Some(kind) = self.names.kinds.get(name)
            && scope.kinds.contains(kind)
        {
            return Some(Stop::Event);
        }
        self.bare(name, scope)
    }

    fn in_all(&self, field: FieldId, scope: &Scope) -> bool {
        let has = |kind: &KindId| self.program.schema.kinds[*kind].fields.iter().any(|(id, _)| *id == field);
        !scope.kinds.is_empty() && scope.kinds.iter().all(has)
    }

    /// `member`, `partner` … : the record that the event names; the member's household where the event names none.
    pub(crate) fn root_record(&self, kind: PartyKind, scope: &Scope) -> Option<Stop> {
        let field = field_of_kind(kind)?;
        if scope.record == Some(kind) || self.in_all(field, scope) {
            return Some(Stop::Record(Subject::Record(field, Vec::new()), kind));
        }
        if kind == PartyKind::Household
            && let Some(Stop::Record(Subject::Record(field, _), _)) =
                self.root_record(PartyKind::Member, scope)
            && let Some(relation) = self.household_relation()
        {
            return Some(Stop::Record(Subject::Record(field, vec![relation]), kind));
        }
        None
    }

    /// The relation from members to their household.
    pub(crate) fn household_relation(&self) -> Option<crate::ids::RelationId> {
        let to_household = |def: &crate::compiled::RelationDef| {
            def.of == PartyKind::Member && def.to == PartyKind::Household
        };
        self.program.schema.relations.iter().find(|(_, def)| to_household(def)).map(|(id, _)| id)
    }

    /// The records whose bare names are known here, in the order in which they are asked.
    pub(super) fn bare_records(&self, scope: &Scope) -> Vec<(Subject, PartyKind)> {
        let mut records: Vec<(Subject, PartyKind)> = scope.who.iter().cloned().collect();
        for kind in [PartyKind::Member, PartyKind::Partner, PartyKind::Employee] {
            if let Some(Stop::Record(subject, kind)) = self.root_record(kind, scope) {
                records.push((subject, kind));
            }
        }
        records
    }

    fn bare(&self, name: &str, scope: &Scope) -> Option<Stop> {
        self.bare_records(scope)
            .iter()
            .find_map(|(subject, kind)| self.of_record(subject, *kind, name, scope))
    }

    fn of_record(&self, subject: &Subject, kind: PartyKind, name: &str, scope: &Scope) -> Option<Stop> {
        let key = (kind, name.to_owned());
        if let Some(relation) = self.names.relations.get(&key) {
            let to = self.program.schema.relations[*relation].to;
            return Some(match subject {
                _ if hops(subject) == HOPS_MAX => Stop::TooFar,
                Subject::Record(field, hops) => {
                    let hops = hops.iter().copied().chain([*relation]).collect();
                    Stop::Record(Subject::Record(*field, hops), to)
                }
                // The coalition's relations have no record to start from.
                _ => return None,
            });
        }
        if let Some(attribute) = self.names.attributes.get(&key) {
            let value = self.program.schema.attributes[*attribute].value.clone();
            return Some(Stop::Value(subject.clone(), Read::Attribute(*attribute), value));
        }
        if name == "since" && hops(subject) > 0 {
            return Some(Stop::Value(subject.clone(), Read::Since, Type::Time));
        }
        if !scope.remembered {
            return None;
        }
        if let Some(measure) = self.names.measures.get(name)
            && self.program.measures.get(*measure)?.of == kind
        {
            let value = self.measure_type(*measure);
            return Some(Stop::Value(subject.clone(), Read::Measure(*measure), value));
        }
        if let Some(set) = self.names.tiers.get(name)
            && self.program.tiers.get(*set)?.of == kind
        {
            let steps =
                self.program.tiers[*set].steps.iter().map(|step| CompactString::new(&step.name)).collect();
            return Some(Stop::Value(subject.clone(), Read::Tier(*set), Type::OneOf(steps)));
        }
        None
    }

    /// The type of what a measure holds; money is of the program's currency, other units are whole numbers of smallest parts.
    pub(crate) fn measure_type(&self, id: crate::ids::MeasureId) -> Type {
        match &self.program.measures[id].what {
            MeasureKind::Count | MeasureKind::Distinct(_) | MeasureKind::Streak(_) => Type::Integer,
            MeasureKind::Sum(path) | MeasureKind::Last(path) => path.value.clone(),
            MeasureKind::SumAccount { account, .. } | MeasureKind::Balance(account) => {
                let unit = self.program.accounts[*account].unit;
                if unit == self.program.currency { Type::Money } else { Type::Integer }
            }
        }
    }

    pub(super) fn event_field_stop(&self, name: &str, scope: &Scope) -> Option<Stop> {
        let value = |read, value| Some(Stop::Value(Subject::Event, read, value));
        match name {
            "at" => return value(Read::At, Type::Time),
            "weekday" => {
                let days = Weekday::ALL.iter().map(|day| CompactString::new(day.to_string())).collect();
                return value(Read::Weekday, Type::OneOf(days));
            }
            "time" => return value(Read::TimeOfDay, Type::TimeOfDay),
            "date" => return value(Read::Date, Type::Date),
            "month" => return value(Read::Month, Type::Integer),
            "day" => return value(Read::Day, Type::Integer),
            "total" if self.in_all(field::TOTAL, scope) => return value(Read::Total, Type::Money),
            _ => {}
        }
        let mut fields = scope.kinds.iter().map(|kind| self.field_of(*kind, name));
        let Some(field) = fields.next()? else {
            let prefix = format!("{name}.");
            let is_group = crate::builtin::FIELD_NAMES.iter().any(|field| field.starts_with(&prefix));
            return (is_group && scope.kinds.iter().any(|kind| self.has_group(*kind, &prefix)))
                .then(|| Stop::Group(name.to_owned()));
        };
        if fields.any(|other| other != Some(field)) {
            return None;
        }
        match self.field_type(field, scope) {
            // A record that the event names may be followed further.
            Type::Party(PartyKind::Coalition) => Some(Stop::Record(Subject::Coalition, PartyKind::Coalition)),
            Type::Party(kind) => Some(Stop::Record(Subject::Record(field, Vec::new()), kind)),
            ty => value(Read::Field(field), ty),
        }
    }

    fn has_group(&self, kind: KindId, prefix: &str) -> bool {
        let fields = &self.program.schema.kinds[kind].fields;
        fields.iter().any(|(id, _)| self.program.schema.fields[*id].name.starts_with(prefix))
    }

    /// A fact's `of` is the record that the fact is about; of other events it is an id.
    fn field_type(&self, id: FieldId, scope: &Scope) -> Type {
        if id == field::OF
            && let Some(Origin::Fact(fact)) =
                scope.kinds.first().map(|kind| &self.program.schema.kinds[*kind].origin)
        {
            return Type::Party(fact.of);
        }
        self.program.schema.fields[id].value.clone()
    }

    fn line_field_stop(&self, subject: &Subject, name: &str, scope: &Scope) -> Option<Stop> {
        let (field, ty) = match name {
            "id" => (LineField::Id, Type::Text),
            "category" => (LineField::Category, Type::Text),
            "sku" => (LineField::Sku, Type::Text),
            "amount" => (LineField::Amount, Type::Money),
            "quantity" => (LineField::Quantity, Type::Integer),
            "discount" => (LineField::Discount, Type::Money),
            "tax" => (LineField::Tax, Type::Money),
            _ => {
                let declared =
                    scope.kinds.iter().flat_map(|kind| &self.program.schema.kinds[*kind].line_fields);
                let id = declared.copied().find(|id| self.program.schema.fields[*id].name == name)?;
                let ty = self.program.schema.fields[id].value.clone();
                return Some(Stop::Value(subject.clone(), Read::Field(id), ty));
            }
        };
        Some(Stop::Value(subject.clone(), Read::Line(field), ty))
    }
}

/// The path that ends at a stop; none where there is no value.
fn end(stop: Stop, text: &str) -> Option<Path> {
    let (subject, read, value) = match stop {
        Stop::Value(subject, read, value) => (subject, read, value),
        Stop::Record(subject, kind) => (subject, Read::Itself, Type::Party(kind)),
        _ => return None,
    };
    Some(Path { subject, read, text: text.to_owned(), value })
}

/// What is read of the lines selected.
pub(super) const LINES: [&str; 4] = ["amount", "quantity", "count", "distinct"];

fn lines_stop(name: &str) -> Option<Stop> {
    let (read, value) = match name {
        "amount" => (Read::LinesAmount, Type::Money),
        "quantity" => (Read::LinesQuantity, Type::Integer),
        "count" => (Read::LinesCount, Type::Integer),
        "distinct" => (Read::LinesDistinct, Type::Integer),
        _ => return None,
    };
    Some(Stop::Value(Subject::Lines, read, value))
}
