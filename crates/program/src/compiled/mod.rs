//! A checked, compiled program: what the decide crate runs.
//!
//! Everything that a file names is resolved to ids of the [`Registry`], every value is typed, every amount is an integer in
//! its unit's smallest part or an exact decimal. A compiled program holds no invalid reference, so nothing in it can fail on
//! types at run time.

mod amount;
mod basis;
mod condition;
mod prices;
mod rule;
mod schema;
mod terms;

pub use amount::{Amount, Cap, Each, Of, Scale};
pub use basis::share_as_written;
pub use condition::{Anniversary, Bound, Condition, ConditionId, LineField, Path, Read, Subject, Test};
pub use prices::SETTLEMENT_ROUNDING;
pub use rule::{
    Basis, Choice, Give, Limit, LimitScope, LimitedTo, OnRefund, Pay, PayPoints, Payer, Rule, Stacking,
    Trigger, What,
};
pub use schema::{AttributeDef, FactDef, FieldDef, KindDef, Origin, RelationDef, Schema};
pub use terms::{
    Account, Expiry, ExpiryEnd, Fall, Location, Measure, MeasureKind, PartnerTerms, Pending, Policies,
    Settled, SpentPoints, TierSet, TierStep, TransferPolicy, Unit, UnitForms,
};

use crate::ids::{AccountId, MeasureId, Registry, RuleId, TierSetId, UnitId};
use crate::table::Table;
use coterie_calendar::{Span, Zone};

/// One version of a coalition's program.
#[derive(Clone, Debug)]
pub struct Program {
    /// The program's id.
    pub id: String,
    /// The zone in which days end.
    pub zone: Zone,
    /// The unit of money amounts.
    pub currency: UnitId,
    /// How late an event may arrive after its own time.
    pub late: Span,
    /// Names and numbers of this and all earlier versions.
    pub registry: Registry,
    /// Kinds, fields, attributes, relations, facts.
    pub schema: Schema,
    /// Units.
    pub units: Table<UnitId, Unit>,
    /// Partners in the file, by id.
    pub partners: std::collections::BTreeMap<String, PartnerTerms>,
    /// Locations in the file, by id.
    pub locations: std::collections::BTreeMap<String, Location>,
    /// Accounts.
    pub accounts: Table<AccountId, Account>,
    /// Measures.
    pub measures: Table<MeasureId, Measure>,
    /// Tier sets.
    pub tiers: Table<TierSetId, TierSet>,
    /// Every distinct condition of the program; rules share them by number, so that each is evaluated at most once per
    /// event and subject.
    pub conditions: Vec<Condition>,
    /// Codes as the file spells them, by what they are compared as: people are shown what they type.
    pub codes: std::collections::BTreeMap<compact_str::CompactString, String>,
    /// Rules and rewards. A reward has `pay`.
    pub rules: Table<RuleId, Rule>,
    /// Rules in the order of the file.
    pub order: Vec<RuleId>,
    /// Policies.
    pub policies: Policies,
    /// What people call the names of the file, by name: the texts by language, sorted. Nothing decides by them.
    pub words: std::collections::BTreeMap<String, Vec<(String, String)>>,
}

impl Program {
    /// A code as the file spells it; one that the file does not name, as it is.
    pub fn code_as_written<'p>(&'p self, code: &'p str) -> &'p str {
        self.codes.get(code).map_or(code, String::as_str)
    }
}
