//! What a measure remembers of one record.

use super::series::Series;
use coterie_calendar::{Instant, Range};
use coterie_program::value::Value;
use minicbor::{Decode, Encode};

/// The most different values that one measure remembers; what comes beyond is counted no more.
pub const DISTINCT_VALUES_MAX: usize = 10_000;

/// The memory of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum MeasureState {
    /// Counts and sums.
    #[n(0)]
    Sum(#[n(0)] Series),
    /// How often each value occurred, by value.
    #[n(1)]
    Distinct(#[n(0)] Vec<(Value, Series)>),
    /// The last value, by arrival.
    #[n(2)]
    Last(#[n(0)] Instant, #[n(1)] Value),
    /// Periods in a row, by arrival: the first instant of the latest one, and how many.
    #[n(3)]
    Streak(#[n(0)] Instant, #[n(1)] i64),
}

impl MeasureState {
    /// The number that the measure reads as within a range: a sum, or how many different values.
    pub fn number(&self, range: Range) -> i64 {
        match self {
            Self::Sum(series) => series.sum(range),
            Self::Distinct(values) => {
                values.iter().filter(|(_, series)| series.sum(range) > 0).count() as i64
            }
            Self::Last(..) | Self::Streak(..) => 0,
        }
    }

    /// Forgets what lies before `horizon` and cannot be asked for any more.
    pub fn compact(&mut self, horizon: Instant) {
        match self {
            Self::Sum(series) => series.compact(horizon),
            Self::Distinct(values) => {
                for (_, series) in values.iter_mut() {
                    series.compact(horizon);
                }
            }
            Self::Last(..) | Self::Streak(..) => {}
        }
    }
}

/// Merging two records merges what their measures remember.
impl MeasureState {
    /// A memory of the same kind that remembers nothing yet.
    pub(crate) fn clone_empty(&self) -> Self {
        match self {
            Self::Sum(_) => Self::Sum(Series::default()),
            Self::Distinct(_) => Self::Distinct(Vec::new()),
            Self::Last(at, value) => Self::Last(*at, value.clone()),
            Self::Streak(period, length) => Self::Streak(*period, *length),
        }
    }

    /// Takes over another memory: sums add up, the later last value and the longer streak stay. `None` on overflow.
    pub(crate) fn absorb(&mut self, other: &Self) -> Option<()> {
        match (self, other) {
            (Self::Sum(mine), Self::Sum(theirs)) => mine.absorb(theirs),
            (Self::Distinct(mine), Self::Distinct(theirs)) => {
                for (value, series) in theirs {
                    match mine.binary_search_by(|(known, _)| known.cmp(value)) {
                        Ok(at) => mine[at].1.absorb(series)?,
                        Err(at) => mine.insert(at, (value.clone(), series.clone())),
                    }
                }
                mine.truncate(DISTINCT_VALUES_MAX);
                Some(())
            }
            (Self::Last(at, value), Self::Last(their_at, their_value)) => {
                if their_at > at {
                    (*at, *value) = (*their_at, their_value.clone());
                }
                Some(())
            }
            (Self::Streak(period, length), Self::Streak(their_period, their_length)) => {
                if (their_period, their_length) > (&*period, &*length) {
                    (*period, *length) = (*their_period, *their_length);
                }
                Some(())
            }
            _ => None,
        }
    }
}
