//! A copy of the books that may go on into the future, and is thrown away.

use crate::books::{self, BooksWriter};
use crate::database::Database;
use crate::failure::Failure;
use crate::output::Output;
use coterie_journal::WriterError;
use tempfile::TempDir;

/// The copy. It stands in a folder of its own beside the books, where only who may read them may read it, and goes with it.
pub(crate) struct Ahead {
    database: Database,
    _folder: TempDir,
}

impl Ahead {
    /// Copies the books as they stand.
    pub(crate) fn of(
        database: &Database,
        writer: &mut BooksWriter,
        output: &Output,
    ) -> Result<Self, Failure> {
        let journal = database.journal();
        let beside = journal.parent().filter(|folder| !folder.as_os_str().is_empty());
        let beside = beside.unwrap_or(std::path::Path::new("."));
        let folder = tempfile::Builder::new().prefix(".coterie-ahead-").tempdir_in(beside);
        let folder = folder.map_err(|source| Failure::Unwritable { path: beside.to_owned(), source })?;
        let copy = Database::at(folder.path().join("ahead.db"));
        writer.store_mut().copy_to(copy.journal()).map_err(WriterError::from)?;
        // Copied too, so that they need not be built anew.
        books::views(database, writer, output)?.copy_to(&copy.views())?;
        Ok(Self { database: copy, _folder: folder })
    }

    /// Where the copy is.
    pub(crate) fn database(&self) -> &Database {
        &self.database
    }
}
