//! Keyed hashes: by what an event is known again, whoever sends it twice.

use coterie_program::event::Event;
use sha2::{Digest as _, Sha256};
use siphasher::sip128::{Hasher128 as _, SipHasher24};
use std::hash::Hasher as _;

/// The keyed hashes of one journal. SipHash-2-4 with 128 bits of output, under two keys that only this journal knows, so that
/// nobody can make two ids or bodies collide, and nothing can be guessed from what is stored.
#[derive(Clone)]
pub(crate) struct Identity {
    key: SipHasher24,
    body: SipHasher24,
    secret: [u8; 32],
    buffer: Vec<u8>,
}

impl Identity {
    /// From the journal's hash key.
    pub(crate) fn new(hash_key: &[u8; 32]) -> Self {
        let (key, body) = hash_key.split_at(16);
        let half = |bytes: &[u8]| SipHasher24::new_with_key(bytes.try_into().expect("half of 32 is 16"));
        let secret =
            Sha256::new().chain_update(b"coterie journal chance").chain_update(hash_key).finalize().into();
        Self { key: half(key), body: half(body), secret, buffer: Vec::new() }
    }

    /// What voucher codes and chances are drawn from.
    pub(crate) fn secret(&self) -> [u8; 32] {
        self.secret
    }

    /// The idempotency key of an event's source and id.
    pub(crate) fn key(&self, source: &str, id: &str) -> [u8; 16] {
        let mut hasher = self.key;
        // The length keeps ("ab", "c") and ("a", "bc") apart.
        hasher.write(&(source.len() as u32).to_le_bytes());
        hasher.write(source.as_bytes());
        hasher.write(id.as_bytes());
        hasher.finish128().as_bytes()
    }

    /// The hash of an event's canonical body: its plain CBOR, which the door leaves one way to write.
    pub(crate) fn body(&mut self, event: &Event) -> [u8; 16] {
        self.buffer.clear();
        minicbor::encode(event, &mut self.buffer).expect("a vector takes any bytes");
        let mut hasher = self.body;
        hasher.write(&self.buffer);
        hasher.finish128().as_bytes()
    }
}
