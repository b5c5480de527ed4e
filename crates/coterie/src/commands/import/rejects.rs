//! The file of rejects: one line of JSON for each row that was not taken in, with its line, its text and every reason.

use crate::failure::Failure;
use coterie_intake::Reject;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The file, made when the first row is rejected.
pub(super) struct Rejects {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    count: usize,
}

impl Rejects {
    /// Rejects go to a file of their own: the one that was named, or one beside the input (`shop.csv` has
    /// `shop.rejects.ndjson`).
    pub(super) fn new(named: Option<&Path>, input: &Path) -> Self {
        let path = named.map_or_else(
            || {
                let name = if input == Path::new("-") { Path::new("stdin") } else { input };
                name.with_extension("rejects.ndjson")
            },
            Path::to_owned,
        );
        Self { path, file: None, count: 0 }
    }

    /// How many rows were rejected.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Adds a row.
    pub(super) fn write(&mut self, reject: &Reject) -> Result<(), Failure> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let made = File::create(&self.path).map_err(|source| self.unwritable(source))?;
                self.file.insert(BufWriter::new(made))
            }
        };
        let written = serde_json::to_writer(&mut *file, reject)
            .map_err(std::io::Error::from)
            .and_then(|()| writeln!(file));
        written.map_err(|source| self.unwritable(source))?;
        self.count += 1;
        Ok(())
    }

    /// Hands what was written to the system.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        let flushed = self.file.as_mut().map_or(Ok(()), Write::flush);
        flushed.map_err(|source| self.unwritable(source))
    }

    /// Where the rejects are, if there are any.
    pub(super) fn finish(mut self) -> Result<Option<PathBuf>, Failure> {
        self.flush()?;
        Ok(self.file.map(|_| self.path))
    }

    fn unwritable(&self, source: std::io::Error) -> Failure {
        Failure::Unwritable { path: self.path.clone(), source }
    }
}
