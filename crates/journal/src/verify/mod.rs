//! Checking a journal from its first entry: nothing of it has to be believed.
//!
//! (a) The store: checksums, positions, the hash tree. (b) The ledger: each transfer sums to zero, and what records hold is the
//! sum of their entries. (c) The records: folding from nothing gives every saved record. (d) The decisions: deciding each event
//! and tick again gives the same bytes. The first thing wrong is reported.
//!
//! Memory is taken in proportion to the parties, and to the events that later ones changed.

mod balances;
mod difference;
mod snapshots;

use crate::backfilled::{digest, new_measures, put, walk};
use crate::codec::write_entry;
use crate::identity::Identity;
use crate::replay::{Replay, note_changed};
use crate::sealing::{Keyring, seal_entry};
use crate::store::{Checked, Corruption, Store, StoreError};
use crate::writer::note::{NOTE_NAME, Note};
use crate::writer::room::{Room, decoded};
use crate::writer::versions::Known;
use crate::writer::{WriterError, hash_key, noted};
use balances::Balances;
use coterie_calendar::Instant;
use coterie_decide::course::{self, Cursor};
use coterie_decide::entry::Apply;
use coterie_decide::record::RecordKey;
use coterie_decide::{Corrupt, Entry, FoldInto, Origin, Tick, TickKind, decide, decide_tick, fold};
use coterie_ledger::{Amount, Party};
use rustc_hash::FxHashSet;
use snapshots::Snapshots;
use std::sync::Arc;
use thiserror::Error;

/// What was gone through and found in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// What the store checked.
    pub store: Checked,
    /// Transfers, each of which sums to zero.
    pub transfers: u64,
    /// Entries that were decided again and came out the same.
    pub decided_again: u64,
    /// Entries that cannot be decided again, because a key that they need was destroyed.
    pub undecidable: u64,
    /// Saved records that folding from nothing gives too.
    pub records: u64,
}

/// The first thing found wrong.
#[derive(Debug, Error)]
pub enum Wrong {
    /// The store's bytes.
    #[error(transparent)]
    Store(#[from] Corruption),
    /// Something cannot be read, or contradicts itself where it is read.
    #[error(transparent)]
    Reading(#[from] WriterError),
    /// The clock falls.
    #[error("entry {position}: the clock falls from {before} to {clock}")]
    Clock {
        /// Where.
        position: u64,
        /// The clock before.
        before: Instant,
        /// The entry's clock.
        clock: Instant,
    },
    /// Something fell due before its time.
    #[error("entry {position}: what is due at {due} happens at {clock}")]
    Early {
        /// Where.
        position: u64,
        /// When it is due.
        due: Instant,
        /// The entry's clock.
        clock: Instant,
    },
    /// Something that falls due once fell due again.
    #[error("entry {position}: the same fell due before ({kind:?} of {party} at {due})")]
    Twice {
        /// Where.
        position: u64,
        /// What kind of thing.
        kind: TickKind,
        /// On whose record.
        party: Party,
        /// When it is due.
        due: Instant,
    },
    /// A transfer does not sum to zero.
    #[error("entry {position}: a transfer sums to {sum}")]
    Unbalanced {
        /// Where.
        position: u64,
        /// To what it sums.
        sum: i128,
    },
    /// An event is not found under its source and id, or under another body.
    #[error("entry {position}: the event is not found under its source and id")]
    Key {
        /// Where.
        position: u64,
    },
    /// Deciding again gives something else.
    #[error("entry {position} is decided otherwise: {what}")]
    Decision {
        /// Where.
        position: u64,
        /// What differs.
        what: String,
    },
    /// What was back-filled has another digest.
    #[error("entry {position}: the measures back-filled before it are others")]
    Backfill {
        /// Where.
        position: u64,
    },
    /// A saved record is not what folding gives.
    #[error("the record {key:?}, saved as of {as_of}, is not the fold of the entries: {what}")]
    Record {
        /// Whose.
        key: RecordKey,
        /// As of where.
        as_of: u64,
        /// What differs.
        what: &'static str,
    },
    /// What a record holds is not the sum of its entries.
    #[error("{party} holds {holds} of account {account} ({of}), and its entries sum to {sum}")]
    Balance {
        /// Whose.
        party: Party,
        /// Which account, by its number.
        account: u16,
        /// The wallet, or which book.
        of: String,
        /// What it holds.
        holds: Amount,
        /// What entries sum to.
        sum: i128,
    },
    /// A wallet contradicts itself.
    #[error("the wallet of {party} for account {account}: {why}")]
    Wallet {
        /// Whose.
        party: Party,
        /// Which account, by its number.
        account: u16,
        /// Why.
        why: String,
    },
}

impl From<StoreError> for Wrong {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Corrupt(corruption) => Self::Store(corruption),
            other => Self::Reading(other.into()),
        }
    }
}

impl From<Corrupt> for Wrong {
    fn from(error: Corrupt) -> Self {
        Self::Reading(error.into())
    }
}

/// Checks a journal; a store opened for reading will do.
pub fn verify<S: Store>(store: S) -> Result<Verified, Wrong> {
    verify_watched(store, &mut |_| {})
}

