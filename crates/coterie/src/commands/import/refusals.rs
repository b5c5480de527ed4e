//! Which events of an import the program refused, and why: they are in the books, and did nothing.

use crate::failure::Failure;
use crate::output::Output;
use crate::spelling;
use compact_str::CompactString;
use coterie_decide::decision::Refusal;
use coterie_program::event::Event;
use serde::Serialize;

/// Of so many the details are kept, which is a megabyte or two; an import with more has one cause, and a few show it.
const KEPT_MAX: usize = 10_000;

/// So many are told to people.
const SHOWN_MAX: usize = 10;

/// One refused event.
#[derive(Serialize)]
struct Refused {
    line: u64,
    source: CompactString,
    id: CompactString,
    reason: String,
    /// What it concerns: a field, a rule, a record.
    about: CompactString,
    /// Whether the books knew it before this import.
    known: bool,
}

/// The first of them, in their order.
#[derive(Default)]
pub(super) struct Refusals {
    kept: Vec<Refused>,
    left_out: usize,
}

impl Refusals {
    /// Notes that an event was refused.
    pub(super) fn note(&mut self, line: u64, event: Event, known: bool, refusal: &Refusal) {
        if self.kept.len() >= KEPT_MAX {
            self.left_out += 1;
            return;
        }
        let reason = spelling::reason(refusal.reason);
        let about = refusal.about.clone();
        self.kept.push(Refused { line, source: event.source, id: event.id, reason, about, known });
    }

    /// All that are kept, and how many are not.
    pub(super) fn to_json(&self) -> (serde_json::Value, usize) {
        (serde_json::to_value(&self.kept).unwrap_or_default(), self.left_out)
    }

    /// Tells the first of the new ones.
    pub(super) fn tell(&self, new: usize, output: &mut Output) -> Result<(), Failure> {
        let mut shown = 0;
        for one in self.kept.iter().filter(|one| !one.known).take(SHOWN_MAX) {
            let about = if one.about.is_empty() { String::new() } else { format!(" ({})", one.about) };
            output.line(&format!("  line {}, {}: {}{about}", one.line, one.id, one.reason))?;
            shown += 1;
        }
        if new > shown {
            let more = new - shown;
            output.line(&format!("  and {more} more; the same import again with --json lists them"))?;
        }
        Ok(())
    }
}
