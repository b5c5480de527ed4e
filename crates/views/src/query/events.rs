//! Where events stand.

use crate::error::ViewsError;
use crate::views::Views;
use compact_str::CompactString;
use coterie_program::builtin::kind;
use rusqlite::params;

/// More sources than people compare.
const SOURCES_MAX: i64 = 20;

impl Views {
    /// The events that sources said under an id: source and position, oldest first, at most twenty. Goes through all events.
    pub fn events_called(&self, id: &str) -> Result<Vec<(CompactString, u64)>, ViewsError> {
        let mut read = self.conn.prepare_cached(
            "SELECT source, position FROM events WHERE id = ?1 AND kind <> ?2 ORDER BY position LIMIT ?3",
        )?;
        let applied = self.memory.names.kind(kind::APPLY);
        let rows = read.query_map(params![id, &*applied, SOURCES_MAX], |row| {
            Ok((CompactString::from(row.get::<_, String>(0)?), row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
