//! `budgets`: how much is used of the limits that are counted for the whole coalition, stock included, by period.

use crate::error::ViewsError;
use crate::names::Names;
use crate::sums::Sums;
use crate::table::{Table, int, sum, text};
use coterie_calendar::{Instant, Period};
use coterie_decide::closed_counter;
use coterie_ledger::{Party, PartyKind};
use coterie_program::ids::LimitId;
use rusqlite::{Connection, params};

/// `period` is the period's first instant, milliseconds.
pub(crate) const BUDGETS: Table =
    Table { name: "budgets", columns: &[text("name"), int("period"), sum("used")], key: 2, unique: None };

/// What a batch adds.
#[derive(Debug, Default)]
pub(crate) struct Pending(Sums<(LimitId, i64), 1>);

impl Pending {
    /// Counts what is counted for the whole coalition; limits of single records are read from their records.
    pub(crate) fn count(
        &mut self,
        party: &Party,
        limit: LimitId,
        period: Instant,
        by: i64,
    ) -> Result<(), ViewsError> {
        let counts_closings = Period::ALL.into_iter().any(|period| closed_counter(period) == limit);
        if party.kind() != PartyKind::Coalition || counts_closings {
            return Ok(());
        }
        self.0.add((limit, period.millis()), [by])
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&BUDGETS.upsert())?;
        for ((limit, period), [used]) in self.0.drain() {
            put.execute(params![&*names.limit(limit), period, used])?;
        }
        Ok(())
    }
}
