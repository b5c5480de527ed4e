//! The names of a program and what they stand for.

use super::Compiler;
use crate::compiled::Limit;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::file::collections::Map;
use crate::file::{At, File};
use crate::ids::{AccountId, AttributeId, KindId, LimitId, MeasureId, RelationId, RuleId, TierSetId};
use crate::yaml::Span as Place;
use coterie_ledger::PartyKind;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Names by what they name.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) kinds: HashMap<String, KindId>,
    pub(crate) attributes: HashMap<(PartyKind, String), AttributeId>,
    pub(crate) relations: HashMap<(PartyKind, String), RelationId>,
    pub(crate) accounts: HashMap<String, AccountId>,
    pub(crate) measures: HashMap<String, MeasureId>,
    pub(crate) tiers: HashMap<String, TierSetId>,
    pub(crate) rules: HashMap<String, RuleId>,
    /// Decimals of what each measure holds.
    pub(crate) measure_decimals: HashMap<MeasureId, u8>,
    /// Accounts that each rule names in what it gives, known before rules are compiled because rules refer to each other.
    pub(crate) rule_accounts: HashMap<RuleId, Vec<String>>,
    /// Limits that rules share, with where each was stated first.
    pub(crate) shared_limits: HashMap<LimitId, (Limit, Place)>,
    /// What the file defines but with a mistake in it, which was reported: by section and name.
    broken: BTreeSet<(&'static str, String)>,
    /// A whole section could not be read, so that any name may be defined there.
    section_unreadable: bool,
}

/// The first words of paths, which nothing else may be called that paths reach by its bare name.
pub(crate) const ROOTS: [&str; 11] = [
    "line",
    "any_line",
    "lines",
    "who",
    "event",
    "coalition",
    "member",
    "partner",
    "employee",
    "location",
    "household",
];

impl Names {
    /// Notes what could not be read of a file, so that whoever refers to it is not blamed.
    pub(crate) fn note_broken(&mut self, file: &File, sections_written: &[&str]) {
        let mut note = |section: &'static str, names: &[String]| {
            self.broken.extend(names.iter().map(|name| (section, name.clone())));
        };
        let fields = file.events.iter().flat_map(Map::iter).map(|(_, event)| event);
        for event in fields {
            note("events", &event.broken);
            note("events", event.lines.as_ref().map_or(&[], Map::broken));
        }
        for (_, fact) in file.facts.iter().flat_map(Map::iter) {
            note("events", &fact.broken);
        }
        let attributes = file.attributes.iter().flat_map(|attributes| {
            let (persons, others) = (
                [&attributes.member, &attributes.employee, &attributes.household],
                [&attributes.partner, &attributes.coalition],
            );
            persons.into_iter().chain(others).flatten()
        });
        for names in attributes.map(Map::broken) {
            note("attributes", names);
        }
        // Rules and rewards are named by the same word, and so are events and facts.
        let sections: [(&str, &'static str, Option<&[String]>); 10] = [
            ("partners", "partners", file.partners.as_ref().map(Map::broken)),
            ("locations", "locations", file.locations.as_ref().map(Map::broken)),
            ("relations", "relations", file.relations.as_ref().map(|relations| relations.broken.as_slice())),
            ("events", "events", file.events.as_ref().map(Map::broken)),
            ("facts", "events", file.facts.as_ref().map(Map::broken)),
            ("accounts", "accounts", file.accounts.as_ref().map(Map::broken)),
            ("measures", "measures", file.measures.as_ref().map(Map::broken)),
            ("tiers", "tiers", file.tiers.as_ref().map(Map::broken)),
            ("rules", "rules", file.rules.as_ref().map(Map::broken)),
            ("rewards", "rules", file.rewards.as_ref().map(Map::broken)),
        ];
        for (written, section, names) in sections {
            note(section, names.unwrap_or_default());
            self.section_unreadable |= names.is_none() && sections_written.contains(&written);
        }
        self.section_unreadable |= file.attributes.is_none() && sections_written.contains(&"attributes");
    }

