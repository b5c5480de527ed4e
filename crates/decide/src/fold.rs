//! *Decision + state → state*: the only way in which records change.

use crate::decision::{Change, Effect, Leg};
use crate::entry::{Entry, Origin};
use crate::error::Corrupt;
use crate::record::{
    AtClose, Counter, EntryRecord, ForHold, Former, HandedOver, HeldGift, MeasureState, PartyRecord,
    RecordKey, Relation, Series, VoucherRecord,
};
use coterie_calendar::Instant;
use coterie_ledger::{Availability, Books, Party, Wallet};
use coterie_program::ids::{AccountId, LimitId, MeasureId};

/// Records that decisions are folded into. A record that is not there yet is made when asked for.
pub trait FoldInto {
    /// A party's record, new if it is not there.
    fn party_mut(&mut self, party: &Party) -> &mut PartyRecord;
    /// An event's record; it must be there, because the decision read it.
    fn entry_mut(&mut self, position: u64) -> Option<&mut EntryRecord>;
    /// Puts a voucher's record in its place.
    fn put_voucher(&mut self, code: &str, record: VoucherRecord);
    /// A voucher's record.
    fn voucher_as_of(&self, code: &str) -> Option<u64>;
    /// Whether the record of this event is worth keeping now: all can be rebuilt from the journal when they are asked for.
    fn wants(&self, entry: &Entry) -> bool;
    /// Keeps the record of an event that was just journaled.
    fn note_entry(&mut self, position: u64, record: EntryRecord);
}

/// Folds a journaled entry into the records. Returns the keys of those that changed. A record that has it already
/// (`as_of` is not before `position`) is left alone, so that records saved at different times may be caught up by
/// one walk.
pub fn fold(records: &mut impl FoldInto, position: u64, entry: &Entry) -> Result<Vec<RecordKey>, Corrupt> {
    let mut touched = Touched { position, clock: entry.clock, keys: Vec::with_capacity(4) };
    for effect in &entry.decision.effects {
        apply(records, &mut touched, effect)?;
    }
    if let Origin::Event(event) = &entry.origin
        && records.wants(entry)
        && records.entry_mut(position).is_none_or(|known| known.as_of <= position)
    {
        records
            .note_entry(position, EntryRecord::new(position, entry.version, event.clone(), &entry.decision));
    }
    let mut changed = Vec::with_capacity(touched.keys.len());
    for (key, fresh) in touched.keys {
        if fresh {
            match &key {
                RecordKey::Party(party) => records.party_mut(party).as_of = position + 1,
                RecordKey::Entry(at) => {
                    if let Some(record) = records.entry_mut(*at) {
                        record.as_of = position + 1;
                    }
                }
                RecordKey::Voucher(_) => {}
            }
            changed.push(key);
        }
    }
    Ok(changed)
}

/// Which records an entry has changed, and whether each was behind it.
struct Touched {
    position: u64,
    clock: Instant,
    keys: Vec<(RecordKey, bool)>,
}

impl Touched {
    /// True when the record, now at `as_of`, is still to receive this entry.
    fn is_due(&mut self, key: impl Fn(&RecordKey) -> bool, make: impl Fn() -> RecordKey, as_of: u64) -> bool {
        if let Some((_, due)) = self.keys.iter().find(|(known, _)| key(known)) {
            return *due;
        }
        let due = as_of <= self.position;
        self.keys.push((make(), due));
        due
    }

    fn party<'r>(&mut self, records: &'r mut impl FoldInto, party: &Party) -> Option<&'r mut PartyRecord> {
        let record = records.party_mut(party);
        self.is_due(
            |known| matches!(known, RecordKey::Party(other) if other == party),
            || RecordKey::Party(party.clone()),
            record.as_of,
        )
        .then_some(record)
    }

    fn entry<'r>(
        &mut self,
        records: &'r mut impl FoldInto,
        position: u64,
    ) -> Result<Option<&'r mut EntryRecord>, Corrupt> {
        let record = records
            .entry_mut(position)
            .ok_or_else(|| Corrupt::Missing(format!("the event at {position}")))?;
        let key = RecordKey::Entry(position);
        Ok(self.is_due(|known| *known == key, || key.clone(), record.as_of).then_some(record))
    }
}

