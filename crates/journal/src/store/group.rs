//! What one commit writes: a group of entries with everything that must become durable together with them.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::block::{BLOCK_BYTES_MAX, BLOCK_ENTRIES_MAX, ENTRY_BYTES_MAX, Entries};

/// The longest record key, secret key or meta name, in bytes: they are B-tree keys and should stay small.
pub const NAME_BYTES_MAX: usize = 255;
/// The longest record state or meta value, in bytes: a snapshot is compact, and is read and written whole.
pub const STATE_BYTES_MAX: usize = 16 << 20;

/// One transaction.
///
/// A group without entries is allowed (snapshots saved behind the journal, a setting) and makes no block.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// The position of the first entry; must be the number of entries in the journal, whether or not there are any.
    pub first_position: u64,
    /// The entries.
    pub entries: Cow<'a, Entries>,
    /// Idempotency keys of these entries. The caller has asked [`find_key`](super::Store::find_key) for each.
    pub keys: Vec<NewKey>,
    /// Records as they are after these entries, each key at most once.
    pub snapshots: Vec<NewSnapshot>,
    /// Encryption keys of persons who had none.
    pub secrets: Vec<NewSecret>,
    /// Small named blobs to set.
    pub meta: Vec<(String, Vec<u8>)>,
    /// The lowest position that must be folded again when opening; never falls, never exceeds the entries.
    pub recover_from: u64,
}

impl<'a> Group<'a> {
    /// A group of entries and nothing else.
    pub fn of(first_position: u64, entries: &'a Entries, recover_from: u64) -> Self {
        Self {
            first_position,
            entries: Cow::Borrowed(entries),
            keys: Vec::new(),
            snapshots: Vec::new(),
            secrets: Vec::new(),
            meta: Vec::new(),
            recover_from,
        }
    }

    /// The number of entries in the journal once the group is in.
    pub fn end(&self) -> u64 {
        self.first_position + self.entries.len() as u64
    }

    /// Whether the group keeps the store's rules, for a journal of `entries` entries recovering from `recover_from`.
    pub(crate) fn validate(&self, entries: u64, recover_from: u64) -> Result<(), GroupError> {
        if self.first_position != entries {
            return Err(GroupError::Position { expected: entries, found: self.first_position });
        }
        if !(recover_from..=self.end()).contains(&self.recover_from) {
            return Err(GroupError::RecoverFrom {
                found: self.recover_from,
                low: recover_from,
                high: self.end(),
            });
        }
        if self.entries.len() > BLOCK_ENTRIES_MAX || self.entries.body().len() > BLOCK_BYTES_MAX {
            return Err(GroupError::TooLarge("block"));
        }
        if self.entries.iter().any(|entry| entry.len() > ENTRY_BYTES_MAX) {
            return Err(GroupError::TooLarge("entry"));
        }
        let mut keys = HashSet::with_capacity(self.keys.len());
        for key in &self.keys {
            if !(self.first_position..self.end()).contains(&key.position) {
                return Err(GroupError::KeyOutside { position: key.position });
            }
            if !keys.insert(key.key) {
                return Err(GroupError::KeyTwice { position: key.position });
            }
        }
        let mut records = HashSet::with_capacity(self.snapshots.len());
        for snapshot in &self.snapshots {
            fits(&snapshot.key, &snapshot.state)?;
            if snapshot.as_of > self.end() {
                return Err(GroupError::SnapshotAhead { as_of: snapshot.as_of, entries: self.end() });
            }
            if !records.insert(&snapshot.key) {
                return Err(GroupError::Twice("record"));
            }
        }
        let mut secrets = HashSet::with_capacity(self.secrets.len());
        for secret in &self.secrets {
            fits(&secret.key, &[])?;
            if !secrets.insert(&secret.key) {
                return Err(GroupError::Twice("secret"));
            }
        }
        let mut names = HashSet::with_capacity(self.meta.len());
        for (name, value) in &self.meta {
            fits(name.as_bytes(), value)?;
            if super::meta::RESERVED.contains(&name.as_str()) {
                return Err(GroupError::Reserved(name.clone()));
            }
            if !names.insert(name) {
                return Err(GroupError::Twice("meta name"));
            }
        }
        Ok(())
    }
}

fn fits(name: &[u8], value: &[u8]) -> Result<(), GroupError> {
    if name.is_empty() || name.len() > NAME_BYTES_MAX {
        return Err(GroupError::TooLarge("key or name"));
    }
    if value.len() > STATE_BYTES_MAX {
        return Err(GroupError::TooLarge("state or value"));
    }
    Ok(())
}

/// An idempotency key of an entry of the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewKey {
    /// A keyed hash of (source, id); uniformly random, on which the key index relies for speed, not for truth.
    pub key: [u8; 16],
    /// A keyed hash of the canonical body.
    pub body: [u8; 16],
    /// The entry that answered it.
    pub position: u64,
}

/// What is remembered of an idempotency key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyHit {
    /// The entry that answered it.
    pub position: u64,
    /// A keyed hash of the canonical body, to tell a repeat from a misuse.
    pub body: [u8; 16],
}

/// A record's state to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSnapshot {
    /// The record's key.
    pub key: Vec<u8>,
    /// When something of it falls due by itself, in milliseconds since 1970-01-01 UTC.
    pub next_due: Option<i64>,
    /// The number of entries folded into it.
    pub as_of: u64,
    /// The encoded state.
    pub state: Vec<u8>,
}

/// A record's state as saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// When something of it falls due by itself, in milliseconds since 1970-01-01 UTC.
    pub next_due: Option<i64>,
    /// The number of entries folded into it.
    pub as_of: u64,
    /// The encoded state.
    pub state: Vec<u8>,
}

/// A person's encryption key; shows nothing of itself when printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub [u8; 64]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A person's encryption key to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSecret {
    /// Whose it is.
    pub key: Vec<u8>,
    /// The key; not all zero, which stands for a destroyed one.
    pub secret: Secret,
}

/// Which rule a group breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GroupError {
    /// It continues another journal than this one.
    #[error("the group begins at position {found}, but the journal has {expected} entries")]
    Position {
        /// The journal's entries.
        expected: u64,
        /// The group's first position.
        found: u64,
    },
    /// The position to recover from falls, or lies beyond the end.
    #[error("recovery from {found} is outside {low} to {high}")]
    RecoverFrom {
        /// What the group says.
        found: u64,
        /// What the journal says so far.
        low: u64,
        /// The entries after the group.
        high: u64,
    },
    /// Something is larger than its named limit.
    #[error("the {0} exceeds its limit (or is empty where it must not be)")]
    TooLarge(&'static str),
    /// An idempotency key names an entry outside the group.
    #[error("an idempotency key names position {position}, which is not in the group")]
    KeyOutside {
        /// The position named.
        position: u64,
    },
    /// An idempotency key is in the group twice or was committed lately.
    #[error("the idempotency key of position {position} is already known")]
    KeyTwice {
        /// The position of the second.
        position: u64,
    },
    /// A snapshot claims entries that are not there.
    #[error("a snapshot as of {as_of} is ahead of the {entries} entries")]
    SnapshotAhead {
        /// What it claims.
        as_of: u64,
        /// The entries after the group.
        entries: u64,
    },
    /// A record, secret or name is in the group twice.
    #[error("the same {0} is in the group twice")]
    Twice(&'static str),
    /// A person has a key already, or the new one is all zero.
    #[error("the secret is all zero, or its person has one already")]
    Secret,
    /// The name belongs to the store itself.
    #[error("the meta name {0} belongs to the store itself")]
    Reserved(String),
}
