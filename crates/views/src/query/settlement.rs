//! What partners owe and are owed for a period, and the lines that prove it.

use crate::books::AccountBooks;
use crate::error::ViewsError;
use crate::legs::{DISCOUNTS_FOR_POINTS, book_of, legs, word};
use crate::names::{DISCOUNTS_FOR_POINTS_NAME, DISCOUNTS_NAME};
use crate::tables::parties;
use crate::views::Views;
use coterie_decide::Entry;
use coterie_ledger::{Amount, Book, Party, PartyKind, Rate, Settlement, Terms, settle};
use coterie_program::compiled::Program;
use coterie_program::ids::{AccountId, Space};
use rusqlite::params;
use serde::Serialize;
use std::collections::BTreeMap;

/// A coalition's settlement for one period. Money in minor units of the program's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettlementReport {
    /// `2026-03` or `2026-Q1`.
    pub period: String,
    /// The position of the entry that closed it; absent while it is open.
    pub closed_by: Option<u64>,
    /// Whether a later period of its kind was closed without it, so that it can be closed no more.
    pub is_passed_over: bool,
    /// One statement for each party that issued or redeemed anything, by name.
    pub partners: Vec<PartnerStatement>,
    /// The coalition's own counts. It has no price: what it gives, it gives out of the remainder.
    pub coalition: Vec<AccountStatement>,
    /// What all partners pay.
    pub pays: Amount,
    /// What all partners are paid.
    pub paid: Amount,
    /// What the period added to accounts that are kept in money, whoever gives it: the coalition owes it to their holders.
    pub owed: Vec<Owed>,
    /// What remains with the coalition: what partners pay less what they are paid, less what is owed. Negative when the
    /// coalition pays.
    pub remainder: Amount,
}

/// What is owed on an account that is kept in money: commissions of those who bring customers, cashback, bonuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// The account.
    pub account: String,
    /// Who holds it: `member`, `partner`, `employee` …
    pub to: &'static str,
    /// Given less taken back, spent and expired, minor units; what was paid out is not taken off. Negative when more was spent
    /// than given.
    pub amount: Amount,
    /// What was paid out in the period, of this or an earlier one, minor units.
    pub paid_out: Amount,
}

/// One partner's statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartnerStatement {
    /// `partner:polana`.
    pub partner: String,
    /// By account, by name.
    pub accounts: Vec<AccountStatement>,
    /// What it pays, all accounts together.
    pub pays: Amount,
    /// What it is paid.
    pub paid: Amount,
    /// What it receives in the end; negative when it owes.
    pub net: Amount,
}

/// One account on a statement: counts in smallest parts, money in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountStatement {
    /// The account.
    pub account: String,
    /// Issued, less what was clawed back, plus what was charged because it was spent before it could be clawed back.
    pub issued: Amount,
    /// Redeemed, less what cancellations returned.
    pub redeemed: Amount,
    /// Expired, of what the party had issued (breakage); it moves no money.
    pub expired: Amount,
    /// What of `issued` belongs to periods that were closed before it came.
    pub issued_late: Amount,
    /// What of `redeemed` does.
    pub redeemed_late: Amount,
    /// Entries behind the statement, counted once for each book.
    pub entries: i64,
    /// Money for one whole point issued; absent when the account has no price here.
    pub issue_price: Option<Rate>,
    /// Money for one whole point redeemed.
    pub redemption_price: Option<Rate>,
    /// What the partner pays for what it issued.
    pub pays: Amount,
    /// What it is paid for what was redeemed.
    pub paid: Amount,
    /// Paid less pays.
    pub net: Amount,
}

/// One entry's part of a settlement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettlementLine {
    /// The entry.
    pub position: u64,
    /// The period in which it is settled.
    pub period: String,
    /// Whether its own period was closed before it came.
    pub is_correction: bool,
    /// The account.
    pub account: String,
    /// The book's word: `issued`, `redeemed` …
    pub book: &'static str,
    /// With the sign of its leg, smallest parts.
    pub amount: Amount,
}

/// What the table says of one account: everything, the corrections in it, and how many entries.
#[derive(Default)]
struct Counts {
    all: AccountBooks,
    late: AccountBooks,
    entries: i64,
}

