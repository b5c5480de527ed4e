//! What differs between the two sides, record by record.

use super::moves::{Moves, Side, WHYS, Why};
use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_decide::decision::Decision;
use coterie_decide::{Entry, Origin};
use coterie_ledger::{Book, Party};
use coterie_program::ids::{AccountId, RuleId};
use rustc_hash::FxHashMap;

/// Of each record, so many of the events that differ most are kept, so that memory does not grow with the history.
const MOMENTS_MAX: usize = 5;

/// An event that makes a difference to a record, with the gifts of both sides.
#[derive(Debug)]
pub(crate) struct Moment {
    pub(crate) source: CompactString,
    pub(crate) id: CompactString,
    pub(crate) at: Instant,
    /// The version that decided it.
    pub(crate) version: u32,
    /// The greater, the more it differs: the sum of what it differs by on each account, without signs.
    pub(crate) weight: u64,
    pub(crate) before: Decided,
    pub(crate) after: Decided,
}

/// One side of a moment.
#[derive(Debug)]
pub(crate) struct Decided {
    /// Gifts and refusal only.
    pub(crate) decision: Decision,
    /// What moved on the record's accounts.
    pub(crate) moved: Vec<Moved>,
}

/// A movement on an account of the record in question: smallest parts, signed as the holder sees it.
pub(crate) type Moved = (AccountId, Why, i64);

/// What differs for one record.
#[derive(Debug, Default)]
pub(crate) struct Difference {
    /// After less before, by account.
    pub(crate) accounts: Vec<(AccountId, [i64; WHYS])>,
    /// How many events differ.
    pub(crate) events: u64,
    /// The weightiest of them, weightiest first, then in their order.
    pub(crate) moments: Vec<Moment>,
    /// What fell due by itself and was given by rules: after less before.
    pub(crate) clock: Vec<(RuleId, AccountId, i64)>,
    /// What payers are debited for, by payer and account: issued less taken back, after less before.
    pub(crate) payers: Vec<(Party, AccountId, i64)>,
}

impl Difference {
    fn add(&mut self, account: AccountId, why: Why, amount: i64) {
        let at = self.accounts.iter().position(|(known, _)| *known == account).unwrap_or_else(|| {
            self.accounts.push((account, [0; WHYS]));
            self.accounts.len() - 1
        });
        let sum = &mut self.accounts[at].1[why as usize];
        *sum = sum.saturating_add(amount);
    }

    fn pay(&mut self, payer: &Party, account: AccountId, amount: i64) {
        let same = |known: &&mut (Party, AccountId, i64)| (&known.0, known.1) == (payer, account);
        match self.payers.iter_mut().find(same) {
            Some((_, _, sum)) => *sum = sum.saturating_add(amount),
            None => self.payers.push((payer.clone(), account, amount)),
        }
    }

    /// Given less taken back, by account.
    pub(crate) fn gains(&self) -> impl Iterator<Item = (AccountId, i64)> {
        let net =
            |whys: &[i64; WHYS]| whys[Why::Given as usize].saturating_add(whys[Why::TakenBack as usize]);
        self.accounts.iter().map(move |(account, whys)| (*account, net(whys)))
    }

    /// Given less taken back, over all accounts, in smallest parts.
    pub(crate) fn gain(&self) -> i64 {
        self.gains().fold(0, |sum, (_, gain)| sum.saturating_add(gain))
    }

    /// How much it differs in all: what is given and taken back, without signs.
    pub(crate) fn weight(&self) -> u64 {
        self.gains().fold(0, |sum, (_, gain)| sum.saturating_add(gain.unsigned_abs()))
    }

    /// Whether anything is left of it once all is summed.
    pub(crate) fn is_nothing(&self) -> bool {
        self.events == 0 && self.accounts.iter().all(|(_, whys)| whys.iter().all(|sum| *sum == 0))
    }
}

/// What differs, by record.
#[derive(Debug, Default)]
pub(crate) struct Differences(pub(crate) FxHashMap<Party, Difference>);

impl Differences {
    fn of(&mut self, party: &Party) -> &mut Difference {
        if !self.0.contains_key(party) {
            self.0.insert(party.clone(), Difference::default());
        }
        self.0.get_mut(party).expect("it was just put there")
    }

