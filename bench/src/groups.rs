//! `group_100`, `group_1000`: what the writer does with groups of so many events of a million members at a thousand partners,
//! durably, beside the rate at which the disk takes one `fdatasync` per event. `one_partner`: the same groups of 1,000 with
//! every event at one partner, beside those at all partners.
//!
//! The writer alone is timed: deciding, encoding, keys, saving records behind the journal, reading back those that were evicted,
//! copying the log into the file. Each group is decided while the one before is written. Making the events is not timed, since it is
//! others that do it while the writer works. Everything takes turns, so that all meet the same noise; each figure is the median of its turns.

use crate::Outcome;
use crate::disk::Disk;
use crate::figure::{Figure, Goal, median};
use crate::load::{Load, Where};
use crate::million::{self, Million, SqliteWriter};
use std::path::Path;
use std::time::Instant;

/// Times the rate of one sync per event.
const GOAL_100: f64 = 4.0;
/// Times the rate of one sync per event.
const GOAL_1000: f64 = 6.0;
/// Times the rate at all partners.
const GOAL_ONE_PARTNER: f64 = 0.9;

/// How often everything has its turn.
const TURNS: usize = 5;
/// Events of one turn: more than records may lag behind the journal, so that every turn pays for saving what it changes.
const EVENTS: u32 = 60_000;
/// Events before the first turn: until as many records are saved as change, and the log is as large as it gets.
const WARM_UP: u32 = 120_000;

/// How much quicker the quickest syncs of a run may be than the slowest before the ratios to them mean little.
const SYNCS_APART: f64 = 2.0;

/// Measures the three.
pub(crate) fn figures(million: &Million, folder: &Path) -> Outcome<[Figure; 3]> {
    let mut writer = million::open(million.path())?;
    let mut load = Load::new(1, writer.clock());
    rate(&mut writer, &mut load, WARM_UP, 1_000, Where::Spread)?;
    let mut disk = Disk::new(folder, million::bytes_per_entry(&writer)?)?;
    let mut syncs = vec![disk.syncs_per_second()?];
    let [mut spread, mut one, mut small] = [const { Vec::new() }; 3];
    for _ in 0..TURNS {
        spread.push(rate(&mut writer, &mut load, EVENTS, 1_000, Where::Spread)?);
        one.push(rate(&mut writer, &mut load, EVENTS, 1_000, Where::OnePartner)?);
        syncs.push(disk.syncs_per_second()?);
        small.push(rate(&mut writer, &mut load, EVENTS, 100, Where::Spread)?);
    }
    syncs.push(disk.syncs_per_second()?);
    say_if_apart(&syncs);
    let (syncs, spread) = (median(syncs), median(spread));
    let figure = |name, value, limit, goal| Figure {
        name,
        value,
        unit: "events/s",
        limit: Some(limit),
        goal: Goal::AtLeast(goal),
    };
    Ok([
        figure("group_100", median(small), syncs, GOAL_100),
        figure("group_1000", spread, syncs, GOAL_1000),
        figure("one_partner", median(one), spread, GOAL_ONE_PARTNER),
    ])
}

/// A disk that others use is no limit to measure against.
fn say_if_apart(syncs: &[f64]) {
    let least = syncs.iter().copied().fold(f64::INFINITY, f64::min);
    let most = syncs.iter().copied().fold(0.0, f64::max);
    if most > SYNCS_APART * least {
        eprintln!(
            "the disk was not quiet: from {least:.0} to {most:.0} syncs a second; measure again before believing the ratios to them"
        );
    }
}

/// Events a second in the writer, until the last of them is durable.
fn rate(writer: &mut SqliteWriter, load: &mut Load, events: u32, group: u32, at: Where) -> Outcome<f64> {
    let groups = (0..events / group).map(|_| load.group(group, at)).collect::<Outcome<Vec<_>>>()?;
    let started = Instant::now();
    for submissions in &groups {
        writer.submit_ahead(submissions)?;
    }
    writer.settle()?;
    Ok(f64::from(events) / started.elapsed().as_secs_f64())
}
