//! Reading program files.

use crate::failure::Failure;
use coterie_program::compile::Checked;
use coterie_program::diagnostic::{self, Diagnostic};
use coterie_program::ids::Registry;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// More than the language allows; what is larger is not read to its end, and the language says what is wrong with it.
const READ_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A file as it was read, with what the language says of it.
pub(crate) struct ProgramFile {
    /// Its name, as it was typed.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// The program, or every mistake.
    pub(crate) checked: Result<Checked, Vec<Diagnostic>>,
}

impl ProgramFile {
    /// Reads and checks a file; `-` is stdin. Names that `registry` knows keep their numbers.
    pub(crate) fn read(path: &Path, registry: &Registry) -> Result<Self, Failure> {
        let mut bytes = Vec::new();
        let read = if path == Path::new("-") {
            std::io::stdin().lock().take(READ_BYTES_MAX).read_to_end(&mut bytes)
        } else {
            File::open(path).and_then(|file| file.take(READ_BYTES_MAX).read_to_end(&mut bytes))
        };
        read.map_err(|source| Failure::unreadable(path, source))?;
        let checked = match std::str::from_utf8(&bytes) {
            Ok(text) => coterie_rehearse::check(text, registry),
            // says at which byte
            Err(_) => Err(coterie_program::yaml::parse(&bytes).1),
        };
        let name = if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() };
        Ok(Self { name, bytes, checked })
    }

    /// What is wrong or doubtful.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        match &self.checked {
            Ok(checked) => &checked.warnings,
            Err(diagnostics) => diagnostics,
        }
    }

    /// How many mistakes make it unusable.
    pub(crate) fn mistakes(&self) -> usize {
        self.diagnostics().iter().filter(|diagnostic| diagnostic.is_error()).count()
    }

    /// The program, for a command that needs one without mistakes.
    pub(crate) fn usable(self) -> Result<Checked, Failure> {
        let mistakes = self.mistakes();
        self.checked.map_err(|diagnostics| {
            let shown = diagnostic::render(&self.name, &self.bytes, &diagnostics, false);
            Failure::Program { path: self.name, mistakes, shown }
        })
    }
}
