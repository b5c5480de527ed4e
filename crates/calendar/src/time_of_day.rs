//! Times on the wall clock.

use std::{fmt, str::FromStr};

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::{CalendarError, error::not_understood, scan::Scan, text::serde_as_text};

/// A time on the wall clock, to the second: `09:00`, `23:59:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    /// The first moment of the day.
    pub const MIDNIGHT: Self = Self(0);

    const EXPECTED: &str = "a time of day (09:00)";

    /// From hour (0–23), minute and second (0–59).
    pub fn new(hour: u8, minute: u8, second: u8) -> Option<Self> {
        let valid = hour < 24 && minute < 60 && second < 60;
        valid.then(|| Self(u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second)))
    }

    /// From seconds since midnight, fewer than 86,400.
    pub fn from_seconds(seconds: u32) -> Option<Self> {
        (seconds < 86_400).then_some(Self(seconds))
    }

    /// Seconds since midnight.
    #[inline]
    pub const fn seconds(self) -> u32 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        if second == 0 {
            write!(f, "{hour:02}:{minute:02}")
        } else {
            write!(f, "{hour:02}:{minute:02}:{second:02}")
        }
    }
}

impl FromStr for TimeOfDay {
    type Err = CalendarError;

    /// Parses `HH:MM` or `HH:MM:SS`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        scan(text).ok_or_else(|| not_understood(text, Self::EXPECTED))
    }
}

fn scan(text: &str) -> Option<TimeOfDay> {
    let mut scan = Scan::new(text);
    let hour = scan.digits(2)?;
    scan.expect(b':')?;
    let minute = scan.digits(2)?;
    let second = if scan.skip(b':') { scan.digits(2)? } else { 0 };
    scan.finish()?;
    TimeOfDay::new(hour as u8, minute as u8, second as u8)
}

serde_as_text!(TimeOfDay);

impl<C> Encode<C> for TimeOfDay {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.u32(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for TimeOfDay {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::from_seconds(d.u32()?).ok_or_else(|| decode::Error::message("time of day beyond 24 hours"))
    }
}
