//! Who signs up in the year, and what they are like.

use coterie_calendar::Date;
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::moment::{Day, Moment};
use crate::names::{DISTRICTS, MEN, SURNAMES, WOMEN};
use crate::settings::{Settings, Year};
use crate::tills::{APP, Tills};
use crate::town::{AFFILIATES, SHOP_COUNT, SHOPS};

/// The stream of chance that makes the people; their lives have streams of their own, from [`LIVES_STREAM`] on.
const PEOPLE_STREAM: u64 = 0;
/// The stream of the first member's life. What lies between is for what is not anybody's.
const LIVES_STREAM: u64 = 16;

/// Of a thousand members, how many sign up in the first weeks, when all shops talk of it.
const AT_THE_LAUNCH_PER_MILLE: u32 = 300;
/// How many days these weeks have.
const LAUNCH_DAYS: u32 = 21;
/// Of a thousand, how many were invited.
const INVITED_PER_MILLE: u32 = 200;
/// Of a thousand who were not invited, how many an affiliate brought: a tenth of all.
const BROUGHT_PER_MILLE: u32 = 125;
/// Of a thousand, how many join somebody's household.
const KIN_PER_MILLE: u32 = 240;
/// The largest household.
const HOUSEHOLD_MAX: u32 = 5;
/// Of a thousand, how many stop coming.
const LAPSING_PER_MILLE: u32 = 230;
/// After how many days they do.
const LAPSING_DAYS: (u32, u32) = (30, 260);
/// Of a thousand, how many check in at the café, and how often in a thousand days.
const CHECKING_IN: (u32, (u32, u32)) = (130, (60, 260));
/// How long after joining a person's second card is found and merged.
const SECOND_CARD_DAYS: u32 = 75;

/// What a member does and has.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// `m0001` is who joined first.
    pub(crate) id: String,
    name: &'static str,
    /// A place in [`SURNAMES`]; a household shares it.
    surname: usize,
    woman: bool,
    birthday: Date,
    district: &'static str,
    pub(crate) joins: Moment,
    /// The first day on which they no longer come.
    pub(crate) leaves: Option<Day>,
    inviter: Option<usize>,
    /// The affiliate, and since when.
    brought_by: Option<(&'static str, Day)>,
    /// The number of the household, and from when on the programme knows it.
    household: Option<(usize, Moment)>,
    /// Others of the household who joined earlier.
    pub(crate) kin: Vec<usize>,
    /// The other card of the same person, of which this is the second.
    pub(crate) second_card_of: Option<usize>,
    /// Visits of each shop in a thousand ordinary days.
    pub(crate) visits: [u32; SHOP_COUNT],
    /// Check-ins in a thousand days.
    pub(crate) check_ins: u32,
    pub(crate) purse: Purse,
    pub(crate) chance: Chance,
}

/// What members believe to have: a rough count, since only the programme knows.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Purse {
    pub(crate) points: u32,
    /// In grosze.
    pub(crate) cashback: u32,
    pub(crate) stamps: u32,
}

impl Person {
    /// Whether they live with others who have a card, as the programme knows at a moment.
    pub(crate) fn lives_with_others(&self, at: Moment) -> bool {
        self.household.is_some_and(|(_, known)| known <= at)
    }

    fn sign_up(&self, people: &[Self], tills: &mut Tills) {
        let (her, his) = SURNAMES[self.surname];
        let mut signup = json!({
            "member": self.id, "name": self.name, "surname": if self.woman { her } else { his },
            "birthday": self.birthday.to_string(), "district": self.district,
        });
        if let Some(inviter) = self.inviter {
            signup["inviter"] = json!(people[inviter].id);
        }
        if let Some((affiliate, since)) = self.brought_by {
            signup["brought_by"] = json!({"is": affiliate, "since": since.date().to_string()});
        }
        match self.household {
            Some((number, known)) if known == self.joins => signup["household"] = household(number),
            Some((number, known)) => {
                let joined = json!({"member": self.id, "household": household(number)});
                tills.send(APP, known, "member", joined);
            }
            None => {}
        }
        tills.send(APP, self.joins, "signup", signup);
    }
}

fn household(number: usize) -> Value {
    format!("dom-{number:04}").into()
}

