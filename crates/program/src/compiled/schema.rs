//! What events and records may carry.

use crate::ids::{AttributeId, FieldId, KindId, RelationId};
use crate::table::Table;
use crate::value::Type;
use coterie_ledger::PartyKind;

/// The shapes of events and records.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Kinds of events, built in, declared, and facts.
    pub kinds: Table<KindId, KindDef>,
    /// Fields of events and lines (line fields are named `line.NAME` in the registry).
    pub fields: Table<FieldId, FieldDef>,
    /// Attributes of records.
    pub attributes: Table<AttributeId, AttributeDef>,
    /// Relations between records.
    pub relations: Table<RelationId, RelationDef>,
}

/// Where a kind of event comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Builtin,
    /// Declared under `events`.
    Declared,
    /// Declared under `facts`.
    Fact(FactDef),
}

/// What a fact is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactDef {
    /// The kind of record it is about (its field `of`).
    pub of: PartyKind,
}

/// A kind of event.
#[derive(Clone, Debug)]
pub struct KindDef {
    /// Its name in files.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The fields it may carry, with whether they must be there.
    pub fields: Vec<(FieldId, bool)>,
    /// The line fields it may carry beside the built-in ones; only for kinds with lines.
    pub line_fields: Vec<FieldId>,
    /// Whether it carries lines.
    pub has_lines: bool,
}

/// A field of events or lines.
#[derive(Clone, Debug)]
pub struct FieldDef {
    /// Its name, without `line.`.
    pub name: String,
    /// Its type.
    pub value: Type,
    /// Stored encrypted under the key of the event's member (or employee).
    pub personal: bool,
}

/// An attribute of records.
#[derive(Clone, Debug)]
pub struct AttributeDef {
    /// Of which kind of record.
    pub of: PartyKind,
    /// Its name.
    pub name: String,
    /// Its type.
    pub value: Type,
    /// Stored encrypted under the record's key.
    pub personal: bool,
}

/// A relation between records.
#[derive(Clone, Debug)]
pub struct RelationDef {
    /// From which kind of record.
    pub of: PartyKind,
    /// Its name.
    pub name: String,
    /// To which kind of record.
    pub to: PartyKind,
}
