//! On what a journal lives: how it is made to fail, and what is left of it when the process or the power goes.

mod memory;
mod sqlite;

pub(crate) use memory::Memory;
pub(crate) use sqlite::Sqlite;

use crate::chance::Chance;
use coterie_journal::store::Store;
use coterie_views::Views;

/// Every so many seeds one lives on SQLite, unless it is said on what.
const SEEDS_PER_SQLITE: u64 = 2;

/// On what a history lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The journal in memory.
    Memory,
    /// A journal in SQLite's files, on a disk that forgets.
    Sqlite,
}

impl On {
    /// What a seed lives on when nobody says.
    pub fn of_seed(seed: u64) -> Self {
        if seed.is_multiple_of(SEEDS_PER_SQLITE) { Self::Sqlite } else { Self::Memory }
    }
}

/// What is to go wrong with the next write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// There is no room; nothing is written.
    DiskFull,
    /// Writing fails; nothing is written.
    Lost,
    /// Everything becomes durable, and then the answer is an error.
    Kept,
    /// Everything is written, and making it durable fails.
    Unsynced,
    /// After so many operations of the disk nothing happens any more.
    Stops(u32),
}

impl Fault {
    /// Whether what fails may be found when the journal is opened again.
    pub(crate) fn may_land(self) -> bool {
        matches!(self, Self::Kept | Self::Unsynced | Self::Stops(_))
    }
}

/// A place for one journal, and for views beside it. What goes wrong in the place itself is said in words.
pub(crate) trait Medium: Sized {
    /// The store that lives there.
    type Store: Store;

    /// The place, and an empty journal in it; making it may have been interrupted.
    fn begin(key: &[u8; 32], chance: &mut Chance) -> Result<(Self, Self::Store), String>;

    /// One of the faults that there are here.
    fn draw_fault(chance: &mut Chance) -> Fault;

    /// Lets a fault happen.
    fn fail(&self, store: &mut Self::Store, fault: Fault);

    /// The process ends, perhaps because the power went, and with a group on its way perhaps. Gives what the next process finds.
    fn reopen(&self, store: Self::Store, chance: &mut Chance) -> Result<Self::Store, String>;

    /// The journal as it stands, to read beside its writer.
    fn beside(&self, store: &Self::Store) -> Result<Self::Store, String>;

    /// Views of this number: those that are there, or empty ones.
    fn views(&self, number: u32) -> Result<Views, String>;

    /// Lets the place of the views fail soon; says whether it can.
    fn fail_views(&self, chance: &mut Chance) -> bool;

    /// The projector ends, perhaps because the power went. Gives what the next one finds.
    fn reopen_views(&self, views: Views, number: u32, chance: &mut Chance) -> Result<Views, String>;

    /// A copy whose last block is torn, as by a disk that lies about its sync; nothing if there is no block.
    fn torn(&self, store: &mut Self::Store) -> Result<Option<Self::Store>, String>;
}
