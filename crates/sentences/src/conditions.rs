//! Conditions as clauses: what is said often has its own words ("on Saturdays and Sundays", "at the partner Polana"); all
//! else is a noun and a predicate ("if your city is Krakow").

use crate::dates;
use crate::measures;
use crate::numbers::Exact;
use crate::party::{Context, Party, idiom as own_or_common};
use crate::paths;
use crate::phrase::{Joint, Phrase, Say, say};
use crate::predicates;
use crate::values;
use coterie_calendar::{Period, Weekday, Window};
use coterie_ledger::PartyKind;
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::{
    Anniversary, Bound, Condition, LineField, MeasureKind, Path, Read, Subject, Test, Trigger,
};
use coterie_program::ids::KindId;
use coterie_program::value::Value;

/// A condition as it enters a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clause {
    /// Which event: takes the place of the trigger ("for each purchase", "when you reach a higher level").
    Event(Phrase),
    /// How much the purchase comes to; stands behind the purchase.
    Amounting(Phrase),
    /// When or where.
    Occasion(Phrase),
    /// All else, behind "if".
    If(Phrase),
}

/// A condition of a rule.
pub(crate) fn clause(context: Context<'_>, condition: &Condition) -> Clause {
    idiom(context, condition).unwrap_or_else(|| Clause::If(plainly(context, condition)))
}

/// A noun and a predicate.
pub(crate) fn plainly(context: Context<'_>, condition: &Condition) -> Phrase {
    let Condition { path, test } = condition;
    let idiom = known_relation(context, path, test)
        .or_else(|| any_line(context, path, test))
        .or_else(|| yes_or_no(context, path, test));
    if let Some(phrase) = idiom {
        return phrase;
    }
    say("noun-predicate")
        .with("noun", paths::noun(context, path))
        .with("predicate", predicates::predicate(context, path, test))
        .into()
}

fn idiom(context: Context<'_>, condition: &Condition) -> Option<Clause> {
    let Condition { path, test } = condition;
    let on_purchase = context.only_event() == Some(kind::PURCHASE);
    match (&path.read, &path.subject) {
        (Read::Total | Read::LinesAmount, Subject::Event | Subject::Lines) if on_purchase => match test {
            Test::Range { low, high } => {
                let range = predicates::range(context, path, low.as_ref(), high.as_ref());
                Some(Clause::Amounting(say("amounting-to").with("range", range).into()))
            }
            _ => None,
        },
        (Read::Weekday, Subject::Event) => weekdays(test).map(Clause::Occasion),
        (Read::Month, Subject::Event) => months(test).map(Clause::Occasion),
        (Read::Day, Subject::Event) => days(test).map(Clause::Occasion),
        (Read::Date, Subject::Event) => dates(context, path, test).map(Clause::Occasion),
        (Read::TimeOfDay, Subject::Event) => match test {
            Test::Between { .. } => Some(Clause::Occasion(hours("between-hours", test)?)),
            _ => None,
        },
        (Read::Itself, Subject::Record(field::PARTNER, relations)) if relations.is_empty() => {
            proper_names(context, path, test, ["at-partner", "at-other-partners"]).map(Clause::Occasion)
        }
        (Read::Field(field::LOCATION), Subject::Event) => {
            proper_names(context, path, test, ["at-location", "at-other-locations"]).map(Clause::Occasion)
        }
        (Read::Field(field::CODES), Subject::Event) => match test {
            Test::In(codes) => {
                let codes = codes.iter().map(|code| values::value(context, path, code)).collect();
                Some(Clause::Occasion(say("with-code").with("codes", Phrase::List(Joint::Or, codes)).into()))
            }
            _ => None,
        },
        (Read::Tier(set), _) => match (context.rule.map(|rule| &rule.when), test) {
            (Some(Trigger::Rise(risen)), Test::In(values)) if risen == set => {
                let reaching = at_levels(context, path, values, "on-reaching");
                Some(Clause::Event(context.who().in_message(reaching).into()))
            }
            _ => levels(context, path, test).map(Clause::Occasion),
        },
        (Read::Since, _) => match test {
            Test::Within(span) => {
                let message = say("for-the-first")
                    .in_cases("span", Phrase::Span(*span))
                    .choose("plural", dates::leading_count(*span));
                Some(Clause::Occasion(message.into()))
            }
            _ => None,
        },
        (Read::Measure(measure), _) => {
            let (party, kind) = (context.party(&path.subject)?, context.only_event()?);
            let measure = &context.program.measures[*measure];
            let Test::In(counts) = test else { return None };
            match (counts.as_slice(), &measure.what) {
                ([Value::Int(run)], MeasureKind::Streak(period))
                    if party.is_you && is_first_of(context, *period) =>
                {
                    let with_this = Exact::from_int(run.saturating_add(1));
                    let makes = say("makes-a-run-of")
                        .choose("period", period.word())
                        .count("count", &with_this)
                        .with("events", measures::events(context.program, &measure.when));
                    Some(Clause::If(makes.into()))
                }
                ([Value::Int(count)], _) if party.is_you && measures::counts_all(measure, kind) => {
                    Some(Clause::Event(nth(context, kind, *count, measures::window_of(measure))?))
                }
                _ => None,
            }
        }
        (Read::Attribute(attribute), _) => {
            let party = context.party(&path.subject)?;
            let Test::Anniversary(anniversary) = test else { return None };
            let name = &context.program.schema.attributes[*attribute].name;
            Some(Clause::Occasion(on_anniversary(context, &party, name, *anniversary)))
        }
        _ => None,
    }
}

