//! What measures should remember that later versions brought: walked from nothing, in plain memory.

use coterie_decide::decision::Effect;
use coterie_decide::record::MeasureState;
use coterie_decide::{Backfill, Engine, Entry, FoldInto, MemoryRecords, Records, Versions, fold};
use coterie_ledger::Party;
use coterie_program::compiled::{MeasureKind, Program};
use coterie_program::ids::MeasureId;
use std::sync::Arc;

/// The measures that the newest version has and the one before had not, as each party's record should hold them after so
/// many entries.
pub(crate) fn states(
    versions: &Versions,
    entries: &[(u64, Arc<Entry>)],
) -> Result<Vec<(Party, Vec<(MeasureId, MeasureState)>)>, String> {
    let mut engines = versions.iter().map(|(_, engine)| engine).collect::<Vec<_>>();
    let (Some(newest), Some(before)) = (engines.pop(), engines.pop()) else { return Ok(Vec::new()) };
    let new = brought(&newest.program, &before.program);
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let records = walk(newest, &new, entries)?;
    let states = records.each_party().map(|(party, record)| {
        let known = record.measures.iter().filter(|(id, _)| new.contains(id)).cloned().collect::<Vec<_>>();
        (party.clone(), known)
    });
    Ok(states.filter(|(_, known)| !known.is_empty()).collect())
}

/// The measures that any version but the first brought and the newest has, with the records as they should hold them after
/// so many entries: as if each had been filled with all of them, whichever version decided what, and whenever it was applied.
pub(crate) fn filled_with_all(
    versions: &Versions,
    entries: &[(u64, Arc<Entry>)],
) -> Result<(Vec<MeasureId>, MemoryRecords), String> {
    let (Some((_, first)), Some((_, newest))) = (versions.iter().next(), versions.newest()) else {
        return Ok(Default::default());
    };
    let brought = brought(&newest.program, &first.program);
    if brought.is_empty() {
        return Ok(Default::default());
    }
    let records = walk(newest, &brought, entries)?;
    Ok((brought, records))
}

/// The measures that a program has and an earlier one had not, and that remember something.
fn brought(program: &Program, before: &Program) -> Vec<MeasureId> {
    let new = program.measures.iter().filter(|(id, measure)| {
        !matches!(measure.what, MeasureKind::Balance(_)) && before.measures.get(*id).is_none()
    });
    new.map(|(id, _)| id).collect()
}

/// Fills measures with entries, and with nothing that the entries' own decisions say of them.
fn walk(
    engine: &Arc<Engine>,
    new: &[MeasureId],
    entries: &[(u64, Arc<Entry>)],
) -> Result<MemoryRecords, String> {
    let mut records = MemoryRecords::default();
    let mut backfill = Backfill::new(engine, new.to_vec());
    for (position, entry) in entries {
        let told = |error: &dyn std::fmt::Display| format!("back-filling entry {position}: {error}");
        let derived = backfill.derive(&records, *position, entry).map_err(|error| told(&error))?;
        let before = moved(entry, new).map(|(party, id)| (party, id, state(&records, party, id)));
        let before: Vec<_> = before.collect();
        fold(&mut records, *position, entry).map_err(|error| told(&error))?;
        for (party, id, state) in before {
            let measures = &mut records.party_mut(party).measures;
            measures.retain(|(known, _)| *known != id);
            measures.extend(state.map(|state| (id, state)));
            measures.sort_by_key(|(id, _)| *id);
        }
        backfill.fold(&mut records, *position, entry, derived).map_err(|error| told(&error))?;
    }
    Ok(records)
}

/// Those of these measures that an entry's decision moves, and on whose record.
fn moved<'e>(entry: &'e Entry, new: &'e [MeasureId]) -> impl Iterator<Item = (&'e Party, MeasureId)> {
    entry.decision.effects.iter().filter_map(|effect| match effect {
        Effect::Remember { party, measure, .. } | Effect::Inherit { party, measure, .. } => {
            new.contains(measure).then_some((party, *measure))
        }
        _ => None,
    })
}

fn state(records: &MemoryRecords, party: &Party, measure: MeasureId) -> Option<MeasureState> {
    records.party(party).ok().flatten().and_then(|record| record.measure(measure)).cloned()
}
