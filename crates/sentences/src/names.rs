//! Names from the program, made readable.

use crate::{Language, Texts};
use coterie_program::compiled::{Program, UnitForms};

/// Who speaks: a language, and the program whose names it says.
#[derive(Clone, Copy)]
pub(crate) struct Voice<'a> {
    /// The texts of the language.
    pub(crate) texts: &'a Texts,
    program: Option<&'a Program>,
}

impl<'a> Voice<'a> {
    /// A language that says names of a program.
    pub(crate) fn of(program: &'a Program, language: Language) -> Self {
        Self { texts: Texts::of(language), program: Some(program) }
    }

    /// A language that speaks of no program.
    pub(crate) fn without_a_program(language: Language) -> Self {
        Self { texts: Texts::of(language), program: None }
    }

    /// What the program itself calls a name.
    pub(crate) fn own(self, name: &str) -> Option<&'a str> {
        text_in(self.program?.words.get(name)?, self.texts.language())
    }

    /// What the program itself calls so many of a unit in this language.
    pub(crate) fn forms(self, unit: &str) -> Option<&'a UnitForms> {
        let unit = self.program?.units.values().find(|known| known.name == unit)?;
        let language = self.texts.language().code();
        unit.forms.iter().find(|(code, _)| code == language).map(|(_, forms)| forms)
    }

    /// A name for people: what the program calls it, else what the language calls it where loyalty has a word for it
    /// (`cashback`), else the name with spaces.
    pub(crate) fn word(self, name: &str) -> String {
        let usual = || self.texts.find(&format!("word-{}", message_id(name)), &[]);
        self.own(name).map(str::to_owned).or_else(usual).unwrap_or_else(|| readable(name))
    }

    /// A tier's name for people: what the program calls it, else the language's own word for a common one (`gold`), else
    /// with a capital.
    pub(crate) fn level(self, name: &str) -> String {
        let usual = || self.texts.find(&format!("level-{}", message_id(name)), &[]);
        self.own(name).map(str::to_owned).or_else(usual).unwrap_or_else(|| proper(name))
    }

    /// A name of a partner or place: what the program calls it, else the id as a proper name.
    pub(crate) fn proper(self, id: &str) -> String {
        self.own(id).map_or_else(|| proper(id), str::to_owned)
    }
}

/// Of texts by language the one in a language, else the English one, else the first.
pub fn text_in(texts: &[(String, String)], language: Language) -> Option<&str> {
    let known = |code: &str| texts.iter().find(|(known, _)| known == code);
    let text = known(language.code()).or_else(|| known(Language::En.code())).or(texts.first());
    text.map(|(_, text)| text.as_str())
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
