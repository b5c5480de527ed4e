//! What a person can do with the binary, command by command, with numbers that were added up by hand.
//!
//! The shop gives a point for every whole zloty, and ten more for a basket of at least 100.00. Anna bought for 20.00 on the
//! first of March 2026, Bartek for 120.50 on the second: 20 points, and 120 + 10.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod beside;
mod books_in_time;
mod corrections;
mod earning;
mod importing;
mod looks;
mod planning;
mod programs;
mod readme;
mod reasons;
mod settling;
mod simulating;
mod stories;
#[path = "../support/mod.rs"]
mod support;
mod views;

use support::Place;

const SHOP: &str = include_str!("../support/shop.yaml");

const EVENTS: &str = r#"{"id": "a", "at": "2026-03-01T10:00:00Z", "purchase": {"member": "anna", "partner": "polana", "total": "20.00"}}
{"id": "b", "at": "2026-03-02T10:00:00Z", "purchase": {"member": "bartek", "partner": "polana", "total": "120.50"}}
"#;

/// A folder with the shop's program and events, and no books.
fn files() -> Place {
    let place = Place::new();
    place.write("shop.yaml", SHOP);
    place.write("events.ndjson", EVENTS);
    place
}

/// The same, imported.
fn shop() -> Place {
    let place = files();
    place.ok(&["apply", "shop.yaml", "--at", "2020-01-01T00:00:00Z"]);
    place.ok(&["import", "events", "events.ndjson"]);
    place
}
