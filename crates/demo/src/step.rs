//! What the generator yields.

use serde_json::{Value, json};

/// The next thing to do for whoever plays the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// An event, as a till, the app or the office sends it: JSON with `id`, `source`, `at` and its kind.
    Event(Value),
    /// A month is to be closed.
    Close {
        /// The month: `2025-03`.
        period: String,
        /// When the office closes it, a local time: `2025-04-02T09:00:00`.
        at: String,
    },
}

impl Step {
    /// The step as an event; a close becomes the command `close` of the office.
    pub fn into_event(self) -> Value {
        match self {
            Self::Event(event) => event,
            Self::Close { period, at } => json!({
                "id": format!("close-{period}"), "source": "office", "at": at, "close": {"period": period},
            }),
        }
    }
}
