//! A Bloom filter over the keys of one chunk (Bloom 1970; double hashing after Kirsch and Mitzenmacher 2006).
//!
//! 12 bits and 8 probes per key let about 3 in 1,000 unknown keys through, each of which costs one chunk read. The keys
//! are hashes already: their second half serves as the two hash values (the first half sorts, and is alike within a
//! chunk).

use super::record::{self, Record};

const BITS_PER_KEY: usize = 12;
const PROBES: u32 = 8;

/// The filter of these records.
pub(crate) fn filter_of(records: &[Record]) -> Vec<u8> {
    let mut filter = vec![0u8; (records.len() * BITS_PER_KEY).div_ceil(8)];
    for found in records {
        for bit in probes(&record::key(found), filter.len()) {
            filter[bit / 8] |= 1 << (bit % 8);
        }
    }
    filter
}

/// Whether the key may be among the records of the filter; `false` is certain.
pub(super) fn may_hold(filter: &[u8], key: &[u8; 16]) -> bool {
    probes(key, filter.len()).all(|bit| filter[bit / 8] & (1 << (bit % 8)) != 0)
}

fn probes(key: &[u8; 16], bytes: usize) -> impl Iterator<Item = usize> {
    let [first, second] =
        [8, 12].map(|at| u32::from_le_bytes([key[at], key[at + 1], key[at + 2], key[at + 3]]));
    let bits = bytes as u64 * 8;
    (0..PROBES).map(move |probe| {
        let hash = first.wrapping_add(probe.wrapping_mul(second | 1));
        // Scales the hash to the number of bits without a division.
        ((u64::from(hash) * bits) >> 32) as usize
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::group::KeyHit;
    use super::*;

    fn key(number: u64) -> [u8; 16] {
        let hash = crate::merkle::leaf(&number.to_le_bytes());
        *hash.first_chunk().unwrap()
    }

    #[test]
    fn it_knows_its_keys_and_few_others() {
        let hit = KeyHit { position: 0, body: [0; 16] };
        let records: Vec<_> = (0..400).map(|number| record::encode(&key(number), &hit)).collect();
        let filter = filter_of(&records);
        assert_eq!(filter.len(), 600);
        assert!((0..400).all(|number| may_hold(&filter, &key(number))));
        let strangers = (400..100_400).filter(|number| may_hold(&filter, &key(*number))).count();
        assert!(strangers < 600, "{strangers} of 100,000 let through");
    }
}
