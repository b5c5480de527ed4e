//! Parts of a rule said by themselves, for whoever explains why it gave or did not: what a path reads, what was read, what a
//! condition asks for.

use crate::conditions::{Clause, clause, plainly};
use crate::party::Context;
use crate::{Language, Texts, paths, values};
use coterie_program::compiled::{Condition, Path, Program, Rule, Subject};
use coterie_program::value::Value;

/// What a path of a rule reads, as a noun: "the total of your purchase", "your level".
pub fn path_noun(program: &Program, rule: &Rule, path: &Path, language: Language) -> String {
    paths::noun(Context::of_rule(program, rule), path).render(Texts::of(language))
}

/// A value that a path of a rule reads, with its unit: "120.50 zł", "Gold".
pub fn path_value(program: &Program, rule: &Rule, path: &Path, value: &Value, language: Language) -> String {
    values::value(Context::of_rule(program, rule), path, value).render(Texts::of(language))
}

/// What a condition of a rule asks for: "on Saturdays and Sundays", "your city is “Krakow”".
pub fn condition_clause(program: &Program, rule: &Rule, condition: &Condition, language: Language) -> String {
    let context = Context::of_rule(program, rule);
    let is_of_a_line = matches!(condition.path.subject, Subject::Line | Subject::AnyLine);
    let phrase = if is_of_a_line {
        plainly(context, condition)
    } else {
        match clause(context, condition) {
            Clause::Event(phrase)
            | Clause::Amounting(phrase)
            | Clause::Occasion(phrase)
            | Clause::If(phrase) => phrase,
        }
    };
    phrase.render(Texts::of(language)).trim().trim_end_matches(',').to_owned()
}
