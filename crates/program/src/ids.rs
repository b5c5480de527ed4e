//! Numbers for names, stable for ever.
//!
//! Journal entries and record snapshots refer to accounts, rules, fields … by number. The [`Registry`] hands the numbers
//! out, only ever grows, and is itself written to the journal by every applied version, so a number means the same name
//! for the whole life of a journal.

use minicbor::{Decode, Encode};
use serde::Serialize;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize)]
        #[cbor(transparent)]
        #[serde(transparent)]
        pub struct $name(#[n(0)] pub u16);

        impl $name {
            /// The number as an index into a [`crate::table::Table`].
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }

        impl From<u16> for $name {
            fn from(number: u16) -> Self {
                Self(number)
            }
        }

        impl From<$name> for usize {
            fn from(id: $name) -> Self {
                id.index()
            }
        }
    )*};
}

ids! {
    /// A unit: a currency or a kind of points.
    UnitId,
    /// An account that records of one kind may hold.
    AccountId,
    /// A measure.
    MeasureId,
    /// A set of tiers.
    TierSetId,
    /// A rule or a reward.
    RuleId,
    /// A kind of event, built in or declared.
    KindId,
    /// A field of events or of lines.
    FieldId,
    /// An attribute of a kind of record.
    AttributeId,
    /// A relation between records.
    RelationId,
    /// A limit: a counter shared by whoever draws on it.
    LimitId,
}

/// The name spaces of the [`Registry`], in the order of their encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// Units by name: `PLN`, `point`.
    Unit,
    /// Accounts by name.
    Account,
    /// Measures by name.
    Measure,
    /// Tier sets by name.
    TierSet,
    /// Rules and rewards by name.
    Rule,
    /// Event kinds by name.
    Kind,
    /// Event fields by name (`total`) and line fields (`line.brand`).
    Field,
    /// Attributes by kind and name: `member.birthday`.
    Attribute,
    /// Relations by kind and name: `member.inviter`.
    Relation,
    /// Limits by rule and place (`weekends#0`) or shared name (`shared:summer`).
    Limit,
}

const SPACES: usize = 10;

/// The most names one space may hold; numbers are 16 bits wide.
pub const NAMES_PER_SPACE_MAX: usize = 60_000;

/// Names and their numbers. Equal registries encode to equal bytes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Registry {
    #[n(0)]
    spaces: Vec<Vec<String>>,
}

impl Default for Registry {
    /// The registry that every journal starts with: the built-in kinds and fields have the numbers of
    /// [`crate::builtin`].
    fn default() -> Self {
        let mut registry = Self { spaces: vec![Vec::new(); SPACES] };
        for name in crate::builtin::KIND_NAMES {
            registry.number(Space::Kind, name);
        }
        for name in crate::builtin::FIELD_NAMES {
            registry.number(Space::Field, name);
        }
        registry
    }
}

impl Registry {
    /// The number of `name`, new if the name is new.
    ///
    /// # Panics
    /// When a space holds more than [`NAMES_PER_SPACE_MAX`] names; the limits on a program file keep far below it and
    /// `check` counts them first.
    pub fn number(&mut self, space: Space, name: &str) -> u16 {
        if let Some(number) = self.find(space, name) {
            return number;
        }
        let names = &mut self.spaces[space as usize];
        assert!(names.len() < NAMES_PER_SPACE_MAX, "the registry's {space:?} space is full");
        names.push(name.to_owned());
        (names.len() - 1) as u16
    }

    /// The number of a name already known.
    pub fn find(&self, space: Space, name: &str) -> Option<u16> {
        self.spaces[space as usize].iter().position(|known| known == name).map(|at| at as u16)
    }

    /// The name behind a number.
    pub fn name(&self, space: Space, number: u16) -> Option<&str> {
        self.spaces.get(space as usize)?.get(usize::from(number)).map(String::as_str)
    }

    /// All names of a space in the order of their numbers.
    pub fn names(&self, space: Space) -> &[String] {
        &self.spaces[space as usize]
    }

    /// How many spaces a decoded registry must have; anything else was not written by this program.
    pub fn is_well_formed(&self) -> bool {
        self.spaces.len() == SPACES && self.names(Space::Kind).len() >= crate::builtin::KIND_NAMES.len()
    }
}