    /// Whether a thing of this name may be in the file, with a mistake in it that was reported.
    pub(crate) fn is_broken(&self, name: &str) -> bool {
        self.section_unreadable || self.broken.iter().any(|(_, broken)| broken == name)
    }

    /// The names of a section's things that have a mistake in them: they are defined, so that they may be meant.
    pub(crate) fn broken_in(&self, section: &str) -> impl Iterator<Item = &str> {
        self.broken.iter().filter(move |(of, _)| *of == section).map(|(_, name)| name.as_str())
    }

    /// Whether a section has things with a mistake in them.
    pub(crate) fn has_broken(&self, section: &str) -> bool {
        self.section_unreadable || self.broken_in(section).next().is_some()
    }

    pub(crate) fn mark_broken(&mut self, section: &'static str, name: &str) {
        self.broken.insert((section, name.to_owned()));
    }

    /// All names of the file that have a mistake in them.
    pub(crate) fn into_broken(self) -> Broken {
        Broken {
            names: self.broken.into_iter().map(|(_, name)| name).collect(),
            section_unreadable: self.section_unreadable,
        }
    }
}

/// What a file defines with a mistake in it: whoever refers to it is not to blame.
#[derive(Clone, Debug, Default)]
pub struct Broken {
    names: BTreeSet<String>,
    section_unreadable: bool,
}

impl Broken {
    /// Whether the file defines a thing of this name with a mistake in it.
    pub fn defines(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a section that defines names could not be read at all: what it would have defined is not known.
    pub fn has_unreadable_section(&self) -> bool {
        self.section_unreadable
    }
}

impl Compiler<'_> {
    pub(crate) fn account(&self, name: &At<String>) -> Option<AccountId> {
        self.resolve(&self.names.accounts, name, "an account", "accounts")
    }

    pub(crate) fn measure(&self, name: &At<String>) -> Option<MeasureId> {
        self.resolve(&self.names.measures, name, "a measure", "measures")
    }

    pub(crate) fn tier_set(&self, name: &At<String>) -> Option<TierSetId> {
        self.resolve(&self.names.tiers, name, "a tier set", "tiers")
    }

    pub(crate) fn rule(&self, name: &At<String>) -> Option<RuleId> {
        self.resolve(&self.names.rules, name, "a rule", "rules")
    }

    pub(crate) fn kind(&self, name: &At<String>) -> Option<KindId> {
        self.resolve(&self.names.kinds, name, "an event", "events")
    }

    fn resolve<I: Copy>(
        &self,
        known: &HashMap<String, I>,
        name: &At<String>,
        what: &str,
        section: &str,
    ) -> Option<I> {
        let found = known.get(&name.value).copied();
        if found.is_none() && !self.names.is_broken(name) {
            let mut names: Vec<&str> = known.keys().map(String::as_str).collect();
            names.sort_unstable();
            self.unknown(
                "unknown-name",
                name,
                &format!("there is no {} `{}`", without_article(what), name.value),
                &names,
                section,
            );
        }
        found
    }

    /// Reports an unknown name with the one that was probably meant.
    pub(crate) fn unknown(
        &self,
        code: &'static str,
        name: &At<String>,
        message: &str,
        known: &[&str],
        section: &str,
    ) {
        let mut known = known.to_vec();
        known.extend(self.names.broken_in(section));
        let mut seen = HashSet::new();
        known.retain(|name| seen.insert(*name));
        let help = match did_you_mean(name, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if known.is_empty() => format!("the file defines none: they stand under `{section}`"),
            None => {
                let shown: Vec<String> =
                    known.iter().take(NAMES_SHOWN_MAX).map(|name| format!("`{name}`")).collect();
                let more = if known.len() > NAMES_SHOWN_MAX { " …" } else { "" };
                format!("known here: {}{more}", shown.join(", "))
            }
        };
        self.reader.report(Diagnostic::error(code, name.place, message).with_help(help));
    }
}

/// How many names a help lists: what fits on a line or two.
const NAMES_SHOWN_MAX: usize = 12;

fn without_article(what: &str) -> &str {
    what.trim_start_matches("an ").trim_start_matches("a ")
}
