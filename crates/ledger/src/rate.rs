//! Rates: exact decimals, read from their spelling, and what they make of amounts.

use std::{fmt, str::FromStr};

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Amount, LedgerError, error::not_understood};

/// How the part below the smallest is decided. Negative amounts mirror positive ones, so that taking back is the exact
/// opposite of giving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Towards zero: 1.9 is 1.
    #[default]
    #[n(0)]
    Down,
    /// Away from zero: 1.1 is 2.
    #[n(1)]
    Up,
    /// To the nearest, halves away from zero: 1.5 is 2, 2.5 is 3.
    #[n(2)]
    HalfUp,
    /// To the nearest, halves to the even one (banker's rounding): 1.5 is 2, 2.5 is 2.
    #[n(3)]
    HalfEven,
}

impl Rounding {
    /// `numerator / denominator` rounded; the denominator is above zero.
    fn divide(self, numerator: i128, denominator: i128) -> i128 {
        debug_assert!(denominator > 0, "the callers divide by scales and by checked wholes");
        let (quotient, rest) = (numerator / denominator, (numerator % denominator).abs());
        // Compared without doubling, which could overflow.
        let half = rest.cmp(&(denominator - rest));
        let away = match self {
            Self::Down => false,
            Self::Up => rest > 0,
            Self::HalfUp => half.is_ge(),
            Self::HalfEven => half.is_gt() || (half.is_eq() && quotient % 2 != 0),
        };
        if away { quotient + numerator.signum() } else { quotient }
    }
}

/// An exact rate, price or multiplier, never negative: `6 %`, `0.6%`, `0.0100`, `1.25`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(Decimal);

impl Rate {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// One: leaves an amount as it is.
    pub const ONE: Self = Self(Decimal::ONE);
    /// The largest rate: with [`Rate::DECIMALS_MAX`] it bounds the digits so that a product with an amount fits an `i128`.
    pub const LIMIT: i64 = 1_000_000_000;
    /// The most decimals of a rate, the two of a percent sign included.
    pub const DECIMALS_MAX: u32 = 12;

    const EXPECTED: &str = "a rate (6 %, 0.6%, 0.0100, 1.25)";

    /// A rate from a decimal, if it is within the limits.
    pub fn new(value: Decimal) -> Result<Self, LedgerError> {
        let value = value.normalize();
        let written = value.scale() <= Self::DECIMALS_MAX && !value.is_sign_negative();
        if written && value <= Decimal::from(Self::LIMIT) {
            Ok(Self(value))
        } else {
            Err(LedgerError::Overflow)
        }
    }

    /// The decimal.
    pub const fn get(self) -> Decimal {
        self.0
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// `amount × rate`, computed exactly and then rounded once.
    pub fn mul(self, amount: Amount, rounding: Rounding) -> Result<Amount, LedgerError> {
        let (mantissa, scale) = self.parts();
        Amount::narrow(rounding.divide(i128::from(amount.get()) * mantissa, scale))
    }

    /// `amount ÷ rate`, computed exactly and then rounded once; refused when the rate is zero.
    pub fn div(self, amount: Amount, rounding: Rounding) -> Result<Amount, LedgerError> {
        let (mantissa, scale) = self.parts();
        if mantissa == 0 {
            return Err(LedgerError::Share);
        }
        Amount::narrow(rounding.divide(i128::from(amount.get()) * scale, mantissa))
    }

    /// The rate as a fraction of integers, at most 10^21 over at most 10^12.
    pub(crate) fn parts(self) -> (i128, i128) {
        (self.0.mantissa(), 10_i128.pow(self.0.scale()))
    }
}

/// `amount × part ÷ whole`, computed exactly and then rounded once: what a gift keeps of its basis is
/// `proportion(gift, remaining, basis, Rounding::Down)`.
pub fn proportion(amount: Amount, part: i64, whole: i64, rounding: Rounding) -> Result<Amount, LedgerError> {
    if part < 0 || whole <= 0 {
        return Err(LedgerError::Share);
    }
    Amount::narrow(rounding.divide(i128::from(amount.get()) * i128::from(part), i128::from(whole)))
}

pub(crate) fn divide(numerator: i128, denominator: i128, rounding: Rounding) -> Result<Amount, LedgerError> {
    Amount::narrow(rounding.divide(numerator, denominator))
}

impl FromStr for Rate {
    type Err = LedgerError;

    /// Reads a plain decimal, or a percentage with or without a space before its sign.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || not_understood(text, Self::EXPECTED);
        let (number, percent) = match text.strip_suffix('%') {
            Some(number) => (number.strip_suffix([' ', '\u{a0}']).unwrap_or(number), true),
            None => (text, false),
        };
        // The decimal parser also takes signs, underscores and missing digits.
        let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if !plain || number.starts_with('.') || number.ends_with('.') {
            return Err(refused());
        }
        let value = Decimal::from_str_exact(number).map_err(|_| refused())?;
        let value =
            if percent { value.checked_div(Decimal::ONE_HUNDRED).ok_or_else(refused)? } else { value };
        Self::new(value)
    }
}

impl fmt::Display for Rate {
    /// The plain decimal without trailing zeros: `6 %` is `0.06`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Stored as its decimal text.
impl<C> Encode<C> for Rate {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.str(&self.0.to_string())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Rate {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        d.str()?.parse().map_err(|_| decode::Error::message("not a rate"))
    }
}
