//! How much of a limit is used.

use coterie_calendar::Instant;
use coterie_program::ids::LimitId;
use minicbor::{Decode, Encode};

/// A limit's use in one period.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Counter {
    /// The limit.
    #[n(0)]
    pub limit: LimitId,
    /// The period's first instant; [`Instant::MIN`] for ever.
    #[n(1)]
    pub period: Instant,
    /// How much is used: smallest parts, or how often.
    #[n(2)]
    pub used: i64,
}
