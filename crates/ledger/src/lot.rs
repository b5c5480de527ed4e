//! Lots: what one credit opened, and the tombstones of what expired.

use std::{fmt, str::FromStr};

use coterie_calendar::Instant;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Amount, LedgerError, Party, error::not_understood};

/// A lot's name for ever: the journal position that opened it, and which of that entry's lots it is. Text (`123.0`) in
/// JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct LotId {
    /// Position of the journal entry that opened it.
    #[n(0)]
    pub position: u64,
    /// Place among the lots of that entry, from 0.
    #[n(1)]
    pub index: u16,
}

impl fmt::Display for LotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.position, self.index)
    }
}

impl FromStr for LotId {
    type Err = LedgerError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('.');
        let id = parts.and_then(|(position, index)| {
            Some(Self { position: position.parse().ok()?, index: index.parse().ok()? })
        });
        id.filter(|id| id.to_string() == text).ok_or_else(|| not_understood(text, "a lot (123.0)"))
    }
}

impl Serialize for LotId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LotId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// From when a lot is usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
#[cbor(flat)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// From an instant on, itself included.
    #[n(0)]
    From(#[n(0)] Instant),
    /// When somebody approves it.
    #[n(1)]
    OnApproval,
}

/// What one credit opened and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Lot {
    /// Its name.
    #[n(0)]
    pub id: LotId,
    /// As opened; above zero.
    #[n(1)]
    pub amount: Amount,
    /// What is left, held parts included; above zero while the lot is in a wallet.
    #[n(2)]
    pub remaining: Amount,
    /// From when it is usable.
    #[n(3)]
    pub available: Availability,
    /// The first instant at which it is no longer usable; `None` when it never expires.
    #[n(4)]
    pub expires: Option<Instant>,
    /// Who paid for it.
    #[n(5)]
    pub payer: Party,
}

impl Lot {
    /// A lot as a credit opens it, with all of it left.
    pub const fn opened(
        id: LotId,
        amount: Amount,
        available: Availability,
        expires: Option<Instant>,
        payer: Party,
    ) -> Self {
        Self { id, amount, remaining: amount, available, expires, payer }
    }

    /// Whether it may be spent: `available <= now < expires`.
    #[inline]
    pub fn is_usable(&self, now: Instant) -> bool {
        self.is_available(now) && !self.is_expired(now)
    }

    /// Whether its time of availability has come.
    #[inline]
    pub fn is_available(&self, now: Instant) -> bool {
        matches!(self.available, Availability::From(from) if from <= now)
    }

    /// Whether its time is over: `expires <= now`.
    #[inline]
    pub fn is_expired(&self, now: Instant) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    /// The order in which lots are spent: earliest expiry first, those that never expire last, then the older lot.
    #[inline]
    pub(crate) fn order(&self) -> (bool, Option<Instant>, LotId) {
        (self.expires.is_none(), self.expires, self.id)
    }
}

/// The tombstone of what expired of a lot at one time, so that a later clawback knows that part from a spent one. A lot has several
/// when a hold kept a part of it longer: each is forgotten by its own time, whether the other was forgotten before or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Gone {
    /// The lot.
    #[n(0)]
    pub lot: LotId,
    /// How much of it expired and was not clawed back since; above zero.
    #[n(1)]
    pub expired: Amount,
    /// When it expired, by nominal time.
    #[n(2)]
    pub at: Instant,
}
