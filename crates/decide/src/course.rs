//! The course of things: what is due before an event, the event, and what is due by a moment.
//!
//! Whoever keeps records (a writer, a rehearsal in memory) hands them in and takes the entries that come of it; every entry
//! is folded before the next is decided.

use crate::Stats;
use crate::closed::closed_starts;
use crate::context::{Context, Reached};
use crate::decision::{Decision, Effect, Reason, Refusal};
use crate::due::next_due;
use crate::engine::Engine;
use crate::entry::{Entry, Origin, PERIODS_BACK, Tick, TickKind};
use crate::error::DecideError;
use crate::fold::{FoldInto, fold};
use crate::kinds::{concerned, decide_reaching};
use crate::record::RecordKey;
use crate::records::Records;
use crate::tick::{decide_tick, decide_tick_reaching};
use crate::versions::Versions;
use compact_str::CompactString;
use coterie_calendar::{Instant, Period};
use coterie_ledger::Party;
use coterie_program::compiled::Trigger;
use coterie_program::event::Event;
use coterie_program::ids::RuleId;

/// The most ticks that one event may set off before it is decided: beyond it, something is due again and again.
const TICKS_PER_EVENT_MAX: usize = 100_000;

/// Where a course stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The greatest time so far.
    pub clock: Instant,
    /// The position of the next entry.
    pub position: u64,
}

/// An entry that was decided and folded.
#[derive(Debug)]
pub struct Happened {
    /// Its position.
    pub position: u64,
    /// The entry.
    pub entry: Entry,
    /// The records that it changed.
    pub changed: Vec<RecordKey>,
    /// What deciding cost.
    pub stats: Stats,
}

/// Decides an event after everything that is due by `arrival` on the records it touches. Each entry, folded, goes to `emit`.
///
/// When a record must be loaded first, what was emitted stands, and the event can be handed in again.
pub fn happen<R: Records + FoldInto>(
    versions: &Versions,
    records: &mut R,
    cursor: &mut Cursor,
    arrival: Instant,
    by: &CompactString,
    event: &Event,
    emit: &mut impl FnMut(Happened),
) -> Result<(), DecideError> {
    let clock = cursor.clock.max(arrival);
    let Some(engine) = versions.deciding(event) else {
        let decision = Decision::refused(Refusal::new(Reason::NoProgram, "at"));
        return settle(
            records,
            cursor,
            Decided { clock, version: 0, by, decision, stats: Stats::default() },
            event,
            emit,
        );
    };
    for _ in 0..TICKS_PER_EVENT_MAX {
        let (decision, stats, reached) = decide_reaching(engine, records, cursor.position, clock, event)?;
        match overdue(versions, engine, records, clock, event, (&decision, reached))? {
            Some(tick) => {
                let tick = first_of_all(versions, records, *cursor, clock, tick)?;
                fall_due(versions, records, cursor, clock, tick, emit)?;
            }
            None => {
                let decided = Decided { clock, version: engine.version, by, decision, stats };
                return settle(records, cursor, decided, event, emit);
            }
        }
    }
    Err(crate::error::Corrupt::Missing("an end of what falls due".to_owned()).into())
}

struct Decided<'a> {
    clock: Instant,
    version: u32,
    by: &'a CompactString,
    decision: Decision,
    stats: Stats,
}

fn settle<R: Records + FoldInto>(
    records: &mut R,
    cursor: &mut Cursor,
    decided: Decided<'_>,
    event: &Event,
    emit: &mut impl FnMut(Happened),
) -> Result<(), DecideError> {
    let entry = Entry {
        clock: decided.clock,
        version: decided.version,
        by: decided.by.clone(),
        origin: Origin::Event(event.clone()),
        decision: decided.decision,
    };
    emit_folded(records, cursor, entry, decided.stats, emit)
}

fn emit_folded<R: Records + FoldInto>(
    records: &mut R,
    cursor: &mut Cursor,
    entry: Entry,
    stats: Stats,
    emit: &mut impl FnMut(Happened),
) -> Result<(), DecideError> {
    let changed = fold(records, cursor.position, &entry)?;
    let position = cursor.position;
    cursor.position += 1;
    cursor.clock = entry.clock;
    emit(Happened { position, entry, changed, stats });
    Ok(())
}

/// Decides and folds something that is due. `clock` is the moment up to which time has come.
pub fn fall_due<R: Records + FoldInto>(
    versions: &Versions,
    records: &mut R,
    cursor: &mut Cursor,
    clock: Instant,
    tick: Tick,
    emit: &mut impl FnMut(Happened),
) -> Result<(), DecideError> {
    let Some(engine) = versions.at(tick.at) else { return Ok(()) };
    // Decided at the very clock that its entry records, so that it can be decided again from the journal alone.
    let clock = cursor.clock.max(tick.at.min(clock));
    let decision = decide_tick(engine, records, cursor.position, clock, &tick)?;
    // Mostly nothing came late.
    if tick.kind == TickKind::Correction && decision.effects.is_empty() {
        return Ok(());
    }
    let entry = Entry {
        clock,
        version: engine.version,
        by: CompactString::default(),
        origin: Origin::Tick(tick),
        decision,
    };
    emit_folded(records, cursor, entry, Stats::default(), emit)
}

