//! A step of a tier set as one sentence: how it is reached and kept.

use crate::measures;
use crate::party::{Context, Party};
use crate::phrase::{Joint, Phrase, say};
use crate::predicates;
use coterie_calendar::Window;
use coterie_program::compiled::{Bound, Fall, MeasureKind, Path, Program, Read, Subject, TierSet, TierStep};
use coterie_program::value::{Type, Value};

/// The phrase of one step.
pub(crate) fn phrase(program: &Program, set: &TierSet, step: &TierStep) -> Phrase {
    let context = Context::of_kind(program, set.of);
    let party = context.who();
    let is_first = set.steps.first() == Some(step);
    let level = say("level-named").with("level", Phrase::Level(step.name.clone()));
    if is_first {
        return party.in_message(say("tier-first")).with("level", level).into();
    }
    let measure = &program.measures[set.by];
    let path = Path {
        subject: Subject::Who(Vec::new()),
        read: Read::Measure(set.by),
        text: measure.name.clone(),
        value: Type::Integer,
    };
    let low = Bound { value: Value::Int(step.from), inclusive: true };
    let threshold = crate::values::number(program, &path, step.from);
    let reached = |id: &'static str| {
        party
            .in_message(say(id))
            .with("reaches", say("reaches").in_cases("value", threshold.clone()))
            .with("level", level.clone())
            .with("noun", measures::noun(context, measure, Some(party.clone())))
            .with(
                "predicate",
                say("is-in-range").with("range", predicates::range(context, &path, Some(&low), None)),
            )
    };
    match &set.held {
        // A level that stands on all that ever happened is not lost by waiting, nor by spending.
        None if measure.over == Window::Always && !matches!(measure.what, MeasureKind::Balance(_)) => {
            reached("tier-judged-always").into()
        }
        None => reached("tier-judged").into(),
        Some(held) => {
            let id = if held.rises_at_once { "tier-reached-at-once" } else { "tier-reached-at-period-end" };
            let looked_at = held.at_end_of.map_or("period", coterie_calendar::Period::word);
            let mut clauses = vec![Phrase::from(reached(id).choose("period", looked_at))];
            clauses.push(kept(&party, held));
            clauses.extend(resets(program, held));
            Phrase::List(Joint::Semicolon, clauses)
        }
    }
}

fn kept(party: &Party, held: &Fall) -> Phrase {
    let judged: Phrase = match (held.at_end_of, held.every) {
        (Some(period), _) => say("judged-at-the-end-of-each").choose("period", period.word()).into(),
        (None, Some(span)) => say("judged-every").with("span", Phrase::Span(span)).into(),
        (None, None) => return party.in_message(say("tier-kept-for-ever")).into(),
    };
    let id = if held.one_step { "tier-falls-one-step" } else { "tier-falls-to-judged" };
    let falls = party.in_message(say(id)).with("judged", judged);
    match held.grace {
        None => falls.into(),
        Some(grace) => {
            say("tier-falls-after-grace").with("falls", falls).in_cases("grace", Phrase::Span(grace)).into()
        }
    }
}

fn resets(program: &Program, held: &Fall) -> Option<Phrase> {
    if held.resets.is_empty() {
        return None;
    }
    let accounts = held.resets.iter().map(|id| Phrase::Name(program.accounts[*id].name.clone())).collect();
    let message = say("tier-resets").with("accounts", Phrase::List(Joint::And, accounts));
    Some(message.choose("period", held.at_end_of.map_or("period", coterie_calendar::Period::word)).into())
}
