//! Why a rule gave nothing, told.

use crate::names::Names;
use coterie_decide::why_not::{Missed, Need, Obstacle};
use serde::Serialize;

/// One obstacle, told: what the rule asks for, what was so, what would satisfy it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// What the rule asks about.
    pub about: String,
    /// What was so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
    /// What would satisfy it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    /// The whole in a sentence.
    pub sentence: String,
}

/// Everything that stood in a rule's way.
pub fn obstacles(names: &Names<'_>, missed: &Missed) -> Vec<Told> {
    missed.because.iter().flat_map(|obstacle| tell(names, obstacle)).collect()
}

fn tell(names: &Names<'_>, obstacle: &Obstacle) -> Vec<Told> {
    let program = names.program();
    let zone = &program.zone;
    let one = |about: &str, actual: Option<String>, needs: Option<String>, sentence: String| {
        vec![Told { about: about.to_owned(), actual, needs, sentence }]
    };
    match obstacle {
        Obstacle::Condition { condition, actual, needs } => {
            let path = &program.conditions[condition.0 as usize].path;
            let actual = actual.as_ref().map(|value| names.read(path, value));
            let (needs, would) = need(names, path, needs);
            let was = actual.clone().unwrap_or_else(|| "unknown".to_owned());
            one(&path.text, actual, needs, format!("{} was {was}; {would}", path.text))
        }
        Obstacle::NoLine { needs } => needs
            .iter()
            .map(|(condition, needed)| {
                let path = &program.conditions[condition.0 as usize].path;
                let (needs, would) = need(names, path, needed);
                let sentence = format!("no line met the rule's choice of lines: {} … {would}", path.text);
                Told { about: path.text.clone(), actual: None, needs, sentence }
            })
            .collect(),
        Obstacle::Also { text } => one(
            "also",
            None,
            None,
            format!("the expression `{text}` was not true; only a change of what it reads can make it so"),
        ),
        Obstacle::Nobody => one("who", None, None, "there was nobody to benefit".to_owned()),
        Obstacle::NotValid { from, until } => {
            let from = from.map(|from| format!("from {}", from.in_zone(zone)));
            let until = until.map(|until| format!("until {}", until.in_zone(zone)));
            let window: Vec<String> = from.into_iter().chain(until).collect();
            one("valid", None, Some(window.join(" ")), format!("the rule holds {} only", window.join(" ")))
        }
        Obstacle::Limit { most, again, .. } => {
            let again = again.map(|again| format!("from {}", again.in_zone(zone)));
            let would = again.clone().map_or_else(|| "there will be no more".to_owned(), |again| format!("room again {again}"));
            one("limit", Some(most.to_string()), again, format!("the limit of {most} is used up; {would}"))
        }
        Obstacle::Nothing => one(
            "amount",
            None,
            None,
            "its conditions held, but another rule of its group came first, or the amount came to nothing".to_owned(),
        ),
    }
}

fn need(names: &Names<'_>, path: &coterie_program::compiled::Path, need: &Need) -> (Option<String>, String) {
    match need {
        Need::Value(value) => {
            let value = names.read(path, value);
            (Some(value.clone()), format!("{value} would do"))
        }
        Need::Any => (Some("any".to_owned()), "any value would do".to_owned()),
        Need::None => (Some("none".to_owned()), "it would do if there were none".to_owned()),
        Need::Time => (None, "only another time would do".to_owned()),
        Need::SameAs(path) => (Some(path.clone()), format!("it would have to be the same as {path}")),
    }
}
