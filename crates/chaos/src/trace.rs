//! The hash of everything that a history showed.

use coterie_decide::Entry;
use coterie_journal::Answer;
use sha2::{Digest as _, Sha256};

/// SHA-256 over answers, entries, roots and digests, in their order.
#[derive(Clone, Default)]
pub(crate) struct Trace(Sha256);

impl Trace {
    pub(crate) fn note(&mut self, what: &str, bytes: &[u8]) {
        self.0.update((what.len() as u64).to_le_bytes());
        self.0.update(what);
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    pub(crate) fn entry(&mut self, entry: &Entry) {
        let mut bytes = Vec::new();
        coterie_journal::codec::write_entry(entry, &mut bytes);
        self.note("entry", &bytes);
    }

    pub(crate) fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Decided { position, repeat, .. } => {
                self.note("decided", &[&position.to_le_bytes()[..], &[u8::from(*repeat)]].concat());
            }
            Answer::Conflict { position } => self.note("conflict", &position.to_le_bytes()),
        }
    }

    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
