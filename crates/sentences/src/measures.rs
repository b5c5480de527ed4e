//! Measures as noun phrases.

use crate::amounts;
use crate::conditions::{self, Clause};
use crate::dates::leading_count;
use crate::lines;
use crate::party::{Context, Party, idiom};
use crate::phrase::{Joint, Phrase, Say, say};
use coterie_calendar::{Period, Window};
use coterie_program::builtin::field;
use coterie_program::compiled::{LineField, Measure, MeasureKind, Path, Program, Read, Subject};
use coterie_program::ids::{KindId, Space};

/// A measure of a party: what is counted, over which time, and of which events only.
pub(crate) fn noun(around: Context<'_>, measure: &Measure, party: Option<Party>) -> Phrase {
    let program = around.program;
    let context = Context::of_kind(program, measure.of);
    let party = party.unwrap_or_else(|| context.who());
    let window = match around.fact() {
        // A fact reads the window as the period that it names.
        Some(_) => window_of_fact(measure.over),
        None => window(measure.over, "measure"),
    };
    // "What they bought this month": where the time stands within the words, it is not said behind them.
    let (mut head, window) =
        if adds_up_purchases(measure) && via(context, measure) == "brought" && !party.is_you {
            let head =
                say("measure-sum-total-brought").choose("timed", if window.is_some() { "yes" } else { "no" });
            (window.into_iter().fold(head, |head, window| head.with("window", window)), None)
        } else {
            (base(context, measure), window)
        };
    head = party.in_message(head);
    let products: Vec<Phrase> = lines::suffixes_of(context, &measure.lines);
    if !products.is_empty() {
        let products = Phrase::List(Joint::Space, products);
        head = say("measure-of-products").with_as_asked("measure", head).with("products", products);
    }
    if let MeasureKind::SumAccount { from, .. } = &measure.what
        && !from.is_empty()
    {
        let rules = from.iter().filter_map(|id| program.rules.get(*id));
        let names = rules.map(|rule| say("named").with("name", amounts::title(rule)).into());
        head = say("measure-from-rules")
            .with_as_asked("measure", head)
            .with("rules", Phrase::List(Joint::And, names.collect()));
    }
    if let Some(window) = window {
        head = say("measure-in-window").with_as_asked("measure", head).with("window", window);
    }
    let (mut where_, mut if_) = (Vec::new(), Vec::new());
    for id in &measure.conditions {
        match conditions::clause(context, &program.conditions[id.0 as usize]) {
            Clause::Occasion(phrase) | Clause::Event(phrase) | Clause::Amounting(phrase) => {
                where_.push(phrase);
            }
            Clause::If(phrase) => if_.push(phrase),
        }
    }
    if !where_.is_empty() {
        let occasions = Phrase::List(Joint::Space, where_);
        head = say("measure-only").with_as_asked("measure", head).with("occasions", occasions);
    }
    if !if_.is_empty() {
        let conditions = Phrase::List(Joint::And, if_);
        head = say("measure-narrowed").with_as_asked("measure", head).with("conditions", conditions);
    }
    head.into()
}

fn base(context: Context<'_>, measure: &Measure) -> Say {
    let program = context.program;
    match &measure.what {
        MeasureKind::Count => say("measure-count")
            .choose("via", via(context, measure))
            .in_cases("events", events(program, &measure.when)),
        MeasureKind::Sum(_) if adds_up_purchases(measure) => {
            say("measure-sum-total").choose("via", via(context, measure))
        }
        MeasureKind::Sum(path) => match path.read {
            Read::Line(LineField::Quantity) | Read::LinesQuantity => {
                say("measure-sum-pieces").choose("via", via(context, measure))
            }
            _ => say("measure-sum").with("what", crate::paths::noun(context, path)),
        },
        MeasureKind::SumAccount { account, .. } => {
            let account = &program.accounts[*account];
            let unit = &program.units[account.unit];
            if unit.is_money {
                say("measure-earned-money").with("account", Phrase::Name(account.name.clone()))
            } else {
                say("measure-earned-points").in_cases("units", units(program, &unit.name))
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

/// True for the total of purchases or of some of their products.
fn adds_up_purchases(measure: &Measure) -> bool {
    let MeasureKind::Sum(path) = &measure.what else { return false };
    matches!(path.read, Read::Total | Read::Line(LineField::Amount) | Read::LinesAmount)
}

/// How the events reach the record, for the texts: `partner` (they happen there), `brought` (of members that it brought
/// in), else `other`.
fn via(context: Context<'_>, measure: &Measure) -> &'static str {
    let relations = match &measure.via {
        Subject::Record(field::PARTNER, relations) if relations.is_empty() => return "partner",
        Subject::Record(field::MEMBER, relations) => relations,
        _ => return "other",
    };
    let [only] = relations.as_slice() else { return "other" };
    match context.program.registry.name(Space::Relation, only.0) {
        Some(BROUGHT_BY) => "brought",
        _ => "other",
    }
}

/// The relation that people know as "who brought you in".
const BROUGHT_BY: &str = "member.brought_by";

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
        let name = program.schema.kinds.get(*id).map_or("", |kind| kind.name.as_str());
        let generic = say("events-named").with("name", Phrase::Name(name.to_owned()));
        Phrase::from(idiom(program, "events", name, generic))
    });
    Phrase::List(Joint::And, kinds.collect())
}

/// The plural noun of a unit: points.
pub(crate) fn units(program: &Program, unit: &str) -> Phrase {
    let named = say("units-named").with("name", Phrase::Name(unit.to_owned()));
    let usual = idiom(program, "units", unit, named);
    Phrase::Units(unit.to_owned(), Box::new(usual.into()))
}

/// The time that a measure looks at; `used` is `measure`, or `event` behind "your first purchase".
fn window(window: Window, used: &'static str) -> Option<Phrase> {
    let calendar =
        |id: &str, period: Period| Phrase::from(say(id).choose("used", used).choose("period", period.word()));
    match window {
        Window::Always => None,
        Window::This(period) => Some(calendar("window-this", period)),
        Window::Last(period) => Some(calendar("window-last", period)),
        Window::Rolling(span) => Some(
            say("window-rolling")
                .in_cases("span", Phrase::Span(span))
                .choose("plural", leading_count(span))
                .into(),
        ),
    }
}

/// The time of a measure that a fact of a period reads.
fn window_of_fact(over: Window) -> Option<Phrase> {
    match over {
        Window::This(period) | Window::Last(period) => {
            Some(say("window-of-fact").choose("period", period.word()).into())
        }
        other => window(other, "measure"),
    }
}

/// True when a measure counts all events of this kind of the reader: "your fifth purchase" can be said of it.
pub(crate) fn counts_all(measure: &Measure, kind: KindId) -> bool {
    matches!(measure.what, MeasureKind::Count)
        && measure.when == [kind]
        && measure.conditions.is_empty()
        && measure.lines.is_empty()
}

/// The window of a count, for "your first purchase this month".
pub(crate) fn window_of(measure: &Measure) -> Option<Phrase> {
    window(measure.over, "event")
}