/// Whether the rule asks for the first event of a period: only such a one makes a run longer.
pub(crate) fn is_first_of(context: Context<'_>, period: Period) -> bool {
    let conditions = context.rule.into_iter().flat_map(|rule| &rule.conditions);
    conditions.map(|id| &context.program.conditions[id.0 as usize]).any(|condition| {
        let Read::Measure(measure) = condition.path.read else { return false };
        let measure = &context.program.measures[measure];
        let is_count = matches!(measure.what, MeasureKind::Count) && measure.over == Window::This(period);
        is_count && matches!(&condition.test, Test::In(counts) if counts[..] == [Value::Int(0)])
    })
}

/// "on your birthday".
pub(crate) fn on_anniversary(
    context: Context<'_>,
    party: &Party,
    attribute: &str,
    anniversary: Anniversary,
) -> Phrase {
    let id = match anniversary {
        Anniversary::Today => "anniversary",
        Anniversary::ThisMonth => "anniversary-month",
    };
    let generic = say(id).with("name", Phrase::Name(attribute.to_owned()));
    party.in_message(own_or_common(context.program, id, attribute, generic)).into()
}

/// "on your first purchase this month": a measure stands as it was before the event.
fn nth(context: Context<'_>, kind: KindId, before: i64, window: Option<Phrase>) -> Option<Phrase> {
    let nth = before.saturating_add(1);
    let event = match (kind, nth) {
        (kind::PURCHASE, 1) => say("on-first-purchase"),
        (kind::PURCHASE, _) => in_order("on-nth-purchase", nth),
        (_, 1) => {
            let name = &context.program.schema.kinds.get(kind)?.name;
            let generic = say("on-first-event").with("name", Phrase::Name(name.clone()));
            own_or_common(context.program, "on-first", name, generic)
        }
        _ => return None,
    };
    let event = Phrase::from(event);
    Some(match window {
        None => event,
        Some(window) => Phrase::List(Joint::Space, vec![event, window]),
    })
}

/// A message with `$number` as a place in a row. Besides the category of English, `$digit` is the last digit unless it is
/// said as a teen: Ukrainian writes the ending of an ordinal by it.
pub(crate) fn in_order(id: &str, nth: i64) -> Say {
    let number = Exact::from_int(nth);
    let digit = match (nth % 100, nth % 10) {
        (11..=19, _) => 0,
        (_, digit) => digit,
    };
    say(id)
        .with("number", Phrase::Number(number.clone()))
        .choose("ordinal", number.plain())
        .choose("digit", format!("d{digit}"))
}

