//! `coterie program check | read | schema`.

use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use crate::program_file::ProgramFile;
use clap::Subcommand;
use coterie_program::diagnostic;
use coterie_program::ids::Registry;
use coterie_sentences::{About, Language};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What can be done with program files.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Report every mistake of program files, with line, column and a suggestion
    Check {
        /// The files; - is stdin
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Say a program as sentences that a member understands
    Read {
        /// The file; - is stdin
        file: PathBuf,
        /// In which language: en, pl, ru, uk
        #[arg(long, value_name = "LANG", default_value = "en")]
        lang: Language,
    },
    /// Print the JSON Schema of program files, for editors
    Schema,
}

/// Does it.
pub(crate) fn run(action: Action, output: &mut Output) -> Result<Exit, Failure> {
    match action {
        Action::Check { files } => check(&files, output),
        Action::Read { file, lang } => read(&file, lang, output),
        Action::Schema => {
            output.value(&coterie_program::file::json_schema())?;
            Ok(Exit::Ok)
        }
    }
}

/// Every file is checked; one with mistakes does not keep the others from it.
fn check(files: &[PathBuf], output: &mut Output) -> Result<Exit, Failure> {
    let mut mistakes = 0;
    let mut found = Vec::new();
    for path in files {
        let file = ProgramFile::read(path, &Registry::default())?;
        mistakes += file.mistakes();
        if output.json() {
            if let Value::Array(diagnostics) = diagnostic::to_json(&file.name, file.diagnostics()) {
                found.extend(diagnostics);
            }
            continue;
        }
        let picture = diagnostic::render(&file.name, &file.bytes, file.diagnostics(), output.colour());
        output.text(&picture)?;
        if let Ok(checked) = &file.checked {
            let program = &checked.program;
            let rewards = program.rules.values().filter(|rule| rule.pay.is_some()).count();
            output.line(&format!(
                "{}: no mistakes ({}, {}, {})",
                file.name,
                counted(program.rules.values().count() - rewards, "rule"),
                counted(rewards, "reward"),
                counted(checked.tests.len(), "test")
            ))?;
        }
    }
    if output.json() {
        output.value(&Value::Array(found))?;
    }
    Ok(if mistakes == 0 { Exit::Ok } else { Exit::Wrong })
}

fn read(path: &Path, language: Language, output: &mut Output) -> Result<Exit, Failure> {
    let checked = ProgramFile::read(path, &Registry::default())?.usable()?;
    let sentences = coterie_sentences::read(&checked.program, language);
    if output.json() {
        let sentences: Vec<Value> = sentences
            .iter()
            .map(|sentence| {
                let (kind, name) = about(&sentence.about);
                json!({ "kind": kind, "name": name, "text": sentence.text })
            })
            .collect();
        output.value(&Value::Array(sentences))?;
        return Ok(Exit::Ok);
    }
    let mut last = "";
    for sentence in &sentences {
        let (kind, name) = about(&sentence.about);
        if kind != last {
            if !last.is_empty() {
                output.line("")?;
            }
            output.heading(kind)?;
            last = kind;
        }
        output.line(&format!("  {name}: {}", sentence.text))?;
    }
    Ok(Exit::Ok)
}

/// The kind and the name of what a sentence is about, as the program file has them.
fn about(about: &About) -> (&'static str, String) {
    match about {
        About::Account(name) => ("accounts", name.clone()),
        About::Tier { set, step } => ("tiers", format!("{set}.{step}")),
        About::Rule(name) => ("rules", name.clone()),
        About::Reward(name) => ("rewards", name.clone()),
        About::Transfer(name) => ("transfers", name.clone()),
    }
}
