//! What SQLite says, in the store's words.

use rusqlite::{Error, ErrorCode};

use super::super::error::{Corruption, StoreError};

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Corruption::new("file", "-", "structure", error.to_string()).into()
            }
            _ => match error {
                Error::InvalidColumnType(..) | Error::IntegralValueOutOfRange(..) | Error::Utf8Error(..) => {
                    Corruption::new("file", "-", "type of a field", error.to_string()).into()
                }
                other => Self::Engine(Box::new(other)),
            },
        }
    }
}

/// A check reports whatever keeps it from reading as corruption of the file.
pub(super) fn as_corruption(error: StoreError) -> Corruption {
    match error {
        StoreError::Corrupt(corruption) => corruption,
        other => Corruption::new("file", "-", "reading", other.to_string()),
    }
}
