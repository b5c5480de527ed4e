//! Reading where nothing may be written: a medium that is read-only, a folder of somebody else.
//!
//! To read a file in write-ahead mode SQLite makes an index of the log beside it, also when there is no log. Where it cannot, and
//! no log is there that might say more than the file, the file is read as one that nobody changes.

use rusqlite::{Connection, Error, ErrorCode, OpenFlags};
use std::fmt::Write as _;
use std::path::Path;

/// Opens a file to read it.
pub(super) fn open_to_read(path: &Path, mode: OpenFlags) -> Result<Connection, Error> {
    let opened = Connection::open_with_flags(path, mode).and_then(|conn| {
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(conn)
    });
    match opened {
        Err(error) if is_forbidden(&error) && has_no_log(path) => {
            Connection::open_with_flags(unchanging(path), mode | OpenFlags::SQLITE_OPEN_URI)
        }
        other => other,
    }
}

fn is_forbidden(error: &Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen))
}

fn has_no_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).map_or(true, |log| log.len() == 0)
}

/// The file as a URI that says nobody changes it.
fn unchanging(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                uri.push(char::from(*byte));
            }
            other => {
                // Writing to a String cannot fail.
                let _ = write!(uri, "%{other:02x}");
            }
        }
    }
    uri + "?immutable=1"
}
