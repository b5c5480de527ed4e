//! Why the ledger refuses.

use thiserror::Error;

use crate::{Amount, LotId};

/// Why an amount, a text, a plan or a move is refused. Nothing has changed when one is returned.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LedgerError {
    /// A result lies beyond [`Amount::LIMIT`].
    #[error("the amount is beyond {}", Amount::LIMIT)]
    Overflow,
    /// The text is none of the accepted spellings.
    #[error("`{text}` is not {expected}")]
    NotUnderstood {
        /// The text as given, cut to a bounded length.
        text: String,
        /// What was expected, with an example.
        expected: &'static str,
    },
    /// Shares were asked for with a negative weight, or with no positive one.
    #[error("a division needs weights that are not negative, and one that is positive")]
    Weights,
    /// A share of nothing, or a negative share, was asked for.
    #[error("a share needs a whole above zero and a part that is not negative")]
    Share,
    /// A move names an amount that is not above zero.
    #[error("the amount of a move must be above zero")]
    NotPositive,
    /// The wallet has no such lot.
    #[error("there is no lot {0} here")]
    NoLot(LotId),
    /// The wallet has this lot already.
    #[error("lot {0} exists already")]
    LotExists(LotId),
    /// A lot given back, received or opened contradicts itself or what the wallet knows of it.
    #[error("lot {lot} does not fit: {why}")]
    LotMismatch {
        /// The lot.
        lot: LotId,
        /// What contradicts.
        why: &'static str,
    },
    /// More is asked of a lot than it has outside of holds.
    #[error("lot {lot} has {free} outside of holds, not {asked}")]
    LotShort {
        /// The lot.
        lot: LotId,
        /// What it has outside of holds.
        free: Amount,
        /// What was asked.
        asked: Amount,
    },
    /// More is asked of a lot's expired part than has expired.
    #[error("{expired} of lot {lot} has expired, not {asked}")]
    ExpiredShort {
        /// The lot.
        lot: LotId,
        /// What has expired of it.
        expired: Amount,
        /// What was asked.
        asked: Amount,
    },
    /// The wallet has no such hold.
    #[error("there is no hold {0} here")]
    NoHold(u64),
    /// The wallet has this hold already.
    #[error("hold {0} exists already")]
    HoldExists(u64),
    /// The hold has lapsed by itself.
    #[error("hold {0} has lapsed")]
    HoldLapsed(u64),
    /// A hold reserves nothing, or names a lot twice.
    #[error("a hold reserves parts of distinct lots, at least one")]
    HoldParts,
    /// A capture takes more than the hold reserves.
    #[error("hold {hold} reserves {reserved}, not {asked}")]
    HoldShort {
        /// The hold.
        hold: u64,
        /// What it reserves (in all, or of the lot concerned).
        reserved: Amount,
        /// What was asked.
        asked: Amount,
    },
    /// More debt is repaid than there is.
    #[error("the debt is {debt}, not {asked}")]
    DebtShort {
        /// What is owed.
        debt: Amount,
        /// What was to be repaid.
        asked: Amount,
    },
    /// The wallet holds as many lots or holds as it may.
    #[error("a wallet has at most {limit} {what}")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// An invariant does not hold: the wallet is corrupt and must not be used.
    #[error("the wallet is corrupt: {0}")]
    Corrupt(&'static str),
}

/// A debit above what is available.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("only {available} is available")]
pub struct Short {
    /// The amount that would do.
    pub available: Amount,
}

/// The longest part of a refused text that an error repeats, in characters.
const TEXT_SHOWN_MAX: usize = 64;

pub(crate) fn not_understood(text: &str, expected: &'static str) -> LedgerError {
    LedgerError::NotUnderstood { text: text.chars().take(TEXT_SHOWN_MAX).collect(), expected }
}
