//! How long one purchase of four lines takes from text to event: `cargo run --release -p coterie-intake --example speed`.

use std::time::Instant;

#[path = "../tests/support/mod.rs"]
mod support;

const TEXT: &str = r#"{"id": "till-7/2026-03-07/000123", "source": "till-7", "at": "2026-03-07T18:30:00+01:00", "purchase": {"member": "anna", "partner": "polana", "location": "polana-centrum", "total": "61.46", "order": "000123", "lines": [{"id": "1", "category": "food", "sku": "5901234123457", "amount": "12.99", "quantity": 1}, {"id": "2", "category": "drink", "sku": "5901234123464", "amount": "7.49", "quantity": 2}, {"id": "3", "category": "household", "sku": "5901234123471", "amount": "30.99", "discount": "3.00", "quantity": 1}, {"id": "4", "category": "food", "sku": "5901234123488", "amount": "12.99", "quantity": 1}]}}"#;

fn main() {
    let intake = support::intake();
    let defaults = coterie_intake::Defaults::of_source("till-7");
    let rounds = 200_000;
    let start = Instant::now();
    let mut lines = 0;
    for _ in 0..rounds {
        lines += intake.event(TEXT, &defaults).map_or(0, |event| event.lines.len());
    }
    let elapsed = start.elapsed();
    assert_eq!(lines, rounds * 4);
    println!("{} ns per purchase of {} bytes", elapsed.as_nanos() / rounds as u128, TEXT.len());
}
