//! Which length of time or window a misspelt one was probably meant to be.

use crate::diagnostic::did_you_mean;
use std::str::FromStr;

/// Units of time, each with the abbreviations that people write for it.
const UNITS: [(&str, &[&str]); 8] = [
    ("second", &["s", "sec"]),
    ("minute", &["min", "mins"]),
    ("hour", &["h", "hr", "hrs"]),
    ("day", &["d"]),
    ("week", &["w", "wk", "wks"]),
    ("month", &["mo", "mos", "mon", "mth"]),
    ("quarter", &["q", "qtr"]),
    ("year", &["y", "yr", "yrs"]),
];

/// What else lengths and windows are made of.
const OTHERS: [&str; 4] = ["this", "last", "always", "and"];

/// Longer texts are no length of time with a slip in it.
const TEXT_BYTES_MAX: usize = 64;

/// The text with each misspelt word replaced, when it then is what is asked for.
pub(crate) fn meant<T: FromStr>(text: &str) -> Option<String> {
    if text.len() > TEXT_BYTES_MAX {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    for word in parts(text) {
        let counted = words.last().filter(|before| before.bytes().all(|b| b.is_ascii_digit()));
        let meant = match (unit(&word), counted) {
            (Some(unit), Some(count)) if count != "1" => format!("{unit}s"),
            (Some(unit), _) => unit.to_owned(),
            (None, _) => OTHERS
                .into_iter()
                .find(|other| *other == word)
                .or_else(|| did_you_mean(&word, OTHERS))
                .map_or(word.clone(), str::to_owned),
        };
        words.push(meant);
    }
    let meant = words.join(" ");
    (meant != text && meant.parse::<T>().is_ok()).then_some(meant)
}

/// The words of a text; a number and a unit may have grown together.
fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for word in text.to_lowercase().split([' ', '_', '-']).filter(|word| !word.is_empty()) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (count, rest) = word.split_at(digits);
        parts.extend([count, rest].into_iter().filter(|part| !part.is_empty()).map(str::to_owned));
    }
    parts
}

fn unit(word: &str) -> Option<&'static str> {
    let named = UNITS
        .into_iter()
        .find(|(unit, short)| *unit == word || word.strip_suffix('s') == Some(unit) || short.contains(&word));
    let near = || {
        let plurals = UNITS.map(|(unit, _)| format!("{unit}s"));
        let place = did_you_mean(word, UNITS.map(|(unit, _)| unit))
            .and_then(|meant| UNITS.into_iter().position(|(unit, _)| unit == meant));
        let of_plural = || {
            let meant = did_you_mean(word, plurals.iter().map(String::as_str))?;
            plurals.iter().position(|plural| plural == meant)
        };
        Some(UNITS[place.or_else(of_plural)?].0)
    };
    named.map(|(unit, _)| unit).or_else(near)
}

#[cfg(test)]
mod tests {
    use super::meant;
    use coterie_calendar::{Span, Window};

    #[test]
    fn a_misspelt_unit_is_found() {
        for (written, right) in [
            ("30 dayz", "30 days"),
            ("6 mnths", "6 months"),
            ("15 min", "15 minutes"),
            ("1 yaer", "1 year"),
            ("36h", "36 hours"),
            ("30days", "30 days"),
            ("1 year and 6 moths", "1 year and 6 months"),
            ("12 Months", "12 months"),
        ] {
            assert_eq!(meant::<Span>(written).as_deref(), Some(right), "{written}");
        }
    }

    #[test]
    fn a_misspelt_window_is_found() {
        for (written, right) in [
            ("this yeer", "this year"),
            ("lats 30 days", "last 30 days"),
            ("last 365 day", "last 365 days"),
            ("alwys", "always"),
            ("this_month", "this month"),
        ] {
            assert_eq!(meant::<Window>(written).as_deref(), Some(right), "{written}");
        }
    }

    #[test]
    fn what_is_no_time_at_all_stays_without_a_proposal() {
        for written in ["soon", "", "30", "two weeks", "90 bottles", &"day ".repeat(1_000)] {
            assert_eq!(meant::<Span>(written), None, "{written}");
        }
    }
}
