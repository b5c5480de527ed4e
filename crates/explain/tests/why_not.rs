//! The promise of `why-not`: for structured conditions, what it suggests, applied, lets the rule give. Where only CEL, time,
//! room in a limit, or somebody to benefit is lacking, it says so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test stops where something is not as it says, and its numbers are small"
)]

use coterie_calendar::{Instant, Period};
use coterie_decide::record::{Counter, HeldTier, MeasureState, Relation, Series};
use coterie_decide::why_not::{Case, Missed, Need, Obstacle, Withheld};
use coterie_decide::{Engine, FoldInto, MemoryRecords, decide};
use coterie_explain::{Names, obstacles_in};
use coterie_ledger::{Amount, Availability, Lot, LotId, Party, PartyKind, Wallet};
use coterie_program::builtin::{field, kind};
use coterie_program::compile::compile;
use coterie_program::compiled::{
    ConditionId, LineField, MeasureKind, Of, Path, Program, Read, Rule, Subject, What,
};
use coterie_program::event::{Event, Line};
use coterie_program::ids::{LimitId, Registry, RuleId};
use coterie_program::value::{Type, Value};
use coterie_sentences::Language;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Every test on every kind of path, each in a rule of its own and some together.
const PROGRAM: &str = r#"
program: {id: why-not, zone: Europe/Warsaw, currency: PLN, units: {stamp: {decimals: 0}, mark: {decimals: 0}}}
partners: {polana: {sells: groceries, bonus_rate: 2}, zdrowa: {sells: medicine, bonus_rate: 0.5}, kino: {}}
locations: {centrum: {partner: polana}, dworzec: {partner: zdrowa}}
attributes:
  member: {birthday: date, city: text, vip: yes_no, segment: [a, b, c], visits: integer, limit: money, joined: time, score: decimal}
  partner: {bonus_rate: decimal}
relations: {member.inviter: member, member.brought_by: partner, partner.recruited_by: partner}
events:
  purchase: {basket_total: money, channel: [shop, online, phone], lead: partner, paid: yes_no, note: text, lines: {brand: text}}
accounts:
  points: {of: member, unit: point}
  stamps: {of: member, unit: stamp, rounds: down}
  marks: {of: member, unit: mark, rounds: down}
  cash: {of: member, unit: PLN}
measures:
  earned: {of: member, sum: points, over: last 30 days}
  purchases: {of: member, count: purchase, over: always}
  month: {of: member, sum: purchase.total, over: this month}
  shops: {of: member, distinct: purchase.partner, over: this quarter}
  seen: {of: member, last: purchase.at}
  where: {of: member, last: purchase.partner}
  days: {of: member, streak: purchase, every: day}
  balance: {of: member, balance: points}
  sales: {of: partner, sum: purchase.total, over: this month}
tiers:
  tier: {of: member, by: earned, steps: {green: 0, silver: 500, gold: 2000}}
  level: {of: member, by: month, steps: {green: 0, silver: 500.00}, up: at_once, down: {at: year_end}}
