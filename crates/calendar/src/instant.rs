//! Moments on the time line.

use std::{fmt, str::FromStr};

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::{
    CalendarError, Zone,
    date::{civil_from_days, days_from_civil, days_in_month, scan_date},
    error::not_understood,
    local::{MILLIS_PER_DAY, MILLIS_PER_SECOND},
    scan::Scan,
    text::serde_as_text,
};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Text outside is RFC 3339; stored as a CBOR integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The first year handled: nobody alive was born before it.
    pub const YEAR_MIN: i16 = 1900;
    /// The last year handled: far enough for any expiry, near enough that a sum of spans cannot overflow.
    pub const YEAR_MAX: i16 = 2200;
    /// 1900-01-01T00:00:00Z.
    pub const MIN: Self = Self(days_from_civil(1900, 1, 1) * MILLIS_PER_DAY);
    /// 2200-12-31T23:59:59.999Z.
    pub const MAX: Self = Self(days_from_civil(2201, 1, 1) * MILLIS_PER_DAY - 1);

    const EXPECTED: &str = "a time (2026-03-07T18:30:00Z, 2026-03-07T18:30 or 2026-03-07)";

    /// From milliseconds since the Unix epoch.
    pub fn from_millis(millis: i64) -> Result<Self, CalendarError> {
        if (Self::MIN.0..=Self::MAX.0).contains(&millis) {
            Ok(Self(millis))
        } else {
            Err(CalendarError::OutOfRange)
        }
    }

    /// From seconds since the Unix epoch.
    pub fn from_seconds(seconds: i64) -> Result<Self, CalendarError> {
        Self::from_millis(seconds.saturating_mul(MILLIS_PER_SECOND))
    }

    /// The nearest instant handled.
    #[inline]
    pub(crate) fn saturating(millis: i64) -> Self {
        Self(millis.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Milliseconds since the Unix epoch.
    #[inline]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Milliseconds from `earlier` to this instant, negative if `earlier` is later.
    #[inline]
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// The millisecond before, or the first instant handled.
    #[inline]
    pub fn just_before(self) -> Self {
        Self::saturating(self.0 - 1)
    }

    /// The millisecond after, or the last instant handled.
    #[inline]
    pub fn just_after(self) -> Self {
        Self::saturating(self.0 + 1)
    }

    /// Parses RFC 3339 with an offset, or `2026-03-07T18:30[:SS[.mmm]]` and `2026-03-07` as local in `zone`.
    ///
    /// Digits below the millisecond are cut. A leap second (`:60`) is read as `:59`. A local time that a clock change
    /// skips moves forward, one that occurs twice means the first.
    pub fn parse(text: &str, zone: &Zone) -> Result<Self, CalendarError> {
        let written = scan(text).ok_or_else(|| not_understood(text, Self::EXPECTED))?;
        let days = written.days()?;
        match written.offset_seconds {
            Some(offset) => {
                Self::from_millis(days * MILLIS_PER_DAY + written.millis_of_day - offset * MILLIS_PER_SECOND)
            }
            None => Self::from_millis(zone.resolve(days, written.millis_of_day)),
        }
    }

    /// RFC 3339 with the zone's offset: `2026-03-07T18:30:00+01:00`. Offsets that had seconds (local mean times before
    /// about 1920) are cut to the minute, and the local time with them, so that the text names this very instant.
    pub fn in_zone(self, zone: &Zone) -> String {
        let offset_minutes = zone.offset_seconds(self) / 60;
        let mut text = String::with_capacity(32);
        write_local(&mut text, self.0 + offset_minutes * 60 * MILLIS_PER_SECOND)
            .and_then(|()| write_offset(&mut text, offset_minutes))
            .expect("a String takes any text");
        text
    }
}

fn write_local(out: &mut dyn fmt::Write, local_millis: i64) -> fmt::Result {
    let (year, month, day) = civil_from_days(local_millis.div_euclid(MILLIS_PER_DAY));
    let millis_of_day = local_millis.rem_euclid(MILLIS_PER_DAY);
    let seconds = millis_of_day / MILLIS_PER_SECOND;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
    match millis_of_day % MILLIS_PER_SECOND {
        0 => Ok(()),
        millis => write!(out, ".{millis:03}"),
    }
}

fn write_offset(out: &mut dyn fmt::Write, minutes: i64) -> fmt::Result {
    let sign = if minutes < 0 { '-' } else { '+' };
    write!(out, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// What a text says before it is placed on the time line.
struct Written {
    date: (i16, u8, u8),
    millis_of_day: i64,
    offset_seconds: Option<i64>,
}

impl Written {
    fn days(&self) -> Result<i64, CalendarError> {
        let (year, month, day) = self.date;
        let exists = (1..=12).contains(&month) && (1..=days_in_month(i32::from(year), month)).contains(&day);
        if exists {
            Ok(days_from_civil(i32::from(year), month, day))
        } else {
            Err(CalendarError::NoSuchDay { year, month, day })
        }
    }
}

fn scan(text: &str) -> Option<Written> {
    let mut scan = Scan::new(text);
    let date = scan_date(&mut scan)?;
    if scan.is_done() {
        return Some(Written { date, millis_of_day: 0, offset_seconds: None });
    }
    if !scan.skip(b'T') && !scan.skip(b't') {
        scan.expect(b' ')?;
    }
    let hour = scan.digits(2).filter(|hour| *hour < 24)?;
    scan.expect(b':')?;
    let minute = scan.digits(2).filter(|minute| *minute < 60)?;
    let (mut second, mut millis) = (0, 0);
    if scan.skip(b':') {
        second = scan.digits(2).filter(|second| *second <= 60)?.min(59);
        if scan.skip(b'.') {
            let (fraction, digits) = scan.digit_run()?;
            millis = u64::from(fraction) * 1000 / 10_u64.pow(digits as u32);
        }
    }
    let seconds = hour * 3600 + minute * 60 + second;
    let millis_of_day = i64::from(seconds) * MILLIS_PER_SECOND + millis as i64;
    let offset_seconds = if scan.is_done() { None } else { Some(scan_offset(&mut scan)?) };
    scan.finish()?;
    Some(Written { date, millis_of_day, offset_seconds })
}

fn scan_offset(scan: &mut Scan<'_>) -> Option<i64> {
    if scan.skip(b'Z') || scan.skip(b'z') {
        return Some(0);
    }
    let sign = if scan.skip(b'-') { -1 } else { scan.expect(b'+').map(|()| 1)? };
    let hours = scan.digits(2).filter(|hours| *hours < 24)?;
    scan.expect(b':')?;
    let minutes = scan.digits(2).filter(|minutes| *minutes < 60)?;
    Some(sign * i64::from(hours * 3600 + minutes * 60))
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC, with milliseconds only when there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_local(f, self.0)?;
        f.write_str("Z")
    }
}

impl FromStr for Instant {
    type Err = CalendarError;

    /// Parses RFC 3339; a text without an offset is refused here, since it means nothing without a zone.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = "an RFC 3339 time with an offset (2026-03-07T18:30:00Z)";
        match scan(text) {
            Some(written) if written.offset_seconds.is_some() => Self::parse(text, &Zone::utc()),
            _ => Err(not_understood(text, expected)),
        }
    }
}

serde_as_text!(Instant);

impl<C> Encode<C> for Instant {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.i64(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Instant {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::from_millis(d.i64()?).map_err(|_| decode::Error::message("instant out of range"))
    }
}