fn weekdays(test: &Test) -> Option<Phrase> {
    let named = |values: &[Value]| -> Option<Vec<Weekday>> {
        values
            .iter()
            .map(|value| match value {
                Value::Text(text) => text.parse().ok(),
                _ => None,
            })
            .collect()
    };
    let mut days = match test {
        Test::In(values) => named(values)?,
        Test::Not(inner) => {
            let Test::In(values) = inner.as_ref() else { return None };
            let without = named(values)?;
            Weekday::ALL.into_iter().filter(|day| !without.contains(day)).collect()
        }
        _ => return None,
    };
    days.sort_unstable();
    let first = days.first()?.to_string();
    let days = days.iter().map(|day| say("weekday-plural").choose("day", day.to_string()).into()).collect();
    Some(say("on-weekdays").choose("first", first).with("days", Phrase::List(Joint::And, days)).into())
}

fn integers(test: &Test) -> Option<Vec<i64>> {
    let integer = |value: &Value| match value {
        Value::Int(number) => Some(*number),
        _ => None,
    };
    match test {
        Test::In(values) => values.iter().map(integer).collect(),
        Test::Range { low: Some(low), high: Some(high) } => {
            let from = integer(&low.value)? + i64::from(!low.inclusive);
            let to = integer(&high.value)? - i64::from(!high.inclusive);
            Some((from..=to).collect())
        }
        _ => None,
    }
}

/// Beyond so many members a list is harder to read than its bounds.
const LISTED_MAX: usize = 6;

fn months(test: &Test) -> Option<Phrase> {
    let months = integers(test).filter(|months| (1..=LISTED_MAX).contains(&months.len()))?;
    let first = dates::month_word(*months.first()?);
    let months = months
        .iter()
        .map(|month| say("month-in").choose("month", dates::month_word(*month)).into())
        .collect();
    Some(say("in-months").choose("first", first).with("months", Phrase::List(Joint::And, months)).into())
}

fn days(test: &Test) -> Option<Phrase> {
    let days = integers(test).filter(|days| (1..=LISTED_MAX).contains(&days.len()))?;
    let days = days.iter().map(|day| {
        let number = Exact::from_int(*day);
        Phrase::from(
            say("day-nth").with("number", Phrase::Number(number.clone())).choose("ordinal", number.plain()),
        )
    });
    Some(say("on-days-of-month").with("days", Phrase::List(Joint::And, days.collect())).into())
}

fn dates(context: Context<'_>, path: &Path, test: &Test) -> Option<Phrase> {
    match test {
        Test::In(dates) => {
            let dates = dates.iter().map(|date| values::value(context, path, date)).collect();
            Some(say("on-dates").with("dates", Phrase::List(Joint::And, dates)).into())
        }
        Test::Range { low, high } => Some(date_range(low.as_ref(), high.as_ref())),
        _ => None,
    }
}

fn date_range(low: Option<&Bound>, high: Option<&Bound>) -> Phrase {
    let day = |bound: &Bound, step: i64| match &bound.value {
        Value::Date(date) if bound.inclusive => Phrase::Date(*date),
        Value::Date(date) => {
            Phrase::Date(coterie_calendar::Date::from_days(date.days() + step).unwrap_or(*date))
        }
        _ => Phrase::Plain(String::new()),
    };
    from_to(low.map(|low| day(low, 1)), high.map(|high| day(high, -1)))
}

/// "from … to …", the last day included.
pub(crate) fn from_to(from: Option<Phrase>, to: Option<Phrase>) -> Phrase {
    match (from, to) {
        (Some(from), Some(to)) => say("from-to").with("from", from).with("to", to).into(),
        (Some(from), None) => say("from-day").with("from", from).into(),
        (None, Some(to)) => say("to-day").with("to", to).into(),
        (None, None) => Phrase::List(Joint::Space, Vec::new()),
    }
}

fn hours(id: &str, test: &Test) -> Option<Phrase> {
    let Test::Between { from, until } = test else { return None };
    let [from, until] = [from, until].map(|time| values::time_of_day(i64::from(*time)));
    Some(say(id).with("from", from).with("until", until).into())
}

/// Ids that are names: "at Polana or Zdrowa", "at partners other than Polana".
fn proper_names(context: Context<'_>, path: &Path, test: &Test, ids: [&'static str; 2]) -> Option<Phrase> {
    let (id, values) = match test {
        Test::In(values) => (ids[0], values),
        Test::Not(inner) => match inner.as_ref() {
            Test::In(values) => (ids[1], values),
            _ => return None,
        },
        _ => return None,
    };
    let names = values.iter().map(|value| match values::value(context, path, value) {
        Phrase::Name(name) => Phrase::ProperName(name),
        other => other,
    });
    let joint = if id == ids[0] { Joint::Or } else { Joint::And };
    Some(say(id).with("names", Phrase::List(joint, names.collect())).into())
}

