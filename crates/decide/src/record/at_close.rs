//! What the close of a period gave, so that what arrives later for the period can correct it.

use coterie_calendar::Instant;
use coterie_ledger::{Amount, LotId, Party};
use coterie_program::ids::{AccountId, RuleId};
use minicbor::{Decode, Encode};

/// What a rule gives at the close of one period, corrections included.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct AtClose {
    /// The period's last moment.
    #[n(0)]
    pub at: Instant,
    /// The rule.
    #[n(1)]
    pub rule: RuleId,
    /// Which of the things that it gives.
    #[n(2)]
    pub part: u16,
    /// The beneficiary.
    #[n(3)]
    pub to: Party,
    /// The household whose pool keeps it; none when it is the beneficiary's own.
    #[n(4)]
    pub pool: Option<Party>,
    /// Who pays.
    #[n(5)]
    pub payer: Party,
    /// The account.
    #[n(6)]
    pub account: AccountId,
    /// What is given by now, by gift, in their order.
    #[n(7)]
    pub gifts: Vec<(Option<LotId>, Amount)>,
    /// Whether some of it waits for an approval that has not come.
    #[n(8)]
    pub waits: bool,
}

impl AtClose {
    /// Whether both are of the same rule, period, part and beneficiary.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        self.is_of_one_rule(other) && self.to == other.to
    }

    /// The one of these that is of the same rule, period, part and beneficiary.
    pub(crate) fn among<'l>(&self, list: &'l [Self]) -> Option<&'l Self> {
        list.iter().find(|known| known.is_of(self))
    }

    /// Whether both are of the same rule, period and part.
    pub(crate) fn is_of_one_rule(&self, other: &Self) -> bool {
        let key = |one: &Self| (one.at, one.rule, one.part, one.account);
        key(self) == key(other)
    }

    /// How much is given by now; smallest parts.
    pub(crate) fn sum(&self) -> i64 {
        self.gifts.iter().map(|(_, amount)| amount.get()).sum()
    }
}
