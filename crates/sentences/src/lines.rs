//! Which lines of a purchase a rule rests on, as a suffix of "purchase" ("of coffee or tea", "(except tobacco)").

use crate::conditions;
use crate::party::Context;
use crate::phrase::{Joint, Phrase, say};
use crate::values;
use coterie_program::compiled::{Condition, ConditionId, LineField, Read, Rule, Test};
use coterie_program::value::Value;

/// The suffixes of a rule; empty when it rests on all lines.
pub(crate) fn suffixes(context: Context<'_>, rule: &Rule) -> Vec<Phrase> {
    suffixes_of(context, &rule.lines)
}

/// The suffixes of conditions on lines.
pub(crate) fn suffixes_of(context: Context<'_>, lines: &[ConditionId]) -> Vec<Phrase> {
    let conditions = lines.iter().map(|id| &context.program.conditions[id.0 as usize]);
    let mut suffixes = Vec::new();
    let mut others = Vec::new();
    for condition in conditions {
        match idiom(context, condition) {
            Some(phrase) => suffixes.push(phrase),
            None => others.push(conditions::plainly(context, condition)),
        }
    }
    if !others.is_empty() {
        suffixes.push(say("lines-where").with("conditions", Phrase::List(Joint::And, others)).into());
    }
    suffixes
}

/// A noun with the suffixes behind it.
pub(crate) fn narrowed(noun: impl Into<Phrase>, suffixes: &[Phrase]) -> Phrase {
    let noun = noun.into();
    if suffixes.is_empty() {
        return noun;
    }
    let mut parts = vec![noun];
    parts.extend_from_slice(suffixes);
    Phrase::List(Joint::Space, parts)
}

fn idiom(context: Context<'_>, condition: &Condition) -> Option<Phrase> {
    let Condition { path, test } = condition;
    let (negated, values) = match test {
        Test::In(values) => (false, values),
        Test::Not(inner) => match inner.as_ref() {
            Test::In(values) => (true, values),
            _ => return None,
        },
        _ => return None,
    };
    let id = match (&path.read, negated) {
        (Read::Line(LineField::Category), false) => "lines-of-category",
        (Read::Line(LineField::Category), true) => "lines-except-category",
        (Read::Line(LineField::Sku), false) => "lines-of-sku",
        (Read::Line(LineField::Sku), true) => "lines-except-sku",
        _ => return None,
    };
    let number = if values.len() == 1 { "one" } else { "many" };
    let names = values.iter().map(|value: &Value| {
        Phrase::from(say("product-named").with("name", values::value(context, path, value)))
    });
    let joint = if negated { Joint::And } else { Joint::Or };
    Some(say(id).choose("number", number).with("names", Phrase::List(joint, names.collect())).into())
}
