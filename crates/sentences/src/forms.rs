//! Units by the forms that a program gives them.

use crate::Language;
use crate::names::Voice;
use crate::phrase::Case;
use coterie_program::compiled::UnitForms;

/// A unit behind a number of a plural category of CLDR.
///
/// In Polish, Russian and Ukrainian the genitive needs no forms of its own: fractions take the genitive of the singular, and
/// many that of the plural.
pub(crate) fn of<'f>(forms: &'f UnitForms, category: &str, case: Case, language: Language) -> &'f str {
    match (category, case, language) {
        ("one", Case::Plain, _) | ("one", _, Language::En) => &forms.one,
        (_, _, Language::En) => &forms.other,
        ("few", Case::Plain, _) => &forms.few,
        ("few" | "many", ..) => &forms.many,
        _ => &forms.other,
    }
}

/// A unit without a number: `leaves`, `liście`. `None` where the forms do not tell, as in Russian, which says «листья» but
/// «2 листа».
pub(crate) fn without_a_number(voice: Voice<'_>, unit: &str, case: Case) -> Option<String> {
    let forms = voice.forms(unit)?;
    let text = match (case, voice.texts.language()) {
        (Case::Genitive, Language::Pl | Language::Ru | Language::Uk) => Some(&forms.many),
        (_, language) => forms.bare.as_ref().or(match language {
            Language::En => Some(&forms.other),
            Language::Pl | Language::Uk => Some(&forms.few),
            Language::Ru => None,
        }),
    };
    text.cloned()
}
