//! Whole programs in each language, kept as files to be read: `UPDATE_SNAPSHOTS=1 cargo test -p coterie-sentences` writes
//! them anew.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it says")]

mod support;

use coterie_program::compiled::Program;
use coterie_sentences::{About, Language, payer_sentence, read};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../programs");
const SNAPSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");

fn compiled(file: &Path) -> Program {
    let source = std::fs::read_to_string(file).unwrap();
    coterie_program::compile::compile(&source, &coterie_program::ids::Registry::default()).unwrap().program
}

/// What a program says, each sentence under what it is about.
fn said(program: &Program, language: Language) -> Vec<(String, String)> {
    let sentences = read(program, language).into_iter().map(|sentence| {
        let about = match sentence.about {
            About::Account(name) => format!("account {name}"),
            About::Tier { set, step } => format!("tier {set}.{step}"),
            About::Rule(name) => format!("rule {name}"),
            About::Reward(name) => format!("reward {name}"),
            About::Transfer(name) => format!("transfer {name}"),
        };
        let text = &sentence.text;
        for slip in ["  ", " ,", ",,", ",)", "( ", "()", " )", ";;", ".."] {
            assert!(!text.contains(slip), "“{slip}” in {language}: {text}");
        }
        // A no-break space is not seen in a review; the tests of formats know where it stands.
        (about, sentence.text.replace('\u{a0}', " "))
    });
    sentences.collect()
}

fn is_as_reviewed(name: &str, language: Language, now: &str) {
    let file = Path::new(SNAPSHOTS).join(format!("{name}.{language}.txt"));
    assert!(!now.contains("{$"), "a variable of {language}.ftl was not given: {now}");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, now).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(now, kept, "{} is not what is said now", file.display());
}

fn matches_its_snapshots(name: &str, program: &Program) {
    for language in Language::ALL {
        let mut now = String::new();
        for (about, text) in said(program, language) {
            writeln!(now, "{about}\n    {text}").unwrap();
        }
        is_as_reviewed(name, language, &now);
    }
}

#[test]
fn the_programs_of_the_repository_are_said_as_reviewed() {
    for name in ["complete-journey", "demo", "jedna-karta"] {
        matches_its_snapshots(name, &compiled(&Path::new(PROGRAMS).join(name).with_extension("yaml")));
    }
}

/// All recipes in one file for each language; a sentence that an earlier recipe says is not said again.
#[test]
fn the_cookbook_is_said_as_reviewed() {
    let mut recipes: Vec<PathBuf> = std::fs::read_dir(Path::new(PROGRAMS).join("cookbook"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    recipes.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    recipes.sort();
    let recipes: Vec<(String, Program)> = recipes
        .iter()
        .map(|file| (file.file_stem().unwrap().to_string_lossy().into_owned(), compiled(file)))
        .collect();
    for language in Language::ALL {
        let (mut now, mut known) = (String::new(), BTreeSet::new());
        for (name, program) in &recipes {
            writeln!(now, "# {name}").unwrap();
            for (about, text) in said(program, language) {
                if known.insert(text.clone()) {
                    writeln!(now, "{about}\n    {text}").unwrap();
                }
            }
        }
        is_as_reviewed("cookbook", language, &now);
    }
}

#[test]
fn every_form_of_the_language_is_said_as_reviewed() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs/forms.yaml");
    matches_its_snapshots("forms", &compiled(&forms));
    matches_its_snapshots("shared-unit", &compiled(&forms.with_file_name("shared-unit.yaml")));
    matches_its_snapshots("units-with-forms", &compiled(&forms.with_file_name("units-with-forms.yaml")));
    matches_its_snapshots("shares-in-units", &compiled(&forms.with_file_name("shares-in-units.yaml")));
    matches_its_snapshots("showcase", &support::showcase::program());
}

#[test]
fn operators_are_told_who_pays() {
    let program = compiled(&Path::new(PROGRAMS).join("jedna-karta.yaml"));
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
