//! What a decision moved on accounts, in a form that is quickly compared.

use coterie_decide::decision::{Cause, Decision, Given};
use coterie_ledger::Party;
use coterie_program::builtin::account::DISCOUNTS;
use coterie_program::ids::AccountId;

/// Which of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// As it happened.
    Before,
    /// As it would have happened.
    After,
}

impl Side {
    /// An amount as part of a difference: after less before.
    pub(crate) const fn signed(self, amount: i64) -> i64 {
        match self {
            Self::Before => amount.saturating_neg(),
            Self::After => amount,
        }
    }
}

/// Why something moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// Given by rules.
    Given,
    /// Taken back by refunds and corrections.
    TakenBack,
    /// Spent, returned spendings included.
    Spent,
    /// Expired.
    Expired,
    /// Moved by people: corrections, transfers, merges.
    Moved,
}

impl Why {
    /// What it is called.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::TakenBack => "taken back",
            Self::Spent => "spent",
            Self::Expired => "expired",
            Self::Moved => "moved by people",
        }
    }
}

/// How many kinds of [`Why`] there are.
pub(crate) const WHYS: usize = 5;

impl Why {
    fn of(cause: Cause) -> Option<Self> {
        Some(match cause {
            Cause::Earn => Self::Given,
            Cause::Claw | Cause::Regain => Self::TakenBack,
            Cause::Spend | Cause::Cancel | Cause::Hold => Self::Spent,
            Cause::Expire | Cause::Reset => Self::Expired,
            Cause::Adjust | Cause::Give | Cause::Merge => Self::Moved,
            // Nothing moves on an account.
            Cause::Approve | Cause::Discount => return None,
        })
    }
}

/// One movement on one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Move<'d> {
    pub(crate) party: &'d Party,
    pub(crate) account: AccountId,
    pub(crate) why: Why,
    /// Smallest parts, signed as the holder sees it.
    pub(crate) amount: i64,
}

/// All movements of a decision, one for each party, account and cause, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Moves<'d>(pub(crate) Vec<Move<'d>>);

impl<'d> Moves<'d> {
    pub(crate) fn of(decision: &'d Decision) -> Self {
        let mut moves: Vec<Move<'d>> = Vec::new();
        let mut add = |party, account, why, amount: i64| {
            let same =
                |known: &&mut Move<'_>| (known.party, known.account, known.why) == (party, account, why);
            match moves.iter_mut().find(same) {
                Some(known) => known.amount = known.amount.saturating_add(amount),
                None => moves.push(Move { party, account, why, amount }),
            }
        };
        for transfer in decision.transfers() {
            let Some(why) = Why::of(transfer.cause()) else { continue };
            for leg in transfer.legs().iter().filter(|leg| leg.book.is_none()) {
                add(&leg.party, transfer.account(), why, leg.amount.get());
            }
        }
        for gift in &decision.gifts {
            if let Given::Discount { amount, .. } = &gift.given {
                add(&gift.to, DISCOUNTS, Why::Given, amount.get());
            }
        }
        moves.retain(|one| one.amount != 0);
        moves.sort_unstable();
        Self(moves)
    }
}

/// What moved in all, by account.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    pub(crate) accounts: Vec<(AccountId, [[i64; WHYS]; 2])>,
}

impl Totals {
    pub(crate) fn add(&mut self, side: Side, moves: &Moves<'_>) {
        for one in &moves.0 {
            let at = match self.accounts.binary_search_by_key(&one.account, |(account, _)| *account) {
                Ok(at) => at,
                Err(at) => {
                    self.accounts.insert(at, (one.account, [[0; WHYS]; 2]));
                    at
                }
            };
            let sum = &mut self.accounts[at].1[side as usize][one.why as usize];
            *sum = sum.saturating_add(one.amount);
        }
    }
}
