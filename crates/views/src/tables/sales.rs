//! `sales`: purchases and refunds by day and partner; `total_sales`: the same for all time. Amounts are minor units of
//! money; a refund counts on its own day, at its purchase's partner.

use crate::error::ViewsError;
use crate::sums::Sums;
use crate::table::{Table, int, sum, text};
use compact_str::CompactString;
use rusqlite::{Connection, params};

pub(crate) const SALES: Table = Table {
    name: "sales",
    columns: &[text("day"), int("partner"), sum("purchases"), sum("amount"), sum("refunds"), sum("refunded")],
    key: 2,
    unique: None,
};

pub(crate) const TOTAL_SALES: Table = Table {
    name: "total_sales",
    columns: &[int("partner"), sum("purchases"), sum("amount"), sum("refunds"), sum("refunded")],
    key: 1,
    unique: None,
};

/// What a batch adds: purchases, their amount, refunds, their amount.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    by_day: Sums<(CompactString, u32), 4>,
    total: Sums<u32, 4>,
}

impl Pending {
    pub(crate) fn add(&mut self, day: CompactString, partner: u32, sale: [i64; 4]) -> Result<(), ViewsError> {
        self.by_day.add((day, partner), sale)?;
        self.total.add(partner, sale)
    }

    pub(crate) fn write(&mut self, conn: &Connection) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&SALES.upsert())?;
        for ((day, partner), [purchases, amount, refunds, refunded]) in self.by_day.drain() {
            put.execute(params![&*day, partner, purchases, amount, refunds, refunded])?;
        }
        let mut put = conn.prepare_cached(&TOTAL_SALES.upsert())?;
        for (partner, [purchases, amount, refunds, refunded]) in self.total.drain() {
            put.execute(params![partner, purchases, amount, refunds, refunded])?;
        }
        Ok(())
    }
}