rules:
  total_at_least: {if: {purchase.total: {at_least: 100.00}}, give: {points: 1}}
  total_above: {if: {purchase.total: {above: 100.00}}, give: {points: 1}}
  total_below: {if: {purchase.total: {below: 20.00}}, give: {points: 1}}
  total_between: {if: {purchase.total: {above: 50.00, at_most: 50.01}}, give: {points: 1}}
  total_not_between: {if: {purchase.total: {not: {at_least: 10.00}}}, give: {points: 1}}
  basket: {if: {purchase.basket_total: {at_most: 30.00}}, give: {points: 1}}
  online: {if: {purchase.channel: online}, give: {points: 1}}
  not_online: {if: {purchase.channel: {not: [online, shop]}}, give: {points: 1}}
  channel_known: {if: {purchase.channel: known}, give: {points: 1}}
  channel_unknown: {if: {purchase.channel: {not: known}}, give: {points: 1}}
  paid: {if: {purchase.paid: yes}, give: {points: 1}}
  not_paid: {if: {purchase.paid: {not: yes}}, give: {points: 1}}
  note: {if: {purchase.note: {not: [a, other]}}, give: {points: 1}}
  at_the_lead: {if: {purchase.partner: {same_as: purchase.lead}}, give: {points: 1}}
  not_at_the_lead: {if: {purchase.lead: {not: {same_as: purchase.partner}}}, give: {points: 1}}
  at_zdrowa: {if: {purchase.partner: zdrowa}, give: {points: 1}}
  not_at_polana: {if: {purchase.partner: {not: polana}}, give: {points: 1}}
  at_dworzec: {if: {purchase.location: dworzec}, give: {points: 1}}
  a_code: {if: {purchase.codes: {has: SUMMER}}, give: {points: 1}}
  coffee: {if: {any_line.category: coffee}, give: {points: 1}}
  no_coffee: {if: {any_line.category: {not: coffee}}, give: {points: 1}}
  a_brand: {if: {any_line.brand: known}, give: {points: 1}}
  a_dear_line: {if: {any_line.amount: {above: 75.00}}, give: {points: 1}}
  tea_lines: {for: {line.category: tea, line.quantity: {at_least: 3}}, give: {points: 1}}
  not_tobacco: {for: {line.category: {not: [tobacco, coffee, tea]}}, give: {points: 1}}
  six_teas: {for: {line.category: tea}, if: {lines.quantity: {at_least: 6}}, give: {points: 1}}
  much_tea: {for: {line.category: tea}, if: {lines.amount: {at_least: 60.00}}, give: {points: 1}}
  few_lines: {if: {lines.count: {at_most: 1}}, give: {points: 1}}
  many_products: {if: {lines.distinct: {at_least: 3}}, give: {points: 1}}
  in_krakow: {if: {member.city: [Krakow, Warszawa]}, give: {points: 1}}
  not_in_krakow: {if: {member.city: {not: Krakow}}, give: {points: 1}}
  vip: {if: {member.vip: yes}, give: {points: 1}}
  segment_b: {if: {member.segment: b}, give: {points: 1}}
  visits: {if: {member.visits: {above: 3, below: 9}}, give: {points: 1}}
  a_limit: {if: {member.limit: {below: 10.00}}, give: {points: 1}}
  a_score: {if: {member.score: {above: 0.5, at_most: 0.75}}, give: {points: 1}}
  low_score: {if: {member.score: {below: 0.25}}, give: {points: 1}}
  joined: {if: {member.joined: {within: 30 days}}, give: {points: 1}}
  joined_long_ago: {if: {member.joined: {not: {within: 30 days}}}, give: {points: 1}}
  birthday_known: {if: {member.birthday: known}, give: {points: 1}}
  birthday_today: {if: {member.birthday: {anniversary: today}}, give: {points: 1}}
  birthday_month: {if: {member.birthday: {anniversary: this month}}, give: {points: 1}}
  grown_up: {if: {member.birthday: {below: 2005-01-01}}, give: {points: 1}}
  partner_rate: {if: {purchase.partner.bonus_rate: {at_least: 1}}, give: {points: 1}}
  invited: {if: {member.inviter: known}, give: {points: 1}}
  not_invited: {if: {member.inviter: {not: known}}, give: {points: 1}}
  brought_by_kino: {if: {member.brought_by: kino}, give: {points: 1}}
  brought_lately: {if: {member.brought_by.since: {within: 12 months}}, give: {points: 1}}
  brought_here: {if: {member.brought_by: {same_as: purchase.partner}}, give: {points: 1}}
  inviter_is_vip: {if: {member.inviter.vip: yes}, give: {points: 1}}
  earned_much: {if: {member.earned: {at_least: 700}}, give: {points: 1}}
  tenth: {if: {member.purchases: 9}, give: {points: 1}}
  spent: {if: {member.month: {above: 100.00}}, give: {points: 1}}
  spent_little: {if: {member.month: {below: 50.00}}, give: {points: 1}}
  shops: {if: {member.shops: {at_least: 2}}, give: {points: 1}}
  seen: {if: {member.seen: {within: 7 days}}, give: {points: 1}}
  not_seen: {if: {member.seen: {not: known}}, give: {points: 1}}
  where: {if: {member.where: kino}, give: {points: 1}}
  streak: {if: {member.days: {at_least: 6}}, give: {points: 1}}
  rich: {if: {member.balance: {at_least: 100}}, give: {points: 1}}
  partner_sales: {if: {purchase.partner.sales: {at_least: 1000.00}}, give: {points: 1}}
  silver: {if: {member.tier: {at_least: silver}}, give: {points: 1}}
  only_gold: {if: {member.tier: gold}, give: {points: 1}}
  not_green: {if: {member.level: {not: green}}, give: {points: 1}}
  weekend: {if: {purchase.weekday: [sat, sun]}, give: {points: 1}}
  happy_hour: {if: {purchase.time: {from: "17:00", until: "19:00"}}, give: {points: 1}}
  summer: {valid: {from: 2026-06-01, until: 2026-09-01}, give: {points: 1}}
  once: {limit: {times: 1, per: member}, give: {points: 1}}
  by_cel: {also: purchase.total % 7 == 3, give: {points: 1}}
  the_inviter: {who: member.inviter, if: {purchase.total: {at_least: 10.00}}, give: {points: 1}}
  per_zloty: {if: {purchase.channel: shop}, give: {stamps: 1 per 20 PLN}, limit: {stamps: 5, per: member, every: month}}
  percent: {give: {stamps: 0.3 %}}
  twice: {if: {purchase.paid: yes}, give: {stamps: x2}}
  teas_thrice: {for: {line.category: tea}, give: {stamps: x3}, limit: {stamps: 2, per: event}}
  a_bit_more: {give: {stamps: x1.01}}
  tenth_of_it: {give: {cash: 10 %, of: per_zloty}}
  little_of_it: {give: {marks: 10 %, of: tenth_of_it}}
  rest_of_it: {give: {cash: 50 %, of: {rest: per_zloty}}}
  pot_a: {if: {purchase.channel: [online, phone]}, give: {marks: 5}, limit: {marks: 7, per: member, shared: pot}}
  pot_b: {give: {marks: 5}, limit: {marks: 7, per: member, shared: pot}}
  pot_c: {if: {member.vip: yes}, give: {marks: 5}, limit: {marks: 7, per: member, shared: pot}}
  turn_a: {give: {marks: 1}, limit: {times: 1, per: member, every: day, shared: turns}}
  turn_b: {if: {purchase.paid: yes}, give: {marks: 1}, limit: {times: 1, per: member, every: day, shared: turns}}
  best_a: {if: {purchase.channel: known}, give: {marks: 3}, best_of: best}
  best_b: {if: {purchase.paid: yes}, give: {marks: 2}, best_of: best}
  by_level: {give: {marks: {by: member.tier, gold: 10}}}
  all_off: {if: {purchase.codes: {has: FREE}}, give: {discount: 100 %}}
  more_off: {if: {purchase.codes: {has: FREE}}, priority: 9, give: {discount: 0.2 %}}
  all_at_once: {for: {line.category: tea}, if: {purchase.channel: phone, member.vip: no, member.tier: silver, purchases: {above: 2}, lines.amount: {at_least: 5.00}}, give: {points: 1}}
