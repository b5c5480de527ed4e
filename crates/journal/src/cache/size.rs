//! About how many bytes a record takes in memory: cheap to compute, since it is asked after every change.

use coterie_decide::record::{EntryRecord, MeasureState, PartyRecord};
use coterie_ledger::Party;

/// The allocation of an empty record.
const RECORD_BYTES: usize = size_of::<PartyRecord>() + 32;
/// One wallet without its lots, one lot, one remembered amount, one other small thing.
const WALLET_BYTES: usize = 160;
const LOT_BYTES: usize = 112;
const AMOUNT_BYTES: usize = 16;
const ITEM_BYTES: usize = 64;

/// Of a party's record.
pub(crate) fn party_bytes(party: &Party, record: &PartyRecord) -> usize {
    let lots: usize = record
        .wallets
        .iter()
        .map(|(_, wallet)| wallet.lots().len() + wallet.gone().len() + wallet.holds().len())
        .sum();
    let amounts: usize = record
        .measures
        .iter()
        .map(|(_, state)| match state {
            MeasureState::Sum(series) => series.len(),
            MeasureState::Distinct(values) => {
                4 * values.len() + values.iter().map(|(_, series)| series.len()).sum::<usize>()
            }
            MeasureState::Last(..) | MeasureState::Streak(..) => 0,
        })
        .sum();
    let items = record.attributes.len()
        + record.relations.len()
        + record.measures.len()
        + record.tiers.len()
        + record.counters.len()
        + 3 * record.books.len();
    RECORD_BYTES
        + 2 * party.id().len()
        + WALLET_BYTES * record.wallets.len()
        + LOT_BYTES * lots
        + AMOUNT_BYTES * amounts
        + ITEM_BYTES * items
}

/// Of an event's record.
pub(crate) fn entry_bytes(record: &EntryRecord) -> usize {
    let event = &record.event;
    let items = event.fields.len() + event.sets.len() + record.remembered.len() + record.counted.len();
    RECORD_BYTES + 4 * ITEM_BYTES * (event.lines.len() + record.gifts.len()) + ITEM_BYTES * items
}

/// Of a voucher's record.
pub(crate) fn voucher_bytes(code: &str) -> usize {
    RECORD_BYTES + 2 * code.len()
}
