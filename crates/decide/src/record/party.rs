//! The record of a party.

use super::{AtClose, Counter, Former, HandedOver, HeldTier, MeasureState};
use coterie_calendar::Instant;
use coterie_ledger::{Books, LotId, Party, Wallet};
use coterie_program::ids::{AccountId, AttributeId, LimitId, MeasureId, RelationId, TierSetId};
use coterie_program::value::Value;
use minicbor::{Decode, Encode};

/// A relation to another party.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Relation {
    /// Which relation.
    #[n(0)]
    pub id: RelationId,
    /// To whom.
    #[n(1)]
    pub to: Party,
    /// Since when.
    #[n(2)]
    pub since: Instant,
}

/// What is remembered of a member, partner, employee, household or the coalition. Every list is sorted by its id.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct PartyRecord {
    /// One more than the position of the last entry folded into it.
    #[n(0)]
    pub as_of: u64,
    /// The own time of the event that made it known.
    #[n(1)]
    pub since: Instant,
    /// Attributes.
    #[n(2)]
    pub attributes: Vec<(AttributeId, Value)>,
    /// Relations.
    #[n(3)]
    pub relations: Vec<Relation>,
    /// Its own accounts.
    #[n(4)]
    pub wallets: Vec<(AccountId, Wallet)>,
    /// Its counters as payer or partner.
    #[n(5)]
    pub books: Vec<(AccountId, Books)>,
    /// Measures.
    #[n(6)]
    pub measures: Vec<(MeasureId, MeasureState)>,
    /// Held tiers.
    #[n(7)]
    pub tiers: Vec<HeldTier>,
    /// Limits used, by limit, then period.
    #[n(8)]
    pub counters: Vec<Counter>,
    /// The record that this one became part of.
    #[n(9)]
    pub merged_into: Option<Party>,
    /// Up to when what the clock sets off on it has been done: later anniversaries and warnings are due.
    #[n(10)]
    pub clock_done: Instant,
    /// Lots that its wallets handed over, in the order of time.
    #[cbor(n(11), skip_if = "Vec::is_empty")]
    pub handed: Vec<HandedOver>,
    /// What relations were before they were set anew, in the order of positions.
    #[cbor(n(12), skip_if = "Vec::is_empty")]
    pub former: Vec<Former>,
    /// What closes of periods gave, while it may be corrected; by time, then rule, in the order in which they came.
    #[cbor(n(13), skip_if = "Vec::is_empty")]
    pub at_close: Vec<AtClose>,
    /// The position of the entry by which it became part of another.
    #[n(14)]
    pub merged_at: Option<u64>,
}

impl PartyRecord {
    /// A record that an event at `since` made known.
    pub fn new(since: Instant) -> Self {
        Self {
            as_of: 0,
            since,
            attributes: Vec::new(),
            relations: Vec::new(),
            wallets: Vec::new(),
            books: Vec::new(),
            measures: Vec::new(),
            tiers: Vec::new(),
            counters: Vec::new(),
            merged_into: None,
            clock_done: since,
            handed: Vec::new(),
            former: Vec::new(),
            at_close: Vec::new(),
            merged_at: None,
        }
    }

    /// An attribute's value.
    pub fn attribute(&self, id: AttributeId) -> Option<&Value> {
        self.attributes.iter().find(|(known, _)| *known == id).map(|(_, value)| value)
    }

    /// A relation.
    pub fn relation(&self, id: RelationId) -> Option<&Relation> {
        self.relations.iter().find(|relation| relation.id == id)
    }

    /// An account's wallet.
    pub fn wallet(&self, account: AccountId) -> Option<&Wallet> {
        self.wallets.iter().find(|(id, _)| *id == account).map(|(_, wallet)| wallet)
    }

    /// An account's books.
    pub fn books(&self, account: AccountId) -> Option<&Books> {
        self.books.iter().find(|(id, _)| *id == account).map(|(_, books)| books)
    }

    /// A measure's memory.
    pub fn measure(&self, measure: MeasureId) -> Option<&MeasureState> {
        self.measures.iter().find(|(id, _)| *id == measure).map(|(_, state)| state)
    }

    /// A held tier.
    pub fn tier(&self, set: TierSetId) -> Option<&HeldTier> {
        self.tiers.iter().find(|tier| tier.set == set)
    }

    /// The record that it had become part of as an entry was decided.
    pub fn part_of_at(&self, position: u64) -> Option<&Party> {
        self.merged_into.as_ref().filter(|_| self.merged_at.is_none_or(|at| at < position))
    }

    /// To whom a relation led as an entry was decided.
    pub fn related_at(&self, id: RelationId, position: u64) -> Option<&Party> {
        match self.former.iter().find(|former| former.id == id && former.until > position) {
            Some(former) => former.to.as_ref(),
            None => self.relation(id).map(|relation| &relation.to),
        }
    }

    /// To whom it handed over a lot.
    pub fn handed_to(&self, account: AccountId, lot: LotId) -> Option<&Party> {
        self.handed.iter().find(|handed| handed.includes(account, lot)).map(|handed| &handed.to)
    }

    /// How much of a limit is used at `clock` in the period that begins at `period`.
    pub fn used(&self, limit: LimitId, period: Instant, clock: Instant) -> i64 {
        self.counters
            .iter()
            .find(|counter| counter.limit == limit && counter.period == period)
            .map_or(0, |counter| counter.used_at(clock))
    }
}
