//! Sums that gather in memory until the batch is written: many entries change few rows.

use crate::error::ViewsError;
use rustc_hash::FxHashMap;
use std::hash::Hash;

/// `N` sums for each key.
#[derive(Debug)]
pub(crate) struct Sums<K, const N: usize> {
    rows: FxHashMap<K, [i64; N]>,
}

impl<K, const N: usize> Default for Sums<K, N> {
    fn default() -> Self {
        Self { rows: FxHashMap::default() }
    }
}

impl<K: Eq + Hash + Ord, const N: usize> Sums<K, N> {
    /// Adds to a row. A row of zeros is a row all the same, so that what a batch contains does not matter.
    pub(crate) fn add(&mut self, key: K, amounts: [i64; N]) -> Result<(), ViewsError> {
        let row = self.rows.entry(key).or_insert([0; N]);
        for (sum, amount) in row.iter_mut().zip(amounts) {
            *sum = sum.checked_add(amount).ok_or(ViewsError::Overflow)?;
        }
        Ok(())
    }

    /// Takes all rows out, in the order of their keys: neighbours in a table are written one after another.
    pub(crate) fn drain(&mut self) -> Vec<(K, [i64; N])> {
        let mut rows: Vec<_> = self.rows.drain().collect();
        rows.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        rows
    }
}
