//! What measures remember of an event and of its gifts.

use crate::basis::Lines;
use crate::context::{Context, Scope};
use crate::decision::{Change, Effect, Given, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::give::of_event;
use crate::kinds::is_remembered;
use crate::record::{HeldGift, MeasureState, Remembered};
use crate::records::Records;
use coterie_calendar::{Instant, Period};
use coterie_ledger::{Availability, Party};
use coterie_program::compiled::{Measure, MeasureKind, Path, Program, Read, Subject};
use coterie_program::ids::{AccountId, MeasureId, RuleId};
use coterie_program::value::Value;
use smallvec::SmallVec;

/// What a measure is to remember of an event: nearly always one thing.
type Changes = SmallVec<[(Party, Change); 1]>;

/// Lets every measure that the event reaches remember it.
pub(crate) fn event<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let Some(measures) = context.engine.measures_by_kind.get(&context.event.kind) else { return Ok(()) };
    for id in measures.iter().filter(|id| context.counts(**id)) {
        for (party, change) in changes(context, *id)? {
            remember(context, draft, &party, *id, context.event.at, change, None)?;
        }
    }
    Ok(())
}

/// What a measure of events is to remember of the event, and on whose record.
pub(crate) fn changes<R: Records>(context: &Context<'_, R>, id: MeasureId) -> Result<Changes, DecideError> {
    let mut changes = Changes::new();
    let measure = &context.program().measures[id];
    let party = context.subject(&measure.via, None)?.filter(|party| party.kind() == measure.of);
    let Some(party) = party else { return Ok(changes) };
    let Some(lines) = selected(context, measure, &party, Asks::Everything)? else { return Ok(changes) };
    let change = match &measure.what {
        MeasureKind::Count => Some(Change::Add(1)),
        MeasureKind::Sum(path) => {
            Some(number(context, path, &lines)?).filter(|sum| *sum != 0).map(Change::Add)
        }
        MeasureKind::Distinct(path) => {
            let values = values(context, path, &lines)?;
            changes.extend(values.into_iter().map(|value| (party.clone(), Change::Occur(value, 1))));
            None
        }
        MeasureKind::Last(path) => value(context, path, &lines)?.map(Change::Last),
        MeasureKind::Streak(every) => streak(context, &party, id, *every)?,
        MeasureKind::SumAccount { .. } | MeasureKind::Balance(_) => None,
    };
    changes.extend(change.map(|change| (party, change)));
    Ok(changes)
}

/// Whether what a measure asks of the event and of records holds.
pub(crate) fn asks_nothing_more<R: Records>(
    context: &Context<'_, R>,
    measure: &Measure,
    party: &Party,
) -> Result<bool, DecideError> {
    Ok(selected(context, measure, party, Asks::Everything)?.is_some())
}

/// Lets the measures of accounts remember the gifts of the decision so far, from `first` on.
pub(crate) fn gifts<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    first: usize,
) -> Result<(), DecideError> {
    for place in first..draft.decision.gifts.len() {
        let gift = &draft.decision.gifts[place];
        let Given::Credit { account, amount, .. } = &gift.given else { continue };
        let account = *account;
        let Some(measures) = context.engine.measures_by_account.get(&account) else { continue };
        let (rule, to, amount) = (gift.rule, gift.to.clone(), amount.get());
        for id in measures.iter().filter(|id| context.counts(**id)) {
            let measure = &context.program().measures[*id];
            let MeasureKind::SumAccount { from, when_available, .. } = &measure.what else { continue };
            let counts = (from.is_empty() || from.contains(&rule))
                && (measure.when.is_empty() || measure.when.contains(&context.event.kind));
            if !counts {
                continue;
            }
            let Some(of) = whose(context, measure, account, &to)? else { continue };
            if selected(context, measure, &of, Asks::Everything)?.is_none() {
                continue;
            }
            let opened = if *when_available { draft.decision.opened(place as u16) } else { None };
            let (at, amount) = match opened {
                Some(Availability::From(at)) => (at.max(context.event.at), amount),
                // Counts when it is approved.
                Some(Availability::OnApproval) => (context.event.at, 0),
                None => (context.event.at, amount),
            };
            remember(context, draft, &of, *id, at, Change::Add(amount), Some(place as u16))?;
        }
    }
    Ok(())
}

/// Whose measure of an account counts a gift: the beneficiary's, or that of the household whose pool keeps it.
pub(crate) fn whose<R: Records>(
    context: &Context<'_, R>,
    measure: &Measure,
    account: AccountId,
    to: &Party,
) -> Result<Option<Party>, DecideError> {
    if to.kind() == measure.of {
        return Ok(Some(to.clone()));
    }
    let holder = context.holder(to, account)?;
    Ok((holder.kind() == measure.of).then_some(holder))
}

