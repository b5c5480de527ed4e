//! Parts of a rule said by themselves, for whoever explains why it gave or did not: what a path reads, what was read, what a
//! condition asks for.

use crate::conditions::{Clause, clause, plainly};
use crate::names::Voice;
use crate::party::Context;
use crate::{Language, also, euphonic, paths, tails, values};
use coterie_program::compiled::{Condition, Limit, Path, Program, Rule, Subject};
use coterie_program::ids::AccountId;
use coterie_program::value::Value;

/// What a path of a rule reads, as a noun: "the total of your purchase", "your level".
pub fn path_noun(program: &Program, rule: &Rule, path: &Path, language: Language) -> String {
    paths::noun(Context::of_rule(program, rule), path).render(Voice::of(program, language))
}

/// A value that a path of a rule reads, with its unit: "120.50 zł", "Gold".
pub fn path_value(program: &Program, rule: &Rule, path: &Path, value: &Value, language: Language) -> String {
    values::value(Context::of_rule(program, rule), path, value).render(Voice::of(program, language))
}

/// What a condition of a rule asks for: "on Saturdays and Sundays", "your city is “Krakow”".
pub fn condition_clause(program: &Program, rule: &Rule, condition: &Condition, language: Language) -> String {
    let context = Context::of_rule(program, rule);
    let is_of_a_line = matches!(condition.path.subject, Subject::Line | Subject::AnyLine);
    let clause =
        if is_of_a_line { Clause::If(plainly(context, condition)) } else { clause(context, condition) };
    said(clause, program, language)
}

/// What a part of a rule's expression asks for, given as its text; none where it has no words but that.
pub fn also_clause(program: &Program, rule: &Rule, part: &str, language: Language) -> Option<String> {
    let (expression, paths) = rule.also.as_ref()?;
    let shape = expression.parts().find(|known| known.to_string() == part)?.shape();
    Some(said(also::part(Context::of_rule(program, rule), &shape, paths)?, program, language))
}

fn said(clause: Clause, program: &Program, language: Language) -> String {
    let (Clause::Event(phrase) | Clause::Amounting(phrase) | Clause::Occasion(phrase) | Clause::If(phrase)) =
        clause;
    euphonic(phrase.render(Voice::of(program, language)).trim().trim_end_matches(',').to_owned(), language)
}

/// The same value as a sentence says it: a program's word stands out in quotation marks.
pub fn path_value_quoted(
    program: &Program,
    rule: &Rule,
    path: &Path,
    value: &Value,
    language: Language,
) -> String {
    values::quoted(Context::of_rule(program, rule), path, value).render(Voice::of(program, language))
}

/// What people call a name of a program: an account, a kind of event, a voucher.
pub fn name(program: &Program, name: &str, language: Language) -> String {
    Voice::of(program, language).word(name)
}

/// What people call a step of a tier set.
pub fn level_name(program: &Program, name: &str, language: Language) -> String {
    Voice::of(program, language).level(name)
}

/// A limit of a rule or reward: "at most 1,000 points per member per month".
pub fn rule_limit(program: &Program, rule: &Rule, limit: &Limit, language: Language) -> String {
    tails::limit(Context::of_rule(program, rule), limit).render(Voice::of(program, language))
}

/// A limit of transfers from an account.
pub fn transfer_limit(program: &Program, account: AccountId, limit: &Limit, language: Language) -> String {
    let context = Context::of_kind(program, program.accounts[account].of);
    tails::limit(context, limit).render(Voice::of(program, language))
}
