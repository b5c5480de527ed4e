//! The projector: takes entries in order, gathers what they change, and writes a batch with its cursor in one transaction.
//!
//! Sketch for a year of 770,000 entries: about 2.5 million short rows that are only ever appended to some list (events,
//! touches, postings) at a microsecond each, and a few thousand rows of sums for each batch; everything else is
//! arithmetic in memory.

use crate::closed::{Closed, SettledIn};
use crate::error::ViewsError;
use crate::legs::{Sale, legs, sale};
use crate::names::Names;
use crate::reading::Reading;
use crate::tables::attributes::{Held, text_of};
use crate::tables::cohorts::Months;
use crate::tables::cursor::Cursor;
use crate::tables::earnings::Why;
use crate::tables::parties::Parties;
use crate::tables::{
    attributes, balances, books, budgets, closed, cohorts, cursor, daily, earnings, events, programs,
    relations, rules, sales, settlement, tiers, touches, vouchers,
};
use compact_str::{CompactString, format_compact};
use coterie_calendar::Period;
use coterie_decide::decision::Effect;
use coterie_decide::record::VoucherRecord;
use coterie_decide::{Entry, Origin, TickKind};
use coterie_ledger::{Amount, Book, Party, PartyKind};
use coterie_program::builtin::{field, kind};
use coterie_program::event::Event;
use coterie_program::ids::AccountId;
use coterie_program::value::Value;
use rusqlite::Connection;

/// What the projector remembers between batches. All of it can be read back from the tables.
#[derive(Debug)]
pub(crate) struct Memory {
    pub(crate) cursor: Option<Cursor>,
    pub(crate) names: Names,
    pub(crate) closed: Closed,
    parties: Parties,
    months: Months,
}

impl Memory {
    /// What the tables say.
    pub(crate) fn load(conn: &Connection, reading: &dyn Reading) -> Result<Self, ViewsError> {
        let cursor = cursor::load(conn)?;
        Ok(Self {
            cursor,
            names: programs::load(conn, reading)?,
            closed: closed::load(conn)?,
            parties: Parties::load(conn)?,
            months: Months::load(conn, cursor.map(|cursor| cursor.clock))?,
        })
    }

    /// In which period what an entry books on a party is settled. What a period's close sets off is part of that close, so
    /// it belongs to the period although it follows the entry that closed it.
    pub(crate) fn settled_in(&mut self, position: u64, entry: &Entry, party: &Party) -> SettledIn {
        let period = self.names.settles(entry.version, party);
        let labels = self.names.labels(entry.version);
        match &entry.origin {
            Origin::Tick(tick) if tick.kind == TickKind::Close => {
                SettledIn { period: labels.label(period, tick.at), is_correction: false }
            }
            _ => self.closed.settled_in(labels, period, entry.at(), position),
        }
    }
}

/// What a batch changes.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    events: events::Pending,
    touches: touches::Pending,
    attributes: attributes::Pending,
    relations: relations::Pending,
    balances: balances::Pending,
    books: books::Pending,
    daily: daily::Pending,
    sales: sales::Pending,
    rules: rules::Pending,
    settlement: settlement::Pending,
    earnings: earnings::Pending,
    closed: closed::Pending,
    tiers: tiers::Pending,
    vouchers: vouchers::Pending,
    budgets: budgets::Pending,
    cohorts: cohorts::Pending,
    programs: programs::Pending,
}

/// One leg's sum in a book within one entry.
type Booked<'e> = (&'e Party, AccountId, Book, Amount);

/// Takes entries into a batch.
pub(crate) struct Projector<'a> {
    pub(crate) conn: &'a Connection,
    pub(crate) reading: &'a dyn Reading,
    pub(crate) memory: &'a mut Memory,
    pub(crate) batch: &'a mut Batch,
    /// The parties that the entry at hand touches.
    pub(crate) touched: Vec<u32>,
}

