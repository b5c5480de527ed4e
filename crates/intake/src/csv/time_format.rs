//! Times as tables write them, by a pattern such as `%d.%m.%Y %H:%M`.

use thiserror::Error;

/// A pattern: the directives of `strftime` that stand for numbers, and the text between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TimeFormat(Vec<Part>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Literal(char),
    Year,
    Month,
    Day,
    Hour,
    /// 1 to 12, with [`Part::HalfOfDay`].
    HalfHour,
    Minute,
    Second,
    /// `AM` or `PM`.
    HalfOfDay,
}

/// Why a pattern is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum FormatError {
    #[error("`%{found}` is not a directive that is known here")]
    Unknown { found: String },
    #[error("the pattern has no year, month and day")]
    NoDate,
    #[error("`%I` and `%p` belong together")]
    Half,
}

/// The directives that are known, for help.
pub(super) const DIRECTIVES: &str = "%Y %m %d %H %M %S %I %p %F (%Y-%m-%d) %T (%H:%M:%S) %%";

impl TimeFormat {
    pub(super) fn parse(pattern: &str) -> Result<Self, FormatError> {
        let mut parts = Vec::new();
        let mut characters = pattern.chars();
        while let Some(character) = characters.next() {
            if character != '%' {
                parts.push(Part::Literal(character));
                continue;
            }
            match characters.next() {
                Some('Y') => parts.push(Part::Year),
                Some('m') => parts.push(Part::Month),
                Some('d') => parts.push(Part::Day),
                Some('H') => parts.push(Part::Hour),
                Some('I') => parts.push(Part::HalfHour),
                Some('M') => parts.push(Part::Minute),
                Some('S') => parts.push(Part::Second),
                Some('p') => parts.push(Part::HalfOfDay),
                Some('F') => {
                    parts.extend([
                        Part::Year,
                        Part::Literal('-'),
                        Part::Month,
                        Part::Literal('-'),
                        Part::Day,
                    ]);
                }
                Some('T') => {
                    parts.extend([
                        Part::Hour,
                        Part::Literal(':'),
                        Part::Minute,
                        Part::Literal(':'),
                        Part::Second,
                    ]);
                }
                Some('%') => parts.push(Part::Literal('%')),
                found => {
                    return Err(FormatError::Unknown { found: found.map(String::from).unwrap_or_default() });
                }
            }
        }
        if ![Part::Year, Part::Month, Part::Day].iter().all(|part| parts.contains(part)) {
            return Err(FormatError::NoDate);
        }
        if parts.contains(&Part::HalfHour) != parts.contains(&Part::HalfOfDay) {
            return Err(FormatError::Half);
        }
        Ok(Self(parts))
    }

    /// The local time `2026-03-07T18:30:00` that the text says, if it fits the pattern. Numbers of two digits may lack their zero.
    pub(super) fn local(&self, text: &str) -> Option<String> {
        let mut rest = text;
        let (mut year, mut month, mut day) = (0, 0, 0);
        let (mut hour, mut minute, mut second, mut afternoon) = (0, 0, 0, None);
        for part in &self.0 {
            match part {
                Part::Literal(character) => rest = rest.strip_prefix(*character)?,
                Part::Year => year = number(&mut rest, 4, 4)?,
                Part::Month => month = number(&mut rest, 1, 2)?,
                Part::Day => day = number(&mut rest, 1, 2)?,
                Part::Hour => hour = number(&mut rest, 1, 2)?,
                Part::HalfHour => hour = number(&mut rest, 1, 2).filter(|hour| (1..=12).contains(hour))? % 12,
                Part::Minute => minute = number(&mut rest, 1, 2)?,
                Part::Second => second = number(&mut rest, 1, 2)?,
                Part::HalfOfDay => {
                    let (word, behind) = rest.split_at_checked(2)?;
                    afternoon = Some(match word.to_ascii_lowercase().as_str() {
                        "am" => false,
                        "pm" => true,
                        _ => return None,
                    });
                    rest = behind;
                }
            }
        }
        let hour = if afternoon == Some(true) { hour + 12 } else { hour };
        rest.is_empty().then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
    }
}

fn number(rest: &mut &str, digits_min: usize, digits_max: usize) -> Option<u32> {
    let digits = rest.bytes().take(digits_max).take_while(u8::is_ascii_digit).count();
    let (number, behind) = rest.split_at_checked(digits)?;
    *rest = behind;
    if digits < digits_min { None } else { number.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(pattern: &str, text: &str) -> Option<String> {
        TimeFormat::parse(pattern).unwrap().local(text)
    }

    #[test]
    fn a_text_that_fits_the_pattern_is_a_local_time() {
        assert_eq!(local("%d.%m.%Y %H:%M", "7.03.2026 18:30").as_deref(), Some("2026-03-07T18:30:00"));
        assert_eq!(local("%m/%d/%Y %I:%M %p", "3/7/2026 12:05 AM").as_deref(), Some("2026-03-07T00:05:00"));
        assert_eq!(local("%m/%d/%Y %I:%M %p", "3/7/2026 6:30 pm").as_deref(), Some("2026-03-07T18:30:00"));
        assert_eq!(local("%F %T", "2026-03-07 18:30:05").as_deref(), Some("2026-03-07T18:30:05"));
        assert_eq!(local("%Y%m%d", "20260307").as_deref(), Some("2026-03-07T00:00:00"));
    }

    #[test]
    fn a_text_that_does_not_fit_is_none() {
        for text in ["", "7.3.26 18:30", "7.3.2026", "7.3.2026 18:30 ", "a.3.2026 18:30"] {
            assert_eq!(local("%d.%m.%Y %H:%M", text), None, "{text}");
        }
        assert_eq!(local("%m/%d/%Y %I:%M %p", "3/7/2026 13:05 AM"), None);
    }

    #[test]
    fn a_pattern_that_means_nothing_is_refused() {
        let reason = |pattern: &str| TimeFormat::parse(pattern).unwrap_err().to_string();
        assert_eq!(reason("%d.%m.%y"), "`%y` is not a directive that is known here");
        assert_eq!(reason("%H:%M"), "the pattern has no year, month and day");
        assert_eq!(reason("%F %I:%M"), "`%I` and `%p` belong together");
    }
}
