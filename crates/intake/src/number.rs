//! Numbers from their spelling: whole numbers, and amounts in the decimals of a unit.

use coterie_program::yaml;

use crate::problem::shown;

/// Why a text is not the number that is expected: the reason and how to mend it.
pub(crate) type Refused = (String, Option<String>);

/// The unit of an amount, as far as reading and writing needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnitDoor {
    pub(crate) name: String,
    pub(crate) decimals: u8,
    pub(crate) is_money: bool,
}

/// An amount in the smallest part of its unit: `12.5` of a unit with two decimals is 1250.
pub(crate) fn amount(text: &str, unit: &UnitDoor, max: i64) -> Result<i64, Refused> {
    match scaled(text, unit.decimals) {
        Scaled::Number(number) if number.abs() <= max => Ok(number),
        Scaled::Number(_) | Scaled::TooLarge => Err(too_large(text, &written(max, unit.decimals))),
        Scaled::TooFine(found) => {
            let has =
                if unit.decimals == 0 { "is whole".to_owned() } else { format!("has {}", unit.decimals) };
            let s = if found == 1 { "" } else { "s" };
            Err((format!("`{}` has {found} decimal{s}, but {} {has}", shown(text), unit.name), None))
        }
        Scaled::NotPlain => Err(not_plain(text)),
    }
}

/// A whole number.
pub(crate) fn whole(text: &str, max: i64) -> Result<i64, Refused> {
    match scaled(text, 0) {
        Scaled::Number(number) if number.abs() <= max => Ok(number),
        Scaled::Number(_) | Scaled::TooLarge => Err(too_large(text, &max.to_string())),
        Scaled::TooFine(_) => Err((format!("`{}` is not a whole number", shown(text)), None)),
        Scaled::NotPlain => Err(not_plain(text)),
    }
}

/// A number of smallest parts as a decimal of the unit: 1250 with two decimals is `12.50`.
pub(crate) fn written(minor: i64, decimals: u8) -> String {
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = usize::from(decimals) + 1);
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    let sign = if minor < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn too_large(text: &str, max: &str) -> Refused {
    (format!("`{}` is beyond the largest number taken here, {max}", shown(text)), None)
}

fn not_plain(text: &str) -> Refused {
    let meant = yaml::decimal_from_spelling(text).err().and_then(|error| error.meant().map(str::to_owned));
    (
        format!("`{}` is not a number in plain digits", shown(text)),
        meant.map(|meant| format!("write `{meant}`")),
    )
}

enum Scaled {
    Number(i64),
    TooLarge,
    /// So many decimals were written.
    TooFine(usize),
    NotPlain,
}

/// Reads `-?(0|[1-9][0-9]*)(\.[0-9]+)?` as a whole number of 10^-decimals.
fn scaled(text: &str, decimals: u8) -> Scaled {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits.as_bytes()),
        None => (false, text.as_bytes()),
    };
    let point = digits.iter().position(|&b| b == b'.');
    let (whole, fraction) = match point {
        Some(at) => (&digits[..at], &digits[at + 1..]),
        None => (digits, &digits[..0]),
    };
    let all_digits = whole.iter().chain(fraction).all(u8::is_ascii_digit);
    let leading_zero = whole.len() > 1 && whole[0] == b'0';
    if whole.is_empty() || !all_digits || leading_zero || (point.is_some() && fraction.is_empty()) {
        return Scaled::NotPlain;
    }
    if fraction.len() > usize::from(decimals) {
        return Scaled::TooFine(fraction.len());
    }
    let missing = usize::from(decimals) - fraction.len();
    let digits = whole.iter().chain(fraction).copied().chain(std::iter::repeat_n(b'0', missing));
    let number = digits
        .into_iter()
        .try_fold(0_i64, |number, digit| number.checked_mul(10)?.checked_add(i64::from(digit - b'0')));
    match number {
        Some(number) => Scaled::Number(if negative { -number } else { number }),
        None => Scaled::TooLarge,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::limits::AMOUNT_MAX;

    fn zloty() -> UnitDoor {
        UnitDoor { name: "PLN".to_owned(), decimals: 2, is_money: true }
    }

    fn points() -> UnitDoor {
        UnitDoor { name: "point".to_owned(), decimals: 0, is_money: false }
    }

    #[test]
    fn an_amount_is_read_in_the_decimals_of_its_unit() {
        let of = |text| amount(text, &zloty(), AMOUNT_MAX);
        assert_eq!(of("100.00"), Ok(10_000));
        assert_eq!(of("100"), Ok(10_000));
        assert_eq!(of("0.5"), Ok(50));
        assert_eq!(of("-0.05"), Ok(-5));
        assert_eq!(of("10000000000.00"), Ok(AMOUNT_MAX));
        assert_eq!(amount("500", &points(), AMOUNT_MAX), Ok(500));
    }

    #[test]
    fn a_number_that_is_none_says_why() {
        let of = |text| amount(text, &zloty(), AMOUNT_MAX).unwrap_err();
        assert_eq!(of("1.005"), ("`1.005` has 3 decimals, but PLN has 2".to_owned(), None));
        assert_eq!(
            of("1,50"),
            ("`1,50` is not a number in plain digits".to_owned(), Some("write `1.50`".to_owned()))
        );
        assert_eq!(of("1e3").0, "`1e3` is not a number in plain digits");
        assert_eq!(of("").0, "`` is not a number in plain digits");
        let large = "`10000000000.01` is beyond the largest number taken here, 10000000000.00";
        assert_eq!(of("10000000000.01").0, large);
        let points = amount("1.5", &points(), AMOUNT_MAX).unwrap_err();
        assert_eq!(points.0, "`1.5` has 1 decimal, but point is whole");
        assert_eq!(whole("1.5", 10).unwrap_err().0, "`1.5` is not a whole number");
        assert_eq!(whole("11", 10).unwrap_err().0, "`11` is beyond the largest number taken here, 10");
    }

    proptest! {
        #[test]
        fn an_amount_is_written_as_it_is_read(minor in -AMOUNT_MAX..=AMOUNT_MAX, decimals in 0_u8..=6) {
            let unit = UnitDoor { name: "x".to_owned(), decimals, is_money: true };
            prop_assert_eq!(amount(&written(minor, decimals), &unit, AMOUNT_MAX), Ok(minor));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = amount(&text, &zloty(), AMOUNT_MAX);
        }
    }
}