"#;

/// So many of a pair's rules are mended.
const RULES_PER_PAIR: usize = 3;

/// Enough chance for a test: splitmix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: i64) -> i64 {
        (self.next() % end.unsigned_abs()) as i64
    }

    fn often(&mut self) -> bool {
        self.below(3) > 0
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as i64) as usize].clone()
    }
}

fn partner(id: &str) -> Value {
    Value::Party(Party::partner(id).unwrap())
}

/// A value of a type that conditions may or may not like.
fn any_value(chance: &mut Chance, of: &Type, at: Instant) -> Value {
    match of {
        Type::Text | Type::Code => Value::text(chance.pick(&["a", "other", "Krakow", "Gdansk"])),
        Type::Integer => Value::Int(chance.below(12)),
        Type::Money => Value::Int(chance.below(20_000)),
        Type::Decimal => Value::Decimal(format!("0.{:02}", chance.below(100)).parse().unwrap()),
        Type::Date => Value::Date(
            coterie_calendar::Date::new(
                1990 + chance.below(30) as i16,
                1 + chance.below(12) as u8,
                1 + chance.below(28) as u8,
            )
            .unwrap(),
        ),
        Type::Time => Value::Time(Instant::from_millis(at.millis() - chance.below(90) * 86_400_000).unwrap()),
        Type::YesNo => Value::YesNo(chance.often()),
        Type::Party(PartyKind::Partner) => partner(chance.pick(&["polana", "zdrowa", "kino"])),
        Type::Party(kind) => Value::Party(Party::new(*kind, "bea").unwrap()),
        Type::Location => Value::text(chance.pick(&["centrum", "dworzec"])),
        Type::OneOf(words) => Value::Text(chance.pick(words)),
        Type::TimeOfDay => Value::Int(chance.below(1440)),
        Type::List(of) => Value::List(vec![any_value(chance, of, at)]),
    }
}

