//! The money side of points: what a partner pays for those that it gives, and is paid for those spent at it.

use crate::words::Words;
use coterie_decide::DISCOUNTS;
use coterie_decide::decision::Leg;
use coterie_ledger::{Amount, Book, Party, Rate, Terms, settle};
use coterie_program::ids::AccountId;
use rust_decimal::Decimal;

/// A partner's prices for an account; those of money off are one for one.
pub(crate) fn prices(words: &Words<'_>, party: &Party, account: AccountId) -> Option<Terms> {
    let program = words.program();
    if account == DISCOUNTS { program.prices_of_discounts() } else { program.prices(party, account) }
}

/// What a leg in a book comes to in money, in a line: `pays 200 × 0.02 = 4.00 zł`. Not rounded: a settlement rounds the
/// product of all points once.
pub(crate) fn of_leg(words: &Words<'_>, account: AccountId, leg: &Leg) -> Option<String> {
    let prices = prices(words, &leg.party, account)?;
    let (id, points, price) = match leg.book? {
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
    let sum = product(words, account, points, price)?;
    Some(words.say(id, &[("who", &words.who(&leg.party)), ("sum", &words.figures(&sum))]))
}

/// `200 × 0.02 = 4.00`; of money at par, the money alone.
fn product(words: &Words<'_>, account: AccountId, points: Amount, price: Rate) -> Option<String> {
    let names = words.names();
    let figure = names.amount(account, points);
    let whole = Decimal::from(points.get()).checked_div(scale(names.decimals(account))?)?;
    let mut money = whole.checked_mul(price.get())?.normalize();
    let decimals = u32::from(names.decimals(DISCOUNTS));
    if money.scale() < decimals {
        money.rescale(decimals);
    }
    let currency = names.unit(DISCOUNTS);
    Some(if price == Rate::ONE {
        format!("{money} {currency}")
    } else {
        format!("{figure} × {} = {money} {currency}", price.get().normalize())
    })
}

fn scale(decimals: u8) -> Option<Decimal> {
    10_i64.checked_pow(u32::from(decimals)).map(Decimal::from)
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

    /// The sums in lines, with what they come to in money.
    pub(crate) fn told(self, words: &Words<'_>, party: &Party, account: AccountId) -> Vec<String> {
        let names = words.names();
        let spell = |amount: Amount| format!("{}{}", words.amount(account, amount), words.tag(account));
        let prices = prices(words, party, account);
        let settled = prices.and_then(|prices| settle(self.issued, self.redeemed, &prices).ok());
        let mut lines = Vec::new();
        let mut line =
            |id: &str, money_id: &str, amount: Amount, price: Option<Rate>, money: Option<Amount>| {
                if amount.is_zero() {
                    return;
                }
                let said = words.say(id, &[("amount", &spell(amount))]);
                let priced = price.zip(money).filter(|(price, _)| !price.is_zero());
                let money = priced.map(|(price, money)| {
                    let figure = names.amount(account, amount);
                    let money = format!("{} {}", names.money(money.get()), names.unit(DISCOUNTS));
                    let sum = if price == Rate::ONE {
                        money
                    } else {
                        format!("{figure} × {} = {money}", price.get().normalize())
                    };
                    words.say(money_id, &[("who", &words.who(party)), ("sum", &words.figures(&sum))])
                });
                lines.push(match money {
                    Some(money) => format!("{said}; {money}"),
                    None => said,
                });
            };
        let issue = prices.map(|prices| prices.issue_price);
        let redemption = prices.map(|prices| prices.redemption_price);
        line("sum-issued", "money-pays", self.issued, issue, settled.map(|settled| settled.pays));
        line("sum-redeemed", "money-is-paid", self.redeemed, redemption, settled.map(|settled| settled.paid));
        line("sum-expired-unused", "money-pays", self.expired, None, None);
        lines
    }
}
