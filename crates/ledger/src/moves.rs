//! Moves: the recorded steps by which a wallet changes.

use coterie_calendar::Instant;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::{Amount, Gone, LedgerError, Lot, LotId, Part};

/// One step of one wallet. Everything that happens to a wallet is one of these, recorded in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(flat)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// A credit opens a lot, with all of it left.
    #[n(0)]
    Open(#[n(0)] Lot),
    /// A debit takes a part that no hold reserves.
    #[n(1)]
    Spend(#[n(0)] Part),
    /// A part that no hold reserves expires and leaves a tombstone.
    #[n(2)]
    Expire {
        /// What expires.
        #[n(0)]
        part: Part,
        /// The nominal time: the lot's expiry, or the end of the idle time.
        #[n(1)]
        at: Instant,
    },
    /// A clawback takes back an unspent part.
    #[n(3)]
    Claw(#[n(0)] Part),
    /// A clawback takes back what had expired: the tombstone shrinks, the balance stays.
    #[n(4)]
    ClawExpired(#[n(0)] Part),
    /// Points of a cancelled redemption return to their lot: the lot as opened, `remaining` being what returns and
    /// `expires` its new expiry, not before the old. What is still in the lot lives on with it.
    #[n(5)]
    GiveBack(#[n(0)] Lot),
    /// A clawback that found nothing becomes a debt.
    #[n(6)]
    Borrow {
        /// What is owed more.
        #[n(0)]
        amount: Amount,
    },
    /// A credit repays debt.
    #[n(7)]
    Repay {
        /// What is owed less.
        #[n(0)]
        amount: Amount,
    },
    /// A hold reserves parts.
    #[n(8)]
    Reserve {
        /// The hold's name: the position of the entry that makes it.
        #[n(0)]
        hold: u64,
        /// What it reserves.
        #[n(1)]
        parts: Vec<Part>,
        /// The first instant at which it no longer holds.
        #[n(2)]
        lapses: Instant,
    },
    /// A hold ends and frees what it reserved.
    #[n(9)]
    Release {
        /// The hold.
        #[n(0)]
        hold: u64,
    },
    /// A hold ends: these of its parts are spent, the rest is freed.
    #[n(10)]
    Capture {
        /// The hold.
        #[n(0)]
        hold: u64,
        /// What is spent.
        #[n(1)]
        parts: Vec<Part>,
    },
    /// A lot that waited for approval becomes usable.
    #[n(11)]
    Approve {
        /// The lot.
        #[n(0)]
        lot: LotId,
        /// From when it is usable.
        #[n(1)]
        at: Instant,
    },
    /// The party was active, which puts off expiry for idleness.
    #[n(12)]
    Touch {
        /// When; the latest counts.
        #[n(0)]
        at: Instant,
    },
    /// A merge brings a lot with what is left of it.
    #[n(13)]
    Receive(#[n(0)] Lot),
    /// A merge takes a whole lot away: the part is all that is left, and no hold reserves any.
    #[n(14)]
    HandOver(#[n(0)] Part),
    /// A merge brings a tombstone.
    #[n(15)]
    ReceiveGone(#[n(0)] Gone),
    /// A merge takes a tombstone away.
    #[n(16)]
    HandOverGone {
        /// The lot whose tombstone it is.
        #[n(0)]
        lot: LotId,
        /// When that part of it expired: a lot that came back may have expired twice.
        #[n(1)]
        at: Instant,
    },
    /// What a clawback took of an expired part has expired after all: it is buried again, and the balance stays.
    #[n(17)]
    BuryAgain(#[n(0)] Gone),
}

impl Move {
    /// The signed change of the wallet's balance.
    pub fn amount(&self) -> Result<Amount, LedgerError> {
        Ok(match self {
            Self::Open(lot) | Self::GiveBack(lot) | Self::Receive(lot) => lot.remaining,
            Self::Spend(part) | Self::Expire { part, .. } | Self::Claw(part) | Self::HandOver(part) => {
                -part.amount
            }
            Self::Borrow { amount } => -*amount,
            Self::Repay { amount } => *amount,
            Self::Capture { parts, .. } => -Part::total(parts)?,
            Self::ClawExpired(_)
            | Self::Reserve { .. }
            | Self::Release { .. }
            | Self::Approve { .. }
            | Self::Touch { .. }
            | Self::ReceiveGone(_)
            | Self::HandOverGone { .. }
            | Self::BuryAgain(_) => Amount::ZERO,
        })
    }

    /// The signed change of many moves together: what the leg of a transfer must be.
    pub fn total(moves: &[Self]) -> Result<Amount, LedgerError> {
        moves.iter().try_fold(Amount::ZERO, |sum, step| sum.checked_add(step.amount()?))
    }
}
