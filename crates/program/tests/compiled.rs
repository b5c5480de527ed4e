//! What a good program becomes: numbers in smallest parts, records instead of words, defaults filled in.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use coterie_calendar::{Period, Span, Window};
use coterie_ledger::{Party, PartyKind, Rate};
use coterie_program::builtin::{field, kind};
use coterie_program::compile::{Check, TestCase};
use coterie_program::compiled::{
    Amount, Bound, Expiry, LimitScope, LimitedTo, MeasureKind, Of, OnRefund, Path, Payer, Pending, Program,
    Read, Rule, Scale, Subject, Test, Trigger, What,
};
use coterie_program::ids::{Registry, Space};
use coterie_program::value::Value;
use coterie_program::{Checked, compile};

const JEDNA_KARTA: &str = include_str!("../../../programs/jedna-karta.yaml");

fn checked(source: &str) -> Checked {
    match compile(source, &Registry::default()) {
        Ok(checked) => checked,
        Err(diagnostics) => {
            panic!("{}", coterie_program::diagnostic::render("test.yaml", source, &diagnostics, false))
        }
    }
}

fn rule<'p>(program: &'p Program, name: &str) -> &'p Rule {
    program.rules.values().find(|rule| rule.name == name).unwrap()
}

fn tests(program: &Program, rule: &Rule) -> Vec<(String, Test)> {
    let condition = |id: &coterie_program::compiled::ConditionId| program.conditions[id.0 as usize].clone();
    rule.conditions.iter().map(condition).map(|c| (c.path.text, c.test)).collect()
}

fn credit(rule: &Rule, place: usize) -> (&Amount, &Of, Option<&Scale>) {
    match &rule.gives[place].what {
        What::Credit { amount, of, times, .. } => (amount, of, times.as_ref()),
        other => panic!("{other:?}"),
    }
}

fn program(rest: &str) -> String {
    format!(
        "program: {{id: p, zone: Europe/Warsaw, currency: PLN}}\n\
         accounts:\n  points: {{of: member, unit: point}}\n  cashback: {{of: member, unit: PLN}}\n{rest}"
    )
}

#[test]
fn every_construction_of_the_reference_compiles_without_a_warning() {
    let source = include_str!("good/everything.yaml");
    let checked = checked(source);
    let said = coterie_program::diagnostic::render("everything.yaml", source, &checked.warnings, false);
    assert!(checked.warnings.is_empty(), "{said}");
    assert_eq!(checked.tests[0].expect.iter().map(|expect| expect.checks.len()).sum::<usize>(), 14);
}

#[test]
fn accounts_keep_their_terms_and_get_the_usual_rounding() {
    let program = checked(JEDNA_KARTA).program;
    let points = program.accounts.values().find(|account| account.name == "points").unwrap();
    assert_eq!(points.pending, Pending::For(Span::days(14)));
    assert_eq!(points.expires, Expiry::After(Span::months(12), Some(Period::Month)));
    let program = checked(&program_of_two_accounts()).program;
    let rounding: Vec<_> = program.accounts.values().map(|account| account.rounding).collect();
    assert_eq!(rounding, [coterie_ledger::Rounding::Down, coterie_ledger::Rounding::HalfUp]);
}

fn program_of_two_accounts() -> String {
    program("")
}

#[test]
fn amounts_are_in_smallest_parts_and_percentages_are_fractions() {
    let program = checked(JEDNA_KARTA).program;
    let one: Rate = "1".parse().unwrap();
    let rate = Amount::Rate { gives: one, per: 100 };
    assert_eq!(credit(rule(&program, "a_point_for_every_full_zloty"), 0).0, &rate);
    assert_eq!(credit(rule(&program, "bringing_a_customer"), 0).0, &Amount::Percent("0.06".parse().unwrap()));
    let multiplier = Amount::Multiply("2".parse().unwrap());
    assert_eq!(credit(rule(&program, "weekends_count_double"), 0).0, &multiplier);
    let Amount::By { path, cases, otherwise } = credit(rule(&program, "pharmacy_cashback"), 0).0 else {
        panic!()
    };
    assert!(matches!(path.read, Read::Tier(_)));
    assert_eq!(cases, &[(Value::text("gold"), Amount::Percent("0.03".parse().unwrap()))]);
    assert_eq!(otherwise.as_deref(), Some(&Amount::Percent("0.02".parse().unwrap())));
}

