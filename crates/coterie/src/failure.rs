//! How a command ends when it does not succeed: an exit code and one sentence that says what to do.

use coterie_journal::store::OpenError;
use coterie_views::ViewsError;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use thiserror::Error;

/// How a command ended. The numbers are promised in `coterie --help`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// What was asked for is done.
    Ok = 0,
    /// The command ran, and what it looked at is wrong: mistakes in a program, a failing test, refused rows.
    Wrong = 1,
    /// It could not run: arguments, files, the environment.
    Unable = 2,
    /// The books are corrupt.
    Corrupt = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why a command could not do what was asked.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// Who read our output has gone (`coterie … | head`): nothing is wrong, and nobody is there to be told.
    #[error("the reader of the output left")]
    ReaderLeft,
    /// The output cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(#[source] io::Error),
    /// A file cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("{}: cannot be written: {source}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A program has mistakes.
    #[error("{path} has {mistakes} mistake{}; mend {} until `coterie program check {path}` finds none", plural(*mistakes), if *mistakes == 1 { "it" } else { "them" })]
    Program {
        /// The file.
        path: String,
        /// How many.
        mistakes: usize,
        /// Each with its place, as `coterie program check` shows them.
        shown: String,
    },
    /// Amounts beyond what the ledger holds.
    #[error("the books cannot be added up: {0}")]
    Ledger(#[from] coterie_ledger::LedgerError),
    /// Events cannot be played on.
    #[error("the events cannot be played: {0}")]
    Rehearse(#[from] coterie_rehearse::RehearseError),
    /// The database cannot be opened.
    #[error("{}: {why}", path.display())]
    Database {
        /// Its file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// What is in the books is not what was written into them.
    #[error("{0}")]
    Corrupt(String),
    /// The journal cannot be opened.
    #[error("{0}")]
    Opening(String),
    /// The writer failed.
    #[error(transparent)]
    Writer(#[from] coterie_journal::WriterError),
    /// The views failed.
    #[error("the views cannot be kept: {0}; `coterie views rebuild` makes them anew")]
    Views(#[source] ViewsError),
    /// The real year cannot be read.
    #[error(transparent)]
    RetailYear(#[from] coterie_retail_year::RetailYearError),
    /// The real year does not fit.
    #[error(transparent)]
    RealYear(#[from] crate::real_year::RealYearError),
    /// An argument makes no sense here; the sentence says what does.
    #[error("{0}")]
    Usage(String),
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

impl Failure {
    /// A file that cannot be read.
    pub(crate) fn unreadable(path: &Path, source: io::Error) -> Self {
        Self::Unreadable { path: path.to_owned(), source }
    }

    /// A database that cannot be opened.
    pub(crate) fn database(path: &Path, why: String) -> Self {
        Self::Database { path: path.to_owned(), why }
    }

    /// A journal that could not be opened.
    pub(crate) fn opening(path: &Path, error: &OpenError) -> Self {
        let why = match error {
            OpenError::Store(error) => format!("{}: {error}", path.display()),
            OpenError::Missing(_) => {
                format!(
                    "{error}; `coterie apply FILE --at TIME` begins one, with the program that holds from then on"
                )
            }
            names_its_file => names_its_file.to_string(),
        };
        if error.is_corruption() { Self::Corrupt(why) } else { Self::Opening(why) }
    }

    /// The code to end with.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::ReaderLeft => Exit::Ok,
            Self::Program { .. } => Exit::Wrong,
            Self::Corrupt(_) => Exit::Corrupt,
            Self::Writer(error) if error.is_corruption() => Exit::Corrupt,
            Self::Output(_)
            | Self::Unreadable { .. }
            | Self::Unwritable { .. }
            | Self::Ledger(_)
            | Self::Rehearse(_)
            | Self::Database { .. }
            | Self::Opening(_)
            | Self::Writer(_)
            | Self::Views(_)
            | Self::RetailYear(_)
            | Self::RealYear(_)
            | Self::Usage(_) => Exit::Unable,
        }
    }
}

/// What is no file of views cannot be mended by building it anew.
impl From<ViewsError> for Failure {
    fn from(error: ViewsError) -> Self {
        match error {
            ViewsError::NotViews(path) => {
                let why = "holds something else than views; move it away, and they are built in its place";
                Self::Database { path, why: why.to_owned() }
            }
            other => Self::Views(other),
        }
    }
}

/// Only output is written through plain `io::Result`s; reading names its file.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderLeft,
            _ => Self::Output(error),
        }
    }
}
