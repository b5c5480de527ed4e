//! The real year through the engine in memory: its totals are those of an independent computation in Python.

use coterie::real_year::{BONUS_RULE, PROGRAM, RealYear, RealYearReport, TierCounts};
use coterie_calendar::Instant;
use coterie_decide::course::Happened;
use coterie_program::compile::compile;
use coterie_program::ids::{Registry, RuleId, Space};
use coterie_rehearse::Rehearsal;
use coterie_retail_year::RetailYear;
use coterie_views::{AccountBooks, Totals};
use std::collections::BTreeMap;
use std::sync::Arc;

const EXPECTED: &str = include_str!("../../../programs/complete-journey.expected.json");

#[test]
fn the_real_year_comes_to_the_totals_of_the_independent_computation() {
    let Some(folder) = std::env::var_os("COMPLETE_JOURNEY_DIR").filter(|folder| !folder.is_empty()) else {
        eprintln!("COMPLETE_JOURNEY_DIR is not set: the real year is not played");
        return;
    };
    let year = RetailYear::open(folder).unwrap();
    let program =
        Arc::new(compile(PROGRAM, &Registry::default()).expect("the reference program is right").program);
    let bonus = RuleId(program.registry.find(Space::Rule, BONUS_RULE).unwrap());
    let events = RealYear::new(&year, &program).unwrap();
    let mut rehearsal = Rehearsal::new(Arc::clone(&program));
    let mut totals = Totals::default();
    let mut bonuses = 0;
    let mut take = |happened: Happened| {
        bonuses += happened.entry.decision.gifts.iter().filter(|gift| gift.rule == bonus).count();
        totals.take(happened.position, &happened.entry).unwrap();
    };
    let mut played = 0;
    for event in events.events(&year) {
        rehearsal.play(&event.unwrap(), &mut take).unwrap();
        played += 1;
    }
    assert_eq!(played, RealYear::event_count(&year));
    let at = Instant::parse("2018-01-02T00:00:00Z", &program.zone).unwrap();
    rehearsal.tick(at, &mut take).unwrap();

    let mut books = totals.books().unwrap();
    // a rehearsal applies no program, so its only account has no name yet
    let named = |accounts: &mut BTreeMap<String, AccountBooks>| {
        assert!(accounts.len() <= 1);
        *accounts = std::mem::take(accounts).into_values().map(|one| ("points".to_owned(), one)).collect();
    };
    named(&mut books.accounts);
    books.partners.values_mut().for_each(|partner| named(&mut partner.accounts));
    let tiers = TierCounts::count(rehearsal.engine(), at, rehearsal.records().each_party());
    let report = RealYearReport::new(&program, &books, tiers, i64::try_from(bonuses).unwrap());
    let expected: serde_json::Value = serde_json::from_str(EXPECTED).unwrap();
    assert_eq!(serde_json::to_value(&report).unwrap(), expected);
}
