//! Why the writer cannot go on, or will not.

use crate::codec::CodecError;
use crate::store::StoreError;
use coterie_calendar::Instant;
use coterie_decide::{Corrupt, DecideError};
use coterie_program::diagnostic::Diagnostic;
use coterie_program::succession::Changed;
use thiserror::Error;

/// Why the writer did not do what was asked.
#[derive(Debug, Error)]
pub enum WriterError {
    /// The store failed. What it holds is not known: open the journal again.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An earlier failure has stopped the writer; its memory is gone. Open the journal again.
    #[error("the writer has stopped after an earlier failure; the journal must be opened again")]
    Stopped,
    /// State or journal contradict themselves; the writer has stopped.
    #[error("the books contradict themselves: {0}")]
    Corrupt(#[from] Corrupt),
    /// An entry or record of the journal cannot be read.
    #[error("{what} cannot be read: {error}")]
    Unreadable {
        /// Which.
        what: String,
        /// Why.
        error: CodecError,
    },
    /// A program version of the journal does not compile any more, or with other numbers.
    #[error("program version {version} of the journal cannot be compiled as it was applied: {why}")]
    Version {
        /// Which.
        version: u32,
        /// The first mistake, or what differs.
        why: String,
    },
    /// The decision function broke its promise.
    #[error("a decision could not be made: {0}")]
    Undecided(String),
    /// A group is larger than [`GROUP_EVENTS_MAX`](super::GROUP_EVENTS_MAX).
    #[error("a group of {0} events is too large")]
    GroupTooLarge(usize),
    /// No program was applied yet.
    #[error("no program was applied yet")]
    NoProgram,
}

impl WriterError {
    /// Whether it says that what is stored is not what was written.
    pub fn is_corruption(&self) -> bool {
        match self {
            Self::Store(error) => error.is_corruption(),
            Self::Corrupt(_) | Self::Unreadable { .. } | Self::Version { .. } => true,
            Self::Stopped | Self::Undecided(_) | Self::GroupTooLarge(_) | Self::NoProgram => false,
        }
    }
}

impl From<DecideError> for WriterError {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::Corrupt(corrupt) => Self::Corrupt(corrupt),
            DecideError::Unloaded(_) | DecideError::Refused(_) => Self::Undecided(error.to_string()),
        }
    }
}

/// Why a program was not applied. Nothing was changed, unless it is [`ApplyError::Writer`].
#[derive(Debug, Error)]
pub enum ApplyError {
    /// The file has mistakes.
    #[error("the program has mistakes")]
    Mistakes(Vec<Diagnostic>),
    /// It would hold from before what is already decided.
    #[error("a version from {from} would rewrite the past: everything up to {decided_up_to} is decided")]
    RewritesThePast {
        /// From when it was to hold.
        from: Instant,
        /// The journal's clock, or the begin of the last version.
        decided_up_to: Instant,
    },
    /// What is stored under some names would be read as something else.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Redefined(Vec<Changed>),
    /// Accounts that the file does not name any more still hold something.
    #[error("the program does not name accounts that hold balances: {}", .0.join(", "))]
    DroppedWithBalance(Vec<String>),
    /// The writer failed.
    #[error(transparent)]
    Writer(#[from] WriterError),
}

/// Why a period was not closed. Nothing was changed, unless it is [`CloseError::Writer`].
#[derive(Debug, Error)]
pub enum CloseError {
    /// The label names no period.
    #[error("{0} names no period (2026-03, 2026-Q1, 2026)")]
    Label(String),
    /// The period is not over yet.
    #[error("the period {label} ends at {end}, and it is {clock}")]
    NotOver {
        /// Its label.
        label: String,
        /// Its end.
        end: Instant,
        /// The greatest time so far.
        clock: Instant,
    },
    /// The writer failed.
    #[error(transparent)]
    Writer(#[from] WriterError),
}
