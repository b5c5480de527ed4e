//! The events of a program's tests: written in YAML, read through the door that all events come through.

use crate::codes;
use coterie_intake::{Defaults, Intake, Problem};
use coterie_ledger::PartyKind;
use coterie_program::builtin;
use coterie_program::compile::{Broken, TestCase};
use coterie_program::diagnostic::Diagnostic;
use coterie_program::event::Event;
use coterie_program::yaml::{Key, Node, Scalar, Span as Place, Value};
use std::collections::BTreeSet;

/// An event of a test.
pub(crate) struct Said {
    pub(crate) event: Event,
    pub(crate) place: Place,
    /// The event whose voucher code it uses.
    pub(crate) code_of: Option<String>,
}

/// What is wrong with an event of a test.
pub(crate) struct Mistake {
    /// Where it stands in the file, as near as can be.
    pub(crate) place: Place,
    /// Whether a value is written at that very place, rather than something missing there.
    is_written: bool,
    pub(crate) problem: Problem,
}

impl Mistake {
    /// As it is shown with the other mistakes of the file.
    pub(crate) fn diagnostic(self) -> Diagnostic {
        let Problem { reason, help, .. } = self.problem;
        Diagnostic::error("event", self.place, reason).with_help_if(help)
    }
}

/// The events of a test in the order of the file, or every mistake in them.
pub(crate) fn read(intake: &Intake, test: &TestCase) -> Result<Vec<Said>, Vec<Mistake>> {
    let joined = joined(test);
    let known_partner = |id: &str| joined.contains(id);
    let defaults = Defaults { source: "test", at: None, known_partner: &known_partner };
    let (mut events, mut mistakes) = (Vec::with_capacity(test.events.len()), Vec::new());
    for (number, written) in test.events.iter().enumerate() {
        let mut node = written.clone();
        give_an_id(&mut node, number);
        let code_of = codes::take_reference(&mut node);
        match intake.event_of_node(&node, &defaults) {
            Ok(event) => events.push(Said { event, place: written.span, code_of }),
            Err(problems) => mistakes.extend(problems.into_iter().map(|problem| mistake(written, problem))),
        }
    }
    if mistakes.is_empty() { Ok(events) } else { Err(mistakes) }
}

/// The mistakes in the events of a test that are not the echo of a mistake elsewhere in the file: of names that the file
/// defines with a mistake in them, nothing is known yet.
pub(crate) fn mistakes(intake: &Intake, test: &TestCase, broken: &Broken) -> Vec<Mistake> {
    let Err(mut mistakes) = read(intake, test) else { return Vec::new() };
    let is_echo = |mistake: &Mistake| {
        let mut names = mistake.problem.field.split(['.', '[', ']']);
        names.any(|name| broken.defines(name))
            || value_at(test, mistake.place).is_some_and(|text| broken.defines(text))
    };
    let echoes: Vec<Place> =
        mistakes.iter().filter(|mistake| is_echo(mistake)).map(|mistake| mistake.place).collect();
    mistakes.retain(|mistake| {
        // What is missing may be what could not be understood.
        let beside_echo = || echoes.iter().any(|echo| event_at(test, *echo) == event_at(test, mistake.place));
        !is_echo(mistake) && (mistake.is_written || !beside_echo())
    });
    mistakes
}

/// The partners of a test that are not in the file: given, or joining by an event.
fn joined(test: &TestCase) -> BTreeSet<String> {
    let given = test.given.iter().filter(|given| given.party.kind() == PartyKind::Partner);
    let word = builtin::KIND_NAMES[usize::from(builtin::kind::PARTNER.0)];
    let joining = test.events.iter().filter_map(|event| event.get(word)?.get(word)?.as_text());
    given.map(|given| given.party.id().to_owned()).chain(joining.map(str::to_owned)).collect()
}

/// An event that nothing refers to needs no id of its own in a test.
fn give_an_id(event: &mut Node, number: usize) {
    if event.get("id").is_some() {
        return;
    }
    let span = event.span;
    let Value::Map(entries) = &mut event.value else { return };
    let text = format!("event {}", number + 1);
    let id = Node { span, value: Value::Scalar(Scalar { text, quoted: true }) };
    entries.push((Key { span, text: "id".to_owned() }, id));
}

fn mistake(event: &Node, problem: Problem) -> Mistake {
    let mut nearest = first_line(event.span, event);
    let is_written = find(event, "", &problem.field, &mut nearest);
    Mistake { place: nearest, is_written, problem }
}

/// Follows a field such as `purchase.lines[2].amount` into a node; `nearest` becomes the place of what was found of it. True
/// when a value is written there.
fn find(node: &Node, before: &str, field: &str, nearest: &mut Place) -> bool {
    let inside = |path: &str| field.strip_prefix(path).is_some_and(|rest| rest.starts_with(['.', '[']));
    match &node.value {
        Value::Map(entries) => entries.iter().any(|(key, node)| {
            let path = if before.is_empty() { key.text.clone() } else { format!("{before}.{}", key.text) };
            if path != field && !inside(&path) {
                return false;
            }
            *nearest = entry(key, node);
            if path == field { !node.is_map() } else { find(node, &path, field, nearest) }
        }),
        Value::List(items) => items.iter().enumerate().any(|(number, item)| {
            let path = format!("{before}[{number}]");
            if path != field && !inside(&path) {
                return false;
            }
            *nearest = first_line(item.span, item);
            if path == field { !item.is_map() } else { find(item, &path, field, nearest) }
        }),
        Value::Null | Value::Scalar(_) | Value::Reported => false,
    }
}

/// A key and its value, where it is one; a map or a list below is not to be underlined whole.
fn entry(key: &Key, node: &Node) -> Place {
    let is_short = matches!(node.value, Value::Scalar(_)) && key.span.start.line == node.span.end.line;
    if is_short { key.span.to(node.span) } else { key.span }
}

/// A node, or its first key where it goes over several lines.
fn first_line(span: Place, node: &Node) -> Place {
    match &node.value {
        Value::Map(entries) if span.start.line != span.end.line => {
            entries.first().map_or(span, |(key, _)| key.span)
        }
        _ => span,
    }
}

/// Which event of a test stands at a place.
fn event_at(test: &TestCase, place: Place) -> Option<usize> {
    test.events.iter().position(|event| event.span.start <= place.start && place.end <= event.span.end)
}

/// The text that stands at the end of a place within an event.
fn value_at(test: &TestCase, place: Place) -> Option<&str> {
    fn at(node: &Node, place: Place) -> Option<&str> {
        match &node.value {
            Value::Scalar(scalar) => (node.span.end == place.end).then_some(scalar.text.as_str()),
            Value::List(items) => items.iter().find_map(|item| at(item, place)),
            Value::Map(entries) => entries.iter().find_map(|(_, node)| at(node, place)),
            Value::Null | Value::Reported => None,
        }
    }
    at(&test.events[event_at(test, place)?], place)
}
