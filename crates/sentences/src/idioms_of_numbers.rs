//! Sums and remainders that people have words of their own for: every nth purchase, another run of weeks, another ten
//! pieces, a total with this purchase included.
//!
//! A measure stands as it was before the event: what the event adds to it stands beside it in the expression.

use crate::also::{self, Speaker};
use crate::conditions::{Clause, in_order, is_first_of};
use crate::measures;
use crate::numbers::Exact;
use crate::paths;
use crate::phrase::{Joint, Phrase, say};
use crate::predicates;
use crate::values;
use coterie_calendar::Window;
use coterie_cel::{Comparison, Operation, Term};
use coterie_program::builtin::kind;
use coterie_program::compiled::{LineField, Measure, MeasureKind, Path, Read};
use coterie_program::value::Value;

/// The clause of a comparison that has words of its own.
pub(crate) fn clause(
    speaker: &Speaker<'_>,
    left: &Term,
    comparison: Comparison,
    right: &Term,
) -> Option<Clause> {
    let Term::Int(number) = right else { return None };
    let Term::Arithmetic(first, operation, second) = left else { return None };
    match (operation, first.as_ref(), second.as_ref()) {
        (Operation::Remainder, counted, Term::Int(every)) if comparison == Comparison::Equal => {
            // The event makes one more, here or on the other side.
            let before = match counted {
                Term::Arithmetic(before, Operation::Plus, one) if **one == Term::Int(1) && *number == 0 => {
                    before.as_ref()
                }
                before if *number == every.checked_sub(1)? => before,
                _ => return None,
            };
            every_nth(speaker, measure_path(speaker, before)?, *every)
        }
        (Operation::Plus, Term::Arithmetic(before, Operation::Remainder, every), added)
            if comparison == Comparison::GreaterOrEqual && **every == Term::Int(*number) =>
        {
            another(speaker, measure_path(speaker, before)?, added, *number)
        }
        (Operation::Plus, before, added) => including_this(speaker, before, added, comparison, *number)
            .or_else(|| including_this(speaker, added, before, comparison, *number)),
        _ => None,
    }
}

fn measure_path<'p>(speaker: &Speaker<'p>, term: &Term) -> Option<&'p Path> {
    let Term::Path(slot) = term else { return None };
    speaker.path(*slot).filter(|path| matches!(path.read, Read::Measure(_)))
}

fn measure<'p>(speaker: &Speaker<'p>, path: &Path) -> Option<&'p Measure> {
    let Read::Measure(measure) = path.read else { return None };
    Some(&speaker.context.program.measures[measure])
}

/// "on every 5th purchase", "if that makes another 4 weeks in a row".
fn every_nth(speaker: &Speaker<'_>, path: &Path, every: i64) -> Option<Clause> {
    let context = speaker.context;
    let measure = measure(speaker, path)?;
    let kind = context.only_event()?;
    context.party(&path.subject)?.is_you.then_some(())?;
    match measure.what {
        MeasureKind::Count if kind == kind::PURCHASE && measures::counts_all(measure, kind) => {
            let purchase = Phrase::from(in_order("on-every-nth-purchase", every));
            let window = measures::window_of(measure).into_iter();
            let parts = std::iter::once(purchase).chain(window).collect();
            Some(Clause::Event(Phrase::List(Joint::Space, parts)))
        }
        // Only the first event of a period makes a run longer.
        MeasureKind::Streak(period) if is_first_of(context, period) => {
            let run = say("makes-a-run")
                .choose("period", period.word())
                .count("count", &Exact::from_int(every))
                .with("events", measures::events(context.program, &measure.when));
            Some(Clause::If(run.into()))
        }
        _ => None,
    }
}

/// "if this purchase completes another 10 pieces of these products".
fn another(speaker: &Speaker<'_>, path: &Path, added: &Term, every: i64) -> Option<Clause> {
    let context = speaker.context;
    let measure = measure(speaker, path)?;
    let Term::Path(added) = added else { return None };
    let added = speaker.path(*added)?;
    let rule = context.rule?;
    context.party(&path.subject)?.is_you.then_some(())?;
    let counts_the_same = context.only_event() == Some(kind::PURCHASE)
        && measure.over == Window::Always
        && measure.conditions.is_empty();
    let MeasureKind::Sum(summed) = &measure.what else { return None };
    if !counts_the_same {
        return None;
    }
    let lines = if rule.lines.is_empty() { "all" } else { "these" };
    match (&summed.read, &added.read) {
        (Read::Line(LineField::Quantity) | Read::LinesQuantity, Read::LinesQuantity)
            if measure.lines == rule.lines =>
        {
            let pieces = say("completes-pieces").choose("lines", lines);
            Some(Clause::If(pieces.count("count", &Exact::from_int(every)).into()))
        }
        (Read::Total, Read::Total) if measure.lines.is_empty() => {
            let amount = values::number(context.program, added, every);
            Some(Clause::If(say("completes-amount").with("amount", amount).into()))
        }
        _ => None,
    }
}

/// "if the total of your purchases this month, including this purchase, is at least 200 zł".
fn including_this(
    speaker: &Speaker<'_>,
    before: &Term,
    added: &Term,
    comparison: Comparison,
    number: i64,
) -> Option<Clause> {
    let context = speaker.context;
    let path = measure_path(speaker, before)?;
    let measure = measure(speaker, path)?;
    (context.only_event() == Some(kind::PURCHASE)).then_some(())?;
    let is_added = match (added, &measure.what) {
        (Term::Path(added), MeasureKind::Sum(Path { read: Read::Total, .. })) => {
            speaker.path(*added)?.read == Read::Total
        }
        (Term::Int(1), MeasureKind::Count) => measures::counts_all(measure, kind::PURCHASE),
        _ => false,
    };
    if !is_added {
        return None;
    }
    let noun = say("with-this-purchase").with("noun", paths::noun(context, path));
    let test = also::test(comparison, Value::Int(number))?;
    let predicate = predicates::predicate(context, path, &test);
    Some(Clause::If(say("noun-predicate").with("noun", noun).with("predicate", predicate).into()))
}
