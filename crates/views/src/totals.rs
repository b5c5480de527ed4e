//! The same books without tables: a pure sum over the journal, for any moment. What the tables say must equal it.

use crate::books::{Books, PartnerBooks, Sales};
use crate::error::ViewsError;
use crate::legs::{Sale, legs, sale};
use crate::names::account_name;
use coterie_decide::decision::Effect;
use coterie_decide::{Entry, Origin};
use coterie_ledger::{Book, Party, PartyKind};
use coterie_program::builtin::field;
use coterie_program::ids::{AccountId, Registry};
use rustc_hash::FxHashMap;

/// Adds up entries. Give it the journal from its beginning to the moment that you ask about.
#[derive(Debug, Default)]
pub struct Totals {
    registry: Registry,
    numbers: FxHashMap<Party, u32>,
    parties: Vec<Party>,
    booked: FxHashMap<(u32, AccountId, Book), i64>,
    /// What partners and the coalition hold themselves.
    own: FxHashMap<(u32, AccountId), i64>,
    outstanding: FxHashMap<AccountId, i64>,
    sales: FxHashMap<u32, Sales>,
    members: i64,
    /// Where events happened, for their refunds: each run of events at one partner by its first position.
    places: Vec<(u64, Option<u32>)>,
}

impl Totals {
    /// Takes the next entry in.
    pub fn take(&mut self, position: u64, entry: &Entry) -> Result<(), ViewsError> {
        self.sale(position, entry)?;
        if let Origin::Apply(apply) = &entry.origin {
            self.registry = apply.registry.clone();
        }
        for effect in &entry.decision.effects {
            match effect {
                Effect::Known { party, .. } if party.kind() == PartyKind::Member => self.members += 1,
                Effect::MergedInto { party, .. } if party.kind() == PartyKind::Member => self.members -= 1,
                _ => {}
            }
        }
        for (account, _, leg) in legs(entry) {
            let amount = leg.amount.get();
            if let Some(book) = leg.book {
                let number = self.number(&leg.party);
                add(self.booked.entry((number, account, book)).or_default(), amount)?;
            } else {
                add(self.outstanding.entry(account).or_default(), amount)?;
                if is_shown(&leg.party) {
                    let number = self.number(&leg.party);
                    add(self.own.entry((number, account)).or_default(), amount)?;
                }
            }
        }
        Ok(())
    }

    fn number(&mut self, party: &Party) -> u32 {
        if let Some(number) = self.numbers.get(party) {
            return *number;
        }
        let number = self.parties.len() as u32;
        self.parties.push(party.clone());
        self.numbers.insert(party.clone(), number);
        number
    }

    fn sale(&mut self, position: u64, entry: &Entry) -> Result<(), ViewsError> {
        let Origin::Event(event) = &entry.origin else { return Ok(()) };
        let mut place = event.party(field::PARTNER).map(|partner| self.number(partner));
        let sold = match sale(entry) {
            None => None,
            Some(Sale::Purchase(_, total)) => Some((place, [1, total, 0, 0])),
            Some(Sale::Refund(purchase, back)) => {
                let bought_at = self.place_of(purchase);
                place = bought_at.or(place);
                Some((bought_at, [0, 0, 1, back]))
            }
        };
        if self.places.last().is_none_or(|(_, last)| *last != place) {
            self.places.push((position, place));
        }
        let Some((partner, sold)) = sold else { return Ok(()) };
        let number = partner.unwrap_or_else(|| self.number(&Party::coalition()));
        self.sales.entry(number).or_default().add(sold)
    }

    fn place_of(&self, position: u64) -> Option<u32> {
        let later = self.places.partition_point(|(first, _)| *first <= position);
        self.places[..later].last().and_then(|(_, place)| *place)
    }

    /// The books so far.
    pub fn books(&self) -> Result<Books, ViewsError> {
        let mut books = Books { members: self.members, ..Books::default() };
        let name = |account: &AccountId| account_name(&self.registry, *account).to_string();
        let party = |number: &u32| self.parties[*number as usize].to_string();
        for ((number, account, book), amount) in &self.booked {
            let partner = books.partners.entry(party(number)).or_default();
            partner.accounts.entry(name(account)).or_default().add(*book, *amount)?;
            books.accounts.entry(name(account)).or_default().add(*book, *amount)?;
        }
        for ((number, account), amount) in &self.own {
            let partner = books.partners.entry(party(number)).or_default();
            partner.accounts.entry(name(account)).or_default().outstanding = *amount;
        }
        for (account, amount) in &self.outstanding {
            books.accounts.entry(name(account)).or_default().outstanding = *amount;
        }
        for (number, sales) in &self.sales {
            let partner: &mut PartnerBooks = books.partners.entry(party(number)).or_default();
            partner.sales = *sales;
            books.sales.add([sales.purchases, sales.revenue, sales.refunds, sales.refunded])?;
        }
        Ok(books)
    }
}

/// Whether what a party holds is shown with its books.
pub(crate) fn is_shown(party: &Party) -> bool {
    matches!(party.kind(), PartyKind::Partner | PartyKind::Coalition)
}

fn add(sum: &mut i64, amount: i64) -> Result<(), ViewsError> {
    *sum = sum.checked_add(amount).ok_or(ViewsError::Overflow)?;
    Ok(())
}
