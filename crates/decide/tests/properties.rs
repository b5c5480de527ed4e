//! What holds whatever happens: random histories of a program that uses most of the language.

use coterie_calendar::Instant;
use coterie_decide::course::Happened;
use coterie_decide::decision::{Gift, Given};
use coterie_decide::record::EntryState;
use coterie_decide::{Entry, MemoryRecords, Origin, decide, fold};
use coterie_intake::{Defaults, Intake};
use coterie_ledger::{Amount, Move, Party};
use coterie_program::compile::compile;
use coterie_program::ids::{AccountId, Registry};
use coterie_rehearse::Rehearsal;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

static PROGRAM: LazyLock<Arc<coterie_program::compiled::Program>> = LazyLock::new(|| {
    let source = include_str!("everything.yaml");
    Arc::new(compile(source, &Registry::default()).expect("the program compiles").program)
});

/// One step of a history, in minutes after the one before.
#[derive(Clone, Debug)]
struct Step {
    minutes: u32,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Purchase { member: u8, lines: Vec<(u8, i64, i64)> },
    Refund { of: usize, line: Option<u8>, quantity: i64, amount: i64 },
    Redemption { member: u8, points: i64, up_to: bool },
    Hold { member: u8, points: i64 },
    Capture { of: usize, points: Option<i64> },
    Release { of: usize },
    Cancellation { of: usize },
    Transfer { from: u8, to: u8, points: i64 },
    Merge { from: u8, into: u8 },
    Adjustment { member: u8, points: i64 },
    Approval { of: usize },
}

fn what(amounts: std::ops::Range<i64>) -> impl Strategy<Value = What> {
    let amount = amounts;
    let line = (0..3_u8, amount.clone(), 1..4_i64);
    prop_oneof![
        5 => (0..4_u8, prop::collection::vec(line, 1..4)).prop_map(|(member, lines)| What::Purchase { member, lines }),
        4 => (0..20_usize, prop::option::of(0..3_u8), 0..3_i64, 0..2_000_i64)
            .prop_map(|(of, line, quantity, amount)| What::Refund { of, line, quantity, amount }),
        2 => (0..4_u8, 1..200_i64, any::<bool>()).prop_map(|(member, points, up_to)| What::Redemption { member, points, up_to }),
        2 => (0..4_u8, 1..100_i64).prop_map(|(member, points)| What::Hold { member, points }),
        1 => (0..8_usize, prop::option::of(1..50_i64)).prop_map(|(of, points)| What::Capture { of, points }),
        1 => (0..8_usize).prop_map(|of| What::Release { of }),
        1 => (0..8_usize).prop_map(|of| What::Cancellation { of }),
        1 => (0..4_u8, 0..4_u8, 1..50_i64).prop_map(|(from, to, points)| What::Transfer { from, to, points }),
        1 => (0..4_u8, 0..4_u8).prop_map(|(from, into)| What::Merge { from, into }),
        1 => (0..4_u8, -50..100_i64).prop_map(|(member, points)| What::Adjustment { member, points }),
        1 => (0..20_usize).prop_map(|of| What::Approval { of }),
    ]
}

fn history(amounts: std::ops::Range<i64>) -> impl Strategy<Value = Vec<Step>> {
    let step = (prop_oneof![4 => 0..600_u32, 1 => 0..60_000_u32], what(amounts));
    prop::collection::vec(step.prop_map(|(minutes, what)| Step { minutes, what }), 1..40)
}

