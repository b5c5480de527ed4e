//! Random programs, composed from pieces of the language. Their constants change from version to version, and pieces come in
//! that were not there before, and some go.

use crate::chance::Chance;
use std::fmt::Write as _;

/// The partners of every program.
pub(crate) const PARTNERS: [&str; 4] = ["polana", "apteka", "ziarno", "smak"];
/// The categories of lines.
pub(crate) const CATEGORIES: [&str; 4] = ["food", "coffee", "books", "toys"];

/// Which pieces of the language a history's programs are made of.
#[derive(Clone, Debug)]
pub struct Pieces {
    expiry: &'static str,
    cash_expiry: &'static str,
    pending: &'static str,
    tier: Tiers,
    pooled: bool,
    refund: &'static str,
    spent: &'static str,
    commission: bool,
    warnings: bool,
    birthdays: bool,
    recent: bool,
    /// Partners are scored by the month, and paid for it.
    scored: bool,
    /// Measures that nothing asks for yet.
    counted: bool,
    /// The measures of `recent` were declared and are not any more: their names do not come back.
    given_up: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tiers {
    None,
    Judged,
    Held(&'static str),
}

impl Pieces {
    /// Draws them.
    pub fn draw(chance: &mut Chance) -> Self {
        let tier = match chance.below(4) {
            0 => Tiers::None,
            1 => Tiers::Judged,
            2 => Tiers::Held("down: {at: month_end, grace: 7 days, by: one_step}"),
            _ => Tiers::Held("down: {at: quarter_end, by: to_judged}"),
        };
        Self {
            expiry: *chance.one_of(&[
                "",
                ", expires: {after: 20 days}",
                ", expires: {after: 30 days, at: month_end}",
                ", expires: {at: quarter_end}",
                ", expires: {at: year_end}",
                ", expires: {after: 2 hours}",
            ]),
            cash_expiry: *chance.one_of(&[
                "",
                ", expires: {idle: 10 days}",
                ", expires: {after: 40 days, at: quarter_end}",
            ]),
            pending: *chance.one_of(&["", ", pending: 3 days", ", pending: approval"]),
            tier,
            pooled: chance.percent(40),
            refund: *chance.one_of(&[
                "by_line",
                "by_line",
                "recompute",
                "only_when_all_is_returned",
                "never",
            ]),
            spent: *chance.one_of(&["debt", "debt", "write_off", "charge_partner"]),
            commission: chance.percent(60),
            warnings: chance.percent(50),
            birthdays: chance.percent(50),
            recent: chance.percent(30),
            scored: chance.percent(40),
            counted: chance.percent(20),
            given_up: false,
        }
    }

    /// The next version has something that this one has not.
    pub fn grow(&mut self, chance: &mut Chance) {
        match chance.below(9) {
            6 => self.scored = true,
            7 | 8 => self.counted = true,
            0 => self.commission = true,
            1 => self.warnings = true,
            2 => self.birthdays = true,
            3 if self.recent => (self.recent, self.given_up) = (false, true),
            3 => self.recent = !self.given_up,
            _ => {
                self.tier = match self.tier {
                    Tiers::None => Tiers::Judged,
                    Tiers::Judged => Tiers::Held("down: {at: month_end, by: one_step}"),
                    held @ Tiers::Held(_) => held,
                }
            }
        }
    }

    /// A version of the program, its constants drawn.
    pub fn version(&self, chance: &mut Chance) -> String {
        let mut text = String::with_capacity(4_096);
        self.begin(&mut text);
        self.rules(&mut text, chance);
        self.rewards(&mut text, chance);
        let spent = self.spent;
        let holds = *chance.one_of(&["15 minutes", "2 hours", "3 days"]);
        let _ = writeln!(
            text,
            "policies: {{spent_points: {spent}, holds: {holds}, refundable: 3 months, \
             transfers: {{points: {{at_least: 5, limit: {{points: {}, every: month}}}}}}}}",
            chance.between(50, 500)
        );
        text
    }

    fn begin(&self, text: &mut String) {
        let Self { expiry, cash_expiry, pending, refund, .. } = self;
        let pool = if self.pooled { ", pool: household" } else { "" };
        let _ = writeln!(
            text,
            "program: {{id: chaos, zone: Europe/Warsaw, currency: PLN, late: 10 days}}
partners:
  polana: {{issue_price: 0.0100, redemption_price: 0.0090}}
  apteka: {{issue_price: 0.0110, redemption_price: 0.0090}}
  ziarno: {{issue_price: 0.0100, redemption_price: 0.0095}}
  smak: {{issue_price: 0.0100}}
attributes: {{member: {{birthday: date, city: {{is: text, personal: no}}}}}}
relations: {{member.inviter: member, member.brought_by: partner, member.household: household}}
events: {{review: {{stars: integer, comment: text}}}}
facts: {{score: {{of: partner, factor: decimal}}}}
accounts:
  points: {{of: member, unit: point, rounds: down{expiry}}}
  cashback: {{of: member, unit: PLN, rounds: half_up{pending}{cash_expiry}}}
  stamps: {{of: member, unit: point{pool}, expires: {{at: month_end}}}}
  commission: {{of: partner, unit: PLN}}
  bonus: {{of: partner, unit: PLN}}
measures:
  purchases: {{of: member, count: purchase, over: always}}
  earned: {{of: member, sum: points, over: last 60 days}}
  spent: {{of: member, sum: purchase.total, over: this month}}
  shops: {{of: member, distinct: purchase.partner, over: this month}}
  days: {{of: member, streak: review, every: day}}
  sales: {{of: partner, via: member.brought_by, sum: purchase.total, over: this month}}"
        );
        if self.recent {
            text.push_str("  recent: {of: member, distinct: line.category, over: last 30 days}\n");
            text.push_str("  given: {of: member, sum: cashback, over: always}\n");
        }
        if self.counted {
            text.push_str(
                "  ready: {of: member, sum: cashback, when_available: yes, over: this month}
  visits: {of: member, count: purchase, over: this quarter}
  kinds: {of: member, distinct: line.category, over: always}
  brought: {of: partner, via: member.brought_by, sum: purchase.total, over: this month}
  rewarded: {of: partner, sum: bonus, over: this quarter}
  used: {of: member, count: redemption, over: always}
",
            );
        }
        match self.tier {
            Tiers::None => {}
            Tiers::Judged => text.push_str(
                "tiers: {tier: {of: member, by: earned, steps: {green: 0, silver: 60, gold: 200}}}\n",
            ),
            Tiers::Held(down) => {
                let _ = writeln!(
                    text,
                    "tiers: {{tier: {{of: member, by: earned, steps: {{green: 0, silver: 60, gold: 200}}, up: at_once, {down}}}}}"
                );
            }
        }
        let _ = writeln!(text, "defaults: {{on_refund: {refund}}}");
    }

    fn rules(&self, text: &mut String, chance: &mut Chance) {
        let _ = writeln!(
            text,
            "rules:
  base: {{give: {{points: 1 per {} PLN}}, limit: {{points: {}, per: member, every: month}}}}
  weekend: {{if: {{purchase.weekday: [sat, sun]}}, give: {{points: x2}}}}
  coffee: {{for: {{line.category: coffee}}, give: {{points: x3}}}}
  large: {{if: {{purchase.total: {{at_least: {}.00}}}}, give: {{points: {}}}, limit: {{points: {}, shared: summer}}, paid_by: coalition}}
  cash: {{if: {{purchase.partner: apteka}}, give: {{cashback: {} %}}, limit: {{cashback: {}.00, per: member, every: month}}}}
  stamp: {{if: {{purchase.partner: ziarno}}, give: {{stamps: 1 per item}}}}
  books: {{for: {{line.category: books}}, give: {{discount: {} %, at_most: 20.00}}}}
  welcome: {{when: signup, give: [{{points: {}}}, {{message: welcome}}], limit: {{times: {}}}, paid_by: coalition}}
  friend: {{if: {{purchases: 0, inviter: known}}, give: [{{to: member.inviter, points: 40}}, {{to: member, points: 20}}], limit: {{times: 2, per: member.inviter, every: month}}, paid_by: coalition}}
  review: {{when: review, if: {{days: {{at_most: 3}}}}, give: {{points: {}}}, limit: {{times: 2, per: member, every: week}}, paid_by: coalition}}",
            chance.between(1, 3),
            chance.between(40, 400),
            chance.between(20, 100),
            chance.between(5, 40),
            chance.between(30, 300),
            chance.between(1, 6),
            chance.between(1, 8),
            chance.between(5, 15),
            chance.between(10, 60),
            chance.between(2, 6),
            chance.between(3, 20),
        );
        if self.birthdays {
            text.push_str("  birthday: {when: {clock: member.birthday, at: \"09:00\"}, give: [{points: 25}, {voucher: cake, at: ziarno, valid: 14 days}], paid_by: coalition}\n");
        }
        if self.warnings {
            text.push_str("  warn: {when: {expiring: points, before: 5 days}, give: {message: use_them}, paid_by: coalition}\n");
        }
        if self.scored {
            let _ = writeln!(
                text,
                "  scored: {{when: score, who: score.of, give: {{bonus: {} %, of: score.of.sales, times: score.factor}}, limit: {{bonus: 40.00, per: who, every: month}}, paid_by: coalition}}",
                chance.between(1, 9)
            );
        }
        if self.recent {
            text.push_str("  curious: {if: {recent: {at_least: 3}, given: {at_most: 50.00}}, give: {points: 7}, limit: {times: 3, per: member, every: month}}\n");
        }
        if self.tier != Tiers::None {
            text.push_str(
                "  tiered: {give: {points: {by: member.tier, silver: x1.25, gold: x1.5, else: x1}}}
  among_the_best: {if: {member.inviter.tier: gold}, give: {points: 3}}\n",
            );
        }
        if let Tiers::Held(_) = self.tier {
            text.push_str(
                "  trial: {if: {purchase.total: {at_least: 90.00}}, give: {tier: {level: gold, until: 5 days}}}
  rise: {when: {rise: tier}, give: {message: up}, paid_by: coalition}
  fall: {when: {fall: tier}, give: [{message: down}, {cashback: 0.50, pending: none}], paid_by: coalition}\n",
            );
        }
        if self.commission {
            text.push_str(
                "  brought: {who: member.brought_by, if: {member.brought_by.since: {within: 12 months}}, give: {commission: 5 %}, limit: {commission: 30.00, per: who, every: month}, paid_by: coalition}
  volume: {when: {close: month}, who: partner, give: {bonus: {steps: partner.sales, 0: 1 %, 100.00: 2 %, marginal: yes}, of: partner.sales}, paid_by: coalition}
  monthly: {when: {close: month}, give: {points: 3}, paid_by: coalition}\n",
            );
        }
    }

    fn rewards(&self, text: &mut String, chance: &mut Chance) {
        let price = if self.tier == Tiers::None {
            "30".to_owned()
        } else {
            "{by: member.tier, gold: 20, else: 30}".to_owned()
        };
        let _ = writeln!(
            text,
            "rewards:
  mug: {{pay: {{points: {price}}}, give: {{product: mug}}, stock: {}, limit: {{times: {}, per: member, every: month}}, paid_by: coalition}}
  coffee_to_go: {{pay: {{points: {}}}, give: {{voucher: coffee, at: ziarno, valid: 30 days}}, paid_by: coalition}}
  till: {{pay: {{points: {{each: 10, at_least: 20}}}}, give: {{discount: 0.10, at_most: 50 %}}, paid_by: coalition}}
  money: {{pay: {{cashback: {{each: 0.10}}}}, give: {{discount: 0.10}}, paid_by: coalition}}
  trip: {{pay: {{stamps: 3}}, give: {{ticket: trip}}, stock: 3, paid_by: coalition}}
  miles: {{pay: {{points: {{each: 5}}}}, give: {{stamps: 2}}, paid_by: coalition}}",
            chance.between(2, 8),
            chance.between(1, 3),
            chance.between(10, 40),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coterie_program::compile::compile;
    use coterie_program::ids::Registry;

    #[test]
    fn every_drawn_program_compiles_and_its_next_version_too() {
        for seed in 0..200 {
            let mut chance = Chance::new(seed, 0);
            let mut pieces = Pieces::draw(&mut chance);
            let mut registry = Registry::default();
            for _ in 0..2 {
                pieces.grow(&mut chance);
                let text = pieces.version(&mut chance);
                let checked = compile(&text, &registry).unwrap_or_else(|mistakes| {
                    panic!(
                        "{:#?}\n{text}",
                        mistakes.iter().map(|mistake| &mistake.message).collect::<Vec<_>>()
                    )
                });
                registry = checked.program.registry.clone();
            }
        }
    }
}
