//! Which lots went first: when they were earned, and until when they were good.

use crate::past::{Past, waits_until};
use crate::words::Words;
use coterie_calendar::Instant;
use coterie_ledger::{Amount, Lot, LotId, Move};
use coterie_program::ids::AccountId;

/// A line for each lot that the moves of a wallet took from or returned to, in the order of taking.
pub(crate) fn taken(words: &Words<'_>, past: &Past<'_>, account: AccountId, moves: &[Move]) -> Vec<String> {
    // One entry may open many lots that end together: they are told as one.
    let mut parts: Vec<Part> = Vec::new();
    let mut part = |id: &'static str, lot: LotId, amount: Amount, expires: Option<Option<Instant>>| {
        let expires = expires.unwrap_or_else(|| past.lot(lot).and_then(|lot| lot.expires));
        let one = Part { id, position: lot.position, expires, amount };
        match parts.iter_mut().find(|known| known.joins(&one)) {
            Some(known) => known.amount = known.amount.checked_add(amount).unwrap_or(known.amount),
            None => parts.push(one),
        }
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
    parts.iter().map(|part| part.told(words, past, account)).collect()
}

/// What was taken of the lots of one entry that end together.
struct Part {
    id: &'static str,
    position: u64,
    expires: Option<Instant>,
    amount: Amount,
}

impl Part {
    fn joins(&self, other: &Self) -> bool {
        (self.id, self.position, self.expires) == (other.id, other.position, other.expires)
    }

    fn told(&self, words: &Words<'_>, past: &Past<'_>, account: AccountId) -> String {
        let (what, when) = past.called(words, self.position);
        let good = match self.expires {
            Some(end) => words.say("lot-until", &[("until", &words.until(end))]),
            None => words.say("lot-for-ever", &[]),
        };
        let amount = words.amount(account, self.amount);
        words.say(self.id, &[("amount", &amount), ("what", &what), ("when", &when), ("good", &good)])
    }
}

/// From when and until when what was given may be spent, by amount where lots differ in it; nothing where it is at once and for
/// ever.
pub(crate) fn terms(words: &Words<'_>, at: Instant, account: AccountId, moves: &[Move]) -> Vec<String> {
    let opened = moves.iter().filter_map(|step| match step {
        Move::Open(lot) => Some(lot),
        _ => None,
    });
    // Lots on the same terms are told as one.
    let mut parts: Vec<(Option<String>, Amount)> = Vec::new();
    for lot in opened {
        let terms = terms_of(words, at, lot);
        match parts.iter_mut().find(|(known, _)| *known == terms) {
            Some((_, amount)) => *amount = amount.checked_add(lot.remaining).unwrap_or(*amount),
            None => parts.push((terms, lot.remaining)),
        }
    }
    let is_one = parts.len() == 1;
    let told = parts.into_iter().filter_map(|(terms, amount)| Some((terms?, words.amount(account, amount))));
    told.map(|(terms, amount)| if is_one { terms } else { format!("{amount}: {terms}") }).collect()
}

fn terms_of(words: &Words<'_>, at: Instant, lot: &Lot) -> Option<String> {
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
