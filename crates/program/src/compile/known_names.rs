//! The names that may follow at each stop of a path: for suggestions.

use super::Compiler;
use super::paths::{LINES, Stop};
use super::schema::{DERIVED, LINE_FIELDS};
use super::scope::{Scope, hops};
use crate::compiled::Subject;
use crate::limits::HOPS_MAX;
use coterie_ledger::PartyKind;

impl Compiler<'_> {
    /// The names that may follow a stop.
    pub(crate) fn next_names(&self, stop: &Stop, scope: &Scope) -> Vec<String> {
        let mut names: Vec<String> = match stop {
            Stop::Start => self.first_names(scope),
            Stop::Event => {
                let declared = scope.kinds.iter().flat_map(|kind| &self.program.schema.kinds[*kind].fields);
                let mut names: Vec<String> =
                    declared.map(|(id, _)| self.program.schema.fields[*id].name.clone()).collect();
                names.extend(DERIVED.map(str::to_owned));
                for name in &mut names {
                    name.truncate(name.find('.').unwrap_or(name.len()));
                }
                names.retain(|name| self.event_field_stop(name, scope).is_some());
                names
            }
            Stop::Group(group) => {
                let prefix = format!("{group}.");
                let known = crate::builtin::FIELD_NAMES.iter();
                known.filter_map(|name| name.strip_prefix(&prefix)).map(str::to_owned).collect()
            }
            Stop::Line(_) => {
                let declared =
                    scope.kinds.iter().flat_map(|kind| &self.program.schema.kinds[*kind].line_fields);
                let declared = declared.map(|id| self.program.schema.fields[*id].name.clone());
                LINE_FIELDS.iter().map(|name| (*name).to_owned()).chain(declared).collect()
            }
            Stop::Lines => LINES.iter().map(|name| (*name).to_owned()).collect(),
            Stop::Record(subject, kind) => self.names_of_record(subject, *kind, scope),
            Stop::Value(..) | Stop::TooFar => Vec::new(),
        };
        if matches!(stop, Stop::Start | Stop::Event | Stop::Line(_) | Stop::Record(..)) {
            let may_be_meant = |stop: &Stop| match stop {
                Stop::Event | Stop::Line(_) => ["events"].as_slice(),
                _ => ["attributes", "relations", "measures", "tiers"].as_slice(),
            };
            let broken = may_be_meant(stop).iter().flat_map(|section| self.names.broken_in(section));
            names.extend(broken.map(str::to_owned));
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    fn first_names(&self, scope: &Scope) -> Vec<String> {
        let mut names: Vec<String> = super::names::ROOTS.iter().map(|name| (*name).to_owned()).collect();
        names.extend(scope.kinds.iter().map(|kind| self.program.schema.kinds[*kind].name.clone()));
        for (subject, kind) in self.bare_records(scope) {
            names.extend(self.names_of_record(&subject, kind, scope));
        }
        names.retain(|name| self.first(name, scope).is_some());
        names
    }

    fn names_of_record(&self, subject: &Subject, kind: PartyKind, scope: &Scope) -> Vec<String> {
        let relations =
            self.names.relations.keys().filter(|(of, _)| *of == kind).map(|(_, name)| name.clone());
        let attributes =
            self.names.attributes.keys().filter(|(of, _)| *of == kind).map(|(_, name)| name.clone());
        let mut names: Vec<String> = attributes.collect();
        if hops(subject) < HOPS_MAX {
            names.extend(relations);
        }
        if hops(subject) > 0 {
            names.push("since".to_owned());
        }
        if scope.remembered {
            let measures = self.program.measures.values().filter(|measure| measure.of == kind);
            names.extend(measures.map(|measure| measure.name.clone()));
            names
                .extend(self.program.tiers.values().filter(|set| set.of == kind).map(|set| set.name.clone()));
        }
        names
    }
}
