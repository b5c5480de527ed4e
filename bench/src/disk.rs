//! What the disk allows: appending so many bytes and `fdatasync`, one event after another.

use crate::Outcome;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long one measurement takes: some thousands of syncs.
const MEASURED_FOR: Duration = Duration::from_millis(1_500);

/// A file that is appended to, on the disk of the databases.
pub(crate) struct Disk {
    file: File,
    event: Vec<u8>,
}

impl Disk {
    /// Prepares for events of so many bytes.
    pub(crate) fn new(folder: &Path, bytes_per_event: usize) -> Outcome<Self> {
        let file = OpenOptions::new().create(true).append(true).open(folder.join("one-sync-per-event"))?;
        Ok(Self { file, event: vec![0x5a; bytes_per_event] })
    }

    /// Events a second when each is appended and synced alone.
    pub(crate) fn syncs_per_second(&mut self) -> Outcome<f64> {
        let (started, mut count) = (Instant::now(), 0_u32);
        while started.elapsed() < MEASURED_FOR {
            self.file.write_all(&self.event)?;
            self.file.sync_data()?;
            count += 1;
        }
        Ok(f64::from(count) / started.elapsed().as_secs_f64())
    }
}