fn apply(records: &mut impl FoldInto, touched: &mut Touched, effect: &Effect) -> Result<(), Corrupt> {
    match effect {
        Effect::Transfer(transfer) => {
            for leg in transfer.legs() {
                if let Some(record) = touched.party(records, &leg.party) {
                    post(record, transfer.account(), leg)?;
                    record.handed.extend(HandedOver::by(leg, transfer, touched.clock));
                }
            }
        }
        Effect::Known { party, since } => {
            if let Some(record) = touched.party(records, party) {
                record.since = *since;
                record.clock_done = *since;
            }
        }
        Effect::Set { party, attribute, value } => {
            if let Some(record) = touched.party(records, party) {
                *slot(&mut record.attributes, *attribute, || value.clone()) = value.clone();
            }
        }
        Effect::Relate { party, relation, to, since } => {
            if let Some(record) = touched.party(records, party) {
                let before = record.relation(*relation).map(|known| known.to.clone());
                // What nobody has heard of was in no relation, and nothing of it can be undone.
                if record.as_of > 0 && before.as_ref() != Some(to) {
                    let (until, at) = (touched.position, touched.clock);
                    record.former.push(Former { id: *relation, until, at, to: before });
                }
                let relation = Relation { id: *relation, to: to.clone(), since: *since };
                match record.relations.binary_search_by_key(&relation.id, |known| known.id) {
                    Ok(at) => record.relations[at] = relation,
                    Err(at) => record.relations.insert(at, relation),
                }
            }
        }
        Effect::Remember { party, measure, at, change, .. } => {
            if let Some(record) = touched.party(records, party) {
                remember(record, party, *measure, *at, change)?;
            }
        }
        Effect::Count { party, limit, period, by, hold, .. } => {
            if let Some(record) = touched.party(records, party) {
                count(record, *limit, *period, *by, *hold).ok_or_else(|| Corrupt::Measure(party.clone()))?;
            }
        }
        Effect::Tier { party, held } => {
            if let Some(record) = touched.party(records, party) {
                match record.tiers.binary_search_by_key(&held.set, |known| known.set) {
                    Ok(at) => record.tiers[at] = held.clone(),
                    Err(at) => record.tiers.insert(at, held.clone()),
                }
            }
        }
        Effect::ClockDone { party, up_to } => {
            if let Some(record) = touched.party(records, party) {
                record.clock_done = record.clock_done.max(*up_to);
            }
        }
        Effect::MergedInto { party, into } => {
            if let Some(record) = touched.party(records, party) {
                record.merged_into = Some(into.clone());
                record.merged_at = Some(touched.position);
            }
        }
        Effect::Inherit { party, measure, state } => {
            if let Some(record) = touched.party(records, party) {
                inherit(record, *measure, state).ok_or_else(|| Corrupt::Measure(party.clone()))?;
            }
        }
        Effect::Voucher { code, record } => {
            let as_of = records.voucher_as_of(code).unwrap_or(0);
            let key = RecordKey::Voucher(code.clone());
            if touched.is_due(|known| *known == key, || key.clone(), as_of) {
                let record = VoucherRecord { as_of: touched.position + 1, ..record.clone() };
                records.put_voucher(code, record);
            }
        }
        Effect::AtClose { party, given } => {
            if let Some(record) = touched.party(records, party) {
                record.at_close.retain(|known| !known.is_of(given));
                if !given.gifts.is_empty() {
                    let order = |one: &AtClose| (one.at, one.rule);
                    let place = record.at_close.partition_point(|known| order(known) <= order(given));
                    record.at_close.insert(place, given.clone());
                }
            }
        }
        // The record of the entry itself is built from it.
        Effect::Spending { .. } | Effect::MoneyBack { .. } | Effect::ToPay { .. } => {}
        Effect::StillSpent { entry, lots } => {
            if let Some(record) = touched.entry(records, *entry)? {
                let spending = record.spending.as_mut();
                spending
                    .ok_or_else(|| Corrupt::Missing(format!("what the event at {entry} spent")))?
                    .lots
                    .clone_from(lots);
            }
        }
        Effect::Remaining { entry, lines, due } => {
            if let Some(record) = touched.entry(records, *entry)? {
                record.due = due.or(record.due);
                for (line, left) in lines {
                    let place = record.left.get_mut(usize::from(*line));
                    *place
                        .ok_or_else(|| Corrupt::Missing(format!("line {line} of the event at {entry}")))? =
                        *left;
                }
            }
        }
        Effect::Kept { entry, gift, kept, found } => {
            if let Some(record) = touched.entry(records, *entry)? {
                let held = held_gift(record, *entry, *gift)?;
                held.kept = *kept;
                held.found.clone_from(found);
            }
        }
        Effect::StillCounts { entry, place, amount, at } => {
            if let Some(record) = touched.entry(records, *entry)? {
                let known = record.remembered.get_mut(usize::from(*place));
                let known = known
                    .ok_or_else(|| Corrupt::Missing(format!("memory {place} of the event at {entry}")))?;
                (known.amount, known.at) = (*amount, at.unwrap_or(known.at));
            }
        }
        Effect::Filled { entry, known } => {
            if let Some(record) = touched.entry(records, *entry)? {
                record.remembered.push(known.clone());
            }
        }
        Effect::Available { entry, gift, at } => {
            if let Some(record) = touched.entry(records, *entry)? {
                held_gift(record, *entry, *gift)?.available = Some(Availability::From(*at));
            }
        }
        Effect::StillUses { entry, place, amount } => {
            if let Some(record) = touched.entry(records, *entry)? {
                let known = record.counted.get_mut(usize::from(*place));
                known
                    .ok_or_else(|| Corrupt::Missing(format!("use {place} of the event at {entry}")))?
                    .amount = *amount;
            }
        }
        Effect::State { entry, state } => {
            if let Some(record) = touched.entry(records, *entry)? {
                record.state = *state;
                if *state == crate::record::EntryState::Captured {
                    record.captured_by = Some(touched.position);
                }
            }
        }
    }
    Ok(())
}

