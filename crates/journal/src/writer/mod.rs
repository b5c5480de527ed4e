//! The writer: it alone decides, one event after another, and makes decisions durable in groups.
//!
//! [`Writer::open`] continues a journal, an empty one included. [`Writer::apply`] gives it a program, [`Writer::submit`] a group
//! of events; [`Writer::tick`] lets time pass, [`Writer::close`] closes a period, [`Writer::erase`] destroys a person's key.
//! Each returns when what it did is durable; [`Writer::submit_ahead`] answers one group later instead, and decides
//! on one core while the group before is written on another. [`spawn`](self::spawn()) puts a writer into a thread of its own behind a bounded
//! queue, where whatever waits forms the next group.
//!
//! After any failure to write, or a contradiction in the books, the writer drops what it has in memory and refuses everything
//! ([`WriterError::Stopped`]): nobody knows then what the disk holds, and opening the journal again finds out.
//!
//! Sketch of the costs, per simple event (a purchase that gives points): deciding 3 µs, encoding 0.5 µs, keyed hashes and key
//! index 1 µs, folding 1 µs; and per group one sync, about 0.1 to 1 ms, and the records that are due for saving, about 5 µs
//! each. `examples/writer_speed.rs` measures it.

mod answer;
mod before;
mod begun;
mod close;
mod commit;
mod erase;
mod error;
mod listing;
pub(crate) mod note;
mod open;
mod options;
mod pending;
mod program;
pub(crate) mod room;
mod spawn;
mod submit;
mod sweep;
pub(crate) mod versions;

pub use answer::{Answer, Arrival, Submission};
pub use error::{ApplyError, CloseError, WriterError};
pub(crate) use open::{hash_key, noted};
pub use options::{CACHE_BYTES_DEFAULT, Observer, Options};
pub use program::Applied;
pub use spawn::{Handle, Refused, spawn};
pub use submit::GROUP_EVENTS_MAX;

use crate::store::{Head, Store};
use coterie_calendar::Instant;
use coterie_decide::course::{Cursor, Happened};
use coterie_decide::record::PartyRecord;
use coterie_decide::{DecideError, Entry, Records, Versions};
use coterie_ledger::Party;
use note::Note;
use room::Room;
use std::sync::Arc;
use versions::Known;

/// How often one event may ask for another record before it is decided: more than it can name.
const LOADS_MAX: usize = 100_000;

/// The one writer of a journal.
pub struct Writer<S> {
    pub(crate) room: Room<S>,
    known: Known,
    cursor: Cursor,
    note: Note,
    /// The note as it is stored.
    noted: Note,
    cache_bytes: usize,
    observer: Option<Observer>,
    stopped: bool,
    /// The answers to the group that was submitted ahead last.
    unanswered: Vec<Answer>,
    /// The entry of a program that the records are being brought up to (new measures, other due times): so far must be folded
    /// again until it is through.
    applying: Option<u64>,
    happened: Vec<Happened>,
}

impl<S: Store> Writer<S> {
    /// How far the journal has come.
    pub fn head(&self) -> Head {
        self.room.store.head()
    }

    /// The greatest time so far.
    pub fn clock(&self) -> Instant {
        self.cursor.clock
    }

    /// The program's versions.
    pub fn versions(&self) -> &Versions {
        &self.known.versions
    }

    /// The file of the program's newest version, as it was applied.
    pub fn newest_file(&mut self) -> Result<Option<String>, WriterError> {
        let Some(position) = self.note.applied.last().copied() else { return Ok(None) };
        Ok(match self.entry(position)?.map(|entry| entry.origin) {
            Some(coterie_decide::Origin::Apply(apply)) => Some(apply.text),
            _ => None,
        })
    }

    /// About how many bytes the records in memory take.
    pub fn cache_bytes(&self) -> usize {
        self.room.cache.bytes()
    }

    /// How many sealed values were met that no key opens any more.
    pub fn unreadable_values(&self) -> u64 {
        self.room.keyring.unreadable()
    }

    /// The store, to read: it shows what is settled.
    pub fn store(&self) -> &S {
        &self.room.store
    }

