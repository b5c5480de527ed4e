//! One history: steps drawn from a seed, each followed by the checks.

mod acts;
mod ahead;
mod checks;
mod failures;

use crate::chance::Chance;
use crate::failure::{Check, Failure};
use crate::medium::{Fault, Medium, Memory, On, Sqlite};
use crate::model::Model;
use crate::programs::Pieces;
use crate::readers::Readers;
use crate::trace::Trace;
use crate::world::{World, instant};
use coterie_decide::Entry;
use coterie_journal::Writer;
use std::sync::Arc;

/// How many steps lie between two full checks (verification of the whole journal, all records, views against a rebuild).
const FULL_CHECK_STEPS: u32 = 40;
/// How often the whole journal is verified after a step besides, in a hundred: also after every crash, see `failures.rs`.
const VERIFY_PERCENT: u32 = 5;
/// Small enough that records are evicted all the time; the usual one is never full here.
const CACHE_BYTES_TINY: usize = 4_000;

/// A history that kept all promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lived {
    /// SHA-256 over everything it showed.
    pub trace: [u8; 32],
    /// How many entries its journal has.
    pub entries: u64,
    /// How many faults and crashes it survived.
    pub faults: u32,
}

/// Lives the history of a seed, for so many steps, on what [`On::of_seed`] says.
pub fn run(seed: u64, steps: u32) -> Result<Lived, Failure> {
    run_on(On::of_seed(seed), seed, steps)
}

/// Lives the history of a seed, for so many steps.
pub fn run_on(on: On, seed: u64, steps: u32) -> Result<Lived, Failure> {
    match on {
        On::Memory => live::<Memory>(seed, steps).map(History::end),
        On::Sqlite => live::<Sqlite>(seed, steps).map(History::end),
    }
}

/// Lives the history of a seed in memory, and hands over the journal's entries, personal values opened.
pub fn journal_of(seed: u64, steps: u32) -> Result<Vec<(u64, Arc<Entry>)>, Failure> {
    Ok(live::<Memory>(seed, steps)?.model.entries)
}

fn live<M: Medium>(seed: u64, steps: u32) -> Result<History<M>, Failure> {
    let mut step = 0;
    let fail = |step: u32, what: String| Failure { seed, step, what };
    let mut history = History::<M>::begin(seed).map_err(|what| fail(0, what))?;
    while step < steps {
        step += 1;
        history.step().map_err(|what| fail(step, what))?;
        if step % FULL_CHECK_STEPS == 0 || step == steps {
            history.full_check().map_err(|what| fail(step, what))?;
        }
    }
    Ok(history)
}

struct History<M: Medium> {
    seed: u64,
    chance: Chance,
    pieces: Pieces,
    world: World,
    /// Taken while the journal is closed between a crash and the opening; dropped before the place where it lives.
    writer: Option<Writer<M::Store>>,
    readers: Readers,
    medium: M,
    model: Model,
    trace: Trace,
    cache_bytes: usize,
    armed: Option<Fault>,
    opened: u64,
    faults: u32,
}

impl<M: Medium> History<M> {
    fn begin(seed: u64) -> Result<Self, String> {
        let mut chance = Chance::new(seed, 0);
        let pieces = Pieces::draw(&mut chance);
        let mut key = [0; 32];
        chance.fill(&mut key);
        let cache_bytes = if chance.percent(60) { CACHE_BYTES_TINY } else { 1 << 24 };
        let (medium, store) = M::begin(&key, &mut chance)?;
        let readers = Readers::new(&medium)?;
        let mut history = Self {
            seed,
            pieces,
            world: World::new(),
            writer: None,
            medium,
            model: Model::default(),
            readers,
            trace: Trace::default(),
            cache_bytes,
            armed: None,
            opened: 0,
            faults: 0,
            chance,
        };
        history.open(store)?;
        let text = history.pieces.version(&mut history.chance);
        let from = instant(history.world.now_ms - 86_400_000 * 30);
        history
            .writer()?
            .apply(&text, from, "root")
            .map_err(|error| format!("the first program: {error:?}"))?;
        history.learn()?;
        history.sync()?;
        Ok(history)
    }

    fn writer(&mut self) -> Result<&mut Writer<M::Store>, String> {
        self.writer.as_mut().ok_or_else(|| "the journal is closed".to_owned())
    }

    fn step(&mut self) -> Check {
        self.world.pass(&mut self.chance);
        if self.armed.is_none() && self.chance.percent(7) {
            let fault = M::draw_fault(&mut self.chance);
            let writer = self.writer.as_mut().ok_or("the journal is closed")?;
            self.medium.fail(writer.store_mut(), fault);
            self.armed = Some(fault);
        }
        match self.chance.below(100) {
            0..=54 => self.events()?,
            55..=69 => self.stream()?,
            70..=79 => self.sweep()?,
            80..=84 => self.close()?,
            85..=87 => self.apply()?,
            88..=90 => self.save()?,
            91..=93 => self.torn()?,
            _ => self.crash()?,
        }
        if self.chance.percent(40) {
            self.readers.follow(&self.medium, &mut self.chance, &self.model)?;
        }
        self.step_check()?;
        if self.chance.percent(VERIFY_PERCENT) { self.verified() } else { Ok(()) }
    }

    fn end(self) -> Lived {
        let (entries, faults) = (self.model.end(), self.faults);
        Lived { trace: self.trace.finish(), entries, faults }
    }
}
