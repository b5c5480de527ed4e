//! Birthdays come every year, those of 29 February too.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its builders too")]

use coterie_calendar::{CalendarError, Date, Instant, TimeOfDay, Zone};

fn warsaw() -> Zone {
    Zone::named("Europe/Warsaw").unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text, &warsaw()).unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn nine() -> TimeOfDay {
    "09:00".parse().unwrap()
}

#[test]
fn an_anniversary_is_the_same_day_at_the_given_local_time() {
    assert_eq!(warsaw().anniversary(date("1990-03-07"), 2026, nine()), Ok(at("2026-03-07T09:00")));
    assert_eq!(warsaw().anniversary(date("1990-07-07"), 2026, nine()), "2026-07-07T07:00:00Z".parse());
    assert_eq!(warsaw().anniversary(date("1990-03-07"), 2300, nine()), Err(CalendarError::OutOfRange));
    assert_eq!(warsaw().anniversary(date("1990-03-07"), i16::MIN, nine()), Err(CalendarError::OutOfRange));
}

#[test]
fn those_born_on_29_february_celebrate_on_the_28th_in_common_years() {
    let born = date("2004-02-29");
    assert_eq!(warsaw().anniversary(born, 2026, nine()), Ok(at("2026-02-28T09:00")));
    assert_eq!(warsaw().anniversary(born, 2028, nine()), Ok(at("2028-02-29T09:00")));
    assert_eq!(warsaw().next_anniversary(born, nine(), at("2027-03-01")), at("2028-02-29T09:00"));
    assert_eq!(born.whole_years_until(date("2026-02-27")), 21);
    assert_eq!(born.whole_years_until(date("2026-02-28")), 22);
    assert_eq!(born.whole_years_until(date("2028-02-28")), 23);
}

#[test]
fn the_next_anniversary_lies_after_the_moment() {
    let born = date("1990-03-07");
    let next = |after: &str| warsaw().next_anniversary(born, nine(), at(after));
    assert_eq!(next("2026-03-07T08:59:59"), at("2026-03-07T09:00"));
    assert_eq!(next("2026-03-07T09:00"), at("2027-03-07T09:00"));
    assert_eq!(next("2026-12-31T23:59"), at("2027-03-07T09:00"));
    let new_year = date("2000-01-01");
    assert_eq!(warsaw().next_anniversary(new_year, TimeOfDay::MIDNIGHT, at("2025-12-31")), at("2026-01-01"));
    assert_eq!(warsaw().next_anniversary(new_year, TimeOfDay::MIDNIGHT, Instant::MAX), Instant::MAX);
}

#[test]
fn a_date_still_to_come_is_its_own_first_anniversary() {
    assert_eq!(
        warsaw().next_anniversary(date("2030-05-01"), nine(), at("2026-03-07")),
        at("2030-05-01T09:00")
    );
}
