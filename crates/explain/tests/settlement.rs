//! A settlement is provable line by line: what a partner's statement adds up to is what its settlement says, to the grosz.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it says")]

use coterie_calendar::Instant;
use coterie_decide::Entry;
use coterie_demo::{Demo, PROGRAM, Settings};
use coterie_explain::{Past, Sums, Words, story_of};
use coterie_intake::{Defaults, Intake};
use coterie_ledger::{Amount, Party};
use coterie_program::builtin::account::DISCOUNTS_FOR_POINTS;
use coterie_program::compile::compile;
use coterie_program::compiled::Program;
use coterie_program::ids::Registry;
use coterie_rehearse::Rehearsal;
use coterie_sentences::Language;
use coterie_views::{Unsealed, Views};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything that happened under a program, and the views of it.
struct Year {
    program: Arc<Program>,
    rehearsal: Rehearsal,
    entries: Vec<(u64, Arc<Entry>)>,
    views: Views,
}

impl Year {
    /// Plays events as JSON.
    fn of(text: &str, events: impl IntoIterator<Item = String>) -> Self {
        let program =
            compile(text, &Registry::default()).unwrap_or_else(|wrong| panic!("{wrong:#?}")).program;
        let program = Arc::new(program);
        let mut rehearsal = Rehearsal::new(Arc::clone(&program));
        let mut entries = vec![(0, applied(text, &program))];
        let intake = Intake::new(&program);
        let known = |_: &str| true;
        let defaults = Defaults { source: "test", at: None, known_partner: &known };
        for event in events {
            let event = intake.event(&event, &defaults).unwrap_or_else(|wrong| panic!("{event}: {wrong:?}"));
            rehearsal.play(&event, &mut |one| entries.push((one.position, Arc::new(one.entry)))).unwrap();
        }
        let mut views = Views::in_memory(Box::new(Unsealed)).unwrap();
        views.project(&entries).unwrap();
        Self { program, rehearsal, entries, views }
    }

    /// Compares every settlement with the sum of the statement's lines in its period; says what all partners are paid for what
    /// was spent with them.
    fn agrees(&mut self) -> Amount {
        let words = Words::new(&self.program, Language::En);
        let mut all = Amount::ZERO;
        for period in self.views.settlement_periods().unwrap() {
            let report = self.views.settlement(&self.program, &period).unwrap();
            for partner in &report.partners {
                let party: Party = partner.partner.parse().unwrap();
                let mut sums = Sums::of(party.clone());
                for position in self.views.settlement_positions(&period, &party, None, usize::MAX).unwrap() {
                    let entry = &self.entries.iter().find(|(at, _)| *at == position).unwrap().1;
                    let lines = self.views.settlement_lines(position, entry, &party).unwrap();
                    sums.add(entry, &lines[0].period);
                }
                let settled = sums.settled(&words);
                assert_eq!(settled.pays, partner.pays, "{party} pays in {period}: {:?}", sums.told(&words));
                assert_eq!(
                    settled.paid,
                    partner.paid,
                    "{party} is paid in {period}: {:?}",
                    sums.told(&words)
                );
                all = all.checked_add(partner.paid).unwrap();
            }
        }
        all
    }
}

/// The first entry of a journal: the program.
fn applied(text: &str, program: &Program) -> Arc<Entry> {
    let apply = coterie_decide::entry::Apply {
        version: 1,
        from: Instant::MIN,
        text: text.to_owned(),
        registry: program.registry.clone(),
        backfilled: None,
    };
    Arc::new(Entry {
        clock: Instant::MIN,
        version: 1,
        by: compact_str::CompactString::default(),
        origin: coterie_decide::Origin::Apply(apply),
        decision: coterie_decide::decision::Decision::default(),
    })
}

#[test]
fn in_a_year_of_the_demo_every_partners_lines_add_up_to_its_settlements() {
    let steps = Demo::new(&Settings { members: 120, ..Settings::default() }).unwrap();
    let mut year = Year::of(PROGRAM, steps.map(|step| step.into_event().to_string()));
    assert!(year.agrees().is_positive(), "something was spent");
    let transfers = year.entries.iter().flat_map(|(_, entry)| entry.decision.transfers());
    let bought = transfers.filter(|transfer| transfer.account() == DISCOUNTS_FOR_POINTS).count();
    assert!(bought > 20, "{bought} rebates were bought with points");
}

#[test]
fn money_off_that_points_bought_is_paid_by_the_points_and_not_again() {
    const SHOP: &str = "\
program: {id: shop, zone: Europe/Warsaw, currency: PLN}
partners: {a: {issue_price: 0.01, redemption_price: 0.009}, b: {issue_price: 0.01, redemption_price: 0.009}}
accounts: {points: {of: member, unit: point}}
rules: {base: {give: {points: 1 per 1 PLN}}, five: {give: {discount: 5.00}}}
rewards: {till: {pay: {points: {each: 100, at_least: 100}}, give: {discount: 1.00}}}
";
    let events = [
        r#"{"id":"e","at":"2026-01-07T10:00","purchase":{"member":"m","partner":"a","total":"505.00"}}"#,
        r#"{"id":"s","at":"2026-01-08T10:00","redemption":{"member":"m","partner":"b","reward":"till","points":300,"total":"7.00"}}"#,
    ];
    let mut year = Year::of(SHOP, events.map(str::to_owned));
    // 300 points at 0.009, and the 5.00 that a gave and took itself.
    assert_eq!(year.agrees(), Amount::new(270 + 500).unwrap());

    let versions = year.rehearsal.versions().clone();
    let mut past = Past::new(&versions);
    for (position, entry) in &year.entries {
        past.add(*position, Entry::clone(entry));
    }
    let (position, entry) = year.entries.last().unwrap();
    let words = Words::new(&year.program, Language::En);
    let b = Party::partner("b").unwrap();
    let told: BTreeSet<String> = story_of(&words, &past, *position, entry, &b)
        .into_iter()
        .flat_map(|remark| [remark.text].into_iter().chain(remark.details))
        .map(|line| line.replace('\u{a0}', " "))
        .collect();
    let expected = [
        "300 points spent here",
        "3 zł spent here",
        "It is paid for by the points spent on it.",
        "b is paid 300 × 0.009 = 2.70 zł",
    ];
    assert_eq!(told, expected.map(str::to_owned).into());
}
