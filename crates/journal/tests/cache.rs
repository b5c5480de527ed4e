//! However little memory there is, and however often the journal is opened again, the books are the same.
#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use coterie_calendar::Instant;
use coterie_decide::course::{self, Cursor};
use coterie_decide::{Closed, Entry, MemoryRecords, tidy};
use coterie_journal::store::memory::MemoryStore;
use coterie_journal::{Writer, verify};
use proptest::prelude::*;
use support::{event, import, open, with_program};

/// What may happen next.
#[derive(Clone, Debug)]
enum Next {
    Join { member: u8, inviter: u8 },
    Buy { member: u8, partner: bool, cents: u16 },
    Return { purchase: u8, line: bool },
    Redeem { member: u8 },
    Hold { member: u8 },
    Release { hold: u8 },
    Merge { from: u8, into: u8 },
    Reopen,
    Save,
}

fn next() -> impl Strategy<Value = Next> {
    prop_oneof![
        2 => (0..6_u8, 0..6_u8).prop_map(|(member, inviter)| Next::Join { member, inviter }),
        8 => (0..6_u8, any::<bool>(), 100..30_000_u16)
            .prop_map(|(member, partner, cents)| Next::Buy { member, partner, cents }),
        3 => (any::<u8>(), any::<bool>()).prop_map(|(purchase, line)| Next::Return { purchase, line }),
        2 => (0..6_u8).prop_map(|member| Next::Redeem { member }),
        2 => (0..6_u8).prop_map(|member| Next::Hold { member }),
        1 => any::<u8>().prop_map(|hold| Next::Release { hold }),
        1 => (0..6_u8, 0..6_u8).prop_map(|(from, into)| Next::Merge { from, into }),
        1 => Just(Next::Reopen),
        1 => Just(Next::Save),
    ]
}

