//! What of a purchase an amount is taken of.

use crate::candidate::Candidate;
use crate::context::{Context, Scope};
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::{Amount, Party, split};
use coterie_program::builtin::field;
use coterie_program::compiled::{Basis, ConditionId, Rule};
use smallvec::SmallVec;

/// Lines by place, each with a basis in minor units. Most baskets at one partner have fewer than nine.
pub(crate) type Lines = SmallVec<[(u16, i64); 8]>;

/// The lines that a rule rests on, by place, with the basis of each in minor units; and shipping, when it counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    pub(crate) lines: Lines,
    pub(crate) shipping: i64,
    pub(crate) all: bool,
}

impl Selection {
    /// What the lines amount to.
    pub(crate) fn amount(&self) -> i64 {
        self.lines.iter().map(|(_, basis)| basis).sum::<i64>() + self.shipping
    }

    /// The lines that both select; `all` when each of ours is among theirs.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let lines: Lines = self.lines.iter().filter(|(place, _)| other.has(*place)).copied().collect();
        let all = lines.len() == self.lines.len();
        Self { shipping: if all { self.shipping } else { 0 }, lines, all }
    }

    /// The lines that only we select.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let lines = self.lines.iter().filter(|(place, _)| !other.has(*place)).copied().collect();
        Self { lines, shipping: self.shipping, all: false }
    }

    pub(crate) fn has(&self, place: u16) -> bool {
        self.lines.binary_search_by_key(&place, |(known, _)| *known).is_ok()
    }
}

/// Line by line, what of it is no longer there: program discounts, and what was paid in points.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reductions {
    /// Discounts that this decision gives, by line.
    pub(crate) discounts: SmallVec<[i64; 8]>,
    /// The share of tender in points, by line.
    pub(crate) points: SmallVec<[i64; 8]>,
}

impl Reductions {
    /// No discounts yet; what was paid in points is spread over the lines by their amounts.
    pub(crate) fn new<R: Records>(context: &Context<'_, R>) -> Result<Self, DecideError> {
        let lines = &context.event.lines;
        let paid = context.event.int(field::TENDER_POINTS).unwrap_or(0);
        let none = || SmallVec::from_elem(0, lines.len());
        if paid <= 0 {
            return Ok(Self { discounts: none(), points: none() });
        }
        let weights: Vec<i64> = lines.iter().map(|line| line.amount - line.discount).collect();
        let points = if weights.iter().any(|weight| *weight > 0) {
            split(Amount::new(paid)?, &weights)?.into_iter().map(Amount::get).collect()
        } else {
            none()
        };
        Ok(Self { discounts: none(), points })
    }
}

impl<R: Records> Context<'_, R> {
    /// What a line counts for under a basis.
    pub(crate) fn line_basis(&self, place: usize, basis: Basis, reductions: &Reductions) -> i64 {
        let line = &self.event.lines[place];
        let mut amount = line.amount;
        if basis.after_discounts {
            amount -= line.discount + reductions.discounts[place];
        }
        if !basis.tax_included {
            amount -= line.tax;
        }
        if !basis.points_included {
            amount -= reductions.points[place];
        }
        amount
    }

    /// The lines that a rule rests on; `None` when it asks for lines and none is there.
    pub(crate) fn select(
        &self,
        rule: &Rule,
        who: Option<&Party>,
        reductions: &Reductions,
    ) -> Result<Option<Selection>, DecideError> {
        self.select_found(rule, Candidate::unasked(rule.id), who, reductions)
    }

    /// The lines that a rule rests on, some of whose conditions on them may be answered; `None` when it asks for lines and
    /// none is there.
    pub(crate) fn select_found(
        &self,
        rule: &Rule,
        candidate: Candidate<'_>,
        who: Option<&Party>,
        reductions: &Reductions,
    ) -> Result<Option<Selection>, DecideError> {
        let mut lines = Lines::new();
        let open = candidate.open_line_conditions(rule);
        for place in candidate.lines(self.event.lines.len()) {
            if self.line_passes(open.clone(), who, usize::from(place))? {
                lines.push((place, self.line_basis(usize::from(place), rule.basis, reductions)));
            }
        }
        if lines.is_empty() && !rule.lines.is_empty() {
            return Ok(None);
        }
        let all = lines.len() == self.event.lines.len();
        let counts_shipping = rule.basis.shipping_included && rule.lines.is_empty();
        let shipping = if counts_shipping { self.event.int(field::SHIPPING).unwrap_or(0) } else { 0 };
        Ok(Some(Selection { lines, shipping, all }))
    }

    /// Whether a line meets every condition.
    pub(crate) fn line_passes(
        &self,
        conditions: impl IntoIterator<Item = ConditionId>,
        who: Option<&Party>,
        place: usize,
    ) -> Result<bool, DecideError> {
        for id in conditions {
            if !self.holds(id, Scope { who, line: Some(place), lines: &[] })? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
