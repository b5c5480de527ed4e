//! What waits for an approval must be approvable: an approval names the event that gave it, or the close that set it off.

use super::Compiler;
use crate::compiled::{Pending, Rule, Trigger, What};
use crate::diagnostic::Diagnostic;

impl Compiler<'_> {
    /// What the clock alone gives has no event that an approval could name.
    pub(crate) fn refuse_what_nobody_can_approve(&self) {
        for rule in self.program.rules.values() {
            let Some(by) = self.set_off_by_the_clock(rule) else { continue };
            let waits = rule.gives.iter().find_map(|give| match &give.what {
                What::Credit { account, pending, .. } => {
                    let terms = &self.program.accounts[*account];
                    (*pending.as_ref().unwrap_or(&terms.pending) == Pending::UntilApproved).then_some(terms)
                }
                _ => None,
            });
            let Some(account) = waits else { continue };
            let message = format!(
                "what `{}` gives to `{}` waits for an approval, and nothing could approve it: {by} is no event that an approval could name",
                rule.name, account.name
            );
            let help = "let it wait for a time (pending: 14 days) or not at all (pending: none), or give it for an event or at a close";
            self.reader.report(Diagnostic::error("never-approved", rule.place, message).with_help(help));
        }
    }

    /// What sets a rule off without an event, in words.
    fn set_off_by_the_clock(&self, rule: &Rule) -> Option<&'static str> {
        match rule.when {
            Trigger::Clock { .. } => Some("a day of the year"),
            Trigger::Expiring { .. } => Some("a coming expiry"),
            Trigger::Fall(_) => Some("the fall of a tier"),
            Trigger::Rise(set) => {
                let held = self.program.tiers.get(set)?.held.as_ref()?;
                (!held.rises_at_once).then_some("a rise at a period's end")
            }
            Trigger::Events(_) | Trigger::Close(_) | Trigger::Asked => None,
        }
    }
}
