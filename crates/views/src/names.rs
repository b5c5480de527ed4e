//! Names behind numbers, and the program version that decided an entry: the journal's own, learnt from its apply entries.

use crate::error::ViewsError;
use crate::labels::Labels;
use crate::reading::Reading;
use compact_str::{CompactString, format_compact};
use coterie_calendar::{Period, Zone};
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::account;
use coterie_program::compiled::Program;
use coterie_program::ids::{
    AccountId, AttributeId, KindId, LimitId, Registry, RelationId, RuleId, Space, TierSetId,
};
use std::sync::Arc;

/// The version that was applied under a number.
#[derive(Debug)]
struct Version {
    number: u32,
    program: Arc<Program>,
    /// Its zone's place among the labels.
    zone: usize,
}

/// All that apply entries have said so far.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) registry: Registry,
    versions: Vec<Version>,
    /// The first is UTC, for entries before any version.
    zones: Vec<Labels>,
}

impl Default for Names {
    fn default() -> Self {
        Self { registry: Registry::default(), versions: Vec::new(), zones: vec![Labels::new(Zone::utc())] }
    }
}

impl Names {
    /// Takes a version in. Later versions only add names.
    pub(crate) fn learn(
        &mut self,
        reading: &dyn Reading,
        number: u32,
        text: &str,
        registry: &Registry,
    ) -> Result<(), ViewsError> {
        let program = reading
            .program(text, registry)
            .map_err(|reason| ViewsError::Program { version: number, reason })?;
        let place = self.zones.iter().position(|labels| labels.zone == program.zone);
        let zone = place.unwrap_or_else(|| {
            self.zones.push(Labels::new(program.zone.clone()));
            self.zones.len() - 1
        });
        self.registry = registry.clone();
        self.versions.push(Version { number, program, zone });
        Ok(())
    }

    /// The newest version's program.
    pub(crate) fn newest(&self) -> Option<&Arc<Program>> {
        self.versions.last().map(|version| &version.program)
    }

    fn version(&self, number: u32) -> Option<&Version> {
        self.versions.iter().rev().find(|version| version.number == number)
    }

    /// The program that decided an entry.
    pub(crate) fn program(&self, number: u32) -> Option<&Program> {
        self.version(number).map(|version| &*version.program)
    }

    /// The labels of the zone in which days of an entry end.
    pub(crate) fn labels(&mut self, number: u32) -> &mut Labels {
        let place = self.version(number).map_or(0, |version| version.zone);
        &mut self.zones[place]
    }

    /// In which kind of period a party settles.
    pub(crate) fn settles(&self, number: u32, party: &Party) -> Period {
        let partner = (party.kind() == PartyKind::Partner)
            .then(|| self.program(number)?.partners.get(party.id()))
            .flatten();
        crate::closed::kind(partner.map(|terms| terms.settled).unwrap_or_default())
    }

    fn name(&self, space: Space, number: u16) -> CompactString {
        match self.registry.name(space, number) {
            Some(name) => CompactString::new(name),
            // A number that no apply entry named: shown as it is rather than refused.
            None => format_compact!("#{number}"),
        }
    }

    /// An account's name.
    pub(crate) fn account(&self, id: AccountId) -> CompactString {
        account_name(&self.registry, id)
    }

    pub(crate) fn kind(&self, id: KindId) -> CompactString {
        self.name(Space::Kind, id.0)
    }

    pub(crate) fn rule(&self, id: RuleId) -> CompactString {
        self.name(Space::Rule, id.0)
    }

    pub(crate) fn attribute(&self, id: AttributeId) -> CompactString {
        self.name(Space::Attribute, id.0)
    }

    pub(crate) fn relation(&self, id: RelationId) -> CompactString {
        self.name(Space::Relation, id.0)
    }

    pub(crate) fn limit(&self, id: LimitId) -> CompactString {
        self.name(Space::Limit, id.0)
    }

    pub(crate) fn tier_set(&self, id: TierSetId) -> CompactString {
        self.name(Space::TierSet, id.0)
    }

    /// A step's name in the version that decided the entry.
    pub(crate) fn step(&self, number: u32, set: TierSetId, step: u16) -> CompactString {
        let tiers = self.program(number).and_then(|program| program.tiers.get(set));
        match tiers.and_then(|tiers| tiers.steps.get(usize::from(step))) {
            Some(step) => CompactString::new(&step.name),
            None => format_compact!("#{step}"),
        }
    }

    /// Whether an attribute's value is stored sealed.
    pub(crate) fn is_personal(&self, number: u32, id: AttributeId) -> bool {
        let attribute = self.program(number).and_then(|program| program.schema.attributes.get(id));
        attribute.is_some_and(|attribute| attribute.personal)
    }
}

/// An account's name, those that are no account of the program included.
pub(crate) fn account_name(registry: &Registry, id: AccountId) -> CompactString {
    match account::name(id).or_else(|| registry.name(Space::Account, id.0)) {
        Some(name) => CompactString::new(name),
        None => format_compact!("#{}", id.0),
    }
}
