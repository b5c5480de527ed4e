//! `earnings`: what came to and went from partners' own accounts (commissions, bonuses, their own points), by settlement
//! period. `corrections` is the part of `amount` whose own period was closed before it came. Smallest parts.

use crate::error::ViewsError;
use crate::names::Names;
use crate::sums::Sums;
use crate::table::{Table, int, sum, text};
use compact_str::CompactString;
use coterie_decide::decision::Cause;
use coterie_program::ids::AccountId;
use rusqlite::{Connection, params};

pub(crate) const EARNINGS: Table = Table {
    name: "earnings",
    columns: &[
        text("period"),
        int("partner"),
        text("account"),
        text("why"),
        sum("amount"),
        sum("corrections"),
        sum("entries"),
    ],
    key: 4,
    unique: None,
};

/// Why a partner's own account rose or fell, as coarsely as a statement sums it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Why {
    /// A rule gave it.
    Earned,
    /// A refund or a superseded fact took it back.
    TakenBack,
    /// It paid for a reward, or came back from one that was cancelled.
    Spent,
    /// Its time was over.
    Expired,
    /// A person's correction, or what came from and went to other accounts.
    Otherwise,
}

const WHYS: [Why; 5] = [Why::Earned, Why::TakenBack, Why::Spent, Why::Expired, Why::Otherwise];

impl Why {
    /// Behind a transfer.
    pub(crate) const fn of(cause: Cause) -> Self {
        match cause {
            Cause::Earn => Self::Earned,
            Cause::Claw | Cause::Regain => Self::TakenBack,
            Cause::Spend | Cause::Cancel => Self::Spent,
            Cause::Expire | Cause::Reset => Self::Expired,
            Cause::Adjust | Cause::Give | Cause::Merge | Cause::Hold | Cause::Approve | Cause::Discount => {
                Self::Otherwise
            }
        }
    }

    /// Its word in tables and answers.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Earned => "earned",
            Self::TakenBack => "taken_back",
            Self::Spent => "spent",
            Self::Expired => "expired",
            Self::Otherwise => "otherwise",
        }
    }

    /// The one behind a word.
    pub(crate) fn named(word: &str) -> Option<Self> {
        WHYS.into_iter().find(|why| why.word() == word)
    }
}

/// A period, whose account of which name, and why.
pub(crate) type Key = (CompactString, u32, AccountId, Why);

/// What a batch adds.
#[derive(Debug, Default)]
pub(crate) struct Pending(Sums<Key, 3>);

impl Pending {
    /// Adds what one entry moved.
    pub(crate) fn add(&mut self, key: Key, amount: i64, is_correction: bool) -> Result<(), ViewsError> {
        self.0.add(key, [amount, if is_correction { amount } else { 0 }, 1])
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&EARNINGS.upsert())?;
        for ((period, partner, account, why), [amount, corrections, entries]) in self.0.drain() {
            let account = names.account(account);
            put.execute(params![&*period, partner, &*account, why.word(), amount, corrections, entries])?;
        }
        Ok(())
    }
}
