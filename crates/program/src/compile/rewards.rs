//! `rewards`: rules that are asked for, and their prices.

use super::Compiler;
use super::amounts::Measured;
use super::rules::Common;
use super::scope::Scope;
use crate::builtin::kind;
use crate::compiled::{Amount, Limit, LimitScope, LimitedTo, Pay, PayPoints, Trigger};
use crate::file::At;
use crate::file::collections::Map;
use crate::file::rewards::{self as file, Price, PriceSteps, Reward};
use crate::file::rules::Defaults;
use crate::ids::{AccountId, LimitId, Space};

impl Compiler<'_> {
    pub(crate) fn rewards(&mut self, defaults: Option<&Defaults>, rewards: Option<&Map<Reward>>) {
        for (name, reward) in rewards.into_iter().flat_map(Map::iter) {
            let common = Common {
                name,
                who: reward.who.as_ref(),
                conditions: reward.conditions.as_ref(),
                lines: reward.lines.as_ref(),
                also: reward.also.as_ref(),
                give: reward.give.as_ref().map_or(&[], |give| &give.0),
                limit: reward.limit.as_ref().map_or(&[], |limits| &limits.0),
                paid_from: reward.pay.points.as_ref().map(|(account, _)| account.value.as_str()),
                paid_by: reward.paid_by.as_ref(),
                on_refund: reward.on_refund.as_ref(),
                basis: reward.basis.as_ref(),
                priority: reward.priority.as_ref(),
                group: reward.group.as_ref(),
                best_of: reward.best_of.as_ref(),
                valid: reward.valid.as_ref(),
                text: reward.text.as_ref(),
            };
            // What is asked for is asked for by a member, whoever the rules' usual beneficiary is.
            let scope = Scope { what: "this reward", ..Scope::of_events(vec![kind::REDEMPTION, kind::HOLD]) };
            let pay = self.pay(&reward.pay, &scope);
            let stock = self.stock(name, reward);
            let compiled = self.rule_of(&common, defaults, Trigger::Asked, scope, reward.place);
            let (Some(mut compiled), Some(pay)) = (compiled, pay) else { continue };
            compiled.pay = Some(pay);
            compiled.stock = stock;
            let id = compiled.id;
            self.program.rules.set(id, compiled);
            self.program.order.push(id);
        }
    }

    fn pay(&self, pay: &file::Pay, scope: &Scope) -> Option<Pay> {
        let money = match &pay.money {
            None => Some(0),
            Some(money) => self.amount_not_negative(money, self.currency().decimals, &self.currency().name),
        };
        let points = match &pay.points {
            None => Some(None),
            Some((name, price)) => {
                // A price is read by whoever asks: bare names are the member's.
                let scope = Scope { who: None, ..scope.clone() };
                self.account(name).and_then(|account| self.pay_points(account, price, &scope)).map(Some)
            }
        };
        Some(Pay { points: points?, money: money? })
    }

    fn pay_points(&self, account: AccountId, price: &Price, scope: &Scope) -> Option<PayPoints> {
        let unit = &self.program.units[self.program.accounts[account].unit];
        let measured = Measured::fixed(unit);
        match price {
            Price::Amount(amount) => {
                let price = self.amount(amount, &measured, scope)?;
                if price == Amount::Fixed(0) {
                    self.error(
                        "out-of-range",
                        amount.place,
                        "a price is above zero; a reward without a price says `pay: free`",
                    );
                }
                Some(PayPoints { account, price, stepped: false, at_least: 0, at_most: None })
            }
            Price::Steps(steps) => self.pay_steps(account, steps, &measured),
        }
    }

    fn pay_steps(&self, account: AccountId, steps: &PriceSteps, measured: &Measured) -> Option<PayPoints> {
        let amount = |spelled: &At<crate::file::scalars::Scalar>| {
            self.amount_not_negative(spelled, measured.decimals, &measured.unit)
        };
        let each = amount(&steps.each);
        let at_least = steps.at_least.as_ref().map(|at_least| (amount(at_least), at_least.place));
        let at_most = steps.at_most.as_ref().map(|at_most| (amount(at_most), at_most.place));
        let each = each?;
        if each == 0 {
            self.error("out-of-range", steps.each.place, "a step is above zero");
            return None;
        }
        for (amount, place) in [at_least, at_most].into_iter().flatten() {
            if amount.is_some_and(|amount| amount % each != 0) {
                self.error("not-a-multiple", place, "this is not a whole number of steps");
            }
        }
        let lowest = at_least.map_or(Some(each), |(amount, _)| amount)?;
        let highest = match at_most {
            None => None,
            Some((amount, place)) => {
                let amount = amount?;
                if amount < lowest {
                    self.error("empty-range", place, "`at_most` is below the fewest points");
                }
                Some(amount)
            }
        };
        Some(PayPoints {
            account,
            price: Amount::Fixed(each),
            stepped: true,
            at_least: lowest,
            at_most: highest,
        })
    }

    /// How many there are: a limit that counts for ever.
    fn stock(&mut self, name: &At<String>, reward: &Reward) -> Option<Limit> {
        let stock = reward.stock.as_ref()?;
        if stock.0 < 1 || stock.0 > i64::from(u32::MAX) {
            self.error("out-of-range", stock.place, "a stock is a whole number from 1 on");
            return None;
        }
        let id = LimitId(self.number(Space::Limit, &format!("{}#stock", name.value), stock.place)?);
        Some(Limit { id, of: LimitedTo::Times, most: stock.0, per: LimitScope::Everyone, every: None })
    }
}
