//! Numbers, read from how they are written: never through a float, and with no second way to write the same number.

use rust_decimal::Decimal;
use thiserror::Error;

/// Why a text is not the number that was expected.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SpellingError {
    /// Not a number in digits.
    #[error("it is not a number in plain digits")]
    NotANumber {
        /// How it should have been written, when that can be told.
        meant: Option<String>,
    },
    /// A number, but written in another way than the language's.
    #[error("a number is written without {what}")]
    Style {
        /// What is too much: "separators", "a plus sign".
        what: &'static str,
        /// How it should have been written.
        meant: String,
    },
    /// A fraction where a whole number is expected.
    #[error("it is not a whole number")]
    NotWhole,
    /// More digits than can be kept exactly (28 for a decimal, 18 for a whole number).
    #[error("it has too many digits")]
    TooLong,
}

impl SpellingError {
    /// How the number should have been written, when that can be told.
    pub fn meant(&self) -> Option<&str> {
        match self {
            SpellingError::NotANumber { meant } => meant.as_deref(),
            SpellingError::Style { meant, .. } => Some(meant),
            SpellingError::NotWhole | SpellingError::TooLong => None,
        }
    }
}

/// Reads an exact decimal such as `200.00`, `-3` or `0.006`; the digits after the point are kept (`200.00` has two).
pub fn decimal_from_spelling(text: &str) -> Result<Decimal, SpellingError> {
    check(text)?;
    Decimal::from_str_exact(text).map_err(|_| SpellingError::TooLong)
}

/// Reads a whole number such as `500` or `-3`.
pub fn integer_from_spelling(text: &str) -> Result<i64, SpellingError> {
    check(text)?;
    if text.contains('.') {
        return Err(SpellingError::NotWhole);
    }
    text.parse().map_err(|_| SpellingError::TooLong)
}

/// Refuses everything but `-?(0|[1-9][0-9]*)(\.[0-9]+)?`.
fn check(text: &str) -> Result<(), SpellingError> {
    if is_plain(text) {
        return Ok(());
    }
    let meant = plainly(text);
    let what = match &meant {
        None => None,
        Some(_) if text.starts_with('+') => Some("a plus sign"),
        Some(_) if text.contains(['_', '\'', ' ', '\u{a0}', '\u{202f}']) => Some("separators"),
        Some(_) if text.contains(',') => Some("a comma"),
        Some(_) => Some("needless zeros, and with digits on both sides of the point"),
    };
    match (what, meant) {
        (Some(what), Some(meant)) => Err(SpellingError::Style { what, meant }),
        (_, meant) => Err(SpellingError::NotANumber { meant }),
    }
}

fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(all_digits)
}

/// The plain spelling of a number written as `1 000,50`, `1,000.50`, `+5`, `.5`, `007`; none when it is ambiguous.
fn plainly(text: &str) -> Option<String> {
    let mut plain: String = text
        .trim_start_matches('+')
        .chars()
        .filter(|c| !matches!(c, '_' | '\'' | ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    match (plain.matches(',').count(), plain.matches('.').count()) {
        (0, _) => {}
        // "1,000" may be a thousand or one: nothing is proposed.
        (1, 0) if plain.split(',').nth(1).is_some_and(|digits| digits.len() == 3) => return None,
        (1, 0) => plain = plain.replace(',', "."),
        (_, 1) if plain.rfind(',') < plain.find('.') => plain = plain.replace(',', ""),
        _ => return None,
    }
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let digits = digits.trim_start_matches('0');
    let digits = digits.strip_suffix('.').unwrap_or(digits);
    let zero = if digits.is_empty() || digits.starts_with('.') { "0" } else { "" };
    let plain = format!("{sign}{zero}{digits}");
    // A text without any digit must not become "0".
    (is_plain(&plain) && text.contains(|c: char| c.is_ascii_digit())).then_some(plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_decimal_keeps_the_digits_it_is_written_with() {
        for text in ["200.00", "0", "-3", "0.006", "79228162514264337593543950335"] {
            assert_eq!(decimal_from_spelling(text).map(|d| d.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn other_spellings_are_refused_with_the_plain_one() {
        let meant = |text: &str| decimal_from_spelling(text).unwrap_err().meant().map(str::to_owned);
        assert_eq!(meant("1,5").as_deref(), Some("1.5"));
        assert_eq!(meant("1 000").as_deref(), Some("1000"));
        assert_eq!(meant("1_000.50").as_deref(), Some("1000.50"));
        assert_eq!(meant("1,000.50").as_deref(), Some("1000.50"));
        assert_eq!(meant("1 000,50").as_deref(), Some("1000.50"));
        assert_eq!(meant("+5").as_deref(), Some("5"));
        assert_eq!(meant(".5").as_deref(), Some("0.5"));
        assert_eq!(meant("5.").as_deref(), Some("5"));
        assert_eq!(meant("007").as_deref(), Some("7"));
        assert_eq!(meant("-00.50").as_deref(), Some("-0.50"));
        for unclear in ["1,000", "1e3", "0x10", ".", "-", "", "NaN", "five", "1.2.3", ".inf", "１"] {
            assert_eq!(meant(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn a_whole_number_has_no_point_and_fits() {
        assert_eq!(integer_from_spelling("-42"), Ok(-42));
        assert_eq!(integer_from_spelling("5.0"), Err(SpellingError::NotWhole));
        assert_eq!(integer_from_spelling("9223372036854775808"), Err(SpellingError::TooLong));
        assert_eq!(decimal_from_spelling("0.00000000000000000000000000001"), Err(SpellingError::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_proposed_is_accepted(text in "[-+0-9., _']{0,12}") {
            if let Err(error) = decimal_from_spelling(&text)
                && let Some(meant) = error.meant()
            {
                prop_assert!(decimal_from_spelling(meant).is_ok());
            }
        }

        #[test]
        fn a_decimal_is_written_back_as_it_was(units in any::<i64>(), scale in 0u32..=18) {
            let text = Decimal::new(units, scale).to_string();
            prop_assert_eq!(decimal_from_spelling(&text).unwrap().to_string(), text);
        }
    }
}
