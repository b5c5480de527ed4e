//! Why a rule gave nothing, told: in the words of the rule's own sentence, with the field's name beside for whoever writes
//! programs.

use crate::names::Names;
use crate::refused::refused;
use crate::withheld;
use crate::words::{Words, capitalised};
use coterie_calendar::Instant;
use coterie_decide::why_not::{Left, Missed, Need, Obstacle};
use coterie_ledger::Amount;
use coterie_program::compiled::{Condition, Limit, LimitedTo, MeasureKind, Path, Read, Rule, Subject};
use coterie_program::event::Event;
use coterie_program::ids::RuleId;
use coterie_program::value::{Type, Value};
use coterie_sentences::{Language, also_clause, condition_clause, path_noun, path_value, path_value_quoted};
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

/// Everything that stood in a rule's way for an event, in a language.
pub fn obstacles_in(names: &Names<'_>, language: Language, event: &Event, missed: &Missed) -> Vec<Told> {
    let words = Words::new(names.program(), language);
    let Some(rule) = words.rule(missed.rule) else { return Vec::new() };
    let teller = Teller { words, rule, event };
    missed.because.iter().flat_map(|obstacle| teller.tell(obstacle)).collect()
}

/// Whoever tells what stood in the way of one rule.
pub(crate) struct Teller<'p> {
    pub(crate) words: Words<'p>,
    pub(crate) rule: &'p Rule,
    event: &'p Event,
}

