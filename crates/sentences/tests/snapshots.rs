//! Whole programs in each language, kept as files to be read: `UPDATE_SNAPSHOTS=1 cargo test -p coterie-sentences` writes
//! them anew.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it says")]

mod support;

use coterie_program::compiled::Program;
use coterie_sentences::{About, Language, payer_sentence, read};
use std::fmt::Write as _;
use std::path::Path;

fn said(program: &Program, language: Language) -> String {
    let mut text = String::new();
    for sentence in read(program, language) {
        let about = match sentence.about {
            About::Account(name) => format!("account {name}"),
            About::Tier { set, step } => format!("tier {set}.{step}"),
            About::Rule(name) => format!("rule {name}"),
            About::Reward(name) => format!("reward {name}"),
            About::Transfer(name) => format!("transfer {name}"),
        };
        // A no-break space is not seen in a review; the tests of formats know where it stands.
        writeln!(text, "{about}\n    {}", sentence.text.replace('\u{a0}', " ")).unwrap();
    }
    text
}

fn matches_its_snapshots(name: &str, program: &Program) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    for language in Language::ALL {
        let file = folder.join(format!("{name}.{language}.txt"));
        let now = said(program, language);
        assert!(!now.contains("{$"), "a variable of {language}.ftl was not given: {now}");
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&file, now).unwrap();
            continue;
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(now, kept, "{} is not what is said now", file.display());
    }
}

#[test]
fn jedna_karta_is_said_as_reviewed() {
    matches_its_snapshots("jedna-karta", &support::jedna_karta::program());
}

#[test]
fn every_form_of_the_language_is_said_as_reviewed() {
    matches_its_snapshots("showcase", &support::showcase::program());
}

#[test]
fn the_programs_of_the_repository_are_said_as_reviewed() {
    for name in ["complete-journey", "demo"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../programs/{name}.yaml"));
        let source = std::fs::read_to_string(&file).unwrap();
        let checked =
            coterie_program::compile::compile(&source, &coterie_program::ids::Registry::default()).unwrap();
        matches_its_snapshots(name, &checked.program);
    }
}

#[test]
fn operators_are_told_who_pays() {
    let program = support::jedna_karta::program();
    let said = |name: &str| {
        let rule = program.rules.values().find(|rule| rule.name == name).unwrap();
        Language::ALL.map(|language| payer_sentence(&program, rule, language))
    };
    assert_eq!(
        said("happy_birthday"),
        ["The coalition pays.", "Płaci koalicja.", "Платит коалиция.", "Платить коаліція."]
    );
    assert_eq!(
        said("pharmacy_cashback"),
        ["The partner pays.", "Płaci partner.", "Платит партнёр.", "Платить партнер."]
    );
}
