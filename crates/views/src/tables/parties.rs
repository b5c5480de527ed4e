//! `parties`: who was ever named, and the small number under which other tables know them. Numbers follow the order of
//! first mention in the journal, so a rebuild hands out the same.

use crate::error::ViewsError;
use crate::table::{Table, int, text};
use coterie_calendar::Instant;
use coterie_ledger::Party;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// `since` is absent for a party that an event named but no decision made known.
pub(crate) const PARTIES: Table = Table {
    name: "parties",
    columns: &[
        int("id"),
        text("party"),
        text("kind"),
        int("since").optional().kept(),
        text("merged_into").optional().kept(),
    ],
    key: 1,
    unique: Some("party"),
};

/// How many parties' numbers are remembered between batches: about 100 MB.
const REMEMBERED_MAX: usize = 1_000_000;

/// The numbers of parties, and the rows of a batch.
#[derive(Debug, Default)]
pub(crate) struct Parties {
    numbers: FxHashMap<Party, u32>,
    next: u32,
    changed: BTreeMap<u32, Row>,
}

#[derive(Debug)]
struct Row {
    party: Party,
    since: Option<Instant>,
    merged_into: Option<Party>,
}

impl Parties {
    /// The numbers that the store hands on.
    pub(crate) fn load(conn: &Connection) -> Result<Self, ViewsError> {
        let next = conn.query_row("SELECT COALESCE(MAX(id), 0) + 1 FROM parties", [], |row| row.get(0))?;
        Ok(Self { next, ..Self::default() })
    }

    /// A party's number, new if it was never named before.
    pub(crate) fn number(&mut self, conn: &Connection, party: &Party) -> Result<u32, ViewsError> {
        if let Some(number) = self.numbers.get(party) {
            return Ok(*number);
        }
        let number = if let Some(number) = find(conn, party)? {
            number
        } else {
            let number = self.next;
            self.next = number.checked_add(1).ok_or(ViewsError::Overflow)?;
            self.row(number, party);
            number
        };
        self.numbers.insert(party.clone(), number);
        Ok(number)
    }

    fn row(&mut self, number: u32, party: &Party) -> &mut Row {
        self.changed.entry(number).or_insert_with(|| Row {
            party: party.clone(),
            since: None,
            merged_into: None,
        })
    }

    /// The party became known.
    pub(crate) fn known(&mut self, number: u32, party: &Party, since: Instant) {
        self.row(number, party).since = Some(since);
    }

    /// The party became part of another.
    pub(crate) fn merged(&mut self, number: u32, party: &Party, into: &Party) {
        self.row(number, party).merged_into = Some(into.clone());
    }

    pub(crate) fn write(&mut self, conn: &Connection) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&PARTIES.upsert())?;
        for (number, row) in std::mem::take(&mut self.changed) {
            put.execute(params![
                number,
                row.party.to_string(),
                row.party.kind().word(),
                row.since.map(Instant::millis),
                row.merged_into.map(|into| into.to_string()),
            ])?;
        }
        if self.numbers.len() > REMEMBERED_MAX {
            self.numbers.clear();
        }
        Ok(())
    }
}

/// A party's number in the store.
pub(crate) fn find(conn: &Connection, party: &Party) -> Result<Option<u32>, ViewsError> {
    let mut find = conn.prepare_cached("SELECT id FROM parties WHERE party = ?1")?;
    Ok(find.query_row([party.to_string()], |row| row.get(0)).optional()?)
}
