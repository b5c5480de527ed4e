//! A tree becomes an event, or all that is wrong with it.

mod body;
mod lines;
mod requirements;
mod values;

use compact_str::CompactString;
use coterie_calendar::Instant;
use coterie_program::diagnostic::did_you_mean;
use coterie_program::event::Event;

use crate::intake::{Defaults, Intake};
use crate::limits::{PROBLEMS_MAX, SOURCE_BYTES_MAX};
use crate::problem::{Path, Problem, shown};
use crate::shape::KindShape;
use crate::tree::Tree;

/// One event being read, with what was found wrong so far.
pub(crate) struct Reading<'i> {
    intake: &'i Intake,
    defaults: &'i Defaults<'i>,
    problems: Vec<Problem>,
}

/// The keys of an event beside its kind.
const ENVELOPE: [&str; 3] = ["id", "source", "at"];

/// How many known names a help lists: what fits on a line or two.
const KNOWN_SHOWN_MAX: usize = 12;

const EXAMPLE: &str = r#"write `{"id": "e1", "at": "2026-03-07T18:30", "purchase": {…}}`"#;

impl<'i> Reading<'i> {
    pub(crate) fn new(intake: &'i Intake, defaults: &'i Defaults<'i>) -> Self {
        Self { intake, defaults, problems: Vec::new() }
    }

    pub(crate) fn event(mut self, tree: &Tree<'_>) -> Result<Event, Vec<Problem>> {
        let event = self.envelope(tree);
        match event {
            Some(event) if self.problems.is_empty() => Ok(event),
            _ => {
                debug_assert!(!self.problems.is_empty(), "what is not there has been reported");
                Err(self.problems)
            }
        }
    }

    fn envelope(&mut self, tree: &Tree<'_>) -> Option<Event> {
        let root = Path::Root;
        let Tree::Map(entries) = tree else {
            return self.refuse(&root, format!("an event is a map, not {}", tree.described()), Some(EXAMPLE));
        };
        let (mut id, mut source, mut at) = (None, None, None);
        let mut said: Option<(&'i KindShape, &str, &Tree<'_>)> = None;
        let mut meant: Option<(&'i KindShape, &str, &Tree<'_>)> = None;
        for (key, value) in entries {
            match &**key {
                "id" => id = Some(value),
                "source" => source = Some(value),
                "at" => at = Some(value),
                name => match (self.intake.kind(name), said) {
                    (None, _) => meant = self.unknown_kind(name).map(|shape| (shape, name, value)).or(meant),
                    (Some(shape), None) => said = Some((shape, name, value)),
                    (Some(_), Some((first, ..))) => {
                        let reason =
                            format!("the event already is a {}; one event says one thing", first.name);
                        self.refuse::<()>(&root.key(name), reason, Some("send two events"));
                    }
                },
            }
        }
        let id = self.event_id(id);
        let source = self.source(source);
        let at = self.time(at);
        // What a misspelt event says is read as what was meant, so that mistakes inside it are found too.
        let Some((shape, written, body)) = said.or(meant) else {
            if self.problems.iter().all(|problem| ENVELOPE.contains(&&*problem.field)) {
                self.refuse::<()>(&root, "the event does not say what happened", Some(EXAMPLE));
            }
            return None;
        };
        let body = self.body(shape, written, body);
        Some(body?.into_event(source?, id?, at?, shape.id))
    }

    fn event_id(&mut self, value: Option<&Tree<'_>>) -> Option<CompactString> {
        let root = Path::Root;
        let path = root.key("id");
        let Some(value) = value else {
            let help = "give each event an id that its source uses once, for ever";
            return self.refuse(&path, "the event has no `id`", Some(help));
        };
        self.id(&path, value)
    }

    fn source(&mut self, value: Option<&Tree<'_>>) -> Option<CompactString> {
        let root = Path::Root;
        let path = root.key("source");
        let source = match value {
            Some(value) => self.id(&path, value)?,
            None if self.defaults.source.is_empty() => {
                return self.refuse(&path, "the event does not say its `source`", None::<&str>);
            }
            None => CompactString::new(self.defaults.source),
        };
        if source.len() > SOURCE_BYTES_MAX {
            let reason = format!("it has {} bytes, at most {SOURCE_BYTES_MAX} are allowed", source.len());
            return self.refuse(&path, reason, None::<&str>);
        }
        Some(source)
    }

    fn time(&mut self, value: Option<&Tree<'_>>) -> Option<Instant> {
        let root = Path::Root;
        let path = root.key("at");
        match (value, self.defaults.at) {
            (Some(value), _) => self.instant(&path, value),
            (None, Some(at)) => Some(at),
            (None, None) => self.refuse(
                &path,
                "the event does not say when: `at` is missing",
                Some("write `\"at\": \"2026-03-07T18:30\"`"),
            ),
        }
    }

    /// Notes a kind of event that is not known, and finds the one that was probably meant.
    fn unknown_kind(&mut self, name: &str) -> Option<&'i KindShape> {
        let root = Path::Root;
        let path = root.key(name);
        if name == "apply" {
            let help = "a program is applied with its file";
            return self.refuse(&path, "a program is not applied by an event", Some(help));
        }
        let known = self.intake.kinds.iter().map(|kind| &*kind.name);
        let meant = did_you_mean(name, ENVELOPE.into_iter().chain(known));
        let help = meant.map(|meant| format!("did you mean `{meant}`?"));
        self.refuse::<()>(&path, format!("there is no event `{}`", shown(name)), help);
        meant.and_then(|meant| self.intake.kind(meant))
    }

    /// Notes a problem; there is no value then.
    fn refuse<T>(
        &mut self,
        path: &Path<'_>,
        reason: impl Into<String>,
        help: Option<impl Into<String>>,
    ) -> Option<T> {
        if self.problems.len() < PROBLEMS_MAX {
            let (reason, help) = (reason.into(), help.map(Into::into));
            self.problems.push(Problem { field: path.to_string(), reason, help });
        }
        None
    }

    /// Notes a key that is not known where it stands, and finds the one that was probably meant.
    fn unknown_key<'c>(
        &mut self,
        path: &Path<'_>,
        what: &str,
        key: &str,
        known: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        // Sorted, so that the proposal among equally near names is always the same.
        let mut known: Vec<&str> = known.into_iter().collect();
        known.sort_unstable();
        let meant = did_you_mean(key, known.iter().copied());
        let help = match meant {
            Some(meant) => Some(format!("did you mean `{meant}`?")),
            None if known.is_empty() => None,
            None => Some(format!("it has: {}", listed(&known))),
        };
        self.refuse::<()>(path, format!("{what} has no field `{}`", shown(key)), help);
        meant
    }
}

/// Known names, as many as a line or two hold.
fn listed(known: &[&str]) -> String {
    let mut names: Vec<String> = known.iter().take(KNOWN_SHOWN_MAX).map(|name| format!("`{name}`")).collect();
    if known.len() > KNOWN_SHOWN_MAX {
        names.push("…".to_owned());
    }
    names.join(", ")
}
