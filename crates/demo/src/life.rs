//! A member's day: visits, what is spent of points and cashback, reviews, check-ins, gifts within the family.

use serde_json::{Value, json};

use crate::basket::{Basket, money};
use crate::moment::{Day, Moment};
use crate::names::{BLAME, PRAISE};
use crate::people::Person;
use crate::returns::{self, Receipt};
use crate::rhythm;
use crate::tills::{APP, Tills};
use crate::town::{CAFE, PHARMACY, SHOPS, Shop};

/// Of a thousand who sign up, how many do so at a till and buy at once.
const AT_THE_TILL_PER_MILLE: u32 = 620;
/// For so long before they stop, members come half as often.
const FADING_DAYS: i64 = 45;
/// Of a thousand visits, how many are reviewed.
const REVIEWS_PER_MILLE: u32 = 22;
/// Of a thousand visits with enough points, at how many some are spent; and online, where the checkout offers it.
const SPENDING_PER_MILLE: (u32, u32) = (95, 400);
/// From so many points on people think of spending them.
const SPENDABLE_POINTS: u32 = 400;
/// Of a thousand visits of the café, at how many a coffee is had for points.
const COFFEES_PER_MILLE: u32 = 110;
/// What a coffee costs in points, and what members keep beside.
const COFFEE_POINTS: u32 = 250;
/// A step of paying with points: 100 points, which are a zloty.
const STEP_POINTS: u32 = 100;
/// The fewest steps that the reward takes.
const STEPS_MIN: u32 = 2;
/// The most steps in one go.
const STEPS_MAX: u32 = 100;
/// What a household's cinema tickets cost in stamps.
const CINEMA_STAMPS: u32 = 30;