impl Views {
    /// The settlement of a period, with the prices of a program. A month lists the partners that settle monthly, a
    /// quarter those that settle quarterly.
    pub fn settlement(&self, program: &Program, period: &str) -> Result<SettlementReport, ViewsError> {
        let mut report = SettlementReport {
            period: period.to_owned(),
            closed_by: self.closed_by(period)?,
            is_passed_over: self.is_passed_over(program, period)?,
            partners: Vec::new(),
            coalition: Vec::new(),
            pays: Amount::ZERO,
            paid: Amount::ZERO,
            owed: Vec::new(),
            remainder: Amount::ZERO,
        };
        let counts = self.counts(period)?;
        report.owed = owed(program, counts.values().flatten())?;
        for (name, accounts) in counts {
            let party: Party = name.parse()?;
            let accounts: Vec<AccountStatement> = accounts
                .into_iter()
                .map(|(account, counts)| statement(program, &party, account, &counts))
                .collect::<Result<_, _>>()?;
            if party.kind() == PartyKind::Coalition {
                report.coalition = accounts;
                continue;
            }
            let pays = Amount::sum(accounts.iter().map(|account| account.pays))?;
            let paid = Amount::sum(accounts.iter().map(|account| account.paid))?;
            let net = paid.checked_sub(pays)?;
            report.partners.push(PartnerStatement { partner: name, accounts, pays, paid, net });
        }
        report.pays = Amount::sum(report.partners.iter().map(|partner| partner.pays))?;
        report.paid = Amount::sum(report.partners.iter().map(|partner| partner.paid))?;
        let owed = Amount::sum(report.owed.iter().map(|one| one.amount))?;
        report.remainder = report.pays.checked_sub(report.paid)?.checked_sub(owed)?;
        Ok(report)
    }

    fn closed_by(&self, period: &str) -> Result<Option<u64>, ViewsError> {
        let mut read = self.conn.prepare_cached("SELECT position FROM closed WHERE period = ?1")?;
        let mut rows = read.query([period])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    fn is_passed_over(&self, program: &Program, period: &str) -> Result<bool, ViewsError> {
        let Ok((kind, start, _)) = program.zone.period(period) else { return Ok(false) };
        let mut read = self.conn.prepare_cached("SELECT period FROM closed")?;
        let labels: Vec<String> = read.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let closed = labels.iter().filter_map(|label| program.zone.period(label).ok());
        let (mut itself, mut later) = (false, false);
        for (_, other, _) in closed.filter(|(other, ..)| *other == kind) {
            itself |= other == start;
            later |= other > start;
        }
        Ok(later && !itself)
    }

    /// By party and account.
    fn counts(&self, period: &str) -> Result<BTreeMap<String, BTreeMap<String, Counts>>, ViewsError> {
        let mut read = self.conn.prepare_cached(
            "SELECT p.party, s.account, s.book, s.amount, s.corrections, s.entries FROM settlement s \
             JOIN parties p ON p.id = s.partner WHERE s.period = ?1",
        )?;
        let mut rows = read.query([period])?;
        let mut parties: BTreeMap<String, BTreeMap<String, Counts>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (party, account, book): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let book = book_of(&book).ok_or_else(|| ViewsError::Foreign(format!("the book {book}")))?;
            let counts = parties.entry(party).or_default().entry(account).or_default();
            counts.all.add(book, row.get(3)?)?;
            counts.late.add(book, row.get(4)?)?;
            counts.entries += row.get::<_, i64>(5)?;
        }
        Ok(parties)
    }

