//! The persons' keys.

use super::Place;
use crate::store::{NewSecret, Secret, Store, StoreError};
use aes_siv::KeyInit as _;
use aes_siv::siv::Aes256Siv;
use coterie_decide::record::RecordKey;
use coterie_ledger::Party;
use coterie_program::value::Value;
use rustc_hash::FxHashMap;

/// Fills a buffer with random bytes that nobody can guess. The operating system's, where keys have to last.
pub type Entropy = Box<dyn FnMut(&mut [u8]) + Send>;

/// The most keys remembered at once; beyond it all are asked for again.
const KEYS_MAX: usize = 100_000;

/// The keys of persons, asked for once, and made when a person's first personal value comes.
pub(crate) struct Keyring {
    known: FxHashMap<Party, Option<Box<Aes256Siv>>>,
    /// Keys that the next commit must store.
    fresh: Vec<NewSecret>,
    entropy: Entropy,
    /// How many values were met that no key opens any more.
    unreadable: u64,
    /// Whose they were.
    unreadable_of: Vec<Party>,
}

impl Keyring {
    pub(crate) fn new(entropy: Entropy) -> Self {
        Self {
            known: FxHashMap::default(),
            fresh: Vec::new(),
            entropy,
            unreadable: 0,
            unreadable_of: Vec::new(),
        }
    }

    /// How many values were met that no key opens any more.
    pub(crate) fn unreadable(&self) -> u64 {
        self.unreadable
    }

    /// Whose values no key opened since the last call.
    pub(crate) fn take_unreadable_of(&mut self) -> Vec<Party> {
        std::mem::take(&mut self.unreadable_of)
    }

    /// The keys made since the last call.
    pub(crate) fn take_fresh(&mut self) -> Vec<NewSecret> {
        let fresh = std::mem::take(&mut self.fresh);
        if self.known.len() > KEYS_MAX {
            self.known.clear();
            // The store cannot be asked for these yet.
            for new in &fresh {
                if let Some(RecordKey::Party(party)) = RecordKey::from_bytes(&new.key) {
                    self.known.insert(party, Some(Box::new(cipher(&new.secret))));
                }
            }
        }
        fresh
    }

    /// Forgets a person's key, which is being destroyed.
    pub(crate) fn forget(&mut self, party: &Party) {
        self.known.remove(party);
    }

    fn key(&mut self, store: &mut impl Store, party: &Party) -> Result<Option<&mut Aes256Siv>, StoreError> {
        if !self.known.contains_key(party) {
            let secret = store.secret(&RecordKey::Party(party.clone()).to_bytes())?;
            self.known.insert(party.clone(), secret.map(|secret| Box::new(cipher(&secret))));
        }
        Ok(self.known.get_mut(party).and_then(Option::as_deref_mut))
    }

    /// Encrypts a value, making the person's key if there is none. What is sealed stays as it is.
    pub(crate) fn seal(
        &mut self,
        store: &mut impl Store,
        party: &Party,
        place: Place,
        value: &Value,
    ) -> Result<Value, StoreError> {
        if matches!(value, Value::Sealed(_)) {
            return Ok(value.clone());
        }
        if self.key(store, party)?.is_none() {
            let mut bytes = [0; 64];
            (self.entropy)(&mut bytes);
            let secret = Secret(bytes);
            self.known.insert(party.clone(), Some(Box::new(cipher(&secret))));
            self.fresh.push(NewSecret { key: RecordKey::Party(party.clone()).to_bytes(), secret });
        }
        let plain = minicbor::to_vec(value).expect("a vector takes any bytes");
        let key = self.key(store, party)?.expect("it was just made");
        let sealed = key
            .encrypt([place.associated(party)], &plain)
            .expect("a value is far shorter than the cipher's limit");
        Ok(Value::Sealed(sealed))
    }

    /// Decrypts a value; `None` when no key opens it. What is not sealed stays as it is.
    pub(crate) fn open(
        &mut self,
        store: &mut impl Store,
        party: &Party,
        place: Place,
        value: &Value,
    ) -> Result<Option<Value>, StoreError> {
        let Value::Sealed(sealed) = value else { return Ok(Some(value.clone())) };
        let plain = match self.key(store, party)? {
            Some(key) => key.decrypt([place.associated(party)], sealed).ok(),
            None => None,
        };
        let value = plain.and_then(|plain| minicbor::decode(&plain).ok());
        if value.is_none() {
            self.unreadable += 1;
            if self.unreadable_of.last() != Some(party) && self.unreadable_of.len() < KEYS_MAX {
                self.unreadable_of.push(party.clone());
            }
        }
        Ok(value)
    }
}

fn cipher(secret: &Secret) -> Aes256Siv {
    Aes256Siv::new(&secret.0.into())
}
