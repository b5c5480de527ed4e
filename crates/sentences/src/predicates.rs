//! What must hold of a value, as a predicate ("is at least 200 zł").

use crate::numbers::Exact;
use crate::party::Context;
use crate::paths;
use crate::phrase::{Joint, Phrase, say};
use crate::values;
use coterie_program::compiled::{Anniversary, Bound, Path, Read, Test};
use coterie_program::value::{Type, Value};

/// A test of a path as a predicate.
pub(crate) fn predicate(context: Context<'_>, path: &Path, test: &Test) -> Phrase {
    match test {
        Test::In(values) => match values.as_slice() {
            [single] => {
                let id = if is_number(single) { "is-number" } else { "is" };
                say(id).with("value", values::quoted(context, path, single)).into()
            }
            _ => say("is").with("value", alternatives(context, path, values)).into(),
        },
        Test::Range { low, high } => {
            let id = if is_time(&path.value) { "falls" } else { "is-in-range" };
            say(id).with("range", range(context, path, low.as_ref(), high.as_ref())).into()
        }
        Test::Within(span) => say("is-within").in_cases("span", Phrase::Span(*span)).into(),
        Test::Known => say("is-known").into(),
        Test::Anniversary(Anniversary::Today) => say("has-anniversary-today").into(),
        Test::Anniversary(Anniversary::ThisMonth) => say("has-anniversary-this-month").into(),
        Test::Between { from, until } => {
            let [from, until] = [from, until].map(|time| values::time_of_day(i64::from(*time)));
            say("is-between").with("from", from).with("until", until).into()
        }
        Test::SameAs(other) => same_as("is-same-as", context, other),
        Test::Not(inner) => negated(context, path, inner),
    }
}

fn negated(context: Context<'_>, path: &Path, test: &Test) -> Phrase {
    match test {
        Test::In(values) => match values.as_slice() {
            [single] => {
                let id = if is_number(single) { "is-not-number" } else { "is-not" };
                say(id).with("value", values::quoted(context, path, single)).into()
            }
            _ => say("is-none-of").with("values", alternatives(context, path, values)).into(),
        },
        Test::Range { low: Some(low), high: None } => {
            predicate(context, path, &Test::Range { low: None, high: Some(beyond(low)) })
        }
        Test::Range { low: None, high: Some(high) } => {
            predicate(context, path, &Test::Range { low: Some(beyond(high)), high: None })
        }
        Test::Known => say("is-unknown").into(),
        Test::SameAs(other) => same_as("is-not-same-as", context, other),
        Test::Within(span) => say("is-not-within").in_cases("span", Phrase::Span(*span)).into(),
        Test::Not(inner) => predicate(context, path, inner),
        other => say("is-not-so").with("predicate", predicate(context, path, other)).into(),
    }
}

/// That two paths read the same: two records, or two values.
fn same_as(id: &'static str, context: Context<'_>, other: &Path) -> Phrase {
    let what = if other.read == Read::Itself { "party" } else { "value" };
    say(id).choose("what", what).with("noun", paths::noun(context, other)).into()
}

/// The bound from the other side: not "at least 5" is "below 5".
fn beyond(bound: &Bound) -> Bound {
    Bound { value: bound.value.clone(), inclusive: !bound.inclusive }
}

fn alternatives(context: Context<'_>, path: &Path, values: &[Value]) -> Phrase {
    Phrase::List(Joint::Or, values.iter().map(|value| values::quoted(context, path, value)).collect())
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Int(_) | Value::Decimal(_))
}

fn is_time(value: &Type) -> bool {
    matches!(value, Type::Date | Type::Time)
}

/// A range: "at least 5", "more than 2 and at most 4", "no later than 7 March 2026".
pub(crate) fn range(context: Context<'_>, path: &Path, low: Option<&Bound>, high: Option<&Bound>) -> Phrase {
    let time = is_time(&path.value);
    let side = |bound: &Bound, ids: [&'static str; 4]| {
        let id = match (time, bound.inclusive) {
            (false, true) => ids[0],
            (false, false) => ids[1],
            (true, true) => ids[2],
            (true, false) => ids[3],
        };
        let value = values::value(context, path, &bound.value);
        let plural = match &bound.value {
            Value::Int(number) => Exact::from_int(*number).plain(),
            _ => "0".to_owned(),
        };
        Phrase::from(say(id).in_cases("value", value).choose("plural", plural))
    };
    let sides: Vec<Phrase> = low
        .map(|bound| side(bound, ["at-least", "more-than", "no-earlier-than", "later-than"]))
        .into_iter()
        .chain(high.map(|bound| side(bound, ["at-most", "less-than", "no-later-than", "earlier-than"])))
        .collect();
    Phrase::List(Joint::And, sides)
}
