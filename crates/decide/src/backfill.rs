//! Back-filling: what measures that a new program version declares would have remembered of the past.
//!
//! Whoever walks the journal hands in each entry twice: before it is folded ([`Backfill::derive`]), because measures read
//! the records as they stood before the event, and after ([`Backfill::fold`]). The past is not decided again: gifts are
//! those that the journal records, less what refunds took back.

use crate::context::Context;
use crate::decision::{Change, Effect};
use crate::draft::Draft;
use crate::engine::Engine;
use crate::entry::{Entry, Origin};
use crate::error::{Corrupt, DecideError};
use crate::fold::{self, FoldInto};
use crate::kinds::{as_remaining, is_remembered, set_off_by_close, unavailable, waiting};
use crate::record::{AtClose, EntryState, Remembered};
use crate::records::Records;
use crate::remember;
use crate::tick::as_event;
use coterie_calendar::Instant;
use coterie_program::builtin::kind;
use coterie_program::compiled::Program;
use coterie_program::ids::MeasureId;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// New measures, on their way through the journal.
pub struct Backfill {
    engine: Arc<Engine>,
    /// Ascending.
    measures: Vec<MeasureId>,
    /// What they remember of each event, for refunds to come.
    remembered: FxHashMap<u64, Vec<Remembered>>,
}

/// What the measures remember of one entry.
#[derive(Debug, Default)]
pub struct Derived(Vec<Effect>);

impl Backfill {
    /// For measures of a version.
    pub fn new(engine: &Arc<Engine>, mut measures: Vec<MeasureId>) -> Self {
        measures.sort_unstable();
        Self { engine: Arc::clone(engine), measures, remembered: FxHashMap::default() }
    }

    /// What the measures remember of an entry that is not folded yet.
    pub fn derive<R: Records>(
        &self,
        records: &R,
        position: u64,
        entry: &Entry,
    ) -> Result<Derived, DecideError> {
        if entry.decision.refusal.is_some() {
            return Ok(Derived::default());
        }
        let mut draft = Draft::new(position);
        draft.decision = entry.decision.clone();
        let recorded = draft.decision.effects.len();
        match &entry.origin {
            Origin::Event(event) => {
                let context = Context::new(&self.engine, records, event, entry.clock);
                let context = context.only(&self.measures);
                if is_remembered(event) {
                    remember::event(&context, &mut draft)?;
                }
                remember::gifts(&context, &mut draft, 0)?;
                if event.kind == kind::APPROVAL {
                    self.approved_at_close(&context, &mut draft, entry)?;
                }
            }
            Origin::Tick(tick) => {
                let event = as_event(tick);
                let context = Context::new(&self.engine, records, &event, entry.clock).only(&self.measures);
                remember::gifts(&context, &mut draft, 0)?;
                corrected(&context, &mut draft, entry)?;
            }
            Origin::Apply(_) => {}
        }
        let remembered = |effect: &Effect| matches!(effect, Effect::Remember { .. });
        Ok(Derived(draft.decision.effects.drain(recorded..).filter(remembered).collect()))
    }

    /// Folds what was derived, and what the entry, now folded, took back of earlier events.
    pub fn fold<R: Records + FoldInto>(
        &mut self,
        records: &mut R,
        position: u64,
        entry: &Entry,
        derived: Derived,
    ) -> Result<(), DecideError> {
        for effect in derived.0 {
            self.note(position, &effect);
            put(records, &effect)?;
        }
        let mut reduced: Vec<u64> = Vec::new();
        for effect in &entry.decision.effects {
            match effect {
                Effect::Remaining { entry, .. }
                | Effect::Kept { entry, .. }
                | Effect::State { entry, state: EntryState::Cancelled }
                    if !reduced.contains(entry) =>
                {
                    reduced.push(*entry);
                }
                Effect::Available { entry, gift, at } => {
                    for effect in self.approve(records, *entry, *gift, *at)? {
                        put(records, &effect)?;
                    }
                }
                Effect::MergedInto { party, into } => {
                    let given =
                        records.party(party)?.map(|record| record.measures.clone()).unwrap_or_default();
                    for (measure, state) in given.into_iter().filter(|(measure, _)| self.is_new(*measure)) {
                        let record = records.party_mut(into);
                        fold::inherit(record, measure, &state)
                            .ok_or_else(|| Corrupt::Measure(into.clone()))?;
                    }
                }
                _ => {}
            }
        }
        for earlier in reduced {
            let Some(mut remembered) = self.remembered.remove(&earlier) else { continue };
            for effect in self.reduce(records, earlier, entry.clock, &mut remembered)? {
                put(records, &effect)?;
            }
            self.remembered.insert(earlier, remembered);
        }
        Ok(())
    }

    fn program(&self) -> &Program {
        &self.engine.program
    }

    fn is_new(&self, measure: MeasureId) -> bool {
        self.measures.binary_search(&measure).is_ok()
    }