/// "with Gold"; of someone else's level: "if the level of … is Gold".
fn levels(context: Context<'_>, path: &Path, test: &Test) -> Option<Phrase> {
    let party = context.party(&path.subject)?;
    if party.kind == PartyKind::Member && !party.is_you {
        return None;
    }
    let (id, values) = match test {
        Test::In(values) => ("at-level", values),
        Test::Not(inner) => match inner.as_ref() {
            Test::In(values) => ("at-other-levels", values),
            _ => return None,
        },
        _ => return None,
    };
    Some(party.in_message(at_levels(context, path, values, id)).into())
}

/// The message `id` with the names of levels.
pub(crate) fn at_levels(context: Context<'_>, path: &Path, values: &[Value], id: &str) -> Say {
    let levels = values
        .iter()
        .map(|value| say("level-named").with("level", values::value(context, path, value)).into())
        .collect();
    say(id).with("levels", Phrase::List(Joint::Or, levels))
}

/// Whether someone stands in a relation: "someone invited you".
fn known_relation(context: Context<'_>, path: &Path, test: &Test) -> Option<Phrase> {
    let known = match test {
        Test::Known => "known",
        Test::Not(inner) if **inner == Test::Known => "unknown",
        _ => return None,
    };
    if path.read != Read::Itself {
        return None;
    }
    let party = context.party(&path.subject)?;
    let generic = party.in_message(say(format!("relation-{known}")));
    let Some(relation) = party.relation else { return Some(generic.into()) };
    let relation = &context.program.schema.relations[relation];
    Some(own_or_common(context.program, &format!("{known}-{}", relation.of), &relation.name, generic).into())
}

/// What is marked in a profile or with an event, or is not; and whether a profile gives an attribute at all.
fn yes_or_no(context: Context<'_>, path: &Path, test: &Test) -> Option<Phrase> {
    let (test, turned) = match test {
        Test::Not(inner) => (inner.as_ref(), true),
        test => (test, false),
    };
    let (yes, profile) = match test {
        Test::Known => (true, "profile-gives"),
        Test::In(values) => match values.as_slice() {
            [Value::YesNo(yes)] => (*yes, "profile-says"),
            _ => return None,
        },
        _ => return None,
    };
    let so = if yes == turned { "no" } else { "yes" };
    let schema = &context.program.schema;
    match (&path.read, context.party(&path.subject)) {
        (Read::Attribute(attribute), Some(party)) => {
            let name = Phrase::Name(schema.attributes[*attribute].name.clone());
            Some(party.in_message(say(profile)).choose("so", so).with("name", name).into())
        }
        (Read::Field(field), _) if *test != Test::Known => {
            let name = Phrase::Name(schema.fields[*field].name.clone());
            Some(say("event-says").choose("so", so).with("name", name).into())
        }
        _ => None,
    }
}

/// "your basket has something from the category coffee".
fn any_line(context: Context<'_>, path: &Path, test: &Test) -> Option<Phrase> {
    if path.subject != Subject::AnyLine {
        return None;
    }
    if let (Read::Line(LineField::Category), Test::In(values)) = (&path.read, test) {
        let names = values.iter().map(|value| {
            Phrase::from(say("product-named").with("name", values::value(context, path, value)))
        });
        return Some(
            say("basket-has-category").with("names", Phrase::List(Joint::Or, names.collect())).into(),
        );
    }
    if let (Read::Line(LineField::Sku), Test::In(values)) = (&path.read, test) {
        let names = values.iter().map(|value| values::quoted(context, path, value)).collect();
        return Some(say("basket-has-product").with("names", Phrase::List(Joint::Or, names)).into());
    }
    let inner = say("noun-predicate")
        .with("noun", paths::noun(context, path))
        .with("predicate", predicates::predicate(context, path, test));
    Some(say("basket-has").with("condition", inner).into())
}
