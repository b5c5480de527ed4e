//! `measures`: what is remembered, of which events, over which time.

use super::Compiler;
use super::names::ROOTS;
use super::scope::Scope;
use super::types::described;
use crate::builtin::kind;
use crate::compiled::{Measure, MeasureKind, Path, Subject};
use crate::diagnostic::Diagnostic;
use crate::file::At;
use crate::file::collections::Map;
use crate::file::measures as file;
use crate::file::scalars::{Name, PathText};
use crate::ids::{AccountId, KindId, MeasureId, Space};
use crate::value::Type;
use crate::yaml::Span as Place;
use coterie_calendar::Window;
use coterie_ledger::PartyKind;

/// What a measure says that it remembers.
enum Said<'f> {
    Sum(&'f At<PathText>),
    Count(&'f At<Name>),
    Distinct(&'f At<PathText>),
    Last(&'f At<PathText>),
    Streak(&'f At<Name>),
    Balance(&'f At<Name>),
}

impl Compiler<'_> {
    pub(crate) fn measures(&mut self, measures: Option<&Map<file::Measure>>) {
        for (name, measure) in measures.into_iter().flat_map(Map::iter) {
            self.refuse_read_name(name);
            match self.measure_of(name, measure) {
                Some(compiled) => {
                    let Some(id) = self.number(Space::Measure, name, name.place).map(MeasureId) else {
                        continue;
                    };
                    let decimals = self.decimals_of_kind(&compiled.what);
                    self.program.measures.set(id, compiled);
                    self.names.measures.insert(name.value.clone(), id);
                    self.names.measure_decimals.insert(id, decimals);
                }
                None => self.names.mark_broken("measures", name),
            }
        }
    }

    /// Refuses a name under which a path would find something else.
    pub(crate) fn refuse_read_name(&self, name: &At<String>) {
        let taken = self
            .names
            .attributes
            .keys()
            .chain(self.names.relations.keys())
            .any(|(_, known)| *known == name.value);
        if taken {
            let message = format!("`{}` is the name of an attribute or relation already", name.value);
            self.error("name-taken", name.place, message);
        } else if name.value == "since"
            || self.names.kinds.contains_key(&name.value)
            || ROOTS.contains(&name.value.as_str())
        {
            let message = format!("`{}` already has a meaning in paths; choose another name", name.value);
            self.error("reserved-name", name.place, message);
        }
    }

    fn decimals_of_kind(&self, what: &MeasureKind) -> u8 {
        match what {
            MeasureKind::Count | MeasureKind::Distinct(_) | MeasureKind::Streak(_) => 0,
            MeasureKind::Sum(path) | MeasureKind::Last(path) => self.decimals_of(path),
            MeasureKind::SumAccount { account, .. } | MeasureKind::Balance(account) => {
                self.program.units[self.program.accounts[*account].unit].decimals
            }
        }
    }

    fn measure_of(&mut self, name: &At<String>, measure: &file::Measure) -> Option<Measure> {
        let of = measure.of.party();
        let said = self.said(measure)?;
        let kinds = self.kinds_of(&said)?;
        let mut scope = Scope { remembered: false, what: "this measure", ..Scope::of_events(kinds.clone()) };
        let via = match &measure.via {
            Some(path) => {
                let path = At { value: path.value.0.clone(), place: path.place };
                self.via(&path, of, &scope)
            }
            // How it is reached may be what could not be read.
            None if measure.has_unread => None,
            None => self.reached(of, &scope, measure.of.place),
        };
        scope.who = via.clone().map(|subject| (subject, of));
        let conditions = self.conditions(measure.conditions.as_ref(), &scope);
        let lines = self.conditions(measure.lines.as_ref(), &scope.with_line());
        let line_scope = Scope { line: true, ..scope.clone() };
        let what = match &said {
            Said::Sum(text) => match self.named_account(text) {
                Some(account) => self.sum_of_account(of, account, measure),
                None => self.number_path(text, &scope, &line_scope).map(MeasureKind::Sum),
            },
            Said::Count(_) => Some(MeasureKind::Count),
            Said::Distinct(text) => self.value_path(text, &scope, &line_scope).map(MeasureKind::Distinct),
            Said::Last(text) => self.value_path(text, &scope, &line_scope).map(MeasureKind::Last),
            Said::Streak(_) => {
                if measure.every.is_none() && !measure.has_unread {
                    self.error("missing-field", measure.place, "a streak says of which periods: every: day");
                }
                measure.every.as_ref().map(|period| MeasureKind::Streak(period.value.0))
            }
            Said::Balance(account) => {
                let account = At { value: account.value.0.clone(), place: account.place };
                self.account(&account)
                    .filter(|id| self.holds(of, *id, account.place))
                    .map(MeasureKind::Balance)
            }
        };
        self.refuse_useless_fields(&said, measure);
        let over = match (&measure.over, &said) {
            (Some(over), _) => over.value.0,
            (None, Said::Last(_) | Said::Streak(_) | Said::Balance(_)) => Window::Always,
            (None, _) if measure.has_unread => return None,
            (None, _) => {
                self.error_with_help(
                    "missing-field",
                    measure.place,
                    format!("the measure `{}` does not say over which time", name.value),
                    "add over: always, over: this month, over: last 365 days …",
                );
                return None;
            }
        };
        let when = match what.as_ref()? {
            MeasureKind::SumAccount { .. } | MeasureKind::Balance(_) => Vec::new(),
            _ => kinds,
        };
        Some(Measure { name: name.value.clone(), of, what: what?, when, via: via?, conditions, lines, over })
    }

    fn said<'f>(&self, measure: &'f file::Measure) -> Option<Said<'f>> {
        let said: Vec<Said<'f>> = [
            measure.sum.as_ref().map(Said::Sum),
            measure.count.as_ref().map(Said::Count),
            measure.distinct.as_ref().map(Said::Distinct),
            measure.last.as_ref().map(Said::Last),
            measure.streak.as_ref().map(Said::Streak),
            measure.balance.as_ref().map(Said::Balance),
        ]
        .into_iter()
        .flatten()
        .collect();
        if said.len() > 1 || (said.is_empty() && !measure.has_unread) {
            let message = "a measure has one of `sum`, `count`, `distinct`, `last`, `streak`, `balance`";
            self.error_with_help("missing-field", measure.place, message, "for example count: purchase");
        }
        said.into_iter().next()
    }

    /// The events that a measure remembers.
    fn kinds_of(&self, said: &Said<'_>) -> Option<Vec<KindId>> {
        match said {
            Said::Count(name) | Said::Streak(name) => {
                self.kind(&At { value: name.value.0.clone(), place: name.place }).map(|kind| vec![kind])
            }
            Said::Balance(_) => Some(vec![kind::PURCHASE]),
            Said::Sum(text) | Said::Distinct(text) | Said::Last(text) => {
                if matches!(said, Said::Sum(_)) && self.named_account(text).is_some() {
                    return Some(vec![kind::PURCHASE]);
                }
                let root = text.value.0.split('.').next().unwrap_or_default();
                if matches!(root, "line" | "any_line" | "lines") {
                    return Some(vec![kind::PURCHASE]);
                }
                let name = At { value: root.to_owned(), place: text.place };
                if matches!(said, Said::Sum(_)) && !text.value.0.contains('.') {
                    if !self.names.is_broken(root) {
                        let mut known: Vec<&str> = self.names.accounts.keys().map(String::as_str).collect();
                        known.sort_unstable();
                        self.unknown(
                            "unknown-name",
                            &name,
                            &format!("there is no account `{root}`"),
                            &known,
                            "accounts",
                        );
                    }
                    return None;
                }
                self.kind(&name).map(|kind| vec![kind])
            }
        }
    }

    fn named_account(&self, text: &At<PathText>) -> Option<AccountId> {
        self.names.accounts.get(&text.value.0).copied()
    }

    fn via(&self, path: &At<String>, of: PartyKind, scope: &Scope) -> Option<Subject> {
        let (subject, kind) = self.record_path(path, scope)?;
        if kind != of {
            let message =
                format!("`{}` reaches a record of kind `{kind}`, the measure is of kind `{of}`", path.value);
            self.error("wrong-kind-of-record", path.place, message);
            return None;
        }
        Some(subject)
    }

    /// How an event reaches a record of a kind when nothing is said.
    fn reached(&self, of: PartyKind, scope: &Scope, place: Place) -> Option<Subject> {
        if of == PartyKind::Coalition {
            return Some(Subject::Coalition);
        }
        if let Some(super::paths::Stop::Record(subject, _)) = self.root_record(of, scope) {
            return Some(subject);
        }
        self.error_with_help(
            "missing-field",
            place,
            format!("these events do not say which `{of}` they concern"),
            "add via, such as via: member.brought_by",
        );
        None
    }

    fn sum_of_account(
        &self,
        of: PartyKind,
        account: AccountId,
        measure: &file::Measure,
    ) -> Option<MeasureKind> {
        let place = measure.sum.as_ref().map_or(measure.place, |sum| sum.place);
        let names = measure.from.iter().flat_map(|from| &from.0);
        let from: Vec<_> = names
            .filter_map(|name| self.rule(&At { value: name.value.0.clone(), place: name.place }))
            .collect();
        self.holds(of, account, place).then(|| MeasureKind::SumAccount {
            account,
            from,
            when_available: measure.when_available.as_ref().is_some_and(|yes| yes.value.0),
        })
    }

    /// Whether records of the kind hold the account; reported when they do not.
    fn holds(&self, of: PartyKind, account: AccountId, place: Place) -> bool {
        let account = &self.program.accounts[account];
        let holds = account.of == of || (account.pooled && of == PartyKind::Household);
        if !holds {
            let message =
                format!("`{}` is an account of kind `{}`, not of kind `{of}`", account.name, account.of);
            self.error("wrong-kind-of-record", place, message);
        }
        holds
    }

    fn value_path(&self, text: &At<PathText>, scope: &Scope, line_scope: &Scope) -> Option<Path> {
        let of_line = text.value.0.starts_with("line.");
        let text = At { value: text.value.0.clone(), place: text.place };
        self.path(&text, if of_line { line_scope } else { scope })
    }

    fn number_path(&self, text: &At<PathText>, scope: &Scope, line_scope: &Scope) -> Option<Path> {
        let path = self.value_path(text, scope, line_scope)?;
        if matches!(path.value, Type::Integer | Type::Money) {
            return Some(path);
        }
        let message = format!("`{}` is {}, which cannot be summed", path.text, described(&path.value));
        self.error_with_help("wrong-type", text.place, message, "a sum is of whole numbers or money");
        None
    }

    /// Fields that this measure has no use for.
    fn refuse_useless_fields(&self, said: &Said<'_>, measure: &file::Measure) {
        let of_account = matches!(said, Said::Balance(_))
            || matches!(said, Said::Sum(text) if self.named_account(text).is_some());
        let refuse = |present: Option<Place>, field: &str, only: &str| {
            if let Some(place) = present {
                self.reader.report(Diagnostic::error(
                    "useless-field",
                    place,
                    format!("`{field}` is only for {only}"),
                ));
            }
        };
        if !matches!(said, Said::Streak(_)) {
            refuse(measure.every.as_ref().map(|every| every.place), "every", "streaks");
        }
        if !of_account {
            let from = measure.from.as_ref().and_then(|from| from.0.first()).map(|name| name.place);
            refuse(from, "from", "sums over an account");
            refuse(
                measure.when_available.as_ref().map(|yes| yes.place),
                "when_available",
                "sums over an account",
            );
        } else if matches!(said, Said::Balance(_)) {
            refuse(
                measure.over.as_ref().map(|over| over.place),
                "over",
                "what happens in time; a balance is as it stands",
            );
        }
    }
}
