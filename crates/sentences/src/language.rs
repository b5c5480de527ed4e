//! The languages that sentences are written in.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A language with the manners of its country: English, Polish, Russian, Ukrainian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// Polish, addressing the reader as "Ty".
    Pl,
    /// Russian, addressing the reader as "вы".
    Ru,
    /// Ukrainian, addressing the reader as "ви".
    Uk,
}

/// A language that has no texts.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there are no texts in “{0}”; the languages are en, pl, ru, uk")]
pub struct UnknownLanguage(pub String);

impl Language {
    /// All languages.
    pub const ALL: [Self; 4] = [Self::En, Self::Pl, Self::Ru, Self::Uk];

    /// Its ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Pl => "pl",
            Self::Ru => "ru",
            Self::Uk => "uk",
        }
    }

    /// What stands between the whole and the decimals of a number.
    pub(crate) const fn decimal_mark(self) -> char {
        match self {
            Self::En => '.',
            Self::Pl | Self::Ru | Self::Uk => ',',
        }
    }

    /// What stands between groups of three digits; a no-break space where it is a space.
    pub(crate) const fn group_mark(self) -> char {
        match self {
            Self::En => ',',
            Self::Pl | Self::Ru | Self::Uk => '\u{a0}',
        }
    }

    /// The fewest digits before the group mark for it to be written at all: Polish writes `5000` but `12 345`
    /// (CLDR `minimumGroupingDigits`).
    pub(crate) const fn ungrouped_digits_max(self) -> usize {
        match self {
            Self::Pl => 4,
            Self::En | Self::Ru | Self::Uk => 3,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads an ISO 639-1 code.
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
            .ok_or_else(|| UnknownLanguage(code.to_owned()))
    }
}
