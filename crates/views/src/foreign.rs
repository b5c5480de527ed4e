//! Whether a file is somebody else's: what another program made is neither written into nor deleted.

use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How every SQLite file begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Whether a file holds something other than views. One that is not there, is empty, or is a SQLite file too damaged to say what
/// it holds is nobody else's.
pub fn is_foreign(path: &Path) -> bool {
    let mut begin = Vec::with_capacity(MAGIC.len());
    let read = File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut begin));
    if read.is_err() || begin.is_empty() {
        return false;
    }
    if begin != MAGIC {
        return true;
    }
    let count = |file: &Connection| {
        let sql = "SELECT count(*), coalesce(sum(name = 'shape'), 0) FROM sqlite_schema WHERE type = 'table'";
        file.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    };
    let found: rusqlite::Result<(i64, i64)> =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(|file| count(&file));
    found.is_ok_and(|(tables, shapes)| tables > 0 && shapes == 0)
}
