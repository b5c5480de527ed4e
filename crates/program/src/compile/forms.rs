//! `forms` of a unit: what people call so many of it, checked against the plural categories of their language.

use super::Compiler;
use crate::compiled::UnitForms;
use crate::file::At;
use crate::file::collections::Map;
use crate::file::program::Forms;

/// The plural categories of CLDR that a language tells apart, and an example of all of them.
struct Grammar {
    code: &'static str,
    language: &'static str,
    categories: &'static [&'static str],
    example: &'static str,
}

const SLAVIC: &[&str] = &["one", "few", "many", "other"];

/// The languages that sentences are written in.
const GRAMMARS: [Grammar; 4] = [
    Grammar {
        code: "en",
        language: "English",
        categories: &["one", "other"],
        example: "{one: leaf, other: leaves}: 1 leaf, 2 leaves",
    },
    Grammar {
        code: "pl",
        language: "Polish",
        categories: SLAVIC,
        example: "{one: liść, few: liście, many: liści, other: liścia}: 1 liść, 2 liście, 5 liści, 1,5 liścia",
    },
    Grammar {
        code: "ru",
        language: "Russian",
        categories: SLAVIC,
        example: "{one: лист, few: листа, many: листьев, other: листа}: 1 лист, 2 листа, 5 листьев, 1,5 листа",
    },
    Grammar {
        code: "uk",
        language: "Ukrainian",
        categories: SLAVIC,
        example: "{one: листок, few: листки, many: листків, other: листка}: 1 листок, 2 листки, 5 листків, 1,5 листка",
    },
];

impl Compiler<'_> {
    /// The forms of a unit by language; what a language lacks or does not have is reported.
    pub(crate) fn forms(&self, unit: &At<String>, forms: Option<&Map<Forms>>) -> Vec<(String, UnitForms)> {
        let mut by_language = Vec::new();
        for (code, forms) in forms.iter().flat_map(|forms| forms.iter()) {
            let Some(grammar) = GRAMMARS.iter().find(|grammar| grammar.code == code.value) else {
                let message = format!("nothing is said in the language `{}`", code.value);
                let help =
                    "the languages of sentences are en, pl, ru and uk; `words` may name a unit in others";
                self.error_with_help("bad-language", code.place, message, help);
                continue;
            };
            let stated =
                [("one", &forms.one), ("few", &forms.few), ("many", &forms.many), ("other", &forms.other)];
            let mut lacking = Vec::new();
            for (category, text) in stated {
                match (text, grammar.categories.contains(&category)) {
                    (None, true) => lacking.push(format!("`{category}`")),
                    (Some(text), false) => self.error_with_help(
                        "no-such-form",
                        text.place,
                        format!("{} has no form `{category}`", grammar.language),
                        format!("its forms are {}", grammar.example),
                    ),
                    _ => {}
                }
            }
            if !lacking.is_empty() {
                let message = format!(
                    "the forms of `{}` in {} lack {}",
                    unit.value,
                    grammar.language,
                    lacking.join(" and ")
                );
                let help = format!("all forms are {}", grammar.example);
                self.error_with_help("missing-form", code.place, message, help);
            }
            let text = |text: &Option<At<crate::file::scalars::Text>>| {
                text.as_ref().map(|text| text.value.0.clone()).unwrap_or_default()
            };
            by_language.push((
                code.value.clone(),
                UnitForms {
                    one: text(&forms.one),
                    few: text(&forms.few),
                    many: text(&forms.many),
                    other: text(&forms.other),
                    bare: forms.bare.as_ref().map(|text| text.value.0.clone()),
                },
            ));
        }
        by_language
    }
}
