//! Journal entries.

use crate::decision::Decision;
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_ledger::Party;
use coterie_program::event::Event;
use coterie_program::ids::Registry;
use minicbor::{Decode, Encode};

/// One entry of the journal: what happened, and what it did.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Entry {
    /// The greatest time so far: decides what is spendable, lapsed or due. Never falls.
    #[n(0)]
    pub clock: Instant,
    /// The program version that decided it; 0 before the first.
    #[n(1)]
    pub version: u32,
    /// Who did it, when a person or key did; else empty.
    #[cbor(n(2), with = "coterie_program::value::text")]
    pub by: CompactString,
    /// What happened.
    #[n(3)]
    pub origin: Origin,
    /// What it did.
    #[n(4)]
    pub decision: Decision,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Origin {
    /// Something outside.
    #[n(0)]
    Event(#[n(0)] Event),
    /// Something fell due by itself.
    #[n(1)]
    Tick(#[n(0)] Tick),
    /// A program version was applied.
    #[n(2)]
    Apply(#[n(0)] Apply),
}

/// A program version.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Apply {
    /// Its number, from 1.
    #[n(0)]
    pub version: u32,
    /// From when it holds.
    #[n(1)]
    pub from: Instant,
    /// The file's text.
    #[n(2)]
    pub text: String,
    /// The names and numbers of this and all earlier versions.
    #[n(3)]
    pub registry: Registry,
    /// Digest of the measures that were back-filled from the journal before this entry; absent when none was new.
    #[n(4)]
    #[cbor(with = "minicbor::bytes")]
    pub backfilled: Option<[u8; 32]>,
}

/// Something that fell due by itself. `(at, kind, party, of)` is its id: it happens once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Tick {
    /// When it fell due.
    #[n(0)]
    pub at: Instant,
    /// What fell due.
    #[n(1)]
    pub kind: TickKind,
    /// On whose record.
    #[n(2)]
    pub party: Party,
    /// The account, tier set, rule or hold concerned, by its number.
    #[n(3)]
    pub of: u64,
}

/// What may fall due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum TickKind {
    /// A hold lapses; `of` is the hold.
    #[n(0)]
    HoldLapses,
    /// Lots expire; `of` is the account.
    #[n(1)]
    Expiry,
    /// An account was idle too long; `of` is the account.
    #[n(2)]
    IdleExpiry,
    /// A tier given by hand ends; `of` is the tier set.
    #[n(3)]
    GrantEnds,
    /// A tier's period ends; `of` is the tier set.
    #[n(4)]
    TierReview,
    /// A lower judgement takes effect; `of` is the tier set.
    #[n(5)]
    TierFalls,
    /// A rule that the clock sets off; `of` is the rule.
    #[n(6)]
    Clock,
    /// A warning before expiry; `of` is the rule.
    #[n(7)]
    Expiring,
    /// A rule that a period's close sets off; `of` is the rule, `at` the period's end.
    #[n(8)]
    Close,
    /// What arrived for an earlier period after its close corrects what a rule gave at it; `at` is that period's end, `of` the rule,
    /// and × 65,536 how many periods before the one that is being closed.
    #[n(9)]
    Correction,
}

/// By what a correction's tick numbers rules, and above them how many closed periods back it reaches.
pub(crate) const PERIODS_BACK: u64 = 1 << 16;

impl Tick {
    /// The number of the rule that a correction asks again.
    pub fn corrected_rule(&self) -> u16 {
        (self.of % PERIODS_BACK) as u16
    }
}

impl Entry {
    /// Its own time.
    pub fn at(&self) -> Instant {
        match &self.origin {
            Origin::Event(event) => event.at,
            Origin::Tick(tick) => tick.at,
            Origin::Apply(apply) => apply.from,
        }
    }
}
