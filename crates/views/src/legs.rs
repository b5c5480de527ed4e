//! What an entry says about value and sales, apart from any table: read in the same way by the projector and by
//! [`crate::Totals`].

use coterie_decide::decision::{Effect, Leg, Transfer};
use coterie_decide::{Entry, Origin};
use coterie_ledger::{Book, Party};
use coterie_program::builtin::{field, kind};
use coterie_program::event::Event;
use coterie_program::ids::AccountId;

/// All books in their order.
pub(crate) const BOOKS: [Book; 9] = [
    Book::Issued,
    Book::Redeemed,
    Book::Expired,
    Book::Clawed,
    Book::WrittenOff,
    Book::Charged,
    Book::Exchange,
    Book::PaidOut,
    Book::Adjusted,
];

/// A book's word in tables and answers.
pub(crate) const fn word(book: Book) -> &'static str {
    match book {
        Book::Issued => "issued",
        Book::Redeemed => "redeemed",
        Book::Expired => "expired",
        Book::Clawed => "clawed",
        Book::WrittenOff => "written_off",
        Book::Charged => "charged",
        Book::Exchange => "exchange",
        Book::PaidOut => "paid_out",
        Book::Adjusted => "adjusted",
    }
}

/// The book behind a word.
pub(crate) fn book_of(name: &str) -> Option<Book> {
    BOOKS.into_iter().find(|book| word(*book) == name)
}

/// All legs of an entry, each with its account.
pub(crate) fn legs(entry: &Entry) -> impl Iterator<Item = (AccountId, &Transfer, &Leg)> {
    let transfers = entry.decision.transfers();
    transfers.flat_map(|transfer| transfer.legs().iter().map(move |leg| (transfer.account(), transfer, leg)))
}

/// What an entry says about sales.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sale<'e> {
    /// A purchase: where, and its total in minor units.
    Purchase(Option<&'e Party>, i64),
    /// A refund: of the purchase at which position, and how much goes back in minor units.
    Refund(u64, i64),
}

/// What an entry that was not refused says about sales.
pub(crate) fn sale(entry: &Entry) -> Option<Sale<'_>> {
    let Origin::Event(event) = &entry.origin else { return None };
    if entry.decision.refusal.is_some() {
        return None;
    }
    match event.kind {
        kind::PURCHASE => Some(Sale::Purchase(event.party(field::PARTNER), total(event))),
        kind::REFUND => {
            let (mut of, mut back) = (None, 0_i64);
            for effect in &entry.decision.effects {
                match effect {
                    Effect::Remaining { entry, .. } => of = Some(*entry),
                    Effect::MoneyBack { money, points, gift_card } => {
                        back = back.saturating_add(*money).saturating_add(*points).saturating_add(*gift_card);
                    }
                    _ => {}
                }
            }
            of.map(|position| Sale::Refund(position, back))
        }
        _ => None,
    }
}

/// A purchase's total: as told, or what its lines come to.
fn total(event: &Event) -> i64 {
    event.int(field::TOTAL).unwrap_or_else(|| {
        let lines = event.lines.iter().map(|line| line.amount.saturating_sub(line.discount));
        lines.fold(event.int(field::SHIPPING).unwrap_or(0), i64::saturating_add)
    })
}