pub(crate) fn remember<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    party: &Party,
    measure: MeasureId,
    at: Instant,
    change: Change,
    gift: Option<u16>,
) -> Result<(), DecideError> {
    draft.meet(context, party)?;
    if let Change::Add(amount) = &change {
        let earlier = draft.added.iter().filter(|(of, id, _, _)| of == party && *id == measure);
        let sum = earlier.map(|(_, _, _, by)| *by).try_fold(*amount, i64::checked_add);
        let fits = match (sum, context.record(party)?.and_then(|record| record.measure(measure))) {
            (Some(sum), Some(MeasureState::Sum(series))) => series.fits(at, sum),
            (sum, _) => sum.is_some(),
        };
        if !fits {
            return Err(
                Refusal::new(Reason::TooLarge, context.program().measures[measure].name.as_str()).into()
            );
        }
        draft.added.push((party.clone(), measure, at, *amount));
    }
    draft.push(Effect::Remember { party: party.clone(), measure, at, change, gift });
    Ok(())
}

/// Whether what a measure remembers is read from lines.
fn reads_lines(what: &MeasureKind) -> bool {
    match what {
        MeasureKind::Sum(path) | MeasureKind::Distinct(path) | MeasureKind::Last(path) => {
            matches!(path.subject, Subject::Line | Subject::Lines)
        }
        _ => false,
    }
}

/// Which conditions of a measure are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Everything,
    /// Of an event decided earlier: what it asked of records held then, and is not asked again.
    TheEvent,
}

/// The lines that a measure rests on, when its conditions hold; `None` when they don't, or it asks for lines and none is
/// there.
fn selected<R: Records>(
    context: &Context<'_, R>,
    measure: &Measure,
    party: &Party,
    asks: Asks,
) -> Result<Option<Lines>, DecideError> {
    let mut lines = Lines::new();
    let needs_lines =
        !measure.lines.is_empty() || !measure.conditions.is_empty() || reads_lines(&measure.what);
    for place in (0..context.event.lines.len()).filter(|_| needs_lines) {
        if context.line_passes(measure.lines.iter().copied(), Some(party), place)? {
            let line = &context.event.lines[place];
            lines.push((place as u16, line.amount - line.discount));
        }
    }
    if lines.is_empty() && !measure.lines.is_empty() {
        return Ok(None);
    }
    let scope = Scope { who: Some(party), line: None, lines: &lines };
    for id in &measure.conditions {
        let asked = asks == Asks::Everything || of_event(&context.program().conditions[id.0 as usize].path);
        if asked && !context.holds(*id, scope)? {
            return Ok(None);
        }
    }
    Ok(Some(lines))
}

/// The number that a sum adds: of the event, or summed over the selected lines.
pub(crate) fn number<R: Records>(
    context: &Context<'_, R>,
    path: &Path,
    lines: &[(u16, i64)],
) -> Result<i64, DecideError> {
    let int = |value: Option<Value>| match value {
        Some(Value::Int(number)) => number,
        _ => 0,
    };
    if path.subject == Subject::Line {
        return Ok(lines
            .iter()
            .map(|(place, _)| int(context.line_value(&path.read, usize::from(*place))))
            .sum());
    }
    let scope = Scope { who: None, line: None, lines };
    Ok(int(context.value(path, scope)?))
}

fn value<R: Records>(
    context: &Context<'_, R>,
    path: &Path,
    lines: &[(u16, i64)],
) -> Result<Option<Value>, DecideError> {
    if path.subject == Subject::Line {
        return Ok(lines.first().and_then(|(place, _)| context.line_value(&path.read, usize::from(*place))));
    }
    debug_assert!(!matches!(path.read, Read::LinesAmount), "a sum of lines is no value to remember");
    context.value(path, Scope { who: None, line: None, lines })
}

/// The different values that occur: of each selected line, or of the event; of a list, each of its own.
fn values<R: Records>(
    context: &Context<'_, R>,
    path: &Path,
    lines: &[(u16, i64)],
) -> Result<Vec<Value>, DecideError> {
    let mut values: Vec<Value> = if path.subject == Subject::Line {
        lines.iter().filter_map(|(place, _)| context.line_value(&path.read, usize::from(*place))).collect()
    } else {
        match context.value(path, Scope { who: None, line: None, lines })? {
            Some(Value::List(values)) => values,
            value => value.into_iter().collect(),
        }
    };
    values.sort_unstable();
    values.dedup();
    Ok(values)
}

