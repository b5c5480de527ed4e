//! Dividing a total exactly among lines.

use crate::{Amount, LedgerError};

/// Divides a total in proportion to weights by the largest remainder (Hamilton's method), ties to the earlier line. The
/// shares sum exactly to the total; a zero weight gets nothing.
///
/// Refused when a weight is negative or none is positive: who gets the total would then be a guess. A negative total is
/// divided like its opposite.
pub fn split(total: Amount, weights: &[i64]) -> Result<Vec<Amount>, LedgerError> {
    let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if whole <= 0 || weights.iter().any(|weight| *weight < 0) {
        return Err(LedgerError::Weights);
    }
    let size = i128::from(total.get().abs());
    let exact = |weight: &i64| size * i128::from(*weight);
    let mut shares: Vec<i64> = weights.iter().map(|weight| (exact(weight) / whole) as i64).collect();

    // Fewer than one smallest part is missing per line with a remainder, so one round of giving suffices.
    let missing = size - shares.iter().map(|share| i128::from(*share)).sum::<i128>();
    if missing > 0 {
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_key(|line| std::cmp::Reverse(exact(&weights[*line]) % whole));
        for line in order.into_iter().take(missing as usize) {
            shares[line] += 1;
        }
    }
    let sign = total.get().signum();
    shares.into_iter().map(|share| Amount::new(sign * share)).collect()
}
