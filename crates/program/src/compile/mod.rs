//! From a file to a checked, compiled program: names are resolved, types and units checked, limits counted.
//!
//! [`compile`] walks the sections in the order in which they stand on each other (units, schema, accounts, measures, tiers,
//! rules …). Each step takes what was read by [`crate::file`], adds to the [`Program`] what is right, and reports what
//! is wrong; nothing stops at the first mistake.

mod accounts;
mod also;
mod amounts;
mod approvals;
mod conditions;
mod forms;
mod gives;
mod known_names;
mod limits;
mod loops;
mod measures;
mod names;
mod partners;
mod paths;
mod policies;
mod rewards;
mod rules;
mod schema;
mod scope;
mod tests;
mod tiers;
mod triggers;
mod types;
mod units;
mod values;
mod words;

pub use tests::{
    Check, Expectation, Expected, Given, GivenLot, Refusal, Settlement, Spelled, Tender, TestCase,
};

use crate::compiled::{Condition, ConditionId, Policies, Program, SpentPoints, Unit};
use crate::diagnostic::Diagnostic;
use crate::file::File;
use crate::file::record::FromNode;
use crate::ids::{Registry, Space, UnitId};
use crate::table::Table;
use crate::yaml::{Node, Reader, Span as Place, parse};
use compact_str::CompactString;
use coterie_calendar::{Span, Zone};
pub use names::Broken;
use names::Names;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// A program that may be run, and what else its file holds.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The program.
    pub program: Program,
    /// The tests of its file.
    pub tests: Vec<TestCase>,
    /// What is probably not meant, but possible.
    pub warnings: Vec<Diagnostic>,
}

/// What was understood of a file, whether or not it has mistakes.
///
/// With mistakes, the program is not to be run: it lacks what could not be read. It still tells what the rest of the file,
/// such as the events of its tests, means.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The program, as far as it was understood.
    pub program: Program,
    /// The tests of the file, as far as they were understood.
    pub tests: Vec<TestCase>,
    /// What the file defines with a mistake in it.
    pub broken: Broken,
    /// Every mistake that was found, warnings included, in the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Draft {
    /// The program, when it has no mistake; otherwise the mistakes.
    pub fn checked(self) -> Result<Checked, Vec<Diagnostic>> {
        let Self { program, tests, diagnostics, .. } = self;
        if diagnostics.iter().any(Diagnostic::is_error) {
            return Err(diagnostics);
        }
        Ok(Checked { program, tests, warnings: diagnostics })
    }
}

/// Reads, checks and compiles a program file. Numbers of names that `earlier` knows are kept, new names get new ones.
///
/// On failure the list holds every mistake that was found, warnings included, in the order in which they were found
/// ([`crate::diagnostic::render`] sorts them). The events of tests are not read: events have their own door, which knows
/// programs.
pub fn compile(source: &str, earlier: &Registry) -> Result<Checked, Vec<Diagnostic>> {
    draft(source, earlier)?.checked()
}

/// Compiles again the file of a version that a journal holds. Its tests were looked at when it was applied and decide nothing: they
/// are passed over, so that a journal stays readable whatever becomes of the language of tests.
pub fn compile_applied(source: &str, earlier: &Registry) -> Result<Program, Vec<Diagnostic>> {
    let (root, diagnostics) = parse(source);
    let root = root.map(|mut root| {
        if let crate::yaml::Value::Map(entries) = &mut root.value {
            entries.retain(|(key, _)| key.text != "tests");
        }
        root
    });
    draft_of(source, root, diagnostics, earlier)?.checked().map(|checked| checked.program)
}

/// Reads as much of a program file as can be understood; a file of which nothing can be understood has only mistakes.
pub fn draft(source: &str, earlier: &Registry) -> Result<Draft, Vec<Diagnostic>> {
    let (root, diagnostics) = parse(source);
    draft_of(source, root, diagnostics, earlier)
}

fn draft_of(
    source: &str,
    root: Option<Node>,
    diagnostics: Vec<Diagnostic>,
    earlier: &Registry,
) -> Result<Draft, Vec<Diagnostic>> {
    let reader = Reader::with(diagnostics);
    let Some((file, sections)) = root.and_then(|root| {
        let file = File::from_node(&root, &reader)?;
        let entries = if let crate::yaml::Value::Map(entries) = root.value { entries } else { Vec::new() };
        Some((file, entries))
    }) else {
        return Err(reader.into_diagnostics());
    };
    let written: Vec<&str> = sections.iter().map(|(key, _)| key.text.as_str()).collect();
    let mut compiler = Compiler::new(&reader, source, earlier.clone());
    compiler.file(&file, &written);
    compiler.words(file.words.as_ref(), &sections);
    let tests = compiler.tests(file.tests.as_ref());
    let Compiler { mut program, names, codes, .. } = compiler;
    program.codes = codes.into_inner();
    Ok(Draft { program, tests, broken: names.into_broken(), diagnostics: reader.into_diagnostics() })
}