/// The history as the event door reads it.
fn said(steps: &[Step]) -> Vec<String> {
    let (mut texts, mut minutes) = (Vec::new(), 0_u64);
    let (mut purchases, mut holds, mut redemptions) = (Vec::new(), Vec::new(), Vec::new());
    for (number, step) in steps.iter().enumerate() {
        minutes += u64::from(step.minutes);
        let (day, hour, minute) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let at = format!(
            "{}-{:02}-{:02}T{hour:02}:{minute:02}:00Z",
            2026 + day / 336,
            day / 28 % 12 + 1,
            day % 28 + 1
        );
        let id = format!("e{number}");
        let pick = |list: &Vec<String>, of: usize| list.get(of % list.len().max(1)).cloned();
        let zloty = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
        let body = match &step.what {
            What::Purchase { member, lines } => {
                purchases.push(id.clone());
                let mut told = String::new();
                for (place, (category, amount, quantity)) in lines.iter().enumerate() {
                    let comma = if place == 0 { "" } else { "," };
                    let amount = zloty(*amount);
                    write!(told, r#"{comma}"l{place}":{{"category":"c{category}","amount":"{amount}","quantity":{quantity}}}"#)
                        .expect("a string takes all");
                }
                Some(format!(r#""purchase":{{"member":"m{member}","partner":"polana","lines":{{{told}}}}}"#))
            }
            What::Refund { of, line, quantity, amount } => pick(&purchases, *of).map(|of| match line {
                Some(line) if *quantity > 0 => {
                    format!(
                        r#""refund":{{"purchase":"{of}","lines":{{"l{line}":{{"quantity":{quantity}}}}}}}"#
                    )
                }
                Some(line) => format!(r#""refund":{{"purchase":"{of}","lines":["l{line}"]}}"#),
                None if *amount > 1000 => format!(r#""refund":{{"purchase":"{of}"}}"#),
                None => {
                    format!(
                        r#""refund":{{"purchase":"{of}","lines":{{"l0":{{"amount":"{}"}}}}}}"#,
                        zloty(amount + 1)
                    )
                }
            }),
            What::Redemption { member, points, up_to } => {
                redemptions.push(id.clone());
                Some(format!(
                    r#""redemption":{{"member":"m{member}","partner":"polana","reward":"money_off","points":{points},"up_to":{up_to}}}"#
                ))
            }
            What::Hold { member, points } => {
                holds.push(id.clone());
                Some(format!(
                    r#""hold":{{"member":"m{member}","partner":"polana","reward":"money_off","points":{points}}}"#
                ))
            }
            What::Capture { of, points } => pick(&holds, *of).map(|of| {
                redemptions.push(id.clone());
                let points = points.map_or(String::new(), |points| format!(r#","points":{points}"#));
                format!(r#""capture":{{"hold":"{of}"{points}}}"#)
            }),
            What::Release { of } => pick(&holds, *of).map(|of| format!(r#""release":{{"hold":"{of}"}}"#)),
            What::Cancellation { of } => {
                pick(&redemptions, *of).map(|of| format!(r#""cancellation":{{"redemption":"{of}"}}"#))
            }
            What::Transfer { from, to, points } => {
                Some(format!(r#""transfer":{{"from":"m{from}","to":"m{to}","points":{points}}}"#))
            }
            What::Merge { from, into } => Some(format!(r#""merge":{{"from":"m{from}","into":"m{into}"}}"#)),
            What::Adjustment { member, points } => {
                Some(format!(r#""adjustment":{{"member":"m{member}","points":{points},"reason":"by hand"}}"#))
            }
            What::Approval { of } => pick(&purchases, *of).map(|of| format!(r#""approval":{{"of":"{of}"}}"#)),
        };
        texts.extend(body.map(|body| format!(r#"{{"id":"{id}","at":"{at}",{body}}}"#)));
    }
    texts
}

/// Plays a history; `after` looks at each entry and at the records as they stand after it.
fn play(steps: &[Step], mut after: impl FnMut(&Rehearsal, &[Happened])) -> (Rehearsal, Vec<(u64, Entry)>) {
    let intake = Intake::new(&PROGRAM);
    let mut rehearsal = Rehearsal::new(Arc::clone(&PROGRAM));
    let mut entries = Vec::new();
    for text in said(steps) {
        let event = match intake.event(&text, &Defaults::of_source("test")) {
            Ok(event) => event,
            // The door itself refuses a few: nothing given by nobody.
            Err(problems) => {
                assert!(
                    text.contains("transfer") || text.contains("merge") || text.contains("adjustment"),
                    "{text}: {problems:?}"
                );
                continue;
            }
        };
        let mut happened = Vec::new();
        rehearsal.play(&event, &mut |one| happened.push(one)).expect("no decision finds a contradiction");
        after(&rehearsal, &happened);
        entries.extend(happened.into_iter().map(|one| (one.position, one.entry)));
    }
    (rehearsal, entries)
}

/// Wallets and books of each account, all parties together.
fn sums(records: &MemoryRecords) -> BTreeMap<AccountId, i64> {
    let mut sums = BTreeMap::new();
    for (_, record) in records.each_party() {
        for (account, wallet) in &record.wallets {
            *sums.entry(*account).or_default() += wallet.balance().get();
        }
        for (account, books) in &record.books {
            *sums.entry(*account).or_default() += books.total().expect("books are within the limit").get();
        }
    }
    sums
}

fn holds_everywhere(rehearsal: &Rehearsal, happened: &[Happened]) {
    for one in happened {
        for transfer in one.entry.decision.transfers() {
            let sum =
                Amount::sum(transfer.legs().iter().map(|leg| leg.amount)).expect("legs are within the limit");
            assert!(sum.is_zero(), "a transfer sums to zero: {transfer:?}");
        }
    }
    for (account, sum) in sums(rehearsal.records()) {
        assert_eq!(sum, 0, "wallets and books of account {account:?} add up");
    }
    for (party, record) in rehearsal.records().each_party() {
        for (_, wallet) in &record.wallets {
            wallet.check().expect("a wallet keeps its invariants");
        }
        for counter in &record.counters {
            assert!(counter.used > 0, "a limit of {party} is never used by less than nothing: {counter:?}");
        }
        // The two limits of the program: money off three times a month, a budget of 500 points.
        if *party == Party::coalition() {
            assert!(
                record.counters.iter().all(|counter| counter.used_at(rehearsal.clock()) <= 500),
                "the budget is never overdrawn"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn books_and_wallets_add_up_after_every_entry(steps in history(0..30_000)) {
        play(&steps, holds_everywhere);
    }

    #[test]
    fn extreme_amounts_neither_overflow_nor_stop_the_writer(steps in history(1_000_000_000..300_000_000_000)) {
        play(&steps, holds_everywhere);
    }

    #[test]
    fn folding_the_decisions_anew_gives_the_same_records(steps in history(0..30_000)) {
        let (rehearsal, entries) = play(&steps, |_, _| {});
        let mut fresh = MemoryRecords::default();
        for (position, entry) in &entries {
            // As read from a journal.
            let bytes = minicbor::to_vec(entry).expect("an entry can be written");
            let read: Entry = minicbor::decode(&bytes).expect("an entry can be read");
            prop_assert_eq!(&read, entry);
            fold(&mut fresh, *position, &read).expect("an entry can be folded");
        }
        prop_assert_eq!(fresh.parties(), rehearsal.records().parties());
        // Folding what is folded changes nothing.
        for (position, entry) in &entries {
            let changed = fold(&mut fresh, *position, entry).expect("an entry can be folded");
            prop_assert!(changed.is_empty());
        }
        prop_assert_eq!(fresh.parties(), rehearsal.records().parties());
        for (_, entry) in &entries {
            if let Origin::Event(event) = &entry.origin {
                let known = rehearsal.event(&event.source, &event.id).map(|(at, record)| (at, record.clone()));
                let position = coterie_decide::Records::position(&fresh, &event.source, &event.id).expect("it is loaded");
                let again = position.and_then(|at| coterie_decide::Records::entry(&fresh, at).ok().flatten().map(|r| (at, r.clone())));
                prop_assert_eq!(known, again);
            }
        }
    }

    #[test]
    fn deciding_again_gives_the_same_bytes(steps in history(0..30_000)) {
        let (_, entries) = play(&steps, |_, _| {});
        let rehearsal = Rehearsal::new(Arc::clone(&PROGRAM));
        let mut records = MemoryRecords::default();
        for (position, entry) in &entries {
            let decision = match &entry.origin {
                Origin::Event(event) => decide(rehearsal.engine(), &records, *position, entry.clock, event).expect("it was decided").0,
                Origin::Tick(tick) => coterie_decide::decide_tick(rehearsal.engine(), &records, *position, entry.clock, tick).expect("it was decided"),
                Origin::Apply(_) => unreachable!("no version is applied"),
            };
            prop_assert_eq!(minicbor::to_vec(&decision).ok(), minicbor::to_vec(&entry.decision).ok());
            fold(&mut records, *position, entry).expect("an entry can be folded");
        }
    }

    #[test]
    fn debits_take_what_expires_first(steps in history(0..30_000)) {
        let mut before: BTreeMap<Party, Vec<coterie_ledger::Lot>> = BTreeMap::new();
        play(&steps, |rehearsal, happened| {
            for one in happened.iter().filter(|_| happened.len() == 1) {
                for leg in one.entry.decision.transfers().flat_map(coterie_decide::decision::Transfer::legs) {
                    let spent: Vec<_> = leg.moves.iter().filter_map(|step| match step {
                        Move::Spend(part) => Some(part.lot),
                        _ => None,
                    }).collect();
                    let Some(lots) = before.get(&leg.party).filter(|_| !spent.is_empty()) else { continue };
                    let last = lots.iter().position(|lot| lot.id == *spent.last().expect("something is spent"));
                    let clock = one.entry.clock;
                    // Whatever is usable and expires earlier than the last lot taken is taken, too.
                    for lot in lots[..last.unwrap_or(0)].iter().filter(|lot| lot.is_usable(clock)) {
                        assert!(spent.contains(&lot.id), "an earlier lot was passed over");
                    }
                }
            }
            before = rehearsal.records().each_party().flat_map(|(party, record)| {
                record.wallets.iter().map(|(_, wallet)| {
                    let free = wallet.lots().iter().filter(|lot| wallet.reserved_of(lot.id).is_zero()).cloned();
                    (party.clone(), free.collect::<Vec<_>>())
                })
            }).collect();
        });
    }

    #[test]
    fn what_is_kept_depends_only_on_what_remains(
        lines in prop::collection::vec((0..3_u8, 0..30_000_i64, 1..4_i64), 2..5),
        order in Just(vec![0_u8, 1, 2, 3]).prop_shuffle(),
        returned in 1..5_usize,
    ) {
        let bought = |id: usize| Step { minutes: 1, what: What::Purchase { member: id as u8, lines: lines.clone() } };
        let back = |line: u8| Step { minutes: 1, what: What::Refund { of: 0, line: Some(line), quantity: 0, amount: 0 } };
        let chosen: Vec<u8> = order.iter().copied().filter(|line| usize::from(*line) < lines.len()).take(returned).collect();
        let mut sorted = chosen.clone();
        sorted.sort_unstable();
        let kept = |lines: &[u8]| {
            let steps: Vec<_> = std::iter::once(bought(0)).chain(lines.iter().map(|line| back(*line))).collect();
            let (rehearsal, _) = play(&steps, holds_everywhere);
            let (_, record) = rehearsal.event("test", "e0").expect("it was journaled");
            record.gifts.iter().map(|held| (held.gift.rule, held.kept)).collect::<Vec<_>>()
        };
        let (one, other) = (kept(&chosen), kept(&sorted));
        prop_assert_eq!(&one, &other);
        if chosen.len() == lines.len() {
            let never = PROGRAM.rules.values().find(|rule| rule.name == "never_taken_back").map(|rule| rule.id);
            prop_assert!(one.iter().all(|(rule, kept)| kept.is_zero() || Some(*rule) == never));
        }
    }

    #[test]
    fn pieces_returned_in_two_steps_end_where_they_end_at_once(
        lines in prop::collection::vec((0..3_u8, 0..30_000_i64, 3..6_i64), 1..4),
        (first, second) in (1..3_i64, 1..3_i64),
    ) {
        let bought = Step { minutes: 1, what: What::Purchase { member: 0, lines } };
        let back = |quantity| Step { minutes: 1, what: What::Refund { of: 0, line: Some(0), quantity, amount: 0 } };
        let kept = |pieces: &[i64]| {
            let steps: Vec<_> = std::iter::once(bought.clone()).chain(pieces.iter().map(|pieces| back(*pieces))).collect();
            let (rehearsal, _) = play(&steps, holds_everywhere);
            let (_, record) = rehearsal.event("test", "e0").expect("it was journaled");
            (record.left.clone(), record.gifts.iter().map(|held| (held.gift.rule, held.kept)).collect::<Vec<_>>())
        };
        // More than the three pieces that every line has is refused in the second step, and at once altogether.
        prop_assume!(first + second <= 3);
        prop_assert_eq!(kept(&[first, second]), kept(&[first + second]));
        prop_assert_eq!(kept(&[first, second]), kept(&[second, first]));
    }
}

#[test]
fn a_budget_stops_exactly_at_its_limit() {
    let steps: Vec<Step> = (0..20)
        .map(|member| Step {
            minutes: 1,
            what: What::Purchase { member: member % 4, lines: vec![(1, 6_100, 1)] },
        })
        .collect();
    let (rehearsal, entries) = play(&steps, holds_everywhere);
    let budgeted =
        PROGRAM.rules.values().find(|rule| rule.name == "on_a_budget").expect("the program has it").id;
    let mut given = 0;
    for (_, entry) in &entries {
        let gifts = &entry.decision.gifts;
        let is_budgeted = |gift: &Gift| gift.rule == budgeted;
        for gift in gifts.iter().filter(|gift| {
            is_budgeted(gift) || gift.on.is_some_and(|on| is_budgeted(&gifts[usize::from(on)]))
        }) {
            if let Given::Credit { amount, .. } = &gift.given {
                given += amount.get();
            }
        }
    }
    assert_eq!(given, 500, "20 × 61 points, doubled, of which the budget pays 500");
    assert!(rehearsal.clock() > Instant::MIN);
    let (_, record) = rehearsal.event("test", "e0").expect("it was journaled");
    assert_eq!(record.state, EntryState::Holds);
}
