//! Why a rule gave nothing, told.

use crate::names::Names;
use coterie_decide::why_not::{Missed, Need, Obstacle};
use coterie_program::compiled::{Path, Read};
use coterie_sentences::{Language, Texts};
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

/// Everything that stood in a rule's way, in English.
pub fn obstacles(names: &Names<'_>, missed: &Missed) -> Vec<Told> {
    obstacles_in(names, Language::En, missed)
}

/// Everything that stood in a rule's way, in a language.
pub fn obstacles_in(names: &Names<'_>, language: Language, missed: &Missed) -> Vec<Told> {
    let teller = Teller { names, texts: Texts::of(language) };
    missed.because.iter().flat_map(|obstacle| teller.tell(obstacle)).collect()
}

struct Teller<'t> {
    names: &'t Names<'t>,
    texts: &'static Texts,
}

impl Teller<'_> {
    fn say(&self, id: &str, values: &[(&str, &str)]) -> String {
        let values: Vec<(&str, String)> =
            values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.texts.say(id, &values)
    }

    fn tell(&self, obstacle: &Obstacle) -> Vec<Told> {
        let program = self.names.program();
        let zone = &program.zone;
        let one = |about: &str, needs: Option<String>, sentence: String| {
            vec![Told { about: about.to_owned(), actual: None, needs, sentence }]
        };
        match obstacle {
            Obstacle::Condition { condition, actual, needs } => {
                let path = &program.conditions[condition.0 as usize].path;
                let actual =
                    actual.as_ref().map(|value| self.names.read(path, value)).filter(|text| !text.is_empty());
                let (needs, would) = self.need(path, needs);
                let was = match &actual {
                    Some(actual) => self.say("why-not-was", &[("path", &path.text), ("actual", actual)]),
                    None => self.say("why-not-unknown", &[("path", &path.text)]),
                };
                let sentence = self.say("why-not-condition", &[("was", &was), ("would", &would)]);
                vec![Told { about: path.text.clone(), actual, needs, sentence }]
            }
            Obstacle::NoLine { needs } => needs
                .iter()
                .map(|(condition, needed)| {
                    let path = &program.conditions[condition.0 as usize].path;
                    let (needs, would) = self.need(path, needed);
                    let was = self.say("why-not-line", &[("path", &path.text)]);
                    let sentence = self.say("why-not-condition", &[("was", &was), ("would", &would)]);
                    Told { about: path.text.clone(), actual: None, needs, sentence }
                })
                .collect(),
            Obstacle::Also { text } => one("also", None, self.say("why-not-also", &[("text", text)])),
            Obstacle::Nobody => one("who", None, self.say("why-not-nobody", &[])),
            Obstacle::NotValid { from, until } => {
                let (from, until) = (from.map(|at| at.in_zone(zone)), until.map(|at| at.in_zone(zone)));
                let sentence = match (&from, &until) {
                    (Some(from), Some(until)) => {
                        self.say("why-not-between", &[("from", from), ("until", until)])
                    }
                    (Some(from), None) => self.say("why-not-from", &[("from", from)]),
                    (None, until) => {
                        self.say("why-not-until", &[("until", until.as_deref().unwrap_or_default())])
                    }
                };
                let window = [from, until].map(Option::unwrap_or_default).join("/");
                one("valid", Some(window), sentence)
            }
            Obstacle::Limit { again, .. } => {
                let again = again.map(|again| again.in_zone(zone));
                let sentence = match &again {
                    Some(again) => self.say("why-not-limit-until", &[("again", again)]),
                    None => self.say("why-not-limit", &[]),
                };
                one("limit", again, sentence)
            }
            Obstacle::Nothing => one("amount", None, self.say("why-not-nothing", &[])),
        }
    }

    /// What would do, as it would be written, and in words.
    fn need(&self, path: &Path, need: &Need) -> (Option<String>, String) {
        match need {
            Need::Value(value) => {
                let text = self.names.read(path, value);
                let said = match self.threshold(path, &text) {
                    Some((measure, from)) => {
                        self.say("why-not-step", &[("value", &text), ("measure", &measure), ("from", &from)])
                    }
                    None => self.say("why-not-value", &[("value", &text)]),
                };
                (Some(text), said)
            }
            Need::Any => (Some("any".to_owned()), self.say("why-not-any", &[])),
            Need::None => (Some("none".to_owned()), self.say("why-not-none", &[])),
            Need::Time => (None, self.say("why-not-time", &[])),
            Need::SameAs(other) => (Some(other.clone()), self.say("why-not-same", &[("path", other)])),
        }
    }

    /// Of a tier's step: the measure that it stands on, and from how much of it.
    fn threshold(&self, path: &Path, step: &str) -> Option<(String, String)> {
        let Read::Tier(set) = path.read else { return None };
        let program = self.names.program();
        let tiers = program.tiers.get(set)?;
        let from = tiers.steps.iter().find(|known| known.name == step)?.from;
        let text = match &program.measures.get(tiers.by)?.what {
            coterie_program::compiled::MeasureKind::SumAccount { account, .. }
            | coterie_program::compiled::MeasureKind::Balance(account) => {
                self.names.amount(*account, coterie_ledger::Amount::new(from).ok()?)
            }
            coterie_program::compiled::MeasureKind::Sum(summed) => {
                self.names.read(summed, &coterie_program::value::Value::Int(from))
            }
            _ => from.to_string(),
        };
        Some((self.names.measure(tiers.by).to_owned(), text))
    }
}