/// A world of one member and one event.
#[derive(Clone)]
struct World {
    engine: Arc<Engine>,
    records: MemoryRecords,
    event: Event,
}

fn set_field(event: &mut Event, id: coterie_program::ids::FieldId, value: Option<Value>) {
    event.fields.retain(|(known, _)| *known != id);
    event.fields.extend(value.map(|value| (id, value)));
    event.fields.sort_by_key(|(id, _)| *id);
}

fn series(at: Instant, amount: i64) -> Series {
    let mut series = Series::default();
    series.add(at, amount).unwrap();
    series
}

impl World {
    fn random(engine: &Arc<Engine>, chance: &mut Chance) -> Self {
        let program = &engine.program;
        let day = chance.below(360);
        let at =
            Instant::from_millis(1_767_250_000_000 + day * 86_400_000 + chance.below(86_400_000)).unwrap();
        let mut event = Event {
            source: "test".into(),
            id: "e".into(),
            at,
            kind: kind::PURCHASE,
            fields: vec![],
            lines: vec![],
            sets: vec![],
            relates: vec![],
        };
        let member = Party::new(PartyKind::Member, "anna").unwrap();
        set_field(&mut event, field::MEMBER, Some(Value::Party(member.clone())));
        set_field(&mut event, field::PARTNER, Some(partner(chance.pick(&["polana", "zdrowa", "kino"]))));
        for (id, _) in &program.schema.kinds[kind::PURCHASE].fields {
            let name = program.schema.fields[*id].name.as_str();
            if ["basket_total", "channel", "lead", "paid", "note", "location", "codes"].contains(&name)
                && chance.often()
            {
                let value = any_value(chance, &program.schema.fields[*id].value, at);
                set_field(&mut event, *id, Some(value));
            }
        }
        for number in 0..chance.below(4) {
            event.lines.push(Line {
                id: format!("l{number}").into(),
                category: chance.pick(&["tea", "coffee", "tobacco", "bread"]).into(),
                sku: chance.pick(&["x", "y", "z"]).into(),
                amount: chance.below(9_000),
                quantity: 1 + chance.below(4),
                ..Line::default()
            });
        }
        let mut records = MemoryRecords::default();
        let record = records.party_mut(&member);
        for (id, attribute) in program.schema.attributes.iter().filter(|(_, a)| a.of == PartyKind::Member) {
            if chance.often() {
                record.attributes.push((id, any_value(chance, &attribute.value, at)));
            }
        }
        for (id, relation) in program.schema.relations.iter().filter(|(_, r)| r.of == PartyKind::Member) {
            if chance.often() {
                let Value::Party(to) = any_value(chance, &Type::Party(relation.to), at) else { continue };
                let since = Instant::from_millis(at.millis() - chance.below(800) * 86_400_000).unwrap();
                record.relations.push(Relation { id, to, since });
            }
        }
        let mut world = Self { engine: Arc::clone(engine), records, event };
        for (id, measure) in program.measures.iter().filter(|(_, m)| m.of == PartyKind::Member) {
            if chance.often() {
                let value = match &measure.what {
                    MeasureKind::Last(path) => any_value(chance, &path.value, at),
                    MeasureKind::Count | MeasureKind::Distinct(_) | MeasureKind::Streak(_) => {
                        Value::Int(chance.below(12))
                    }
                    _ => Value::Int(chance.below(3_000)),
                };
                world.set_measure(&member, id, Some(&value));
            }
        }
        if chance.below(4) == 0 {
            let once = program.rules.values().find(|rule| rule.name == "once").unwrap();
            let counter =
                Counter { limit: once.limits[0].id, period: Instant::MIN, used: 1, held: Vec::new() };
            world.records.party_mut(&member).counters.push(counter);
        }
        world
    }

