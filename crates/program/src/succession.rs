//! What a later version may not change, because records are kept by it.
//!
//! A number means the same name for ever, and what is stored under a name is read by its latest definition. So a definition may
//! change in what is counted from now on, and not in what the stored values are.

use crate::compiled::{MeasureKind, Program};
use std::fmt;

/// A name under which something is stored that the new version would read as something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What is named: an account, a measure, a tier set …
    pub what: &'static str,
    /// Its name.
    pub name: String,
    /// What changed of it.
    pub how: &'static str,
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, name, how } = self;
        write!(f, "{what} {name}: {how}; give it another name")
    }
}

/// Everything of a program that cannot follow these versions, oldest first; in the order of accounts, measures, tiers,
/// attributes and relations.
pub fn changed(before: &[&Program], after: &Program) -> Vec<Changed> {
    let Some(last) = before.last() else { return Vec::new() };
    let mut found = Vec::new();
    let mut note = |what, name: &str, how| found.push(Changed { what, name: name.to_owned(), how });
    if last.zone != after.zone {
        note("the program", &after.id, "it lived in another zone, where days and months end at other times");
    }
    for (id, account) in after.accounts.iter() {
        let holder = before.iter().rev().find(|program| program.accounts.get(id).is_some());
        let Some(program) = holder else { continue };
        let known = &program.accounts[id];
        if known.of != account.of {
            note("the account", &account.name, "it was of another kind of record");
        } else if known.unit != account.unit
            || program.units[known.unit].decimals != after.units[account.unit].decimals
        {
            note("the account", &account.name, "it was kept in another unit, or in other decimals");
        }
    }
    for (id, measure) in after.measures.iter() {
        let Some(known) = before.iter().rev().find_map(|program| program.measures.get(id)) else { continue };
        if last.measures.get(id).is_none() {
            note("the measure", &measure.name, "it was given up, and has not seen what happened since");
            continue;
        }
        if known.of != measure.of {
            note("the measure", &measure.name, "it was of another kind of record");
        } else if memory(&known.what) != memory(&measure.what) {
            note("the measure", &measure.name, "it remembered something of another kind");
        } else if known.over != measure.over {
            note(
                "the measure",
                &measure.name,
                "it looked over another time, and remembers no more than that",
            );
        }
    }
    for (id, tiers) in after.tiers.iter() {
        let Some(known) = before.iter().rev().find_map(|program| program.tiers.get(id)) else { continue };
        let names = |set: &crate::compiled::TierSet| {
            set.steps.iter().map(|step| step.name.clone()).collect::<Vec<_>>()
        };
        if known.of != tiers.of {
            note("the tiers", &tiers.name, "they were of another kind of record");
        } else if known.held.is_some() && !names(tiers).starts_with(&names(known)) {
            note("the tiers", &tiers.name, "they are held, and only steps above the highest can be added");
        }
    }
    for (id, attribute) in after.schema.attributes.iter() {
        let known = before.iter().rev().find_map(|program| program.schema.attributes.get(id));
        if known.is_some_and(|known| known.value != attribute.value) {
            note("the attribute", &attribute.name, "it had another type");
        }
    }
    for (id, relation) in after.schema.relations.iter() {
        let known = before.iter().rev().find_map(|program| program.schema.relations.get(id));
        if known.is_some_and(|known| known.to != relation.to) {
            note("the relation", &relation.name, "it led to another kind of record");
        }
    }
    found
}

/// What kind of memory a measure keeps.
fn memory(what: &MeasureKind) -> (u8, Option<coterie_calendar::Period>) {
    match what {
        MeasureKind::Count | MeasureKind::Sum(_) | MeasureKind::SumAccount { .. } => (0, None),
        MeasureKind::Distinct(_) => (1, None),
        MeasureKind::Last(_) => (2, None),
        MeasureKind::Streak(every) => (3, Some(*every)),
        MeasureKind::Balance(_) => (4, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Registry;

    const BEFORE: &str = "program: {id: p, zone: UTC, currency: PLN}
attributes: {member: {size: integer}}
accounts:
  points: {of: member, unit: point}
measures:
  spent: {of: member, sum: purchase.total, over: this month}
  visits: {of: member, count: purchase, over: always}
tiers:
  tier: {of: member, by: visits, steps: {green: 0, gold: 10}, up: at_once, down: {at: year_end}}
rules:
  base: {give: {points: 1 per 1 PLN}, paid_by: coalition}
";

    fn told(edits: &[(&str, &str)]) -> Vec<String> {
        let before = crate::compile(BEFORE, &Registry::default()).unwrap().program;
        let text = edits.iter().fold(BEFORE.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        let after = crate::compile(&text, &before.registry).unwrap().program;
        changed(&[&before], &after).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn constants_conditions_and_new_names_may_follow() {
        assert_eq!(told(&[]), Vec::<String>::new());
        assert_eq!(
            told(&[
                ("1 per 1 PLN", "2 per 1 PLN"),
                ("gold: 10", "gold: 12, platinum: 50"),
                ("count: purchase,", "count: purchase, if: {purchase.total: {above: 5.00}},"),
            ]),
            Vec::<String>::new()
        );
        // What people call things is no meaning.
        assert_eq!(
            told(&[
                ("paid_by: coalition}", "paid_by: coalition, text: {en: A point for each zloty}}"),
                ("rules:", "words: {gold: {pl: Złota karta}, points: {pl: słoneczka}}\nrules:"),
            ]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_measure_that_was_given_up_does_not_come_back() {
        let first = crate::compile(BEFORE, &Registry::default()).unwrap().program;
        let without = BEFORE.replace("  spent: {of: member, sum: purchase.total, over: this month}\n", "");
        let second = crate::compile(&without, &first.registry).unwrap().program;
        let third = crate::compile(BEFORE, &second.registry).unwrap().program;
        assert_eq!(changed(&[&first], &second), []);
        let told = changed(&[&first, &second], &third);
        assert!(told.len() == 1 && told[0].name == "spent" && told[0].how.contains("given up"), "{told:?}");
    }

    #[test]
    fn what_is_stored_under_a_name_keeps_its_meaning() {
        for (edit, expected) in [
            (
                ("sum: purchase.total, over: this month", "sum: purchase.total, over: this year"),
                "looked over another time",
            ),
            (("sum: purchase.total", "distinct: purchase.partner"), "something of another kind"),
            (("green: 0, gold: 10", "green: 0, silver: 5, gold: 10"), "only steps above the highest"),
            (("unit: point", "unit: PLN"), "another unit"),
            (("zone: UTC", "zone: Europe/Warsaw"), "another zone"),
            (("size: integer", "size: text"), "another type"),
        ] {
            let told = told(&[edit]);
            assert!(told.len() == 1 && told[0].contains(expected), "{edit:?}: {told:?}");
        }
    }
}