/// The history as events; each an hour to two weeks after the one before.
fn events(history: &[(Next, u16)]) -> Vec<(usize, String)> {
    let (mut events, mut hours) = (Vec::new(), 0_u32);
    let (mut purchases, mut holds) = (Vec::new(), Vec::new());
    for (n, (next, wait)) in history.iter().enumerate() {
        hours += u32::from(*wait);
        let (month, day, hour) = (1 + hours / 672, 1 + hours / 24 % 28, hours % 24);
        let at = format!("{}-{:02}-{day:02}T{hour:02}:00", 2026 + (month - 1) / 12, 1 + (month - 1) % 12);
        let body = match next {
            Next::Join { member, inviter } if member != inviter => format!(
                r#""signup": {{"member": "m{member}", "inviter": "m{inviter}", "birthday": "1990-0{}-11", "nickname": "n{n}"}}"#,
                1 + member
            ),
            Next::Buy { member, partner, cents } => {
                purchases.push(n);
                let partner = if *partner { "bakery" } else { "books" };
                let (a, b) = (cents / 3, cents - cents / 3);
                format!(
                    r#""purchase": {{"member": "m{member}", "partner": "{partner}", "lines": {{"a": ["x", "{}.{:02}"], "b": ["y", "{}.{:02}"]}}}}"#,
                    a / 100,
                    a % 100,
                    b / 100,
                    b % 100
                )
            }
            Next::Return { purchase, line } if !purchases.is_empty() => {
                let of = purchases[usize::from(*purchase) % purchases.len()];
                let lines = if *line { r#", "lines": ["a"]"# } else { "" };
                format!(r#""refund": {{"purchase": "e{of}"{lines}}}"#)
            }
            Next::Redeem { member } => {
                format!(r#""redemption": {{"member": "m{member}", "reward": "coffee"}}"#)
            }
            Next::Hold { member } => {
                holds.push(n);
                format!(r#""hold": {{"member": "m{member}", "reward": "coffee"}}"#)
            }
            Next::Release { hold } if !holds.is_empty() => {
                format!(r#""release": {{"hold": "e{}"}}"#, holds[usize::from(*hold) % holds.len()])
            }
            Next::Merge { from, into } if from != into => {
                format!(r#""merge": {{"from": "m{from}", "into": "m{into}"}}"#)
            }
            _ => continue,
        };
        events.push((n, format!(r#"{{"id": "e{n}", "at": "{at}", {body}}}"#)));
    }
    events
}

fn opened(writer: &mut Writer<MemoryStore>) -> Vec<Entry> {
    let mut entries = Vec::new();
    writer
        .walk(0, &mut |_, entry| {
            entries.push(entry);
            Ok(())
        })
        .unwrap();
    entries
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cache_of_almost_nothing_gives_the_books_of_an_unbounded_one(
        history in proptest::collection::vec((next(), 1..300_u16), 1..60),
    ) {
        let seed = [3; 32];
        let mut large = with_program(MemoryStore::new(&seed), usize::MAX);
        let mut small = with_program(MemoryStore::new(&seed), 1);
        let versions = large.versions().clone();
        let mut records = MemoryRecords::default();
        let mut cursor = Cursor { clock: Instant::MIN, position: 1 };
        let mut said = events(&history).into_iter().peekable();
        for (n, (next, _)) in history.iter().enumerate() {
            match next {
                Next::Reopen => small = open(small.into_store().reopen(), 1),
                Next::Save => small.save_all().unwrap(),
                _ => {}
            }
            let Some((_, json)) = said.next_if(|(at, _)| *at == n) else { continue };
            let event = event(&large, &json);
            prop_assert_eq!(large.submit(&[import(event.clone())]).unwrap(), small.submit(&[import(event.clone())]).unwrap());
            let by = "tests".into();
            course::happen(&versions, &mut records, &mut cursor, event.at, &by, &event, &mut |_| {}).unwrap();
        }
        let end = large.clock();
        let up_to = coterie_calendar::Zone::utc().add(end.max(support::at("2026-01-01")), coterie_calendar::Span::days(90)).unwrap();
        large.tick(up_to).unwrap();
        small.tick(up_to).unwrap();
        // Opened, because each drew its own keys.
        prop_assert_eq!(opened(&mut large), opened(&mut small));

        // What the unbounded one held before the sweep is what plain memory holds.
        prop_assert!(cursor.position <= large.head().entries);
        for (party, _) in records.parties() {
            let mut one = large.party(party).unwrap().unwrap().clone();
            let mut other = small.party(party).unwrap().unwrap().clone();
            tidy(&versions, &Closed::NONE, &mut one, up_to);
            tidy(&versions, &Closed::NONE, &mut other, up_to);
            prop_assert_eq!(one, other);
        }
        verify(large.into_store()).unwrap();
        let verified = verify(small.into_store()).unwrap();
        prop_assert_eq!(verified.undecidable, 0);
    }

    #[test]
    fn the_writer_decides_as_plain_records_in_memory_do(
        history in proptest::collection::vec((next(), 1..300_u16), 1..60),
    ) {
        let mut writer = with_program(MemoryStore::new(&[3; 32]), 1);
        let versions = writer.versions().clone();
        let mut records = MemoryRecords::default();
        let mut cursor = Cursor { clock: Instant::MIN, position: 1 };
        let mut expected = Vec::new();
        for (_, json) in events(&history) {
            let event = event(&writer, &json);
            writer.submit(&[import(event.clone())]).unwrap();
            let by = "tests".into();
            course::happen(&versions, &mut records, &mut cursor, event.at, &by, &event, &mut |one| expected.push(one.entry)).unwrap();
        }
        for (decided, expected) in opened(&mut writer).iter().skip(1).zip(&expected) {
            prop_assert_eq!(decided, expected);
        }
        prop_assert_eq!(writer.head().entries, 1 + expected.len() as u64);
        for (party, record) in records.parties() {
            let mut one = writer.party(party).unwrap().unwrap().clone();
            let mut other = record.clone();
            tidy(&versions, &Closed::NONE, &mut one, cursor.clock);
            tidy(&versions, &Closed::NONE, &mut other, cursor.clock);
            prop_assert_eq!(one, other);
        }
    }
}
