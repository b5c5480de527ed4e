//! The changes of records that a decision lists.

use super::Transfer;
use crate::record::{
    AtClose, EntryState, ForHold, Found, HeldTier, LineLeft, MeasureState, Remembered, VoucherRecord,
};
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_ledger::{Amount, Lot, Party};
use coterie_program::ids::{AccountId, AttributeId, LimitId, MeasureId, RelationId};
use coterie_program::value::Value;
use minicbor::{Decode, Encode};

/// One change. Every change but a transfer concerns one record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Effect {
    /// Value moved.
    #[n(0)]
    Transfer(#[n(0)] Transfer),
    /// A party became known.
    #[n(1)]
    Known {
        /// Who.
        #[n(0)]
        party: Party,
        /// Since when.
        #[n(1)]
        since: Instant,
    },
    /// An attribute was set.
    #[n(2)]
    Set {
        /// Whose.
        #[n(0)]
        party: Party,
        /// Which.
        #[n(1)]
        attribute: AttributeId,
        /// To what.
        #[n(2)]
        value: Value,
    },
    /// A relation was set.
    #[n(3)]
    Relate {
        /// Whose.
        #[n(0)]
        party: Party,
        /// Which.
        #[n(1)]
        relation: RelationId,
        /// To whom.
        #[n(2)]
        to: Party,
        /// Since when.
        #[n(3)]
        since: Instant,
    },
    /// A measure remembers something.
    #[n(4)]
    Remember {
        /// Whose.
        #[n(0)]
        party: Party,
        /// Which.
        #[n(1)]
        measure: MeasureId,
        /// Its own time.
        #[n(2)]
        at: Instant,
        /// What.
        #[n(3)]
        change: Change,
        /// The gift whose amount it counts, so that a refund takes its share back out.
        #[n(4)]
        gift: Option<u16>,
    },
    /// A limit was drawn on, or room returned to it.
    #[n(5)]
    Count {
        /// On whose record it is counted.
        #[n(0)]
        party: Party,
        /// Which limit.
        #[n(1)]
        limit: LimitId,
        /// The period's first instant.
        #[n(2)]
        period: Instant,
        /// By how much.
        #[n(3)]
        by: i64,
        /// The gift that drew on it; `None` for what is not given back.
        #[n(4)]
        gift: Option<u16>,
        /// The hold for which it is drawn on, or which gives it back: it counts no longer than the hold lasts.
        #[n(5)]
        hold: Option<ForHold>,
    },
    /// A held tier stands anew.
    #[n(6)]
    Tier {
        /// Whose.
        #[n(0)]
        party: Party,
        /// How it stands.
        #[n(1)]
        held: HeldTier,
    },
    /// What the clock sets off on this record has been done up to then.
    #[n(7)]
    ClockDone {
        /// Whose.
        #[n(0)]
        party: Party,
        /// Up to when.
        #[n(1)]
        up_to: Instant,
    },
    /// Which lots this event spent or reserved, so that they can return.
    #[n(8)]
    Spending {
        /// The account.
        #[n(0)]
        account: AccountId,
        /// Whose wallet.
        #[n(1)]
        from: Party,
        /// Where they were spent.
        #[n(2)]
        at: Party,
        /// The lots as they stood, `remaining` being what was taken of each.
        #[n(3)]
        lots: Vec<Lot>,
        /// What they bought in money at the till, minor units.
        #[n(4)]
        money: i64,
    },
    /// What remains of lines of an earlier event.
    #[n(9)]
    Remaining {
        /// The earlier event's position.
        #[n(0)]
        entry: u64,
        /// By place in the event.
        #[n(1)]
        lines: Vec<(u16, LineLeft)>,
        /// What is to be paid for all that remains, minor units.
        #[n(2)]
        due: Option<i64>,
    },
    /// What is kept of a gift of an earlier event.
    #[n(10)]
    Kept {
        /// The earlier event's position.
        #[n(0)]
        entry: u64,
        /// Which gift.
        #[n(1)]
        gift: u16,
        /// How much is kept now.
        #[n(2)]
        kept: Amount,
        /// Where what was taken back so far was found, while something remains on which it may be kept again.
        #[n(3)]
        found: Option<Found>,
    },
    /// What an earlier event still counts for in a measure.
    #[n(11)]
    StillCounts {
        /// The earlier event's position.
        #[n(0)]
        entry: u64,
        /// Which of what it remembered.
        #[n(1)]
        place: u16,
        /// How much it counts now.
        #[n(2)]
        amount: i64,
        /// From when it counts, when that is another time than before.
        #[n(3)]
        at: Option<Instant>,
    },
    /// What an earlier event still uses of a limit.
    #[n(12)]
    StillUses {
        /// The earlier event's position.
        #[n(0)]
        entry: u64,
        /// Which of its uses.
        #[n(1)]
        place: u16,
        /// How much it uses now.
        #[n(2)]
        amount: i64,
    },
    /// An earlier event's state changed.
    #[n(13)]
    State {
        /// The earlier event's position.
        #[n(0)]
        entry: u64,
        /// To what.
        #[n(1)]
        state: EntryState,
    },
    /// A voucher stands anew.
    #[n(14)]
    Voucher {
        /// Its normalised code.
        #[cbor(n(0), with = "coterie_program::value::text")]
        code: CompactString,
        /// How it stands.
        #[n(1)]
        record: VoucherRecord,
    },
    /// A record became part of another.
    #[n(15)]
    MergedInto {
        /// Which.
        #[n(0)]
        party: Party,
        /// Of which.
        #[n(1)]
        into: Party,
    },
    /// What a record inherits of one that became part of it.
    #[n(16)]
    Inherit {
        /// Who inherits.
        #[n(0)]
        party: Party,
        /// A measure.
        #[n(1)]
        measure: MeasureId,
        /// What it remembered.
        #[n(2)]
        state: MeasureState,
    },
    /// How money goes back to the tenders of a refunded purchase, or what was paid beside the points of a cancelled
    /// redemption, minor units. It changes no record.
    #[n(17)]
    MoneyBack {
        /// To money.
        #[n(0)]
        money: i64,
        /// To what was paid in points.
        #[n(1)]
        points: i64,
        /// To gift cards and wallets.
        #[n(2)]
        gift_card: i64,
    },
    /// What of an earlier event's spending is still spent.
    #[n(18)]
    StillSpent {
        /// The earlier event's position.
        #[n(0)]
        entry: u64,
        /// The lots, `remaining` being what is still spent of each.
        #[n(1)]
        lots: Vec<Lot>,
    },
    /// The money part of a reward's price, minor units: what the till takes beside the points. It changes no record.
    #[n(19)]
    ToPay {
        /// How much.
        #[n(0)]
        money: i64,
    },
    /// What a rule gives at the close of a period by now, corrections included.
    #[n(20)]
    AtClose {
        /// For whom the period was closed.
        #[n(0)]
        party: Party,
        /// What.
        #[n(1)]
        given: AtClose,
    },
    /// What a measure was filled with of an earlier event, as it counts from now on: the event's record notes it.
    #[n(21)]
    Filled {
        /// The earlier event's position.
        #[n(0)]
        entry: u64,
        /// What is remembered of it.
        #[n(1)]
        known: Remembered,
    },
    /// What a gift of an earlier event opened was approved.
    #[n(22)]
    Available {
        /// The earlier event's position.
        #[n(0)]
        entry: u64,
        /// Which gift.
        #[n(1)]
        gift: u16,
        /// From when it is available.
        #[n(2)]
        at: Instant,
    },
}

impl Effect {
    /// The position of the earlier event whose record it changes.
    pub fn earlier(&self) -> Option<u64> {
        match self {
            Self::Remaining { entry, .. }
            | Self::Kept { entry, .. }
            | Self::StillCounts { entry, .. }
            | Self::StillUses { entry, .. }
            | Self::StillSpent { entry, .. }
            | Self::Filled { entry, .. }
            | Self::Available { entry, .. }
            | Self::State { entry, .. } => Some(*entry),
            _ => None,
        }
    }
}

/// What a measure remembers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Change {
    /// A number is added at a time.
    #[n(0)]
    Add(#[n(0)] i64),
    /// A value occurred (1), or no longer did (−1).
    #[n(1)]
    Occur(#[n(0)] Value, #[n(1)] i64),
    /// The last value.
    #[n(2)]
    Last(#[n(0)] Value),
    /// A period had such an event: its first instant, and how many periods in a row there are now.
    #[n(3)]
    Streak(#[n(0)] Instant, #[n(1)] i64),
}
