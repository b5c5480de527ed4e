//! Whether the ledger can hold what a decision does: a decision that would pass a limit is refused before it is journaled,
//! because a journaled one that cannot be folded would stop the writer.

use crate::context::Context;
use crate::decision::{Decision, Leg, Reason, Refusal};
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::{Amount, Move, Wallet};

/// Refuses a decision beyond the ledger's limits. All that it moves is taken as going to each account that it touches, so
/// the last thousandth of the limits may be out of reach; no lot nor book can pass them.
pub(crate) fn check<R: Records>(context: &Context<'_, R>, decision: &Decision) -> Result<(), DecideError> {
    let legs = || {
        decision.transfers().flat_map(|transfer| transfer.legs().iter().map(|leg| (transfer.account(), leg)))
    };
    let moved = legs().try_fold(0, |sum: i64, (_, leg)| sum.checked_add(leg.amount.get().abs()));
    let moved = moved.filter(|moved| *moved <= Amount::LIMIT).ok_or_else(|| too_large("amount"))?;
    let count =
        |is: fn(&Move) -> bool| legs().flat_map(|(_, leg)| &leg.moves).filter(|step| is(step)).count();
    let lots = count(|step| matches!(step, Move::Open(_) | Move::Receive(_) | Move::GiveBack(_)));
    let holds = count(|step| matches!(step, Move::Reserve { .. }));
    for (account, leg) in legs() {
        let Some(record) = context.record(&leg.party)? else { continue };
        match leg.book {
            Some(book) => {
                let stands = record.books(account).map_or(Amount::ZERO, |books| books.get(book));
                if stands.get().abs() > Amount::LIMIT - moved {
                    return Err(too_large("amount"));
                }
            }
            None => {
                if let Some(wallet) = record.wallet(account) {
                    wallet_holds(wallet, leg, moved, (lots, holds))?;
                }
            }
        }
    }
    Ok(())
}

fn wallet_holds(
    wallet: &Wallet,
    leg: &Leg,
    moved: i64,
    (lots, holds): (usize, usize),
) -> Result<(), DecideError> {
    if lots > 0 && wallet.lots().len() + lots > Wallet::LOTS_MAX {
        return Err(too_large(&format!("lots of {}", leg.party)));
    }
    if holds > 0 && wallet.holds().len() + holds > Wallet::HOLDS_MAX {
        return Err(too_large(&format!("holds of {}", leg.party)));
    }
    let (debt, balance) = (wallet.debt().get(), wallet.balance().get());
    if (balance + debt).max(debt) > Amount::LIMIT - moved { Err(too_large("amount")) } else { Ok(()) }
}

fn too_large(about: &str) -> DecideError {
    Refusal::new(Reason::TooLarge, about).into()
}
