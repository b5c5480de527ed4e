//! Instants are read and written as people and machines write them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its builders too")]

use coterie_calendar::{CalendarError, Date, Instant, TimeOfDay, Weekday, Zone};

fn warsaw() -> Zone {
    Zone::named("Europe/Warsaw").unwrap()
}

fn utc(text: &str) -> Instant {
    text.parse().unwrap()
}

#[test]
fn rfc_3339_is_read_with_any_offset_and_written_in_utc() {
    let cases = [
        ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
        ("2026-03-07T18:30:00+01:00", 1_772_904_600_000, "2026-03-07T17:30:00Z"),
        ("2026-03-07t17:30:00.250z", 1_772_904_600_250, "2026-03-07T17:30:00.250Z"),
        ("2026-03-07 17:30:00.2509999Z", 1_772_904_600_250, "2026-03-07T17:30:00.250Z"),
        ("2026-03-07T12:00:00-05:30", 1_772_904_600_000, "2026-03-07T17:30:00Z"),
        ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
        ("2016-12-31T23:59:60Z", 1_483_228_799_000, "2016-12-31T23:59:59Z"),
    ];
    for (text, millis, written) in cases {
        let at = utc(text);
        assert_eq!((at.millis(), at.to_string().as_str()), (millis, written), "{text}");
    }
}

#[test]
fn a_text_without_an_offset_is_local_in_the_zone() {
    let cases = [
        ("2026-03-07T18:30", "2026-03-07T17:30:00Z"),
        ("2026-03-07T18:30:15.5", "2026-03-07T17:30:15.500Z"),
        ("2026-03-07", "2026-03-06T23:00:00Z"),
        ("2026-07-01", "2026-06-30T22:00:00Z"),
        // 02:00–03:00 is skipped on 29 March 2026 and occurs twice on 25 October 2026.
        ("2026-03-29T02:30", "2026-03-29T01:30:00Z"),
        ("2026-10-25T02:30", "2026-10-25T00:30:00Z"),
    ];
    for (text, written) in cases {
        assert_eq!(Instant::parse(text, &warsaw()).unwrap().to_string(), written, "{text}");
    }
    assert!("2026-03-07T18:30".parse::<Instant>().is_err(), "without a zone it means nothing");
}

#[test]
fn what_is_not_a_time_is_refused() {
    let texts = [
        "",
        "yesterday",
        "2026-3-7",
        "2026-03-07T",
        "2026-03-07T24:00",
        "2026-03-07T18:60",
        "2026-03-07T18:30:61Z",
        "2026-03-07T18:30:00.Z",
        "2026-03-07T18:30:00.1234567890Z",
        "2026-03-07T18:30:00+1:00",
        "2026-03-07T18:30:00Zulu",
        "+026-03-07",
        "２０２６-03-07",
    ];
    for text in texts {
        let refused = Instant::parse(text, &Zone::utc());
        assert!(matches!(refused, Err(CalendarError::NotUnderstood { .. })), "{text}: {refused:?}");
    }
    let missing = Instant::parse("2026-02-29", &Zone::utc());
    assert_eq!(missing, Err(CalendarError::NoSuchDay { year: 2026, month: 2, day: 29 }));
}

