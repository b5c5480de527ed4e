//! What is kept of each gift is a function of what remains: refunds in any order, and any grouping of them, end alike, under
//! rules that give less on more.

use coterie_decide::MemoryRecords;
use coterie_decide::record::EntryRecord;
use coterie_intake::{Defaults, Intake};
use coterie_ledger::{Amount, Party};
use coterie_program::compile::compile;
use coterie_program::compiled::Program;
use coterie_program::ids::{AccountId, Registry};
use coterie_rehearse::Rehearsal;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

static PROGRAM: LazyLock<Arc<Program>> = LazyLock::new(|| {
    let source = include_str!("refunds_in_any_order.yaml");
    Arc::new(compile(source, &Registry::default()).expect("the program compiles").program)
});

/// A purchase of lines, in hundreds of the smallest part, and which of them come back, group by group.
struct Story<'a> {
    lines: &'a [i64],
    /// Whether everything that was given is spent before the first refund.
    is_spent: bool,
    refunds: &'a [Vec<usize>],
}

impl Story<'_> {
    fn said(&self) -> Vec<String> {
        let mut lines = String::new();
        for (place, amount) in self.lines.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(lines, r#"{comma}"l{place}":["c{}","{amount}.00"]"#, place % 2)
                .expect("a string takes all");
        }
        let mut said = vec![format!(
            r#"{{"id":"e","at":"2026-03-01T10:00","purchase":{{"member":"m","partner":"shop","lines":{{{lines}}}}}}}"#
        )];
        if self.is_spent {
            said.push(
                r#"{"id":"s","at":"2026-03-01T11:00","redemption":{"member":"m","partner":"shop","reward":"all_of_it","points":1000000,"up_to":true}}"#
                    .to_owned(),
            );
        }
        for (number, group) in self.refunds.iter().enumerate() {
            let lines: Vec<String> = group.iter().map(|line| format!(r#""l{line}""#)).collect();
            let lines = lines.join(",");
            said.push(format!(
                r#"{{"id":"r{number}","at":"2026-03-02T10:{number:02}","refund":{{"purchase":"e","lines":[{lines}]}}}}"#
            ));
        }
        said
    }

    /// How the purchase and the member stand in the end.
    fn ends(&self) -> End {
        let intake = Intake::new(&PROGRAM);
        let mut rehearsal = Rehearsal::new(Arc::clone(&PROGRAM));
        for text in self.said() {
            let event = intake.event(&text, &Defaults::of_source("test")).expect("the door takes it");
            rehearsal.play(&event, &mut |_| {}).expect("no decision finds a contradiction");
        }
        let (_, record) = rehearsal.event("test", "e").expect("it was journaled");
        End::of(record, rehearsal.records())
    }
}

#[derive(Debug, PartialEq)]
struct End {
    kept: Vec<Amount>,
    used: Vec<i64>,
    counted: Vec<i64>,
    balances: Vec<(AccountId, Amount)>,
    measured: Vec<coterie_decide::record::MeasureState>,
}

impl End {
    fn of(record: &EntryRecord, records: &MemoryRecords) -> Self {
        use coterie_decide::Records as _;
        let member = Party::member("m").expect("an id");
        let member = records.party(&member).expect("all is loaded").expect("it is known");
        for (_, wallet) in &member.wallets {
            wallet.check().expect("a wallet keeps its invariants");
        }
        Self {
            kept: record.gifts.iter().map(|held| held.kept).collect(),
            used: record.counted.iter().map(|used| used.amount).collect(),
            counted: record.remembered.iter().map(|known| known.amount).collect(),
            balances: member.wallets.iter().map(|(account, wallet)| (*account, wallet.balance())).collect(),
            measured: member.measures.iter().map(|(_, state)| state.clone()).collect(),
        }
    }
}

/// The lines in groups that end where the bits say so.
fn grouped(lines: &[usize], ends: u32) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new()];
    for (place, line) in lines.iter().enumerate() {
        groups.last_mut().expect("there is one").push(*line);
        if ends & (1 << place) != 0 && place + 1 < lines.len() {
            groups.push(Vec::new());
        }
    }
    groups
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_grouping_of_the_same_refunds_keeps_the_same(
        lines in prop::collection::vec(1..160_i64, 2..6),
        order in Just(vec![0_usize, 1, 2, 3, 4]).prop_shuffle(),
        returned in 1..6_usize,
        ends in 0..32_u32,
        is_spent in any::<bool>(),
    ) {
        let chosen: Vec<usize> = order.into_iter().filter(|line| *line < lines.len()).take(returned).collect();
        let mut sorted = chosen.clone();
        sorted.sort_unstable();
        let at_once = Story { lines: &lines, is_spent, refunds: &[sorted] }.ends();
        let refunds = grouped(&chosen, ends);
        prop_assert_eq!(Story { lines: &lines, is_spent, refunds: &refunds }.ends(), at_once);
    }
}
