//! Texts that repeat, kept once each and named by a number.

use std::collections::HashMap;

/// The number of a text in its [`Texts`].
pub(crate) type TextIndex = u32;

/// Each different text once.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    texts: Vec<String>,
    index_by_text: HashMap<String, TextIndex>,
}

impl Texts {
    /// The text's number, the same for the same text. Bounded by the rows of a file, hence by `ROWS_MAX`.
    pub(crate) fn intern(&mut self, text: &str) -> TextIndex {
        if let Some(&index) = self.index_by_text.get(text) {
            return index;
        }
        let index = self.texts.len() as TextIndex;
        self.texts.push(text.to_owned());
        self.index_by_text.insert(text.to_owned(), index);
        index
    }

    /// The text of a number that this table gave.
    pub(crate) fn text(&self, index: TextIndex) -> &str {
        &self.texts[index as usize]
    }
}
