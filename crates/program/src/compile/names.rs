//! The names of a program and what they stand for.

use super::Compiler;
use crate::compiled::Limit;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::file::collections::Map;
use crate::file::{At, File};
use crate::ids::{AccountId, AttributeId, KindId, LimitId, MeasureId, RelationId, RuleId, TierSetId};
use crate::yaml::Span as Place;
use coterie_ledger::PartyKind;
use std::collections::{HashMap, HashSet};

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
    /// Names of things that could not be read and were reported.
    broken: HashSet<String>,
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
    pub(crate) fn note_broken(&mut self, file: &File) {
        let lists = [
            file.accounts.as_ref().map(Map::broken),
            file.measures.as_ref().map(Map::broken),
            file.tiers.as_ref().map(Map::broken),
            file.rules.as_ref().map(Map::broken),
            file.rewards.as_ref().map(Map::broken),
            file.events.as_ref().map(Map::broken),
            file.facts.as_ref().map(Map::broken),
            file.partners.as_ref().map(Map::broken),
        ];
        self.broken.extend(lists.into_iter().flatten().flatten().cloned());
        if let Some(attributes) = &file.attributes {
            let maps = [
                &attributes.member,
                &attributes.partner,
                &attributes.employee,
                &attributes.household,
                &attributes.coalition,
            ];
            self.broken.extend(maps.into_iter().flatten().flat_map(Map::broken).cloned());
        }
    }

    /// Whether a thing of this name is in the file but could not be read.
    pub(crate) fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
    }

    pub(crate) fn mark_broken(&mut self, name: &str) {
        self.broken.insert(name.to_owned());
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
