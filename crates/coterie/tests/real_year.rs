//! The real year through the engine in memory: its totals are those of the independent computation.

use coterie::real_year::{PROGRAM, RealYear};
use coterie_calendar::Instant;
use coterie_decide::course::Happened;
use coterie_program::compile::compile;
use coterie_program::ids::Registry;
use coterie_rehearse::Rehearsal;
use coterie_retail_year::RetailYear;
use coterie_views::Totals;
use std::sync::Arc;

#[test]
fn the_real_year_comes_to_the_totals_of_the_independent_computation() {
    let Some(folder) = std::env::var_os("COMPLETE_JOURNEY_DIR").filter(|folder| !folder.is_empty()) else {
        eprintln!("COMPLETE_JOURNEY_DIR is not set: the real year is not played");
        return;
    };
    let year = RetailYear::open(folder).unwrap();
    let program = Arc::new(compile(PROGRAM, &Registry::default()).expect("the reference program is right").program);
    let events = RealYear::new(&year, &program).unwrap();
    let mut rehearsal = Rehearsal::new(Arc::clone(&program));
    let mut totals = Totals::default();
    let mut take = |happened: Happened| totals.take(happened.position, &happened.entry).unwrap();
    let mut played = 0;
    for event in events.events(&year) {
        rehearsal.play(&event.unwrap(), &mut take).unwrap();
        played += 1;
    }
    assert_eq!(played, RealYear::event_count(&year));
    rehearsal.tick(Instant::parse("2018-01-02T00:00:00Z", &program.zone).unwrap(), &mut take).unwrap();
    let books = totals.books().unwrap();
    eprintln!("{:?} {:?}", books.accounts, books.members);
}
