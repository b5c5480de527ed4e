//! Generated voucher codes in tests: `code: {of: r1}` is the code that the event `r1` gave.

use compact_str::CompactString;
use coterie_decide::Origin;
use coterie_decide::course::Happened;
use coterie_decide::decision::Given;
use coterie_program::builtin::field;
use coterie_program::event::Event;
use coterie_program::value::{self, normalise_code};
use coterie_program::yaml::{Node, Scalar, Value};

/// What stands for a code until it is known.
const NOT_YET_KNOWN: &str = "AAAAAAAAAA";

/// The event whose code a test's event uses, if it names one; a code stands in its place.
pub(crate) fn take_reference(event: &mut Node) -> Option<String> {
    let code = entry_mut(entry_mut(event, "voucher")?, "code")?;
    let of = code.get("of")?.as_text()?.to_owned();
    code.value = Value::Scalar(Scalar { text: NOT_YET_KNOWN.to_owned(), quoted: true });
    Some(of)
}

fn entry_mut<'n>(node: &'n mut Node, name: &str) -> Option<&'n mut Node> {
    let Value::Map(entries) = &mut node.value else { return None };
    entries.iter_mut().find(|(key, _)| key.text == name).map(|(_, node)| node)
}

/// The event with the code that an earlier one gave; none when that gave no voucher.
pub(crate) fn with_code(event: &Event, of: &str, happened: &[Happened]) -> Option<Event> {
    let gave =
        happened.iter().find(|one| matches!(&one.entry.origin, Origin::Event(event) if event.id == of))?;
    let code = gave.entry.decision.gifts.iter().find_map(|gift| match &gift.given {
        Given::Voucher { code, .. } => Some(code),
        _ => None,
    })?;
    let code: CompactString = normalise_code(code);
    let mut event = event.clone();
    for (id, value) in &mut event.fields {
        if *id == field::CODE {
            *value = value::Value::Text(code.clone());
        }
    }
    Some(event)
}
