//! Applying a program.

use super::{ApplyError, Writer, WriterError};
use crate::store::Store;
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_decide::course::Happened;
use coterie_decide::decision::Decision;
use coterie_decide::entry::Apply;
use coterie_decide::{Entry, Origin, Stats};
use coterie_program::diagnostic::Diagnostic;

/// A program that was applied.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Where its entry stands.
    pub position: u64,
    /// Its version.
    pub version: u32,
    /// What is probably not meant.
    pub warnings: Vec<Diagnostic>,
}

impl<S: Store> Writer<S> {
    /// Applies a program that holds from an instant on, which must not be before anything that is decided.
    pub fn apply(&mut self, text: &str, from: Instant, by: &str) -> Result<Applied, ApplyError> {
        self.running()?;
        let checked = coterie_program::compile(text, &self.known.registry()).map_err(ApplyError::Mistakes)?;
        let last = self.known.versions.newest().map(|(begins, _)| begins);
        if let Some(decided_up_to) = self.note.decided_up_to.max(last)
            && from < decided_up_to
        {
            return Err(ApplyError::RewritesThePast { from, decided_up_to });
        }
        let version = self.known.next_number();
        let apply = Apply {
            version,
            from,
            text: text.to_owned(),
            registry: checked.program.registry.clone(),
            backfilled: None,
        };
        let position = self.cursor.position;
        self.guard(|writer| {
            let secret = writer.room.identity.secret();
            writer.known.add(from, checked.program, version, secret);
            let entry = Entry {
                clock: writer.cursor.clock,
                version,
                by: CompactString::new(by),
                origin: Origin::Apply(apply),
                decision: Decision::default(),
            };
            let decided_up_to = writer.note.decided_up_to;
            writer.take_in(Happened { position, entry, changed: Vec::new(), stats: Stats::default() })?;
            // From when it holds is no time at which anything was decided.
            writer.note.decided_up_to = decided_up_to;
            writer.note.applied.push(position);
            writer.cursor.position += 1;
            writer.commit()?;
            Ok::<_, WriterError>(())
        })?;
        Ok(Applied { position, version, warnings: checked.warnings })
    }
}
