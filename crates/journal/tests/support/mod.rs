//! What the tests of the writer share: a program, events in the words of files, a writer over a store.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test")]

use coterie_calendar::{Instant, Zone};
use coterie_intake::{Defaults, Intake};
use coterie_journal::store::Store;
use coterie_journal::store::memory::MemoryStore;
use coterie_journal::{Answer, Arrival, Entropy, Options, Submission, Writer};
use coterie_ledger::Party;
use coterie_program::event::Event;
use std::sync::atomic::{AtomicU64, Ordering};

/// A small coalition with everything that the writer has to keep: points that expire, a held tier, a limit, a personal
/// attribute, a relation, a birthday, a close rule, a reward.
pub(crate) const PROGRAM: &str = r#"
program: {id: test, zone: UTC, currency: EUR}
partners:
  bakery: {issue_price: 0.0100, redemption_price: 0.0090}
  books:  {issue_price: 0.0100, redemption_price: 0.0090}
attributes: {member: {birthday: date, nickname: text}}
relations: {member.inviter: member}
accounts:
  points: {of: member, unit: point, rounds: down, expires: {after: 60 days}}
  bonus:  {of: partner, unit: EUR}
measures:
  earned: {of: member, sum: points, over: last 365 days}
  purchases: {of: member, count: purchase, over: always}
  sales: {of: partner, sum: purchase.total, over: last month}
tiers:
  level: {of: member, by: earned, steps: {green: 0, silver: 100}, up: at_once, down: {at: month_end, grace: 10 days}}
rules:
  a_point_for_every_euro: {give: {points: 1 per 1.00 EUR}, limit: {points: 500, per: member, every: month}}
  silver_earns_more: {if: {member.level: silver}, give: {points: x2}}
  the_inviter_too: {who: member.inviter, give: {points: 5}}
  happy_birthday: {when: {clock: member.birthday, at: "09:00"}, give: {points: 7}}
  a_month_of_sales: {when: {close: month}, who: partner, give: {bonus: 10 %, of: partner.sales}}
rewards:
  coffee: {pay: {points: 10}, give: {product: coffee}}
"#;

/// Keys that are never drawn twice, whoever opens what.
pub(crate) fn entropy() -> Entropy {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Box::new(|bytes| {
        bytes.fill(1);
        bytes[..8].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_le_bytes());
    })
}

pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text, &Zone::utc()).unwrap()
}

pub(crate) fn open<S: Store>(store: S, cache_bytes: usize) -> Writer<S> {
    Writer::open(store, Options { cache_bytes, entropy: entropy() }).unwrap()
}

/// A writer over an empty journal in memory, with the program applied.
pub(crate) fn writer() -> Writer<MemoryStore> {
    with_program(MemoryStore::new(&[7; 32]), 200 << 20)
}

pub(crate) fn with_program<S: Store>(store: S, cache_bytes: usize) -> Writer<S> {
    let mut writer = open(store, cache_bytes);
    if let Err(error) = writer.apply(PROGRAM, at("2026-01-01"), "tests") {
        if let coterie_journal::writer::ApplyError::Mistakes(mistakes) = &error {
            panic!("{}", coterie_program::diagnostic::render("test.yaml", PROGRAM, mistakes, false));
        }
        panic!("{error}");
    }
    writer
}

/// An event in the words of a file, under the newest program.
pub(crate) fn event<S: Store>(writer: &Writer<S>, json: &str) -> Event {
    let (_, engine) = writer.versions().newest().unwrap();
    Intake::new(&engine.program)
        .event(json, &Defaults::of_source("till"))
        .unwrap_or_else(|problems| panic!("{json}: {problems:?}"))
}

pub(crate) fn import(event: Event) -> Submission {
    Submission { event, by: "tests".into(), arrival: Arrival::Import }
}

/// Hands in one event.
pub(crate) fn say<S: Store>(writer: &mut Writer<S>, json: &str) -> Answer {
    let event = event(writer, json);
    writer.submit(&[import(event)]).unwrap().remove(0)
}

pub(crate) fn member(id: &str) -> Party {
    Party::member(id).unwrap()
}

/// What a member holds of the first account.
pub(crate) fn points<S: Store>(writer: &mut Writer<S>, id: &str) -> i64 {
    let account = writer.versions().newest().unwrap().1.program.accounts.iter().next().unwrap().0;
    let record = writer.party(&member(id)).unwrap();
    record.and_then(|record| record.wallet(account)).map_or(0, |wallet| wallet.balance().get())
}

/// The entries as they are stored.
pub(crate) fn bytes<S: Store>(store: &S) -> Vec<Vec<u8>> {
    store
        .blocks_from(0)
        .flat_map(|block| block.unwrap().entries.iter().map(<[u8]>::to_vec).collect::<Vec<_>>())
        .collect()
}
