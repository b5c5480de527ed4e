//! Records of one kind, found by key, forgotten by second chance.

use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::hash::Hash;

/// `dirty_since` of a record that is as saved.
pub(crate) const CLEAN: u64 = u64::MAX;

/// What a place takes beside its record: itself and its line in the index, half as much again since both grow by doubling, and
/// what the allocator keeps beside a record.
const fn place_bytes<K, V>() -> usize {
    (size_of::<Place<K, V>>() + size_of::<(K, u32)>()) * 3 / 2 + 16
}

#[derive(Debug)]
struct Place<K, V> {
    key: K,
    /// `None`: known not to be there.
    value: Option<Box<V>>,
    bytes: usize,
    dirty_since: u64,
    touched: Cell<bool>,
}

/// Records by key. Places are a ring for the hand that takes away what nobody touched since it last came by (the *clock*
/// algorithm; F. J. Corbató, 1968).
#[derive(Debug)]
pub(crate) struct Shelf<K, V> {
    index: FxHashMap<K, u32>,
    places: Vec<Option<Place<K, V>>>,
    free: Vec<u32>,
    hand: usize,
    bytes: usize,
}

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self { index: FxHashMap::default(), places: Vec::new(), free: Vec::new(), hand: 0, bytes: 0 }
    }
}

impl<K: Hash + Eq + Clone, V> Shelf<K, V> {
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// A record: `None` when nobody has looked, `Some(None)` when it is known not to be there.
    #[allow(clippy::option_option, reason = "unknown and absent are different answers")]
    pub(crate) fn get(&self, key: &K) -> Option<Option<&V>> {
        let place = self.place(key)?;
        place.touched.set(true);
        Some(place.value.as_deref())
    }

    fn place(&self, key: &K) -> Option<&Place<K, V>> {
        self.places[*self.index.get(key)? as usize].as_ref()
    }

    fn place_mut(&mut self, key: &K) -> Option<&mut Place<K, V>> {
        let at = *self.index.get(key)?;
        self.places[at as usize].as_mut()
    }

    /// A record to change, made by `make` when it is known not to be there; `None` when nobody has looked.
    pub(crate) fn get_or_make(&mut self, key: &K, make: impl FnOnce() -> V) -> Option<&mut V> {
        let place = self.place_mut(key)?;
        place.touched.set(true);
        Some(place.value.get_or_insert_with(|| Box::new(make())))
    }

    /// A record to change, if it is there.
    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.place_mut(key)?;
        place.touched.set(true);
        place.value.as_deref_mut()
    }

    /// Puts a record, or its absence, in its place, clean unless it was dirty.
    pub(crate) fn put(&mut self, key: K, value: Option<V>, bytes: usize) {
        let bytes = bytes + place_bytes::<K, V>();
        let value = value.map(Box::new);
        if let Some(place) = self.place_mut(&key) {
            let before = std::mem::replace(&mut place.bytes, bytes);
            place.value = value;
            self.bytes = self.bytes + bytes - before;
            return;
        }
        let place = Place { key: key.clone(), value, bytes, dirty_since: CLEAN, touched: Cell::new(true) };
        let at = if let Some(at) = self.free.pop() {
            self.places[at as usize] = Some(place);
            at
        } else {
            self.places.push(Some(place));
            (self.places.len() - 1) as u32
        };
        self.index.insert(key, at);
        self.bytes += bytes;
    }

    /// Notes a change; true when the record was clean before.
    pub(crate) fn changed(&mut self, key: &K, position: u64, bytes: impl FnOnce(&V) -> usize) -> bool {
        let Some(place) = self.place_mut(key) else { return false };
        let now = place.value.as_deref().map_or(0, bytes) + place_bytes::<K, V>();
        let before = std::mem::replace(&mut place.bytes, now);
        let newly = place.dirty_since == CLEAN;
        if newly {
            place.dirty_since = position;
        }
        self.bytes = self.bytes + now - before;
        newly
    }

    /// Notes that the record is as saved.
    pub(crate) fn clean(&mut self, key: &K) {
        if let Some(place) = self.place_mut(key) {
            place.dirty_since = CLEAN;
        }
    }

    /// Forgets records until `over` bytes are freed; says how many were. Two rounds: the first takes away second chances.
    pub(crate) fn shrink(&mut self, over: usize) -> usize {
        let mut freed = 0;
        for _ in 0..2 * self.places.len() {
            if freed >= over {
                break;
            }
            let at = self.hand;
            self.hand = (self.hand + 1) % self.places.len();
            let Some(place) = &self.places[at] else { continue };
            if place.dirty_since != CLEAN || place.touched.replace(false) {
                continue;
            }
            if let Some(place) = self.places[at].take() {
                freed += place.bytes;
                self.index.remove(&place.key);
                self.free.push(at as u32);
            }
        }
        self.bytes -= freed;
        freed
    }

    /// All that is there, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.places.iter().flatten().filter_map(|place| Some((&place.key, place.value.as_deref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_touched_since_the_hand_came_by_gets_a_second_chance() {
        let mut shelf: Shelf<u64, u64> = Shelf::default();
        for key in 0..4 {
            shelf.put(key, Some(key), 100);
        }
        let one = 100 + place_bytes::<u64, u64>();
        assert_eq!(shelf.bytes(), 4 * one);
        assert_eq!(shelf.shrink(1), one, "all were touched; one goes in the second round");
        assert_eq!(shelf.get(&0), None);
        assert_eq!(shelf.get(&1), Some(Some(&1)));
        assert_eq!(shelf.shrink(1), one);
        assert_eq!(shelf.get(&2), None, "1 was touched meanwhile");
        assert_eq!(shelf.get(&1), Some(Some(&1)));
    }

    #[test]
    fn what_is_dirty_stays_until_it_is_saved() {
        let mut shelf: Shelf<u64, u64> = Shelf::default();
        shelf.put(7, None, 0);
        *shelf.get_or_make(&7, || 0).unwrap() = 1;
        assert!(shelf.changed(&7, 3, |_| 36));
        assert!(!shelf.changed(&7, 4, |_| 136));
        assert_eq!(shelf.shrink(1000), 0);
        shelf.clean(&7);
        assert_eq!(shelf.shrink(1000), 136 + place_bytes::<u64, u64>());
        assert_eq!(shelf.bytes(), 0);
        assert_eq!(shelf.get(&7), None);
    }
}
