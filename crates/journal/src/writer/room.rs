//! The room in which decisions are made: the records in memory, the store behind them, and the group in the making.

use super::begun::Begun;
use super::error::WriterError;
use super::pending::Pending;
use crate::cache::{Cache, entry_bytes, party_bytes, voucher_bytes};
use crate::codec;
use crate::identity::Identity;
use crate::sealing::{Keyring, open_entry, open_record};
use crate::store::{Block, KeyHit, Snapshot, Store};
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_decide::record::{EntryRecord, PartyRecord, Record, RecordKey, VoucherRecord};
use coterie_decide::{Entry, FoldInto, Origin, Records, Unloaded};
use coterie_ledger::Party;
use coterie_program::builtin::kind;
use rustc_hash::FxHashMap;

/// Records, and whence they come.
pub(crate) struct Room<S> {
    pub(crate) store: S,
    pub(crate) cache: Cache,
    pub(crate) keyring: Keyring,
    pub(crate) identity: Identity,
    pub(crate) pending: Pending,
    pub(crate) begun: Begun,
    /// Where earlier events stand, as far as this group has asked.
    looked_up: FxHashMap<[u8; 16], Option<u64>>,
    /// A failure while folding, which cannot report one itself.
    failed: Option<WriterError>,
    scratch: Box<PartyRecord>,
}

impl<S: Store> Room<S> {
    pub(crate) fn new(store: S, keyring: Keyring, identity: Identity) -> Self {
        let pending = Pending::from(store.head().entries);
        Self {
            store,
            cache: Cache::default(),
            keyring,
            identity,
            pending,
            begun: Begun::default(),
            looked_up: FxHashMap::default(),
            failed: None,
            scratch: Box::new(PartyRecord::new(Instant::MIN)),
        }
    }

    /// Loads what a decision misses.
    pub(crate) fn load(&mut self, missing: &Unloaded) -> Result<(), WriterError> {
        match missing {
            Unloaded::Record(RecordKey::Party(party)) => self.load_party(party),
            Unloaded::Record(RecordKey::Entry(position)) => self.load_entry(*position),
            Unloaded::Record(RecordKey::Voucher(code)) => self.load_voucher(code),
            Unloaded::Position { source_name, id } => {
                let key = self.identity.key(source_name, id);
                let hit = self.find_key(&key)?;
                self.looked_up.insert(key, hit.map(|hit| hit.position));
                Ok(())
            }
        }
    }

    /// Which entry before the group in the making answered an idempotency key, if any.
    pub(crate) fn find_key(&mut self, key: &[u8; 16]) -> Result<Option<KeyHit>, WriterError> {
        match self.begun.key(key) {
            Some(hit) => Ok(Some(hit)),
            None => Ok(self.store.find_key(key)?),
        }
    }

    /// Forgets where events stand: the next group may add to them.
    pub(crate) fn forget_positions(&mut self) {
        self.looked_up.clear();
    }

    pub(crate) fn load_party(&mut self, party: &Party) -> Result<(), WriterError> {
        let record = match self.stored(&RecordKey::Party(party.clone()))? {
            Some(Record::Party(record)) => Some(record),
            Some(_) => return Err(unlike(&RecordKey::Party(party.clone()))),
            None => None,
        };
        let bytes = record.as_ref().map_or(0, |record| party_bytes(party, record));
        self.cache.parties.put(party.clone(), record, bytes);
        Ok(())
    }

    fn load_voucher(&mut self, code: &str) -> Result<(), WriterError> {
        let record = match self.stored(&RecordKey::Voucher(code.into()))? {
            Some(Record::Voucher(record)) => Some(record),
            Some(_) => return Err(unlike(&RecordKey::Voucher(code.into()))),
            None => None,
        };
        self.cache.vouchers.put(code.into(), record, voucher_bytes(code));
        Ok(())
    }

    fn load_entry(&mut self, position: u64) -> Result<(), WriterError> {
        let record = match self.stored(&RecordKey::Entry(position))? {
            Some(Record::Entry(record)) => Some(record),
            Some(_) => return Err(unlike(&RecordKey::Entry(position))),
            None => self.entry_at(position)?.and_then(|entry| as_record(position, &entry)),
        };
        let bytes = record.as_ref().map_or(0, entry_bytes);
        self.cache.entries.put(position, record, bytes);
        Ok(())
    }

    /// A saved record, opened.
    pub(crate) fn stored(&mut self, key: &RecordKey) -> Result<Option<Record>, WriterError> {
        let bytes = key.to_bytes();
        let read = if let Some(state) = self.cache.saved.get(&bytes) {
            codec::read_record(state)
        } else {
            let saved = match self.begun.record(&bytes) {
                Some(snapshot) => Some(snapshot),
                None => self.store.record(&bytes)?,
            };
            let Some(Snapshot { state, .. }) = saved else { return Ok(None) };
            self.cache.saved.put(&bytes, &state);
            codec::read_record(&state)
        };
        let mut record = read.map_err(|error| WriterError::Unreadable { what: format!("{key:?}"), error })?;
        let party = match key {
            RecordKey::Party(party) => Some(party),
            _ => None,
        };
        open_record(&mut self.keyring, &mut self.store, party, &mut record)?;
        Ok(Some(record))
    }

