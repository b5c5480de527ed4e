//! What is sent back: everything, whole lines, some pieces, or money for what was not as it should be.

use serde_json::{Value, json};

use crate::basket::{Basket, money};
use crate::chance::Chance;
use crate::moment::{Day, Moment};
use crate::tills::Tills;
use crate::town::Shop;

/// Of a thousand refunds, how many are of everything.
const WHOLE_PER_MILLE: u32 = 450;
/// Of a thousand of the others, how many are of whole lines.
const LINES_PER_MILLE: u32 = 600;
/// After a part, of a thousand, how many send back the rest too.
const REST_PER_MILLE: u32 = 150;

/// A purchase as its receipt says it.
#[derive(Debug)]
pub(crate) struct Receipt<'p> {
    pub(crate) shop: &'static Shop,
    pub(crate) id: &'p str,
    pub(crate) day: Day,
    pub(crate) basket: &'p Basket,
}

/// Decides whether and how a purchase comes back, and sends the refunds.
pub(crate) fn plan(receipt: &Receipt<'_>, chance: &mut Chance, tills: &mut Tills) {
    let Receipt { shop, id, .. } = *receipt;
    if !chance.per_mille(shop.refunds_per_mille) {
        return;
    }
    let at = counter_time(receipt.day, shop, chance);
    let lines = if chance.per_mille(WHOLE_PER_MILLE) { None } else { part(receipt, chance) };
    let Some(lines) = lines else {
        tills.send(shop.partner, at, "refund", json!({"purchase": id}));
        return;
    };
    tills.send(shop.partner, at, "refund", json!({"purchase": id, "lines": lines}));
    if chance.per_mille(REST_PER_MILLE) {
        tills.send(shop.partner, counter_time(at.day, shop, chance), "refund", json!({"purchase": id}));
    }
}

/// Some days later, during the day: after the tills that were offline have told what they sold.
fn counter_time(since: Day, shop: &Shop, chance: &mut Chance) -> Moment {
    let day = since.plus(chance.between(shop.refund_days.0, shop.refund_days.1));
    day.at(chance.between(9, 19), chance.below(60)).later(chance.below(60))
}

/// A part of a basket, less than all of it; none if it cannot be divided.
fn part(receipt: &Receipt<'_>, chance: &mut Chance) -> Option<Value> {
    let lines = &receipt.basket.lines;
    if lines.len() > 1 && chance.per_mille(LINES_PER_MILLE) {
        let first = chance.below(lines.len() as u32);
        let mut back = vec![(first + 1).to_string()];
        if lines.len() > 3 && chance.per_mille(300) {
            back.push(((first + 1) % lines.len() as u32 + 1).to_string());
        }
        return Some(json!(back));
    }
    let place = chance.below(lines.len() as u32) as usize;
    let line = &lines[place];
    let what = if receipt.shop.by_the_piece && line.quantity > 1 {
        json!({"quantity": chance.between(1, line.quantity - 1)})
    } else if line.net() >= 100 {
        json!({"amount": money(line.net() * chance.between(5, 30) / 100)})
    } else {
        return None;
    };
    Some(json!({(place + 1).to_string(): what}))
}
