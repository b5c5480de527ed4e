//! What holds for every instant, zone and length.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its builders too")]

use coterie_calendar::{Date, Instant, Period, Span, TimeOfDay, Window, Zone};
use proptest::prelude::*;

fn zones() -> impl Strategy<Value = Zone> {
    let names = vec![
        "UTC",
        "Europe/Warsaw",
        "America/New_York",
        "America/St_Johns",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Africa/Cairo",
        "America/Sao_Paulo",
        "Asia/Beirut",
    ];
    proptest::sample::select(names).prop_map(|name| Zone::named(name).unwrap())
}

/// 1970 to 2100, with the minutes around clock changes and midnights as likely as any.
fn instants() -> impl Strategy<Value = Instant> {
    prop_oneof![
        0_i64..4_102_444_800_000,
        (0_i64..47_000, -2_i64..=2).prop_map(|(day, near)| (day * 86_400_000 + near).max(0)),
        // The hours around the Warsaw changes of 2026.
        1_774_738_800_000_i64..1_774_753_200_000,
        1_792_879_200_000_i64..1_792_897_200_000,
    ]
    .prop_map(|millis| Instant::from_millis(millis).unwrap())
}

fn spans() -> impl Strategy<Value = Span> {
    (0_i32..60, 0_i32..800, 0_i64..10_000_000_000).prop_map(|(months, days, millis)| Span {
        months,
        days,
        millis,
    })
}

fn periods() -> impl Strategy<Value = Period> {
    proptest::sample::select(&Period::ALL[..])
}

fn windows() -> impl Strategy<Value = Window> {
    prop_oneof![
        Just(Window::Always),
        periods().prop_map(Window::This),
        periods().prop_map(Window::Last),
        (1_i32..60).prop_map(|months| Window::Rolling(Span::months(months))),
        (1_i32..800).prop_map(|days| Window::Rolling(Span::days(days))),
        (1_i64..10_000_000_000).prop_map(|millis| Window::Rolling(Span::millis(millis))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_instant_lies_in_its_period(zone in zones(), at in instants(), period in periods()) {
        let (start, end) = (zone.start_of(period, at), zone.next_start(period, at));
        prop_assert!(start <= at && at < end);
        prop_assert_eq!(zone.start_of(period, start), start);
        prop_assert_eq!(zone.start_of(period, end), end);
        prop_assert_eq!(zone.next_start(period, start), end);
    }

    #[test]
    fn a_label_names_the_period_it_was_made_from(zone in zones(), at in instants(), period in periods()) {
        let label = zone.label(period, at);
        let expected = (period, zone.start_of(period, at), zone.next_start(period, at));
        prop_assert_eq!(zone.period(&label), Ok(expected));
    }

    #[test]
    fn a_longer_span_ends_later(zone in zones(), at in instants(), span in spans(), more in 1_i32..40) {
        let end = zone.add(at, span).unwrap();
        prop_assert!(span.is_zero() || end > at);
        let days_more = Span { days: span.days + more, ..span };
        prop_assert!(zone.add(at, days_more).unwrap() > end);
        let millis_more = Span { millis: span.millis + i64::from(more), ..span };
        prop_assert!(zone.add(at, millis_more).unwrap() > end);
        let months_more = Span { months: span.months + more, ..span };
        prop_assert!(zone.sub(at, months_more).unwrap() < zone.sub(at, span).unwrap());
    }

    #[test]
    fn days_in_utc_are_exactly_86400_seconds(at in instants(), days in 0_i32..20_000) {
        let later = Zone::utc().add(at, Span::days(days)).unwrap();
        prop_assert_eq!(later.millis_since(at), i64::from(days) * 86_400_000);
        prop_assert_eq!(Zone::utc().sub(later, Span::days(days)), Ok(at));
    }

    #[test]
    fn in_utc_a_later_day_never_ends_earlier(a in instants(), b in instants(), span in spans()) {
        // Whole days, since the cut to a month's last day lets 30 January noon pass 31 January midnight.
        let midnight = |at| Zone::utc().start_of(Period::Day, at);
        let (a, b) = (midnight(a.min(b)), midnight(a.max(b)));
        prop_assert!(Zone::utc().add(a, span).unwrap() <= Zone::utc().add(b, span).unwrap());
    }

    #[test]
    fn a_window_contains_its_moment_unless_it_is_past(zone in zones(), at in instants(), window in windows()) {
        let range = zone.window(window, at);
        prop_assert_eq!(range.contains(at), !matches!(window, Window::Last(_)));
        prop_assert!(range.after.is_none_or(|after| after < range.up_to));
        prop_assert!(range.up_to <= at);
    }

    #[test]
    fn text_reads_back(zone in zones(), at in instants(), span in spans(), window in windows()) {
        prop_assert_eq!(at.to_string().parse(), Ok(at));
        prop_assert_eq!(at.in_zone(&zone).parse(), Ok(at));
        prop_assert_eq!(span.to_string().parse(), Ok(span));
        prop_assert_eq!(window.to_string().parse(), Ok(window));
    }

    #[test]
    fn the_wall_clock_agrees_with_jiff(zone in zones(), at in instants()) {
        let tz = jiff::tz::TimeZoneDatabase::bundled().get(zone.name()).unwrap();
        let theirs = jiff::Timestamp::from_millisecond(at.millis()).unwrap().to_zoned_datetime(tz);
        let ours = zone.local(at);
        prop_assert_eq!(
            (ours.year, ours.month as i8, ours.day as i8, ours.hour as i8, ours.minute as i8, ours.second as i8),
            (theirs.year(), theirs.month(), theirs.day(), theirs.hour(), theirs.minute(), theirs.second())
        );
        prop_assert_eq!(ours.weekday.index() as i8, theirs.weekday().to_monday_zero_offset());
    }

    #[test]
    fn calendar_steps_agree_with_jiff(zone in zones(), at in instants(), months in 0_i32..200, days in 0_i32..400) {
        let tz = jiff::tz::TimeZoneDatabase::bundled().get(zone.name()).unwrap();
        let start = jiff::Timestamp::from_millisecond(at.millis()).unwrap().to_zoned_datetime(tz);
        let span = jiff::Span::new().months(months).days(days);
        let theirs = start.checked_add(span).unwrap().timestamp().as_millisecond();
        prop_assume!(months + days > 0);
        prop_assert_eq!(zone.add(at, Span { months, days, millis: 0 }).unwrap().millis(), theirs);
    }

    #[test]
    fn the_next_anniversary_is_after_and_within_a_year_and_two_days(
        zone in zones(), at in instants(), days in 0_i64..20_000, seconds in 0_u32..86_400,
    ) {
        let date = Date::from_days(days).unwrap();
        let next = zone.next_anniversary(date, TimeOfDay::from_seconds(seconds).unwrap(), at);
        prop_assert!(next > at);
        prop_assert!(zone.local(at).date() < date || next.millis_since(at) <= 368 * 86_400_000);
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,40}") {
        let _ = Instant::parse(&text, &Zone::utc());
        let _ = text.parse::<Span>();
        let _ = text.parse::<Window>();
        let _ = text.parse::<Date>();
        let _ = Zone::utc().period(&text);
    }
}
