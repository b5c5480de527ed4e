//! A small coalition whose journal the tests project: two shops, some members, real decisions.

use compact_str::CompactString;
use coterie_calendar::{Instant, Zone};
use coterie_decide::course::{self, Cursor};
use coterie_decide::decision::Decision;
use coterie_decide::entry::Apply;
use coterie_decide::{Engine, Entry, MemoryRecords, Origin, Versions};
use coterie_ledger::Party;
use coterie_program::builtin::{field, kind};
use coterie_program::compile::compile;
use coterie_program::compiled::Program;
use coterie_program::event::{Event, Line};
use coterie_program::ids::{FieldId, KindId, Registry};
use coterie_program::value::Value;
use std::sync::Arc;

/// A point for every złoty, at most 500 a purchase; a point costs 1 grosz and is paid back with 0.9.
pub(crate) const PROGRAM: &str = "
program: {id: village, zone: Europe/Warsaw, currency: PLN, late: 60 days}
partners:
  bakery: {issue_price: 0.0100, redemption_price: 0.0090, settled: monthly}
  smithy: {issue_price: 0.0200, redemption_price: 0.0090, settled: quarterly}
attributes:
  member: {city: {is: text, personal: no}, nickname: {is: text, personal: yes}}
accounts:
  points: {of: member, unit: point, rounds: down, expires: {after: 60 days}}
measures:
  earned: {of: member, sum: points, over: always}
tiers:
  level: {of: member, by: earned, steps: {green: 0, gold: 600}, up: at_once, down: never}
defaults: {when: purchase, who: member, paid_by: purchase.partner, on_refund: by_line}
rules:
  a_point_for_every_zloty:
    give: {points: 1 per 1 PLN}
    limit: {points: 500, per: event}
  five_off_at_the_bakery:
    if: {purchase.partner: bakery, purchase.total: {at_least: 100.00}}
    give: {discount: 5.00}
    paid_by: coalition
  seven_when_a_month_closes:
    when: {close: month}
    give: {points: 7}
    paid_by: coalition
rewards:
  a_loaf:
    pay: {points: 100}
    give: {voucher: loaf, at: bakery, valid: 30 days}
    paid_by: coalition
  money_off:
    pay: {points: {each: 100, at_least: 100}}
    give: {discount: 1.00}
    paid_by: coalition
";

/// The coalition and its journal.
pub(crate) struct Village {
    pub(crate) program: Arc<Program>,
    pub(crate) journal: Vec<(u64, Arc<Entry>)>,
    versions: Versions,
    records: MemoryRecords,
    cursor: Cursor,
    said: u32,
}

pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text, &Zone::named("Europe/Warsaw").unwrap()).unwrap()
}

pub(crate) fn member(id: &str) -> Party {
    Party::member(id).unwrap()
}

pub(crate) fn partner(id: &str) -> Party {
    Party::partner(id).unwrap()
}

fn is(party: Party) -> Value {
    Value::Party(party)
}

impl Village {
    /// The program applied, nothing else.
    pub(crate) fn new() -> Self {
        let checked = compile(PROGRAM, &Registry::default()).unwrap_or_else(|mistakes| {
            panic!("{:?}", mistakes.iter().map(|mistake| &mistake.message).collect::<Vec<_>>())
        });
        let program = Arc::new(checked.program);
        let mut versions = Versions::default();
        versions.add(Instant::MIN, Arc::new(Engine::new(Arc::clone(&program), 1)), 0);
        let apply = Apply {
            version: 1,
            from: at("2026-01-01"),
            text: PROGRAM.to_owned(),
            registry: program.registry.clone(),
            backfilled: None,
        };
        let entry = Entry {
            clock: at("2026-01-01"),
            version: 1,
            by: "the mayor".into(),
            origin: Origin::Apply(apply),
            decision: Decision::default(),
        };
        Self {
            program,
            journal: vec![(0, Arc::new(entry))],
            versions,
            records: MemoryRecords::default(),
            cursor: Cursor { clock: at("2026-01-01"), position: 1 },
            said: 0,
        }
    }

    /// An event arrives. Returns its position.
    pub(crate) fn say(&mut self, mut event: Event, arrival: Instant) -> u64 {
        event.fields.sort_by_key(|(id, _)| *id);
        let Self { versions, records, cursor, journal, .. } = self;
        let mut emit =
            |happened: course::Happened| journal.push((happened.position, Arc::new(happened.entry)));
        course::happen(versions, records, cursor, arrival, &CompactString::default(), &event, &mut emit)
            .unwrap();
        self.journal.len() as u64 - 1
    }

    /// Whatever is due on members by a moment happens.
    pub(crate) fn sweep(&mut self, up_to: &str) {
        use coterie_decide::Records;
        let parties: Vec<Party> =
            self.records.parties().into_iter().map(|(party, _)| party.clone()).collect();
        let Self { versions, records, cursor, journal, .. } = self;
        let mut emit =
            |happened: course::Happened| journal.push((happened.position, Arc::new(happened.entry)));
        for party in parties {
            assert!(records.party(&party).unwrap().is_some());
            course::sweep(versions, records, cursor, at(up_to), &party, &mut emit).unwrap();
        }
    }

    pub(crate) fn event(&mut self, kind: KindId, when: &str, fields: Vec<(FieldId, Value)>) -> Event {
        self.said += 1;
        Event {
            source: "till".into(),
            id: format!("e{}", self.said).into(),
            at: at(when),
            kind,
            fields,
            lines: Vec::new(),
            sets: Vec::new(),
            relates: Vec::new(),
        }
    }