    fn set_measure(&mut self, party: &Party, id: coterie_program::ids::MeasureId, value: Option<&Value>) {
        let engine = Arc::clone(&self.engine);
        let at = self.event.at;
        let record = self.records.party_mut(party);
        record.measures.retain(|(known, _)| *known != id);
        let Some(value) = value else { return };
        let number = if let Value::Int(number) = value { *number } else { 0 };
        let state = match &engine.program.measures[id].what {
            MeasureKind::Balance(account) => {
                let mut wallet = Wallet::new();
                let lot = LotId { position: 0, index: 0 };
                if let Ok(amount) = Amount::new(number)
                    && amount.is_positive()
                {
                    let lot =
                        Lot::opened(lot, amount, Availability::From(Instant::MIN), None, Party::coalition());
                    wallet.apply(&coterie_ledger::Move::Open(lot)).unwrap();
                }
                record.wallets = vec![(*account, wallet)];
                return;
            }
            MeasureKind::Last(_) => MeasureState::Last(at, value.clone()),
            MeasureKind::Streak(_) => {
                MeasureState::Streak(engine.program.zone.start_of(Period::Day, at), number)
            }
            MeasureKind::Distinct(_) => {
                MeasureState::Distinct((0..number).map(|n| (Value::Int(n), series(at, 1))).collect())
            }
            _ => MeasureState::Sum(series(at, number)),
        };
        record.measures.push((id, state));
        record.measures.sort_by_key(|(id, _)| *id);
    }

    /// Whom a subject means; relations that are lacking are made.
    fn party(&mut self, subject: &Subject, who: &Subject) -> Option<Party> {
        let (mut party, hops) = match subject {
            Subject::Coalition => return Some(Party::coalition()),
            Subject::Who(hops) => (self.party(who, who)?, hops),
            Subject::Record(id, hops) => (self.event.party(*id)?.clone(), hops),
            _ => return None,
        };
        for hop in hops {
            let to = self.engine.program.schema.relations[*hop].to;
            let since = self.event.at;
            let record = self.records.party_mut(&party);
            if record.relation(*hop).is_none() {
                let other = Party::new(to, "somebody").unwrap();
                record.relations.push(Relation { id: *hop, to: other, since });
            }
            party = record.relation(*hop).unwrap().to.clone();
        }
        Some(party)
    }

    /// What a path of the event reads, for `same_as`.
    fn read(&self, text: &str) -> Value {
        let id = if text.ends_with("lead") { self.field_named("lead") } else { field::PARTNER };
        self.event.field(id).cloned().unwrap_or_else(|| partner("polana"))
    }

    fn field_named(&self, name: &str) -> coterie_program::ids::FieldId {
        self.engine.program.schema.fields.iter().find(|(_, field)| field.name == name).unwrap().0
    }

    /// Makes a path read as a value, or as nothing.
    fn set(&mut self, rule: &Rule, path: &Path, value: Option<Value>, excluded: bool) {
        match (&path.subject, &path.read) {
            (Subject::Event, Read::Total) => set_field(&mut self.event, field::TOTAL, value),
            (Subject::Event, Read::Field(id)) => {
                let value = match (value, &path.value) {
                    (Some(value), Type::List(_)) => Some(Value::List(vec![value])),
                    (value, _) => value,
                };
                if *id == field::PARTNER {
                    set_field(&mut self.event, field::LOCATION, None);
                }
                set_field(&mut self.event, *id, value);
            }
            (Subject::AnyLine, read) => {
                if excluded {
                    for line in &mut self.event.lines {
                        set_line(line, read, value.clone());
                    }
                } else {
                    let mut line = Line { id: "new".into(), quantity: 1, ..Line::default() };
                    set_line(&mut line, read, value);
                    self.event.lines.push(line);
                }
            }
            (Subject::Lines, read) => self.set_lines(rule, read, value),
            (subject, Read::Itself) => {
                let (Subject::Record(first, hops), Some(Value::Party(to))) = (subject, value.clone()) else {
                    return self.forget(subject, &rule.who);
                };
                let Some((last, before)) = hops.split_last() else {
                    set_field(&mut self.event, field::LOCATION, None);
                    return set_field(&mut self.event, *first, value);
                };
                let from = self.party(&Subject::Record(*first, before.to_vec()), &rule.who).unwrap();
                let since = self.event.at;
                let record = self.records.party_mut(&from);
                record.relations.retain(|relation| relation.id != *last);
                record.relations.push(Relation { id: *last, to, since });
            }
            (subject, Read::Since) => {
                self.forget(subject, &rule.who);
                let Some(Value::Time(since)) = value else { return };
                let Subject::Record(first, hops) = subject else { return };
                let (last, before) = hops.split_last().unwrap();
                let from = self.party(&Subject::Record(*first, before.to_vec()), &rule.who).unwrap();
                let to = Party::partner("kino").unwrap();
                self.records.party_mut(&from).relations.push(Relation { id: *last, to, since });
            }
            (subject, read) => {
                let party = self.party(subject, &rule.who).expect("there is such a record");
                match read {
                    Read::Attribute(id) => {
                        let record = self.records.party_mut(&party);
                        record.attributes.retain(|(known, _)| known != id);
                        record.attributes.extend(value.map(|value| (*id, value)));
                    }
                    Read::Measure(id) => self.set_measure(&party, *id, value.as_ref()),
                    Read::Tier(set) => {
                        let tiers = &self.engine.program.tiers[*set];
                        let name = value.unwrap();
                        let step =
                            tiers.steps.iter().position(|step| Value::text(&step.name) == name).unwrap();
                        let (by, from, judged) = (tiers.by, tiers.steps[step].from, tiers.held.is_none());
                        if judged {
                            self.set_measure(&party, by, Some(&Value::Int(from)));
                        } else {
                            let held = HeldTier {
                                set: *set,
                                step: step as u16,
                                since: self.event.at,
                                review: None,
                                falling: None,
                                grants: Vec::new(),
                            };
                            self.records.party_mut(&party).tiers = vec![held];
                        }
                    }
                    other => panic!("{other:?} is not set"),
                }
            }
        }
    }

