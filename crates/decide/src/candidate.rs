//! A rule that an event may set off, and what is already known of its conditions.

use coterie_program::compiled::{ConditionId, Rule};
use coterie_program::ids::RuleId;

/// Which of a rule's conditions are known to hold, by place: those on the event and records first, those on lines after
/// them, as they stand in the rule. A rule has at most as many as this has bits; a condition beyond is never known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Answered(u32);

const _: () = assert!(coterie_program::limits::CONDITIONS_PER_RULE_MAX <= u32::BITS as usize);

impl Answered {
    /// With one more condition, by its place.
    pub(crate) fn with(self, place: usize) -> Self {
        Self(self.0 | 1_u32.checked_shl(place as u32).unwrap_or(0))
    }

    fn has(self, place: usize) -> bool {
        self.0.checked_shr(place as u32).unwrap_or(0) & 1 == 1
    }
}

/// Where the index found a rule. The answered conditions hold; those on lines hold at the line.
///
/// Where no condition on lines is answered, there is no line. Where some are, every line at which they hold is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// The rule's place among those of its kind, in the order of the file.
    pub(crate) place: u32,
    pub(crate) line: Option<u16>,
    pub(crate) answered: Answered,
    pub(crate) rule: RuleId,
}

/// A rule that an event may set off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'f> {
    pub(crate) rule: RuleId,
    answered: Answered,
    /// By line; empty when nothing is answered.
    found: &'f [Found],
}

impl<'f> Candidate<'f> {
    /// A rule of whose conditions nothing is known.
    pub(crate) const fn unasked(rule: RuleId) -> Self {
        Self { rule, answered: Answered(0), found: &[] }
    }

    /// The candidates among what was found, sorted and each once.
    pub(crate) fn of(found: &'f [Found]) -> impl Iterator<Item = Self> {
        found.chunk_by(|one, next| one.place == next.place).map(|found| {
            let first = found[0];
            // Values of one field may lead to the same rule by different conditions: each tells half of it, so none is believed.
            if found.iter().all(|one| one.answered == first.answered) {
                Self { rule: first.rule, answered: first.answered, found }
            } else {
                Self::unasked(first.rule)
            }
        })
    }

    /// The conditions on the event and records that are still to be evaluated.
    pub(crate) fn open_conditions<'p>(&self, rule: &'p Rule) -> impl Iterator<Item = ConditionId> + use<'p> {
        self.open(&rule.conditions, 0)
    }

    /// The conditions on lines that are still to be evaluated, at each line that [`Candidate::lines`] leaves.
    pub(crate) fn open_line_conditions<'p>(
        &self,
        rule: &'p Rule,
    ) -> impl Iterator<Item = ConditionId> + Clone + use<'p> {
        self.open(&rule.lines, rule.conditions.len())
    }

    fn open<'p>(
        &self,
        conditions: &'p [ConditionId],
        first: usize,
    ) -> impl Iterator<Item = ConditionId> + Clone + use<'p> {
        let answered = self.answered;
        let places = conditions.iter().enumerate();
        places.filter(move |(place, _)| !answered.has(first + place)).map(|(_, id)| *id)
    }

    /// The lines, of so many, at which the answered conditions hold, in order.
    pub(crate) fn lines(&self, count: usize) -> impl Iterator<Item = u16> + use<'f> {
        let at_lines = self.found.first().is_some_and(|first| first.line.is_some());
        let all = if at_lines { 0 } else { count as u16 };
        let some = if at_lines { self.found } else { &[] };
        (0..all).chain(some.iter().filter_map(|found| found.line))
    }
}
