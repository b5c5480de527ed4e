//! What an import has made durable so far, for a caller that must not say anything twice to others: with `--ack`, one line of
//! JSON on stdout after each group.

use crate::failure::Failure;
use crate::output::Output;
use serde_json::json;

/// Says that everything up to `count` of `what` (a line of the file, a number of events) is durable: in the books, known to
/// them before, or among the rejects. `entries` is the length of the journal.
pub(super) fn acknowledge(
    output: &mut Output,
    what: &'static str,
    count: u64,
    entries: u64,
) -> Result<(), Failure> {
    let told = output.value_line(&json!({ "durable": { what: count, "entries": entries } }));
    // Whoever waits for it shall not wait for a full buffer.
    match told.and_then(|()| output.flush()) {
        // Nobody listens any more; the import is no less wanted.
        Err(Failure::ReaderLeft) => Ok(()),
        told => told,
    }
}
