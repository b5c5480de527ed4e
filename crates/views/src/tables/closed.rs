//! `closed`: the periods that were closed, and by which entry.

use crate::closed::Closed;
use crate::error::ViewsError;
use crate::table::{Table, int, text};
use compact_str::CompactString;
use coterie_calendar::Instant;
use rusqlite::{Connection, params};

pub(crate) const CLOSED: Table =
    Table { name: "closed", columns: &[text("period"), int("position"), int("at")], key: 1, unique: None };

/// The rows of a batch.
#[derive(Debug, Default)]
pub(crate) struct Pending(Vec<(CompactString, u64, Instant)>);

impl Pending {
    pub(crate) fn push(&mut self, label: CompactString, position: u64, at: Instant) {
        self.0.push((label, position, at));
    }

    pub(crate) fn write(&mut self, conn: &Connection) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&CLOSED.upsert())?;
        for (label, position, at) in self.0.drain(..) {
            put.execute(params![&*label, position, at.millis()])?;
        }
        Ok(())
    }
}

/// The closed periods that the store knows.
pub(crate) fn load(conn: &Connection) -> Result<Closed, ViewsError> {
    let mut closed = Closed::default();
    let mut read = conn.prepare("SELECT period, position FROM closed ORDER BY position")?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        closed
            .close(CompactString::new(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?), row.get(1)?);
    }
    Ok(closed)
}
