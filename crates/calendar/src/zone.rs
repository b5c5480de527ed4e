//! Time zones: from the time line to the wall clock and back.

use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
    sync::LazyLock,
};

use jiff::{
    Timestamp, civil,
    tz::{TimeZone, TimeZoneDatabase},
};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use strsim::osa_distance;

use crate::{
    CalendarError, Instant, Local, Span,
    date::{civil_from_days, days_from_civil, days_in_month},
    error::shown,
    local::{MILLIS_PER_DAY, MILLIS_PER_SECOND},
    text::serde_as_text,
};

/// The zone rules compiled into the program; the machine's own are never read, so that a replay elsewhere agrees.
static RULES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone of the IANA database, cheap to clone.
#[derive(Clone)]
pub struct Zone {
    /// `None` is UTC, whose arithmetic needs no rules.
    rules: Option<TimeZone>,
}

impl Zone {
    /// Coordinated Universal Time.
    pub const fn utc() -> Self {
        Self { rules: None }
    }

    /// The zone of this IANA name, whatever its case: `Europe/Warsaw`, `UTC`.
    pub fn named(name: &str) -> Result<Self, CalendarError> {
        if ["UTC", "Etc/UTC"].iter().any(|utc| utc.eq_ignore_ascii_case(name)) {
            return Ok(Self::utc());
        }
        // `Etc/Unknown` is found but nameless: it stands for the lack of a zone.
        match RULES.get(name).ok().filter(|rules| rules.iana_name().is_some()) {
            Some(rules) => Ok(Self { rules: Some(rules) }),
            None => {
                Err(CalendarError::UnknownZone { name: shown(name), nearest: nearest_name(&shown(name)) })
            }
        }
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        let named = self.rules.as_ref().map_or(Some("UTC"), TimeZone::iana_name);
        named.expect("a zone is only made from a name")
    }

    /// Whether a clock change can fall near midnight: in every zone but UTC.
    pub(crate) const fn rules_change_days(&self) -> bool {
        self.rules.is_some()
    }

    /// Seconds that the wall clock is ahead of UTC.
    #[inline]
    pub(crate) fn offset_seconds(&self, at: Instant) -> i64 {
        match &self.rules {
            None => 0,
            Some(rules) => {
                let at = Timestamp::from_millisecond(at.millis()).expect("jiff's range contains ours");
                i64::from(rules.to_offset(at).seconds())
            }
        }
    }

    /// The wall clock at an instant, in milliseconds since the local 1970-01-01T00:00.
    #[inline]
    pub(crate) fn local_millis(&self, at: Instant) -> i64 {
        at.millis() + self.offset_seconds(at) * MILLIS_PER_SECOND
    }

    /// The instant, in milliseconds, at which the wall clock shows a time of a day since 1970-01-01. A time that occurs
    /// twice means the first; one that is skipped moves forward by the gap. May lie outside the range of [`Instant`].
    pub(crate) fn resolve(&self, days: i64, millis_of_day: i64) -> i64 {
        let as_utc = days.saturating_mul(MILLIS_PER_DAY).saturating_add(millis_of_day);
        // Two days beyond the range no offset can bring the instant back into it, and jiff needs not be asked.
        let reach = Instant::MIN.millis() - 2 * MILLIS_PER_DAY..=Instant::MAX.millis() + 2 * MILLIS_PER_DAY;
        match &self.rules {
            Some(rules) if reach.contains(&as_utc) => {
                let (year, month, day) = civil_from_days(days);
                let seconds = millis_of_day / MILLIS_PER_SECOND;
                let nanos = millis_of_day % MILLIS_PER_SECOND * 1_000_000;
                let wall = civil::DateTime::new(
                    year as i16,
                    month as i8,
                    day as i8,
                    (seconds / 3600) as i8,
                    (seconds / 60 % 60) as i8,
                    (seconds % 60) as i8,
                    nanos as i32,
                );
                let wall = wall.expect("the day comes from the calendar and the time is within it");
                let at = rules.to_ambiguous_timestamp(wall).compatible();
                at.expect("jiff's range contains ours and two days more").as_millisecond()
            }
            _ => as_utc,
        }
    }

    /// What the wall clock and calendar show.
    #[inline]
    pub fn local(&self, at: Instant) -> Local {
        Local::of_millis(self.local_millis(at))
    }

    /// The instant a span later: first the months (the day of the month is cut to the month's last: 31 January plus one
    /// month is 28 or 29 February), then the days, both at the same wall-clock time, then the exact rest.
    ///
    /// Adding and then subtracting a span need not return to the start, since months differ in length.
    pub fn add(&self, at: Instant, span: Span) -> Result<Instant, CalendarError> {
        Instant::from_millis(self.add_millis(at, span))
    }

    /// The instant a span earlier; see [`Zone::add`].
    pub fn sub(&self, at: Instant, span: Span) -> Result<Instant, CalendarError> {
        self.add(at, span.negated())
    }

    pub(crate) fn add_millis(&self, at: Instant, span: Span) -> i64 {
        let stepped = if span.months == 0 && span.days == 0 {
            at.millis()
        } else {
            let local = self.local_millis(at);
            let days = add_months(local.div_euclid(MILLIS_PER_DAY), span.months) + i64::from(span.days);
            self.resolve(days, local.rem_euclid(MILLIS_PER_DAY))
        };
        stepped.saturating_add(span.millis)
    }
}

/// Days since 1970-01-01 of the same day of the month, or the month's last, some months on.
fn add_months(days: i64, months: i32) -> i64 {
    if months == 0 {
        return days;
    }
    let (year, month, day) = civil_from_days(days);
    let month_index = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
    let (year, month) = (month_index.div_euclid(12) as i32, month_index.rem_euclid(12) as u8 + 1);
    days_from_civil(year, month, day.min(days_in_month(year, month)))
}

/// The name with the fewest insertions, deletions, substitutions and swaps of neighbours; a city alone will do.
fn nearest_name(name: &str) -> String {
    let wanted = name.to_ascii_lowercase();
    let distance = |known: &str| {
        let known = known.to_ascii_lowercase();
        let city = known.rsplit('/').next().unwrap_or(&known);
        osa_distance(&wanted, &known).min(osa_distance(&wanted, city))
    };
    let names = RULES.available().map(|known| known.to_string());
    names.min_by_key(|known| (distance(known), known.clone())).unwrap_or_else(|| "UTC".to_owned())
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl FromStr for Zone {
    type Err = CalendarError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::named(name)
    }
}

serde_as_text!(Zone);

impl<C> Encode<C> for Zone {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.str(self.name())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Zone {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::named(d.str()?).map_err(|_| decode::Error::message("unknown time zone"))
    }
}