fn held_gift(record: &mut EntryRecord, entry: u64, gift: u16) -> Result<&mut HeldGift, Corrupt> {
    let held = record.gifts.get_mut(usize::from(gift));
    held.ok_or_else(|| Corrupt::Missing(format!("gift {gift} of the event at {entry}")))
}

/// The value of an id in a list sorted by id, made when it is not there.
fn slot<I: Ord + Copy, T>(list: &mut Vec<(I, T)>, id: I, make: impl FnOnce() -> T) -> &mut T {
    let at = match list.binary_search_by_key(&id, |(known, _)| *known) {
        Ok(at) => at,
        Err(at) => {
            list.insert(at, (id, make()));
            at
        }
    };
    &mut list[at].1
}

fn post(record: &mut PartyRecord, account: AccountId, leg: &Leg) -> Result<(), Corrupt> {
    let corrupt = |error| Corrupt::Ledger { party: leg.party.clone(), error };
    match leg.book {
        Some(book) => {
            slot(&mut record.books, account, Books::default).apply(book, leg.amount).map_err(corrupt)
        }
        None => {
            let wallet = slot(&mut record.wallets, account, Wallet::new);
            leg.moves.iter().try_for_each(|step| wallet.apply(step)).map_err(corrupt)
        }
    }
}

pub(crate) fn remember(
    record: &mut PartyRecord,
    party: &Party,
    measure: MeasureId,
    at: Instant,
    change: &Change,
) -> Result<(), Corrupt> {
    let overflow = || Corrupt::Measure(party.clone());
    match change {
        // Nothing yet: what waits for approval.
        Change::Add(0) => Ok(()),
        Change::Add(amount) => {
            match slot(&mut record.measures, measure, || MeasureState::Sum(Series::default())) {
                MeasureState::Sum(series) => series.add(at, *amount).ok_or_else(overflow),
                _ => Err(Corrupt::Missing(format!("a sum in measure {} of {party}", measure.0))),
            }
        }
        Change::Occur(value, times) => {
            match slot(&mut record.measures, measure, || MeasureState::Distinct(Vec::new())) {
                MeasureState::Distinct(values) => {
                    let place = match values.binary_search_by(|(known, _)| known.cmp(value)) {
                        Ok(place) => place,
                        Err(_) if values.len() >= crate::record::DISTINCT_VALUES_MAX => return Ok(()),
                        Err(place) => {
                            values.insert(place, (value.clone(), Series::default()));
                            place
                        }
                    };
                    values[place].1.add(at, *times).ok_or_else(overflow)
                }
                _ => Err(Corrupt::Missing(format!("values in measure {} of {party}", measure.0))),
            }
        }
        Change::Last(value) => {
            *slot(&mut record.measures, measure, || MeasureState::Last(at, value.clone())) =
                MeasureState::Last(at, value.clone());
            Ok(())
        }
        Change::Streak(period, length) => {
            *slot(&mut record.measures, measure, || MeasureState::Streak(*period, *length)) =
                MeasureState::Streak(*period, *length);
            Ok(())
        }
    }
}

fn count(
    record: &mut PartyRecord,
    limit: LimitId,
    period: Instant,
    by: i64,
    hold: Option<ForHold>,
) -> Option<()> {
    let counters = &mut record.counters;
    let at = match counters.binary_search_by_key(&(limit, period), |known| (known.limit, known.period)) {
        Ok(at) => at,
        Err(at) => {
            counters.insert(at, Counter::new(limit, period));
            at
        }
    };
    counters[at].count(by, hold)?;
    if counters[at].used == 0 && counters[at].held.is_empty() {
        counters.remove(at);
    }
    Some(())
}

pub(crate) fn inherit(record: &mut PartyRecord, measure: MeasureId, state: &MeasureState) -> Option<()> {
    let mine = slot(&mut record.measures, measure, || state.clone_empty());
    mine.absorb(state)
}
