//! The money side of points: what a partner pays for those that it gives, and is paid for those spent at it.

use crate::figures::in_whole_units;
use crate::words::Words;
use coterie_decide::decision::Leg;
use coterie_ledger::{Amount, Book, Party, Rate, Settlement, Terms, settle};
use coterie_program::builtin::account::{DISCOUNTS, DISCOUNTS_FOR_POINTS};
use coterie_program::ids::AccountId;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What a leg in a book comes to in money, in a line: `pays 200 × 0.02 = 4 zł`. Not rounded: a settlement rounds the product of
/// all points once.
pub(crate) fn of_leg(words: &Words<'_>, account: AccountId, leg: &Leg) -> Option<String> {
    let book = leg.book?;
    if account == DISCOUNTS_FOR_POINTS {
        return (book == Book::Redeemed).then(|| words.say("money-by-points", &[]));
    }
    let prices = words.program().prices(&leg.party, account)?;
    let (id, points, price) = match book {
        Book::Issued | Book::Charged if leg.amount.is_negative() => {
            ("money-pays", -leg.amount, prices.issue_price)
        }
        Book::Issued | Book::Charged | Book::Clawed => ("money-pays-less", leg.amount, prices.issue_price),
        Book::Redeemed if leg.amount.is_negative() => {
            ("money-is-paid-less", -leg.amount, prices.redemption_price)
        }
        Book::Redeemed => ("money-is-paid", leg.amount, prices.redemption_price),
        _ => return None,
    };
    if price.is_zero() {
        return None;
    }
    let money = worth(words, account, points, price)?;
    let sum = product(words, account, points, price, &words.exact_money(money));
    Some(words.say(id, &[("who", &words.who(&leg.party)), ("sum", &sum)]))
}

/// What points come to at a price, in whole money, exactly.
fn worth(words: &Words<'_>, account: AccountId, points: Amount, price: Rate) -> Option<Decimal> {
    in_whole_units(points.get().into(), words.names().decimals(account)).checked_mul(price.get())
}

/// `200 × 0.02 = 4 zł`; of money at par, the money alone.
fn product(words: &Words<'_>, account: AccountId, points: Amount, price: Rate, money: &str) -> String {
    if price == Rate::ONE {
        return money.to_owned();
    }
    format!("{} × {} = {money}", words.figure(account, points), words.number(price.get()))
}

/// What a partner's points of one account come to together.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    /// Given, less what came back.
    pub(crate) issued: Amount,
    /// Spent there.
    pub(crate) redeemed: Amount,
    /// Expired unused.
    pub(crate) expired: Amount,
}

impl Totals {
    /// Adds a leg in a book.
    pub(crate) fn add(&mut self, book: Book, amount: Amount) {
        let to = match book {
            Book::Issued | Book::Clawed | Book::Charged => (&mut self.issued, -amount),
            Book::Redeemed => (&mut self.redeemed, amount),
            Book::Expired => (&mut self.expired, amount),
            _ => return,
        };
        *to.0 = to.0.checked_add(to.1).unwrap_or(*to.0);
    }
}

/// What a party's points of one account come to: their sums in lines, with the money that the settlements of these periods make
/// of them. Each settlement rounds by itself.
pub(crate) fn told(
    words: &Words<'_>,
    party: &Party,
    account: AccountId,
    periods: &BTreeMap<String, Totals>,
) -> Vec<String> {
    let sum = |part: fn(&Totals) -> Amount| Amount::sum(periods.values().map(part)).unwrap_or_default();
    let (issued, redeemed) = (sum(|totals| totals.issued), sum(|totals| totals.redeemed));
    let spell = |amount: Amount| format!("{}{}", words.amount(account, amount), words.tag(account));
    if account == DISCOUNTS_FOR_POINTS {
        let is_any = !redeemed.is_zero();
        return is_any
            .then(|| words.say("sum-off-for-points", &[("amount", &spell(redeemed))]))
            .into_iter()
            .collect();
    }
    let prices = words.program().prices(party, account);
    let settled = settled(words, party, account, periods);
    let money =
        |money_id: &str, amount: Amount, price: fn(&Terms) -> Rate, money: fn(&Settlement) -> Amount| {
            let (prices, settled) = (prices.as_ref()?, settled.as_ref()?);
            let sum = settled_sum(words, account, amount, price(prices), money(settled))?;
            Some(words.say(money_id, &[("who", &words.who(party)), ("sum", &sum)]))
        };
    let lines = [
        ("sum-issued", issued, money("money-pays", issued, |it| it.issue_price, |it| it.pays)),
        ("sum-redeemed", redeemed, money("money-is-paid", redeemed, |it| it.redemption_price, |it| it.paid)),
        ("sum-expired-unused", sum(|totals| totals.expired), None),
    ];
    let said = lines.into_iter().filter(|(_, amount, money)| !amount.is_zero() || money.is_some());
    said.map(|(id, amount, money)| {
        let said = words.say(id, &[("amount", &spell(amount))]);
        money.map_or(said.clone(), |money| format!("{said}; {money}"))
    })
    .collect()
}

/// What the settlements of these periods come to; `None` of what has no price.
pub(crate) fn settled(
    words: &Words<'_>,
    party: &Party,
    account: AccountId,
    periods: &BTreeMap<String, Totals>,
) -> Option<Settlement> {
    let prices = words.program().prices(party, account)?;
    let mut sum = Settlement { pays: Amount::ZERO, paid: Amount::ZERO };
    for totals in periods.values() {
        let one = settle(totals.issued, totals.redeemed, &prices).ok()?;
        sum = Settlement {
            pays: sum.pays.checked_add(one.pays).ok()?,
            paid: sum.paid.checked_add(one.paid).ok()?,
        };
    }
    Some(sum)
}

/// `150 × 0.009 = 1.35 zł`, with how it was rounded where it was; `None` where there is neither an amount nor money.
fn settled_sum(
    words: &Words<'_>,
    account: AccountId,
    points: Amount,
    price: Rate,
    money: Amount,
) -> Option<String> {
    if price.is_zero() || (points.is_zero() && money.is_zero()) {
        return None;
    }
    let exact = worth(words, account, points, price)?;
    let decimals = words.names().decimals(DISCOUNTS);
    let settled = words.money(money.get());
    let off = exact.checked_sub(in_whole_units(money.get().into(), decimals))?;
    if off.is_zero() {
        return Some(product(words, account, points, price, &settled));
    }
    let told = format!("{} × {}", words.figure(account, points), words.number(price.get()));
    let exactly = words.number(exact);
    // Half a smallest part is as much as one settlement rounds off.
    let half = in_whole_units(Decimal::new(5, 1), decimals);
    Some(if off.abs() <= half {
        let values =
            [("told", told.as_str()), ("exact", &exactly), ("rounds", "nearest"), ("result", &settled)];
        words.say("arithmetic-rounded", &values)
    } else {
        let product = format!("{told} = {exactly}");
        words.say("money-by-period", &[("product", &product), ("money", &settled)])
    })
}
