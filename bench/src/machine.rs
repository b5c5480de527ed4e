//! Where and when a run took place.

use coterie_calendar::{Instant, Zone};
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// The day, in UTC.
pub(crate) fn today() -> String {
    #[allow(
        clippy::disallowed_methods,
        reason = "the edge of the binary: a run is dated by the machine's clock"
    )]
    let now = SystemTime::now();
    let seconds = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
    let text = Instant::from_seconds(seconds).map(|at| at.in_zone(&Zone::utc())).unwrap_or_default();
    text.chars().take(10).collect()
}

/// Processor, memory, system and disk, in a sentence.
pub(crate) fn machine(folder: &Path) -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let processor =
        line_of("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory_kib = line_of("/proc/meminfo", "MemTotal").and_then(|text| kib(&text)).unwrap_or_default();
    let system = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let disk = file_system(folder).unwrap_or_else(|| "an unknown file system".to_owned());
    format!(
        "{processor}, {cores} cores, {} GiB of memory, Linux {}; databases on {disk}.",
        (memory_kib + (1 << 19)) >> 20,
        system.trim()
    )
}

/// The rest of the first line of a `/proc` file that begins with a name and a colon.
pub(crate) fn line_of(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    text.lines().find_map(|line| {
        let (found, rest) = line.split_once(':')?;
        (found.trim() == name).then(|| rest.trim().to_owned())
    })
}

/// The number of a `/proc` value in kB (which are KiB).
pub(crate) fn kib(text: &str) -> Option<u64> {
    text.trim().trim_end_matches("kB").trim().parse().ok()
}

/// The type and device of the file system that holds a folder: the mount with the longest path above it.
fn file_system(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let mounts = fs::read_to_string("/proc/mounts").ok()?;
    let above = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (device, at, kind) = (words.next()?, words.next()?, words.next()?);
        folder.starts_with(at).then(|| (at.len(), format!("{kind} ({device})")))
    });
    above.max_by_key(|(length, _)| *length).map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::kib;

    #[test]
    fn a_line_of_memory_is_a_number_of_kib() {
        assert_eq!(kib("  123456 kB\n"), Some(123_456));
        assert_eq!(kib("many kB"), None);
    }
}