#[test]
fn a_percentage_of_money_that_gives_points_counts_whole_units() {
    let source = program("rules:\n  r: {give: {points: 6 %}}\n");
    // 6 % of 100.00 is 6 points: 10,000 × 0.0006.
    assert_eq!(
        credit(rule(&checked(&source).program, "r"), 0).0,
        &Amount::Percent("0.0006".parse().unwrap())
    );
}

#[test]
fn bare_names_belong_to_the_beneficiary_before_the_member() {
    let program = checked(JEDNA_KARTA).program;
    let friend = tests(&program, rule(&program, "bringing_a_friend"));
    assert_eq!(friend[0], ("purchases".to_owned(), Test::In(vec![Value::Int(0)])));
    assert_eq!(friend[1].1, Test::Known);
    let recruiting = rule(&program, "recruiting_a_partner");
    let sales = &program.conditions[recruiting.conditions[0].0 as usize];
    assert_eq!(sales.path.subject, recruiting.who);
    let at_least = Bound { value: Value::Int(100_000), inclusive: true };
    assert_eq!(sales.test, Test::Range { low: Some(at_least), high: None });
}

#[test]
fn beneficiaries_and_payers_are_records_of_the_event() {
    let program = checked(JEDNA_KARTA).program;
    let inviter = |name: &str| program.registry.find(Space::Relation, name).unwrap().into();
    let partner = Payer::Partner(Subject::Record(field::PARTNER, vec![]));
    assert_eq!(rule(&program, "weekends_count_double").payer, partner);
    assert_eq!(rule(&program, "bringing_a_friend").payer, Payer::Coalition);
    let give = &rule(&program, "bringing_a_friend").gives[0];
    assert_eq!(give.to, Some(Subject::Record(field::MEMBER, vec![inviter("member.inviter")])));
    let who =
        Subject::Record(field::MEMBER, vec![inviter("member.brought_by"), inviter("partner.recruited_by")]);
    assert_eq!(rule(&program, "recruiting_a_partner").who, who);
}

#[test]
fn a_fact_sets_a_rule_off_for_whom_it_is_about() {
    let program = checked(JEDNA_KARTA).program;
    let verdict = rule(&program, "the_customers_verdict");
    assert_eq!(verdict.who, Subject::Record(field::OF, vec![]));
    let (_, of, times) = credit(verdict, 0);
    assert!(matches!(of, Of::Path(Path { read: Read::Measure(_), .. })));
    assert!(matches!(times, Some(Scale::Path(Path { text, .. })) if text == "score.factor"));
}

#[test]
fn limits_count_what_is_given_for_whom_and_how_often() {
    let program = checked(JEDNA_KARTA).program;
    let limit = &rule(&program, "bringing_a_friend").limits[0];
    assert_eq!((limit.of, limit.most, limit.every), (LimitedTo::Times, 10, Some(Period::Month)));
    assert!(
        matches!(&limit.per, LimitScope::Record(Subject::Record(field::MEMBER, hops)) if hops.len() == 1)
    );
    assert_eq!(program.registry.find(Space::Limit, "bringing_a_friend#0"), Some(limit.id.0));
    let coffee = rule(&program, "a_coffee_at_tankuj");
    assert_eq!(coffee.limits[0].per, LimitScope::Everyone);
}

#[test]
fn shared_limits_have_one_counter() {
    let source = program(
        "rules:\n  a: {give: {points: 1}, limit: {points: 5, every: month, shared: summer}}\n  \
         b: {give: {points: 2}, limit: {points: 5, every: month, shared: summer}}\n",
    );
    let program = checked(&source).program;
    assert_eq!(rule(&program, "a").limits, rule(&program, "b").limits);
    assert_eq!(program.registry.names(Space::Limit), ["shared:summer"]);
}

#[test]
fn measures_know_their_events_and_how_these_reach_the_record() {
    let program = checked(JEDNA_KARTA).program;
    let measure = |name: &str| program.measures.values().find(|measure| measure.name == name).unwrap();
    assert_eq!(measure("purchases").when, [kind::PURCHASE]);
    assert_eq!(measure("purchases").via, Subject::Record(field::MEMBER, vec![]));
    assert!(matches!(&measure("sales").via, Subject::Record(field::MEMBER, hops) if hops.len() == 1));
    assert!(matches!(&measure("sales").what, MeasureKind::Sum(Path { read: Read::Total, .. })));
    assert!(matches!(&measure("last_quarter").what, MeasureKind::SumAccount { from, .. } if from.len() == 1));
    assert_eq!(measure("earned").over, Window::Rolling(Span::days(365)));
}

