//! The books of a moment, added up from the journal.

use crate::books::BooksWriter;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress;
use crate::real_year::{BONUS_RULE, TierCounts};
use coterie_calendar::Instant;
use coterie_decide::course::Cursor;
use coterie_decide::reading::step_of;
use coterie_decide::record::PartyRecord;
use coterie_decide::{Engine, Entry};
use coterie_ledger::{Party, PartyKind};
use coterie_program::ids::{RuleId, Space};
use coterie_rehearse::Rehearsal;
use coterie_views::{Books, Totals};
use std::collections::BTreeMap;

/// How many stand on each step of each tier set.
pub(super) type Tiers = BTreeMap<String, Vec<(String, i64)>>;

/// The books of a moment, and who stood where.
pub(super) struct Moment {
    pub(super) at: Instant,
    pub(super) books: Books,
    pub(super) tiers: Tiers,
    pub(super) real_year_tiers: TierCounts,
    pub(super) bonuses: i64,
    /// Whether the books have gone on since.
    pub(super) is_past: bool,
}

impl Moment {
    /// Adds the journal up to a moment that has come. Of a past one, what had come in by then counts, and what was due by then,
    /// although it may have been booked later.
    pub(super) fn of(
        writer: &mut BooksWriter,
        engine: &Engine,
        at: Instant,
        output: &Output,
    ) -> Result<Self, Failure> {
        let bonus = engine.program.registry.find(Space::Rule, BONUS_RULE).map(RuleId);
        let is_past = at < writer.clock();
        let mut totals = Totals::default();
        let mut cursor = Cursor { clock: Instant::MIN, position: 0 };
        let (mut bonuses, mut failed) = (0, Ok(()));
        let mut take = |position: u64, entry: &Entry| {
            if failed.is_ok() {
                bonuses += entry.decision.gifts.iter().filter(|gift| Some(gift.rule) == bonus).count() as i64;
                failed = totals.take(position, entry);
            }
        };
        let bar = progress::bar(output, Some(writer.head().entries), "entries");
        writer.walk(0, &mut |position, entry| {
            bar.set_position(position);
            if entry.clock <= at {
                take(position, &entry);
                cursor = Cursor { clock: entry.clock, position: position + 1 };
            }
            Ok(())
        })?;
        bar.finish_and_clear();
        let (mut tiers, mut real_year_tiers) = (tiers(engine), TierCounts::default());
        let mut count = |party: &Party, record: &PartyRecord| {
            add_to(&mut tiers, engine, at, party, record);
            real_year_tiers.add(engine, at, party, record);
        };
        if is_past {
            let records = writer.records_before(cursor.position, &mut |_| ())?;
            let mut then = Rehearsal::going_on(writer.versions().clone(), records, cursor);
            then.tick(at, &mut |happened| take(happened.position, &happened.entry))?;
            then.records().each_party().for_each(|(party, record)| count(party, record));
        } else {
            for party in writer.parties()? {
                if let Some(record) = writer.party(&party)? {
                    count(&party, record);
                }
            }
        }
        failed?;
        Ok(Self { at, books: totals.books()?, tiers, real_year_tiers, bonuses, is_past })
    }
}

/// Nobody yet, in each tier set.
fn tiers(engine: &Engine) -> Tiers {
    let sets = engine.program.tiers.iter();
    sets.map(|(_, set)| (set.name.clone(), set.steps.iter().map(|step| (step.name.clone(), 0)).collect()))
        .collect()
}

/// Counts a party where it stands.
fn add_to(tiers: &mut Tiers, engine: &Engine, at: Instant, party: &Party, record: &PartyRecord) {
    for (id, set) in engine.program.tiers.iter() {
        if party.kind() == set.of
            && party.kind() != PartyKind::Coalition
            && record.merged_into.is_none()
            && let Some(steps) = tiers.get_mut(&set.name)
        {
            steps[usize::from(step_of(engine, Some(record), id, at))].1 += 1;
        }
    }
}
