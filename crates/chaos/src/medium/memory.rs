//! The journal in memory.

use super::{Fault, Medium};
use crate::chance::Chance;
use coterie_journal::store::memory::{self, MemoryStore};
use coterie_views::{Unsealed, Views};

/// Nothing but the store itself.
pub(crate) struct Memory;

impl Medium for Memory {
    type Store = MemoryStore;

    fn begin(key: &[u8; 32], _: &mut Chance) -> Result<(Self, MemoryStore), String> {
        Ok((Self, MemoryStore::new(key)))
    }

    fn draw_fault(chance: &mut Chance) -> Fault {
        *chance.one_of(&[Fault::DiskFull, Fault::Lost, Fault::Kept])
    }

    fn fail(&self, store: &mut MemoryStore, fault: Fault) {
        store.fail_next(match fault {
            Fault::DiskFull => memory::Fault::DiskFull,
            Fault::Kept => memory::Fault::Kept,
            Fault::Lost | Fault::Unsynced | Fault::Stops(_) => memory::Fault::Lost,
        });
    }

    /// What is on its way may arrive yet.
    fn reopen(&self, mut store: MemoryStore, chance: &mut Chance) -> Result<MemoryStore, String> {
        if chance.percent(50) {
            store.let_land();
        }
        Ok(store.reopen())
    }

    fn beside(&self, store: &MemoryStore) -> Result<MemoryStore, String> {
        Ok(store.clone().reopen())
    }

    fn views(&self, _: u32) -> Result<Views, String> {
        Views::in_memory(Box::new(Unsealed)).map_err(|error| format!("views cannot be made: {error}"))
    }

    fn fail_views(&self, _: &mut Chance) -> bool {
        false
    }

    /// They are projected by somebody else, who goes on.
    fn reopen_views(&self, views: Views, _: u32, _: &mut Chance) -> Result<Views, String> {
        Ok(views)
    }

    fn torn(&self, store: &mut MemoryStore) -> Result<Option<MemoryStore>, String> {
        let mut copy = store.clone().reopen();
        Ok(copy.tear_last_block().then_some(copy))
    }
}
