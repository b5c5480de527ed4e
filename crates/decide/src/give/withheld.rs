//! Why a rule that fires gives nothing, as the decision itself comes to it: kept only for whoever asks.

use super::Fired;
use crate::context::Context;
use crate::decision::Fact;
use crate::draft::Draft;
use crate::error::DecideError;
use crate::limit::Room;
use crate::records::Records;
use coterie_ledger::Party;
use coterie_program::compiled::{Limit, LimitedTo};
use coterie_program::ids::{AccountId, RuleId};

/// What left nothing of what a rule would give.
#[derive(Clone, Debug, PartialEq)]
pub enum Withheld {
    /// Another rule of its group gives instead.
    Outranked {
        /// Which.
        by: RuleId,
    },
    /// There is nobody to benefit.
    Nobody,
    /// A limit leaves no room: its own, or that of the rule whose gift it multiplies.
    Limit {
        /// Whose limit.
        whose: RuleId,
        /// The limit.
        limit: Limit,
        /// For whom it counts.
        who: Party,
    },
    /// It multiplies what rules give by rates and percentages on an account, and none gave on it.
    NothingToMultiply {
        /// The account.
        account: AccountId,
    },
    /// The rule whose gift it multiplies or takes a share of gave nothing.
    OfNothing {
        /// Which.
        of: RuleId,
    },
    /// Other rules left nothing of what a rule gave.
    NoRest {
        /// Which.
        of: RuleId,
    },
    /// It multiplies only some lines, and the rule whose gift it multiplies does not rest on them.
    OtherLines {
        /// Which.
        of: RuleId,
    },
    /// What it adds to another rule's gift rounds to nothing.
    AddsNothing {
        /// To which.
        to: RuleId,
    },
    /// Its discount finds nothing left to take off.
    NothingLeft,
    /// The amount comes to nothing.
    Nothing {
        /// The values that decided how much.
        read: Vec<Fact>,
        /// Which of what the rule gives.
        part: u16,
        /// What it was taken of, in smallest parts, or pieces.
        basis: i64,
        /// The least of that which gives something, where there is any.
        least: Option<i64>,
    },
}

/// What rules would have given, one of them perhaps against its conditions.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// The rule that is taken to fire, whatever its conditions say.
    pub(crate) assumed: Option<RuleId>,
    /// What was withheld of which rule.
    pub(crate) withheld: Vec<(RuleId, Withheld)>,
}

impl<R: Records> Context<'_, R> {
    /// Notes why a rule gives nothing, where anybody asked.
    pub(crate) fn withhold(&self, rule: RuleId, why: impl FnOnce() -> Withheld) {
        if let Some(watch) = &self.watch {
            watch.borrow_mut().withheld.push((rule, why()));
        }
    }

    /// Notes that a limit of this kind leaves a rule nothing, where anybody asked: the first of these that has no room. `whose`
    /// rule they limit.
    pub(crate) fn withhold_by_limit(
        &self,
        draft: &Draft,
        rule: RuleId,
        (whose, of): (&Fired<'_>, LimitedTo),
    ) -> Result<(), DecideError> {
        if self.watch.is_none() {
            return Ok(());
        }
        for limit in whose.rule.limits.iter().filter(|limit| limit.of == of) {
            // A limit per event has no counter: what it cut, it cut to all of its room.
            let is_full = match self.room(draft, limit, Some(&whose.who))? {
                Some(Room { counter, left }) => counter.is_none() || left <= 0,
                None => false,
            };
            if is_full {
                self.withhold(rule, || Withheld::Limit {
                    whose: whose.rule.id,
                    limit: limit.clone(),
                    who: whose.who.clone(),
                });
                return Ok(());
            }
        }
        Ok(())
    }

    /// The rule that is taken to fire whatever its conditions say, once.
    pub(crate) fn take_assumed(&self) -> Option<RuleId> {
        self.watch.as_ref().and_then(|watch| watch.borrow_mut().assumed.take())
    }

    /// Notes that an amount comes to nothing, and what would do, where anybody asked.
    pub(crate) fn withhold_nothing(
        &self,
        rule: RuleId,
        part: usize,
        (read, basis): (&[Fact], i64),
        comes_to: impl Fn(i64) -> Option<i64>,
    ) {
        self.withhold(rule, || Withheld::Nothing {
            read: read.to_vec(),
            part: part as u16,
            basis,
            least: least(basis, comes_to),
        });
    }
}

/// The least basis, above one that gives nothing, that gives something: amounts rise with their basis.
fn least(basis: i64, comes_to: impl Fn(i64) -> Option<i64>) -> Option<i64> {
    let gives = |basis: i64| comes_to(basis).is_some_and(|amount| amount > 0);
    let mut low = basis.max(0);
    let mut high = low.checked_add(1)?;
    while !gives(high) {
        low = high;
        high = high.checked_mul(2).filter(|high| *high <= LEAST_SOUGHT_MAX)?;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if gives(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// Beyond this, no basis is sought that would give something: no purchase comes to so much.
const LEAST_SOUGHT_MAX: i64 = 1_000_000_000_000;