    /// The store, for tests that make it fail.
    pub fn store_mut(&mut self) -> &mut S {
        &mut self.room.store
    }

    /// Ends the writer without saving records: opening folds the tail of the journal.
    pub fn into_store(self) -> S {
        self.room.store
    }

    /// From now on, tells an observer of every committed entry, in order.
    pub fn observe(&mut self, observer: Observer) {
        self.observer = Some(observer);
    }

    /// A party's record as it stands.
    pub fn party(&mut self, party: &Party) -> Result<Option<&PartyRecord>, WriterError> {
        self.running()?;
        if self.room.party(party).is_err() {
            self.room.load_party(party)?;
        }
        self.room.party(party).map_err(|missing| WriterError::Undecided(missing.to_string()))
    }

    /// The entry at a position, its personal values opened; `None` beyond the end.
    pub fn entry(&mut self, position: u64) -> Result<Option<Entry>, WriterError> {
        self.running()?;
        self.room.entry_at(position)
    }

    /// Where the event stands that a source said under an id.
    pub fn position(&mut self, source: &str, id: &str) -> Result<Option<u64>, WriterError> {
        self.running()?;
        let key = self.room.identity.key(source, id);
        Ok(self.room.find_key(&key)?.map(|hit| hit.position))
    }

    /// Walks the journal from a position, entry after entry, their personal values opened.
    pub fn walk(
        &mut self,
        from: u64,
        visit: &mut impl FnMut(u64, Entry) -> Result<(), WriterError>,
    ) -> Result<(), WriterError> {
        self.settle_begun()?;
        let mut position = from;
        // Block by block, because opening values asks the store for keys meanwhile.
        while let Some(block) = self.room.block(position)? {
            for (at, bytes) in block.positions().filter(|(at, _)| *at >= from) {
                let entry = self.room.open(at, bytes)?;
                visit(at, entry)?;
            }
            position = block.end();
        }
        Ok(())
    }

    fn running(&self) -> Result<(), WriterError> {
        if self.stopped { Err(WriterError::Stopped) } else { Ok(()) }
    }

    /// Stops the writer when something failed.
    fn guard<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T, WriterError>) -> Result<T, WriterError> {
        self.running()?;
        let result = run(self);
        if result.is_err() {
            self.stopped = true;
            self.room.cache = crate::cache::Cache::default();
            self.room.pending = pending::Pending::default();
            self.room.begun = begun::Begun::default();
            self.unanswered.clear();
            self.happened.clear();
        }
        result
    }

    /// Takes one step of the course, loading what it misses, and takes in what happened.
    fn drive(
        &mut self,
        mut step: impl FnMut(&Versions, &mut Room<S>, &mut Cursor, &mut Vec<Happened>) -> Result<(), DecideError>,
    ) -> Result<(), WriterError> {
        for _ in 0..LOADS_MAX {
            let mut happened = std::mem::take(&mut self.happened);
            let result = step(&self.known.versions, &mut self.room, &mut self.cursor, &mut happened);
            self.room.check()?;
            for one in happened.drain(..) {
                self.take_in(one)?;
            }
            self.happened = happened;
            match result {
                Err(DecideError::Unloaded(missing)) => self.room.load(&missing)?,
                other => return Ok(other?),
            }
        }
        Err(WriterError::Undecided("an event asks for ever more records".to_owned()))
    }

    /// Encodes an entry that was decided and folded, as part of the group.
    fn take_in(&mut self, happened: Happened) -> Result<(), WriterError> {
        let Happened { position, entry, changed, .. } = happened;
        let Room { store, cache, keyring, pending, .. } = &mut self.room;
        debug_assert_eq!(position, pending.end(), "positions are dense");
        let sealed = crate::sealing::seal_entry(keyring, store, &self.known.personal, &entry)?;
        let stored = sealed.as_ref().unwrap_or(&entry);
        pending.encoded.push_with(|bytes| crate::codec::write_entry(stored, bytes));
        for key in &changed {
            cache.changed(key, position);
        }
        pending.entries.push(Arc::new(entry));
        Ok(())
    }
}
