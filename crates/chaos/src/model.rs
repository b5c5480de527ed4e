//! The reference: a simple book of what the journal says, and what may never be in it.
//!
//! It shares the fold with the product (so that records can be compared) and checks it against sums of its own.

use crate::backfilled;
use crate::failure::Check;
use coterie_calendar::Instant;
use coterie_decide::course::{self, Cursor, Happened};
use coterie_decide::decision::{Cause, Effect, Transfer};
use coterie_decide::entry::Apply;
use coterie_decide::record::RecordKey;
use coterie_decide::{Entry, FoldInto, MemoryRecords, Origin, Records, Tick, TickKind, Versions, fold};
use coterie_ledger::{Amount, Book, LotId, Move, Party};
use coterie_program::event::Event;
use coterie_program::ids::{AccountId, LimitId, MeasureId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything journaled so far, and sums over it.
#[derive(Default)]
pub(crate) struct Model {
    pub(crate) entries: Vec<(u64, Arc<Entry>)>,
    pub(crate) records: MemoryRecords,
    pub(crate) clock: Option<Instant>,
    versions: Versions,
    said: BTreeMap<(String, String), u64>,
    ticks: BTreeSet<Tick>,
    sums: BTreeMap<(Party, AccountId, Option<Book>), i128>,
    expires: BTreeMap<(Party, AccountId, LotId), Option<Instant>>,
    touched: BTreeSet<Party>,
    touched_from: u64,
}

/// The parties among records.
fn parties(changed: Vec<RecordKey>) -> impl Iterator<Item = Party> {
    changed.into_iter().filter_map(|key| match key {
        RecordKey::Party(party) => Some(party),
        _ => None,
    })
}

impl Model {
    /// The position of the next entry.
    pub(crate) fn end(&self) -> u64 {
        self.entries.len() as u64
    }

    /// Where an event was said, with the event.
    pub(crate) fn said(&self, event: &Event) -> Option<(u64, &Event)> {
        let position = *self.said.get(&(event.source.to_string(), event.id.to_string()))?;
        match &self.entries[position as usize].1.origin {
            Origin::Event(first) => Some((position, first)),
            _ => None,
        }
    }

    /// Takes the next entry in: decides it again, and folds it. The versions are those that the writer knows by now.
    pub(crate) fn take(&mut self, position: u64, entry: Entry, known: &Versions) -> Check {
        if position != self.end() {
            return Err(format!("entry {position} follows {} entries", self.end()));
        }
        if self.clock.is_some_and(|clock| entry.clock < clock) {
            return Err(format!(
                "entry {position}: the clock falls from {:?} to {}",
                self.clock, entry.clock
            ));
        }
        self.origin(position, &entry)?;
        self.uses(position, &entry)?;
        let mut touched = BTreeSet::new();
        for transfer in entry.decision.transfers() {
            self.transfer(position, &entry, transfer, &mut touched)?;
        }
        self.again(position, &entry)?;
        for (party, account) in touched {
            self.balances(position, &party, account)?;
        }
        if let Origin::Apply(apply) = &entry.origin {
            self.applied(position, apply, known)?;
        }
        self.clock = Some(entry.clock);
        self.entries.push((position, Arc::new(entry)));
        self.room_returned(position)
    }

    /// What a new version's measures remember of the past is put into the records.
    fn applied(&mut self, position: u64, apply: &Apply, known: &Versions) -> Check {
        let engine = known.number(apply.version).ok_or_else(|| format!("no version {}", apply.version))?;
        self.versions.add(apply.from, Arc::clone(engine), position);
        for (party, states) in backfilled::states(&self.versions, &self.entries)? {
            let record = self.records.party_mut(&party);
            for (id, state) in states {
                record.measures.retain(|(known, _)| *known != id);
                record.measures.push((id, state));
            }
            record.measures.sort_by_key(|(id, _)| *id);
            record.as_of = position + 1;
            self.touched.insert(party);
        }
        Ok(())
    }

    /// The measures that later versions brought, and the records as they should hold them by now.
    pub(crate) fn filled(&self) -> Result<(Vec<MeasureId>, MemoryRecords), String> {
        backfilled::filled_with_all(&self.versions, &self.entries)
    }

    /// Whether another record became part of a party's.
    pub(crate) fn inherited(&self, party: &Party) -> bool {
        let effects = self.entries.iter().flat_map(|(_, entry)| &entry.decision.effects);
        effects.into_iter().any(|effect| matches!(effect, Effect::MergedInto { into, .. } if into == party))
    }

    /// Decides an event or tick again, on records that are the fold from nothing: the same must come of it. Folds it.
    fn again(&mut self, position: u64, entry: &Entry) -> Check {
        let mut cursor = Cursor { clock: self.clock.unwrap_or(Instant::MIN), position };
        let mut first = None;
        let mut emit = |happened: Happened| {
            first.get_or_insert(happened);
        };
        let (versions, records) = (&self.versions, &mut self.records);
        let decided = match &entry.origin {
            Origin::Event(event) => {
                course::happen(versions, records, &mut cursor, entry.clock, &entry.by, event, &mut emit)
            }
            Origin::Tick(tick) => {
                course::fall_due(versions, records, &mut cursor, entry.clock, tick.clone(), &mut emit)
            }
            Origin::Apply(_) => {
                fold(records, position, entry)
                    .map(|changed| self.touched.extend(parties(changed)))
                    .map_err(|error| format!("entry {position} does not fold: {error}"))?;
                return Ok(());
            }
        };
        decided.map_err(|error| format!("entry {position} cannot be decided again: {error}"))?;
        match first {
            Some(happened) if happened.entry == *entry => {
                self.touched.extend(parties(happened.changed));
                Ok(())
            }
            other => {
                Err(format!("entry {position} is decided otherwise: {other:?}, in the journal {entry:?}"))
            }
        }
    }

    /// The parties whose records were changed since this was asked last, and from which entry on.
    pub(crate) fn take_touched(&mut self) -> (u64, BTreeSet<Party>) {
        let end = self.end();
        let from = std::mem::replace(&mut self.touched_from, end);
        (from, std::mem::take(&mut self.touched))
    }

    fn origin(&mut self, position: u64, entry: &Entry) -> Check {
        match &entry.origin {
            Origin::Event(event) => {
                let id = (event.source.to_string(), event.id.to_string());
                if let Some(first) = self.said.insert(id, position) {
                    return Err(format!("entry {position}: {} was decided at {first} before", event.id));
                }
            }
            Origin::Tick(tick) => {
                if tick.at > entry.clock {
                    return Err(format!("entry {position}: a tick of {} at {}", tick.at, entry.clock));
                }
                // The same moment may expire again what a hold had kept or a late event brought; all else happens once.
                let again = !self.ticks.insert(tick.clone());
                let expires = matches!(tick.kind, TickKind::Expiry | TickKind::IdleExpiry);
                if again && !(expires && entry.decision.transfers().next().is_some()) {
                    return Err(format!("entry {position}: {tick:?} happened before"));
                }
            }
            Origin::Apply(_) => {}
        }
        Ok(())
    }

    /// What an earlier event no longer uses of a limit returns to the limit, even where the entry draws on it anew (a capture
    /// takes over what its hold drew).
    fn uses(&self, position: u64, entry: &Entry) -> Check {
        let mut owed: BTreeMap<(Party, LimitId, Instant), i64> = BTreeMap::new();
        for effect in &entry.decision.effects {
            if let Effect::StillUses { entry: of, place, amount } = effect
                && let Ok(Some(record)) = self.records.entry(*of)
                && let Some(counted) = record.counted.get(usize::from(*place))
            {
                *owed.entry((self.remains(&counted.party), counted.limit, counted.period)).or_default() +=
                    amount - counted.amount;
            }
        }
        for ((party, limit, period), change) in owed {
            let done: i64 = entry
                .decision
                .effects
                .iter()
                .filter_map(|effect| match effect {
                    Effect::Count { party: of, limit: drawn, period: when, by, gift: None, .. }
                        if *by < 0 && *of == party && *drawn == limit && *when == period =>
                    {
                        Some(*by)
                    }
                    _ => None,
                })
                .sum();
            if done != change {
                return Err(format!(
                    "entry {position}: {change} returns to limit {limit:?} of {party}, booked {done}"
                ));
            }
        }
        Ok(())
    }

    /// When nothing is kept of any gift of an event, it uses no limit any more.
    fn room_returned(&self, position: u64) -> Check {
        for effect in &self.entries[position as usize].1.decision.effects {
            if let Effect::Kept { entry: of, .. } = effect
                && let Ok(Some(record)) = self.records.entry(*of)
                && record.gifts.iter().all(|held| held.kept.is_zero())
                && let Some(used) = record.counted.iter().find(|used| used.gift.is_some() && used.amount != 0)
            {
                return Err(format!(
                    "entry {position}: nothing is kept of what {of} gave, and it still uses {used:?}"
                ));
            }
        }
        Ok(())
    }

    /// The record that a party has become part of, or itself.
    fn remains(&self, party: &Party) -> Party {
        let mut party = party.clone();
        while let Some(into) =
            self.records.party(&party).ok().flatten().and_then(|record| record.merged_into.clone())
        {
            party = into;
        }
        party
    }

    fn transfer(
        &mut self,
        position: u64,
        entry: &Entry,
        transfer: &Transfer,
        touched: &mut BTreeSet<(Party, AccountId)>,
    ) -> Check {
        let account = transfer.account();
        let sum: i128 = transfer.legs().iter().map(|leg| i128::from(leg.amount.get())).sum();
        if sum != 0 {
            return Err(format!("entry {position}: a transfer sums to {sum}"));
        }
        for leg in transfer.legs() {
            *self.sums.entry((leg.party.clone(), account, leg.book)).or_default() +=
                i128::from(leg.amount.get());
            touched.insert((leg.party.clone(), account));
            for step in &leg.moves {
                let lot = |id: LotId| (leg.party.clone(), account, id);
                match step {
                    Move::Open(opened) | Move::Receive(opened) | Move::GiveBack(opened) => {
                        self.expires.insert(lot(opened.id), opened.expires);
                    }
                    Move::Spend(part) if matches!(transfer.cause(), Cause::Spend | Cause::Give) => {
                        if let Some(Some(expires)) = self.expires.get(&lot(part.lot))
                            && *expires <= entry.clock
                        {
                            let clock = entry.clock;
                            return Err(format!(
                                "entry {position}: spends {} at {clock}, gone since {expires}",
                                part.lot
                            ));
                        }
                    }
                    Move::Expire { part, .. } => {
                        let idle =
                            !matches!(&entry.origin, Origin::Tick(tick) if tick.kind == TickKind::Expiry);
                        let expires = self.expires.get(&lot(part.lot)).copied().flatten();
                        if !idle && expires.is_none_or(|expires| expires > entry.clock) {
                            return Err(format!("entry {position}: {} expires before {expires:?}", part.lot));
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn balances(&self, position: u64, party: &Party, account: AccountId) -> Check {
        let record = self.records.party(party).ok().flatten();
        let wallet = record.and_then(|record| record.wallet(account));
        if let Some(wallet) = wallet {
            wallet
                .check()
                .map_err(|error| format!("after entry {position}, the wallet of {party}: {error}"))?;
        }
        let sums = self
            .sums
            .range((party.clone(), account, None)..)
            .take_while(|((of, id, _), _)| of == party && *id == account);
        for ((_, _, book), sum) in sums {
            let holds = match book {
                None => wallet.map_or(Amount::ZERO, coterie_ledger::Wallet::balance),
                Some(book) => record
                    .and_then(|record| record.books(account))
                    .map_or(Amount::ZERO, |books| books.get(*book)),
            };
            if i128::from(holds.get()) != *sum {
                return Err(format!(
                    "after entry {position}, {party} holds {holds} of {account:?} {book:?}, and its entries sum to {sum}"
                ));
            }
        }
        Ok(())
    }

    /// After a sweep up to a moment: nothing that is free is left of any lot whose time is over, and no hold has lapsed, nor does
    /// it keep anything of a limit.
    pub(crate) fn swept(&self, up_to: Instant) -> Check {
        for (party, record) in self.records.parties() {
            if record.merged_into.is_some() {
                continue;
            }
            let mut kept = record.counters.iter().flat_map(|counter| &counter.held);
            if let Some(held) = kept.find(|held| held.by.lapses <= up_to) {
                return Err(format!("{party} still keeps room in a limit for {held:?} at {up_to}"));
            }
            for (account, wallet) in &record.wallets {
                for lot in wallet.lots() {
                    if lot.expires.is_some_and(|expires| expires <= up_to)
                        && wallet.reserved_of(lot.id) < lot.remaining
                    {
                        return Err(format!(
                            "{party} still has lot {} of {account:?}, gone since {:?}, at {up_to}",
                            lot.id, lot.expires
                        ));
                    }
                }
                if let Some(hold) = wallet.holds().iter().find(|hold| hold.lapses <= up_to) {
                    return Err(format!(
                        "{party} still has hold {}, lapsed at {}, at {up_to}",
                        hold.id, hold.lapses
                    ));
                }
            }
        }
        Ok(())
    }
}