    /// An entry, of the group in the making, the one being made durable, or the journal, opened.
    pub(crate) fn entry_at(&mut self, position: u64) -> Result<Option<Entry>, WriterError> {
        if let Some(entry) = self.pending.entry(position).or_else(|| self.begun.entry(position)) {
            return Ok(Some(entry.as_ref().clone()));
        }
        let Some(bytes) = self.store.entry(position)? else { return Ok(None) };
        self.open(position, &bytes).map(Some)
    }

    /// The block that holds a position.
    pub(crate) fn block(&self, position: u64) -> Result<Option<Block>, WriterError> {
        Ok(self.store.blocks_from(position).next().transpose()?)
    }

    /// An entry from its bytes, opened.
    pub(crate) fn open(&mut self, position: u64, bytes: &[u8]) -> Result<Entry, WriterError> {
        let mut entry = decoded(position, bytes)?;
        open_entry(&mut self.keyring, &mut self.store, &mut entry)?;
        Ok(entry)
    }

    /// Takes a failure that happened while folding.
    pub(crate) fn check(&mut self) -> Result<(), WriterError> {
        self.failed.take().map_or(Ok(()), Err)
    }

    fn fail(&mut self, error: WriterError) {
        self.failed.get_or_insert(error);
    }
}

/// An entry from its bytes, as it is stored.
pub(crate) fn decoded(position: u64, bytes: &[u8]) -> Result<Entry, WriterError> {
    codec::read_entry(bytes)
        .map_err(|error| WriterError::Unreadable { what: format!("the entry at {position}"), error })
}

fn unlike(key: &RecordKey) -> WriterError {
    WriterError::Corrupt(coterie_decide::Corrupt::Missing(format!("a record of the kind of {key:?}")))
}

/// The record that an event's entry leaves.
pub(crate) fn as_record(position: u64, entry: &Entry) -> Option<EntryRecord> {
    match &entry.origin {
        Origin::Event(event) => {
            Some(EntryRecord::new(position, entry.version, event.clone(), &entry.decision))
        }
        Origin::Tick(_) | Origin::Apply(_) => None,
    }
}

impl<S: Store> Records for Room<S> {
    fn party(&self, party: &Party) -> Result<Option<&PartyRecord>, Unloaded> {
        self.cache.parties.get(party).ok_or_else(|| Unloaded::Record(RecordKey::Party(party.clone())))
    }

    fn entry(&self, position: u64) -> Result<Option<&EntryRecord>, Unloaded> {
        self.cache.entries.get(&position).ok_or(Unloaded::Record(RecordKey::Entry(position)))
    }

    fn voucher(&self, code: &str) -> Result<Option<&VoucherRecord>, Unloaded> {
        let code = CompactString::new(code);
        self.cache.vouchers.get(&code).ok_or(Unloaded::Record(RecordKey::Voucher(code)))
    }

    fn position(&self, source: &str, id: &str) -> Result<Option<u64>, Unloaded> {
        let key = self.identity.key(source, id);
        if let Some(hit) = self.pending.key(&key) {
            return Ok(Some(hit.position));
        }
        let known = self.looked_up.get(&key).copied();
        known.ok_or_else(|| Unloaded::Position { source_name: source.to_owned(), id: id.to_owned() })
    }
}

/// Folding may reach records that deciding did not read (who pays for what expires); they are loaded on the way.
impl<S: Store> FoldInto for Room<S> {
    fn party_mut(&mut self, party: &Party) -> &mut PartyRecord {
        if self.cache.parties.get(party).is_none()
            && let Err(error) = self.load_party(party)
        {
            self.fail(error);
        }
        let Self { cache, scratch, .. } = self;
        cache.parties.get_or_make(party, || PartyRecord::new(Instant::MIN)).unwrap_or(scratch)
    }

    fn entry_mut(&mut self, position: u64) -> Option<&mut EntryRecord> {
        if self.cache.entries.get(&position).is_none()
            && let Err(error) = self.load_entry(position)
        {
            self.fail(error);
        }
        self.cache.entries.get_mut(&position)
    }

    fn put_voucher(&mut self, code: &str, record: VoucherRecord) {
        self.cache.vouchers.put(code.into(), Some(record), voucher_bytes(code));
    }

    fn voucher_as_of(&self, code: &str) -> Option<u64> {
        self.cache.vouchers.get(&code.into()).flatten().map(|voucher| voucher.as_of)
    }

    /// A hold is captured or released soon; all else is rebuilt from its entry when it is asked for.
    fn wants(&self, entry: &Entry) -> bool {
        matches!(&entry.origin, Origin::Event(event) if event.kind == kind::HOLD)
    }

    fn note_entry(&mut self, position: u64, record: EntryRecord) {
        // When an entry is folded again, its record may be there already, and further on.
        if self.cache.entries.get(&position).is_none() && self.pending.holds(position) {
            let bytes = entry_bytes(&record);
            self.cache.entries.put(position, Some(record), bytes);
        }
    }
}
