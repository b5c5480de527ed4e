//! Chance from a seed, in whole numbers only.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A stream of chance. Streams of one seed do not influence each other: more members do not change the lives of the first.
#[derive(Debug, Clone)]
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(key);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A number from 0 to `end`, without `end`. The error of multiplying instead of rejecting is below `end` ÷ 2³².
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(end)) >> 32) as u32
    }

    /// A number from `least` to `most`, both possible.
    pub(crate) fn between(&mut self, least: u32, most: u32) -> u32 {
        debug_assert!(least <= most);
        least + self.below(most - least + 1)
    }

    /// True `times` in a million.
    pub(crate) fn per_million(&mut self, times: u32) -> bool {
        self.below(1_000_000) < times
    }

    /// True `times` in a thousand.
    pub(crate) fn per_mille(&mut self, times: u32) -> bool {
        self.below(1_000) < times
    }

    /// One of `choices`, which are not empty.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u32) as usize]
    }

    /// The place of one of `weights`, each as often as its weight says; they are not empty and not all 0.
    pub(crate) fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let mut left = self.below(weights.clone().sum());
        weights
            .enumerate()
            .find_map(|(place, weight)| {
                let here = left < weight;
                left = left.saturating_sub(weight);
                here.then_some(place)
            })
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_a_seed_never_changes() {
        let mut chance = Chance::new(1, 0);
        let drawn: Vec<u32> = (0..6).map(|_| chance.below(1_000)).collect();
        assert_eq!(drawn, PINNED);
    }

    const PINNED: [u32; 6] = [628, 381, 929, 294, 397, 798];

    #[test]
    fn weights_are_kept() {
        let mut chance = Chance::new(7, 0);
        let mut drawn = [0; 3];
        for _ in 0..10_000 {
            drawn[chance.weighted([1, 0, 3].into_iter())] += 1;
        }
        assert_eq!(drawn[1], 0);
        assert!((2_300..2_700).contains(&drawn[0]), "{drawn:?}");
    }
}