    fn forget(&mut self, subject: &Subject, who: &Subject) {
        let Subject::Record(first, hops) = subject else { return };
        let Some((last, before)) = hops.split_last() else { return set_field(&mut self.event, *first, None) };
        if let Some(from) = self.party(&Subject::Record(*first, before.to_vec()), who) {
            self.records.party_mut(&from).relations.retain(|relation| relation.id != *last);
        }
    }

    /// Makes the lines that the rule selects come to a number: they are replaced by as many as it takes, all but what the
    /// rule asks of lines being alike.
    fn set_lines(&mut self, rule: &Rule, read: &Read, value: Option<Value>) {
        let Some(Value::Int(number)) = value else { return };
        let wanted = self.engine.program.conditions.clone();
        let mut select = rule.lines.iter().map(|id| &wanted[id.0 as usize]);
        let tea = select.any(|condition| condition.path.read == Read::Line(LineField::Category));
        let category = if tea { "tea" } else { "bread" };
        let line = |number: i64| Line {
            id: format!("n{number}").into(),
            category: category.into(),
            sku: format!("s{number}").into(),
            quantity: 1,
            amount: 100,
            ..Line::default()
        };
        self.event.lines = match read {
            Read::LinesAmount => vec![Line { amount: number, ..line(0) }],
            Read::LinesQuantity => vec![Line { quantity: number, ..line(0) }],
            _ => (0..number).map(line).collect(),
        };
    }

    fn case(&self) -> Case<'_, MemoryRecords> {
        Case::new(&self.engine, &self.records, 1, self.event.at, &self.event).unwrap()
    }

    fn gave(&self) -> Vec<RuleId> {
        let (decision, _) = decide(&self.engine, &self.records, 1, self.event.at, &self.event).unwrap();
        assert!(decision.refusal.is_none());
        decision.gifts.iter().map(|gift| gift.rule).collect()
    }

    /// Applies one suggestion; false when it says that nothing but time does.
    fn apply(&mut self, chance: &mut Chance, rule: &Rule, condition: ConditionId, need: &Need) -> bool {
        let condition = self.engine.program.conditions[condition.0 as usize].clone();
        let path = &condition.path;
        let excluded = matches!(condition.test, coterie_program::compiled::Test::Not(_));
        match need {
            Need::Value(value) => self.set(rule, path, Some(value.clone()), excluded),
            Need::Any => {
                let of = match &path.value {
                    Type::List(of) => of.as_ref(),
                    of => of,
                };
                let any = any_value(chance, of, self.event.at);
                self.set(rule, path, Some(any), excluded);
            }
            Need::None => self.set(rule, path, None, excluded),
            Need::Time => return false,
            Need::SameAs(other) => {
                let value = self.read(other);
                if other.ends_with("lead") {
                    let lead = self.field_named("lead");
                    set_field(&mut self.event, lead, Some(value.clone()));
                }
                self.set(rule, path, Some(value), excluded);
            }
        }
        true
    }
}

