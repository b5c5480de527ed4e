//! Each audience is told what concerns it, in words and figures, and nobody else's name.

use coterie_decide::decision::{Decision, Gift, Given, Rests};
use coterie_decide::{Entry, Origin, Tick, TickKind};
use coterie_explain::{Audience, told};
use coterie_ledger::{Amount, Party, PartyKind};
use coterie_program::compile::compile;
use coterie_program::compiled::Program;
use coterie_program::ids::Registry;
use coterie_sentences::Language;

const PROGRAM: &str = "\
program: {id: told, zone: Europe/Warsaw, currency: PLN}
partners: {polana: {}, kino: {}}
accounts: {points: {of: member, unit: point}}
rules:
  a_point_per_zloty: {give: {points: 1 per 1 PLN}}
";

fn member(id: &str) -> Party {
    Party::new(PartyKind::Member, id).expect("a short id is an id")
}

fn partner(id: &str) -> Party {
    Party::partner(id).expect("a short id is an id")
}

/// Anna gets 200 points for 200.00, and polana pays.
fn example() -> (Program, Entry) {
    let program = compile(PROGRAM, &Registry::default()).expect("the program compiles").program;
    let (account, _) = program.accounts.iter().next().expect("it has an account");
    let amount = Amount::new(200).expect("it is within limits");
    let gift = Gift {
        rule: program.order[0],
        part: 0,
        to: member("anna"),
        payer: partner("polana"),
        given: Given::Credit { account, amount, lot: None, pool: None },
        rests: Rests::AllLines,
        basis: 20_000,
        on: None,
        unlimited: amount,
        facts: Vec::new(),
        bought_with: None,
    };
    let at = coterie_calendar::Instant::MIN;
    let origin = Origin::Tick(Tick { at, kind: TickKind::Clock, party: member("anna"), of: 0 });
    let decision = Decision { gifts: vec![gift], ..Decision::default() };
    (program, Entry { clock: at, version: 1, by: compact_str::CompactString::default(), origin, decision })
}

#[test]
fn a_member_hears_what_is_given_to_them_and_not_who_pays() {
    let (program, entry) = example();
    let lines = told(&program, Language::Pl, &Audience::of(&member("anna")), &entry);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].arithmetic, "200.00 ÷ 1.00 × 1 = 200");
    assert_eq!((lines[0].amount.as_deref(), lines[0].unit.as_deref()), (Some("200"), Some("point")));
    assert_eq!(lines[0].beneficiary.as_deref(), Some("member:anna"));
    assert_eq!((&lines[0].payer, &lines[0].paid_by), (&None, &None));
    assert!(lines[0].sentence.ends_with('.'), "{}", lines[0].sentence);
    assert_eq!(told(&program, Language::Pl, &Audience::of(&member("jan")), &entry), []);
}

#[test]
fn a_partner_hears_what_it_pays_and_not_whom_it_benefits() {
    let (program, entry) = example();
    let lines = told(&program, Language::En, &Audience::of(&partner("polana")), &entry);
    assert_eq!(lines[0].payer.as_deref(), Some("partner:polana"));
    assert_eq!(lines[0].beneficiary, None);
    assert_eq!(told(&program, Language::En, &Audience::of(&partner("kino")), &entry), []);
}

#[test]
fn an_operator_hears_everything() {
    let (program, entry) = example();
    let lines = told(&program, Language::En, &Audience::Operator, &entry);
    assert_eq!(lines[0].beneficiary.as_deref(), Some("member:anna"));
    assert_eq!(lines[0].payer.as_deref(), Some("partner:polana"));
    assert!(lines[0].paid_by.is_some());
}
