//! Floating point dollars to whole cents, exactly: the amount's bits are taken apart and only integers are used.

/// An amount in cents, and whether the file's value was one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cents {
    /// The nearest whole cent; a half goes away from zero.
    pub(crate) cents: i32,
    /// False if the value lies further than 0.0001 cent from it, which is more than spelling 2.99 in binary explains.
    pub(crate) is_whole: bool,
}

/// Reads a double's exact value as cents; `None` if it is not finite or beyond ±21 million dollars.
pub(crate) fn cents_from_double(dollars: f64) -> Option<Cents> {
    const FRACTION_BITS: u32 = 52;
    /// Of the exponent, so that the value is `significand × 2^(exponent − BIAS)`.
    const BIAS: u32 = 1023 + FRACTION_BITS;
    /// A significand has 53 bits: moved further right than this, the value is below a millionth of a cent, and
    /// up to this the comparison below fits in 128 bits.
    const SHIFT_MAX: u32 = 100;

    let bits = dollars.to_bits();
    let exponent = (bits >> FRACTION_BITS) as u32 & 0x7ff;
    let fraction = bits & ((1 << FRACTION_BITS) - 1);
    if exponent == 0 || exponent + SHIFT_MAX < BIAS {
        return Some(Cents { cents: 0, is_whole: true }); // zero, or as good as
    }
    if exponent >= BIAS {
        return None; // 2^52 dollars and more, infinite, or not a number
    }
    let shift = BIAS - exponent;
    let hundredfold = u128::from((1 << FRACTION_BITS) | fraction) * 100;
    let nearest = (hundredfold + (1 << (shift - 1))) >> shift;
    let distance = hundredfold.abs_diff(nearest << shift);
    let magnitude = i32::try_from(nearest).ok()?;
    Some(Cents {
        cents: if dollars.is_sign_negative() { -magnitude } else { magnitude },
        is_whole: distance * 10_000 <= 1 << shift,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(dollars: f64) -> (i32, bool) {
        let found = cents_from_double(dollars).unwrap();
        (found.cents, found.is_whole)
    }

    #[test]
    fn amounts_are_rounded_to_the_nearest_cent_and_halves_away_from_zero() {
        assert_eq!(cents(0.0), (0, true));
        assert_eq!(cents(0.01), (1, true));
        assert_eq!(cents(840.0), (84_000, true));
        assert_eq!(cents(-1.25), (-125, true));
        assert_eq!(cents(0.125), (13, false));
        assert_eq!(cents(-0.125), (-13, false));
        assert_eq!(cents(1.115), (111, false), "1.115 is a little less in binary");
        assert_eq!(cents(2.989_999_999_999_999_7), (299, true));
        assert_eq!(cents(1e-300), (0, true));
        assert_eq!(cents(4.4e-16), (0, true), "the remainder of a subtraction of doubles");
        assert_eq!(cents(0.000_9), (0, false));
        assert_eq!(cents(0.004_999), (0, false));
        assert_eq!(cents(0.005_001), (1, false));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for dollars in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 22_000_000.0] {
            assert_eq!(cents_from_double(dollars), None, "{dollars}");
        }
    }

    proptest! {
        #[test]
        fn every_amount_spelt_with_two_decimals_is_read_as_spelt(cents in -2_000_000_000_i32..=2_000_000_000) {
            let sign = if cents < 0 { "-" } else { "" };
            let spelt = format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
            let read = cents_from_double(spelt.parse().unwrap());
            prop_assert_eq!(read, Some(Cents { cents, is_whole: true }));
        }
    }
}
