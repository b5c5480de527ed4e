//! `views rebuild`.

use super::shop;
use rusqlite::Connection;

#[test]
fn rebuilt_views_have_the_same_digests_table_by_table() {
    let place = shop();
    let digests = |place: &super::Place| place.json(&["views", "rebuild", "--compare"])["tables"].clone();
    let before = digests(&place);
    let events = &before.as_array().unwrap().iter().find(|one| one["table"] == "events").unwrap();
    assert_eq!(events["rows"], 3);
    assert_eq!(place.json(&["views", "rebuild"])["position"], 2);
    assert_eq!(digests(&place), before);
    std::fs::remove_file(place.path("coterie.views.db")).unwrap();
    assert_eq!(digests(&place), before);
}

#[test]
fn a_comparison_shows_the_row_that_differs_and_a_rebuild_mends_it() {
    let place = shop();
    let views = Connection::open(place.path("coterie.views.db")).unwrap();
    views.execute("UPDATE balances SET balance = balance + 1 WHERE balance = 130", []).unwrap();
    drop(views);
    let ran = place.run(&["views", "rebuild", "--compare"]);
    assert_eq!(ran.code, 3);
    let said =
        ran.stdout.lines().find(|line| line.starts_with("in balances the views have the row ")).unwrap();
    let (kept, rebuilt) = said.split_once(", where a rebuild has ").unwrap();
    assert!(kept.contains("131") && rebuilt.contains("130"), "{ran:?}");
    place.ok(&["views", "rebuild"]);
    place.ok(&["views", "rebuild", "--compare"]);
}
