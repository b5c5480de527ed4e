//! Measures as noun phrases.

use crate::conditions;
use crate::dates::leading_count;
use crate::names::message_id;
use crate::party::{Context, Party};
use crate::phrase::{Joint, Phrase, Say, say};
use coterie_calendar::Window;
use coterie_program::builtin::kind;
use coterie_program::compiled::{LineField, Measure, MeasureKind, Path, Program, Read};
use coterie_program::ids::KindId;

/// A measure of a party: what is counted, over which time, and of which events only.
pub(crate) fn noun(program: &Program, measure: &Measure, party: Option<Party>) -> Phrase {
    let context = Context::of_kind(program, measure.of);
    let party = party.unwrap_or_else(|| context.who());
    let base = party.in_message(base(context, measure));
    let base = match window(measure.over) {
        Some(window) => say("measure-in-window").with_as_asked("measure", base).with("window", window),
        None => base,
    };
    let narrowing: Vec<Phrase> = measure
        .conditions
        .iter()
        .chain(&measure.lines)
        .map(|id| conditions::plainly(context, &program.conditions[id.0 as usize]))
        .collect();
    if narrowing.is_empty() {
        return base.into();
    }
    say("measure-narrowed")
        .with_as_asked("measure", base)
        .with("conditions", Phrase::List(Joint::And, narrowing))
        .into()
}

fn base(context: Context<'_>, measure: &Measure) -> Say {
    let program = context.program;
    match &measure.what {
        MeasureKind::Count => say("measure-count").in_cases("events", events(program, &measure.when)),
        MeasureKind::Sum(path) => match path.read {
            Read::Total | Read::Line(LineField::Amount) | Read::LinesAmount => say("measure-sum-total"),
            Read::Line(LineField::Quantity) | Read::LinesQuantity => say("measure-sum-pieces"),
            _ => say("measure-sum").with("what", crate::paths::noun(context, path)),
        },
        MeasureKind::SumAccount { account, .. } => {
            let account = &program.accounts[*account];
            let unit = &program.units[account.unit];
            if unit.is_money {
                say("measure-earned-money").with("account", Phrase::Name(account.name.clone()))
            } else {
                say("measure-earned-points").in_cases("units", units(&unit.name))
            }
        }
        MeasureKind::Distinct(path) => distinct(context, path),
        MeasureKind::Last(path) => match path.read {
            Read::At | Read::Date => {
                say("measure-last-time").in_cases("events", events(program, &measure.when))
            }
            _ => say("measure-last").with("what", crate::paths::noun(context, path)),
        },
        MeasureKind::Streak(period) => say("measure-streak")
            .choose("period", period.word())
            .with("events", events(program, &measure.when)),
        MeasureKind::Balance(account) => {
            say("measure-balance").with("account", Phrase::Name(program.accounts[*account].name.clone()))
        }
    }
}

fn distinct(context: Context<'_>, path: &Path) -> Say {
    let known = match &path.read {
        Read::Itself => Some("partners"),
        Read::Line(LineField::Category) => Some("categories"),
        Read::Line(LineField::Sku) => Some("products"),
        _ => None,
    };
    match known {
        Some(known) => say("measure-distinct").choose("what", known),
        None => say("measure-distinct-values").with("what", crate::paths::noun(context, path)),
    }
}

/// Events of these kinds, in the plural.
pub(crate) fn events(program: &Program, kinds: &[KindId]) -> Phrase {
    if kinds.is_empty() {
        return say("events-purchase").into();
    }
    let kinds = kinds.iter().map(|id| {
        let name = program.schema.kinds.get(*id).map_or_else(String::new, |kind| kind.name.clone());
        Phrase::from(
            say(format!("events-{}", message_id(&name)))
                .or(say("events-named").with("name", Phrase::Name(name))),
        )
    });
    Phrase::List(Joint::And, kinds.collect())
}

/// The plural noun of a unit: points.
pub(crate) fn units(unit: &str) -> Phrase {
    say(format!("units-{}", message_id(unit)))
        .or(say("units-named").with("name", Phrase::Name(unit.to_owned())))
        .into()
}

fn window(window: Window) -> Option<Phrase> {
    match window {
        Window::Always => None,
        Window::This(period) => Some(say("window-this").choose("period", period.word()).into()),
        Window::Last(period) => Some(say("window-last").choose("period", period.word()).into()),
        Window::Rolling(span) => Some(
            say("window-rolling")
                .in_cases("span", Phrase::Span(span))
                .choose("plural", leading_count(span))
                .into(),
        ),
    }
}

/// True when a measure counts the reader's purchases, all of them: "your fifth purchase" can be said of it.
pub(crate) fn counts_purchases(measure: &Measure) -> bool {
    matches!(measure.what, MeasureKind::Count)
        && measure.when == [kind::PURCHASE]
        && measure.conditions.is_empty()
        && measure.lines.is_empty()
}

/// The window of a count, for "your first purchase this month".
pub(crate) fn window_of(measure: &Measure) -> Option<Phrase> {
    window(measure.over)
}