/// A streak follows arrival: an event in the current period goes on, one in the next extends, any later begins anew. An event
/// of an earlier period changes nothing.
fn streak<R: Records>(
    context: &Context<'_, R>,
    party: &Party,
    id: MeasureId,
    every: Period,
) -> Result<Option<Change>, DecideError> {
    let zone = &context.program().zone;
    let period = zone.start_of(every, context.event.at);
    let before = context.record(party)?.and_then(|record| record.measure(id));
    Ok(match before {
        Some(MeasureState::Streak(last, _)) if period <= *last => None,
        Some(MeasureState::Streak(last, length)) if zone.next_start(every, *last) == period => {
            Some(Change::Streak(period, length + 1))
        }
        _ => Some(Change::Streak(period, 1)),
    })
}

/// What a measure still counts of what it remembered of the event, as the event now remains.
pub(crate) fn remaining<R: Records>(
    context: &Context<'_, R>,
    known: &Remembered,
    party: &Party,
    remains: bool,
) -> Result<i64, DecideError> {
    let Some(measure) = context.program().measures.get(known.measure) else { return Ok(0) };
    if !remains {
        return Ok(0);
    }
    Ok(match &measure.what {
        MeasureKind::Sum(path) => match selected(context, measure, party, Asks::TheEvent)? {
            Some(lines) => number(context, path, &lines)?,
            None => 0,
        },
        // A value of lines occurs while one of those that remain has it.
        MeasureKind::Distinct(path) if path.subject == Subject::Line => {
            let lines = selected(context, measure, party, Asks::TheEvent)?.unwrap_or_default();
            let mut values =
                lines.iter().filter_map(|(place, _)| context.line_value(&path.read, usize::from(*place)));
            i64::from(values.any(|value| Some(&value) == known.value.as_ref()))
        }
        _ => 1,
    })
}

/// Whether a measure counts gifts only once they are available.
pub(crate) fn counts_when_available(program: &Program, id: MeasureId) -> bool {
    let measure = program.measures.get(id);
    measure
        .is_some_and(|measure| matches!(measure.what, MeasureKind::SumAccount { when_available: true, .. }))
}

/// What a measure counts of a gift of which so much is kept now. What waits for approval is kept, and yet counts nothing.
pub(crate) fn counted_of_gift(program: &Program, measure: MeasureId, held: &HeldGift, now: i64) -> i64 {
    let waits = held.available == Some(Availability::OnApproval) && counts_when_available(program, measure);
    if waits { 0 } else { now }
}

/// Lets the new measures of later versions remember what this one, an older one, has decided.
pub(crate) fn for_later_versions<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
) -> Result<(), DecideError> {
    for later in context.counting().skip(1) {
        if is_remembered(context.event) {
            event(&later, draft)?;
        }
        gifts(&later, draft, 0)?;
        context.reach(later.reached.take().iter());
    }
    Ok(())
}

/// Takes out of the measures of an account what is given less of it than they counted; `unavailable` of it was counted by none
/// that counts what is available.
pub(crate) fn gift_less<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    of: (RuleId, AccountId),
    to: &Party,
    (less, unavailable): (i64, i64),
) -> Result<(), DecideError> {
    for (whose, id) in counting_gift(context, of, to)? {
        let less = if counts_when_available(context.program(), id) { less - unavailable } else { less };
        if less != 0 {
            remember(context, draft, &whose, id, context.event.at, Change::Add(-less), None)?;
        }
    }
    Ok(())
}

/// Lets measures that count what is available count what was approved of a gift.
pub(crate) fn gift_approved<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    of: (RuleId, AccountId),
    to: &Party,
    (amount, at): (i64, Instant),
) -> Result<(), DecideError> {
    for (whose, id) in counting_gift(context, of, to)? {
        if counts_when_available(context.program(), id) {
            remember(context, draft, &whose, id, at, Change::Add(amount), None)?;
        }
    }
    Ok(())
}

/// The measures that count what a rule gave of an account when something like the event set it off, and on whose records.
fn counting_gift<R: Records>(
    context: &Context<'_, R>,
    (rule, account): (RuleId, AccountId),
    to: &Party,
) -> Result<Vec<(Party, MeasureId)>, DecideError> {
    let mut counting = Vec::new();
    let measures = context.engine.measures_by_account.get(&account).into_iter().flatten();
    for id in measures.filter(|id| context.counts(**id)) {
        let measure = &context.program().measures[*id];
        let MeasureKind::SumAccount { from, .. } = &measure.what else { continue };
        let counts = (from.is_empty() || from.contains(&rule))
            && (measure.when.is_empty() || measure.when.contains(&context.event.kind));
        let Some(of) = whose(context, measure, account, to)?.filter(|_| counts) else { continue };
        if asks_nothing_more(context, measure, &of)? {
            counting.push((of, *id));
        }
    }
    Ok(counting)
}
