//! The door itself: one program's shapes, ready to read events.

use std::collections::BTreeSet;

use coterie_calendar::{Instant, Zone};
use coterie_ledger::PartyKind;
use coterie_program::compiled::{self, Program};
use coterie_program::event::Event;
use coterie_program::ids::{Registry, UnitId};
use coterie_program::yaml;
use rustc_hash::FxHashMap;

use crate::json;
use crate::limits::LINE_BYTES_MAX;
use crate::number::UnitDoor;
use crate::problem::Problem;
use crate::read::Reading;
use crate::shape::{self, KindShape};
use crate::tree::Tree;

/// Reads events in the words of one program. Made once per program version and shared; it holds copies of what it needs.
#[derive(Clone, Debug)]
pub struct Intake {
    pub(crate) zone: Zone,
    pub(crate) currency: UnitDoor,
    pub(crate) partners: BTreeSet<String>,
    pub(crate) accounts: Vec<AccountDoor>,
    pub(crate) tier_sets: Vec<TierSetDoor>,
    pub(crate) kinds: Vec<KindShape>,
    pub(crate) kinds_by_name: FxHashMap<String, usize>,
    pub(crate) registry: Registry,
}

/// An account as far as events name it.
#[derive(Clone, Debug)]
pub(crate) struct AccountDoor {
    pub(crate) name: String,
    pub(crate) of: PartyKind,
    pub(crate) pooled: bool,
    pub(crate) unit: UnitDoor,
}

/// A tier set as far as events name it.
#[derive(Clone, Debug)]
pub(crate) struct TierSetDoor {
    pub(crate) name: String,
    pub(crate) of: PartyKind,
    pub(crate) steps: Vec<String>,
}

/// What holds for an event that does not say it itself.
#[derive(Clone, Copy)]
pub struct Defaults<'a> {
    /// The source of events that name none.
    pub source: &'a str,
    /// The time of events that name none; without it, an event must name its own.
    pub at: Option<Instant>,
    /// Whether a partner that the program's file does not list has joined by an event.
    pub known_partner: &'a dyn Fn(&str) -> bool,
}

impl<'a> Defaults<'a> {
    /// Events come from this source, name their own time, and no partner has joined beside those of the file.
    pub fn of_source(source: &'a str) -> Self {
        fn none_joined(_: &str) -> bool {
            false
        }
        Self { source, at: None, known_partner: &none_joined }
    }
}

impl Intake {
    /// Prepares the shapes of all events of a program.
    pub fn new(program: &Program) -> Self {
        let accounts: Vec<_> =
            program.accounts.values().map(|account| AccountDoor::of(program, account)).collect();
        let tier_sets: Vec<_> = program.tiers.values().map(TierSetDoor::of).collect();
        let account_names: Vec<&str> = accounts.iter().map(|account| &*account.name).collect();
        let tier_set_names: Vec<&str> = tier_sets.iter().map(|set| &*set.name).collect();
        let kinds = shape::of_program(program, &account_names, &tier_set_names);
        let kinds_by_name = kinds.iter().enumerate().map(|(at, kind)| (kind.name.clone(), at)).collect();
        Self {
            zone: program.zone.clone(),
            currency: unit(program, program.currency),
            partners: program.partners.keys().cloned().collect(),
            accounts,
            tier_sets,
            kinds,
            kinds_by_name,
            registry: program.registry.clone(),
        }
    }

    /// Reads one event from JSON text, or says everything that is wrong with it.
    pub fn event(&self, text: &str, defaults: &Defaults<'_>) -> Result<Event, Vec<Problem>> {
        if text.len() > LINE_BYTES_MAX {
            return Err(vec![too_long()]);
        }
        match json::parse(text) {
            Ok(tree) => self.read(&tree, defaults),
            Err(error) => Err(vec![Problem::of_event(error.to_string())]),
        }
    }

    /// Reads one event from a JSON value already in memory. It has lost the spelling of its fractions: amounts such as
    /// 12.50 must be texts there. Whole numbers are exact.
    pub fn event_of_value(
        &self,
        value: &serde_json::Value,
        defaults: &Defaults<'_>,
    ) -> Result<Event, Vec<Problem>> {
        let tree = Tree::of_value(value).map_err(|problem| vec![problem])?;
        self.read(&tree, defaults)
    }

    /// Reads one event from a YAML node, as the tests of a program file have it.
    pub fn event_of_node(&self, node: &yaml::Node, defaults: &Defaults<'_>) -> Result<Event, Vec<Problem>> {
        let tree = Tree::of_node(node).map_err(|problem| vec![problem])?;
        self.read(&tree, defaults)
    }

    pub(crate) fn read(&self, tree: &Tree<'_>, defaults: &Defaults<'_>) -> Result<Event, Vec<Problem>> {
        Reading::new(self, defaults).event(tree)
    }

    pub(crate) fn kind(&self, name: &str) -> Option<&KindShape> {
        self.kinds_by_name.get(name).map(|&at| &self.kinds[at])
    }
}

pub(crate) fn too_long() -> Problem {
    Problem::of_event(format!("an event has at most {LINE_BYTES_MAX} bytes"))
}

fn unit(program: &Program, id: UnitId) -> UnitDoor {
    let unit = &program.units[id];
    UnitDoor { name: unit.name.clone(), decimals: unit.decimals, is_money: unit.is_money }
}

impl AccountDoor {
    fn of(program: &Program, account: &compiled::Account) -> Self {
        let (name, of, pooled) = (account.name.clone(), account.of, account.pooled);
        Self { name, of, pooled, unit: unit(program, account.unit) }
    }
}

impl TierSetDoor {
    fn of(set: &compiled::TierSet) -> Self {
        let steps = set.steps.iter().map(|step| step.name.clone()).collect();
        Self { name: set.name.clone(), of: set.of, steps }
    }
}
