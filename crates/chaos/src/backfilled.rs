//! What a new version's measures should have been given of the past: walked from nothing, in plain memory.

use coterie_decide::record::MeasureState;
use coterie_decide::{Backfill, Entry, MemoryRecords, Versions, fold};
use coterie_ledger::Party;
use coterie_program::compiled::MeasureKind;
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
    let new = newest.program.measures.iter().filter(|(id, measure)| {
        !matches!(measure.what, MeasureKind::Balance(_)) && before.program.measures.get(*id).is_none()
    });
    let new: Vec<MeasureId> = new.map(|(id, _)| id).collect();
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let mut records = MemoryRecords::default();
    let mut backfill = Backfill::new(newest, new.clone());
    for (position, entry) in entries {
        let told = |error: &dyn std::fmt::Display| format!("back-filling entry {position}: {error}");
        let derived = backfill.derive(&records, *position, entry).map_err(|error| told(&error))?;
        fold(&mut records, *position, entry).map_err(|error| told(&error))?;
        backfill.fold(&mut records, *position, entry, derived).map_err(|error| told(&error))?;
    }
    let states = records.each_party().map(|(party, record)| {
        let known = record.measures.iter().filter(|(id, _)| new.contains(id)).cloned().collect::<Vec<_>>();
        (party.clone(), known)
    });
    Ok(states.filter(|(_, known)| !known.is_empty()).collect())
}
