//! What accounts must hold, added up from the legs of transfers and from nothing else.

use super::Wrong;
use coterie_decide::Entry;
use coterie_decide::record::PartyRecord;
use coterie_ledger::{Amount, Book, Party};
use coterie_program::ids::AccountId;
use rustc_hash::FxHashMap;

/// Sums by party, account, and book (none: the wallet).
#[derive(Default)]
pub(super) struct Balances(FxHashMap<Party, Vec<(AccountId, Option<Book>, i128)>>);

impl Balances {
    pub(super) fn add(&mut self, entry: &Entry) {
        for transfer in entry.decision.transfers() {
            for leg in transfer.legs() {
                let amount = i128::from(leg.amount.get());
                if !self.0.contains_key(&leg.party) {
                    self.0.insert(leg.party.clone(), Vec::new());
                }
                let Some(sums) = self.0.get_mut(&leg.party) else { continue };
                match sums
                    .iter_mut()
                    .find(|(account, book, _)| *account == transfer.account() && *book == leg.book)
                {
                    Some((_, _, sum)) => *sum += amount,
                    None => sums.push((transfer.account(), leg.book, amount)),
                }
            }
        }
    }

    /// Against the records: every wallet and book, and each wallet in itself.
    pub(super) fn compare(&self, parties: &FxHashMap<Party, PartyRecord>) -> Result<(), Wrong> {
        for (party, sums) in &self.0 {
            let record = parties.get(party);
            for (account, book, sum) in sums {
                let holds = match book {
                    None => {
                        record.and_then(|record| record.wallet(*account)).map(coterie_ledger::Wallet::balance)
                    }
                    Some(book) => {
                        record.and_then(|record| record.books(*account)).map(|books| books.get(*book))
                    }
                };
                let holds = holds.unwrap_or(Amount::ZERO);
                if i128::from(holds.get()) != *sum {
                    let of = book.map_or_else(|| "wallet".to_owned(), |book| format!("{book:?}"));
                    return Err(Wrong::Balance {
                        party: party.clone(),
                        account: account.0,
                        of,
                        holds,
                        sum: *sum,
                    });
                }
            }
        }
        for (party, record) in parties {
            for (account, wallet) in &record.wallets {
                let known = self
                    .0
                    .get(party)
                    .is_some_and(|sums| sums.iter().any(|(of, book, _)| of == account && book.is_none()));
                if !known && !wallet.balance().is_zero() {
                    let (holds, of) = (wallet.balance(), "wallet".to_owned());
                    return Err(Wrong::Balance {
                        party: party.clone(),
                        account: account.0,
                        of,
                        holds,
                        sum: 0,
                    });
                }
                wallet.check().map_err(|error| Wrong::Wallet {
                    party: party.clone(),
                    account: account.0,
                    why: error.to_string(),
                })?;
            }
        }
        Ok(())
    }
}