    /// A purchase of one line; it arrives at its own time. Returns its id.
    pub(crate) fn buys(&mut self, who: &str, where_: &str, when: &str, grosz: i64) -> String {
        self.buys_late(who, where_, when, grosz, when)
    }

    /// A purchase that arrives later than it happened.
    pub(crate) fn buys_late(
        &mut self,
        who: &str,
        where_: &str,
        when: &str,
        grosz: i64,
        arrival: &str,
    ) -> String {
        let fields = vec![
            (field::MEMBER, is(member(who))),
            (field::PARTNER, is(partner(where_))),
            (field::TOTAL, Value::Int(grosz)),
        ];
        let mut event = self.event(kind::PURCHASE, when, fields);
        event.lines = vec![Line { id: "1".into(), amount: grosz, quantity: 1, ..Line::default() }];
        let id = event.id.to_string();
        self.say(event, at(arrival));
        id
    }

    /// Part of a purchase, or all of it, is returned.
    pub(crate) fn returns(&mut self, purchase: &str, when: &str, grosz: Option<i64>) -> u64 {
        let mut fields = vec![(field::PURCHASE, Value::text(purchase))];
        fields.extend(grosz.map(|amount| (field::AMOUNT, Value::Int(amount))));
        let event = self.event(kind::REFUND, when, fields);
        self.say(event, at(when))
    }

    /// A reward is asked for.
    pub(crate) fn redeems(&mut self, who: &str, where_: &str, when: &str, reward: &str) -> u64 {
        let fields = vec![
            (field::MEMBER, is(member(who))),
            (field::PARTNER, is(partner(where_))),
            (field::REWARD, Value::text(reward)),
            (field::TOTAL, Value::Int(5_000)),
        ];
        let mut event = self.event(kind::REDEMPTION, when, fields);
        event.lines = vec![Line { id: "1".into(), amount: 5_000, quantity: 1, ..Line::default() }];
        self.say(event, at(when))
    }

    /// A period is closed.
    pub(crate) fn closes(&mut self, period: &str, when: &str) -> u64 {
        let event = self.event(kind::CLOSE, when, vec![(field::PERIOD, Value::text(period))]);
        self.say(event, at(when))
    }

    /// What the close of a month sets off for a member happens.
    pub(crate) fn close_pays(&mut self, month: &str, who: &str) {
        let (period, _, end) = self.program.zone.period(month).unwrap();
        let Self { versions, records, cursor, journal, .. } = self;
        let mut emit =
            |happened: course::Happened| journal.push((happened.position, Arc::new(happened.entry)));
        for tick in course::close_ticks(versions, (period, end), &member(who)) {
            let clock = cursor.clock;
            course::fall_due(versions, records, cursor, clock, tick, &mut emit).unwrap();
        }
    }

    /// A redemption is undone.
    pub(crate) fn cancels(&mut self, redemption: u64, when: &str) -> u64 {
        let Origin::Event(redeemed) = &self.journal[redemption as usize].1.origin else { panic!("no event") };
        let id = Value::Text(redeemed.id.clone());
        let event = self.event(kind::CANCELLATION, when, vec![(field::REDEMPTION, id)]);
        self.say(event, at(when))
    }

    /// A member record becomes part of another.
    pub(crate) fn merges(&mut self, from: &str, into: &str, when: &str) -> u64 {
        let fields = vec![(field::FROM, is(member(from))), (field::INTO, is(member(into)))];
        let event = self.event(kind::MERGE, when, fields);
        self.say(event, at(when))
    }

    /// A member's attributes are set.
    pub(crate) fn knows(&mut self, who: &str, when: &str, city: &str, nickname: &str) -> u64 {
        let mut event = self.event(kind::MEMBER, when, vec![(field::MEMBER, is(member(who)))]);
        let named = |name: &str| {
            let space = coterie_program::ids::Space::Attribute;
            self.program.registry.find(space, name).map(coterie_program::ids::AttributeId).unwrap()
        };
        event.sets = vec![
            (named("member.city"), Value::text(city)),
            (named("member.nickname"), Value::text(nickname)),
        ];
        event.sets.sort_by_key(|(id, _)| *id);
        self.say(event, at(when))
    }

    /// Half a year of everything.
    pub(crate) fn with_history() -> Self {
        let mut village = Self::new();
        village.knows("anna", "2026-01-05", "Krakow", "Ania");
        village.knows("bartek", "2026-01-05", "Gdansk", "Bart");
        let first = village.buys("anna", "bakery", "2026-01-10T09:00", 20_000);
        village.buys("anna", "smithy", "2026-01-31T23:30", 70_000);
        village.buys("bartek", "smithy", "2026-02-01T00:30", 30_000);
        village.redeems("anna", "bakery", "2026-02-03", "a_loaf");
        village.redeems("anna", "smithy", "2026-02-03T10:00", "money_off");
        let undone = village.redeems("anna", "smithy", "2026-02-03T11:00", "money_off");
        village.cancels(undone, "2026-02-03T12:00");
        village.redeems("bartek", "bakery", "2026-02-04", "no_such_reward");
        village.returns(&first, "2026-02-05", Some(5_000));
        village.closes("2026-01", "2026-02-06");
        village.close_pays("2026-01", "anna");
        village.buys_late("bartek", "bakery", "2026-01-30", 10_000, "2026-02-07");
        village.closes("2026-02", "2026-03-02");
        village.returns(&first, "2026-03-03", None);
        village.merges("bartek", "anna", "2026-03-04");
        village.sweep("2026-05-15");
        village.closes("2026-Q1", "2026-05-16");
        village
    }
}