impl Projector<'_> {
    /// Takes one entry in; it must be the next.
    pub(crate) fn take(&mut self, position: u64, entry: &Entry) -> Result<(), ViewsError> {
        self.touched.clear();
        self.memory.months.arrive(position, entry.clock);
        match &entry.origin {
            Origin::Event(event) => self.event(position, entry, event)?,
            Origin::Apply(apply) => {
                self.memory.names.learn(self.reading, apply.version, &apply.text, &apply.registry)?;
                self.batch.programs.push(position, apply.clone());
                self.batch.events.push(events::Row {
                    position,
                    at: apply.from,
                    clock: entry.clock,
                    kind: kind::APPLY,
                    source: CompactString::default(),
                    id: format_compact!("{}", apply.version),
                    member: None,
                    partner: None,
                    refusal: None,
                    by: entry.by.clone(),
                });
            }
            Origin::Tick(_) => {}
        }
        for effect in &entry.decision.effects {
            self.effect(position, entry, effect)?;
        }
        // A purchase on which nothing is given is a sale all the same.
        let happened = !matches!(entry.origin, Origin::Apply(_)) && entry.decision.refusal.is_none();
        if happened {
            let day = self.memory.names.labels(entry.version).label(Period::Day, entry.at());
            self.value(position, entry, &day)?;
            self.sale(position, entry, &day)?;
            self.gifts(entry, &day)?;
        }
        self.batch.touches.touch(&self.touched, position);
        self.memory.cursor = Some(Cursor { position, clock: entry.clock });
        Ok(())
    }

    fn number(&mut self, party: &Party) -> Result<u32, ViewsError> {
        self.memory.parties.number(self.conn, party)
    }

    /// A party's number; the entry touches it.
    fn touch(&mut self, party: &Party) -> Result<u32, ViewsError> {
        let number = self.number(party)?;
        self.touch_number(number);
        Ok(number)
    }

    fn touch_number(&mut self, number: u32) {
        if !self.touched.contains(&number) {
            self.touched.push(number);
        }
    }

    fn event(&mut self, position: u64, entry: &Entry, event: &Event) -> Result<(), ViewsError> {
        let (mut member, mut partner) = (None, None);
        for (id, value) in &event.fields {
            if let Value::Party(party) = value {
                let number = self.touch(party)?;
                match *id {
                    field::MEMBER => member = Some(number),
                    field::PARTNER => partner = Some(number),
                    _ => {}
                }
            }
        }
        if let Some(Sale::Refund(purchase, _)) = sale(entry) {
            let of = self.batch.events.parties_of(self.conn, purchase)?;
            (member, partner) = (member.or(of.0), of.1.or(partner));
            for number in member.into_iter().chain(partner) {
                self.touch_number(number);
            }
        }
        if event.kind == kind::CLOSE
            && entry.decision.refusal.is_none()
            && let Some(label) = event.text(field::PERIOD)
        {
            self.memory.closed.close(label.into(), position);
            self.batch.closed.push(label.into(), position, event.at);
        }
        self.batch.events.push(events::Row {
            position,
            at: event.at,
            clock: entry.clock,
            kind: event.kind,
            source: event.source.clone(),
            id: event.id.clone(),
            member,
            partner,
            refusal: entry.decision.refusal.as_ref().map(|refusal| refusal.reason),
            by: entry.by.clone(),
        });
        Ok(())
    }

    /// What changes a record other than by value.
    fn effect(&mut self, position: u64, entry: &Entry, effect: &Effect) -> Result<(), ViewsError> {
        match effect {
            Effect::Known { party, since } => {
                let number = self.touch(party)?;
                self.memory.parties.known(number, party, *since);
            }
            Effect::Set { party, attribute, value } => {
                let number = self.touch(party)?;
                let is_sealed = |value: &Value| matches!(value, Value::Sealed(_));
                let held = if is_sealed(value) || self.memory.names.is_personal(entry.version, *attribute) {
                    let opened = self.reading.open(party, *attribute, value);
                    Held::Personal(opened.filter(|value| !is_sealed(value)).as_ref().map(text_of))
                } else {
                    Held::Open(text_of(value))
                };
                self.batch.attributes.set(number, *attribute, held);
            }
            Effect::Relate { party, relation, to, since } => {
                let (number, target) = (self.touch(party)?, self.touch(to)?);
                self.batch.relations.set(number, *relation, target, *since);
            }
            Effect::Count { party, limit, period, by, .. } => {
                self.batch.budgets.count(party, *limit, *period, *by)?;
            }
            Effect::Tier { party, held } => {
                let number = self.touch(party)?;
                let step = self.memory.names.step(entry.version, held.set, held.stands());
                let stands = tiers::Stands { step, place: held.stands(), since: held.since };
                self.batch.tiers.set(number, held.set, stands);
            }
            Effect::Voucher { code, record } => self.voucher(position, code, record)?,
            Effect::MergedInto { party, into } => {
                let number = self.touch(party)?;
                self.touch(into)?;
                self.memory.parties.merged(number, party, into);
            }
            // Transfers follow by leg; what remains of earlier events, and what measures remember, is in the records.
            Effect::Transfer(_)
            | Effect::Remember { .. }
            | Effect::ClockDone { .. }
            | Effect::Spending { .. }
            | Effect::Remaining { .. }
            | Effect::Kept { .. }
            | Effect::AtClose { .. }
            | Effect::StillCounts { .. }
            | Effect::Filled { .. }
            | Effect::Available { .. }
            | Effect::StillUses { .. }
            | Effect::State { .. }
            | Effect::Inherit { .. }
            | Effect::MoneyBack { .. }
            | Effect::ToPay { .. }
            | Effect::StillSpent { .. } => {}
        }
        Ok(())
    }

    fn voucher(
        &mut self,
        position: u64,
        code: &CompactString,
        record: &VoucherRecord,
    ) -> Result<(), ViewsError> {
        let holder = self.touch(&record.holder)?;
        let honoured_at = record.at.as_ref().map(|at| self.number(at)).transpose()?;
        let VoucherRecord { name, until, used, void, .. } = record;
        debug_assert!(
            used.is_none_or(|used| used <= position),
            "a voucher is used by an entry that is there"
        );
        let stands = vouchers::Stands {
            name: name.clone(),
            holder,
            honoured_at,
            until: *until,
            used: *used,
            is_void: *void,
        };
        self.batch.vouchers.set(code.clone(), stands);
        Ok(())
    }

    /// Balances, books, and the periods in which they count.
    fn value(&mut self, position: u64, entry: &Entry, day: &CompactString) -> Result<(), ViewsError> {
        let mut booked: Vec<Booked<'_>> = Vec::with_capacity(4);
        for (account, transfer, leg) in legs(entry) {
            if let Some(book) = leg.book {
                let same = |row: &&mut Booked<'_>| (row.0, row.1, row.2) == (&leg.party, account, book);
                match booked.iter_mut().find(same) {
                    Some(row) => row.3 = row.3.checked_add(leg.amount)?,
                    None => booked.push((&leg.party, account, book, leg.amount)),
                }
            } else {
                let number = self.touch(&leg.party)?;
                self.batch.balances.add(number, account, leg.amount)?;
                if leg.party.kind() == PartyKind::Partner && !leg.amount.is_zero() {
                    let SettledIn { period, is_correction } =
                        self.memory.settled_in(position, entry, &leg.party);
                    self.batch.touches.post(number, period.clone(), position);
                    let key = (period, number, account, Why::of(transfer.cause()));
                    self.batch.earnings.add(key, leg.amount.get(), is_correction)?;
                }
                for step in &leg.moves {
                    self.batch.cohorts.count(&self.memory.months, account, transfer.cause(), step)?;
                }
            }
        }
        for (party, account, book, amount) in booked {
            let number = self.touch(party)?;
            self.batch.books.add(number, account, book, amount)?;
            self.batch.daily.add((day.clone(), number, account, book), amount.get())?;
            let SettledIn { period, is_correction } = self.memory.settled_in(position, entry, party);
            self.batch.touches.post(number, period.clone(), position);
            self.batch.settlement.add((period, number, account, book), amount.get(), is_correction)?;
        }
        Ok(())
    }

    fn sale(&mut self, position: u64, entry: &Entry, day: &CompactString) -> Result<(), ViewsError> {
        let (partner, sold) = match sale(entry) {
            None => return Ok(()),
            Some(Sale::Purchase(partner, total)) => {
                (partner.map(|at| self.number(at)).transpose()?, [1, total, 0, 0])
            }
            Some(Sale::Refund(purchase, back)) => {
                debug_assert!(purchase < position, "a refund follows its purchase");
                (self.batch.events.parties_of(self.conn, purchase)?.1, [0, 0, 1, back])
            }
        };
        let partner = match partner {
            Some(partner) => partner,
            None => self.number(&Party::coalition())?,
        };
        self.batch.sales.add(day.clone(), partner, sold)
    }

    fn gifts(&mut self, entry: &Entry, day: &CompactString) -> Result<(), ViewsError> {
        for gift in &entry.decision.gifts {
            let account = gift.account();
            let amount = gift.given.amount().unwrap_or_default();
            let limited = if account.is_some() { gift.unlimited.checked_sub(amount)? } else { Amount::ZERO };
            self.batch.rules.add((day.clone(), gift.rule, account), amount.get(), limited.get())?;
        }
        Ok(())
    }
}