/// What must fall due before anything else, so that something that is due reads no record which is behind the time.
fn first_of_all<R: Records>(
    versions: &Versions,
    records: &R,
    cursor: Cursor,
    clock: Instant,
    tick: Tick,
) -> Result<Tick, DecideError> {
    let mut first = tick;
    // Each is before the one that reads its record.
    loop {
        let reads_others =
            !matches!(first.kind, TickKind::HoldLapses | TickKind::Expiry | TickKind::IdleExpiry);
        let Some(engine) = versions.at(first.at).filter(|_| reads_others) else { return Ok(first) };
        let then = cursor.clock.max(first.at.min(clock));
        let (_, reached) = decide_tick_reaching(engine, records, cursor.position, then, &first)?;
        match first_due(versions, records, clock, &reached)?.filter(|other| *other < first) {
            Some(other) => first = other,
            None => return Ok(first),
        }
    }
}

/// The first thing overdue on the records that an event concerns, or that its decision read or touches.
fn overdue<R: Records>(
    versions: &Versions,
    engine: &Engine,
    records: &R,
    clock: Instant,
    event: &Event,
    (decision, reached): (&Decision, Reached),
) -> Result<Option<Tick>, DecideError> {
    let context = Context::new(engine, records, event, clock);
    let mut parties = concerned(&context)?;
    for party in &reached {
        note(&mut parties, party);
    }
    for effect in &decision.effects {
        match effect {
            Effect::Transfer(transfer) => {
                for leg in transfer.legs() {
                    note(&mut parties, &leg.party);
                }
            }
            Effect::Remember { party, .. } | Effect::Count { party, .. } | Effect::Tier { party, .. } => {
                note(&mut parties, party);
            }
            _ => {}
        }
    }
    first_due(versions, records, clock, &parties)
}

/// The first thing overdue on any of these records.
fn first_due<R: Records>(
    versions: &Versions,
    records: &R,
    clock: Instant,
    parties: &[Party],
) -> Result<Option<Tick>, DecideError> {
    let Some(newest) = versions.at(clock) else { return Ok(None) };
    let mut first: Option<Tick> = None;
    for party in parties {
        let Some(record) = records.party(party)? else { continue };
        let due = next_due(newest, party, record).filter(|tick| tick.at <= clock);
        first = first.into_iter().chain(due).min();
    }
    Ok(first)
}

fn note(parties: &mut Vec<Party>, party: &Party) {
    if !parties.contains(party) {
        parties.push(party.clone());
    }
}

/// Lets fall due whatever is due on a party's record up to a moment.
pub fn sweep<R: Records + FoldInto>(
    versions: &Versions,
    records: &mut R,
    cursor: &mut Cursor,
    up_to: Instant,
    party: &Party,
    emit: &mut impl FnMut(Happened),
) -> Result<(), DecideError> {
    for _ in 0..TICKS_PER_EVENT_MAX {
        let Some(engine) = versions.at(up_to) else { return Ok(()) };
        let Some(record) = records.party(party)? else { return Ok(()) };
        let Some(tick) = next_due(engine, party, record).filter(|tick| tick.at <= up_to) else {
            return Ok(());
        };
        fall_due(versions, records, cursor, up_to, tick, emit)?;
    }
    Err(crate::error::Corrupt::Missing(format!("an end of what falls due on {party}")).into())
}

/// What the close of a period corrects of earlier closes, for a party: of each period that ended no longer before this one began
/// than an event may be late, earliest first, one tick per rule. Those that change nothing come to nothing.
pub fn correction_ticks<R: Records>(
    versions: &Versions,
    records: &R,
    (period, end): (Period, Instant),
    party: &Party,
) -> Result<Vec<Tick>, DecideError> {
    let Some(newest) = versions.at(end.just_before()) else { return Ok(Vec::new()) };
    let zone = &newest.program.zone;
    let begins = zone.start_of(period, end.just_before());
    let reaches = zone.sub(begins, newest.program.late)?;
    let coalition = records.party(&Party::coalition())?;
    let mut ticks = Vec::new();
    let mut starts: Vec<Instant> = closed_starts(coalition, period).filter(|start| *start < begins).collect();
    starts.sort_unstable();
    for (place, start) in starts.iter().enumerate() {
        let ended = zone.next_start(period, *start);
        if ended <= reaches {
            continue;
        }
        let back = (starts.len() - place) as u64 * PERIODS_BACK;
        let closes = close_ticks(versions, (period, ended), party);
        ticks.extend(closes.into_iter().map(|tick| Tick {
            kind: TickKind::Correction,
            of: tick.of + back,
            ..tick
        }));
    }
    Ok(ticks)
}

/// What the close of a period sets off for a party: one tick per rule, in the order of the file, `end` being the period's end.
/// Each is handed to [`fall_due`] by itself, so that one which misses a record can be taken again alone.
pub fn close_ticks(versions: &Versions, (period, end): (Period, Instant), party: &Party) -> Vec<Tick> {
    // Rules look back at the period: they are decided as of its last moment.
    let at = end.just_before();
    let Some(engine) = versions.at(at) else { return Vec::new() };
    let closes = |id: &&RuleId| engine.rule(**id).is_some_and(|rule| rule.when == Trigger::Close(period));
    let tick = |id: &RuleId| Tick { at, kind: TickKind::Close, party: party.clone(), of: u64::from(id.0) };
    engine.close_rules.iter().filter(closes).map(tick).collect()
}
