//! What is promised of the texts: every language says everything, with the same contents, and nothing is left over.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it says")]

use coterie_explain::texts_source;
use coterie_sentences::Language;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};

/// The messages of a language, each with the variables that it shows.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(texts_source(language))
        .unwrap_or_else(|(_, errors)| panic!("{language}.ftl: {errors:?}"));
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut shown = BTreeSet::new();
        collect(message.value.as_ref().expect("a message says something"), &mut shown);
        let twice = messages.insert(message.id.name.to_owned(), shown).is_some();
        assert!(!twice, "{language}.ftl says {} twice", message.id.name);
    }
    messages
}

fn collect(pattern: &Pattern<&str>, shown: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                shown.insert(id.name.to_owned());
            }
            Expression::Inline(_) => {}
            Expression::Select { variants, .. } => {
                for variant in variants {
                    collect(&variant.value, shown);
                }
            }
        }
    }
}

#[test]
fn every_language_says_all_that_english_says() {
    let english = messages(Language::En);
    for language in [Language::Pl, Language::Ru, Language::Uk] {
        assert_eq!(messages(language), english, "{language}");
    }
}

#[test]
fn every_text_is_used() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut source = String::new();
    for folder in [folder.join("src"), folder.join("../coterie/src/commands")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "rs") {
                source.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let unused: Vec<String> = messages(Language::En)
        .into_keys()
        .filter(|id| !source.contains(&format!("\"{id}\"")))
        // Ids made from the names of kinds of events and of days.
        .filter(|id| !["event-", "weekday-"].iter().any(|prefix| id.starts_with(prefix)))
        .collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}
