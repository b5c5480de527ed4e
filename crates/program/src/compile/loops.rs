//! Rules that would set themselves off: by what they are taken of, or by the tiers that they lift.

use super::Compiler;
use crate::compiled::{MeasureKind, Of, Rule, Trigger, What};
use crate::diagnostic::Diagnostic;
use crate::ids::RuleId;
use std::collections::HashSet;

impl Compiler<'_> {
    pub(crate) fn refuse_loops(&self) {
        self.refuse_loops_of_shares();
        self.refuse_loops_of_tiers();
    }

    /// `of: rule` takes a share of what a rule gave: the rules must come one after another.
    fn refuse_loops_of_shares(&self) {
        let mut done: HashSet<RuleId> = HashSet::new();
        for start in self.program.order.iter().copied() {
            if done.contains(&start) {
                continue;
            }
            // Depth first, with the way from the start; the number of rules bounds its length.
            let mut way: Vec<(RuleId, Vec<RuleId>)> = vec![(start, self.taken_of(start))];
            while let Some((rule, left)) = way.last_mut() {
                let rule = *rule;
                let Some(next) = left.pop() else {
                    done.insert(rule);
                    way.pop();
                    continue;
                };
                if let Some(first) = way.iter().position(|(on_way, _)| *on_way == next) {
                    let round: Vec<RuleId> = way[first..].iter().map(|(rule, _)| *rule).collect();
                    self.report_loop(&round);
                    done.extend(way.iter().map(|(rule, _)| *rule));
                    break;
                }
                if !done.contains(&next) {
                    way.push((next, self.taken_of(next)));
                }
            }
        }
    }

    fn taken_of(&self, rule: RuleId) -> Vec<RuleId> {
        let gives = self.program.rules.get(rule).into_iter().flat_map(|rule| &rule.gives);
        gives
            .filter_map(|give| match &give.what {
                What::Credit { of: Of::Rule(other) | Of::RestOf(other), .. } => Some(*other),
                _ => None,
            })
            .collect()
    }

    fn report_loop(&self, round: &[RuleId]) {
        let rules: Vec<&Rule> = round.iter().filter_map(|id| self.program.rules.get(*id)).collect();
        let Some(first) = rules.first() else { return };
        let names: Vec<String> = rules.iter().chain([first]).map(|rule| format!("`{}`", rule.name)).collect();
        let message = format!("these rules are taken of each other in a circle: {}", names.join(" → "));
        self.reader.report(
            Diagnostic::error("loop", first.place, message)
                .with_help("let one of them be taken of something else"),
        );
    }

    /// A rule set off by a rise that gives into the account on which the tier stands would lift it again.
    fn refuse_loops_of_tiers(&self) {
        for rule in self.program.rules.values() {
            let (Trigger::Rise(set) | Trigger::Fall(set)) = rule.when else { continue };
            let Some(set) = self.program.tiers.get(set) else { continue };
            let (MeasureKind::SumAccount { account, .. } | MeasureKind::Balance(account)) =
                self.program.measures[set.by].what
            else {
                continue;
            };
            let counted = |rule: &Rule| match &self.program.measures[set.by].what {
                MeasureKind::SumAccount { from, .. } => from.is_empty() || from.contains(&rule.id),
                _ => true,
            };
            let gives = rule
                .gives
                .iter()
                .any(|give| matches!(&give.what, What::Credit { account: to, .. } if *to == account));
            if gives && counted(rule) {
                let message = format!(
                    "`{}` is set off by `{}`, which stands on the account it gives to: it could set itself off",
                    rule.name, set.name
                );
                let help = format!(
                    "give to another account, or name under `from` of the measure `{}` the rules that count",
                    self.program.measures[set.by].name
                );
                self.reader.report(Diagnostic::error("loop", rule.place, message).with_help(help));
            }
        }
    }
}
