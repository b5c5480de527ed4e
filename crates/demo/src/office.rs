//! What the coalition's office does in the year: it closes months, corrects accounts, merges a second card, and hears the
//! customers' verdict on every partner each quarter.

use serde_json::{Value, json};

use crate::chance::Chance;
use crate::moment::{Day, Moment};
use crate::people::Person;
use crate::settings::Year;
use crate::tills::{OFFICE, SURVEYS, Tills};
use crate::town::{AFFILIATES, SHOPS};

/// The day of the month, and the hour, at which the month before is closed: a day after it, for tills that were offline.
const CLOSING: (u8, u32) = (2, 9);
/// The day of the month after a quarter on which its verdict is told.
const VERDICT_DAY: u8 = 10;
/// After so many days a mistake in the second verdict is corrected.
const CORRECTION_DAYS: u32 = 11;
/// How many accounts of members are corrected in a year.
const CORRECTIONS: u32 = 12;
/// Why points are added.
const AMENDS: [&str; 4] =
    ["the till was offline", "an apology for a long queue", "a damaged parcel", "a receipt without the card"];

/// Sends everything that the office does.
pub(crate) fn plan(people: &[Person], year: Year, chance: &mut Chance, tills: &mut Tills) {
    close_months(year, tills);
    tell_verdicts(year, chance, tills);
    correct_accounts(people, year, chance, tills);
    for card in people {
        if let (Some(first), Some(found)) = (card.second_card_of, card.leaves) {
            let merge = json!({"from": card.id, "into": people[first].id});
            tills.send(OFFICE, found.at(9, 30), "merge", merge);
        }
    }
}

fn close_months(year: Year, tills: &mut Tills) {
    // The months in which the year's days lie, the last of them after the year's end.
    let mut month = None;
    for day in (year.first.0..year.end.0).map(Day) {
        let date = day.date();
        let this = (date.year(), date.month());
        if month == Some(this) {
            continue;
        }
        month = Some(this);
        let mut closing = day.plus(28);
        while closing.date().month() == date.month() || closing.date().day() != CLOSING.0 {
            closing = closing.plus(1);
        }
        tills.close(format!("{:04}-{:02}", this.0, this.1), closing.at(CLOSING.1, 0));
    }
}

/// The days on which a verdict is told, each with its quarter.
fn verdicts(year: Year) -> impl Iterator<Item = (Day, String)> {
    let days = (year.first.0 + i64::from(VERDICT_DAY)..year.end.0).map(Day);
    days.filter_map(|day| {
        let date = day.date();
        let quarter = match (date.day(), date.month()) {
            (VERDICT_DAY, 1) => format!("{:04}-Q4", date.year() - 1),
            (VERDICT_DAY, month @ (4 | 7 | 10)) => format!("{:04}-Q{}", date.year(), month / 3),
            _ => return None,
        };
        Some((day, quarter))
    })
}

fn tell_verdicts(year: Year, chance: &mut Chance, tills: &mut Tills) {
    for (number, (day, quarter)) in verdicts(year).enumerate() {
        let mut at = day.at(10, 0);
        for (place, of) in SHOPS.iter().map(|shop| shop.partner).chain(AFFILIATES).enumerate() {
            at = at.later(60);
            let state = match (number, place) {
                (0, _) => "shadow", // the first quarter only shows what would be paid
                (2, 4) => "held",   // too few answers to pay by
                _ => "paying",
            };
            let answers = if state == "held" { chance.between(6, 19) } else { chance.between(60, 240) };
            let mut score = verdict(of, &quarter, state, answers, chance);
            let said = tills.send(SURVEYS, at, "score", score.clone());
            if (number, place) == (1, 2) {
                // Some answers had been counted for the wrong location.
                score["factor"] = json!(factor(chance.between(55, 70)));
                score["n"] = json!(answers - 9);
                score["supersedes"] = json!(said);
                tills.send(SURVEYS, day.plus(CORRECTION_DAYS).at(11, 0), "score", score);
            }
        }
    }
}

fn verdict(of: &str, quarter: &str, state: &str, answers: u32, chance: &mut Chance) -> Value {
    json!({
        "of": of, "factor": factor(chance.between(60, 110)), "state": state, "period": quarter,
        "method": "nps/1", "n": answers,
    })
}

/// Hundredths as decimal text.
fn factor(hundredths: u32) -> String {
    crate::basket::money(hundredths)
}

fn correct_accounts(people: &[Person], year: Year, chance: &mut Chance, tills: &mut Tills) {
    let days = year.days() as u32;
    let mut times: Vec<Moment> = (0..CORRECTIONS)
        .map(|_| {
            year.first.plus(chance.between(days / 6, days - 1)).at(chance.between(9, 15), chance.below(60))
        })
        .collect();
    times.sort_unstable();
    for (number, at) in times.into_iter().enumerate() {
        let known = people.iter().take_while(|person| person.joins.day < at.day).count() as u32;
        if known == 0 {
            continue;
        }
        let member = &people[chance.below(known) as usize].id;
        let (points, reason) = if number % 4 == 3 {
            (-i64::from(chance.between(5, 20)), "counted twice")
        } else {
            (i64::from(10 * chance.between(2, 10)), chance.one_of(&AMENDS))
        };
        tills.send(OFFICE, at, "adjustment", json!({"member": member, "points": points, "reason": reason}));
    }
    let agreed = year.first.plus(days / 2).at(14, 0);
    let reason = "a text on the summer market, agreed by phone";
    let extra =
        json!({"partner": AFFILIATES[0], "commission": "150.00", "reason": reason, "payer": "coalition"});
    tills.send(OFFICE, agreed, "adjustment", extra);
}
