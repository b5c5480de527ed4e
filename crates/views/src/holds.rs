//! What a file holds, seen from outside: what another program made is neither written into nor deleted.

use crate::tables::cursor;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How every SQLite file begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// No file, or an empty one.
    Nothing,
    /// The views of this version.
    Views,
    /// Views of another version, which opening empties; or so damaged that it cannot be told.
    OtherViews,
    /// A file that cannot be read where it is: to read one, SQLite writes beside it.
    Unreadable,
    /// Something that views are not.
    SomethingElse,
}

/// What is in a file; it is only looked at.
pub fn holds(path: &Path) -> Holds {
    let mut begin = Vec::with_capacity(MAGIC.len());
    let read = File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut begin));
    if read.is_err() || begin.is_empty() {
        return Holds::Nothing;
    }
    if begin != MAGIC {
        return Holds::SomethingElse;
    }
    look(path).unwrap_or_else(|error| match error.sqlite_error_code() {
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => Holds::Unreadable,
        _ => Holds::OtherViews,
    })
}

fn look(path: &Path) -> rusqlite::Result<Holds> {
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let sql = "SELECT count(*), coalesce(sum(name = 'shape'), 0) FROM sqlite_schema WHERE type = 'table'";
    let (tables, shapes): (i64, i64) = file.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(match (tables, shapes) {
        (0, _) => Holds::Nothing,
        (_, 0) => Holds::SomethingElse,
        _ if cursor::has_shape_of_today(&file)? => Holds::Views,
        _ => Holds::OtherViews,
    })
}
