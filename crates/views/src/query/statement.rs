//! Which entries a party's statement consists of. The lines themselves are rendered from the journal.

use super::members::PAGE_ROWS_MAX;
use crate::error::ViewsError;
use crate::tables::parties;
use crate::views::Views;
use coterie_ledger::Party;
use rusqlite::params;

impl Views {
    /// Positions of the entries that named a party, booked something on it or changed its wallets, tiers, attributes or relations,
    /// oldest first, beginning after `after`. At most `limit`, and never more than [`PAGE_ROWS_MAX`].
    pub fn statement(&self, party: &Party, after: Option<u64>, limit: usize) -> Result<Vec<u64>, ViewsError> {
        let sql =
            "SELECT position FROM touches WHERE party = ?1 AND position > ?2 ORDER BY position LIMIT ?3";
        let after = after.map_or(-1, |position| position as i64);
        self.positions(sql, party, after, limit)
    }

    /// The same, newest first, beginning before `before`.
    pub fn statement_back(
        &self,
        party: &Party,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<u64>, ViewsError> {
        let sql =
            "SELECT position FROM touches WHERE party = ?1 AND position < ?2 ORDER BY position DESC LIMIT ?3";
        let before = before.map_or(i64::MAX, |position| position as i64);
        self.positions(sql, party, before, limit)
    }

    fn positions(&self, sql: &str, party: &Party, edge: i64, limit: usize) -> Result<Vec<u64>, ViewsError> {
        let Some(number) = parties::find(&self.conn, party)? else { return Ok(Vec::new()) };
        let limit = limit.min(PAGE_ROWS_MAX) as i64;
        let mut read = self.conn.prepare_cached(sql)?;
        let rows = read.query_map(params![number, edge, limit], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
