//! `tiers`: where a party stands in a held tier set. Judged tiers stand nowhere: they are computed when read.

use crate::error::ViewsError;
use crate::names::Names;
use crate::table::{Table, int, text};
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_program::ids::TierSetId;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// `place` is the step's place in its set, from 0.
pub(crate) const TIERS: Table = Table {
    name: "tiers",
    columns: &[int("party"), text("tier_set"), text("step"), int("place"), int("since")],
    key: 2,
    unique: None,
};

/// How a party stands.
#[derive(Debug)]
pub(crate) struct Stands {
    pub(crate) step: CompactString,
    pub(crate) place: u16,
    pub(crate) since: Instant,
}

/// The rows of a batch; the last stand counts.
#[derive(Debug, Default)]
pub(crate) struct Pending(BTreeMap<(u32, TierSetId), Stands>);

impl Pending {
    pub(crate) fn set(&mut self, party: u32, set: TierSetId, stands: Stands) {
        self.0.insert((party, set), stands);
    }

    pub(crate) fn write(&mut self, conn: &Connection, names: &Names) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&TIERS.upsert())?;
        for ((party, set), Stands { step, place, since }) in std::mem::take(&mut self.0) {
            put.execute(params![party, &*names.tier_set(set), &*step, place, since.millis()])?;
        }
        Ok(())
    }
}