impl Teller<'_> {
    /// What a path reads: "the total of your purchase".
    fn noun(&self, path: &Path) -> String {
        let noun = path_noun(self.words.program(), self.rule, path, self.words.language());
        let noun = noun.trim().trim_end_matches(',');
        if noun.is_empty() { path.text.clone() } else { noun.to_owned() }
    }

    /// Whom the rule is for, where relations lead there.
    fn beneficiary(&self) -> Option<String> {
        let (Subject::Record(_, hops) | Subject::Who(hops)) = &self.rule.who else { return None };
        hops.last()?;
        let subject = self.rule.who.clone();
        Some(self.noun(&Path { subject, read: Read::Itself, text: String::new(), value: Type::Text }))
    }

    /// A value that a path reads, in words.
    pub(crate) fn value(&self, path: &Path, value: &Value) -> String {
        if let (Read::Weekday, Value::Text(day)) = (&path.read, value)
            && let Some(name) = self.words.find(&format!("weekday-{day}"))
        {
            return name;
        }
        path_value(self.words.program(), self.rule, path, value, self.words.language())
    }

    /// The same, a program's word standing out from the sentence's own.
    pub(crate) fn quoted(&self, path: &Path, value: &Value) -> String {
        if path.read == Read::Weekday {
            return self.value(path, value);
        }
        path_value_quoted(self.words.program(), self.rule, path, value, self.words.language())
    }

    /// What was so: "The total of your purchase was 20 zł".
    pub(crate) fn was(&self, path: &Path, actual: Option<&Value>) -> String {
        let noun = capitalised(&self.noun(path));
        let said = actual.map(|value| self.value(path, value)).filter(|text| !text.is_empty());
        let Some(actual) = said else { return self.words.say("why-not-unknown", &[("noun", &noun)]) };
        let is_of_many = matches!(path.value, Type::List(_)) || path.subject == Subject::AnyLine;
        let number = if is_of_many { "many" } else { "one" };
        self.words.say("why-not-was", &[("noun", &noun), ("actual", &actual), ("number", number)])
    }

    fn tell(&self, obstacle: &Obstacle) -> Vec<Told> {
        let words = &self.words;
        let program = words.program();
        let one = |about: &str, needs: Option<String>, sentence: String| {
            vec![Told { about: about.to_owned(), actual: None, needs, sentence }]
        };
        match obstacle {
            Obstacle::Condition { condition, actual, needs } => {
                let condition = &program.conditions[condition.0 as usize];
                let path = &condition.path;
                let (needs, would) = self.need(condition, needs);
                let was = self.was(path, actual.as_ref());
                let sentence = self.sentence(&was, &would, path);
                let actual = actual.as_ref().map(|value| words.names().read(path, value));
                let actual = actual.filter(|text| !text.is_empty());
                vec![Told { about: path.text.clone(), actual, needs, sentence }]
            }
            Obstacle::NoLine { needs } => needs
                .iter()
                .map(|(condition, needed)| {
                    let condition = &program.conditions[condition.0 as usize];
                    let path = &condition.path;
                    let (needs, would) = self.need(condition, needed);
                    let was = words.say("why-not-line", &[("noun", &self.noun(path))]);
                    let sentence = self.sentence(&was, &would, path);
                    Told { about: path.text.clone(), actual: None, needs, sentence }
                })
                .collect(),
            Obstacle::Also { text } => {
                let sentence = match also_clause(program, self.rule, text, words.language()) {
                    Some(asked) => words.say("why-not-also-said", &[("asked", &asked), ("text", text)]),
                    None => words.say("why-not-also", &[("text", text)]),
                };
                one("also", None, sentence)
            }
            Obstacle::Nobody => one(
                "who",
                None,
                match self.beneficiary() {
                    Some(who) => words.say("why-not-nobody-who", &[("who", &who)]),
                    None => words.say("why-not-nobody", &[]),
                },
            ),
            Obstacle::NotValid { from, until } => {
                let window = [from, until]
                    .map(|at| at.map(|at| at.in_zone(&program.zone)).unwrap_or_default())
                    .join("/");
                let (from, until) = (from.map(|at| words.moment(at)), until.map(|at| words.until(at)));
                let sentence = match (&from, &until) {
                    (Some(from), Some(until)) => {
                        words.say("why-not-between", &[("from", from), ("until", until)])
                    }
                    (Some(from), None) => words.say("why-not-from", &[("from", from)]),
                    (None, until) => {
                        words.say("why-not-until", &[("until", until.as_deref().unwrap_or_default())])
                    }
                };
                one("valid", Some(window), sentence)
            }
            Obstacle::Limit { whose, limit, left, again } => {
                let needs = again.map(|again| again.in_zone(&program.zone));
                one("limit", needs, self.limited(*whose, limit, *left, *again))
            }
            Obstacle::Withheld(withheld) => vec![withheld::told(self, withheld)],
            Obstacle::Refused(refusal) => {
                let sentence = refused(words, Some(self.event), refusal);
                one("refused", None, words.say("refused", &[("why", &sentence)]))
            }
        }
    }

    /// That a limit leaves no room, whose it is, and from when there is room again.
    fn limited(&self, whose: RuleId, limit: &Limit, left: Left, again: Option<Instant>) -> String {
        let words = &self.words;
        let most = match limit.of {
            LimitedTo::Account(account) => {
                Amount::new(limit.most).map(|most| words.amount(account, most)).unwrap_or_default()
            }
            LimitedTo::Discount => words.money(limit.most),
            LimitedTo::Times => words.number(limit.most.into()),
        };
        let when = again.map(|again| words.moment(again)).unwrap_or_default();
        let values = [("most", most.as_str()), ("again", &when), ("rule", words.names().rule(whose))];
        let is_own = whose == self.rule.id;
        let id = match (is_own, left, again) {
            (false, Left::CutPerEvent, _) => "why-not-limit-of-event",
            (false, _, None) => "why-not-limit-of",
            (false, _, Some(_)) => "why-not-limit-of-until",
            (true, Left::CutPerEvent, _) => "why-not-limit-event",
            (true, Left::NothingInEvent, None) => "why-not-limit-shared",
            (true, Left::NothingInEvent, Some(_)) => "why-not-limit-shared-until",
            (true, Left::NothingBefore, None) => "why-not-limit",
            (true, Left::NothingBefore, Some(_)) => "why-not-limit-until",
        };
        words.say(id, &values)
    }

    fn sentence(&self, was: &str, would: &str, path: &Path) -> String {
        self.words.say("why-not-condition", &[("was", was), ("would", would), ("path", &path.text)])
    }

    /// What would do, as it would be written, and in words.
    fn need(&self, condition: &Condition, need: &Need) -> (Option<String>, String) {
        let (words, path) = (&self.words, &condition.path);
        match need {
            Need::Value(value) => {
                let (text, said) = (words.names().read(path, value), self.quoted(path, value));
                let said = match self.threshold(path, &text) {
                    Some((measure, from)) => {
                        words.say("why-not-step", &[("value", &said), ("measure", &measure), ("from", &from)])
                    }
                    None => words.say("why-not-value", &[("value", &said)]),
                };
                (Some(text), said)
            }
            Need::Any => (Some("any".to_owned()), words.say("why-not-any", &[])),
            Need::None => (Some("none".to_owned()), words.say("why-not-none", &[])),
            Need::Time => {
                let asked = condition_clause(words.program(), self.rule, condition, words.language());
                (None, words.say("why-not-time", &[("asked", &asked)]))
            }
            Need::SameAs(other) => (Some(other.clone()), words.say("why-not-same", &[("path", other)])),
        }
    }

    /// Of a tier's step: the measure that it stands on, and from how much of it.
    pub(crate) fn threshold(&self, path: &Path, step: &str) -> Option<(String, String)> {
        let Read::Tier(set) = path.read else { return None };
        let program = self.words.program();
        let tiers = program.tiers.get(set)?;
        let from = tiers.steps.iter().find(|known| known.name == step)?.from;
        let text = match &program.measures.get(tiers.by)?.what {
            MeasureKind::SumAccount { account, .. } | MeasureKind::Balance(account) => {
                self.words.amount(*account, Amount::new(from).ok()?)
            }
            MeasureKind::Sum(summed) if summed.value == Type::Money => self.words.money(from),
            _ => from.to_string(),
        };
        let measured = Path {
            subject: path.subject.clone(),
            read: Read::Measure(tiers.by),
            text: self.words.names().measure(tiers.by).to_owned(),
            value: Type::Integer,
        };
        Some((self.noun(&measured), text))
    }
}
