//! Reading values: of the event, its lines, and the records concerned.

use crate::Stats;
use crate::engine::Engine;
use crate::error::DecideError;
use crate::give::Watch;
use crate::record::PartyRecord;
use crate::records::Records;
use compact_str::ToCompactString;
use coterie_calendar::{Instant, Local, Period};
use coterie_ledger::{LotId, Party, PartyKind, Wallet};
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::{ConditionId, Expiry, LineField, Path, Program, Read, Subject};
use coterie_program::event::{Event, Line};
use coterie_program::ids::{AttributeId, FieldId, MeasureId, RelationId, RuleId, TierSetId};
use coterie_program::value::Value;
use smallvec::SmallVec;
use std::cell::{Cell, OnceCell, RefCell};

/// The built-in fields by which an event names the records that it concerns.
pub(crate) const NAMING_FIELDS: [FieldId; 8] = [
    field::MEMBER,
    field::EMPLOYEE,
    field::HOUSEHOLD,
    field::FROM,
    field::TO,
    field::INTO,
    field::OF,
    field::PARTNER,
];

/// How many merges a reference to a party is followed through; a merge follows both its sides first, so there is no circle.
const MERGES_MAX: usize = 10_000;

/// Records that a decision read beyond those that its event names: what is due on them must have been ticked before.
pub(crate) type Reached = SmallVec<[Party; 2]>;

/// Everything that a decision reads, as it stood before the event.
pub(crate) struct Context<'a, R> {
    pub(crate) engine: &'a Engine,
    pub(crate) records: &'a R,
    pub(crate) event: &'a Event,
    /// What decides what is spendable, lapsed or due.
    pub(crate) clock: Instant,
    /// Measures are read as of then: the event's own time, or, when it is decided anew, that of the original.
    pub(crate) at: Instant,
    /// Of an event that was decided earlier: relations and merges are read as they stood at its position.
    pub(crate) as_of: Option<u64>,
    /// Of a decision of an older version: the measures of this one that it moves. Ascending.
    only: Option<&'a [MeasureId]>,
    local: OnceCell<Local>,
    /// The period that a fact names, its first instant, and the first instant after it.
    pub(crate) named_period: OnceCell<Option<(Period, Instant, Instant)>>,
    /// Conditions that do not depend on the rule's beneficiary or line are evaluated once.
    pub(crate) known: RefCell<SmallVec<[(ConditionId, bool); 16]>>,
    /// The parties that fields of the event name, merges followed: rules ask for the same ones over and over.
    parties: RefCell<SmallVec<[(FieldId, Party); 2]>>,
    /// When a credit of the event expires, under the terms last asked for: most credits have their account's.
    pub(crate) last_expiry: RefCell<Option<(Expiry, Option<Instant>)>>,
    /// Whose measures and tiers were read beside those of the records that the event names itself.
    pub(crate) reached: RefCell<Reached>,
    pub(crate) stats: Cell<Stats>,
    /// What rules would have given and did not, where anybody asked.
    pub(crate) watch: Option<RefCell<Watch>>,
}

/// Whose values a path reads.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// The rule's beneficiary.
    pub(crate) who: Option<&'a Party>,
    /// The line at hand, by its place.
    pub(crate) line: Option<usize>,
    /// The lines that the rule selects, with the basis of each.
    pub(crate) lines: &'a [(u16, i64)],
}

impl Scope<'_> {
    /// Nobody and nothing in particular.
    pub(crate) const EVENT: Self = Self { who: None, line: None, lines: &[] };
}

impl<'a, R: Records> Context<'a, R> {
    pub(crate) fn new(engine: &'a Engine, records: &'a R, event: &'a Event, clock: Instant) -> Self {
        Self {
            engine,
            records,
            event,
            clock,
            at: event.at,
            as_of: None,
            only: None,
            local: OnceCell::new(),
            named_period: OnceCell::new(),
            known: RefCell::default(),
            parties: RefCell::default(),
            last_expiry: RefCell::default(),
            reached: RefCell::default(),
            stats: Cell::default(),
            watch: None,
        }
    }

