//! `rss_1m`: the most memory that a process resides in which opens the journal of a million members and takes purchases of members
//! drawn at random, with the cache of records bounded to 200 MB.

use crate::Outcome;
use crate::figure::{Figure, Goal};
use crate::load::{Load, Where};
use crate::machine;
use crate::million::{self, Million};
use std::path::Path;
use std::process::{Command, Stdio};

/// The argument that makes this program the process which is measured.
pub(crate) const CHILD: &str = "--measured-process";

/// Megabytes.
const GOAL: f64 = 350.0;
/// Groups of 1,000 events: enough members that the cache is full and evicts.
const GROUPS: usize = 350;

/// Lets a process of its own do it, and asks it.
pub(crate) fn figure(million: &Million) -> Outcome<Figure> {
    let output = Command::new(std::env::current_exe()?)
        .arg(CHILD)
        .arg(million.path())
        .stderr(Stdio::inherit())
        .output()?;
    let kib = machine::kib(&String::from_utf8(output.stdout)?);
    let kib = kib.filter(|_| output.status.success()).ok_or("the process under load failed")?;
    Ok(Figure {
        name: "rss_1m",
        value: kib as f64 * 1_024.0 / 1e6,
        unit: "MB",
        limit: None,
        goal: Goal::Below(GOAL),
    })
}

/// The process that is measured: prints its greatest resident memory.
pub(crate) fn child(journal: &Path) -> Outcome<()> {
    let mut writer = million::open(journal)?;
    let mut load = Load::new(20, writer.clock());
    for _ in 0..GROUPS {
        writer.submit(&load.group(1_000, Where::Spread)?)?;
    }
    println!("{}", machine::line_of("/proc/self/status", "VmHWM").ok_or("/proc/self/status has no VmHWM")?);
    Ok(())
}
