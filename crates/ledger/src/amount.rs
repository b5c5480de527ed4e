//! Amounts: integers in the smallest part of a unit.

use std::{fmt, ops::Neg};

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};

use crate::{LedgerError, error::not_understood};

/// An amount in the smallest part of its unit (grosz, a hundredth of a point), at most [`Amount::LIMIT`] either way.
/// JSON and CBOR carry the bare integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(into = "i64", try_from = "i64")]
pub struct Amount(i64);

impl Amount {
    /// 10^15: ten trillion in a currency with cents, and still an exact integer in any JSON reader (below 2^53). Sums of
    /// 9,000 of them fit an `i64`, products with a [`crate::Rate`] an `i128`.
    pub const LIMIT: i64 = 1_000_000_000_000_000;
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One smallest part.
    pub const ONE: Self = Self(1);
    /// The largest amount.
    pub const MAX: Self = Self(Self::LIMIT);
    /// The most decimals that a unit may have; more would leave an [`Amount::LIMIT`] of less than a million.
    pub const DECIMALS_MAX: u8 = 9;

    /// An amount within the limit.
    #[inline]
    pub fn new(smallest_parts: i64) -> Result<Self, LedgerError> {
        if (-Self::LIMIT..=Self::LIMIT).contains(&smallest_parts) {
            Ok(Self(smallest_parts))
        } else {
            Err(LedgerError::Overflow)
        }
    }

    /// [`Amount::new`] for the wide results of a multiplication.
    #[inline]
    pub(crate) fn narrow(wide: i128) -> Result<Self, LedgerError> {
        i64::try_from(wide).map_err(|_| LedgerError::Overflow).and_then(Self::new)
    }

    /// The bare number.
    #[inline]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Whether it is nothing.
    #[inline]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is above zero.
    #[inline]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it is below zero.
    #[inline]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The sum, if within the limit.
    #[inline]
    pub fn checked_add(self, other: Self) -> Result<Self, LedgerError> {
        Self::new(self.0 + other.0)
    }

    /// The difference, if within the limit.
    #[inline]
    pub fn checked_sub(self, other: Self) -> Result<Self, LedgerError> {
        Self::new(self.0 - other.0)
    }

    /// The product with a count, if within the limit.
    #[inline]
    pub fn checked_mul(self, count: i64) -> Result<Self, LedgerError> {
        Self::narrow(i128::from(self.0) * i128::from(count))
    }

    /// The sum of many, if it is within the limit, whatever it passes on the way.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, LedgerError> {
        Self::narrow(amounts.into_iter().map(|amount| i128::from(amount.0)).sum())
    }

    /// The difference of two amounts of which the first is known not to be smaller and the second not to be negative, so
    /// that the result is between zero and the first.
    #[inline]
    pub(crate) fn less(self, other: Self) -> Self {
        debug_assert!(other.0 >= 0 && other.0 <= self.0, "the caller knows the order");
        Self(self.0 - other.0)
    }

    /// Reads decimal text exactly: with two decimals `100`, `100.5` and `100.50` are 10000, 10050 and 10050. Neither
    /// grouping nor a comma nor more digits than the unit has are accepted; nothing is rounded.
    pub fn parse(text: &str, decimals: u8) -> Result<Self, LedgerError> {
        let expected = "a decimal amount with no more digits than the unit has (100.00)";
        read(text, usize::from(decimals)).ok_or_else(|| not_understood(text, expected)).and_then(Self::narrow)
    }

    /// Writes decimal text: 10050 with two decimals is `100.50`, with none `10050`.
    pub fn format(self, decimals: u8) -> String {
        let scale = 10_u64.pow(u32::from(decimals.min(Self::DECIMALS_MAX)));
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / scale, self.0.unsigned_abs() % scale);
        let width = usize::from(decimals.min(Self::DECIMALS_MAX));
        if width == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0width$}") }
    }
}

fn read(text: &str, decimals: usize) -> Option<i128> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, part) = match digits.split_once('.') {
        Some((whole, part)) if !part.is_empty() => (whole, part),
        Some(_) => return None,
        None => (digits, ""),
    };
    let all_digits = whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit());
    // Thirty digits fit an i128 whatever they are; leading zeros are no reason to accept more.
    let bounded = !whole.is_empty() && whole.len() <= 20 && part.len() <= decimals;
    if !all_digits || !bounded || decimals > usize::from(Amount::DECIMALS_MAX) {
        return None;
    }
    let digit = |byte: u8| i128::from(byte - b'0');
    let written = whole.bytes().chain(part.bytes()).fold(0, |number, byte| number * 10 + digit(byte));
    Some(sign * written * 10_i128.pow((decimals - part.len()) as u32))
}

impl Neg for Amount {
    type Output = Self;

    /// The limit is the same on both sides, so this cannot overflow.
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl fmt::Display for Amount {
    /// The bare number of smallest parts; [`Amount::format`] writes units.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Amount> for i64 {
    fn from(amount: Amount) -> Self {
        amount.0
    }
}

impl TryFrom<i64> for Amount {
    type Error = LedgerError;

    fn try_from(smallest_parts: i64) -> Result<Self, Self::Error> {
        Self::new(smallest_parts)
    }
}

impl<C> Encode<C> for Amount {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.i64(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Amount {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::new(d.i64()?).map_err(|_| decode::Error::message("amount beyond the limit"))
    }
}
