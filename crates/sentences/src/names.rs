//! Names from the program, made readable.

use crate::Texts;

/// A name for people: the language's own word for a common id (`tobacco`), else the id with spaces.
pub(crate) fn word(id: &str, texts: &Texts) -> String {
    texts.find(&format!("word-{}", message_id(id)), &[]).unwrap_or_else(|| readable(id))
}

/// A tier's name for people: the language's own word for a common one (`gold`), else with a capital.
pub(crate) fn level(id: &str, texts: &Texts) -> String {
    texts.find(&format!("level-{}", message_id(id)), &[]).unwrap_or_else(|| proper(id))
}

/// An id with spaces for its underscores.
pub(crate) fn readable(id: &str) -> String {
    id.replace('_', " ")
}

/// A name of a partner, place or reward: an id written small begins with a capital, and so does each part behind a hyphen.
pub(crate) fn proper(id: &str) -> String {
    let is_small = id.chars().all(|letter| letter.is_lowercase() || !letter.is_alphabetic());
    if !is_small {
        return capitalised(&readable(id));
    }
    let parts: Vec<String> = id.split('-').map(|part| capitalised(&readable(part))).collect();
    parts.join(" ")
}

/// With a capital at the beginning.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An id as message ids are spelt.
pub(crate) fn message_id(id: &str) -> String {
    id.replace(['_', '.'], "-")
}
