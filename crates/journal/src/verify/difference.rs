//! In what two entries differ, and whom an entry concerns.

use crate::replay::Replay;
use coterie_decide::decision::Effect;
use coterie_decide::{Entry, Origin};
use coterie_ledger::Party;
use coterie_program::value::Value;
use rustc_hash::FxHashSet;

/// How many relations away a rule may look, as the program language allows.
const HOPS_MAX: usize = 3;

/// The first thing in which what the journal says differs from what was decided again.
pub(super) fn between(journal: &Entry, again: &Entry) -> String {
    if journal.origin != again.origin {
        return format!("something happens before it that the journal has not: {:?}", again.origin);
    }
    if (journal.clock, journal.version) != (again.clock, again.version) {
        let (a, b) = ((journal.clock, journal.version), (again.clock, again.version));
        return format!("clock and version {a:?} in the journal, {b:?} now");
    }
    let (a, b) = (&journal.decision, &again.decision);
    if a.refusal != b.refusal {
        return format!("refusal {:?} in the journal, {:?} now", a.refusal, b.refusal);
    }
    for place in 0..a.gifts.len().max(b.gifts.len()) {
        if a.gifts.get(place) != b.gifts.get(place) {
            return format!(
                "gift {place}: {:?} in the journal, {:?} now",
                a.gifts.get(place),
                b.gifts.get(place)
            );
        }
    }
    for place in 0..a.effects.len().max(b.effects.len()) {
        if a.effects.get(place) != b.effects.get(place) {
            let (a, b) = (a.effects.get(place), b.effects.get(place));
            return format!("effect {place}: {a:?} in the journal, {b:?} now");
        }
    }
    "the same, in other bytes".to_owned()
}

/// Whether an entry concerns one of these parties: by name, by what it changed, or as far along relations as a rule may look.
pub(super) fn concerns(entry: &Entry, replay: &Replay, parties: &FxHashSet<Party>) -> bool {
    let mut reached: Vec<Party> = Vec::new();
    match &entry.origin {
        Origin::Event(event) => {
            reached.extend(event.fields.iter().filter_map(|(_, value)| match value {
                Value::Party(party) => Some(party.clone()),
                _ => None,
            }));
        }
        Origin::Tick(tick) => reached.push(tick.party.clone()),
        Origin::Apply(_) => {}
    }
    for effect in &entry.decision.effects {
        match effect {
            Effect::Transfer(transfer) => reached.extend(transfer.legs().iter().map(|leg| leg.party.clone())),
            Effect::Known { party, .. }
            | Effect::Set { party, .. }
            | Effect::Remember { party, .. }
            | Effect::Count { party, .. }
            | Effect::Tier { party, .. } => reached.push(party.clone()),
            _ => {
                if let Some(record) = effect.earlier().and_then(|position| replay.entry_record(position)) {
                    reached.extend(record.gifts.iter().map(|held| held.gift.to.clone()));
                }
            }
        }
    }
    let mut from = 0;
    for _ in 0..=HOPS_MAX {
        if reached[from..].iter().any(|party| parties.contains(party)) {
            return true;
        }
        let next: Vec<Party> = reached[from..]
            .iter()
            .filter_map(|party| replay.parties.get(party))
            .flat_map(|record| {
                record.relations.iter().map(|relation| relation.to.clone()).chain(record.merged_into.clone())
            })
            .collect();
        from = reached.len();
        reached.extend(next);
    }
    false
}