fn set_line(line: &mut Line, read: &Read, value: Option<Value>) {
    let text = |value: Option<Value>| if let Some(Value::Text(text)) = value { text } else { "".into() };
    let int = |value: Option<Value>| if let Some(Value::Int(number)) = value { number } else { 0 };
    match read {
        Read::Line(LineField::Category) => line.category = text(value),
        Read::Line(LineField::Sku) => line.sku = text(value),
        Read::Line(LineField::Amount) => (line.amount, line.discount) = (int(value), 0),
        Read::Line(LineField::Quantity) => line.quantity = int(value),
        Read::Field(id) => {
            line.fields.retain(|(known, _)| known != id);
            line.fields.extend(value.map(|value| (*id, value)));
        }
        other => panic!("{other:?} of a line is not set"),
    }
}

impl World {
    /// Applies everything that is suggested for a rule, on the rules that it builds on as well; false when something is only
    /// said: time, CEL, somebody who is not there, room in a limit, a rule that comes first.
    fn mend(&mut self, chance: &mut Chance, rule: RuleId, depth: usize) -> bool {
        assert!(depth < 6, "rules build on one another without end");
        let because = self.case().because(rule).unwrap();
        let rule = Arc::clone(&self.engine).rule(rule).unwrap().clone();
        let mut mendable = true;
        for obstacle in &because {
            mendable &= match obstacle {
                Obstacle::Condition { condition, needs, .. } => self.apply(chance, &rule, *condition, needs),
                Obstacle::NoLine { needs } => {
                    self.add_line(&rule, needs);
                    true
                }
                // What a limit leaves no room for, it gives once the limit is lifted.
                Obstacle::Limit { limit, .. } => {
                    self.lift(limit.id);
                    true
                }
                Obstacle::Also { .. } | Obstacle::NotValid { .. } | Obstacle::Nobody => false,
                Obstacle::Refused(refusal) => panic!("nothing is refused here: {refusal:?}"),
                Obstacle::Withheld(withheld) => self.mend_withheld(chance, &rule, withheld, depth),
            };
        }
        mendable
    }

    fn mend_withheld(&mut self, chance: &mut Chance, rule: &Rule, withheld: &Withheld, depth: usize) -> bool {
        match withheld {
            Withheld::OfNothing { of } => self.mend(chance, *of, depth + 1),
            Withheld::NothingToMultiply { .. } => {
                let rate = self.rule_named("per_zloty");
                self.mend(chance, rate, depth + 1)
            }
            Withheld::Nothing { least: Some(least), part, .. } => {
                self.raise(rule, usize::from(*part), *least)
            }
            Withheld::Nothing { least: None, .. } => {
                let tier = self.engine.program.conditions.iter();
                let path = tier.map(|condition| &condition.path).find(|path| path.text == "member.tier");
                let path = path.unwrap().clone();
                self.set(rule, &path, Some(Value::text("gold")), false);
                true
            }
            Withheld::OtherLines { .. } | Withheld::AddsNothing { .. } => {
                // More of everything.
                for line in &mut self.event.lines {
                    line.amount += 1_000_000;
                }
                true
            }
            Withheld::NothingLeft => {
                self.event.lines.push(Line { amount: 10_000, ..new_line() });
                true
            }
            Withheld::Outranked { .. } | Withheld::Nobody | Withheld::NoRest { .. } => false,
            Withheld::Limit { .. } => panic!("a limit is told with what is left of it"),
        }
    }

    fn rule_named(&self, name: &str) -> RuleId {
        self.engine.program.rules.values().find(|rule| rule.name == name).unwrap().id
    }

    /// Makes what a rule takes a share of as much as it is said to need.
    fn raise(&mut self, rule: &Rule, part: usize, least: i64) -> bool {
        let of = match &rule.gives[part].what {
            What::Credit { of, .. } => of.clone(),
            _ => Of::Lines,
        };
        match of {
            Of::Lines => {
                // What is all taken off counts for nothing.
                if !matches!(rule.gives[part].what, What::Discount { .. }) {
                    set_field(&mut self.event, field::CODES, None);
                }
                self.event.lines = vec![Line { amount: least, ..new_line() }];
                true
            }
            // A tenth of so many points is so much: as many as that takes.
            Of::Rule(_) => {
                let shop = self.field_named("channel");
                set_field(&mut self.event, shop, Some(Value::text("shop")));
                self.event.lines = vec![Line { amount: least * 20_000, ..new_line() }];
                let limit = self.engine.rule(self.rule_named("per_zloty")).unwrap().limits[0].id;
                self.lift(limit);
                true
            }
            Of::Path(_) | Of::RestOf(_) => false,
        }
    }

