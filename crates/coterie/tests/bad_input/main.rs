//! Bad input at every door of the binary: a clear error, the right exit code, nothing changed, no panic.
//!
//! Each door has its table of cases: what comes in, and what must be said about it. That a command never panics is checked for
//! every command that any test runs (`support`).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod arguments;
mod database;
mod events;
mod parquet;
mod program_file;
#[path = "../support/mod.rs"]
mod support;
mod table;

use support::Place;

/// A small program: a point for every zloty, at one partner.
const SHOP: &str = include_str!("../support/shop.yaml");

/// Books with the program and one purchase of 20.00.
fn shop() -> Place {
    let place = Place::with_program(SHOP);
    place.write("first.ndjson", purchase("first", "20.00"));
    place.ok(&["import", "events", "first.ndjson"]);
    place
}

/// A purchase of anna's, as a line.
fn purchase(id: &str, total: &str) -> String {
    format!(
        r#"{{"id": "{id}", "at": "2026-03-01T10:00:00Z", "purchase": {{"member": "anna", "partner": "polana", "total": "{total}"}}}}"#
    )
}

/// The journal's bytes: what no refused command may change.
fn journal(place: &Place) -> Vec<u8> {
    std::fs::read(place.path("coterie.db")).unwrap()
}
