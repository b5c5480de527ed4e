//! Which entries a statement is asked of, and reading them from the journal.

use crate::books::{self, BooksWriter};
use crate::commands::settle::kinds;
use crate::failure::Failure;
use coterie_calendar::{Instant, Period};
use coterie_decide::Entry;
use coterie_ledger::{Party, PartyKind};
use coterie_program::compiled::Program;
use coterie_views::{PAGE_ROWS_MAX, Views};

/// Reading one entry by itself costs about as much as walking past so many.
const WALKED_FOR_ONE: u64 = 64;

/// Which entries of a party are asked for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    after: Option<u64>,
    from: Option<Instant>,
    until: Option<Instant>,
    /// The settlement period, of a partner.
    settled_in: Option<String>,
}

/// How the entries are chosen, as typed.
pub(super) struct Typed<'a> {
    pub(super) after: Option<u64>,
    pub(super) period: Option<&'a str>,
    pub(super) from: Option<&'a str>,
    pub(super) until: Option<&'a str>,
}

impl Asked {
    /// What was typed. A partner's period is what is settled in it, late corrections included; of others, what happened in it.
    pub(super) fn new(
        typed: &Typed<'_>,
        party: &Party,
        program: &Program,
        views: &Views,
    ) -> Result<Self, Failure> {
        let zone = &program.zone;
        let mut asked = Self { after: typed.after, ..Self::default() };
        if let Some(label) = typed.period {
            let (_, start, end) = kinds::period(label, zone)?;
            if party.kind() == PartyKind::Partner {
                settles_in(party, label, program, views)?;
                asked.settled_in = Some(label.to_owned());
            } else {
                (asked.from, asked.until) = (Some(start), Some(end));
            }
        }
        let moment =
            |name: &str, text: Option<&str>| text.map(|text| books::moment(name, text, zone)).transpose();
        asked.from = asked.from.or(moment("--from", typed.from)?);
        asked.until = asked.until.or(moment("--to", typed.until)?);
        Ok(asked)
    }

    /// Whether it is a partner's settlement period.
    pub(super) fn is_settlement(&self) -> bool {
        self.settled_in.is_some()
    }

    /// Whether all entries since some point are asked for, and not those before: a balance stood at that point.
    pub(super) fn begins_somewhere(&self) -> bool {
        (self.after.is_some() || self.from.is_some()) && self.until.is_none() && self.settled_in.is_none()
    }

    /// Calls `visit` with each entry asked for among `positions`, which ascend.
    pub(super) fn each(
        &self,
        positions: Vec<u64>,
        writer: &mut BooksWriter,
        mut visit: impl FnMut(u64, Entry) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let is_asked = |entry: &Entry| {
            let at = entry.at();
            self.from.is_none_or(|from| at >= from) && self.until.is_none_or(|until| at < until)
        };
        let Some(first) = positions.first().copied() else { return Ok(()) };
        if (positions.len() as u64).saturating_mul(WALKED_FOR_ONE)
            < writer.head().entries.saturating_sub(first)
        {
            for position in positions {
                if let Some(entry) = writer.entry(position)?.filter(is_asked) {
                    visit(position, entry)?;
                }
            }
            return Ok(());
        }
        let (mut next, mut visited) = (positions.into_iter().peekable(), Ok(()));
        writer.walk(first, &mut |position, entry| {
            if next.next_if_eq(&position).is_some() && is_asked(&entry) && visited.is_ok() {
                visited = visit(position, entry);
            }
            Ok(())
        })?;
        visited
    }

    /// The positions among which the entries asked for are.
    pub(super) fn positions(&self, party: &Party, views: &Views) -> Result<Vec<u64>, Failure> {
        let (mut all, mut after) = (Vec::new(), self.after);
        loop {
            let page = match &self.settled_in {
                Some(period) => views.settlement_positions(period, party, after, PAGE_ROWS_MAX)?,
                None => views.statement(party, after, PAGE_ROWS_MAX)?,
            };
            let Some(last) = page.last() else { return Ok(all) };
            after = Some(*last);
            all.extend(page);
        }
    }
}

/// Refuses a period of a kind in which a partner does not settle, and never did.
fn settles_in(party: &Party, label: &str, program: &Program, views: &Views) -> Result<(), Failure> {
    let (kind, start, end) = kinds::period(label, &program.zone)?;
    let partner = program.partners.get(party.id());
    let theirs = partner.map_or(Period::Month, |partner| kinds::of(partner.settled));
    // A version before may have settled in another kind of period.
    if kind == theirs || !views.settlement_positions(label, party, None, 1)?.is_empty() {
        return Ok(());
    }
    Err(kinds::settles_otherwise(label, (start, end), &program.zone, (party.id(), theirs)))
}
