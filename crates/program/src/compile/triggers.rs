//! `when`: what sets a rule off, and what is at hand then.

use super::Compiler;
use super::scope::Scope;
use super::types::described;
use crate::builtin::kind;
use crate::compiled::{Read, Trigger};
use crate::file::At;
use crate::file::rules::{Clock, When};
use crate::ids::TierSetId;
use crate::value::Type;
use coterie_calendar::TimeOfDay;
use coterie_ledger::PartyKind;

impl Compiler<'_> {
    /// What sets the rule off, and the scope of its paths. `who` is needed where time alone sets it off.
    pub(crate) fn trigger(&self, when: Option<&At<When>>, who: &At<String>) -> Option<(Trigger, Scope)> {
        let Some(when) = when else {
            let kinds = vec![kind::PURCHASE];
            return Some((Trigger::Events(kinds.clone()), Scope::of_events(kinds)));
        };
        match &when.value {
            When::Events(names) => {
                let kinds: Vec<_> = names.iter().map(|name| self.kind(name)).collect();
                let mut kinds: Vec<_> = kinds.into_iter().collect::<Option<_>>()?;
                kinds.sort_unstable();
                kinds.dedup();
                Some((Trigger::Events(kinds.clone()), Scope::of_events(kinds)))
            }
            When::Clock(clock) => self.clock(clock),
            When::Close(close) => {
                let record = self.closing_record(who)?;
                Some((Trigger::Close(close.close.value.0), Scope::of_record(record)))
            }
            When::Expiring(expiring) => {
                let account = self.account(&named(&expiring.expiring))?;
                let scope = Scope::of_record(self.program.accounts[account].of);
                Some((Trigger::Expiring { account, before: expiring.before.0 }, scope))
            }
            When::Rise(rise) => {
                let set = self.held_set(&named(&rise.rise), "rises")?;
                Some((Trigger::Rise(set), Scope::of_record(self.program.tiers[set].of)))
            }
            When::Fall(fall) => {
                let set = self.held_set(&named(&fall.fall), "falls")?;
                Some((Trigger::Fall(set), Scope::of_record(self.program.tiers[set].of)))
            }
        }
    }

    /// A tier set that rules wait for: only one that is held moves at a moment.
    fn held_set(&self, name: &At<String>, moves: &str) -> Option<TierSetId> {
        let set = self.tier_set(name)?;
        if self.program.tiers[set].held.is_some() || self.names.is_broken(&name.value) {
            return Some(set);
        }
        let message = format!(
            "`{}` is judged when it is read, so that there is no moment at which it {moves}",
            name.value
        );
        self.error_with_help(
            "judged-tier",
            name.place,
            message,
            "add `up: at_once` to the tier set: with `up` or `down` it is held",
        );
        None
    }

    fn clock(&self, clock: &Clock) -> Option<(Trigger, Scope)> {
        let text = At { value: clock.clock.value.0.clone(), place: clock.clock.place };
        let kind = text
            .split('.')
            .next()
            .and_then(|root| PartyKind::ALL.into_iter().find(|kind| kind.word() == root));
        let Some(kind) = kind.filter(|kind| *kind != PartyKind::Coalition) else {
            let help = "write whose date it is, such as {clock: member.birthday}";
            self.error_with_help(
                "bad-trigger",
                text.place,
                format!("`{}` is not a date of a record", text.value),
                help,
            );
            return None;
        };
        let scope = Scope::of_record(kind);
        let path = self.path(&text, &scope)?;
        let own = super::scope::hops(&path.subject) == 0;
        if !own || !matches!((&path.read, &path.value), (Read::Attribute(_), Type::Date)) {
            let message = format!(
                "`{}` is {}; a yearly time is a date attribute of the record itself",
                path.text,
                described(&path.value)
            );
            self.error("wrong-type", text.place, message);
            return None;
        }
        let at = clock.at.as_ref().map_or(TimeOfDay::MIDNIGHT, |at| at.0);
        Some((Trigger::Clock { path, at }, scope))
    }

    /// A period closes for each record of a kind, which `who` names.
    fn closing_record(&self, who: &At<String>) -> Option<PartyKind> {
        let kind = PartyKind::ALL.into_iter().find(|kind| kind.word() == who.value);
        if kind.is_none() {
            self.error_with_help(
                "bad-trigger",
                who.place,
                format!("when a period closes, `who` is a kind of record, not `{}`", who.value),
                "write who: member, who: partner … : the rule is asked for each of them",
            );
        }
        kind
    }
}

fn named(name: &At<crate::file::scalars::Name>) -> At<String> {
    At { value: name.value.0.clone(), place: name.place }
}
