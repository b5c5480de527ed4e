//! Whether a program's tests would notice a slip: each constant of the file is changed in turn, and the tests are run.

use crate::tests::{self, TestReport};
use coterie_calendar::Date;
use coterie_intake::Intake;
use coterie_program::compile::{Checked, compile};
use coterie_program::diagnostic::Diagnostic;
use coterie_program::file::constants::{Constant, ConstantKind, constants};
use coterie_program::ids::Registry;
use serde::Serialize;
use std::sync::Arc;
use thiserror::Error;

/// What the changes of a program's constants showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mutation {
    /// How many constants were changed.
    pub tried: usize,
    /// How many changes a test noticed.
    pub noticed: usize,
    /// How many constants have no change that still compiles: the checker notices those.
    pub not_compiling: usize,
    /// The changes that nothing noticed, in the order of the file.
    pub survivors: Vec<Survivor>,
}

/// A change that no test noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Survivor {
    /// Its line, from 1.
    pub line: u32,
    /// Its column, from 1, in characters.
    pub column: u32,
    /// Of what it is a constant: `rules.weekends.give.points`.
    pub place: String,
    /// As the file has it.
    pub text: String,
    /// What it was changed to.
    pub changed_to: String,
}

/// Why there is nothing to change.
#[derive(Debug, Error)]
pub enum MutateError {
    /// The program does not compile as it is.
    #[error("the program has {} mistakes", .0.len())]
    Mistakes(Vec<Diagnostic>),
    /// Its tests do not pass as it is.
    #[error("{} of the program's tests fail as it is", .0.len())]
    Failing(Vec<TestReport>),
}

/// Changes each constant of a program in turn, by its smallest step, and runs the program's tests. `progress` is told how
/// many constants are done, and of how many.
pub fn mutate(source: &str, mut progress: impl FnMut(usize, usize)) -> Result<Mutation, MutateError> {
    let checked = compile(source, &Registry::default()).map_err(MutateError::Mistakes)?;
    let mut failing = tests::run(&Arc::new(checked.program), &checked.tests);
    failing.retain(|report| !report.failures.is_empty());
    if !failing.is_empty() {
        return Err(MutateError::Failing(failing));
    }
    let all = constants(source);
    let mut found = Mutation { tried: all.len(), ..Mutation::default() };
    for (number, constant) in all.iter().enumerate() {
        progress(number, all.len());
        let Some((changed_to, checked)) = first_that_compiles(source, constant, &all) else {
            found.not_compiling += 1;
            continue;
        };
        if notices(checked) {
            found.noticed += 1;
            continue;
        }
        found.survivors.push(Survivor {
            line: constant.span.start.line,
            column: constant.span.start.column,
            place: constant.place.clone(),
            text: constant.text.clone(),
            changed_to,
        });
    }
    progress(all.len(), all.len());
    Ok(found)
}

/// True as soon as one test fails.
fn notices(checked: Checked) -> bool {
    let program = Arc::new(checked.program);
    let intake = Intake::new(&program);
    checked.tests.iter().any(|test| !tests::run_one(&program, &intake, test).failures.is_empty())
}

fn first_that_compiles(source: &str, constant: &Constant, all: &[Constant]) -> Option<(String, Checked)> {
    changes(constant, all).into_iter().find_map(|changed_to| {
        let bytes = constant.span.bytes();
        let changed = format!("{}{changed_to}{}", source.get(..bytes.start)?, source.get(bytes.end..)?);
        Some((changed_to, compile(&changed, &Registry::default()).ok()?))
    })
}

/// What a constant may be changed to, the likeliest slip first.
fn changes(constant: &Constant, all: &[Constant]) -> Vec<String> {
    let text = constant.text.as_str();
    match constant.kind {
        ConstantKind::Whole
        | ConstantKind::Decimal
        | ConstantKind::Percent
        | ConstantKind::Multiplier
        | ConstantKind::Length => {
            [next_number(text, true), next_number(text, false)].into_iter().flatten().collect()
        }
        ConstantKind::Date => {
            let date = text.parse::<Date>().ok();
            let steps = [1, -1].into_iter().filter_map(|by| Date::from_days(date?.days() + by));
            steps.map(|date| date.to_string()).collect()
        }
        ConstantKind::TimeOfDay => next_minute(text).into_iter().collect(),
        ConstantKind::Word => other_words(text, all),
    }
}

/// The number whose spelling ends one higher or lower in its last place: `1.25` becomes `1.26`.
fn next_number(text: &str, up: bool) -> Option<String> {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits: i128 = text.replace('.', "").parse().ok()?;
    let next = if up { digits.checked_add(1)? } else { digits.checked_sub(1)? };
    let sign = if next < 0 { "-" } else { "" };
    let spelled = format!("{:0>width$}", next.unsigned_abs(), width = decimals + 1);
    let (whole, part) = spelled.split_at(spelled.len() - decimals);
    Some(if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

fn next_minute(text: &str) -> Option<String> {
    let mut parts = text.split(':').map(|part| part.parse::<u32>().ok());
    let minute = (parts.next()?? * 60 + parts.next()?? + 1) % (24 * 60);
    Some(format!("{:02}:{:02}", minute / 60, minute % 60))
}

/// Words that may stand in a word's place: those of the language that exclude it, other words of the file, and, where any
/// text is allowed, one that nothing bears.
fn other_words(text: &str, all: &[Constant]) -> Vec<String> {
    const SETS: [&[&str]; 4] = [
        &["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        &["yes", "no"],
        &["today", "this month"],
        &["known", "{not: known}"],
    ];
    if let Some(set) = SETS.iter().find(|set| set.contains(&text)) {
        let at = set.iter().position(|word| *word == text).unwrap_or(0);
        return (1..set.len()).map(|by| set[(at + by) % set.len()].to_owned()).collect();
    }
    let others = all.iter().filter(|other| other.kind == ConstantKind::Word && other.text != text);
    let mut words = vec![format!("{text}x")];
    words.extend(others.map(|other| other.text.clone()));
    words
}

#[cfg(test)]
mod unit_tests {
    use super::{next_number, other_words};

    #[test]
    fn a_number_is_changed_in_its_last_place() {
        let up = |text| next_number(text, true).unwrap_or_default();
        assert_eq!((up("30").as_str(), up("1.25").as_str(), up("0.0099").as_str()), ("31", "1.26", "0.0100"));
        assert_eq!(up("-1"), "0");
        assert_eq!(next_number("0.5", false).unwrap_or_default(), "0.4");
    }

    #[test]
    fn a_weekday_becomes_another() {
        assert_eq!(other_words("sun", &[])[0], "mon");
        assert_eq!(other_words("coffee", &[]), ["coffeex"]);
    }
}
