//! The program versions of a coalition.

use crate::engine::Engine;
use coterie_calendar::Instant;
use coterie_program::builtin::kind;
use coterie_program::event::Event;
use std::sync::Arc;

/// Versions by the time from which they hold.
#[derive(Clone, Debug, Default)]
pub struct Versions {
    /// Ascending by time, then number.
    list: Vec<(Instant, Arc<Engine>)>,
}

impl Versions {
    /// Adds a version that holds from an instant on. It must not hold from before the last one.
    ///
    /// Nothing that a version adds is due from before it holds.
    /// `position` is where its entry stands: its new measures were filled with what stands before.
    pub fn add(&mut self, from: Instant, mut engine: Arc<Engine>, position: u64) {
        debug_assert!(
            self.list.last().is_none_or(|(last, _)| *last <= from),
            "versions never rewrite the past"
        );
        // What follows it is told by this list, whatever list it was in before.
        if !engine.later.is_empty() {
            Arc::make_mut(&mut engine).later.clear();
        }
        if let Some((_, before)) = self.list.last() {
            let brought = Arc::make_mut(&mut engine).begin_at(from, before, position);
            for (_, older) in self.list.iter_mut().filter(|_| !brought.is_empty()) {
                Arc::make_mut(older).followed_by(&engine, &brought);
            }
        }
        self.list.push((from, engine));
    }

    /// The version by which something falls due at an instant: the one that holds then; before the first version, the first.
    /// (A lot may be given an expiry that had passed before any version held.)
    pub fn at(&self, at: Instant) -> Option<&Arc<Engine>> {
        let later = self.list.partition_point(|(from, _)| *from <= at);
        self.list.get(later.saturating_sub(1)).map(|(_, engine)| engine)
    }

    /// The version that decides an event: the one that holds at its own time, and none for what happened before the first. What
    /// is handed over in a merge may be of any version's, so the newest decides it.
    pub fn deciding(&self, event: &Event) -> Option<&Arc<Engine>> {
        self.list.first().filter(|(from, _)| *from <= event.at)?;
        if event.kind == kind::MERGE { self.newest().map(|(_, engine)| engine) } else { self.at(event.at) }
    }

    /// The versions that hold at some time since an instant that depends on each, those to come included.
    pub(crate) fn in_force_since(&self, since: impl Fn(&Engine) -> Instant) -> impl Iterator<Item = &Engine> {
        self.list.iter().enumerate().filter_map(move |(place, (_, engine))| {
            let until = self.list.get(place + 1).map_or(Instant::MAX, |(from, _)| *from);
            (until > since(engine)).then_some(&**engine)
        })
    }

    /// The first version that begins to hold after one instant, and not after another: from when.
    pub fn beginning_between(&self, after: Instant, up_to: Instant) -> Option<Instant> {
        let later = self.list.iter().skip(1).map(|(from, _)| *from);
        later.filter(|from| *from > after && *from <= up_to).min()
    }

    /// A version by its number.
    pub fn number(&self, version: u32) -> Option<&Arc<Engine>> {
        self.list.iter().map(|(_, engine)| engine).find(|engine| engine.version == version)
    }

    /// The newest version, and from when it holds.
    pub fn newest(&self) -> Option<(Instant, &Arc<Engine>)> {
        self.list.last().map(|(from, engine)| (*from, engine))
    }

    /// All versions, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (Instant, &Arc<Engine>)> {
        self.list.iter().map(|(from, engine)| (*from, engine))
    }
}