    fn add_line(&mut self, rule: &Rule, needs: &[(ConditionId, Need)]) {
        let mut line = new_line();
        for (condition, need) in needs {
            let read = &self.engine.program.conditions[condition.0 as usize].path.read;
            let Need::Value(value) = need else { panic!("{}: {need:?} is no value of a line", rule.name) };
            set_line(&mut line, read, Some(value.clone()));
        }
        self.event.lines.push(line);
    }

    /// The same program without a limit.
    fn lift(&mut self, limit: LimitId) {
        let mut program = Program::clone(&self.engine.program);
        let rules: Vec<RuleId> = program.order.clone();
        for rule in rules {
            let limits = program.rules.get_mut(rule).map(|rule| &mut rule.limits).into_iter().flatten();
            for one in limits.filter(|one| one.id == limit) {
                one.most = 1_000_000_000;
            }
        }
        self.engine = Arc::new(Engine::new(Arc::new(program), 1));
    }
}

fn new_line() -> Line {
    Line { id: "chosen".into(), category: "tea".into(), quantity: 1, amount: 100, ..Line::default() }
}

fn give_of_points(engine: &Engine, what: &What) -> bool {
    matches!(what, What::Credit { account, .. } if engine.program.accounts[*account].name == "points")
}

/// How often what is suggested is applied and asked again, where rules build on one another or share limits: what is suggested
/// for one may change what another leaves.
const ROUNDS_MAX: usize = 4;

#[test]
fn for_a_thousand_random_pairs_the_suggestion_applied_lets_the_rule_give() {
    let checked = compile(PROGRAM, &Registry::default()).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let engine = Arc::new(Engine::new(Arc::new(checked.program), 1));
    let names = Names::new(&engine.program);
    let mut chance = Chance(7);
    let (mut mended, mut said) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
    let mut wrong = Vec::new();
    for _ in 0..1_000 {
        let world = World::random(&engine, &mut chance);
        let case = world.case();
        let missed = case.missed();
        // Some rules of each pair: all of them would make a thousand pairs take a minute.
        for _ in 0..RULES_PER_PAIR {
            let rule = missed[chance.below(missed.len() as i64) as usize];
            let name = engine.rule(rule).unwrap().name.clone();
            let missed = Missed { rule, because: case.because(rule).unwrap() };
            assert!(!missed.because.is_empty(), "{name}");
            for language in Language::ALL {
                for told in obstacles_in(&names, language, &world.event, &missed) {
                    let is_text = !told.sentence.contains("why-not") && told.sentence.ends_with('.');
                    assert!(is_text, "{}", told.sentence);
                }
            }
            let mut changed = world.clone();
            let mut mendable = true;
            // What gives a point gives it by itself; the others build on amounts, limits and one another.
            let gives_a_point =
                engine.rule(rule).unwrap().gives.iter().all(|give| give_of_points(&engine, &give.what));
            let rounds = if gives_a_point { 1 } else { ROUNDS_MAX };
            for _ in 0..rounds {
                if mendable && !changed.gave().contains(&rule) {
                    mendable = changed.mend(&mut chance, rule, 0);
                }
            }
            let outcome = if mendable { &mut mended } else { &mut said };
            *outcome.entry(name.clone()).or_default() += 1;
            if mendable && !changed.gave().contains(&rule) {
                let now = changed.case().because(rule).unwrap();
                wrong.push(format!("{name}: {:?}\n    then {now:?}", missed.because));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(
        wrong.is_empty(),
        "{} suggestions do not help:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(30)].join("\n")
    );
    // Only those that time, CEL, a person or another rule stands in the way of are not mended.
    let only_said: Vec<&str> = said.keys().map(String::as_str).collect();
    let expected = [
        "best_b",
        "birthday_month",
        "birthday_today",
        "by_cel",
        "happy_hour",
        "joined_long_ago",
        "rest_of_it",
        "summer",
        "the_inviter",
        "weekend",
    ];
    assert_eq!(only_said, expected);
    let rules = engine.program.order.len();
    assert!(mended.len() >= rules - expected.len(), "{} of {rules} rules were mended", mended.len());
}
