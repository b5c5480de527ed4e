//! The machine's clock. Nothing else in Coterie reads one: it says what lies in the future, and never enters the books.

use crate::failure::Failure;
use coterie_calendar::Instant;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, as the machine knows it.
#[expect(clippy::disallowed_methods, reason = "this is the binary's edge")]
pub(crate) fn now() -> Result<Instant, Failure> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    let millis = since.and_then(|since| i64::try_from(since.as_millis()).ok());
    millis.and_then(|millis| Instant::from_millis(millis).ok()).ok_or_else(|| {
        Failure::Usage(format!(
            "the machine's clock stands outside the years {} to {}; set it right first",
            1970,
            Instant::YEAR_MAX
        ))
    })
}