/// What the steps share: the program so far, the names known, and the reader that collects mistakes.
pub(crate) struct Compiler<'r> {
    pub(crate) reader: &'r Reader,
    pub(crate) source: &'r str,
    pub(crate) program: Program,
    pub(crate) names: Names,
    pub(crate) numbered_conditions: HashMap<Condition, ConditionId>,
    /// Whether partners that are not in the file are worth a warning: in tests they join as they are named.
    pub(crate) warns_of_partners: bool,
    /// Codes as the file spells them first, by what they are compared as.
    pub(crate) codes: RefCell<BTreeMap<CompactString, String>>,
    /// Whether the file's currency could be read: otherwise no unit is held against it.
    pub(crate) currency_known: bool,
}

impl<'r> Compiler<'r> {
    fn new(reader: &'r Reader, source: &'r str, registry: Registry) -> Self {
        let (zone, minutes) = (Zone::utc(), 60_000);
        let program = Program {
            id: String::new(),
            zone,
            currency: UnitId(0),
            late: Span::days(30),
            registry,
            schema: crate::compiled::Schema::default(),
            units: Table::default(),
            partners: BTreeMap::new(),
            locations: BTreeMap::new(),
            accounts: Table::default(),
            measures: Table::default(),
            tiers: Table::default(),
            conditions: Vec::new(),
            codes: BTreeMap::new(),
            rules: Table::default(),
            order: Vec::new(),
            policies: Policies {
                spent_points: SpentPoints::Debt,
                holds: Span::millis(15 * minutes),
                refundable: Span::months(24),
                transfers: Vec::new(),
            },
            words: BTreeMap::new(),
        };
        Self {
            reader,
            source,
            program,
            names: Names::default(),
            numbered_conditions: HashMap::new(),
            warns_of_partners: true,
            codes: RefCell::default(),
            currency_known: true,
        }
    }

    fn file(&mut self, file: &File, sections: &[&str]) {
        self.names.note_broken(file, sections);
        self.head(file.program.as_ref(), sections.contains(&"program"));
        self.schema(file);
        self.number_accounts(file.accounts.as_ref());
        self.partners(file.partners.as_ref());
        self.locations(file.locations.as_ref());
        self.number_rules(file.rules.as_ref(), file.rewards.as_ref());
        self.measures(file.measures.as_ref());
        self.tiers(file.tiers.as_ref());
        self.rules(file.defaults.as_ref(), file.rules.as_ref());
        self.rewards(file.defaults.as_ref(), file.rewards.as_ref());
        self.policies(file.policies.as_ref());
        self.refuse_loops();
        self.refuse_what_nobody_can_approve();
    }

    /// The number of a name in the registry; reported when the space is full.
    pub(crate) fn number(&mut self, space: Space, name: &str, place: Place) -> Option<u16> {
        let full = self.program.registry.names(space).len() >= crate::ids::NAMES_PER_SPACE_MAX;
        if full && self.program.registry.find(space, name).is_none() {
            self.reader.error(
                "too-many",
                place,
                "the program and its earlier versions have too many names of this kind",
            );
            return None;
        }
        Some(self.program.registry.number(space, name))
    }

    /// The number of a condition: equal ones share it.
    pub(crate) fn number_condition(&mut self, condition: Condition) -> ConditionId {
        let next = ConditionId(self.program.conditions.len() as u32);
        let id = *self.numbered_conditions.entry(condition.clone()).or_insert(next);
        if id == next {
            self.program.conditions.push(condition);
        }
        id
    }

    /// The unit of money.
    pub(crate) fn currency(&self) -> &Unit {
        &self.program.units[self.program.currency]
    }

    /// Reports a mistake.
    pub(crate) fn error(&self, code: &'static str, place: Place, message: impl Into<String>) {
        self.reader.error(code, place, message);
    }

    /// Reports a mistake and how to mend it.
    pub(crate) fn error_with_help(
        &self,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.reader.report(Diagnostic::error(code, place, message).with_help(help));
    }
}
