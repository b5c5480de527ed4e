//! `open_1m`: opening the journal of a million members to write it, after a writer that went away without saving its records:
//! the tail of the journal is folded again, the members are not loaded.

use crate::Outcome;
use crate::figure::{Figure, Goal, median};
use crate::load::{Load, Where};
use crate::million::{self, Million};
use std::time::Instant;

/// Seconds.
const GOAL: f64 = 1.0;
const TIMES: usize = 3;
/// Events before the writer goes away, in groups of 1,000: records lag behind the journal as far as they ever do.
const GROUPS: usize = 40;

/// The median of some openings.
pub(crate) fn figure(million: &Million) -> Outcome<Figure> {
    let mut seconds = Vec::new();
    for turn in 0..TIMES {
        let mut writer = million::open(million.path())?;
        let mut load = Load::new(10 + turn as u64, writer.clock());
        for _ in 0..GROUPS {
            writer.submit(&load.group(1_000, Where::Spread)?)?;
        }
        drop(writer.into_store());
        let started = Instant::now();
        let writer = million::open(million.path())?;
        seconds.push(started.elapsed().as_secs_f64());
        drop(writer);
    }
    Ok(Figure { name: "open_1m", value: median(seconds), unit: "s", limit: None, goal: Goal::Below(GOAL) })
}
