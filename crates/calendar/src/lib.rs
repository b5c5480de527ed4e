//! Instants, time zones, periods and windows.
//!
//! What it is for: every date question of a loyalty programme ("the end of the month, in Warsaw", "the last 365 days",
//! "twelve months from now", "the next birthday") has one answer, given here, and the same answer on replay: the time
//! zone rules are compiled in and nothing is read from the machine.
//!
//! What it never does: read a clock, a file or an environment variable. Every function takes the instant that it is about.
//!
//! Start reading at [`Instant`] and [`Zone`]; [`Period`] and [`Window`] stand on them.
//!
//! Three rules hold throughout:
//! - Days, weeks, months, quarters and years are steps of the calendar in the zone; hours, minutes and seconds are exact.
//! - A local time that occurs twice means its first occurrence; one that a clock change skips moves forward by the
//!   length of the gap (RFC 5545 and jiff call it *compatible*).
//! - Periods are half-open, `start <= t < next_start`; windows are `after < t <= up_to`.

mod anniversary;
mod date;
mod error;
mod instant;
mod local;
mod period;
mod scan;
mod span;
mod text;
mod time_of_day;
mod weekday;
mod window;
mod zone;

pub use date::Date;
pub use error::CalendarError;
pub use instant::Instant;
pub use local::Local;
pub use period::Period;
pub use span::Span;
pub use time_of_day::TimeOfDay;
pub use weekday::Weekday;
pub use window::{Range, Window};
pub use zone::Zone;
