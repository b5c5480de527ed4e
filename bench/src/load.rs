//! The load of the figures about a million members: purchases at a thousand partners, from a seed.

use crate::Outcome;
use compact_str::{CompactString, format_compact};
use coterie_calendar::{Instant, Zone};
use coterie_journal::{Arrival, Submission};
use coterie_ledger::Party;
use coterie_program::builtin::{field, kind};
use coterie_program::event::{Event, Line};
use coterie_program::value::Value;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// How many members there are.
pub(crate) const MEMBERS: u32 = 1_000_000;
/// How many partners there are.
const PARTNERS: u32 = 1_000;
/// Between two events, milliseconds: a year's million purchases would be half a minute apart; a quicker clock keeps everything
/// within the measures' windows and before anything expires.
const STEP_MS: i64 = 500;
/// What is bought.
const CATEGORIES: [&str; 5] = ["dairy", "bread", "fresh", "drinks", "household"];

/// Five rules, as a coalition's everyday programme has them.
const RULES: &str = "
rules:
  a_point_for_every_euro: {give: {points: 1 per 1.00 EUR}}
  weekends_count_double: {if: {purchase.weekday: [sat, sun]}, give: {points: x2}}
  silver_earns_more: {if: {member.level: silver}, give: {points: x1.25}}
  fresh_food: {for: {line.category: fresh}, give: {points: 2 per 1.00 EUR}}
  a_big_basket: {if: {purchase.total: {at_least: 150.00}}, give: {points: 20}}
";

/// The program file.
pub(crate) fn program() -> String {
    let partners: String = (0..PARTNERS)
        .map(|number| format!("  p{number:03}: {{issue_price: 0.0100, redemption_price: 0.0090}}\n"))
        .collect();
    format!(
        "program: {{id: a-million-members, zone: UTC, currency: EUR}}\n\
         partners:\n{partners}\
         accounts: {{points: {{of: member, unit: point, expires: {{after: 12 months}}}}}}\n\
         measures: {{earned: {{of: member, sum: points, over: last 365 days}}}}\n\
         tiers: {{level: {{of: member, by: earned, steps: {{green: 0, silver: 500}}}}}}\n\
         {RULES}"
    )
}

/// Where purchases happen.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Where {
    /// At every partner alike.
    Spread,
    /// At one partner.
    OnePartner,
}

/// A stream of purchases. Ids are drawn at random, and with them the idempotency keys.
pub(crate) struct Load {
    chance: ChaCha8Rng,
    at_ms: i64,
}

impl Load {
    /// A load from a seed, its first event at a moment.
    pub(crate) fn new(seed: u64, first: Instant) -> Self {
        Self { chance: ChaCha8Rng::seed_from_u64(seed), at_ms: first.millis() }
    }

    /// When the load begins that makes the members.
    pub(crate) fn begin() -> Outcome<Instant> {
        Ok(Instant::parse("2026-01-01", &Zone::utc())?)
    }

    /// The next purchases of members drawn at random.
    pub(crate) fn group(&mut self, size: u32, at: Where) -> Outcome<Vec<Submission>> {
        (0..size)
            .map(|_| {
                let member = self.below(MEMBERS);
                let partner = match at {
                    Where::Spread => self.below(PARTNERS),
                    Where::OnePartner => 7,
                };
                self.purchase(member, partner)
            })
            .collect()
    }

    /// The first purchase of each of some members.
    pub(crate) fn first_purchases(&mut self, members: std::ops::Range<u32>) -> Outcome<Vec<Submission>> {
        members
            .map(|member| {
                let partner = self.below(PARTNERS);
                self.purchase(member, partner)
            })
            .collect()
    }

    /// A number from 0 to `end`, without `end`.
    fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.chance.next_u32()) * u64::from(end)) >> 32) as u32
    }

    fn purchase(&mut self, member: u32, partner: u32) -> Outcome<Submission> {
        self.at_ms += STEP_MS;
        let lines: Vec<Line> = (0..=self.below(3)).map(|place| self.line(place)).collect();
        let total = lines.iter().map(|line| line.amount).sum();
        let event = Event {
            source: "till".into(),
            id: format_compact!("{:016x}{:016x}", self.chance.next_u64(), self.chance.next_u64()),
            at: Instant::from_millis(self.at_ms)?,
            kind: kind::PURCHASE,
            fields: vec![
                (field::MEMBER, Value::Party(Party::member(&format!("m{member:07}"))?)),
                (field::PARTNER, Value::Party(Party::partner(&format!("p{partner:03}"))?)),
                (field::TOTAL, Value::Int(total)),
            ],
            lines,
            sets: Vec::new(),
            relates: Vec::new(),
        };
        Ok(Submission { event, by: CompactString::default(), arrival: Arrival::Import })
    }

    fn line(&mut self, place: u32) -> Line {
        let category = CATEGORIES[self.below(CATEGORIES.len() as u32) as usize];
        Line {
            id: format_compact!("{}", place + 1),
            category: category.into(),
            sku: format_compact!("s{:05}", self.below(20_000)),
            amount: i64::from(100 + self.below(9_900)),
            quantity: 1,
            ..Line::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coterie_program::compile::compile;
    use coterie_program::ids::Registry;

    #[test]
    fn the_program_has_a_thousand_partners_and_five_rules() {
        let program = compile(&program(), &Registry::default()).unwrap().program;
        assert_eq!((program.partners.len(), program.order.len()), (1_000, 5));
    }

    #[test]
    fn a_seed_gives_the_same_load_and_ids_are_never_said_twice() {
        let begin = Load::begin().unwrap();
        let draw = |seed| Load::new(seed, begin).group(1_000, Where::Spread).unwrap();
        assert_eq!(draw(1), draw(1));
        let mut ids: Vec<_> =
            draw(1).into_iter().chain(draw(2)).map(|submission| submission.event.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 2_000);
    }
}