    fn note(&mut self, position: u64, effect: &Effect) {
        let Effect::Remember { party, measure, at, change, gift } = effect else { return };
        let (amount, value) = match change {
            Change::Add(amount) => (*amount, None),
            Change::Occur(value, times) => (*times, Some(value.clone())),
            Change::Last(_) | Change::Streak(..) => return,
        };
        let known =
            Remembered { party: party.clone(), measure: *measure, at: *at, amount, value, gift: *gift };
        self.remembered.entry(position).or_default().push(known);
    }

    /// What a gift of an earlier event counts from its approval on, in sums that count what is available.
    fn approve<R: Records>(
        &mut self,
        records: &R,
        position: u64,
        gift: u16,
        at: Instant,
    ) -> Result<Vec<Effect>, DecideError> {
        let mut effects = Vec::new();
        let Some(remembered) = self.remembered.get_mut(&position) else { return Ok(effects) };
        let Some(record) = records.entry(position)? else { return Ok(effects) };
        let context = Context::new(&self.engine, records, &record.event, record.event.at);
        let kept = record.gifts.get(usize::from(gift)).map_or(0, |held| held.kept.get());
        let program = &self.engine.program;
        for known in remembered.iter_mut().filter(|known| known.gift == Some(gift)) {
            if remember::counts_when_available(program, known.measure) {
                (known.amount, known.at) = (kept, at.max(record.event.at));
                effects.push(Effect::Remember {
                    party: context.resolve(&known.party)?,
                    measure: known.measure,
                    at: known.at,
                    change: Change::Add(kept),
                    gift: None,
                });
            }
        }
        Ok(effects)
    }

    /// What an approval frees of what a close gave counts from then on in sums that count what is available.
    fn approved_at_close<R: Records>(
        &self,
        context: &Context<'_, R>,
        draft: &mut Draft,
        entry: &Entry,
    ) -> Result<(), DecideError> {
        for effect in &entry.decision.effects {
            let Effect::AtClose { party, given } = effect else { continue };
            let record = context.records.party(party)?;
            let before = record.and_then(|record| given.among(&record.at_close));
            let Some(before) = before.filter(|before| before.waits) else { continue };
            let waiting = waiting(context, before)?;
            let amount = waiting.iter().map(|(_, _, amount)| amount.get()).sum();
            let event = set_off_by_close(party, before);
            let then = Context::new(&self.engine, context.records, &event, entry.clock).only(&self.measures);
            let of = (before.rule, before.account);
            remember::gift_approved(&then, draft, of, &before.to, (amount, entry.at().max(before.at)))?;
        }
        Ok(())
    }

    /// What measures forget of an earlier event, of which less is kept now.
    fn reduce<R: Records>(
        &self,
        records: &R,
        position: u64,
        clock: Instant,
        remembered: &mut [Remembered],
    ) -> Result<Vec<Effect>, DecideError> {
        let Some(record) = records.entry(position)? else { return Ok(Vec::new()) };
        let remaining = as_remaining(record, &record.left)?;
        let context = Context::new(&self.engine, records, &remaining, clock);
        let mut effects = Vec::new();
        for known in remembered {
            let party = context.resolve(&known.party)?;
            let now = match known.gift {
                _ if record.state == EntryState::Cancelled => 0,
                Some(gift) => match record.gifts.get(usize::from(gift)) {
                    Some(held) => {
                        remember::counted_of_gift(self.program(), known.measure, held, held.kept.get())
                    }
                    None => 0,
                },
                None => remember::remaining(&context, known, &party, record.remains())?,
            };
            let by = now - known.amount;
            known.amount = now;
            if by != 0 {
                let change = match &known.value {
                    Some(value) => Change::Occur(value.clone(), by),
                    None => Change::Add(by),
                };
                effects.push(Effect::Remember {
                    party,
                    measure: known.measure,
                    at: known.at,
                    change,
                    gift: None,
                });
            }
        }
        Ok(effects)
    }
}

fn put<R: FoldInto>(records: &mut R, effect: &Effect) -> Result<(), DecideError> {
    if let Effect::Remember { party, measure, at, change, .. } = effect {
        fold::remember(records.party_mut(party), party, *measure, *at, change)?;
    }
    Ok(())
}

/// What a correction takes back of what a close gave leaves the measures of the account.
fn corrected<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    entry: &Entry,
) -> Result<(), DecideError> {
    for effect in &entry.decision.effects {
        let Effect::AtClose { party, given } = effect else { continue };
        let record = context.records.party(party)?;
        let before = record.and_then(|record| given.among(&record.at_close));
        let less = before.map_or(0, AtClose::sum) - given.sum();
        if less > 0 {
            let unavailable = before.map_or(Ok(0), |before| unavailable(context, before, less))?;
            let less = (less, unavailable);
            remember::gift_less(context, draft, (given.rule, given.account), &given.to, less)?;
        }
    }
    Ok(())
}
