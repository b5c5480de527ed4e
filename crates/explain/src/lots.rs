//! Which lots went first: when they were earned, and until when they were good.

use crate::past::{Past, waits_until};
use crate::words::Words;
use coterie_ledger::{Amount, Lot, LotId, Move};
use coterie_program::ids::AccountId;

/// A line for each lot that the moves of a wallet took from or returned to, in the order of taking.
pub(crate) fn taken(words: &Words<'_>, past: &Past<'_>, account: AccountId, moves: &[Move]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut part = |id: &str,
                    lot: LotId,
                    amount: Amount,
                    expires: Option<Option<coterie_calendar::Instant>>| {
        let (what, when) = past.called(words, lot.position);
        let expires = expires.unwrap_or_else(|| past.lot(lot).and_then(|lot| lot.expires));
        let good = match expires {
            Some(end) => words.say("lot-until", &[("until", &words.until(end))]),
            None => words.say("lot-for-ever", &[]),
        };
        let amount = words.amount(account, amount);
        lines.push(words.say(id, &[("amount", &amount), ("what", &what), ("when", &when), ("good", &good)]));
    };
    for step in moves {
        match step {
            Move::Spend(one) | Move::HandOver(one) | Move::Expire { part: one, .. } => {
                part("lot-part", one.lot, one.amount, None);
            }
            Move::Reserve { parts, .. } | Move::Capture { parts, .. } => {
                for one in parts {
                    part("lot-part", one.lot, one.amount, None);
                }
            }
            Move::GiveBack(lot) => part("lot-returns", lot.id, lot.remaining, Some(lot.expires)),
            Move::Receive(lot) => part("lot-part", lot.id, lot.remaining, Some(lot.expires)),
            _ => {}
        }
    }
    lines
}

/// From when and until when what was given may be spent; nothing where it is at once and for ever.
pub(crate) fn terms(words: &Words<'_>, at: coterie_calendar::Instant, moves: &[Move]) -> Vec<String> {
    let opened = moves.iter().filter_map(|step| match step {
        Move::Open(lot) => Some(lot),
        _ => None,
    });
    opened.filter_map(|lot| terms_of(words, at, lot)).collect()
}

fn terms_of(words: &Words<'_>, at: coterie_calendar::Instant, lot: &Lot) -> Option<String> {
    let from = waits_until(lot);
    let until = lot.expires.map(|end| words.until(end));
    match (from, until) {
        (None, _) => Some(words.say("opened-on-approval", &[])),
        (Some(from), Some(until)) if from > at => {
            Some(words.say("opened-from-until", &[("from", &words.moment(from)), ("until", &until)]))
        }
        (Some(from), None) if from > at => Some(words.say("opened-from", &[("from", &words.moment(from))])),
        (_, Some(until)) => Some(words.say("opened-until", &[("until", &until)])),
        (_, None) => None,
    }
}

/// What of a credit repaid a debt.
pub(crate) fn repaid(words: &Words<'_>, account: AccountId, moves: &[Move]) -> Vec<String> {
    let repaid = moves.iter().filter_map(|step| match step {
        Move::Repay { amount } => Some(words.amount(account, *amount)),
        _ => None,
    });
    repaid.map(|amount| words.say("repaid", &[("amount", &amount)])).collect()
}