    /// An event that moved one thing on one side and another on the other.
    pub(crate) fn note_event(
        &mut self,
        before: &Entry,
        after: Option<&Decision>,
        old: &Moves<'_>,
        new: &Moves<'_>,
    ) {
        let mut parties: Vec<&Party> = old.0.iter().chain(&new.0).map(|one| one.party).collect();
        parties.sort_unstable();
        parties.dedup();
        for party in parties {
            let mine = |moves: &Moves<'_>| -> Vec<Moved> {
                let mine = moves.0.iter().filter(|one| one.party == party);
                mine.map(|one| (one.account, one.why, one.amount)).collect()
            };
            let (old, new) = (mine(old), mine(new));
            if old == new {
                continue;
            }
            let mut changed: Vec<Moved> = new.clone();
            for &(account, why, amount) in &old {
                match changed.iter_mut().find(|(a, w, _)| (*a, *w) == (account, why)) {
                    Some((_, _, sum)) => *sum = sum.saturating_sub(amount),
                    None => changed.push((account, why, amount.saturating_neg())),
                }
            }
            let difference = self.of(party);
            difference.events += 1;
            let mut weight = 0_u64;
            for (account, why, amount) in changed {
                difference.add(account, why, amount);
                weight = weight.saturating_add(amount.unsigned_abs());
            }
            difference.keep(weight, before, after, [old, new]);
        }
        self.note_payers(Side::Before, &before.decision);
        if let Some(after) = after {
            self.note_payers(Side::After, after);
        }
    }

    /// Who paid for what, of the records for which something differs; where nothing does, both sides cancel out.
    fn note_payers(&mut self, side: Side, decision: &Decision) {
        for transfer in decision.transfers() {
            let holder = transfer.legs().iter().find(|leg| leg.book.is_none()).map(|leg| &leg.party);
            let Some(difference) = holder.and_then(|holder| self.0.get_mut(holder)) else { continue };
            for leg in transfer.legs() {
                if let Some(Book::Issued | Book::Clawed | Book::Charged) = leg.book {
                    // A payer is debited: what is issued stands in its books with a minus.
                    difference.pay(
                        &leg.party,
                        transfer.account(),
                        side.signed(leg.amount.get()).saturating_neg(),
                    );
                }
            }
        }
    }

    /// What fell due by itself on one side.
    pub(crate) fn note_tick(&mut self, side: Side, decision: &Decision, moves: &Moves<'_>) {
        let signed = |amount: i64| side.signed(amount);
        for one in &moves.0 {
            self.of(one.party).add(one.account, one.why, signed(one.amount));
        }
        self.note_payers(side, decision);
        for gift in &decision.gifts {
            let coterie_decide::decision::Given::Credit { account, amount, .. } = &gift.given else {
                continue;
            };
            let clock = &mut self.of(&gift.to).clock;
            match clock.iter_mut().find(|(rule, of, _)| (*rule, of) == (gift.rule, account)) {
                Some((_, _, sum)) => *sum = sum.saturating_add(signed(amount.get())),
                None => clock.push((gift.rule, *account, signed(amount.get()))),
            }
        }
    }
}

impl Difference {
    /// Keeps an event among the weightiest, if it is one of them.
    fn keep(&mut self, weight: u64, before: &Entry, after: Option<&Decision>, [old, new]: [Vec<Moved>; 2]) {
        let full = self.moments.len() >= MOMENTS_MAX;
        if full && self.moments.last().is_some_and(|least| least.weight >= weight) {
            return;
        }
        let Origin::Event(event) = &before.origin else { return };
        let gifts = |decision: &Decision| Decision {
            gifts: decision.gifts.clone(),
            refusal: decision.refusal.clone(),
            effects: Vec::new(),
        };
        let at = self.moments.partition_point(|known| known.weight >= weight);
        let moment = Moment {
            source: event.source.clone(),
            id: event.id.clone(),
            at: event.at,
            version: before.version,
            weight,
            before: Decided { decision: gifts(&before.decision), moved: old },
            after: Decided { decision: after.map(gifts).unwrap_or_default(), moved: new },
        };
        self.moments.insert(at, moment);
        self.moments.truncate(MOMENTS_MAX);
    }
}
