//! A sum over time that can be read as of any moment within its memory.

use coterie_calendar::{Instant, Range};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

/// Amounts by their own time. `before` is what lies further back than the memory reaches.
///
/// Appending at the end, the usual case, is O(1); reading is two binary searches; a late amount shifts what follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    before: i64,
    /// Time, and the sum of all amounts up to and including it (without `before`).
    sums: Vec<(Instant, i64)>,
}

impl Series {
    /// Adds an amount at its own time; `None` on overflow, and then nothing is changed.
    #[must_use]
    pub fn add(&mut self, at: Instant, amount: i64) -> Option<()> {
        let from = self.sums.partition_point(|(time, _)| *time < at);
        let earlier = if from == 0 { 0 } else { self.sums[from - 1].1 };
        for (_, sum) in &self.sums[from..] {
            sum.checked_add(amount)?;
        }
        let sum = earlier.checked_add(amount)?;
        if self.sums.get(from).is_none_or(|(time, _)| *time != at) {
            self.sums.insert(from, (at, sum));
            for (_, later) in &mut self.sums[from + 1..] {
                *later += amount;
            }
        } else {
            for (_, later) in &mut self.sums[from..] {
                *later += amount;
            }
        }
        Some(())
    }

    /// Whether an amount can be added at a time, and any part of it with it.
    pub(crate) fn fits(&self, at: Instant, amount: i64) -> bool {
        let from = self.sums.partition_point(|(time, _)| *time < at);
        let earlier = from.checked_sub(1).map_or(0, |place| self.sums[place].1);
        let fits = |sum: i64| sum.checked_add(amount).and_then(|sum| sum.checked_add(self.before)).is_some();
        fits(earlier) && self.sums[from..].iter().all(|(_, sum)| fits(*sum))
    }

    /// The sum of the amounts with `after < time <= up_to`; what lies before the memory counts when the range has no
    /// beginning.
    pub fn sum(&self, range: Range) -> i64 {
        let up_to = self.up_to(range.up_to);
        match range.after {
            None => self.before + up_to,
            Some(after) => up_to - self.up_to(after),
        }
    }

    fn up_to(&self, at: Instant) -> i64 {
        let count = self.sums.partition_point(|(time, _)| *time <= at);
        if count == 0 { 0 } else { self.sums[count - 1].1 }
    }

    /// Forgets single amounts up to `at`; their sum remains in `before`.
    pub fn compact(&mut self, at: Instant) {
        let count = self.sums.partition_point(|(time, _)| *time <= at);
        if count == 0 {
            return;
        }
        let sum = self.sums[count - 1].1;
        self.before += sum;
        self.sums.drain(..count);
        for (_, later) in &mut self.sums {
            *later -= sum;
        }
    }

    /// Takes over another series; `None` on overflow.
    #[must_use]
    pub fn absorb(&mut self, other: &Self) -> Option<()> {
        self.before = self.before.checked_add(other.before)?;
        let mut earlier = 0;
        for (at, sum) in &other.sums {
            self.add(*at, sum - earlier)?;
            earlier = *sum;
        }
        Some(())
    }

    /// How many single amounts it remembers.
    pub fn len(&self) -> usize {
        self.sums.len()
    }

    /// True when it remembers no single amount.
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    /// The time of the oldest single amount.
    pub fn oldest(&self) -> Option<Instant> {
        self.sums.first().map(|(time, _)| *time)
    }
}

/// Encoded as `[before, t0, a0, t1 - t0, a1, …]`, single amounts rather than sums, so that numbers stay short.
impl<C> Encode<C> for Series {
    fn encode<W: encode::Write>(
        &self,
        encoder: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        encoder.array(1 + 2 * self.sums.len() as u64)?.i64(self.before)?;
        let (mut time_before, mut sum_before) = (0, 0);
        for (time, sum) in &self.sums {
            encoder.i64(time.millis() - time_before)?.i64(sum - sum_before)?;
            (time_before, sum_before) = (time.millis(), *sum);
        }
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Series {
    fn decode(decoder: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let malformed = || decode::Error::message("a series is [before, time, amount, …] in ascending time");
        let length = decoder.array()?.filter(|n| n % 2 == 1).ok_or_else(malformed)?;
        let before = decoder.i64()?;
        let mut sums: Vec<(Instant, i64)> = Vec::new();
        let (mut time, mut sum) = (0i64, 0i64);
        for place in 0..length / 2 {
            let step = decoder.i64()?;
            if place > 0 && step <= 0 {
                return Err(malformed());
            }
            time = time.checked_add(step).ok_or_else(malformed)?;
            sum = sum.checked_add(decoder.i64()?).ok_or_else(malformed)?;
            sums.push((Instant::from_millis(time).map_err(|_| malformed())?, sum));
        }
        Ok(Self { before, sums })
    }
}
