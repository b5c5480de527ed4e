//! What somebody takes to the till.

use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::goods::Good;
use crate::town::Shop;

/// How many of a thousand lines carry a promotion.
const PROMOTIONS_PER_MILLE: u32 = 60;
/// Delivery costs nothing from here on, in grosze.
const FREE_DELIVERY: u32 = 20_000;
/// Else it costs this, in grosze.
const DELIVERY: u32 = 1_499;

/// A line of a receipt.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    good: &'static Good,
    pub(crate) quantity: u32,
    /// Of the whole line before the discount, in grosze.
    amount: u32,
    discount: u32,
}

impl Line {
    /// What is paid for it, in grosze.
    pub(crate) fn net(&self) -> u32 {
        self.amount - self.discount
    }
}

/// A receipt in the making; its lines are called `1`, `2` and so on.
#[derive(Debug, Clone)]
pub(crate) struct Basket {
    pub(crate) lines: Vec<Line>,
    /// What delivery costs, in grosze.
    shipping: u32,
}

impl Basket {
    /// Fills a basket with different goods of a shop.
    pub(crate) fn fill(shop: &'static Shop, chance: &mut Chance) -> Self {
        let count = 1 + chance.weighted(shop.lines.iter().copied());
        let mut taken: Vec<usize> = Vec::with_capacity(count);
        while taken.len() < count {
            let place = chance.weighted(shop.goods.iter().map(|good| good.weight));
            // One tank is filled once.
            let again =
                taken.contains(&place) || (fuel(shop, place) && taken.iter().any(|other| fuel(shop, *other)));
            if !again {
                taken.push(place);
            }
        }
        let lines: Vec<Line> = taken.into_iter().map(|place| line(&shop.goods[place], chance)).collect();
        let net: u32 = lines.iter().map(Line::net).sum();
        let shipping = if shop.online && net < FREE_DELIVERY { DELIVERY } else { 0 };
        Self { lines, shipping }
    }

    /// What all lines cost, without delivery, in grosze.
    pub(crate) fn net(&self) -> u32 {
        self.lines.iter().map(Line::net).sum()
    }

    /// The lines as an event says them.
    pub(crate) fn to_json(&self) -> Value {
        let lines = self.lines.iter().enumerate().map(|(place, line)| {
            let mut said = Map::new();
            said.insert("id".into(), (place + 1).to_string().into());
            said.insert("category".into(), line.good.category.into());
            said.insert("sku".into(), line.good.sku.into());
            said.insert("amount".into(), money(line.amount).into());
            if line.quantity != 1 {
                said.insert("quantity".into(), line.quantity.into());
            }
            if line.discount != 0 {
                said.insert("discount".into(), money(line.discount).into());
            }
            Value::Object(said)
        });
        lines.collect()
    }

    /// Adds the delivery to a purchase, if it costs something.
    pub(crate) fn deliver(&self, purchase: &mut Value) {
        if self.shipping != 0 {
            purchase["shipping"] = json!(money(self.shipping));
        }
    }
}

/// Grosze as decimal text: `12.50`.
pub(crate) fn money(grosze: u32) -> String {
    format!("{}.{:02}", grosze / 100, grosze % 100)
}

fn line(good: &'static Good, chance: &mut Chance) -> Line {
    let quantity = chance.between(good.pieces.0, good.pieces.1);
    let percent = chance.between(100 - good.spread, 100 + good.spread);
    let amount = (good.price * quantity * percent / 100).max(1);
    let discount = if chance.per_mille(PROMOTIONS_PER_MILLE) {
        amount * chance.one_of(&[10, 15, 20, 30]) / 100
    } else {
        0
    };
    Line { good, quantity, amount, discount }
}

fn fuel(shop: &Shop, place: usize) -> bool {
    matches!(shop.goods[place].category, "petrol" | "diesel")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::town::SHOPS;

    #[test]
    fn money_has_two_decimals() {
        assert_eq!((money(5), money(1_250)), ("0.05".to_owned(), "12.50".to_owned()));
    }

    #[test]
    fn every_basket_can_be_filled_with_different_goods() {
        let mut chance = Chance::new(3, 0);
        for shop in &SHOPS {
            for _ in 0..500 {
                let basket = Basket::fill(shop, &mut chance);
                assert!((1..=12).contains(&basket.lines.len()));
                assert!(basket.lines.iter().all(|line| line.net() > 0), "{}", shop.partner);
            }
        }
    }
}
