//! What is promised of the texts: every language says everything, with the same contents, and nothing is left over.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it says")]

use coterie_sentences::{Language, Texts};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// The messages of a language, each with the variables that it shows. Variables that it only chooses by are grammar.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(Texts::source(language))
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
        match element {
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                // A variable in the genitive is the same content.
                shown.insert(id.name.trim_end_matches("_genitive").to_owned());
            }
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                for variant in variants {
                    collect(&variant.value, shown);
                }
            }
            _ => {}
        }
    }
}

fn lacks_nothing_of_english(language: Language) {
    let (english, other) = (messages(Language::En), messages(language));
    let mut faults = String::new();
    for (id, shown) in &english {
        match other.get(id) {
            None => writeln!(faults, "{language}.ftl lacks {id}").unwrap(),
            Some(theirs) if theirs != shown => {
                writeln!(faults, "{language}.ftl shows {theirs:?} in {id}, English {shown:?}").unwrap();
            }
            Some(_) => {}
        }
    }
    for id in other.keys().filter(|id| !english.contains_key(*id)) {
        writeln!(faults, "{language}.ftl has {id}, English has not").unwrap();
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn polish_says_all_that_english_says() {
    lacks_nothing_of_english(Language::Pl);
}

#[test]
fn russian_says_all_that_english_says() {
    lacks_nothing_of_english(Language::Ru);
}

#[test]
fn ukrainian_says_all_that_english_says() {
    lacks_nothing_of_english(Language::Uk);
}

/// All source files of the workspace in one text: other crates say texts of these files too.
fn source() -> String {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..")];
    let mut text = String::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    text
}

const ENGLISH: &str = include_str!("../texts/en.ftl");

#[test]
fn every_english_text_is_used() {
    let source = source();
    // Ids made from names: `format!("role-{kind}")` uses every message that begins so.
    let made: Vec<&str> = source
        .split("format!(\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('{'))
        .map(|(prefix, _)| prefix)
        .filter(|prefix| prefix.ends_with('-'))
        .collect();
    // … and those whose beginning is itself chosen.
    let chosen = [
        "anniversary-",
        "attribute-",
        "events-",
        "field-",
        "known-",
        "line-field-",
        "on-",
        "relation-",
        "units-",
        "unknown-",
    ];
    let unused: Vec<String> = messages(Language::En)
        .into_keys()
        .filter(|id| !source.contains(&format!("\"{id}\"")))
        // A part of others.
        .filter(|id| !ENGLISH.contains(&format!("{{ {id} }}")))
        .filter(|id| !made.iter().chain(&chosen).any(|prefix| id.starts_with(prefix)))
        .collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

#[test]
fn plurals_follow_their_language_exactly() {
    let polish = Texts::of(Language::Pl);
    assert_eq!(
        ["1", "3", "12", "22", "1.5"].map(|digits| polish.plural(digits)),
        ["one", "few", "many", "few", "other"]
    );
    let russian = Texts::of(Language::Ru);
    assert_eq!(["1", "21", "11", "3"].map(|digits| russian.plural(digits)), ["one", "one", "many", "few"]);
}