/// The same, telling how many entries have been checked now and then.
pub fn verify_watched<S: Store>(store: S, watch: &mut dyn FnMut(u64)) -> Result<Verified, Wrong> {
    let checked = store.check()?;
    let identity = Identity::new(&hash_key(&store)?);
    // No key is made here that anything would be sealed under.
    let keyring = Keyring::new(Box::new(|_| {}));
    let mut room = Room::new(store, keyring, identity.clone());
    let First { changed_later, transfers, noted: from_entries } = first_pass(&room)?;
    let note = noted(&room.store)?;
    if let Some(what) = note.contradicted_by(&from_entries) {
        return Err(Corruption::new("meta", NOTE_NAME, what, "the entries say otherwise").into());
    }
    let mut second = Second {
        known: Known::default(),
        replay: Replay::new(changed_later, identity),
        snapshots: Snapshots::read(&room.store, note)?,
        balances: Balances::default(),
        erased: FxHashSet::default(),
        clock: Instant::MIN,
        ticks: FxHashSet::default(),
        verified: Verified { store: checked, transfers, ..Verified::default() },
        buffer: Vec::new(),
    };
    let mut position = 0;
    while let Some(block) = room.block(position)? {
        for (at, bytes) in block.positions() {
            second.entry(&mut room, at, bytes)?;
        }
        second.replay.forget_unchanged();
        position = block.end();
        watch(position);
    }
    second.balances.compare(&second.replay.parties)?;
    let closed = second.known.closed(second.replay.parties.get(&Party::coalition()));
    if !second.snapshots.noted().has_closed(&closed) {
        return Err(Corruption::new(
            "meta",
            NOTE_NAME,
            "other periods are closed",
            "the entries say otherwise",
        )
        .into());
    }
    second.verified.records = second.snapshots.finish(&mut room, &second.known)?;
    Ok(second.verified)
}

/// What the first walk gathers.
struct First {
    /// The events that later ones change.
    changed_later: FxHashSet<u64>,
    transfers: u64,
    /// What the writer's note must say.
    noted: Note,
}

/// Decodes everything: transfers sum to zero, and the clock never falls.
fn first_pass<S: Store>(room: &Room<S>) -> Result<First, Wrong> {
    let mut first = First { changed_later: FxHashSet::default(), transfers: 0, noted: Note::EMPTY };
    for block in room.store.blocks_from(0) {
        for (position, bytes) in block?.positions() {
            let entry = decoded(position, bytes)?;
            let before = first.noted.clock;
            if entry.clock < before {
                return Err(Wrong::Clock { position, before, clock: entry.clock });
            }
            first.noted.clock = entry.clock;
            if let Origin::Apply(_) = &entry.origin {
                first.noted.applied.push(position);
            }
            for transfer in entry.decision.transfers() {
                first.transfers += 1;
                let sum: i128 = transfer.legs().iter().map(|leg| i128::from(leg.amount.get())).sum();
                if sum != 0 {
                    return Err(Wrong::Unbalanced { position, sum });
                }
            }
            note_changed(&entry, &mut first.changed_later);
        }
    }
    Ok(first)
}

/// The second walk: deciding, folding, comparing.
struct Second {
    known: Known,
    replay: Replay,
    snapshots: Snapshots,
    balances: Balances,
    /// Persons whose keys were destroyed, as far as met.
    erased: FxHashSet<Party>,
    clock: Instant,
    /// What fell due that does so once.
    ticks: FxHashSet<Tick>,
    verified: Verified,
    buffer: Vec<u8>,
}

impl Second {
    fn entry<S: Store>(&mut self, room: &mut Room<S>, position: u64, bytes: &[u8]) -> Result<(), Wrong> {
        let entry = room.open(position, bytes)?;
        for party in room.keyring.take_unreadable_of() {
            // A destroyed key leaves its place; one that is not there at all was lost.
            if !room.store.had_secret(&RecordKey::Party(party.clone()).to_bytes())? {
                let detail = format!("values of {party} are sealed");
                return Err(Corruption::new("secrets", &party, "missing", detail).into());
            }
            self.erased.insert(party);
        }
        if let Origin::Event(event) = &entry.origin {
            let hit = room.store.find_key(&room.identity.key(&event.source, &event.id))?;
            let is_whole = self.erased.is_empty();
            if !hit.is_some_and(|hit| {
                hit.position == position && (!is_whole || hit.body == room.identity.body(event))
            }) {
                return Err(Wrong::Key { position });
            }
        }
        if let Origin::Tick(tick) = &entry.origin {
            self.due_once(position, tick, entry.clock)?;
        }
        self.replay.turn_to(position, &entry);
        let changed = match &entry.origin {
            Origin::Apply(apply) => self.applied(room, position, apply, &entry)?,
            _ if self.erased.is_empty() => self.decided(room, position, &entry, bytes)?,
            _ => self.decided_without(room, position, &entry)?,
        };
        self.balances.add(&entry);
        self.clock = entry.clock;
        self.snapshots.changed(room, &self.replay, &self.known, position, &changed)
    }

