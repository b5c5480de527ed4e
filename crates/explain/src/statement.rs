//! What a statement's lines come to.

use crate::money::{self, Totals};
use crate::words::Words;
use coterie_decide::Entry;
use coterie_decide::decision::Cause;
use coterie_ledger::{Amount, Party, Settlement};
use coterie_program::ids::AccountId;
use std::collections::BTreeMap;

/// Sums of the lines of one party's statement.
#[derive(Debug)]
pub struct Sums {
    party: Party,
    wallets: BTreeMap<(AccountId, Group), Amount>,
    books: BTreeMap<AccountId, BTreeMap<String, Totals>>,
}

/// Why a wallet rose or fell, as coarsely as a statement sums it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Earned,
    Spent,
    Expired,
    TakenBack,
    Returned,
    Other,
}

impl Group {
    fn of(cause: Cause) -> Self {
        match cause {
            Cause::Earn => Self::Earned,
            Cause::Spend => Self::Spent,
            Cause::Expire | Cause::Reset => Self::Expired,
            Cause::Claw | Cause::Regain => Self::TakenBack,
            Cause::Cancel => Self::Returned,
            _ => Self::Other,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::Earned => "sum-earned",
            Self::Spent => "sum-spent",
            Self::Expired => "sum-expired",
            Self::TakenBack => "sum-taken-back",
            Self::Returned => "sum-returned",
            Self::Other => "sum-other",
        }
    }
}

impl Sums {
    /// Of a party's lines.
    pub fn of(party: Party) -> Self {
        Self { party, wallets: BTreeMap::new(), books: BTreeMap::new() }
    }

    /// Adds the party's lines of an entry, which is settled in a period, by its label.
    pub fn add(&mut self, entry: &Entry, period: &str) {
        for transfer in entry.decision.transfers() {
            let account = transfer.account();
            for leg in transfer.legs().iter().filter(|leg| leg.party == self.party) {
                match leg.book {
                    Some(book) => {
                        let periods = self.books.entry(account).or_default();
                        periods.entry(period.to_owned()).or_default().add(book, leg.amount);
                    }
                    None => {
                        let sum = self.wallets.entry((account, Group::of(transfer.cause()))).or_default();
                        *sum = sum.checked_add(leg.amount).unwrap_or(*sum);
                    }
                }
            }
        }
    }

    /// The sums in lines: of each account what was earned, spent and lost, and of a partner's points what they come to in
    /// money.
    pub fn told(&self, words: &Words<'_>) -> Vec<String> {
        let mut accounts: Vec<AccountId> = self.wallets.keys().map(|(account, _)| *account).collect();
        accounts.dedup();
        let mut lines: Vec<String> =
            accounts.into_iter().map(|account| self.wallet(words, account)).collect();
        for (account, periods) in &self.books {
            lines.extend(money::told(words, &self.party, *account, periods));
        }
        lines
    }

    /// What the party's lines come to in money, all accounts together: what the settlements of their periods make of them, each
    /// rounded by itself. Minor units.
    pub fn settled(&self, words: &Words<'_>) -> Settlement {
        let mut sum = Settlement { pays: Amount::ZERO, paid: Amount::ZERO };
        for (account, periods) in &self.books {
            let Some(one) = money::settled(words, &self.party, *account, periods) else { continue };
            sum.pays = sum.pays.checked_add(one.pays).unwrap_or(sum.pays);
            sum.paid = sum.paid.checked_add(one.paid).unwrap_or(sum.paid);
        }
        sum
    }

    /// What the party's own lines of an account come to.
    pub fn total(&self, account: AccountId) -> Amount {
        let own = self.wallets.iter().filter(|((of, _), _)| *of == account);
        Amount::sum(own.map(|(_, sum)| *sum)).unwrap_or_default()
    }

    fn wallet(&self, words: &Words<'_>, account: AccountId) -> String {
        let own = self.wallets.iter().filter(|((of, _), sum)| *of == account && !sum.is_zero());
        let mut parts = Vec::new();
        for ((_, group), sum) in own {
            parts.push(words.say(group.message(), &[("amount", &words.signed(account, *sum))]));
        }
        let (name, total) = (words.account(account), words.signed(account, self.total(account)));
        words.say("sum-wallet", &[("account", &name), ("parts", &parts.join(", ")), ("total", &total)])
    }
}