    /// The same, noting why rules that fire give nothing; one of them is taken to fire whatever its conditions say.
    pub(crate) fn watching(self, assumed: Option<RuleId>) -> Self {
        Self { watch: Some(RefCell::new(Watch { assumed, withheld: Vec::new() })), ..self }
    }

    /// The same, for nothing but these measures.
    pub(crate) fn only(self, measures: &'a [MeasureId]) -> Self {
        Self { only: Some(measures), ..self }
    }

    /// The same as each version sees it that counts what is decided: this one, and later ones for their new measures.
    pub(crate) fn counting(&self) -> impl Iterator<Item = Self> + use<'a, R> {
        let (records, event, clock, at) = (self.records, self.event, self.clock, self.at);
        let under = move |engine| Self { at, ..Self::new(engine, records, event, clock) };
        let later = self.engine.later.iter();
        std::iter::once(under(self.engine))
            .chain(later.map(move |later| under(&later.engine).only(&later.measures)))
    }

    /// Whether a measure is counted as this version sees it, and not as a later one does.
    pub(crate) fn counts(&self, measure: MeasureId) -> bool {
        match self.only {
            Some(measures) => measures.binary_search(&measure).is_ok(),
            None => !self.engine.later.iter().any(|later| later.measures.binary_search(&measure).is_ok()),
        }
    }

    pub(crate) fn program(&self) -> &'a Program {
        &self.engine.program
    }

    pub(crate) fn local(&self) -> &Local {
        self.local.get_or_init(|| self.program().zone.local(self.event.at))
    }

    /// The record that a reference means now: merges are followed.
    pub(crate) fn resolve(&self, party: &Party) -> Result<Party, DecideError> {
        let mut party = party.clone();
        for _ in 0..MERGES_MAX {
            let into = self.records.party(&party)?.and_then(|record| match self.as_of {
                Some(position) => record.part_of_at(position),
                None => record.merged_into.as_ref(),
            });
            match into.cloned() {
                Some(into) => party = into,
                None => return Ok(party),
            }
        }
        Err(crate::error::Corrupt::Missing(format!("an end of what {party} was merged into")).into())
    }

    pub(crate) fn record(&self, party: &Party) -> Result<Option<&'a PartyRecord>, DecideError> {
        Ok(self.records.party(party)?)
    }

    /// The party that a field of the event names. `partner` of an event at a location is the location's partner.
    pub(crate) fn field_party(&self, id: FieldId) -> Result<Option<Party>, DecideError> {
        if let Some((_, party)) = self.parties.borrow().iter().find(|(known, _)| *known == id) {
            return Ok(Some(party.clone()));
        }
        if let Some(party) = self.event.party(id) {
            let party = self.resolve(party)?;
            self.parties.borrow_mut().push((id, party.clone()));
            return Ok(Some(party));
        }
        if id == field::PARTNER
            && let Some(location) = self.event.text(field::LOCATION)
            && let Some(location) = self.program().locations.get(location)
        {
            return Ok(Party::partner(&location.partner).ok());
        }
        if id == field::HOUSEHOLD
            && let Some(member) = self.field_party(field::MEMBER)?
        {
            return self.household(&member);
        }
        Ok(None)
    }

    /// The household that a member belongs to.
    pub(crate) fn household(&self, member: &Party) -> Result<Option<Party>, DecideError> {
        match self.engine.household {
            Some(relation) => self.hop(member, relation),
            None => Ok(None),
        }
    }

    /// What the event itself says of the record that it sets up counts before what the record says.
    fn is_set_up(&self, party: &Party) -> bool {
        let id = match self.event.kind {
            kind::SIGNUP | kind::MEMBER => field::MEMBER,
            kind::PARTNER => field::PARTNER,
            kind::EMPLOYEE => field::EMPLOYEE,
            _ => return false,
        };
        self.event.party(id) == Some(party)
    }

    fn hop(&self, party: &Party, relation: RelationId) -> Result<Option<Party>, DecideError> {
        if !self.event.relates.is_empty() && self.is_set_up(party) {
            let said = self.event.relates.iter().find(|(id, _, _)| *id == relation);
            if let Some((_, to, _)) = said {
                return self.resolve(to).map(Some);
            }
        }
        let to = self.record(party)?.and_then(|record| match self.as_of {
            Some(position) => record.related_at(relation, position),
            None => record.relation(relation).map(|relation| &relation.to),
        });
        to.map(|to| self.resolve(to)).transpose()
    }

    /// The party that a subject means; `None` when there is nobody.
    pub(crate) fn subject(
        &self,
        subject: &Subject,
        who: Option<&Party>,
    ) -> Result<Option<Party>, DecideError> {
        let (first, hops) = match subject {
            Subject::Coalition => return Ok(Some(Party::coalition())),
            Subject::Who(hops) => (who.cloned(), hops),
            Subject::Record(field, hops) => (self.field_party(*field)?, hops),
            Subject::Event | Subject::Line | Subject::AnyLine | Subject::Lines => return Ok(None),
        };
        let mut party = first;
        for relation in hops {
            party = match party {
                Some(from) => self.hop(&from, *relation)?,
                None => return Ok(None),
            };
        }
        Ok(party)
    }

    /// The value of a path, when there is one.
    pub(crate) fn value(&self, path: &Path, scope: Scope<'_>) -> Result<Option<Value>, DecideError> {
        match &path.subject {
            Subject::Event => self.event_value(&path.read),
            Subject::Line => Ok(scope.line.and_then(|place| self.line_value(&path.read, place))),
            Subject::AnyLine => {
                let values =
                    (0..self.event.lines.len()).filter_map(|place| self.line_value(&path.read, place));
                Ok(Some(Value::List(values.collect())))
            }
            Subject::Lines => Ok(self.lines_value(&path.read, scope.lines)),
            subject => self.party_value(subject, &path.read, scope.who),
        }
    }

    fn event_value(&self, read: &Read) -> Result<Option<Value>, DecideError> {
        Ok(match read {
            Read::Field(id) => match self.event.field(*id) {
                Some(Value::Party(party)) => Some(Value::Party(self.resolve(party)?)),
                Some(value) => Some(value.clone()),
                None => self.field_party(*id)?.map(Value::Party),
            },
            Read::Total => Some(Value::Int(self.total())),
            Read::At => Some(Value::Time(self.event.at)),
            Read::Weekday => Some(Value::Text(self.local().weekday.to_compact_string())),
            Read::TimeOfDay => {
                Some(Value::Int(i64::from(self.local().hour) * 60 + i64::from(self.local().minute)))
            }
            Read::Date => Some(Value::Date(self.local().date())),
            Read::Month => Some(Value::Int(i64::from(self.local().month))),
            Read::Day => Some(Value::Int(i64::from(self.local().day))),
            _ => None,
        })
    }

    /// The event's total: its field, or what its lines come to less the till's discounts, plus shipping.
    pub(crate) fn total(&self) -> i64 {
        self.event.int(field::TOTAL).unwrap_or_else(|| {
            let lines: i64 = self.event.lines.iter().map(|line| line.amount - line.discount).sum();
            lines + self.event.int(field::SHIPPING).unwrap_or(0)
        })
    }

    pub(crate) fn line_value(&self, read: &Read, place: usize) -> Option<Value> {
        let line: &Line = self.event.lines.get(place)?;
        let text = |text: &compact_str::CompactString| (!text.is_empty()).then(|| Value::Text(text.clone()));
        match read {
            Read::Line(LineField::Id) => text(&line.id),
            Read::Line(LineField::Category) => text(&line.category),
            Read::Line(LineField::Sku) => text(&line.sku),
            Read::Line(LineField::Amount) => Some(Value::Int(line.amount - line.discount)),
            Read::Line(LineField::Quantity) => Some(Value::Int(line.quantity)),
            Read::Line(LineField::Discount) => Some(Value::Int(line.discount)),
            Read::Line(LineField::Tax) => Some(Value::Int(line.tax)),
            Read::Field(id) => line.field(*id).cloned(),
            _ => None,
        }
    }

    fn lines_value(&self, read: &Read, lines: &[(u16, i64)]) -> Option<Value> {
        let line = |place: u16| &self.event.lines[usize::from(place)];
        let number = match read {
            Read::LinesAmount => lines.iter().map(|(_, basis)| basis).sum(),
            Read::LinesQuantity => lines.iter().map(|(place, _)| line(*place).quantity).sum(),
            Read::LinesCount => lines.len() as i64,
            Read::LinesDistinct => {
                let mut skus: Vec<&str> = lines.iter().map(|(place, _)| line(*place).sku.as_str()).collect();
                skus.sort_unstable();
                skus.dedup();
                skus.len() as i64
            }
            Read::Line(_) | Read::Field(_) => {
                let values = lines.iter().filter_map(|(place, _)| self.line_value(read, usize::from(*place)));
                return Some(Value::List(values.collect()));
            }
            _ => return None,
        };
        Some(Value::Int(number))
    }

    fn party_value(
        &self,
        subject: &Subject,
        read: &Read,
        who: Option<&Party>,
    ) -> Result<Option<Value>, DecideError> {
        if *read == Read::Since {
            return self.since(subject, who);
        }
        let Some(party) = self.subject(subject, who)? else { return Ok(None) };
        if matches!(read, Read::Measure(_) | Read::Tier(_)) && is_beyond_the_event(subject) {
            self.reach([&party]);
        }
        Ok(match read {
            Read::Itself => Some(Value::Party(party)),
            Read::Attribute(id) => self.attribute(&party, *id)?,
            Read::Measure(id) => self.measure(&party, *id)?,
            Read::Tier(set) => {
                let step = self.step(&party, *set)?;
                Some(Value::text(&self.program().tiers[*set].steps[usize::from(step)].name))
            }
            _ => None,
        })
    }

    /// Notes whose state was read.
    pub(crate) fn reach<'p>(&self, parties: impl IntoIterator<Item = &'p Party>) {
        let mut reached = self.reached.borrow_mut();
        for party in parties {
            if !reached.contains(party) {
                reached.push(party.clone());
            }
        }
    }

    fn attribute(&self, party: &Party, id: AttributeId) -> Result<Option<Value>, DecideError> {
        if !self.event.sets.is_empty() && self.is_set_up(party) {
            let said = self.event.sets.iter().find(|(known, _)| *known == id);
            if let Some((_, value)) = said {
                return Ok(Some(value.clone()));
            }
        }
        Ok(match self.record(party)?.and_then(|record| record.attribute(id)) {
            Some(value) => Some(value.clone()),
            None => self.engine.term(party, id).cloned(),
        })
    }

    fn since(&self, subject: &Subject, who: Option<&Party>) -> Result<Option<Value>, DecideError> {
        let (before, last) = match subject {
            Subject::Who(hops) => match hops.split_last() {
                Some((last, before)) => (Subject::Who(before.to_vec()), *last),
                None => return Ok(None),
            },
            Subject::Record(field, hops) => match hops.split_last() {
                Some((last, before)) => (Subject::Record(*field, before.to_vec()), *last),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        let Some(from) = self.subject(&before, who)? else { return Ok(None) };
        if self.is_set_up(&from)
            && let Some((_, _, since)) = self.event.relates.iter().find(|(id, _, _)| *id == last)
        {
            return Ok(Some(Value::Time(since.unwrap_or(self.event.at))));
        }
        let relation = self.record(&from)?.and_then(|record| record.relation(last));
        Ok(relation.map(|relation| Value::Time(relation.since)))
    }

    /// The step of a tier set that a record holds, by its place.
    pub(crate) fn step(&self, party: &Party, set: TierSetId) -> Result<u16, DecideError> {
        let tiers = &self.program().tiers[set];
        let held = self.record(party)?.and_then(|record| record.tier(set));
        if tiers.held.is_some() {
            return Ok(held.map_or(0, |held| held.stands_at(self.clock)));
        }
        let judged = step_for(&tiers.steps, self.measure_number(party, tiers.by)?);
        Ok(held.and_then(|held| held.granted_at(self.clock)).unwrap_or(0).max(judged))
    }

    /// The account's wallet is kept by the household, when the account is pooled and the member has one.
    pub(crate) fn holder(
        &self,
        party: &Party,
        account: coterie_program::ids::AccountId,
    ) -> Result<Party, DecideError> {
        if self.program().accounts[account].pooled
            && party.kind() == PartyKind::Member
            && let Some(household) = self.household(party)?
        {
            self.reach([&household]);
            return Ok(household);
        }
        Ok(party.clone())
    }

    /// Whose wallet has a lot that was opened, or last seen, in a party's wallet: it is followed through whatever was handed
    /// over since. `None` when it was spent there, or never opened.
    fn followed(
        &self,
        seen_in: &Party,
        account: coterie_program::ids::AccountId,
        lot: LotId,
    ) -> Result<Option<Party>, DecideError> {
        let mut at = seen_in.clone();
        for _ in 0..MERGES_MAX {
            let Some(record) = self.record(&at)? else { break };
            if record.wallet(account).is_some_and(|wallet| has(wallet, lot)) {
                self.reach([&at]);
                return Ok(Some(at));
            }
            match record.handed_to(account, lot) {
                Some(to) => at = to.clone(),
                None => break,
            }
        }
        // Where it was handed over to, it was spent.
        let moved = if at == *seen_in { None } else { Some(self.resolve(&at)?) };
        self.reach(moved.iter());
        Ok(moved)
    }

    /// Whose wallet has the lot of a gift, wherever it was handed over to since. When nothing is left of it, that of the pool
    /// which got it, else that of the beneficiary.
    pub(crate) fn keeper(
        &self,
        to: &Party,
        account: coterie_program::ids::AccountId,
        pool: Option<&Party>,
        lot: Option<LotId>,
    ) -> Result<Party, DecideError> {
        if let Some(lot) = lot
            && let Some(keeper) = self.followed(pool.unwrap_or(to), account, lot)?
        {
            return Ok(keeper);
        }
        let now = self.holder(&self.resolve(to)?, account)?;
        let Some(pool) = pool else { return Ok(now) };
        let wallet = self.record(&now)?.and_then(|record| record.wallet(account));
        let is_here = wallet.zip(lot).is_some_and(|(wallet, lot)| has(wallet, lot));
        if is_here { Ok(now) } else { self.resolve(pool) }
    }

    /// Whose wallet a lot returns to that was spent from a party's: where the rest of it is, else that of whom the party is now.
    pub(crate) fn returns_to(
        &self,
        spent_from: &Party,
        account: coterie_program::ids::AccountId,
        lot: LotId,
    ) -> Result<Party, DecideError> {
        match self.followed(spent_from, account, lot)? {
            Some(keeper) => Ok(keeper),
            None => self.holder(&self.resolve(spent_from)?, account),
        }
    }

    pub(crate) fn count_conditions(&self, by: u32) {
        let mut stats = self.stats.get();
        stats.conditions += by;
        self.stats.set(stats);
    }

    pub(crate) fn count_rule(&self) {
        let mut stats = self.stats.get();
        stats.rules += 1;
        self.stats.set(stats);
    }
}

/// Whether anything of a lot is in a wallet, or has expired there.
fn has(wallet: &Wallet, lot: LotId) -> bool {
    wallet.lot(lot).is_some() || wallet.expired_of(lot).is_positive()
}

/// Whether a path leads to a record that the event does not name in a field of its own, or that a program declares.
fn is_beyond_the_event(subject: &Subject) -> bool {
    match subject {
        Subject::Record(field, hops) => !hops.is_empty() || !NAMING_FIELDS.contains(field),
        _ => true,
    }
}

/// The highest step whose threshold is reached; the first when none is.
pub(crate) fn step_for(steps: &[coterie_program::compiled::TierStep], measured: i64) -> u16 {
    steps.iter().rposition(|step| measured >= step.from).unwrap_or(0) as u16
}
