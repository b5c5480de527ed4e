//! Why a decision or a fold cannot be made.

use crate::decision::{Refusal, Unbalanced};
use crate::records::Unloaded;
use coterie_calendar::CalendarError;
use coterie_ledger::{LedgerError, Party};
use thiserror::Error;

/// Why no decision comes about.
#[derive(Debug, Error)]
pub enum DecideError {
    /// A record must be loaded first; then the event is decided anew.
    #[error("a record is not loaded")]
    Unloaded(#[from] Unloaded),
    /// The event is refused: this becomes its decision.
    #[error("refused: {0:?}")]
    Refused(Box<Refusal>),
    /// State contradicts itself: the writer must stop.
    #[error(transparent)]
    Corrupt(#[from] Corrupt),
}

/// State or journal contradict themselves.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Corrupt {
    /// The ledger refused a recorded move.
    #[error("in the account of {party}: {error}")]
    Ledger {
        /// Whose.
        party: Party,
        /// Why.
        error: LedgerError,
    },
    /// A transfer does not add up.
    #[error(transparent)]
    Unbalanced(#[from] Unbalanced),
    /// A measure would overflow.
    #[error("a measure of {0} overflows")]
    Measure(Party),
    /// An effect names a record or a part of one that is not there.
    #[error("an effect names {0}, which is not there")]
    Missing(String),
    /// Time arithmetic leaves the range of instants.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

impl From<Refusal> for DecideError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Unbalanced> for DecideError {
    fn from(error: Unbalanced) -> Self {
        Self::Corrupt(error.into())
    }
}

impl From<CalendarError> for DecideError {
    fn from(error: CalendarError) -> Self {
        Self::Corrupt(error.into())
    }
}

/// An amount beyond the ledger's limit refuses the event; nothing is changed.
impl From<LedgerError> for DecideError {
    fn from(error: LedgerError) -> Self {
        Refusal::new(crate::decision::Reason::TooLarge, error.to_string()).into()
    }
}
