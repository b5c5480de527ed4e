//! What partners owe and are owed for the points of a rehearsal, and what they earn in it.

use coterie_calendar::{Instant, Period};
use coterie_decide::course::Happened;
use coterie_decide::record::PartyRecord;
use coterie_decide::{Entry, Origin, TickKind};
use coterie_ledger::{Amount, Book, Books, LedgerError, Party, PartyKind, Settlement, settle};
use coterie_program::builtin::account::DISCOUNTS_FOR_POINTS;
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::Program;
use coterie_program::ids::AccountId;
use std::collections::BTreeSet;

/// One partner's part in one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerLine {
    /// The account; money off given by rules is on one of its own.
    pub account: AccountId,
    /// Issued, less what refunds took back; what was spent already and is charged to the partner stays.
    pub issued: Amount,
    /// Spent there.
    pub redeemed: Amount,
    /// Issued there and expired.
    pub expired: Amount,
    /// What the partner pays for what it issued, minor units.
    pub pays: Amount,
    /// What it is paid for what was spent there, minor units.
    pub paid: Amount,
    /// What its own account gained: given to it, less what was taken back, spent and lost.
    pub earned: Amount,
    /// Paid less pays, and what its own account gained if it is kept in the program's currency; minor units.
    pub net: Amount,
}

/// A party's lines, one for each account in which it issued, took or holds anything; without prices, no money moves.
pub fn lines(
    program: &Program,
    party: &Party,
    record: &PartyRecord,
) -> Result<Vec<PartnerLine>, LedgerError> {
    let own: Vec<_> = record.wallets.iter().map(|(account, wallet)| (*account, wallet.balance())).collect();
    lines_of(program, party, &record.books, &own)
}

/// A party's lines of one period, by its label. What came after its own period was closed is settled in the first that was
/// still open.
pub fn lines_of_period(
    program: &Program,
    party: &Party,
    happened: &[Happened],
    label: &str,
) -> Result<Vec<PartnerLine>, LedgerError> {
    let Ok((kind, start, _)) = program.zone.period(label) else { return Ok(Vec::new()) };
    let mut closed: Vec<Instant> = Vec::new();
    let mut books: Vec<(AccountId, Books)> = Vec::new();
    let mut own: Vec<(AccountId, Amount)> = Vec::new();
    for one in happened {
        if settled_in(program, kind, &closed, &one.entry) == start {
            let transfers = one.entry.decision.transfers();
            for (account, leg) in transfers.flat_map(|one| one.legs().iter().map(|leg| (one.account(), leg)))
            {
                if leg.party != *party {
                    continue;
                }
                match leg.book {
                    Some(book) => entry_of(&mut books, account).apply(book, leg.amount)?,
                    None => {
                        let sum = entry_of(&mut own, account);
                        *sum = sum.checked_add(leg.amount)?;
                    }
                }
            }
        }
        closed.extend(closes(program, kind, &one.entry));
    }
    lines_of(program, party, &books, &own)
}

/// The place of an account in a short list; a new one at its end.
fn entry_of<T: Default>(list: &mut Vec<(AccountId, T)>, account: AccountId) -> &mut T {
    let at = list.iter().position(|(known, _)| *known == account).unwrap_or_else(|| {
        list.push((account, T::default()));
        list.len() - 1
    });
    &mut list[at].1
}

/// The first instant of the period in which an entry is settled.
fn settled_in(program: &Program, kind: Period, closed: &[Instant], entry: &Entry) -> Instant {
    let mut start = program.zone.start_of(kind, entry.at());
    // What the close of a period itself sets off belongs to that period.
    if matches!(&entry.origin, Origin::Tick(tick) if tick.kind == TickKind::Close) {
        return start;
    }
    while closed.contains(&start) {
        let next = program.zone.next_start(kind, start);
        // The calendar's last period has no next.
        if next <= start {
            break;
        }
        start = next;
    }
    start
}

/// The first instant of the period that an entry closes.
fn closes(program: &Program, period: Period, entry: &Entry) -> Option<Instant> {
    let Origin::Event(event) = &entry.origin else { return None };
    if event.kind != kind::CLOSE || entry.decision.refusal.is_some() {
        return None;
    }
    let (of, start, _) = program.zone.period(event.text(field::PERIOD)?).ok()?;
    (of == period).then_some(start)
}

fn lines_of(
    program: &Program,
    party: &Party,
    books: &[(AccountId, Books)],
    own: &[(AccountId, Amount)],
) -> Result<Vec<PartnerLine>, LedgerError> {
    let (mut lines, nothing) = (Vec::new(), Books::default());
    let accounts: BTreeSet<AccountId> =
        books.iter().map(|(account, _)| *account).chain(own.iter().map(|(account, _)| *account)).collect();
    for account in &accounts {
        // What points bought off a basket is paid for by the points.
        if *account == DISCOUNTS_FOR_POINTS {
            continue;
        }
        let books = books.iter().find(|(known, _)| known == account).map_or(&nothing, |(_, books)| books);
        let earned = own.iter().find(|(known, _)| known == account).map(|(_, sum)| *sum).unwrap_or_default();
        let taken_back = books.get(Book::Clawed).checked_add(books.get(Book::Charged))?;
        let issued = -(books.get(Book::Issued).checked_add(taken_back)?);
        let redeemed = books.get(Book::Redeemed);
        let prices = program.prices(party, *account).filter(|_| party.kind() != PartyKind::Coalition);
        let money = match prices {
            Some(prices) => settle(issued, redeemed, &prices)?,
            None => Settlement { pays: Amount::ZERO, paid: Amount::ZERO },
        };
        let held = program.accounts.get(*account);
        let is_money = held.is_some_and(|held| held.unit == program.currency);
        let in_money = if is_money { earned } else { Amount::ZERO };
        lines.push(PartnerLine {
            account: *account,
            issued,
            redeemed,
            expired: books.get(Book::Expired),
            pays: money.pays,
            paid: money.paid,
            earned,
            net: money.net()?.checked_add(in_money)?,
        });
    }
    Ok(lines)
}
