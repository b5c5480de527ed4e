//! How a disk fails on demand.

/// What fails next, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The next write finds no room (`SQLITE_FULL`).
    Full,
    /// The next write fails (`SQLITE_IOERR_WRITE`), and none of it is written.
    Write,
    /// The next sync fails after everything became durable.
    SyncKept,
    /// The next sync fails before anything became durable: all stays pending.
    SyncLost,
}

impl Fault {
    /// Whether it waits for a sync; the others wait for a write.
    pub(crate) fn is_of_syncs(self) -> bool {
        matches!(self, Self::SyncKept | Self::SyncLost)
    }
}