#[test]
fn equal_conditions_are_one() {
    let source = program(
        "rules:\n  a: {if: {purchase.weekday: [sat, sun]}, give: {points: 1}}\n  \
         b: {if: {purchase.weekday: [sun, sat]}, give: {points: 2}}\n",
    );
    let program = checked(&source).program;
    assert_eq!(program.conditions.len(), 1);
    assert_eq!(rule(&program, "a").conditions, rule(&program, "b").conditions);
}

#[test]
fn a_clock_and_a_reward_are_triggers_of_their_own() {
    let program = checked(JEDNA_KARTA).program;
    let birthday = rule(&program, "happy_birthday");
    assert!(matches!(&birthday.when, Trigger::Clock { at, .. } if at.seconds() == 9 * 3600));
    assert_eq!(birthday.who, Subject::Record(field::MEMBER, vec![]));
    let coffee = rule(&program, "a_coffee_at_tankuj");
    assert_eq!(coffee.when, Trigger::Asked);
    let pay = coffee.pay.as_ref().unwrap().points.as_ref().unwrap();
    assert!(matches!(&pay.price, Amount::By { cases, .. } if cases[0].1 == Amount::Fixed(240)));
    assert_eq!(coffee.text[0], ("en".to_owned(), "A coffee at Tankuj".to_owned()));
    assert_eq!(rule(&program, "thirty_for_a_basket_of_200").on_refund, OnRefund::Recompute);
}

#[test]
fn cel_reads_the_same_paths() {
    let source = program(
        "measures:\n  purchases: {of: member, count: purchase, over: always}\n\
         rules:\n  r: {also: purchase.total > 10000 && (member.purchases + 1) % 5 == 0, give: {points: 1}}\n",
    );
    let program = checked(&source).program;
    let (expression, paths) = rule(&program, "r").also.as_ref().unwrap();
    assert_eq!(expression.slots().len(), 2);
    let texts: Vec<_> = paths.iter().map(|path| path.text.as_str()).collect();
    assert_eq!(texts, ["purchase.total", "member.purchases"]);
}

#[test]
fn tiers_are_ordered_and_relations_have_a_beginning() {
    let source = program(
        "relations: {member.inviter: member}\n\
         measures:\n  earned: {of: member, sum: points, over: always}\n\
         tiers:\n  tier: {of: member, by: earned, steps: {green: 0, silver: 500, gold: 2000}}\n\
         rules:\n  r: {if: {member.tier: {at_least: silver}, inviter.since: {within: 12 months}}, give: {points: 1}}\n",
    );
    let program = checked(&source).program;
    let conditions = tests(&program, rule(&program, "r"));
    assert_eq!(conditions[0].1, Test::In(vec![Value::text("gold"), Value::text("silver")]));
    assert_eq!(conditions[1].1, Test::Within(Span::months(12)));
}

#[test]
fn numbers_survive_versions() {
    let first = checked(&program("rules:\n  a: {give: {points: 1}}\n  b: {give: {points: 2}}\n"));
    let source = program("rules:\n  c: {give: {points: 3}}\n  b: {give: {points: 2}}\n");
    let second = compile(&source, &first.program.registry).unwrap();
    assert_eq!(rule(&second.program, "b").id, rule(&first.program, "b").id);
    assert_eq!(rule(&second.program, "c").id.0, 2);
    assert_eq!(second.program.order.len(), 2);
}

#[test]
fn the_same_file_compiles_to_the_same_registry() {
    assert_eq!(checked(JEDNA_KARTA).program.registry, checked(JEDNA_KARTA).program.registry);
}

#[test]
fn a_tests_records_have_the_kinds_that_their_relations_say() {
    let checked = checked(JEDNA_KARTA);
    let TestCase { given, events, expect, .. } = &checked.tests[0];
    assert_eq!(given[0].party, Party::member("anna").unwrap());
    assert_eq!(given[1].party, Party::partner("kasia").unwrap());
    assert_eq!(given[0].relations[1].1, Party::partner("kasia").unwrap());
    assert_eq!(given[1].relations[0].1.kind(), PartyKind::Partner);
    let line = events[0].get("purchase").and_then(|body| body.get("lines")?.get("b"));
    let Some(coterie_program::yaml::Value::List(line)) = line.map(|line| &line.value) else {
        panic!("the line is a list")
    };
    assert_eq!(line[1].as_text(), Some("100.00"));
    let Check::Pending(party, _, amount) = &expect[0].checks[2] else { panic!() };
    assert_eq!((party, amount.amount), (&Party::partner("kasia").unwrap(), 1260));
    let Check::WhyNot(_, reasons, _) = &expect[1].checks[0] else { panic!() };
    assert_eq!(reasons[1].1.text, "1000.00");
}