    /// What falls due does so not before its time, and once.
    fn due_once(&mut self, position: u64, tick: &Tick, clock: Instant) -> Result<(), Wrong> {
        if tick.at > clock {
            return Err(Wrong::Early { position, due: tick.at, clock });
        }
        // A lot that comes late may expire at the very moment at which others did.
        if !matches!(tick.kind, TickKind::Expiry | TickKind::IdleExpiry) && !self.ticks.insert(tick.clone()) {
            return Err(Wrong::Twice { position, kind: tick.kind, party: tick.party.clone(), due: tick.at });
        }
        Ok(())
    }

    /// A program: compiled again, and its new measures back-filled again.
    fn applied<S: Store>(
        &mut self,
        room: &mut Room<S>,
        position: u64,
        apply: &Apply,
        entry: &Entry,
    ) -> Result<Vec<RecordKey>, Wrong> {
        let before = self.known.versions.newest().map(|(_, engine)| Arc::clone(engine));
        self.known.add_applied(apply, position, room.identity.secret())?;
        let mut changed = fold(&mut self.replay, position, entry)?;
        let (Some(expected), Some(before)) = (apply.backfilled, before) else { return Ok(changed) };
        let Some((_, engine)) = self.known.versions.newest() else { return Ok(changed) };
        let new = new_measures(&engine.program, &before.program);
        let states = walk(room, &Arc::clone(engine), &new, position)?;
        if digest(&states) != expected && self.erased.is_empty() {
            return Err(Wrong::Backfill { position });
        }
        for (party, states) in &states {
            let record = self.replay.party_mut(party);
            put(&mut record.measures, states);
            record.as_of = position + 1;
            changed.push(RecordKey::Party(party.clone()));
        }
        Ok(changed)
    }

    /// Decides again, in the course of things, and compares the bytes.
    fn decided<S: Store>(
        &mut self,
        room: &mut Room<S>,
        position: u64,
        entry: &Entry,
        bytes: &[u8],
    ) -> Result<Vec<RecordKey>, Wrong> {
        let mut cursor = Cursor { clock: self.clock, position };
        let versions = &self.known.versions;
        let mut happened = Vec::with_capacity(1);
        self.replay.with_events(room, |replay| {
            let mut emit = |one| happened.push(one);
            match &entry.origin {
                Origin::Event(event) => {
                    course::happen(versions, replay, &mut cursor, entry.clock, &entry.by, event, &mut emit)
                }
                Origin::Tick(tick) => {
                    course::fall_due(versions, replay, &mut cursor, entry.clock, tick.clone(), &mut emit)
                }
                Origin::Apply(_) => Ok(()),
            }
        })?;
        let Some(first) = happened.into_iter().next() else {
            return Err(Wrong::Decision { position, what: "nothing happens".to_owned() });
        };
        self.buffer.clear();
        let sealed = seal_entry(&mut room.keyring, &mut room.store, &self.known.personal, &first.entry)?;
        write_entry(sealed.as_ref().unwrap_or(&first.entry), &mut self.buffer);
        if self.buffer != bytes {
            return Err(Wrong::Decision { position, what: difference::between(entry, &first.entry) });
        }
        self.verified.decided_again += 1;
        Ok(first.changed)
    }

    /// Decides again where something that was read may be gone: a difference is no contradiction if it concerns anybody
    /// whose key was destroyed. What the journal says is folded.
    fn decided_without<S: Store>(
        &mut self,
        room: &mut Room<S>,
        position: u64,
        entry: &Entry,
    ) -> Result<Vec<RecordKey>, Wrong> {
        let concerned = difference::concerns(entry, &self.replay, &self.erased);
        let versions = &self.known.versions;
        let again = self.replay.with_events(room, |replay| match &entry.origin {
            Origin::Event(event) => match versions.deciding(event) {
                Some(engine) => {
                    decide(engine, replay, position, entry.clock, event).map(|(decision, _)| Some(decision))
                }
                None => Ok(None),
            },
            Origin::Tick(tick) => match versions.at(tick.at) {
                Some(engine) => decide_tick(engine, replay, position, entry.clock, tick).map(Some),
                None => Ok(None),
            },
            Origin::Apply(_) => Ok(None),
        });
        let same = match again {
            Ok(Some(decision)) => decision == entry.decision,
            Ok(None) => true,
            Err(error) if !concerned => return Err(error.into()),
            Err(_) => false,
        };
        match (same, concerned) {
            (true, false) => self.verified.decided_again += 1,
            (_, true) => self.verified.undecidable += 1,
            (false, false) => {
                return Err(Wrong::Decision {
                    position,
                    what: "and no destroyed key explains it".to_owned(),
                });
            }
        }
        self.replay.with_events(room, |replay| {
            // Whatever the entry changes is rebuilt before it is folded.
            for effect in &entry.decision.effects {
                if let Some(earlier) = effect.earlier() {
                    coterie_decide::Records::entry(replay, earlier)?;
                }
            }
            Ok(())
        })?;
        Ok(fold(&mut self.replay, position, entry)?)
    }
}
