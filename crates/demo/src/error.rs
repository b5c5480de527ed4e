//! What settings are refused.

use coterie_calendar::CalendarError;
use thiserror::Error;

/// Settings of which no year can be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DemoError {
    /// Too few or too many members.
    #[error("{asked} members: a demo has from {least} to {most}")]
    Members {
        /// How many were asked for.
        asked: u32,
        /// The fewest.
        least: u32,
        /// The most.
        most: u32,
    },
    /// The year does not fit the calendar.
    #[error(transparent)]
    Start(#[from] CalendarError),
}
