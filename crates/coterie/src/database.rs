//! Which books: the value of `--database` or `DATABASE_URL`.

use std::path::PathBuf;
use std::str::FromStr;
use thiserror::Error;

/// Where the journal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Database {
    journal: PathBuf,
}

/// A URL that names no store of this build.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("the database is given as sqlite://PATH, for example sqlite://coterie.db or sqlite:///var/lib/coterie/coterie.db")]
pub(crate) struct DatabaseUrlError;

impl FromStr for Database {
    type Err = DatabaseUrlError;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        match url.strip_prefix("sqlite://") {
            Some(path) if !path.is_empty() => Ok(Self { journal: PathBuf::from(path) }),
            _ => Err(DatabaseUrlError),
        }
    }
}
