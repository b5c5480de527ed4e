//! SQLite files on a disk that forgets what was not synced, tears writes and runs full: for tests and simulations.
//!
//! [`Disk::under`] watches a folder. From then on every database that is opened in it, by whatever code, stands on a disk that
//! knows of each file what is durable (synced) and what is pending (written or cut since). [`Disk::fail_next`] and
//! [`Disk::cut_after`] make it fail; after [`Disk::stop`], and when everything open in the folder was dropped,
//! [`Disk::after_power_loss`] leaves of each file what is durable and whatever of the rest chance lets survive, and
//! [`Disk::after_kill`] leaves all that was written, as the death of a process does.
//!
//! SQLite needs no hint for it: a file layer (VFS) between SQLite and the usual one becomes the default of the process, and
//! hands everything outside watched folders through.
//!
//! What it does not do: names are durable at once (a file that was created, renamed or deleted stays so), a failed sync is
//! not forgotten by a later one that succeeds, and what the operating system is asked directly, past SQLite, is not seen.

mod disk;
mod fault;
mod remembered;
mod vfs;

pub use disk::{Disk, DiskError};
pub use fault::Fault;
pub use remembered::SECTOR_BYTES;
