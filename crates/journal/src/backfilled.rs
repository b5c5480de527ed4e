//! What measures of a new version remember of the journal so far.

use crate::replay::{Replay, changed_later};
use crate::store::Store;
use crate::writer::WriterError;
use crate::writer::room::Room;
use coterie_decide::record::MeasureState;
use coterie_decide::{Backfill, Engine, fold};
use coterie_ledger::Party;
use coterie_program::compiled::{MeasureKind, Program};
use coterie_program::ids::MeasureId;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// States by party, then measure.
pub(crate) type States = BTreeMap<Party, Vec<(MeasureId, MeasureState)>>;

/// The measures of a program that its predecessor has not, and that remember something.
pub(crate) fn new_measures(program: &Program, before: &Program) -> Vec<MeasureId> {
    let remembers = |what: &MeasureKind| !matches!(what, MeasureKind::Balance(_));
    let new = program
        .measures
        .iter()
        .filter(|(id, measure)| remembers(&measure.what) && before.measures.get(*id).is_none());
    new.map(|(id, _)| id).collect()
}

/// Walks the journal up to a position. Takes memory in proportion to the parties.
pub(crate) fn walk<S: Store>(
    room: &mut Room<S>,
    engine: &Arc<Engine>,
    measures: &[MeasureId],
    up_to: u64,
) -> Result<States, WriterError> {
    let mut replay = Replay::new(changed_later(room, up_to)?, room.identity.clone());
    let mut backfill = Backfill::new(engine, measures.to_vec());
    let mut position = 0;
    while position < up_to
        && let Some(block) = room.block(position)?
    {
        for (at, bytes) in block.positions().filter(|(at, _)| *at < up_to) {
            let entry = room.open(at, bytes)?;
            replay.turn_to(at, &entry);
            let derived = replay.with_events(room, |replay| backfill.derive(replay, at, &entry))?;
            fold(&mut replay, at, &entry)?;
            backfill.fold(&mut replay, at, &entry, derived)?;
        }
        replay.forget_unchanged();
        position = block.end();
    }
    Ok(states(&replay, measures))
}

/// What these measures remember in records.
fn states(replay: &Replay, measures: &[MeasureId]) -> States {
    let mut states = States::new();
    for (party, record) in &replay.parties {
        let known = record.measures.iter().filter(|(id, _)| measures.contains(id));
        let known: Vec<_> = known.cloned().collect();
        if !known.is_empty() {
            states.insert(party.clone(), known);
        }
    }
    states
}

/// SHA-256 over the CBOR of `[party, [[measure, state], …]]`, party after party in their order.
pub(crate) fn digest(states: &States) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut bytes = Vec::new();
    for state in states {
        bytes.clear();
        minicbor::encode(state, &mut bytes).expect("a vector takes any bytes");
        hash.update(&bytes);
    }
    hash.finalize().into()
}

/// Puts states into a record's measures, in place of what was there under these measures.
pub(crate) fn put(measures: &mut Vec<(MeasureId, MeasureState)>, states: &[(MeasureId, MeasureState)]) {
    for (id, state) in states {
        match measures.binary_search_by_key(id, |(known, _)| *known) {
            Ok(at) => measures[at].1 = state.clone(),
            Err(at) => measures.insert(at, (*id, state.clone())),
        }
    }
}
