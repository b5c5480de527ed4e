//! Identifiers: the names that a program gives to its rules, measures and accounts, and those that the integrator
//! gives to partners and locations.

use thiserror::Error;

/// Characters of a name within the program: as long as a database identifier or a DNS label.
pub const ID_CHARS_MAX: usize = 63;

/// Bytes of an id that comes from the integrator's own system.
pub const INTEGRATOR_ID_BYTES_MAX: usize = 128;

/// What is wrong with an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdError {
    /// Nothing is left when blanks are taken away.
    #[error("an id has at least one character")]
    Empty,
    /// Longer than [`ID_CHARS_MAX`] characters.
    #[error("it has {found} characters, at most {ID_CHARS_MAX} are allowed")]
    TooManyCharacters {
        /// How many it has.
        found: usize,
    },
    /// Longer than [`INTEGRATOR_ID_BYTES_MAX`] bytes.
    #[error("it has {found} bytes, at most {INTEGRATOR_ID_BYTES_MAX} are allowed")]
    TooManyBytes {
        /// How many it has.
        found: usize,
    },
    /// Does not begin with a small letter.
    #[error("it begins with {}; an id begins with a small letter a-z", named(*found))]
    Start {
        /// Its first character.
        found: char,
    },
    /// Has a character that is not allowed.
    #[error("{} is not allowed in it; an id consists of a-z, 0-9, `_` and `-`", named(*found))]
    Character {
        /// The first such character.
        found: char,
    },
    /// Has a character that cannot be seen.
    #[error("it has the control character U+{:04X}", *found as u32)]
    ControlCharacter {
        /// The first such character.
        found: char,
    },
    /// Blanks at an end, which nobody would see in a list.
    #[error("it begins or ends with a blank")]
    BlankAtEnd,
}

fn named(character: char) -> String {
    match character {
        ' ' => "a blank".to_owned(),
        _ if character.is_control() || character.is_whitespace() => format!("U+{:04X}", character as u32),
        _ => format!("`{character}`"),
    }
}

/// Checks a name within the program: `[a-z][a-z0-9_-]{0,62}`.
pub fn check_id(text: &str) -> Result<(), IdError> {
    let first = text.chars().next().ok_or(IdError::Empty)?;
    if let Some(found) = text.chars().find(|&c| !is_id_character(c) && !c.is_ascii_uppercase()) {
        return Err(IdError::Character { found });
    }
    if !first.is_ascii_lowercase() {
        return Err(IdError::Start { found: first });
    }
    if let Some(found) = text.chars().find(|&c| !is_id_character(c)) {
        return Err(IdError::Character { found });
    }
    match text.chars().count() {
        found if found > ID_CHARS_MAX => Err(IdError::TooManyCharacters { found }),
        _ => Ok(()),
    }
}

/// Checks an id from the integrator's system: any characters that can be seen, and blanks within.
pub fn check_integrator_id(text: &str) -> Result<(), IdError> {
    if text.trim().is_empty() {
        return Err(IdError::Empty);
    }
    if let Some(found) = text.chars().find(|c| c.is_control()) {
        return Err(IdError::ControlCharacter { found });
    }
    if text.trim() != text {
        return Err(IdError::BlankAtEnd);
    }
    match text.len() {
        found if found > INTEGRATOR_ID_BYTES_MAX => Err(IdError::TooManyBytes { found }),
        _ => Ok(()),
    }
}

fn is_id_character(character: char) -> bool {
    character.is_ascii_lowercase() || character.is_ascii_digit() || matches!(character, '_' | '-')
}

/// The nearest id that is allowed, if anything is left of the text.
pub(super) fn corrected_id(text: &str) -> Option<String> {
    let mut id = String::new();
    for character in text.trim().chars().flat_map(char::to_lowercase) {
        match character {
            _ if is_id_character(character) => id.push(character),
            _ if plain_letters(character).is_some() => id.extend(plain_letters(character)),
            _ if id.ends_with(['_', '-']) => {}
            _ => id.push('_'),
        }
    }
    let from_letter = id.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    // "2_for_1" without its beginning would be another name: it gets a letter in front instead.
    let id = match id.trim_matches(['_', '-']) {
        trimmed if trimmed.starts_with(|c: char| c.is_ascii_digit()) => format!("r{trimmed}"),
        _ => from_letter.trim_end_matches('_').to_owned(),
    };
    let id: String = id.chars().take(ID_CHARS_MAX).collect();
    check_id(&id).is_ok().then_some(id)
}

/// Latin letters with marks, written without them.
fn plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ą' | 'á' | 'à' | 'â' | 'ã' | 'å' | 'ă' => "a",
        'ä' | 'æ' => "ae",
        'ć' | 'č' | 'ç' => "c",
        'ď' | 'đ' => "d",
        'ę' | 'é' | 'è' | 'ê' | 'ë' | 'ě' => "e",
        'í' | 'ì' | 'î' | 'ï' => "i",
        'ł' | 'ľ' => "l",
        'ń' | 'ň' | 'ñ' => "n",
        'ó' | 'ò' | 'ô' | 'õ' | 'ő' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ț' => "t",
        'ú' | 'ù' | 'û' | 'ů' | 'ű' => "u",
        'ü' => "ue",
        'ý' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_id_is_small_letters_digits_dashes_and_underscores() {
        for id in ["a", "points", "a_point_for_every-zloty2", &"x".repeat(ID_CHARS_MAX)] {
            assert_eq!(check_id(id), Ok(()), "{id}");
        }
        assert_eq!(check_id(""), Err(IdError::Empty));
        assert_eq!(check_id("2_for_1"), Err(IdError::Start { found: '2' }));
        assert_eq!(check_id("Points"), Err(IdError::Start { found: 'P' }));
        assert_eq!(check_id("my points"), Err(IdError::Character { found: ' ' }));
        assert_eq!(check_id("goldTier"), Err(IdError::Character { found: 'T' }));
        assert_eq!(check_id(&"x".repeat(64)), Err(IdError::TooManyCharacters { found: 64 }));
    }

    #[test]
    fn a_wrong_id_is_corrected_to_what_a_person_would_write() {
        let corrected = |text| corrected_id(text).unwrap_or_default();
        assert_eq!(corrected("My Points"), "my_points");
        assert_eq!(corrected("żółta karta"), "zolta_karta");
        assert_eq!(corrected("2 for 1"), "r2_for_1");
        assert_eq!(corrected("member.points"), "member_points");
        assert_eq!(corrected("happy!!!"), "happy");
        assert_eq!(corrected_id("!!!"), None);
        assert_eq!(corrected_id("日本"), None);
    }

    #[test]
    fn an_integrators_id_is_anything_visible_of_128_bytes() {
        for id in ["STORE 42", "sklep-żoliborz/7", "a:b@c", &"x".repeat(INTEGRATOR_ID_BYTES_MAX)] {
            assert_eq!(check_integrator_id(id), Ok(()), "{id}");
        }
        assert_eq!(check_integrator_id("  "), Err(IdError::Empty));
        assert_eq!(check_integrator_id("a\u{7}b"), Err(IdError::ControlCharacter { found: '\u{7}' }));
        assert_eq!(check_integrator_id(" a"), Err(IdError::BlankAtEnd));
        assert_eq!(check_integrator_id(&"ż".repeat(65)), Err(IdError::TooManyBytes { found: 130 }));
    }

    proptest! {
        #[test]
        fn a_correction_is_always_a_valid_id(text in any::<String>()) {
            if let Some(id) = corrected_id(&text) {
                prop_assert_eq!(check_id(&id), Ok(()));
            }
        }
    }
}
