//! A refusal says what stood in the way, in each language and in the program's own words.

use coterie_decide::decision::{Reason, Refusal};
use coterie_explain::{Words, refused};
use coterie_program::compile::compile;
use coterie_program::compiled::Program;
use coterie_program::ids::Registry;
use coterie_sentences::Language;

const PROGRAM: &str = "\
program: {id: refused, zone: Europe/Warsaw, currency: PLN}
accounts: {points: {of: member, unit: point}}
rewards:
  a_mug:
    pay: {points: {each: 100}}
    give: {product: mug}
    limit: {points: 1000, per: member, every: month}
    paid_by: coalition
    text: {en: A mug, pl: Kubek}
words: {points: {en: sparks, pl: iskry}}
";

fn program() -> Program {
    compile(PROGRAM, &Registry::default()).expect("the program compiles").program
}

/// What is said in every language, with plain blanks.
fn said(refusal: &Refusal) -> [String; 4] {
    let program = program();
    Language::ALL
        .map(|language| refused(&Words::new(&program, language), None, refusal).replace('\u{a0}', " "))
}

#[test]
fn a_limit_is_said_and_what_it_leaves_not_what_the_member_has() {
    let refusal = Refusal::new(Reason::LimitReached, "a_mug").with_amounts(Some(0), None);
    assert_eq!(
        said(&refusal),
        [
            "the limit is reached (at most 1,000 points per member per month).",
            "limit jest wyczerpany (maksymalnie 1000 punktów miesięcznie na uczestnika).",
            "лимит исчерпан (не более 1 000 баллов в месяц на участника).",
            "ліміт вичерпано (не більше 1 000 балів на місяць на учасника).",
        ]
    );
    let refusal = refusal.with_amounts(Some(200), Some(200));
    assert!(said(&refusal)[0].ends_with("per month); it leaves 200 points."), "{refusal:?}");
}

#[test]
fn a_record_that_is_not_there_is_called_what_it_is() {
    assert_eq!(
        said(&Refusal::new(Reason::UnknownRecord, "member:bartek")),
        [
            "there is no such member: bartek.",
            "nie ma takiego uczestnika: bartek.",
            "такого участника нет: bartek.",
            "такого учасника немає: bartek.",
        ]
    );
}

#[test]
fn rewards_and_accounts_are_called_what_the_program_calls_them() {
    let [english, polish, ..] = said(&Refusal::new(Reason::OutOfStock, "a_mug"));
    assert_eq!(english, "none is left of A mug (a_mug).");
    assert_eq!(polish, "zapas się skończył: Kubek (a_mug).");
    let short = Refusal::new(Reason::InsufficientBalance, "points").with_amounts(Some(0), Some(0));
    assert_eq!(said(&short)[1], "za mało na koncie (iskry); dostępne: 0 punktów.");
}
