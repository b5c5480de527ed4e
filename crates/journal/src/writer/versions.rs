//! The program's versions as the writer knows them.

use super::WriterError;
use crate::sealing::Personal;
use coterie_calendar::Instant;
use coterie_decide::due::next_due;
use coterie_decide::entry::Apply;
use coterie_decide::record::PartyRecord;
use coterie_decide::{Closed, Engine, Versions};
use coterie_ledger::Party;
use coterie_program::compiled::Program;
use coterie_program::ids::Registry;
use std::sync::Arc;

/// Versions, and what any of them calls personal.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) versions: Versions,
    pub(crate) personal: Personal,
}

impl Known {
    /// The names and numbers of all versions so far.
    pub(crate) fn registry(&self) -> Registry {
        self.versions.newest().map_or_else(Registry::default, |(_, engine)| engine.program.registry.clone())
    }

    /// The number of the next version.
    pub(crate) fn next_number(&self) -> u32 {
        self.versions.newest().map_or(1, |(_, engine)| engine.version + 1)
    }

    /// Adds a version.
    pub(crate) fn add(
        &mut self,
        from: Instant,
        program: Program,
        (version, position): (u32, u64),
        secret: [u8; 32],
    ) {
        self.personal.absorb(&Personal::of(&program));
        let engine = Engine::new(Arc::new(program), version).with_secret(secret);
        self.versions.add(from, Arc::new(engine), position);
    }

    /// Adds a version that the journal holds, compiled again: the numbers must come out the same.
    pub(crate) fn add_applied(
        &mut self,
        apply: &Apply,
        position: u64,
        secret: [u8; 32],
    ) -> Result<(), WriterError> {
        let refuse = |why: String| WriterError::Version { version: apply.version, why };
        if apply.version != self.next_number() {
            return Err(refuse(format!("version {} was expected", self.next_number())));
        }
        let program =
            coterie_program::compile_applied(&apply.text, &self.registry()).map_err(|mistakes| {
                refuse(mistakes.first().map_or_else(String::new, |first| first.message.clone()))
            })?;
        if program.registry != apply.registry {
            return Err(refuse("its names get other numbers".to_owned()));
        }
        self.add(apply.from, program, (apply.version, position), secret);
        Ok(())
    }

    /// Which periods are closed, by the coalition's record.
    pub(crate) fn closed(&self, coalition: Option<&PartyRecord>) -> Closed {
        self.versions.newest().map_or(Closed::NONE, |(_, engine)| Closed::of(coalition, &engine.program.zone))
    }

    /// Not later than anything on a record falls due by itself, under the version of now or any that is to come.
    pub(crate) fn due_hint(&self, party: &Party, record: &PartyRecord, clock: Instant) -> Option<Instant> {
        let now = self.versions.at(clock)?.version;
        let engines = self.versions.iter().map(|(_, engine)| engine).filter(|engine| engine.version >= now);
        engines.filter_map(|engine| next_due(engine, party, record)).map(|tick| tick.at).min()
    }
}
