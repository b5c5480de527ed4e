//! Gifts: what one rule gave for one event, and why.

use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_ledger::{Amount, LotId, Party};
use coterie_program::builtin::account::{DISCOUNTS, DISCOUNTS_FOR_POINTS};
use coterie_program::ids::{AccountId, RuleId, TierSetId};
use coterie_program::value::Value;
use minicbor::{Decode, Encode};

/// What one rule gave for one event. Refunds, disputes and corrections act on gifts and on nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Gift {
    /// The rule or reward.
    #[n(0)]
    pub rule: RuleId,
    /// Which of the things that the rule gives.
    #[n(1)]
    pub part: u16,
    /// The beneficiary.
    #[n(2)]
    pub to: Party,
    /// Who pays.
    #[n(3)]
    pub payer: Party,
    /// What was given.
    #[n(4)]
    pub given: Given,
    /// The lines it rests on.
    #[n(5)]
    pub rests: Rests,
    /// What those lines, or whatever else it was taken of, amounted to: smallest parts, or pieces.
    #[n(6)]
    pub basis: i64,
    /// The gift of this decision that a multiplier multiplied.
    #[n(7)]
    pub on: Option<u16>,
    /// What it would have been without limits.
    #[n(8)]
    pub unlimited: Amount,
    /// The values that decided how much, and those of records by which its rule is asked again on what remains; as they stood,
    /// personal values only coarsely.
    #[n(9)]
    pub facts: Vec<Fact>,
    /// The account with whose points it was bought, as a reward.
    #[n(10)]
    pub bought_with: Option<AccountId>,
}

impl Gift {
    /// The account on which its money off, or its donation, is booked.
    pub fn money_off(&self) -> AccountId {
        if self.bought_with.is_some() { DISCOUNTS_FOR_POINTS } else { DISCOUNTS }
    }

    /// The account of its amount; none of what has no amount.
    pub fn account(&self) -> Option<AccountId> {
        match self.given {
            Given::Credit { account, .. } => Some(account),
            Given::Discount { .. } | Given::Donation(_) => Some(self.money_off()),
            _ => None,
        }
    }
}

/// A value that a rule read.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Fact {
    /// The path, as it stands in the program.
    #[cbor(n(0), with = "coterie_program::value::text")]
    pub path: CompactString,
    /// What it read.
    #[n(1)]
    pub value: Value,
}

/// The lines that a gift rests on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Rests {
    /// On no line: it is taken back when all is returned.
    #[n(0)]
    Event,
    /// On every line.
    #[n(1)]
    AllLines,
    /// On these, by their place in the event.
    #[n(2)]
    Lines(#[n(0)] Vec<u16>),
}

impl Rests {
    /// Whether a line, by its place, is among them.
    pub fn includes(&self, line: usize) -> bool {
        match self {
            Self::Event | Self::AllLines => true,
            Self::Lines(lines) => lines.binary_search(&(line as u16)).is_ok(),
        }
    }
}

/// What was given.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Given {
    /// An amount of an account, in its own lot.
    #[n(0)]
    Credit {
        /// The account.
        #[n(0)]
        account: AccountId,
        /// How much.
        #[n(1)]
        amount: Amount,
        /// The lot that it opened; none when the amount is zero.
        #[n(2)]
        lot: Option<LotId>,
        /// The household whose pool keeps it; none when it is the beneficiary's own.
        #[n(3)]
        pool: Option<Party>,
    },
    /// Money off, minor units, with its share of each line.
    #[n(1)]
    Discount {
        /// How much in all.
        #[n(0)]
        amount: Amount,
        /// Of which line how much, by place in the event.
        #[n(1)]
        lines: Vec<i64>,
    },
    /// A voucher.
    #[n(2)]
    Voucher {
        /// Its name in the program.
        #[cbor(n(0), with = "coterie_program::value::text")]
        name: CompactString,
        /// Its code.
        #[cbor(n(1), with = "coterie_program::value::text")]
        code: CompactString,
        /// Until when.
        #[n(2)]
        until: Option<Instant>,
        /// Where.
        #[n(3)]
        at: Option<Party>,
    },
    /// A product, by its sku.
    #[n(3)]
    Product(#[cbor(n(0), with = "coterie_program::value::text")] CompactString),
    /// A ticket.
    #[n(4)]
    Ticket(#[cbor(n(0), with = "coterie_program::value::text")] CompactString),
    /// Access.
    #[n(5)]
    Access(#[cbor(n(0), with = "coterie_program::value::text")] CompactString),
    /// A donation, minor units.
    #[n(6)]
    Donation(#[n(0)] Amount),
    /// A message to send.
    #[n(7)]
    Message(#[cbor(n(0), with = "coterie_program::value::text")] CompactString),
    /// A tier by hand.
    #[n(8)]
    Tier {
        /// The set.
        #[n(0)]
        set: TierSetId,
        /// The step's place.
        #[n(1)]
        step: u16,
        /// Until when.
        #[n(2)]
        until: Option<Instant>,
    },
}

impl Given {
    /// How much of it there is, for those that have an amount.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Credit { amount, .. } | Self::Discount { amount, .. } | Self::Donation(amount) => {
                Some(*amount)
            }
            _ => None,
        }
    }
}