#[test]
fn years_outside_1900_to_2200_are_refused() {
    assert_eq!(Instant::MIN.to_string(), "1900-01-01T00:00:00Z");
    assert_eq!(Instant::MAX.to_string(), "2200-12-31T23:59:59.999Z");
    for text in
        ["1899-12-31T23:59:59Z", "2201-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "0000-01-01T00:00:00Z"]
    {
        assert_eq!(text.parse::<Instant>(), Err(CalendarError::OutOfRange), "{text}");
    }
    for text in ["0000-01-01", "9999-12-31"] {
        assert_eq!(Instant::parse(text, &warsaw()), Err(CalendarError::OutOfRange), "{text}");
    }
    for millis in [i64::MIN, Instant::MIN.millis() - 1, Instant::MAX.millis() + 1, i64::MAX] {
        assert_eq!(Instant::from_millis(millis), Err(CalendarError::OutOfRange));
        let stored = minicbor::to_vec(millis).unwrap();
        assert!(minicbor::decode::<Instant>(&stored).is_err());
    }
}

#[test]
fn in_a_zone_the_offset_is_written_and_reads_back_to_the_same_instant() {
    let at = utc("2026-03-07T17:30:00Z");
    assert_eq!(at.in_zone(&warsaw()), "2026-03-07T18:30:00+01:00");
    assert_eq!(at.in_zone(&Zone::named("America/St_Johns").unwrap()), "2026-03-07T14:00:00-03:30");
    assert_eq!(at.in_zone(&Zone::utc()), "2026-03-07T17:30:00+00:00");
    // Amsterdam was 19 minutes 32 seconds ahead in 1910.
    let then = utc("1910-06-01T12:00:00Z");
    let text = then.in_zone(&Zone::named("Europe/Amsterdam").unwrap());
    assert_eq!(utc(&text), then, "{text}");
}

#[test]
fn json_carries_text_and_storage_carries_the_integer() {
    let at = utc("2026-03-07T17:30:00Z");
    assert_eq!(serde_json::to_string(&at).unwrap(), r#""2026-03-07T17:30:00Z""#);
    assert_eq!(serde_json::from_str::<Instant>(r#""2026-03-07T18:30:00+01:00""#).unwrap(), at);
    let stored = minicbor::to_vec(at).unwrap();
    assert_eq!(stored, minicbor::to_vec(1_772_904_600_000_i64).unwrap());
    assert_eq!(minicbor::decode::<Instant>(&stored).unwrap(), at);
}

#[test]
fn an_unknown_zone_is_answered_with_the_nearest_name() {
    for (name, nearest) in [
        ("Europe/Warsow", "Europe/Warsaw"),
        ("warsaw", "Europe/Warsaw"),
        ("Europe/Kyyv", "Europe/Kyiv"),
        ("Amercia/New_York", "America/New_York"),
    ] {
        let refused = Zone::named(name);
        let expected = CalendarError::UnknownZone { name: name.to_owned(), nearest: nearest.to_owned() };
        assert_eq!(refused, Err(expected));
    }
    assert!(Zone::named("").is_err());
    assert!(Zone::named(&"Europe/".repeat(10_000)).is_err());
}

#[test]
fn a_zone_is_its_name_in_any_case() {
    let zone = Zone::named("europe/warsaw").unwrap();
    assert_eq!((zone.name(), zone.to_string().as_str()), ("Europe/Warsaw", "Europe/Warsaw"));
    assert_eq!(zone, warsaw());
    assert_eq!(serde_json::to_string(&zone).unwrap(), r#""Europe/Warsaw""#);
    let stored = minicbor::to_vec(&zone).unwrap();
    assert_eq!(minicbor::decode::<Zone>(&stored).unwrap(), zone);
    assert_eq!(Zone::named("utc").unwrap(), Zone::utc());
    assert!(Zone::named("Etc/Unknown").is_err());
}

#[test]
fn the_wall_clock_shows_day_weekday_and_time() {
    let local = warsaw().local(utc("2026-03-29T01:00:00Z"));
    assert_eq!((local.year, local.month, local.day), (2026, 3, 29));
    assert_eq!((local.hour, local.minute, local.second), (3, 0, 0));
    assert_eq!(local.weekday, Weekday::Sunday);
    assert_eq!(
        (local.date().to_string().as_str(), local.time().to_string().as_str()),
        ("2026-03-29", "03:00")
    );
    let just_before = warsaw().local(utc("2026-03-29T00:59:59.999Z"));
    assert_eq!((just_before.hour, just_before.minute, just_before.second), (1, 59, 59));
    let early = Zone::named("America/New_York").unwrap().local(Instant::MIN);
    assert_eq!((early.year, early.month, early.day), (1899, 12, 31));
}

#[test]
fn dates_times_and_weekdays_read_back_from_their_text() {
    for text in ["2024-02-29", "0001-01-01", "9999-12-31"] {
        let date: Date = text.parse().unwrap();
        assert_eq!(date.to_string(), text);
        assert_eq!(minicbor::decode::<Date>(&minicbor::to_vec(date).unwrap()).unwrap(), date);
        assert_eq!(Date::from_days(date.days()), Some(date));
    }
    for text in
        ["2023-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "0000-01-01", "2026-1-01", "x"]
    {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    assert_eq!("2026-03-07".parse::<Date>().unwrap().weekday(), Weekday::Saturday);
    assert_eq!("09:00".parse::<TimeOfDay>().unwrap().seconds(), 9 * 3600);
    assert_eq!("23:59:30".parse::<TimeOfDay>().unwrap().to_string(), "23:59:30");
    for text in ["24:00", "9:00", "09:60", "09:00:60", "09", "09:00 "] {
        assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
    }
    for day in Weekday::ALL {
        assert_eq!(day.to_string().parse::<Weekday>().unwrap(), day);
    }
    assert_eq!("mon".parse::<Weekday>().unwrap().index(), 0);
    assert!("Monday".parse::<Weekday>().is_err());
}
