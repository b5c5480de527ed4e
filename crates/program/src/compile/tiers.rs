//! `tiers`: steps on a measure, judged or held.

use super::Compiler;
use super::accounts::period_of;
use crate::compiled::{Fall, TierSet, TierStep};
use crate::diagnostic::Diagnostic;
use crate::file::At;
use crate::file::collections::Map;
use crate::file::tiers::{self as file, Down, FallBy, Up};
use crate::ids::{MeasureId, Space, TierSetId};
use crate::value::Type;

impl Compiler<'_> {
    pub(crate) fn tiers(&mut self, tiers: Option<&Map<file::TierSet>>) {
        for (name, set) in tiers.into_iter().flat_map(Map::iter) {
            self.refuse_read_name_of_tier(name);
            match self.tier_set_of(name, set) {
                Some(compiled) => {
                    let Some(id) = self.number(Space::TierSet, name, name.place).map(TierSetId) else {
                        continue;
                    };
                    self.program.tiers.set(id, compiled);
                    self.names.tiers.insert(name.value.clone(), id);
                }
                None => self.names.mark_broken("tiers", name),
            }
        }
    }

    /// The usual name of a tier set is `tier`, which is also a kind of event; paths read the set.
    fn refuse_read_name_of_tier(&self, name: &At<String>) {
        if name.value != "tier" {
            self.refuse_read_name(name);
        }
        if self.names.measures.contains_key(&name.value) {
            self.error(
                "name-taken",
                name.place,
                format!("`{}` is the name of a measure already", name.value),
            );
        }
    }

    fn tier_set_of(&mut self, name: &At<String>, set: &file::TierSet) -> Option<TierSet> {
        let of = set.of.party();
        let by_name = At { value: set.by.value.0.clone(), place: set.by.place };
        let by = self.measure(&by_name);
        let by = by.filter(|id| self.can_judge(*id, of, &by_name));
        let steps = self.steps(set, by);
        let held = match (&set.up, &set.down) {
            // Whether it is held is not known before what it says can be read.
            (None, None) if set.has_unread => {
                self.names.mark_broken("tiers", name);
                None
            }
            (None, None) => {
                if let Some(first) = set.resets.as_ref().and_then(|resets| resets.0.first()) {
                    let message = "a judged tier has no periods at whose end an account could be emptied";
                    self.error_with_help("useless-field", first.place, message, "add down: {at: year_end}");
                }
                None
            }
            (up, down) => Some(self.fall(set, up.as_ref(), down.as_ref())),
        };
        Some(TierSet { name: name.value.clone(), of, by: by?, steps: steps?, held })
    }

    fn can_judge(&self, by: MeasureId, of: coterie_ledger::PartyKind, name: &At<String>) -> bool {
        let measure = &self.program.measures[by];
        if measure.of != of {
            let message = format!(
                "`{}` is a measure of kind `{}`, the tier set is of kind `{of}`",
                name.value, measure.of
            );
            self.error("wrong-kind-of-record", name.place, message);
            return false;
        }
        let is_number = matches!(self.measure_type(by), Type::Integer | Type::Money);
        if !is_number {
            self.error("wrong-type", name.place, format!("`{}` is not a number", name.value));
        }
        is_number
    }

    fn steps(&self, set: &file::TierSet, by: Option<MeasureId>) -> Option<Vec<TierStep>> {
        // Of a measure that could not be read, the order of its steps is checked all the same.
        let decimals = by.and_then(|by| self.names.measure_decimals.get(&by)).copied();
        let decimals = decimals.unwrap_or(super::units::DECIMALS_MOST);
        let mut steps: Vec<TierStep> = Vec::new();
        let mut complete = true;
        for (name, from) in &set.steps.0 {
            let Some(threshold) = self.amount_of(from, decimals, "the measure") else {
                complete = false;
                continue;
            };
            match steps.last() {
                None if threshold > 0 => {
                    self.error_with_help(
                        "no-first-step",
                        from.place,
                        format!("whoever is below {} would have no tier", from.text),
                        "let the first step begin at 0",
                    );
                }
                Some(before) if before.from >= threshold => {
                    let message = format!("the step `{}` is not above the one before it", name.value);
                    self.error_with_help(
                        "not-ascending",
                        from.place,
                        message,
                        "write the steps from the lowest to the highest",
                    );
                }
                _ => {}
            }
            steps.push(TierStep { name: name.value.clone(), from: threshold });
        }
        complete.then_some(steps)
    }

    fn fall(&self, set: &file::TierSet, up: Option<&At<Up>>, down: Option<&At<Down>>) -> Fall {
        let rises_at_once = up.is_none_or(|up| up.value == Up::AtOnce);
        let mut fall = Fall {
            rises_at_once,
            at_end_of: None,
            every: None,
            grace: None,
            one_step: false,
            resets: Vec::new(),
        };
        if let Some(At { value: Down::When(when), .. }) = down {
            match (&when.at, &when.every) {
                (Some(at), None) => fall.at_end_of = Some(period_of(at.value)),
                (None, Some(every)) => fall.every = Some(every.0),
                (Some(_), Some(every)) => {
                    self.error(
                        "fields-exclude-each-other",
                        every.place,
                        "a tier falls either `at` a period's end or `every` so often",
                    );
                }
                (None, None) if when.has_unread => {}
                (None, None) => {
                    let help = "add at: year_end, or every: 365 days, or write down: never";
                    self.error_with_help("missing-field", when.place, "`down` does not say when", help);
                }
            }
            fall.grace = when.grace.as_ref().map(|grace| grace.0);
            fall.one_step = when.by.as_ref().is_some_and(|by| by.value == FallBy::OneStep);
        }
        let when_unread = |down: &At<Down>| matches!(&down.value, Down::When(when) if when.has_unread);
        let period_unread = set.has_unread || down.is_some_and(when_unread);
        if let Some(up) = up
            && !rises_at_once
            && fall.at_end_of.is_none()
            && !period_unread
        {
            self.error_with_help(
                "missing-field",
                up.place,
                "no period says when the tier rises",
                "add down: {at: year_end}",
            );
        }
        for name in set.resets.iter().flat_map(|resets| &resets.0) {
            let name = At { value: name.value.0.clone(), place: name.place };
            if let Some(account) = self.account(&name) {
                if self.program.accounts[account].of != set.of.party() {
                    let message = format!("`{}` is not an account of kind `{}`", name.value, set.of.party());
                    self.error("wrong-kind-of-record", name.place, message);
                }
                fall.resets.push(account);
            }
            if fall.at_end_of.is_none() && fall.every.is_none() && !period_unread {
                let message = "accounts are emptied at a period's end, and `down` names none";
                self.reader.report(
                    Diagnostic::error("useless-field", name.place, message)
                        .with_help("add down: {at: year_end}"),
                );
            }
        }
        fall
    }
}