/// What is the same for all members on a day.
#[derive(Debug, Clone)]
pub(crate) struct Today {
    pub(crate) day: Day,
    /// The locations whose tills went offline, and when. They tell what they sold on the next morning.
    pub(crate) offline: Vec<(&'static str, Moment)>,
}

impl Today {
    fn is_offline(&self, location: &str, at: Moment) -> bool {
        self.offline.iter().any(|(there, since)| *there == location && *since <= at)
    }
}

/// Plays a member's day.
pub(crate) fn live(people: &mut [Person], place: usize, today: &Today, tills: &mut Tills) {
    let day = today.day;
    let person = &mut people[place];
    if day < person.joins.day || person.leaves.is_some_and(|leaves| leaves <= day) {
        return;
    }
    if day == person.joins.day {
        if person.chance.per_mille(AT_THE_TILL_PER_MILLE) {
            let often = person.visits.map(|visits| visits + 1);
            let shop = &SHOPS[person.chance.weighted(often.into_iter())];
            let at = person.joins.later(90 + person.chance.below(900));
            visit(person, shop, at, today, tills);
        }
        return;
    }
    let fading = person.leaves.is_some_and(|leaves| leaves.0 - day.0 <= FADING_DAYS);
    for (shop, visits) in SHOPS.iter().zip(person.visits) {
        let likely = rhythm::visit_per_million(shop, visits, day) / if fading { 2 } else { 1 };
        if person.chance.per_million(likely) {
            let at = rhythm::time(shop, day, &mut person.chance);
            visit(person, shop, at, today, tills);
        }
    }
    if person.chance.per_mille(person.check_ins) {
        check_in(person, day, tills);
    }
    if person.purse.points >= STEP_POINTS && person.chance.per_million(700) {
        give_to_the_shelter(person, day, tills);
    }
    if person.purse.stamps >= CINEMA_STAMPS && person.chance.per_mille(60) {
        go_to_the_cinema(person, day, tills);
    }
    if person.purse.points >= 200 && person.chance.per_mille(4) {
        help_out(people, place, day, tills);
    }
}

fn visit(person: &mut Person, shop: &'static Shop, at: Moment, today: &Today, tills: &mut Tills) {
    let location = location(person, shop);
    let basket = Basket::fill(shop, &mut person.chance);
    let offline = today.is_offline(location, at);
    let paid = if shop.online {
        match check_out(person, shop, &basket, at, tills) {
            Checkout::Abandoned => return,
            Checkout::Bought { captured } => captured,
        }
    } else if offline {
        None // a till that is offline cannot ask for points
    } else {
        spend_at_the_till(person, shop, &basket, at, tills)
    };
    // After the checkout, whose capture comes first.
    let at = if shop.online { at.later(720) } else { at };
    let mut purchase = json!({"member": person.id, "partner": shop.partner, "location": location});
    if shop.online {
        purchase["order"] = json!(format!("N-{}", tills.id(shop.partner, 'o')));
    }
    if let Some(paid) = paid {
        purchase["redemption"] = json!(paid);
    }
    basket.deliver(&mut purchase);
    purchase["lines"] = basket.to_json();
    let id = tills.id(shop.partner, 'p');
    let arrives = if offline { today.day.plus(1).at(6, 30).later(person.chance.below(600)) } else { at };
    tills.send_late(shop.partner, &id, (at, arrives), "purchase", purchase);
    returns::plan(&Receipt { shop, id: &id, day: at.day, basket: &basket }, &mut person.chance, tills);
    count_on(person, shop, &basket, at);
    if std::ptr::eq(shop, &raw const SHOPS[CAFE]) && !offline {
        have_a_coffee(person, location, at, tills);
    }
    if person.chance.per_mille(REVIEWS_PER_MILLE) {
        review(person, shop, location, at, tills);
    }
}

/// Mostly the same location, the one that is nearest.
fn location(person: &mut Person, shop: &'static Shop) -> &'static str {
    let nearest = person.id.len() + usize::try_from(person.joins.second).unwrap_or(0);
    if person.chance.per_mille(750) {
        shop.locations[nearest % shop.locations.len()]
    } else {
        person.chance.one_of(shop.locations)
    }
}

/// Counts roughly what a purchase will give.
fn count_on(person: &mut Person, shop: &Shop, basket: &Basket, at: Moment) {
    person.purse.points += basket.net() * shop.points_of_100_zl / 10_000;
    if shop.partner == SHOPS[PHARMACY].partner {
        person.purse.cashback += (basket.net() / 50).min(500);
    }
    if shop.partner == SHOPS[0].partner && person.lives_with_others(at) {
        person.purse.stamps += basket.net() / 5_500;
    }
}

/// The most steps that a basket and a purse allow: half of the basket is paid in other ways.
fn steps(person: &Person, basket: &Basket) -> u32 {
    (person.purse.points / STEP_POINTS).min(basket.net() / 2 / 100).min(STEPS_MAX)
}

/// Pays a part with points or cashback; the id of the redemption.
fn spend_at_the_till(
    person: &mut Person,
    shop: &'static Shop,
    basket: &Basket,
    at: Moment,
    tills: &mut Tills,
) -> Option<String> {
    let at = at.earlier(40);
    let total = money(basket.net());
    let zlotys = (person.purse.cashback / 100).min(basket.net() / 2 / 100);
    if shop.partner == SHOPS[PHARMACY].partner && zlotys >= 3 && person.chance.per_mille(300) {
        person.purse.cashback -= zlotys * 100;
        let redemption = json!({
            "member": person.id, "partner": shop.partner, "reward": "cashback_at_the_till",
            "cashback": money(zlotys * 100), "total": total,
        });
        return Some(tills.send(shop.partner, at, "redemption", redemption));
    }
    let steps = steps(person, basket);
    let wants = person.purse.points >= SPENDABLE_POINTS && person.chance.per_mille(SPENDING_PER_MILLE.0);
    if steps < STEPS_MIN || !wants {
        return None;
    }
    person.purse.points -= steps * STEP_POINTS;
    let mut redemption =
        json!({"member": person.id, "partner": shop.partner, "reward": "points_at_the_till"});
    if person.chance.per_mille(450) {
        redemption["up_to"] = json!(true); // "as many as possible"
        person.purse.points /= 2; // which may be more than they thought
    } else {
        redemption["points"] = json!(steps * STEP_POINTS);
    }
    redemption["total"] = json!(total);
    Some(tills.send(shop.partner, at, "redemption", redemption))
}

/// How an online checkout ends.
enum Checkout {
    /// Nothing was bought; a hold, if there was one, lapses.
    Abandoned,
    /// Bought, with points that were captured, or without.
    Bought { captured: Option<String> },
}

/// Reserves points while somebody types an address, then captures them, wholly or in part, or releases them.
fn check_out(
    person: &mut Person,
    shop: &'static Shop,
    basket: &Basket,
    at: Moment,
    tills: &mut Tills,
) -> Checkout {
    let steps = steps(person, basket);
    let wants = person.purse.points >= SPENDABLE_POINTS && person.chance.per_mille(SPENDING_PER_MILLE.1);
    if steps < STEPS_MIN || !wants {
        return Checkout::Bought { captured: None };
    }
    let hold = json!({
        "member": person.id, "partner": shop.partner, "reward": "points_at_the_till",
        "points": steps * STEP_POINTS, "total": money(basket.net()),
    });
    let hold = tills.send(shop.partner, at, "hold", hold);
    let then = at.later(60 + person.chance.below(600));
    match person.chance.below(100) {
        0..7 => return Checkout::Abandoned,
        7..20 => {
            tills.send(shop.partner, then, "release", json!({"hold": hold}));
            return Checkout::Bought { captured: None };
        }
        _ => {}
    }
    let part = steps > STEPS_MIN && person.chance.per_mille(150);
    let captured = if part { person.chance.between(STEPS_MIN, steps - 1) } else { steps };
    let mut capture = json!({"hold": hold});
    if part {
        capture["points"] = json!(captured * STEP_POINTS);
    }
    person.purse.points -= captured * STEP_POINTS;
    Checkout::Bought { captured: Some(tills.send(shop.partner, then, "capture", capture)) }
}

fn have_a_coffee(person: &mut Person, location: &str, at: Moment, tills: &mut Tills) {
    if person.purse.points >= COFFEE_POINTS && person.chance.per_mille(COFFEES_PER_MILLE) {
        person.purse.points -= COFFEE_POINTS;
        let at = at.later(120 + person.chance.below(600));
        let coffee = json!({
            "member": person.id, "partner": SHOPS[CAFE].partner, "location": location, "reward": "coffee",
        });
        tills.send(SHOPS[CAFE].partner, at, "redemption", coffee);
    }
}

fn review(person: &mut Person, shop: &Shop, location: &str, at: Moment, tills: &mut Tills) {
    let stars = 1 + person.chance.weighted([5, 6, 13, 34, 42].into_iter());
    let mut review =
        json!({"member": person.id, "partner": shop.partner, "location": location, "stars": stars});
    if person.chance.per_mille(380) {
        let said: &str = if stars > 3 { person.chance.one_of(&PRAISE) } else { person.chance.one_of(&BLAME) };
        review["comment"] = json!(said);
    }
    let at = at.later(1_200 + person.chance.below(10_000));
    tills.send(APP, at, "review", review);
}

fn check_in(person: &mut Person, day: Day, tills: &mut Tills) {
    let cafe = &SHOPS[CAFE];
    let at = rhythm::time(cafe, day, &mut person.chance);
    let location = location(person, cafe);
    let check_in = json!({"member": person.id, "partner": cafe.partner, "location": location});
    tills.send(APP, at, "check_in", check_in);
}

fn in_the_evening(person: &mut Person, day: Day) -> Moment {
    day.at(person.chance.between(17, 21), person.chance.below(60)).later(person.chance.below(60))
}

fn give_to_the_shelter(person: &mut Person, day: Day, tills: &mut Tills) {
    let at = in_the_evening(person, day);
    let steps = person.chance.between(1, (person.purse.points / STEP_POINTS).min(5));
    person.purse.points -= steps * STEP_POINTS;
    let gift = json!({"member": person.id, "reward": "animal_shelter", "points": steps * STEP_POINTS});
    tills.send(APP, at, "redemption", gift);
}

fn go_to_the_cinema(person: &mut Person, day: Day, tills: &mut Tills) {
    let at = in_the_evening(person, day);
    person.purse.stamps -= CINEMA_STAMPS;
    tills.send(APP, at, "redemption", json!({"member": person.id, "reward": "family_cinema"}));
}

/// Gives points to somebody of the household.
fn help_out(people: &mut [Person], place: usize, day: Day, tills: &mut Tills) {
    let person = &mut people[place];
    let at = in_the_evening(person, day);
    if person.kin.is_empty() {
        return;
    }
    let to = person.chance.one_of(&person.kin);
    let points = 50 * person.chance.between(1, 3);
    person.purse.points -= points;
    let transfer: Value = json!({"from": person.id, "to": people[to].id, "points": points});
    people[to].purse.points += points;
    tills.send(APP, at, "transfer", transfer);
}
