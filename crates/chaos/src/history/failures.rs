//! What goes wrong, and what must be left of the journal then.

use super::History;
use crate::chance::Chance;
use crate::failure::Check;
use crate::medium::{Fault, Medium};
use coterie_journal::{Options, Writer, WriterError, verify};

impl<M: Medium> History<M> {
    /// The process ends between two steps, perhaps because the power went.
    pub(super) fn crash(&mut self) -> Check {
        self.armed = None;
        self.faults += 1;
        self.reopen()?;
        self.recovered()
    }

    /// The process ends, and another one opens what it finds.
    pub(super) fn reopen(&mut self) -> Check {
        let store = self.writer.take().ok_or("the journal is closed")?.into_store();
        let store = self.medium.reopen(store, &mut self.chance)?;
        self.open(store)?;
        self.readers.reopen(&self.medium, &mut self.chance, &self.model)
    }

    /// A disk that lied about its sync tears the last block: nobody takes that for a journal.
    pub(super) fn torn(&mut self) -> Check {
        let writer = self.writer.as_mut().ok_or("the journal is closed")?;
        if self.medium.torn(writer.store_mut())?.is_some_and(|copy| verify(copy).is_ok()) {
            return Err("a torn block was not found".to_owned());
        }
        Ok(())
    }

    /// Something failed: only the fault that was asked for may have done it. The journal is opened again.
    pub(super) fn failed(&mut self, error: &WriterError) -> Check {
        let known = self.model.end();
        let fault = self.armed;
        let entries = self.failed_beyond(error, known)?;
        if !fault.is_some_and(Fault::may_land) && entries != known {
            return Err(format!("after {fault:?} there are {entries} entries, before there were {known}"));
        }
        Ok(())
    }

    /// The same while some entries may be durable that the model has not seen: at least the promised ones are there. Says how
    /// many are.
    pub(super) fn failed_beyond(&mut self, error: &WriterError, promised: u64) -> Result<u64, String> {
        let Some(fault) = self.armed.take() else { return Err(format!("the writer failed: {error}")) };
        if !matches!(error, WriterError::Store(_)) {
            return Err(format!("{fault:?} became: {error}"));
        }
        if !matches!(self.writer()?.submit(&[]), Err(WriterError::Stopped)) {
            return Err(format!("after {fault:?} the writer did not stop"));
        }
        self.faults += 1;
        self.reopen()?;
        let entries = self.writer()?.head().entries;
        if entries < promised {
            return Err(format!("after {fault:?} there are {entries} entries, and {promised} were promised"));
        }
        self.recovered()?;
        Ok(entries)
    }

    pub(super) fn open(&mut self, store: M::Store) -> Check {
        self.opened += 1;
        let mut entropy = Chance::new(self.seed, (1 << 32) + self.opened);
        let options =
            Options { cache_bytes: self.cache_bytes, entropy: Box::new(move |bytes| entropy.fill(bytes)) };
        self.writer = Some(
            Writer::open(store, options).map_err(|error| format!("the journal does not open: {error}"))?,
        );
        Ok(())
    }

    /// What the journal said before, it still says.
    pub(super) fn recovered(&mut self) -> Check {
        let mut others = None;
        let entries = std::mem::take(&mut self.model.entries);
        let walked = self.writer()?.walk(0, &mut |position, entry| {
            if entries.get(position as usize).is_some_and(|(_, before)| **before != entry) {
                others.get_or_insert(position);
            }
            Ok(())
        });
        self.model.entries = entries;
        walked.map_err(|error| format!("the journal cannot be read: {error}"))?;
        if let Some(position) = others {
            return Err(format!("entry {position} is another after a crash"));
        }
        if self.writer()?.head().entries < self.model.end() {
            return Err("acknowledged entries are gone after a crash".to_owned());
        }
        let clock = self.writer()?.clock();
        if self.model.clock.is_some_and(|before| clock < before) {
            return Err(format!("the clock fell to {clock} in a crash"));
        }
        self.sync()?;
        self.learn()?;
        self.verified()
    }
}
