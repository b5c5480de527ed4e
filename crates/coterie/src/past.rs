//! The earlier entries that an explanation refers to, read from the books.

use crate::books::BooksWriter;
use crate::failure::Failure;
use coterie_decide::decision::Effect;
use coterie_decide::{Entry, Versions};
use coterie_explain::Past;
use coterie_ledger::Party;
use coterie_program::builtin::{field, kind};
use coterie_views::Views;
use std::collections::BTreeSet;

/// Entries of a member that are asked for at a time.
const PAGE_ENTRIES: usize = 500;

/// Everything that the explanation of these entries refers to.
pub(crate) fn of<'v>(
    versions: &'v Versions,
    writer: &mut BooksWriter,
    views: &Views,
    entries: &[(u64, Entry)],
) -> Result<Past<'v>, Failure> {
    let mut past = Past::new(versions);
    for (position, entry) in entries {
        for earlier in past.lacks(entry) {
            load(&mut past, writer, earlier)?;
        }
        for between in refunds_before(writer, views, &past, *position, entry)? {
            load(&mut past, writer, between)?;
        }
    }
    Ok(past)
}

fn load(past: &mut Past<'_>, writer: &mut BooksWriter, position: u64) -> Result<(), Failure> {
    if past.entry(position).is_none()
        && let Some(entry) = writer.entry(position)?
    {
        past.add(position, entry);
    }
    Ok(())
}

/// The refunds of the same purchase before a refund: what remained of its lines depends on them. They are among the entries that
/// touched the purchase's member.
fn refunds_before(
    writer: &mut BooksWriter,
    views: &Views,
    past: &Past<'_>,
    position: u64,
    entry: &Entry,
) -> Result<BTreeSet<u64>, Failure> {
    let mut found = BTreeSet::new();
    let purchase = entry.decision.effects.iter().find_map(|effect| match effect {
        Effect::Remaining { entry, .. } => Some(*entry),
        _ => None,
    });
    let Some(purchase) = purchase else { return Ok(found) };
    let Some(member) = past.entry(purchase).and_then(member_of) else { return Ok(found) };
    let mut after = purchase;
    loop {
        let page = views.statement(&member, Some(after), PAGE_ENTRIES)?;
        let Some(last) = page.last() else { return Ok(found) };
        after = *last;
        for at in page {
            if at >= position {
                return Ok(found);
            }
            let Some(other) = writer.entry(at)? else { continue };
            if returns(&other, purchase) {
                found.insert(at);
            }
        }
    }
}

fn member_of(entry: &Entry) -> Option<Party> {
    match &entry.origin {
        coterie_decide::Origin::Event(event) => event.party(field::MEMBER).cloned(),
        _ => None,
    }
}

fn returns(entry: &Entry, purchase: u64) -> bool {
    let is_refund =
        matches!(&entry.origin, coterie_decide::Origin::Event(event) if event.kind == kind::REFUND);
    let mut effects = entry.decision.effects.iter();
    is_refund && effects.any(|effect| matches!(effect, Effect::Remaining { entry, .. } if *entry == purchase))
}