impl Batch {
    /// Writes everything that gathered, and how far it goes. The caller holds the transaction.
    pub(crate) fn write(&mut self, conn: &Connection, memory: &mut Memory) -> Result<(), ViewsError> {
        let names = &memory.names;
        memory.parties.write(conn)?;
        memory.months.write(conn)?;
        self.programs.write(conn)?;
        self.events.write(conn, names)?;
        self.touches.write(conn)?;
        self.attributes.write(conn, names)?;
        self.relations.write(conn, names)?;
        self.balances.write(conn, names)?;
        self.books.write(conn, names)?;
        self.daily.write(conn, names)?;
        self.sales.write(conn)?;
        self.rules.write(conn, names)?;
        self.settlement.write(conn, names)?;
        self.earnings.write(conn, names)?;
        self.closed.write(conn)?;
        self.tiers.write(conn, names)?;
        self.vouchers.write(conn)?;
        self.budgets.write(conn, names)?;
        self.cohorts.write(conn, names, &memory.months)?;
        memory.cursor.map_or(Ok(()), |at| cursor::write(conn, at))
    }
}

/// The position after the last one, from 0.
pub(crate) fn next(cursor: Option<Cursor>) -> u64 {
    cursor.map_or(0, |cursor| cursor.position + 1)
}
