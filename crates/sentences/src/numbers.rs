//! Exact numbers, written as their country writes them.
//!
//! Numbers are kept as decimal text, so that shifting a decimal point (percent, smallest parts) is exact.

use crate::Language;
use coterie_ledger::Rate;

/// The minus sign, not a hyphen.
pub(crate) const MINUS: char = '\u{2212}';

/// A decimal number: digits, without a loss at any size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Exact {
    negative: bool,
    /// Without leading zeros; `0` for none.
    whole: String,
    /// Without trailing zeros; empty for a whole number.
    decimals: String,
}

impl Exact {
    /// A whole number.
    pub(crate) fn from_int(number: i64) -> Self {
        Self::from_plain(&number.to_string())
    }

    /// A rate as it is.
    pub(crate) fn from_rate(rate: Rate) -> Self {
        Self::from_plain(&rate.to_string())
    }

    /// An amount in smallest parts, of which a unit has 10^`decimals`.
    pub(crate) fn from_smallest(amount: i64, decimals: u8) -> Self {
        Self::from_int(amount).shifted_left(usize::from(decimals))
    }

    /// Plain digits with a point.
    pub(crate) fn from_plain(text: &str) -> Self {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        Self::trimmed(negative, whole, decimals)
    }

    fn trimmed(negative: bool, whole: &str, decimals: &str) -> Self {
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        Self { negative, whole: whole.to_owned(), decimals: decimals.trim_end_matches('0').to_owned() }
    }

    /// Divided by 10^`places`.
    pub(crate) fn shifted_left(&self, places: usize) -> Self {
        let padded = format!("{}{}", "0".repeat(places), self.whole);
        let (whole, moved) = padded.split_at(padded.len() - places);
        Self::trimmed(self.negative, whole, &format!("{moved}{}", self.decimals))
    }

    /// Multiplied by 10^`places`.
    pub(crate) fn shifted_right(&self, places: usize) -> Self {
        let padded = format!("{}{}", self.decimals, "0".repeat(places));
        let (moved, decimals) = padded.split_at(places);
        Self::trimmed(self.negative, &format!("{}{moved}", self.whole), decimals)
    }

    /// Plain digits with a point: what plural rules and selectors in the texts read.
    pub(crate) fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let point = if self.decimals.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{}", self.whole, self.decimals)
    }

    /// As the country writes it, at least with `decimals_min` decimals when it has any at all.
    pub(crate) fn written(&self, language: Language, decimals_min: usize) -> String {
        let mut text = String::new();
        if self.negative {
            text.push(MINUS);
        }
        let digits = self.whole.len();
        for (at, digit) in self.whole.chars().enumerate() {
            if at > 0 && (digits - at).is_multiple_of(3) && digits > language.ungrouped_digits_max() {
                text.push(language.group_mark());
            }
            text.push(digit);
        }
        if !self.decimals.is_empty() {
            text.push(language.decimal_mark());
            text.push_str(&self.decimals);
            text.push_str(&"0".repeat(decimals_min.saturating_sub(self.decimals.len())));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_amount_is_grouped_as_its_country_groups() {
        let amount = Exact::from_smallest(1_234_560, 2);
        assert_eq!(amount.written(Language::En, 2), "12,345.60");
        assert_eq!(amount.written(Language::Pl, 2), "12\u{a0}345,60");
        let five_thousand = Exact::from_int(5000);
        assert_eq!(five_thousand.written(Language::Pl, 0), "5000");
        assert_eq!(five_thousand.written(Language::Ru, 0), "5\u{a0}000");
    }

    #[test]
    fn shifting_the_point_loses_nothing() {
        let rate = Exact::from_rate("0.006".parse().unwrap());
        assert_eq!(rate.shifted_right(2).plain(), "0.6");
        assert_eq!(Exact::from_int(5).shifted_left(2).plain(), "0.05");
        assert_eq!(Exact::from_int(i64::MAX).shifted_left(3).plain(), "9223372036854775.807");
        assert_eq!(Exact::from_int(-120).shifted_left(1).plain(), "-12");
    }
}
