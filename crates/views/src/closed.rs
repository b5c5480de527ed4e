//! Which settlement periods are closed, and in which period an entry is settled.

use crate::labels::Labels;
use compact_str::CompactString;
use coterie_calendar::{Instant, Period};
use coterie_program::compiled::Settled;
use std::collections::BTreeMap;

/// In which period an entry is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SettledIn {
    /// The period's label.
    pub(crate) period: CompactString,
    /// Its own period was closed before it came.
    pub(crate) is_correction: bool,
}

/// The closed periods and the positions of the entries that closed them.
#[derive(Debug, Default)]
pub(crate) struct Closed {
    by_label: BTreeMap<CompactString, u64>,
}

/// The kind of calendar period in which a partner settles.
pub(crate) const fn kind(settled: Settled) -> Period {
    match settled {
        Settled::Monthly => Period::Month,
        Settled::Quarterly => Period::Quarter,
    }
}

impl Closed {
    /// Notes that the entry at `position` closed a period. The first closing counts.
    pub(crate) fn close(&mut self, label: CompactString, position: u64) {
        self.by_label.entry(label).or_insert(position);
    }

    /// Whether a period was closed before the entry at `position`.
    fn is_closed(&self, label: &str, position: u64) -> bool {
        self.by_label.get(label).is_some_and(|closed| *closed < position)
    }

    /// The period in which the entry at `position` is settled: the one of its own time, or the first after it that was
    /// still open when it came.
    pub(crate) fn settled_in(
        &self,
        labels: &mut Labels,
        period: Period,
        at: Instant,
        position: u64,
    ) -> SettledIn {
        let mut label = labels.label(period, at);
        if self.by_label.is_empty() || !self.is_closed(&label, position) {
            return SettledIn { period: label, is_correction: false };
        }
        let mut start = at;
        while self.is_closed(&label, position) {
            let next = labels.zone.next_start(period, start);
            // The calendar's last period has no next; nothing can be settled after the end of time.
            if next <= start {
                break;
            }
            start = next;
            label = labels.label(period, start);
        }
        SettledIn { period: label, is_correction: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coterie_calendar::Zone;

    fn at(text: &str) -> Instant {
        Instant::parse(text, &Zone::utc()).unwrap()
    }

    #[test]
    fn a_late_entry_is_settled_in_the_first_period_that_was_still_open() {
        let (mut closed, mut labels) = (Closed::default(), Labels::new(Zone::utc()));
        closed.close("2026-03".into(), 10);
        closed.close("2026-04".into(), 20);
        let mut find = |position| {
            let found = closed.settled_in(&mut labels, Period::Month, at("2026-03-31"), position);
            (found.period.to_string(), found.is_correction)
        };
        assert_eq!(find(10), ("2026-03".to_owned(), false));
        assert_eq!(find(11), ("2026-04".to_owned(), true));
        assert_eq!(find(21), ("2026-05".to_owned(), true));
    }

    #[test]
    fn a_closed_month_leaves_the_quarter_open() {
        let (mut closed, mut labels) = (Closed::default(), Labels::new(Zone::utc()));
        closed.close("2026-03".into(), 10);
        let found = closed.settled_in(&mut labels, Period::Quarter, at("2026-03-31"), 11);
        assert_eq!(found, SettledIn { period: "2026-Q1".into(), is_correction: false });
    }
}
