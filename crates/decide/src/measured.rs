//! Reading measures: as of the event, or of the period that a fact names.

use crate::context::Context;
use crate::engine::Engine;
use crate::error::DecideError;
use crate::record::{MeasureState, PartyRecord};
use crate::records::Records;
use coterie_calendar::{Instant, Period, Window};
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::field;
use coterie_program::compiled::{MeasureKind, Origin, Program};
use coterie_program::ids::MeasureId;
use coterie_program::value::Value;
use rustc_hash::FxHashMap;

/// How many periods before its own time a fact may speak of: a score of the first quarter may be corrected for a year. What
/// it asks for is remembered for as long.
const NAMED_PERIODS_BACK: i32 = 4;

/// The first instant of the earliest period of a kind of which a fact may speak at a time. What was not asked for by facts
/// before some version is remembered since then.
pub(crate) fn earliest_named(engine: &Engine, period: Period, at: Instant) -> Instant {
    let zone = &engine.program.zone;
    let earliest = zone.nth_start(period, at, -NAMED_PERIODS_BACK);
    earliest.max(zone.start_of(period, engine.facts_since))
}

/// The measures that a fact may ask for as of the period that it names: those of calendar windows, of the kinds of record that
/// facts are about, and of those that they are related to.
pub(crate) fn asked_by_facts(program: &Program) -> FxHashMap<MeasureId, Period> {
    let facts = program.schema.kinds.values().filter_map(|kind| match &kind.origin {
        Origin::Fact(fact) => Some(fact.of),
        _ => None,
    });
    let mut about: Vec<PartyKind> = facts.collect();
    for _ in 0..about.len().min(1) * PartyKind::ALL.len() {
        let related = program.schema.relations.values().filter(|relation| about.contains(&relation.of));
        let related: Vec<PartyKind> = related.map(|relation| relation.to).collect();
        about.extend(related);
        about.sort_unstable();
        about.dedup();
    }
    let asked = program.measures.iter().filter_map(|(id, measure)| match measure.over {
        Window::This(period) | Window::Last(period) if about.contains(&measure.of) => Some((id, period)),
        _ => None,
    });
    asked.collect()
}

impl<R: Records> Context<'_, R> {
    /// A measure of a record as of the event; a record that is not known reads as zero.
    pub(crate) fn measure(&self, party: &Party, id: MeasureId) -> Result<Option<Value>, DecideError> {
        let record = self.record(party)?;
        let at = match self.program().measures[id].over {
            Window::This(period) => self.within_named(period).unwrap_or(self.at),
            Window::Last(period) => self.named(period).map_or(self.at, |(_, end)| end),
            Window::Always | Window::Rolling(_) => self.at,
        };
        Ok(measure_value(self.program(), record, id, at))
    }

    /// The period of this kind that a fact names: its first instant, and the first instant after it.
    pub(crate) fn named(&self, period: Period) -> Option<(Instant, Instant)> {
        let (kind, start, end) = (*self.named_period.get_or_init(|| {
            let kind = self.program().schema.kinds.get(self.event.kind)?;
            let label = matches!(kind.origin, Origin::Fact(_)).then(|| self.event.text(field::PERIOD));
            self.program().zone.period(label.flatten()?).ok()
        }))?;
        (kind == period).then_some((start, end))
    }

    /// The moment within the period that a fact names, as of which it is read: the event's own, or the period's last.
    fn within_named(&self, period: Period) -> Option<Instant> {
        let (start, end) = self.named(period)?;
        Some(if (start..end).contains(&self.at) { self.at } else { end.just_before() })
    }

    /// A measure as a number.
    pub(crate) fn measure_number(&self, party: &Party, id: MeasureId) -> Result<i64, DecideError> {
        Ok(match self.measure(party, id)? {
            Some(Value::Int(number)) => number,
            _ => 0,
        })
    }
}

/// A measure of a record as of an instant.
pub(crate) fn measure_value(
    program: &Program,
    record: Option<&PartyRecord>,
    id: MeasureId,
    at: Instant,
) -> Option<Value> {
    let measure = &program.measures[id];
    if let MeasureKind::Balance(account) = measure.what {
        let balance =
            record.and_then(|record| record.wallet(account)).map_or(0, |wallet| wallet.balance().get());
        return Some(Value::Int(balance));
    }
    let Some(state) = record.and_then(|record| record.measure(id)) else {
        return match measure.what {
            MeasureKind::Last(_) => None,
            _ => Some(Value::Int(0)),
        };
    };
    Some(match state {
        MeasureState::Last(when, value) => {
            return program.zone.window(measure.over, at).contains(*when).then(|| value.clone());
        }
        MeasureState::Streak(period, length) => {
            let every = match measure.what {
                MeasureKind::Streak(every) => every,
                _ => Period::Day,
            };
            // A streak lives while its latest period is the current or the one before.
            let alive = *period >= program.zone.nth_start(every, at, -1);
            Value::Int(if alive { *length } else { 0 })
        }
        MeasureState::Sum(series) if measure.over == Window::Always => {
            Value::Int(series.sum(coterie_calendar::Range { after: None, up_to: at }))
        }
        state => Value::Int(state.number(program.zone.window(measure.over, at))),
    })
}
