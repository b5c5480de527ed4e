//! `events`: one row for each event and each applied version; ticks are not listed.

use crate::error::ViewsError;
use crate::names::Names;
use crate::table::{Table, int, text};
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_decide::decision::Reason;
use coterie_program::ids::KindId;
use rusqlite::{Connection, OptionalExtension, params};

/// `member` and `partner` are numbers of `parties`; a refund has those of its purchase. Times are milliseconds.
pub(crate) const EVENTS: Table = Table {
    name: "events",
    columns: &[
        int("position"),
        int("at"),
        int("clock"),
        text("kind"),
        text("source"),
        text("id"),
        int("member").optional(),
        int("partner").optional(),
        text("refusal").optional(),
        text("done_by"),
    ],
    key: 1,
    unique: None,
};

/// A row to be written.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) position: u64,
    pub(crate) at: Instant,
    pub(crate) clock: Instant,
    pub(crate) kind: KindId,
    pub(crate) source: CompactString,
    pub(crate) id: CompactString,
    pub(crate) member: Option<u32>,
    pub(crate) partner: Option<u32>,
    pub(crate) refusal: Option<Reason>,
    pub(crate) by: CompactString,
}

/// The rows of a batch, by position.
#[derive(Debug, Default)]
pub(crate) struct Pending(Vec<Row>);

impl Pending {
    pub(crate) fn push(&mut self, row: Row) {
        self.0.push(row);
    }

    /// The member and the partner of an earlier event.
    pub(crate) fn parties_of(
        &self,
        conn: &Connection,
        position: u64,
    ) -> Result<(Option<u32>, Option<u32>), ViewsError> {
        if let Ok(place) = self.0.binary_search_by_key(&position, |row| row.position) {
            return Ok((self.0[place].member, self.0[place].partner));
        }
        let mut find = conn.prepare_cached("SELECT member, partner FROM events WHERE position = ?1")?;
        let found = find.query_row([position], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        Ok(found.unwrap_or_default())
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&EVENTS.insert())?;
        for row in self.0.drain(..) {
            put.execute(params![
                row.position,
                row.at.millis(),
                row.clock.millis(),
                &*names.kind(row.kind),
                &*row.source,
                &*row.id,
                row.member,
                row.partner,
                row.refusal.map(word),
                &*row.by,
            ])?;
        }
        Ok(())
    }
}

/// A reason's word, the same as in answers.
fn word(reason: Reason) -> String {
    match serde_json::to_value(reason) {
        Ok(serde_json::Value::String(word)) => word,
        _ => format!("{reason:?}"),
    }
}
