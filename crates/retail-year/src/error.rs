//! What can be wrong with the files; each error says which file and which column.

use std::path::PathBuf;

/// Why a year could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RetailYearError {
    /// The file is not there or may not be read.
    #[error("{}: cannot be opened: {source}", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The file is there, but it is not Parquet, is damaged, or is compressed otherwise than with Snappy.
    #[error("{file}: cannot be read as Parquet{}: {source}", column.map(|name| format!(", column {name}")).unwrap_or_default())]
    NotParquet {
        /// The file's name.
        file: &'static str,
        /// The column being read, if it came to that.
        column: Option<&'static str>,
        /// The reader's reason.
        source: parquet::errors::ParquetError,
    },
    /// The file has no such column.
    #[error("{file}: no column {column}")]
    MissingColumn {
        /// The file's name.
        file: &'static str,
        /// The column looked for.
        column: &'static str,
    },
    /// The column holds something else than expected.
    #[error("{file}: column {column} must hold {expected}, but holds {found}")]
    WrongType {
        /// The file's name.
        file: &'static str,
        /// The column.
        column: &'static str,
        /// What was expected, in words.
        expected: &'static str,
        /// The physical type found.
        found: String,
    },
    /// One value cannot be used.
    #[error("{file}: column {column}, row {row}: {reason}")]
    BadValue {
        /// The file's name.
        file: &'static str,
        /// The column.
        column: &'static str,
        /// The row, from 0.
        row: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The file has more rows than [`crate::ROWS_MAX`].
    #[error("{file}: {rows} rows, more than the {} that are read", crate::ROWS_MAX)]
    TooManyRows {
        /// The file's name.
        file: &'static str,
        /// Its rows.
        rows: i64,
    },
}
