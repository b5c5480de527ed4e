//! Forgetting what nobody can ask for any more.
//!
//! Tidying a record changes nothing that a decision can read, now or later: events are at most so late, refunds at most so
//! old. Tidying earlier and later again is tidying later, so two records that folded the same entries are equal once both
//! are tidied at the same clock.

use crate::engine::Engine;
use crate::kinds::closed_counter;
use crate::record::PartyRecord;
use coterie_calendar::{Instant, Period, Window};

/// Tidies a party's record as of a clock.
pub fn tidy(engine: &Engine, record: &mut PartyRecord, clock: Instant) {
    let program = &engine.program;
    let zone = &program.zone;
    // No event with an earlier own time is decided any more.
    let oldest = zone.sub(clock, program.late).unwrap_or(Instant::MIN);
    for (id, state) in &mut record.measures {
        let Some(measure) = program.measures.get(*id) else { continue };
        let horizon = match measure.over {
            Window::Always => Some(oldest),
            window => zone.window(window, oldest).after,
        };
        if let Some(horizon) = horizon {
            state.compact(horizon);
        }
    }
    if let Ok(refundable_since) = zone.sub(clock, program.policies.refundable) {
        for (_, wallet) in &mut record.wallets {
            wallet.forget_before(refundable_since);
        }
    }
    // No counted period is longer than a year.
    let year = zone.start_of(Period::Year, oldest);
    let first_closed = closed_counter(Period::Year);
    record.counters.retain(|counter| {
        counter.period >= year || counter.period == Instant::MIN || counter.limit >= first_closed
    });
}
