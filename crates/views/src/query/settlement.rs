//! What partners owe and are owed for a period, and the lines that prove it.

use crate::error::ViewsError;
use crate::legs::{legs, word};
use crate::settled::{
    Counts, PartnerStatement, SettlementLine, SettlementReport, account_statements, donated, owed,
};
use crate::tables::earnings::Why;
use crate::tables::parties;
use crate::views::Views;
use coterie_decide::Entry;
use coterie_ledger::{Amount, Party};
use coterie_program::compiled::Program;
use coterie_program::ids::AccountId;
use rusqlite::params;
use std::collections::BTreeMap;

/// The counts of a period, by party and account.
type ByParty = BTreeMap<Party, BTreeMap<String, Counts>>;

impl Views {
    /// The settlement of a period, with the prices of a program. A month lists the partners that settle monthly, a
    /// quarter those that settle quarterly; each has a statement, those without anything to settle included.
    pub fn settlement(&self, program: &Program, period: &str) -> Result<SettlementReport, ViewsError> {
        let counts = self.counts(period)?;
        let accounts = || counts.values().flatten();
        let owed = owed(program, accounts())?;
        let donated = donated(accounts())?;
        let mut partners: BTreeMap<Party, BTreeMap<String, Counts>> = BTreeMap::new();
        for id in settling_in(program, period) {
            partners.insert(Party::partner(id)?, BTreeMap::new());
        }
        partners.extend(counts);
        let coalition = partners.remove(&Party::coalition()).unwrap_or_default();
        let partners: Vec<PartnerStatement> = partners
            .into_iter()
            .map(|(partner, accounts)| PartnerStatement::new(program, &partner, accounts))
            .collect::<Result<_, _>>()?;
        let pays = Amount::sum(partners.iter().map(|partner| partner.pays))?;
        let paid = Amount::sum(partners.iter().map(|partner| partner.paid))?;
        let earned = Amount::sum(partners.iter().map(|partner| partner.earned))?;
        let net = pays.checked_sub(paid)?.checked_sub(earned)?;
        let to_others = Amount::sum(owed.iter().map(|one| one.amount))?.checked_add(donated)?;
        Ok(SettlementReport {
            period: period.to_owned(),
            closed_by: self.closed_by(period)?,
            is_passed_over: self.is_passed_over(program, period)?,
            partners,
            coalition: account_statements(program, &Party::coalition(), coalition)?,
            pays,
            paid,
            earned,
            net,
            owed,
            donated,
            remainder: net.checked_sub(to_others)?,
        })
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
    fn counts(&self, period: &str) -> Result<ByParty, ViewsError> {
        let mut parties = ByParty::new();
        let booked = "SELECT p.party, s.account, s.book, s.amount, s.corrections, s.entries FROM settlement s \
                      JOIN parties p ON p.id = s.partner WHERE s.period = ?1";
        self.add_counts(booked, period, Counts::book, &mut parties)?;
        let earned = "SELECT p.party, e.account, e.why, e.amount, e.corrections, e.entries FROM earnings e \
                      JOIN parties p ON p.id = e.partner WHERE e.period = ?1";
        self.add_counts(earned, period, Counts::own, &mut parties)?;
        Ok(parties)
    }

    /// Adds the rows of a table to the counts: whose, on which account, under which word, how much, how much of it late, by how
    /// many entries.
    fn add_counts(
        &self,
        sql: &str,
        period: &str,
        add: fn(&mut Counts, &str, i64, i64, i64) -> Result<(), ViewsError>,
        parties: &mut ByParty,
    ) -> Result<(), ViewsError> {
        let mut read = self.conn.prepare_cached(sql)?;
        let mut rows = read.query([period])?;
        while let Some(row) = rows.next()? {
            let (party, account, word): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let counts = parties.entry(party.parse()?).or_default().entry(account).or_default();
            add(counts, &word, row.get(3)?, row.get(4)?, row.get(5)?)?;
        }
        Ok(())
    }

    /// All periods in which something is settled, by label.
    pub fn settlement_periods(&self) -> Result<Vec<String>, ViewsError> {
        let mut read = self.conn.prepare_cached(
            "SELECT period FROM settlement UNION SELECT period FROM earnings ORDER BY period",
        )?;
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
        let mut sums: BTreeMap<(AccountId, bool, &'static str), Amount> = BTreeMap::new();
        for (account, transfer, leg) in legs(entry).filter(|(_, _, leg)| leg.party == *partner) {
            let (is_own, word) = match leg.book {
                Some(book) => (false, word(book)),
                None if leg.amount.is_zero() => continue,
                None => (true, Why::of(transfer.cause()).word()),
            };
            let sum = sums.entry((account, is_own, word)).or_default();
            *sum = sum.checked_add(leg.amount)?;
        }
        let line = |((account, is_own, book), amount)| SettlementLine {
            position,
            period: settled.period.to_string(),
            is_correction: settled.is_correction,
            account: self.memory.names.account(account).to_string(),
            book,
            is_own,
            amount,
        };
        Ok(sums.into_iter().map(line).collect())
    }
}

/// The partners of a program that settle in periods of this kind.
fn settling_in<'p>(program: &'p Program, period: &str) -> impl Iterator<Item = &'p String> {
    let kind = program.zone.period(period).ok().map(|(kind, ..)| kind);
    let theirs = move |settled| Some(crate::closed::kind(settled)) == kind;
    program.partners.iter().filter(move |(_, partner)| theirs(partner.settled)).map(|(id, _)| id)
}
