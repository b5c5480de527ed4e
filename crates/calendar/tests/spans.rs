//! Lengths of time are read from words and counted on the calendar of a zone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its builders too")]

use coterie_calendar::{CalendarError, Instant, Span, Zone};

fn at(text: &str, zone: &Zone) -> Instant {
    Instant::parse(text, zone).unwrap()
}

fn span(text: &str) -> Span {
    text.parse().unwrap()
}

#[test]
fn words_give_months_days_and_exact_time() {
    let cases = [
        ("12 months", Span::months(12), "1 year"),
        ("1 year", Span::months(12), "1 year"),
        ("2 quarters", Span::months(6), "6 months"),
        ("30 days", Span::days(30), "30 days"),
        ("2 weeks", Span::days(14), "14 days"),
        ("1 day", Span::days(1), "1 day"),
        ("36 hours", Span::hours(36), "36 hours"),
        ("15 minutes", Span::millis(900_000), "15 minutes"),
        ("10 seconds", Span::millis(10_000), "10 seconds"),
        ("1 year and 6 months", Span::months(18), "1 year 6 months"),
        (
            "1 month 3 days and 90 minutes",
            Span { months: 1, days: 3, millis: 5_400_000 },
            "1 month 3 days 1 hour 30 minutes",
        ),
        ("0 days", Span::ZERO, "0 days"),
    ];
    for (text, expected, written) in cases {
        assert_eq!(span(text), expected, "{text}");
        assert_eq!(expected.to_string(), written);
        assert_eq!(span(written), expected);
    }
}

#[test]
fn other_words_are_refused() {
    for text in [
        "",
        "12",
        "months",
        "12months",
        "-1 day",
        "+1 day",
        "1.5 days",
        "1 fortnight",
        "1 day and",
        "and 1 day",
        "1 day 2",
        "1000001 days",
        "99999999999 days",
        "1 dayss",
    ] {
        assert!(matches!(text.parse::<Span>(), Err(CalendarError::NotUnderstood { .. })), "{text}");
    }
    assert!("1 day ".repeat(1000).parse::<Span>().is_err());
}

#[test]
fn a_month_later_is_the_same_day_or_the_months_last() {
    let zone = Zone::named("Europe/Warsaw").unwrap();
    let cases = [
        ("2026-01-31T12:00", "1 month", "2026-02-28T12:00"),
        ("2024-01-31T12:00", "1 month", "2024-02-29T12:00"),
        ("2024-02-29T12:00", "1 year", "2025-02-28T12:00"),
        ("2024-02-29T12:00", "4 years", "2028-02-29T12:00"),
        ("2026-11-30T00:00", "1 quarter", "2027-02-28T00:00"),
        ("2026-12-15T23:59:59.999", "1 month", "2027-01-15T23:59:59.999"),
        // Months first, then days: 28 February and one day.
        ("2026-01-31T12:00", "1 month 1 day", "2026-03-01T12:00"),
    ];
    for (from, length, to) in cases {
        assert_eq!(zone.add(at(from, &zone), span(length)), Ok(at(to, &zone)), "{from} + {length}");
    }
    assert_eq!(zone.sub(at("2026-03-31", &zone), span("1 month")), Ok(at("2026-02-28", &zone)));
    assert_eq!(zone.sub(at("2026-01-15", &zone), span("13 months")), Ok(at("2024-12-15", &zone)));
}

#[test]
fn days_keep_the_wall_clock_and_hours_do_not_when_the_clocks_change() {
    let zone = Zone::named("Europe/Warsaw").unwrap();
    // Summer time begins on 29 March 2026: that day has 23 hours.
    let before = at("2026-03-28T12:00", &zone);
    assert_eq!(zone.add(before, span("1 day")), Ok(at("2026-03-29T12:00", &zone)));
    assert_eq!(zone.add(before, span("24 hours")), Ok(at("2026-03-29T13:00", &zone)));
    // It ends on 25 October 2026: that day has 25 hours.
    let before = at("2026-10-24T12:00", &zone);
    assert_eq!(zone.add(before, span("1 day")), Ok(at("2026-10-25T12:00", &zone)));
    assert_eq!(zone.add(before, span("24 hours")), Ok(at("2026-10-25T11:00", &zone)));
    // A skipped time moves forward by the gap; one that occurs twice means the first.
    assert_eq!(zone.add(at("2026-03-28T02:30", &zone), span("1 day")), Ok(at("2026-03-29T03:30", &zone)));
    assert_eq!(zone.add(at("2026-10-24T02:30", &zone), span("1 day")), "2026-10-25T00:30:00Z".parse());
}

#[test]
fn exact_time_leaves_the_second_of_two_equal_local_times_where_it_is() {
    let zone = Zone::named("Europe/Warsaw").unwrap();
    let second_half_past_two: Instant = "2026-10-25T01:30:00Z".parse().unwrap();
    assert_eq!(zone.add(second_half_past_two, Span::ZERO), Ok(second_half_past_two));
    assert_eq!(zone.add(second_half_past_two, span("1 hour")), "2026-10-25T02:30:00Z".parse());
}

#[test]
fn what_leaves_the_range_is_refused() {
    let zone = Zone::named("Europe/Warsaw").unwrap();
    let now = at("2026-03-07", &zone);
    for length in [span("200 years"), Span::days(i32::MAX), Span::months(i32::MAX), Span::millis(i64::MAX)] {
        assert_eq!(zone.add(now, length), Err(CalendarError::OutOfRange));
        assert_eq!(zone.sub(now, length), Err(CalendarError::OutOfRange));
    }
    let lowest = Span { months: i32::MIN, days: i32::MIN, millis: i64::MIN };
    assert_eq!(zone.add(now, lowest), Err(CalendarError::OutOfRange));
    assert_eq!(zone.sub(now, lowest), Err(CalendarError::OutOfRange));
}
