//! Continuing a journal: versions, then the tail of entries that some record has not saved.

use super::note::{NOTE_NAME, Note};
use super::room::Room;
use super::versions::Known;
use super::{Options, Writer, WriterError};
use crate::backfilled::{States, new_measures, walk};
use crate::identity::Identity;
use crate::sealing::Keyring;
use crate::store::{HASH_KEY_NAME, Store};
use coterie_decide::course::Cursor;
use coterie_decide::decision::Effect;
use coterie_decide::entry::Apply;
use coterie_decide::record::RecordKey;
use coterie_decide::{Corrupt, Entry, Origin, Unloaded, fold};
use std::sync::Arc;

impl<S: Store> Writer<S> {
    /// Opens a journal to write it. A close that was interrupted is finished.
    pub fn open(store: S, options: Options) -> Result<Self, WriterError> {
        let (mut writer, recover_from) = Self::begin_opening(store, options)?;
        writer.recover(recover_from)?;
        if writer.applying.is_some() {
            // Whether all records had got their new due times is not known.
            writer.refresh_due_times()?;
            writer.applying = None;
        }
        writer.guard(Self::finish_close)?;
        Ok(writer)
    }

    /// Opens a journal that somebody else may be writing, to read records and entries as they stand. What needs writing fails.
    pub fn open_to_read(store: S, options: Options) -> Result<Self, WriterError> {
        let (mut writer, recover_from) = Self::begin_opening(store, options)?;
        writer.recover(recover_from)?;
        Ok(writer)
    }

    fn begin_opening(store: S, options: Options) -> Result<(Self, u64), WriterError> {
        let identity = Identity::new(&hash_key(&store)?);
        let head = store.head();
        let mut room = Room::new(store, Keyring::new(options.entropy), identity);
        let note = noted(&room.store)?;
        let mut known = Known::default();
        for position in &note.applied {
            let entry = room.entry_at(*position)?;
            match entry.map(|entry| entry.origin) {
                Some(Origin::Apply(apply)) => {
                    known.add_applied(&apply, *position, room.identity.secret())?;
                }
                _ => return Err(Corrupt::Missing(format!("the program applied at {position}")).into()),
            }
        }
        let writer = Self {
            room,
            known,
            cursor: Cursor { clock: note.clock, position: head.entries },
            noted: note.clone(),
            note,
            cache_bytes: options.cache_bytes,
            observer: None,
            stopped: false,
            unanswered: Vec::new(),
            applying: None,
            happened: Vec::new(),
        };
        Ok((writer, head.recover_from))
    }

    /// Folds the tail into the records that have not saved it.
    fn recover(&mut self, from: u64) -> Result<(), WriterError> {
        let mut position = from;
        while let Some(block) = self.room.block(position)? {
            for (at, bytes) in block.positions().filter(|(at, _)| *at >= from) {
                let entry = self.room.open(at, bytes)?;
                self.load_vouchers(&entry)?;
                let changed = fold(&mut self.room, at, &entry)?;
                self.room.check()?;
                for key in &changed {
                    self.room.cache.changed(key, at);
                }
                if let Origin::Apply(apply) = &entry.origin {
                    self.recover_backfill(apply, at)?;
                    self.applying.get_or_insert(at);
                }
            }
            position = block.end();
        }
        Ok(())
    }

    /// A back-fill that may not have reached all records is done again.
    fn recover_backfill(&mut self, apply: &Apply, position: u64) -> Result<(), WriterError> {
        let Some(digest) = apply.backfilled else { return Ok(()) };
        let states = self.backfilled_by(apply, position)?;
        if crate::backfilled::digest(&states) != digest {
            return Err(Corrupt::Missing(format!("what was back-filled before {position}")).into());
        }
        for (party, states) in &states {
            self.receive(party, states, position)?;
        }
        Ok(())
    }

    /// What a version that was applied at a position put into records, worked out again.
    pub(super) fn backfilled_by(&mut self, apply: &Apply, position: u64) -> Result<States, WriterError> {
        if apply.backfilled.is_none() {
            return Ok(States::new());
        }
        let (Some(engine), Some(before)) =
            (self.known.versions.number(apply.version), self.known.versions.number(apply.version - 1))
        else {
            return Err(Corrupt::Missing(format!("the version applied at {position}")).into());
        };
        let engine = Arc::clone(engine);
        let new = new_measures(&engine.program, &before.program);
        walk(&mut self.room, &engine, &new, position)
    }

    /// A voucher is put whole; whether a saved one is further on must be known before.
    fn load_vouchers(&mut self, entry: &Entry) -> Result<(), WriterError> {
        for effect in &entry.decision.effects {
            if let Effect::Voucher { code, .. } = effect
                && self.room.cache.vouchers.get(code).is_none()
            {
                self.room.load(&Unloaded::Record(RecordKey::Voucher(code.clone())))?;
            }
        }
        Ok(())
    }
}

/// The key of the journal's keyed hashes.
pub(crate) fn hash_key(store: &impl Store) -> Result<[u8; 32], WriterError> {
    let key = store.meta(HASH_KEY_NAME)?.and_then(|key| key.try_into().ok());
    key.ok_or_else(|| Corrupt::Missing("the journal's hash key".to_owned()).into())
}

/// What the writer noted last.
pub(crate) fn noted(store: &impl Store) -> Result<Note, WriterError> {
    let Some(bytes) = store.meta(NOTE_NAME)? else { return Ok(Note::EMPTY) };
    minicbor::decode(&bytes)
        .map_err(|error| WriterError::Unreadable { what: "the writer's note".into(), error: error.into() })
}
