//! How fast the writer is: purchases of many members at few partners, decided, folded, encoded and committed in groups of 1,000,
//! and then opened again and verified.
//!
//!     cargo run --release -p coterie-journal --example writer_speed -- [EVENTS] [MEMBERS] [memory|FILE]
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "an example that prints rates"
)]

use coterie_calendar::{Instant, Zone};
use coterie_journal::store::Store;
use coterie_journal::store::memory::MemoryStore;
use coterie_journal::store::sqlite::{Access, SqliteStore};
use coterie_journal::{Arrival, Options, Submission, Writer, verify};
use coterie_ledger::Party;
use coterie_program::builtin::{field, kind};
use coterie_program::event::{Event, Line};
use coterie_program::value::Value;
use std::time::Instant as Clock;

const PROGRAM: &str = r"
program: {id: speed, zone: UTC, currency: EUR}
partners: {p0: {}, p1: {}, p2: {}, p3: {}, p4: {}, p5: {}, p6: {}, p7: {}}
accounts: {points: {of: member, unit: point, expires: {after: 12 months}}}
measures: {earned: {of: member, sum: points, over: last 365 days}}
tiers: {level: {of: member, by: earned, steps: {green: 0, silver: 500}}}
rules:
  a_point_for_every_euro: {give: {points: 1 per 1.00 EUR}}
  silver_earns_more: {if: {member.level: silver}, give: {points: x1.5}}
";

fn purchase(n: u64, members: u64) -> Submission {
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let amount = 100 + i64::from((mixed >> 40) as u16 % 9_900);
    let line = Line { id: "1".into(), category: "food".into(), amount, quantity: 1, ..Line::default() };
    let begin = Instant::parse("2026-01-01", &Zone::utc()).unwrap().millis();
    let event = Event {
        source: "till".into(),
        id: format!("e{n}").into(),
        at: Instant::from_millis(begin + n as i64 * 5_000).unwrap(),
        kind: kind::PURCHASE,
        fields: vec![
            (field::MEMBER, Value::Party(Party::member(&format!("m{}", (mixed >> 20) % members)).unwrap())),
            (field::PARTNER, Value::Party(Party::partner(&format!("p{}", (mixed >> 60) % 8)).unwrap())),
        ],
        lines: vec![line],
        sets: Vec::new(),
        relates: Vec::new(),
    };
    Submission { event, by: "".into(), arrival: Arrival::Import }
}

fn options() -> Options {
    Options::new(Box::new(|bytes| bytes.fill(1)))
}

fn run<S: Store>(store: S, events: u64, members: u64) -> S {
    let mut writer = Writer::open(store, options()).unwrap();
    writer.apply(PROGRAM, Instant::MIN, "").unwrap();
    let mut group = Vec::with_capacity(1_000);
    let begin = Clock::now();
    let mut deciding = std::time::Duration::ZERO;
    for n in 0..events {
        group.push(purchase(n, members));
        if group.len() == 1_000 || n + 1 == events {
            let begin = Clock::now();
            writer.submit(&group).unwrap();
            deciding += begin.elapsed();
            group.clear();
        }
    }
    println!(
        "{events} events in {:.2} s: {:.0} a second in the writer; {} MB in memory",
        begin.elapsed().as_secs_f64(),
        events as f64 / deciding.as_secs_f64(),
        writer.cache_bytes() >> 20
    );
    writer.into_store()
}

fn reopened<S: Store>(store: S) -> S {
    let begin = Clock::now();
    let writer = Writer::open(store, options()).unwrap();
    println!("opened again in {:.3} s", begin.elapsed().as_secs_f64());
    writer.into_store()
}

fn verified<S: Store>(store: S) {
    let begin = Clock::now();
    let verified = verify(store).unwrap();
    println!("verified in {:.2} s: {verified:?}", begin.elapsed().as_secs_f64());
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let events = arguments.next().map_or(200_000, |text| text.parse().unwrap());
    let members = arguments.next().map_or(10_000, |text| text.parse().unwrap());
    match arguments.next().as_deref() {
        None | Some("memory") => {
            verified(reopened(run(MemoryStore::new(&[1; 32]), events, members).reopen()));
        }
        Some(file) => {
            drop(run(SqliteStore::create(file, &[1; 32]).unwrap(), events, members));
            drop(reopened(SqliteStore::open(file, Access::Writer).unwrap()));
            verified(SqliteStore::open(file, Access::ReadOnly).unwrap());
        }
    }
}
