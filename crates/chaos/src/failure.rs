//! What went wrong, and in which history.

use thiserror::Error;

/// A promise that was broken. Living the history of the seed again breaks it again.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("seed {seed}, step {step}: {what}")]
pub struct Failure {
    /// The history.
    pub seed: u64,
    /// After which of its steps.
    pub step: u32,
    /// Which promise, and what was found instead.
    pub what: String,
}

/// What a check found wrong; the history adds seed and step.
pub(crate) type Check = Result<(), String>;
