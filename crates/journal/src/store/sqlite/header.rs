//! The first 100 bytes of a SQLite file (<https://www.sqlite.org/fileformat2.html>), read without SQLite, so that a
//! file that is not ours is not touched.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use super::super::error::OpenError;
use super::super::meta::FORMAT;
use super::schema::APPLICATION_ID;

const HEADER_BYTES: u64 = 100;
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Refuses what is not a whole journal of a known format, by its header alone.
pub(super) fn inspect(path: &Path) -> Result<(), OpenError> {
    let file = |source| OpenError::File { path: path.into(), source };
    let mut opened = File::open(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => OpenError::Missing(path.into()),
        _ => file(source),
    })?;
    let bytes_found = opened.metadata().map_err(file)?.len();
    let mut header = Vec::new();
    opened.by_ref().take(HEADER_BYTES).read_to_end(&mut header).map_err(file)?;
    if !header.starts_with(&MAGIC[..header.len().min(MAGIC.len())]) {
        return Err(OpenError::NotADatabase(path.into()));
    }
    if (header.len() as u64) < HEADER_BYTES {
        return Err(OpenError::Truncated { path: path.into(), bytes_found, bytes_expected: HEADER_BYTES });
    }
    let application_id = number(&header, 68);
    if application_id != APPLICATION_ID {
        return Err(OpenError::Foreign { path: path.into(), application_id });
    }
    let found = number(&header, 60);
    if found > FORMAT {
        return Err(OpenError::NewerFormat { path: path.into(), found, known: FORMAT });
    }
    // With a log beside it the file may be in the midst of growing; SQLite then judges by both.
    if bytes_found < bytes_expected(&header) && !has_log(path) {
        return Err(OpenError::Truncated {
            path: path.into(),
            bytes_found,
            bytes_expected: bytes_expected(&header),
        });
    }
    Ok(())
}

fn bytes_expected(header: &[u8]) -> u64 {
    let page_bytes = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        bytes => u64::from(bytes),
    };
    u64::from(number(header, 28)) * page_bytes
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

fn number(header: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
}
