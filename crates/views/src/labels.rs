//! Labels of days, months and quarters, remembered: entries come in the order of time, and a label costs calendar
//! arithmetic.

use compact_str::CompactString;
use coterie_calendar::{Instant, Period, Zone};
use std::collections::BTreeMap;

/// The most labels remembered: a century of days in one zone.
const LABELS_MAX: usize = 36_525;

/// One zone's labels.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) zone: Zone,
    /// By kind of period and first instant: the first instant after it, and its label.
    known: BTreeMap<(Period, Instant), (Instant, CompactString)>,
}

impl Labels {
    pub(crate) fn new(zone: Zone) -> Self {
        Self { zone, known: BTreeMap::new() }
    }

    /// The label of the period of this kind that contains `at`: `2026-03-07`, `2026-03`, `2026-Q1`.
    pub(crate) fn label(&mut self, period: Period, at: Instant) -> CompactString {
        let nearest = self.known.range((period, Instant::MIN)..=(period, at)).next_back();
        if let Some((_, (end, label))) = nearest
            && at < *end
        {
            return label.clone();
        }
        if self.known.len() >= LABELS_MAX {
            self.known.clear();
        }
        let label = CompactString::new(self.zone.label(period, at));
        let (start, end) = (self.zone.start_of(period, at), self.zone.next_start(period, at));
        self.known.insert((period, start), (end, label.clone()));
        label
    }
}
