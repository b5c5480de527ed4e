//! Conditions in CEL that people have words for: "on every 5th purchase", "if …, including this purchase, is at least 200 zł".
//!
//! An expression of which one part has no words is only said to be there: code is no sentence.

use crate::conditions::{Clause, in_order};
use crate::measures;
use crate::numbers::Exact;
use crate::party::Context;
use crate::paths;
use crate::phrase::{Phrase, say};
use crate::predicates;
use coterie_program::builtin::kind;
use coterie_program::compiled::{Bound, MeasureKind, Path, Read, Test};
use coterie_program::value::Value;

/// The clauses of an expression, given as text, with the paths that it reads.
pub(crate) fn clauses(context: Context<'_>, text: &str, paths: &[Path]) -> Vec<Clause> {
    let parts: Option<Vec<Clause>> = text.split(" && ").map(|part| clause(context, part, paths)).collect();
    parts.unwrap_or_else(|| vec![Clause::If(say("also").into())])
}

fn clause(context: Context<'_>, text: &str, paths: &[Path]) -> Option<Clause> {
    let path = |text: &str| paths.iter().find(|path| path.text == text);
    match text.split(' ').collect::<Vec<_>>().as_slice() {
        [counted, "+", "1)", "%", every, "==", "0"] => {
            every_nth(context, path(counted.strip_prefix('(')?)?, every.parse().ok()?)
        }
        [sum, "+", "purchase.total", comparison, number] => {
            let sum = path(sum)?;
            let Read::Measure(measure) = sum.read else { return None };
            let adds_up = matches!(
                &context.program.measures[measure].what,
                MeasureKind::Sum(Path { read: Read::Total, .. })
            );
            (adds_up && context.only_event() == Some(kind::PURCHASE)).then_some(())?;
            let noun = say("with-this-purchase").with("noun", paths::noun(context, sum)).into();
            compared(context, noun, sum, comparison, number)
        }
        [read, comparison, number] => {
            let read = path(read)?;
            compared(context, paths::noun(context, read), read, comparison, number)
        }
        _ => None,
    }
}

fn compared(
    context: Context<'_>,
    noun: Phrase,
    path: &Path,
    comparison: &str,
    number: &str,
) -> Option<Clause> {
    let value = Value::Int(number.parse().ok()?);
    let bound = |inclusive| Some(Bound { value: value.clone(), inclusive });
    let test = match comparison {
        ">=" => Test::Range { low: bound(true), high: None },
        ">" => Test::Range { low: bound(false), high: None },
        "<=" => Test::Range { low: None, high: bound(true) },
        "<" => Test::Range { low: None, high: bound(false) },
        "==" => Test::In(vec![value]),
        _ => return None,
    };
    let predicate = predicates::predicate(context, path, &test);
    Some(Clause::If(say("noun-predicate").with("noun", noun).with("predicate", predicate).into()))
}

/// A measure stands as it was before the event: with this one, its count is a multiple.
fn every_nth(context: Context<'_>, path: &Path, every: i64) -> Option<Clause> {
    let Read::Measure(measure) = path.read else { return None };
    let measure = &context.program.measures[measure];
    let kind = context.only_event()?;
    context.party(&path.subject)?.is_you.then_some(())?;
    match measure.what {
        MeasureKind::Count if kind == kind::PURCHASE && measures::counts_all(measure, kind) => {
            let purchase = Phrase::from(in_order("on-every-nth-purchase", every));
            let window = measures::window_of(measure).into_iter();
            let parts = std::iter::once(purchase).chain(window).collect();
            Some(Clause::Event(Phrase::List(crate::phrase::Joint::Space, parts)))
        }
        MeasureKind::Streak(period) => {
            let run = say("makes-a-run")
                .choose("period", period.word())
                .count("count", &Exact::from_int(every))
                .with("events", measures::events(context.program, &measure.when));
            Some(Clause::If(run.into()))
        }
        _ => None,
    }
}
