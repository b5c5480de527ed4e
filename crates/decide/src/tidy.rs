//! Forgetting what nobody can ask for any more.
//!
//! Tidying a record changes nothing that a decision can read, now or later: events are at most so late, refunds at most so
//! old, and what a close reads is kept until it comes. Tidying earlier and later again is tidying later, so two records that
//! folded the same entries are equal once both are tidied at the same moment.
//!
//! What is overdue on a record is decided as of its own time. So a record is tidied no later than that.

use crate::closed::{Closed, closed_counter};
use crate::engine::Engine;
use crate::measured::earliest_named;
use crate::record::PartyRecord;
use crate::versions::Versions;
use coterie_calendar::{Instant, Period, Window};
use coterie_ledger::Wallet;
use coterie_program::compiled::Trigger;
use coterie_program::ids::MeasureId;

/// Added to how long refunds are taken, for what zones add and take: an hour at a change of clocks.
const MARGIN_MS: i64 = 86_400_000;

/// Tidies a party's record as of a clock, for every version that may still decide something.
pub fn tidy(versions: &Versions, closed: &Closed, record: &mut PartyRecord, clock: Instant) {
    let engines: Vec<&Engine> = versions.in_force_since(|engine| oldest(engine, closed, clock)).collect();
    tidy_for(&engines, closed, record, clock);
}

/// Tidies a party's record as of a clock, for these versions.
pub(crate) fn tidy_for(engines: &[&Engine], closed: &Closed, record: &mut PartyRecord, clock: Instant) {
    record.measures.retain_mut(|(id, state)| {
        let horizons = engines.iter().filter_map(|engine| measure_horizon(engine, closed, *id, clock));
        // What no version asks for any more is gone; its name does not come back.
        let Some(horizon) = horizons.min() else { return false };
        state.compact(horizon);
        true
    });
    let Some(tombstones) = engines.iter().map(|engine| tombstone_horizon(engine, clock)).min() else {
        return;
    };
    for (_, wallet) in &mut record.wallets {
        wallet.forget_before(tombstones);
    }
    if let Some(oldest) = engines.iter().map(|engine| oldest(engine, closed, clock)).min() {
        // What waits for an approval is sought by what the close gave, whenever the approval comes.
        record.at_close.retain(|given| given.waits || given.at >= oldest);
    }
    record.former.retain(|former| former.at >= tombstones);
    record.handed.retain(|handed| handed.at >= tombstones);
    // No counted period is longer than a year.
    let year = |engine: &&Engine| engine.program.zone.start_of(Period::Year, oldest(engine, closed, clock));
    let Some(year) = engines.iter().map(year).min() else { return };
    let first_closed = closed_counter(Period::Year);
    record.counters.retain(|counter| {
        counter.period >= year || counter.period == Instant::MIN || counter.limit >= first_closed
    });
}

/// Forgets the tombstones of a wallet that no refund can ask for any more.
pub(crate) fn forget_tombstones(engine: &Engine, wallet: &mut Wallet, clock: Instant) {
    wallet.forget_before(tombstone_horizon(engine, clock));
}

/// Nothing with an earlier own time is decided any more: neither a late event nor a close that is still to come.
fn oldest(engine: &Engine, closed: &Closed, clock: Instant) -> Instant {
    let program = &engine.program;
    let late = program.zone.sub(clock, program.late).unwrap_or(Instant::MIN);
    let closes = engine.close_rules.iter().filter_map(|id| match engine.rule(*id)?.when {
        // What ended before the version began is closed by the rules of the one before.
        Trigger::Close(period) => Some(corrected(engine, closed, period).max(engine.begins)),
        _ => None,
    });
    closes.fold(late, Instant::min)
}

/// From when on the next close of a kind may still correct what earlier ones gave.
fn corrected(engine: &Engine, closed: &Closed, period: Period) -> Instant {
    let (zone, up_to) = (&engine.program.zone, closed.up_to(period));
    match zone.sub(up_to, engine.program.late) {
        Ok(since) if up_to > Instant::MIN => zone.start_of(period, since),
        _ => Instant::MIN,
    }
}

/// Up to when a version asks for no single amounts of a measure.
fn measure_horizon(engine: &Engine, closed: &Closed, id: MeasureId, clock: Instant) -> Option<Instant> {
    let measure = engine.program.measures.get(id)?;
    let oldest = oldest(engine, closed, clock);
    let zone = &engine.program.zone;
    let horizon = match measure.over {
        Window::Always => oldest,
        // A window without a beginning asks for everything.
        window => zone.window(window, oldest).after.unwrap_or(Instant::MIN),
    };
    Some(match engine.asked_by_facts.get(&id) {
        Some(period) => horizon.min(earliest_named(engine, *period, oldest).just_before()),
        None => horizon,
    })
}

/// Refunds and cancellations ask what expired since the event that they undo; they may be late themselves.
fn tombstone_horizon(engine: &Engine, clock: Instant) -> Instant {
    let program = &engine.program;
    let asked = program.zone.sub(clock, program.late);
    let since = asked.and_then(|at| program.zone.sub(at, program.policies.refundable));
    since.map_or(Instant::MIN, |at| Instant::from_millis(at.millis() - MARGIN_MS).unwrap_or(Instant::MIN))
}
