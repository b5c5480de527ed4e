//! Calendar periods begin where the zone's wall calendar turns a leaf.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its builders too")]

use coterie_calendar::{CalendarError, Instant, Period, Range, Window, Zone};

fn warsaw() -> Zone {
    Zone::named("Europe/Warsaw").unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text, &warsaw()).unwrap()
}

#[test]
fn a_period_runs_from_its_first_instant_to_the_next_periods_first() {
    let now = at("2026-03-07T18:30");
    let cases = [
        (Period::Day, "2026-03-07", "2026-03-07", "2026-03-08"),
        (Period::Week, "2026-W10", "2026-03-02", "2026-03-09"),
        (Period::Month, "2026-03", "2026-03-01", "2026-04-01"),
        (Period::Quarter, "2026-Q1", "2026-01-01", "2026-04-01"),
        (Period::Year, "2026", "2026-01-01", "2027-01-01"),
    ];
    for (period, label, start, end) in cases {
        assert_eq!(warsaw().start_of(period, now), at(start), "{period}");
        assert_eq!(warsaw().next_start(period, now), at(end), "{period}");
        assert_eq!(warsaw().label(period, now), label);
        assert_eq!(warsaw().period(label), Ok((period, at(start), at(end))));
    }
}

#[test]
fn the_first_instant_belongs_to_the_new_period() {
    let midnight = at("2026-04-01");
    assert_eq!(warsaw().start_of(Period::Month, midnight), midnight);
    assert_eq!(warsaw().label(Period::Month, midnight), "2026-04");
    assert_eq!(warsaw().label(Period::Month, midnight.just_before()), "2026-03");
    // The same instant is still March in UTC.
    assert_eq!(Zone::utc().label(Period::Month, midnight), "2026-03");
}

#[test]
fn an_iso_week_belongs_to_the_year_of_its_thursday() {
    for (day, label) in [
        ("2026-01-01", "2026-W01"),
        ("2025-12-29", "2026-W01"),
        ("2025-12-28", "2025-W52"),
        ("2027-01-01", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("2024-12-31", "2025-W01"),
    ] {
        assert_eq!(warsaw().label(Period::Week, at(day)), label, "{day}");
    }
}

#[test]
fn days_of_clock_changes_have_23_and_25_hours() {
    let hours = |label: &str| {
        let (_, start, end) = warsaw().period(label).unwrap();
        end.millis_since(start) / 3_600_000
    };
    assert_eq!((hours("2026-03-28"), hours("2026-03-29"), hours("2026-10-25")), (24, 23, 25));
    assert_eq!((hours("2024-02"), hours("2026-02")), (29 * 24, 28 * 24));
    assert_eq!((hours("2026"), hours("2024")), (365 * 24, 366 * 24));
}

#[test]
fn periods_are_counted_back_and_forth() {
    let now = at("2026-03-31T12:00");
    assert_eq!(warsaw().nth_start(Period::Month, now, -1), at("2026-02-01"));
    assert_eq!(warsaw().nth_start(Period::Month, now, -3), at("2025-12-01"));
    assert_eq!(warsaw().nth_start(Period::Quarter, now, -1), at("2025-10-01"));
    assert_eq!(warsaw().nth_start(Period::Week, now, -2), at("2026-03-16"));
    assert_eq!(warsaw().nth_start(Period::Year, now, 2), at("2028-01-01"));
    assert_eq!(warsaw().nth_start(Period::Year, now, i32::MIN), Instant::MIN);
    assert_eq!(warsaw().nth_start(Period::Year, now, i32::MAX), Instant::MAX);
}

#[test]
fn what_labels_no_period_is_refused() {
    for label in [
        "",
        "26",
        "2026-",
        "2026-13",
        "2026-00",
        "2026-W00",
        "2025-W53",
        "2026-W54",
        "2026-Q0",
        "2026-Q5",
        "2026-Q",
        "2026-02-30",
        "2026-3",
        "2026-w10",
        "2026-W1",
        "2026-03-07T",
        "2026x03x07",
        "last month",
    ] {
        assert!(matches!(warsaw().period(label), Err(CalendarError::NotUnderstood { .. })), "{label}");
    }
    for label in ["1850", "0000", "9999-12", "2300-W01", "1899-12-30"] {
        assert_eq!(warsaw().period(label), Err(CalendarError::OutOfRange), "{label}");
    }
}

#[test]
fn days_never_overlap_where_the_clock_went_back_over_midnight() {
    // At 00:01 on 1 November 2009 the clocks of St. John's went back to 23:01 on 31 October.
    let zone = Zone::named("America/St_Johns").unwrap();
    let again_october: Instant = "2009-11-01T03:00:00Z".parse().unwrap();
    assert_eq!(zone.local(again_october).day, 31, "the wall calendar shows October once more");
    let (start, end) =
        (zone.start_of(Period::Day, again_october), zone.next_start(Period::Day, again_october));
    assert!(start <= again_october && again_october < end);
    assert_eq!(zone.label(Period::Day, again_october), "2009-11-01");
}

#[test]
fn windows_hold_what_they_say() {
    let now = at("2026-03-29T12:00");
    let range = |text: &str| warsaw().window(text.parse().unwrap(), now);
    let from = |first: &str| Some(at(first).just_before());
    assert_eq!(range("always"), Range { after: None, up_to: now });
    assert_eq!(range("this month"), Range { after: from("2026-03-01"), up_to: now });
    assert_eq!(
        range("last month"),
        Range { after: from("2026-02-01"), up_to: at("2026-03-01").just_before() }
    );
    assert_eq!(
        range("last quarter"),
        Range { after: from("2025-10-01"), up_to: at("2026-01-01").just_before() }
    );
    assert_eq!(range("last 365 days"), Range { after: Some(at("2025-03-29T12:00")), up_to: now });
    assert_eq!(range("last 24 hours"), Range { after: Some(at("2026-03-28T11:00")), up_to: now });
}

#[test]
fn a_window_has_its_end_and_not_its_beginning() {
    let now = at("2026-03-07T12:00");
    let range = warsaw().window("last 30 days".parse().unwrap(), now);
    let edge = at("2026-02-05T12:00");
    assert!(!range.contains(edge), "exactly 30 days ago is out");
    assert!(range.contains(Instant::from_millis(edge.millis() + 1).unwrap()));
    assert!(range.contains(now));
    assert!(!range.contains(Instant::from_millis(now.millis() + 1).unwrap()));
    let month = warsaw().window(Window::This(Period::Month), now);
    assert!(month.contains(at("2026-03-01")), "the month's first instant is in");
    assert!(!month.contains(at("2026-03-01").just_before()));
}

#[test]
fn windows_are_written_as_they_are_read() {
    for text in
        ["always", "this day", "this week", "this month", "last quarter", "last year", "last 365 days"]
    {
        let window: Window = text.parse().unwrap();
        assert_eq!(window.to_string(), text);
        assert_eq!(minicbor::decode::<Window>(&minicbor::to_vec(window).unwrap()).unwrap(), window);
        assert_eq!(serde_json::to_value(window).unwrap(), text);
    }
    for text in ["", "Always", "this", "this 3 days", "last", "last 0 days", "next month", "last fortnight"] {
        assert!(text.parse::<Window>().is_err(), "{text}");
    }
}
