//! Room in limits.

use crate::context::Context;
use crate::decision::Effect;
use crate::draft::{CounterKey, Draft};
use crate::error::DecideError;
use crate::records::Records;
use coterie_calendar::Instant;
use coterie_ledger::Party;
use coterie_program::compiled::{Limit, LimitScope, LimitedTo};

/// What a limit still allows, and where its use is counted (nowhere, when it is per event).
pub(crate) struct Room {
    pub(crate) counter: Option<CounterKey>,
    pub(crate) left: i64,
}

impl<R: Records> Context<'_, R> {
    /// What a limit allows now; `None` when it does not concern this event.
    pub(crate) fn room(
        &self,
        draft: &Draft,
        limit: &Limit,
        who: Option<&Party>,
    ) -> Result<Option<Room>, DecideError> {
        let party = match &limit.per {
            LimitScope::Event => return Ok(Some(Room { counter: None, left: limit.most })),
            LimitScope::Everyone => Party::coalition(),
            LimitScope::Record(subject) => match self.subject(subject, who)? {
                Some(party) => party,
                None => return Ok(None),
            },
        };
        let period =
            limit.every.map_or(Instant::MIN, |period| self.program().zone.start_of(period, self.event.at));
        let before = self.record(&party)?.map_or(0, |record| record.used(limit.id, period, self.clock));
        let counter = (limit.id, party, period);
        let used = before + draft.used.get(&counter).copied().unwrap_or(0);
        Ok(Some(Room { left: (limit.most - used).max(0), counter: Some(counter) }))
    }

    /// Cuts an amount to what limits of this kind allow.
    pub(crate) fn cut(
        &self,
        draft: &Draft,
        limits: &[Limit],
        of: LimitedTo,
        who: Option<&Party>,
        amount: i64,
    ) -> Result<i64, DecideError> {
        let mut amount = amount;
        for limit in limits.iter().filter(|limit| limit.of == of) {
            if let Some(room) = self.room(draft, limit, who)? {
                amount = amount.min(room.left);
            }
        }
        Ok(amount)
    }

    /// Draws an amount on all limits of this kind.
    pub(crate) fn draw(
        &self,
        draft: &mut Draft,
        limits: &[Limit],
        of: LimitedTo,
        who: Option<&Party>,
        amount: i64,
        gift: Option<u16>,
    ) -> Result<(), DecideError> {
        if amount == 0 {
            return Ok(());
        }
        for limit in limits.iter().filter(|limit| limit.of == of) {
            let Some(Room { counter: Some(counter), .. }) = self.room(draft, limit, who)? else { continue };
            draft.meet(self, &counter.1)?;
            draft.push(Effect::Count {
                party: counter.1.clone(),
                limit: counter.0,
                period: counter.2,
                by: amount,
                gift,
                hold: draft.hold,
            });
            *draft.used.entry(counter).or_default() += amount;
        }
        Ok(())
    }

    /// Whether every limit on how often leaves room for once more.
    pub(crate) fn may_give(
        &self,
        draft: &Draft,
        limits: &[Limit],
        who: Option<&Party>,
    ) -> Result<bool, DecideError> {
        Ok(self.cut(draft, limits, LimitedTo::Times, who, 1)? == 1)
    }
}
