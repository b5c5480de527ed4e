//! About how many bytes a record takes in memory: cheap to compute, since it is asked after every change.

use coterie_calendar::Instant;
use coterie_decide::record::{
    AtClose, Counter, EntryRecord, Former, Grant, HandedOver, HeldTier, HeldUse, MeasureState, PartyRecord,
    Relation, Series,
};
use coterie_ledger::{Amount, Book, Books, Gone, Hold, Lot, LotId, Party, Wallet};
use coterie_program::ids::{AccountId, AttributeId, MeasureId};
use coterie_program::value::Value;

/// What the allocator keeps beside each allocation.
const ALLOCATION_BYTES: usize = 16;
/// The allocation of an empty record.
const RECORD_BYTES: usize = size_of::<PartyRecord>() + ALLOCATION_BYTES;
/// A small thing of an event's record.
const ITEM_BYTES: usize = 64;
/// What a list grows to when its first item comes.
const LIST_ITEMS_MIN: usize = 4;
/// One node of a tree of books, as it is allocated for the first of them.
const BOOKS_BYTES: usize = 11 * (size_of::<Book>() + size_of::<Amount>()) + ALLOCATION_BYTES;

/// Of a list: lists grow to powers of two, and to four at first.
fn list<T>(len: usize) -> usize {
    match len {
        0 => 0,
        _ => len.next_power_of_two().max(LIST_ITEMS_MIN) * size_of::<T>() + ALLOCATION_BYTES,
    }
}

/// Of a party's record.
pub(crate) fn party_bytes(party: &Party, record: &PartyRecord) -> usize {
    let wallet = |wallet: &Wallet| {
        list::<Lot>(wallet.lots().len())
            + list::<Gone>(wallet.gone().len())
            + list::<Hold>(wallet.holds().len())
    };
    let amounts = |series: &Series| list::<(Instant, i64)>(series.len());
    let measure = |state: &MeasureState| match state {
        MeasureState::Sum(series) => amounts(series),
        MeasureState::Distinct(values) => {
            list::<(Value, Series)>(values.len())
                + values.iter().map(|(_, series)| amounts(series)).sum::<usize>()
        }
        MeasureState::Last(..) | MeasureState::Streak(..) => 0,
    };
    RECORD_BYTES
        + 2 * party.id().len()
        + list::<(AttributeId, Value)>(record.attributes.len())
        + list::<Relation>(record.relations.len())
        + list::<(AccountId, Wallet)>(record.wallets.len())
        + list::<(AccountId, Books)>(record.books.len())
        + list::<(MeasureId, MeasureState)>(record.measures.len())
        + list::<HeldTier>(record.tiers.len())
        + record.tiers.iter().map(|held| list::<Grant>(held.grants.len())).sum::<usize>()
        + list::<AtClose>(record.at_close.len())
        + record
            .at_close
            .iter()
            .map(|given| list::<(Option<LotId>, Amount)>(given.gifts.len()))
            .sum::<usize>()
        + list::<Former>(record.former.len())
        + list::<HandedOver>(record.handed.len())
        + record.handed.iter().map(|handed| list::<LotId>(handed.lots.len())).sum::<usize>()
        + list::<Counter>(record.counters.len())
        + record.counters.iter().map(|counter| list::<HeldUse>(counter.held.len())).sum::<usize>()
        + BOOKS_BYTES * record.books.len()
        + record.wallets.iter().map(|(_, one)| wallet(one)).sum::<usize>()
        + record.measures.iter().map(|(_, state)| measure(state)).sum::<usize>()
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
