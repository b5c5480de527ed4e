//! `relations`: whom a party is related to, and since when.

use crate::error::ViewsError;
use crate::names::Names;
use crate::table::{Table, int, text};
use coterie_calendar::Instant;
use coterie_program::ids::RelationId;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

pub(crate) const RELATIONS: Table = Table {
    name: "relations",
    columns: &[int("party"), text("name"), int("target"), int("since")],
    key: 2,
    unique: None,
};

/// The rows of a batch; the last relation counts.
#[derive(Debug, Default)]
pub(crate) struct Pending(BTreeMap<(u32, RelationId), (u32, Instant)>);

impl Pending {
    pub(crate) fn set(&mut self, party: u32, relation: RelationId, target: u32, since: Instant) {
        self.0.insert((party, relation), (target, since));
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&RELATIONS.upsert())?;
        for ((party, relation), (target, since)) in std::mem::take(&mut self.0) {
            put.execute(params![party, &*names.relation(relation), target, since.millis()])?;
        }
        Ok(())
    }
}
