//! The texts of each language, in Project Fluent's format.
//!
//! A message id is the same in every language, and so are the contents that it shows; how the words stand is the language's
//! own affair. A content may be asked for as `$name` or, where the phrase offers it, as `$name_genitive`. Beside contents
//! there are variables of grammar, to choose by and not to show, which a language uses or not: `$plural` and `$ordinal` (the
//! CLDR plural category of the number beside it, worked out exactly from its digits), `$case` (`genitive` or `plain`),
//! `$person` (`you` or `other`), `$placed` (`clause` or `phrase`), `$verb` (`earn` or `get`), `$number` (`one` or `many`),
//! `$order` (`first` or `later` clause), `$digit` (`d0` … `d9`, what an ordinal ends in), `$used` (a window behind a `measure`
//! or an `event`), `$via` (how events reach a record: `partner`, `brought`, `other`), `$lines` (`these` or `all`), `$whose` (a
//! limit: `each`, `everyone`, `role`).

use crate::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// The texts of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    plurals: PluralRules,
    ordinals: PluralRules,
}

/// Values for the variables of a message.
pub type Values<'a> = [(&'a str, String)];

impl Texts {
    /// The texts of a language, read once per process.
    pub fn of(language: Language) -> &'static Self {
        static TEXTS: [OnceLock<Texts>; 4] = [const { OnceLock::new() }; 4];
        TEXTS[language as usize].get_or_init(|| Self::parse(language, Self::source(language)))
    }

    /// The file of a language as it is compiled in.
    pub fn source(language: Language) -> &'static str {
        match language {
            Language::En => include_str!("../texts/en.ftl"),
            Language::Pl => include_str!("../texts/pl.ftl"),
            Language::Ru => include_str!("../texts/ru.ftl"),
            Language::Uk => include_str!("../texts/uk.ftl"),
        }
    }

    /// Texts of another file in a language: crates that say more than sentences of programs keep files of their own.
    ///
    /// # Panics
    /// Where the file is no Fluent, or says a message twice: files are compiled in, and tests read each of them.
    pub fn parse(language: Language, source: &str) -> Self {
        let resource = FluentResource::try_new(source.to_owned())
            .map_err(|(_, errors)| format!("{language}.ftl: {errors:?}"))
            .expect("the tests parse every file of texts");
        let locale: LanguageIdentifier =
            language.code().parse().expect("a language's code is a language identifier");
        let mut bundle = FluentBundle::new_concurrent(vec![locale.clone()]);
        // The marks would show in terminals and files; all four languages run the same way.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("the tests know that no message is said twice");
        let rules =
            |kind| PluralRules::create(locale.clone(), kind).expect("CLDR has the plurals of all four");
        let (plurals, ordinals) = (rules(PluralRuleType::CARDINAL), rules(PluralRuleType::ORDINAL));
        Self { language, bundle, plurals, ordinals }
    }

    /// Their language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message with its variables filled in; `None` when there is no such message.
    pub fn find(&self, id: &str, values: &Values<'_>) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, FluentValue::from(value.as_str()));
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(message.value()?, Some(&args), &mut errors);
        // Grammar that nobody gave counts as absent: the message's own default applies.
        Some(text.into_owned())
    }

    /// A message with its variables filled in. A missing message is said by its id, so that a sentence never fails; the
    /// tests know that none is missing.
    pub fn say(&self, id: &str, values: &Values<'_>) -> String {
        self.find(id, values).unwrap_or_else(|| id.to_owned())
    }

    /// The plural category of a number given in plain digits (`12`, `1.5`).
    pub fn plural(&self, digits: &str) -> &'static str {
        category(&self.plurals, digits)
    }

    /// The plural category of a place in a row: English says 1st, 2nd, 3rd, 4th by it.
    pub fn ordinal(&self, digits: &str) -> &'static str {
        category(&self.ordinals, digits)
    }
}

fn category(rules: &PluralRules, digits: &str) -> &'static str {
    match rules.select(digits) {
        Ok(PluralCategory::ZERO) => "zero",
        Ok(PluralCategory::ONE) => "one",
        Ok(PluralCategory::TWO) => "two",
        Ok(PluralCategory::FEW) => "few",
        Ok(PluralCategory::MANY) => "many",
        Ok(PluralCategory::OTHER) | Err(_) => "other",
    }
}
