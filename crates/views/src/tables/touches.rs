//! `touches`: which entries named a party, booked something on it or changed its wallets, tier, attributes or relations; a
//! statement is found by them. `postings`: which entries booked something on a party or moved a partner's own accounts, and in which
//! settlement period; a settlement is proved by them.

use crate::error::ViewsError;
use crate::table::{Table, int, text};
use compact_str::CompactString;
use rusqlite::{Connection, params};

pub(crate) const TOUCHES: Table =
    Table { name: "touches", columns: &[int("party"), int("position")], key: 2, unique: None };

pub(crate) const POSTINGS: Table = Table {
    name: "postings",
    columns: &[int("party"), text("period"), int("position")],
    key: 3,
    unique: None,
};

/// The rows of a batch.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    touches: Vec<(u32, u64)>,
    postings: Vec<(u32, CompactString, u64)>,
}

impl Pending {
    /// Parties that the entry at `position` touched.
    pub(crate) fn touch(&mut self, parties: &[u32], position: u64) {
        self.touches.extend(parties.iter().map(|party| (*party, position)));
    }

    /// A party on which the entry at `position` booked something.
    pub(crate) fn post(&mut self, party: u32, period: CompactString, position: u64) {
        let row = (party, period, position);
        // The legs of an entry on one party mostly follow one another; the rest is sorted out when it is written.
        if self.postings.last() != Some(&row) {
            self.postings.push(row);
        }
    }

    pub(crate) fn write(&mut self, conn: &Connection) -> Result<(), ViewsError> {
        self.touches.sort_unstable();
        self.touches.dedup();
        let mut put = conn.prepare_cached(&TOUCHES.insert())?;
        for (party, position) in self.touches.drain(..) {
            put.execute(params![party, position])?;
        }
        self.postings.sort_unstable();
        self.postings.dedup();
        let mut put = conn.prepare_cached(&POSTINGS.insert())?;
        for (party, period, position) in self.postings.drain(..) {
            put.execute(params![party, &*period, position])?;
        }
        Ok(())
    }
}
