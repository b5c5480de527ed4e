//! What a path may speak of at a place in the file: which events, which beneficiary, whether lines are at hand.

use crate::builtin::field;
use crate::compiled::Subject;
use crate::ids::{FieldId, KindId};
use coterie_ledger::PartyKind;

/// Where a path stands.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// The kinds of events that may be at hand; a field must exist in all of them. Empty when time sets the rule off.
    pub(crate) kinds: Vec<KindId>,
    /// The record that time or a tier concerns, when no event is at hand: the tick names it in the field of its kind.
    pub(crate) record: Option<PartyKind>,
    /// Whose bare names are read first.
    pub(crate) who: Option<(Subject, PartyKind)>,
    /// One line is at hand (`for`).
    pub(crate) line: bool,
    /// Measures and tiers may be read. Not by the conditions of measures: they would stand on each other.
    pub(crate) remembered: bool,
    /// What the path belongs to, for messages: "this rule".
    pub(crate) what: &'static str,
}

impl Scope {
    /// The scope of a rule that events of these kinds set off.
    pub(crate) fn of_events(kinds: Vec<KindId>) -> Self {
        Self { kinds, record: None, who: None, line: false, remembered: true, what: "this rule" }
    }

    /// The scope of a rule that time or a tier of such a record sets off.
    pub(crate) fn of_record(record: PartyKind) -> Self {
        Self { record: Some(record), ..Self::of_events(Vec::new()) }
    }

    /// The same scope with one line at hand.
    pub(crate) fn with_line(&self) -> Self {
        Self { line: true, ..self.clone() }
    }
}

/// The field of events that names a record of a kind; none for the coalition, which needs no name.
pub(crate) fn field_of_kind(kind: PartyKind) -> Option<FieldId> {
    Some(match kind {
        PartyKind::Member => field::MEMBER,
        PartyKind::Partner => field::PARTNER,
        PartyKind::Employee => field::EMPLOYEE,
        PartyKind::Household => field::HOUSEHOLD,
        PartyKind::Coalition => return None,
    })
}

/// How many relations a subject follows.
pub(crate) fn hops(subject: &Subject) -> usize {
    match subject {
        Subject::Who(hops) | Subject::Record(_, hops) => hops.len(),
        _ => 0,
    }
}