/// Makes all people of a year in the order in which they join.
pub(crate) fn people(settings: &Settings, year: Year) -> Vec<Person> {
    let mut chance = Chance::new(settings.seed, PEOPLE_STREAM);
    let mut joins: Vec<Moment> = (0..settings.members).map(|_| joining(year, &mut chance)).collect();
    joins.sort_unstable();
    let mut people: Vec<Person> = Vec::with_capacity(joins.len());
    let mut households: Vec<u32> = Vec::new();
    for (number, joins) in joins.into_iter().enumerate() {
        let life = Chance::new(settings.seed, LIVES_STREAM + number as u64);
        let mut person = stranger(number, joins, year, &mut chance, life);
        if number > 0 && chance.per_mille(KIN_PER_MILLE) {
            move_in(&mut person, chance.below(number as u32) as usize, &mut people, &mut households);
        }
        if number > 0 && chance.per_mille(INVITED_PER_MILLE) {
            let by = chance.below(number as u32) as usize;
            person.inviter = Some(person.kin.first().copied().unwrap_or(by));
        } else if chance.per_mille(BROUGHT_PER_MILLE) {
            let clicked = Day(joins.day.0 - i64::from(chance.below(10)));
            person.brought_by = Some((chance.one_of(&AFFILIATES), clicked));
        }
        people.push(person);
    }
    take_a_second_card(&mut people, year);
    people
}

/// Sends all sign-ups, and whatever else becomes known of people.
pub(crate) fn sign_up(people: &[Person], tills: &mut Tills) {
    for person in people {
        person.sign_up(people, tills);
    }
}

fn joining(year: Year, chance: &mut Chance) -> Moment {
    let days = year.days() as u32;
    let days = if chance.per_mille(AT_THE_LAUNCH_PER_MILLE) { LAUNCH_DAYS.min(days) } else { days };
    let moment = year.first.plus(chance.below(days)).at(chance.between(8, 20), chance.below(60));
    moment.later(chance.below(60))
}

/// Somebody who lives alone, was not invited and not brought.
fn stranger(number: usize, joins: Moment, year: Year, chance: &mut Chance, life: Chance) -> Person {
    let woman = chance.per_mille(560);
    let age_days = chance.between(18 * 365, 78 * 365);
    let leaves = chance
        .per_mille(LAPSING_PER_MILLE)
        .then(|| joins.day.plus(chance.between(LAPSING_DAYS.0, LAPSING_DAYS.1)))
        .filter(|day| *day < year.end);
    let mut visits = [0; SHOP_COUNT];
    for (often, shop) in visits.iter_mut().zip(&SHOPS) {
        if chance.per_mille(shop.regulars_per_mille) {
            // The smaller of two draws: many come rarely, a few very often.
            let (least, most) = shop.visits;
            *often = chance.between(least, most).min(chance.between(least, most));
        }
    }
    let (some, often) = CHECKING_IN;
    Person {
        id: format!("m{:04}", number + 1),
        name: if woman { chance.one_of(&WOMEN) } else { chance.one_of(&MEN) },
        surname: chance.below(SURNAMES.len() as u32) as usize,
        woman,
        birthday: Day(year.first.0 - i64::from(age_days)).date(),
        district: chance.one_of(&DISTRICTS),
        joins,
        leaves,
        inviter: None,
        brought_by: None,
        household: None,
        kin: Vec::new(),
        second_card_of: None,
        visits,
        check_ins: if chance.per_mille(some) { chance.between(often.0, often.1) } else { 0 },
        purse: Purse::default(),
        chance: life,
    }
}

/// Joins the household of somebody, who founds one if there is none; a full one takes nobody.
fn move_in(person: &mut Person, with: usize, people: &mut [Person], households: &mut Vec<u32>) {
    let host = &mut people[with];
    let (number, _) = *host.household.get_or_insert_with(|| {
        households.push(1);
        (households.len(), person.joins)
    });
    let size = &mut households[number - 1];
    if *size < HOUSEHOLD_MAX {
        *size += 1;
        person.household = Some((number, person.joins));
        person.surname = host.surname;
        person.district = host.district;
        person.kin = host.kin.iter().copied().chain([with]).collect();
    }
}

/// One person forgets the first card and signs up again; the office finds out some months later.
fn take_a_second_card(people: &mut [Person], year: Year) {
    let alone = |from: usize, people: &[Person]| {
        (from..people.len())
            .find(|place| people[*place].household.is_none() && people[*place].leaves.is_none())
    };
    let Some(first) = alone(people.len() / 8, people) else { return };
    let Some(second) = alone((people.len() / 3).max(first + 1), people) else { return };
    let found = people[second].joins.day.plus(SECOND_CARD_DAYS);
    if found < year.end {
        let Person { name, surname, woman, birthday, district, .. } = people[first];
        let second = &mut people[second];
        (second.name, second.surname, second.woman) = (name, surname, woman);
        (second.birthday, second.district) = (birthday, district);
        second.inviter = second.inviter.filter(|inviter| *inviter != first);
        second.second_card_of = Some(first);
        second.leaves = Some(found);
    }
}
