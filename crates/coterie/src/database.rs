//! Which books: the value of `--database` or `DATABASE_URL`.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use thiserror::Error;

/// Where the journal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Database {
    journal: PathBuf,
}

/// A URL that names no store of this build.
#[derive(Debug, Error, PartialEq, Eq)]
#[error(
    "the database is given as sqlite://PATH, for example sqlite://coterie.db or sqlite:///var/lib/coterie/coterie.db"
)]
pub(crate) struct DatabaseUrlError;

impl Database {
    /// Books whose journal is in a file.
    pub(crate) fn at(journal: PathBuf) -> Self {
        Self { journal }
    }

    /// The journal's file.
    pub(crate) fn journal(&self) -> &Path {
        &self.journal
    }

    /// The views' file, beside it: `coterie.db` has `coterie.views.db`.
    pub(crate) fn views(&self) -> PathBuf {
        self.journal.with_extension("views.db")
    }
}

impl FromStr for Database {
    type Err = DatabaseUrlError;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        match url.strip_prefix("sqlite://") {
            Some(path) if !path.is_empty() => Ok(Self::at(PathBuf::from(path))),
            _ => Err(DatabaseUrlError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Database;
    use std::path::Path;

    #[test]
    fn the_views_stand_beside_the_journal() {
        let database: Database = "sqlite:///var/lib/coterie/shop.db".parse().expect("a URL");
        assert_eq!(database.journal(), Path::new("/var/lib/coterie/shop.db"));
        assert_eq!(database.views(), Path::new("/var/lib/coterie/shop.views.db"));
        assert!("postgres://localhost/shop".parse::<Database>().is_err());
    }
}
