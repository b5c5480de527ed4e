//! Who has a record.

use super::{Writer, WriterError};
use crate::store::Store;
use coterie_decide::record::RecordKey;
use coterie_ledger::Party;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

impl<S: Store> Writer<S> {
    /// All parties that have a record, saved or not, in their order.
    pub fn parties(&mut self) -> Result<BTreeSet<Party>, WriterError> {
        self.running()?;
        let mut parties = BTreeSet::new();
        self.room.store.each_record(&mut |key, _| {
            if let Some(RecordKey::Party(party)) = RecordKey::from_bytes(key) {
                parties.insert(party);
            }
            ControlFlow::Continue(())
        })?;
        parties.extend(self.room.cache.dirty_parties().cloned());
        Ok(parties)
    }
}
