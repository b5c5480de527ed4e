//! The earlier entries that an explanation refers to: where the points came from, what was bought, what was held.

use crate::words::Words;
use coterie_decide::decision::{Effect, Transfer};
use coterie_decide::record::{EntryRecord, LineLeft};
use coterie_decide::{Engine, Entry, Origin, Versions};
use coterie_ledger::{Availability, Lot, LotId, Move};
use coterie_program::builtin::field;
use std::collections::{BTreeMap, BTreeSet};

/// Earlier entries, and the program versions that decided them. Whoever asks for an explanation loads what is
/// [lacking](Past::lacks) first; what is not there is left unsaid.
#[derive(Debug)]
pub struct Past<'v> {
    versions: &'v Versions,
    entries: BTreeMap<u64, Entry>,
    /// By an event: the entries that left less of its lines.
    returns: BTreeMap<u64, BTreeSet<u64>>,
}

impl<'v> Past<'v> {
    /// Nothing yet.
    pub fn new(versions: &'v Versions) -> Self {
        Self { versions, entries: BTreeMap::new(), returns: BTreeMap::new() }
    }

    /// Keeps an entry.
    pub fn add(&mut self, position: u64, entry: Entry) {
        for effect in &entry.decision.effects {
            if let Effect::Remaining { entry: of, .. } = effect {
                self.returns.entry(*of).or_default().insert(position);
            }
        }
        self.entries.insert(position, entry);
    }

    /// An entry that was kept.
    pub fn entry(&self, position: u64) -> Option<&Entry> {
        self.entries.get(&position)
    }

    /// The program version that decided an entry; the newest for what none did.
    pub fn engine(&self, entry: &Entry) -> Option<&'v Engine> {
        let newest = || self.versions.newest().map(|(_, engine)| engine);
        self.versions.number(entry.version).or_else(newest).map(|engine| &**engine)
    }

    /// The positions of the entries that the explanation of this one refers to and that are not here yet.
    pub fn lacks(&self, entry: &Entry) -> BTreeSet<u64> {
        let mut asked: BTreeSet<u64> = entry.decision.effects.iter().filter_map(Effect::earlier).collect();
        for transfer in entry.decision.transfers() {
            for step in transfer.legs().iter().flat_map(|leg| &leg.moves) {
                asked.extend(lots(step).into_iter().map(|lot| lot.position));
                if let Move::Release { hold } | Move::Capture { hold, .. } = step {
                    asked.insert(*hold);
                }
            }
        }
        asked.retain(|position| !self.entries.contains_key(position));
        asked
    }

    /// What an entry is called: its event's id, else its position; and when it was.
    pub(crate) fn called(&self, words: &Words<'_>, position: u64) -> (String, String) {
        let when = self.entry(position).map(|entry| words.moment(entry.at()));
        (self.name(position), when.unwrap_or_default())
    }

    /// An entry by its event's id, else by its position.
    pub(crate) fn name(&self, position: u64) -> String {
        match self.entry(position).map(|entry| &entry.origin) {
            Some(Origin::Event(event)) => event.id.to_string(),
            _ => format!("#{position}"),
        }
    }

    /// The reward that a redemption, a hold or a capture is about, by its name.
    pub(crate) fn reward<'e>(&'e self, entry: &'e Entry) -> Option<&'e str> {
        let named = |entry: &'e Entry| match &entry.origin {
            Origin::Event(event) => event.text(field::REWARD),
            _ => None,
        };
        let held = || entry.decision.effects.iter().find_map(Effect::earlier);
        named(entry).or_else(|| named(self.entry(held()?)?))
    }

    /// A lot as its entry opened it.
    pub(crate) fn lot(&self, id: LotId) -> Option<&Lot> {
        let entry = self.entry(id.position)?;
        let moves = entry.decision.transfers().flat_map(Transfer::legs).flat_map(|leg| &leg.moves);
        moves.into_iter().find_map(|step| match step {
            Move::Open(lot) if lot.id == id => Some(lot),
            _ => None,
        })
    }

    /// An earlier event as a record, and what remained of its lines after the entry at `after`: what this one and those
    /// between them, as far as they are here, left of them.
    pub(crate) fn remaining(
        &self,
        event_at: u64,
        after: u64,
        last: &Entry,
    ) -> Option<(EntryRecord, Vec<LineLeft>)> {
        let whole = self.entry(event_at)?;
        let Origin::Event(event) = &whole.origin else { return None };
        let record = EntryRecord::new(event_at, whole.version, event.clone(), &whole.decision);
        let mut left = record.left.clone();
        let returns = self.returns.get(&event_at).into_iter().flat_map(|returns| returns.range(..after));
        let between = returns.filter_map(|position| self.entries.get(position));
        for entry in between.chain([last]) {
            for effect in &entry.decision.effects {
                let Effect::Remaining { entry, lines, .. } = effect else { continue };
                if *entry != event_at {
                    continue;
                }
                for (place, now) in lines {
                    *left.get_mut(usize::from(*place))? = *now;
                }
            }
        }
        Some((record, left))
    }
}

/// The lots that a step of a wallet takes from or returns to.
pub(crate) fn lots(step: &Move) -> Vec<LotId> {
    match step {
        Move::Spend(part) | Move::Expire { part, .. } | Move::Claw(part) | Move::ClawExpired(part) => {
            vec![part.lot]
        }
        Move::HandOver(part) => vec![part.lot],
        Move::GiveBack(lot) | Move::Receive(lot) => vec![lot.id],
        Move::Reserve { parts, .. } | Move::Capture { parts, .. } => {
            parts.iter().map(|part| part.lot).collect()
        }
        Move::Approve { lot, .. } => vec![*lot],
        _ => Vec::new(),
    }
}

/// Since when a lot may be spent, where it had to wait for its day.
pub(crate) fn waits_until(lot: &Lot) -> Option<coterie_calendar::Instant> {
    match lot.available {
        Availability::From(from) => Some(from),
        Availability::OnApproval => None,
    }
}