    /// All periods in which something is settled, by label.
    pub fn settlement_periods(&self) -> Result<Vec<String>, ViewsError> {
        let mut read = self.conn.prepare_cached("SELECT DISTINCT period FROM settlement ORDER BY period")?;
        let rows = read.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The positions of the entries behind a statement, ascending, beginning after `after`; the lines are what
    /// [`Views::settlement_lines`] reads in each.
    pub fn settlement_positions(
        &self,
        period: &str,
        partner: &Party,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<u64>, ViewsError> {
        let Some(number) = parties::find(&self.conn, partner)? else { return Ok(Vec::new()) };
        let after = after.map_or(-1, |position| position as i64);
        let limit = limit.min(super::members::PAGE_ROWS_MAX) as i64;
        let mut read = self.conn.prepare_cached(
            "SELECT position FROM postings WHERE party = ?1 AND period = ?2 AND position > ?3 \
             ORDER BY position LIMIT ?4",
        )?;
        let rows = read.query_map(params![number, period, after, limit], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What an entry of the journal contributes to a party's settlement: computed from the entry alone and the periods
    /// closed before it, so that the sum of the lines proves the statement.
    pub fn settlement_lines(
        &mut self,
        position: u64,
        entry: &Entry,
        partner: &Party,
    ) -> Result<Vec<SettlementLine>, ViewsError> {
        let settled = self.memory.settled_in(position, entry, partner);
        let mut sums: BTreeMap<(AccountId, Book), Amount> = BTreeMap::new();
        for (account, _, leg) in legs(entry).filter(|(_, _, leg)| leg.party == *partner) {
            if let Some(book) = leg.book {
                let sum = sums.entry((account, book)).or_default();
                *sum = sum.checked_add(leg.amount)?;
            }
        }
        let line = |((account, book), amount)| SettlementLine {
            position,
            period: settled.period.to_string(),
            is_correction: settled.is_correction,
            account: self.memory.names.account(account).to_string(),
            book: word(book),
            amount,
        };
        Ok(sums.into_iter().map(line).collect())
    }
}

/// What a party is debited for: issued less clawed back, plus what it is charged.
fn issued(books: &AccountBooks) -> Result<Amount, ViewsError> {
    Ok(Amount::new(books.issued - books.clawed + books.charged)?)
}

/// What the holders of accounts in the program's currency gained, by account.
fn owed<'c>(
    program: &Program,
    counts: impl Iterator<Item = (&'c String, &'c Counts)>,
) -> Result<Vec<Owed>, ViewsError> {
    let mut owed: BTreeMap<&str, Owed> = BTreeMap::new();
    for (name, counts) in counts {
        let id = program.registry.find(Space::Account, name).map(AccountId);
        let Some(account) = id.and_then(|id| program.accounts.get(id)) else { continue };
        if account.unit != program.currency {
            continue;
        }
        let of = owed.entry(name).or_insert_with(|| Owed {
            account: name.clone(),
            to: account.of.word(),
            amount: Amount::ZERO,
            paid_out: Amount::ZERO,
        });
        let given = counts.all.expected_outstanding().checked_add(counts.all.paid_out);
        of.paid_out = of.paid_out.checked_add(Amount::new(counts.all.paid_out)?)?;
        of.amount = of.amount.checked_add(Amount::new(given.ok_or(ViewsError::Overflow)?)?)?;
    }
    let is_any = |one: &Owed| one.amount != Amount::ZERO || one.paid_out != Amount::ZERO;
    Ok(owed.into_values().filter(is_any).collect())
}

fn statement(
    program: &Program,
    party: &Party,
    account: String,
    counts: &Counts,
) -> Result<AccountStatement, ViewsError> {
    let (issued_all, redeemed) = (issued(&counts.all)?, Amount::new(counts.all.redeemed)?);
    let terms = terms(program, party, &account);
    let money = match &terms {
        Some(terms) => settle(issued_all, redeemed, terms)?,
        None => Settlement { pays: Amount::ZERO, paid: Amount::ZERO },
    };
    Ok(AccountStatement {
        account,
        issued: issued_all,
        redeemed,
        expired: Amount::new(counts.all.expired)?,
        issued_late: issued(&counts.late)?,
        redeemed_late: Amount::new(counts.late.redeemed)?,
        entries: counts.entries,
        issue_price: terms.map(|terms| terms.issue_price),
        redemption_price: terms.map(|terms| terms.redemption_price),
        pays: money.pays,
        paid: money.paid,
        net: money.net()?,
    })
}

/// A party's prices for an account by its name. Discounts have the price one; those that points bought are paid for by the
/// points.
pub(crate) fn terms(program: &Program, party: &Party, account: &str) -> Option<Terms> {
    if party.kind() == PartyKind::Coalition || account == DISCOUNTS_FOR_POINTS_NAME {
        return None;
    }
    if account == DISCOUNTS_NAME {
        return program.prices_of_discounts();
    }
    let id = program.registry.find(Space::Account, account).map(AccountId)?;
    debug_assert!(id != DISCOUNTS_FOR_POINTS, "the registry's numbers end far below");
    program.prices(party, id)
}
