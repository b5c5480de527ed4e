//! Business refusals. They are journaled, and a repeat gets the same answer.

use compact_str::CompactString;
use minicbor::{Decode, Encode};
use serde::Serialize;

/// Why an event did nothing.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Refusal {
    /// The reason.
    #[n(0)]
    pub reason: Reason,
    /// What it concerns: a field, a rule, a record.
    #[cbor(n(1), with = "coterie_program::value::text")]
    pub about: CompactString,
    /// What there is, where the reason is about an amount: smallest parts.
    #[n(2)]
    pub available: Option<i64>,
    /// What would do: smallest parts.
    #[n(3)]
    pub would_do: Option<i64>,
    /// Of a price in points and money: its money part, minor units.
    #[n(4)]
    pub money: Option<i64>,
}

impl Refusal {
    /// A refusal without amounts.
    pub fn new(reason: Reason, about: impl AsRef<str>) -> Self {
        Self { reason, about: CompactString::new(about), available: None, would_do: None, money: None }
    }

    /// With what there is and what would do.
    pub fn with_amounts(mut self, available: Option<i64>, would_do: Option<i64>) -> Self {
        (self.available, self.would_do) = (available, would_do);
        self
    }
}

/// The reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No such member, partner, employee or household.
    #[n(0)]
    UnknownRecord,
    /// No such purchase, hold, redemption or event.
    #[n(1)]
    UnknownEvent,
    /// No such reward, account, tier or voucher.
    #[n(2)]
    UnknownName,
    /// More is asked than is available.
    #[n(3)]
    InsufficientBalance,
    /// Below the least, not a whole number of steps, or above the most.
    #[n(4)]
    AmountNotAllowed,
    /// A condition of the reward does not hold.
    #[n(5)]
    ConditionNotMet,
    /// A limit is reached.
    #[n(6)]
    LimitReached,
    /// None is left.
    #[n(7)]
    OutOfStock,
    /// More is returned than remains.
    #[n(8)]
    MoreThanRemains,
    /// Nothing remains to be returned.
    #[n(9)]
    NothingRemains,
    /// The hold, voucher or offer has lapsed.
    #[n(10)]
    Lapsed,
    /// It is captured, released, cancelled, used or merged already.
    #[n(11)]
    AlreadyDone,
    /// The program does not allow it.
    #[n(12)]
    NotAllowed,
    /// The event is later than the program's limit, or the purchase older than may be refunded.
    #[n(13)]
    TooLate,
    /// No program version holds at that time.
    #[n(14)]
    NoProgram,
    /// An amount would pass the ledger's limit.
    #[n(15)]
    TooLarge,
    /// Both sides are the same record, or of a kind that does not fit.
    #[n(16)]
    DoesNotFit,
}

impl Reason {
    /// All reasons, in the order of their numbers.
    pub const ALL: [Self; 17] = [
        Self::UnknownRecord,
        Self::UnknownEvent,
        Self::UnknownName,
        Self::InsufficientBalance,
        Self::AmountNotAllowed,
        Self::ConditionNotMet,
        Self::LimitReached,
        Self::OutOfStock,
        Self::MoreThanRemains,
        Self::NothingRemains,
        Self::Lapsed,
        Self::AlreadyDone,
        Self::NotAllowed,
        Self::TooLate,
        Self::NoProgram,
        Self::TooLarge,
        Self::DoesNotFit,
    ];

    /// Its code in tests, in JSON and in the documentation.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownRecord => "unknown_record",
            Self::UnknownEvent => "unknown_event",
            Self::UnknownName => "unknown_name",
            Self::InsufficientBalance => "insufficient_balance",
            Self::AmountNotAllowed => "amount_not_allowed",
            Self::ConditionNotMet => "condition_not_met",
            Self::LimitReached => "limit_reached",
            Self::OutOfStock => "out_of_stock",
            Self::MoreThanRemains => "more_than_remains",
            Self::NothingRemains => "nothing_remains",
            Self::Lapsed => "lapsed",
            Self::AlreadyDone => "already_done",
            Self::NotAllowed => "not_allowed",
            Self::TooLate => "too_late",
            Self::NoProgram => "no_program",
            Self::TooLarge => "too_large",
            Self::DoesNotFit => "does_not_fit",
        }
    }
}
