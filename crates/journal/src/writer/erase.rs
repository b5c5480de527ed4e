//! Destroying a person's key.

use super::{Writer, WriterError};
use crate::store::Store;
use coterie_decide::record::RecordKey;
use coterie_ledger::Party;

impl<S: Store> Writer<S> {
    /// Destroys a person's key: every personal value of theirs, wherever it stands, reads as absent from now on. Books and
    /// decisions stay as they are. Says whether there was a key.
    pub fn erase(&mut self, party: &Party) -> Result<bool, WriterError> {
        self.guard(|writer| {
            // Whatever is in memory holds plain values: it is saved sealed, and read back without them.
            writer.save_everything()?;
            writer.room.cache.forget_clean();
            writer.room.keyring.forget(party);
            Ok(writer.room.store.destroy_secret(&RecordKey::Party(party.clone()).to_bytes())?)
        })
    }
}
