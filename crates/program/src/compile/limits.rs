//! Limits: of what, how much, for whom, in which period; and budgets that rules share.

use super::Compiler;
use super::rules::Common;
use super::scope::Scope;
use crate::compiled::{Give, Limit, LimitScope, LimitedTo, What};
use crate::diagnostic::Diagnostic;
use crate::file::At;
use crate::file::limits as file;
use crate::ids::{LimitId, Space};
use crate::yaml::Span as Place;

impl Compiler<'_> {
    /// The limits of a rule, in the order of the file.
    pub(crate) fn limits(&mut self, rule: &Common<'_>, gives: &[Give], scope: &Scope) -> Vec<Limit> {
        let limits = rule.limit;
        if limits.len() > crate::limits::GIVES_PER_RULE_MAX {
            self.error(
                "too-many",
                limits[0].scope.place,
                format!("a rule has at most {} limits", crate::limits::GIVES_PER_RULE_MAX),
            );
        }
        let mut compiled = Vec::new();
        for (number, limit) in limits.iter().enumerate() {
            let of = self.limited(&limit.of, rule, gives);
            if let Some(limit) = self.limit(rule.name, number, limit, of, scope) {
                compiled.push(limit);
            }
        }
        compiled
    }

    /// What is limited: something that the rule gives, or that a reward costs.
    fn limited(&self, of: &At<String>, rule: &Common<'_>, gives: &[Give]) -> Option<LimitedTo> {
        match of.value.as_str() {
            "times" => Some(LimitedTo::Times),
            "discount" => {
                if !gives.iter().any(|give| matches!(give.what, What::Discount { .. })) {
                    self.not_given(of, "discount");
                }
                Some(LimitedTo::Discount)
            }
            _ => {
                let account = self.limited_account(of)?;
                let given = gives.iter().any(
                    |give| matches!(&give.what, What::Credit { account: given, .. } if *given == account),
                );
                let costs = rule.paid_from == Some(of.value.as_str());
                if !given && !costs && !gives.is_empty() {
                    self.not_given(of, of);
                }
                Some(LimitedTo::Account(account))
            }
        }
    }

    fn limited_account(&self, of: &At<String>) -> Option<crate::ids::AccountId> {
        if let Some(account) = self.names.accounts.get(&of.value) {
            return Some(*account);
        }
        if !self.names.is_broken(of) {
            let mut known: Vec<&str> = self.names.accounts.keys().map(String::as_str).collect();
            known.extend(["discount", "times", "per", "every", "shared"]);
            known.sort_unstable();
            self.unknown(
                "unknown-name",
                of,
                &format!("a limit cannot be of `{}`", of.value),
                &known,
                "accounts",
            );
        }
        None
    }

    fn not_given(&self, of: &At<String>, what: &str) {
        self.reader.report(
            Diagnostic::error(
                "limit-of-nothing",
                of.place,
                format!("the rule gives no `{what}`, so that there is nothing to limit"),
            )
            .with_help("limit what it gives, or `times`"),
        );
    }

    /// A limit with its counter.
    pub(crate) fn limit(
        &mut self,
        rule: &str,
        number: usize,
        limit: &file::Limit,
        of: Option<LimitedTo>,
        scope: &Scope,
    ) -> Option<Limit> {
        let per = self.limit_scope(limit, scope);
        let most = of.and_then(|of| self.most(limit, of));
        let (of, most, per) = (of?, most?, per?);
        if most == 0 {
            self.error("out-of-range", limit.most.place, "a limit of nothing lets the rule give nothing");
            return None;
        }
        let every = limit.scope.every.as_ref().and_then(|every| every.value.period());
        let (name, place) = match &limit.scope.shared {
            Some(shared) => (format!("shared:{}", shared.value.0), shared.place),
            None => (format!("{rule}#{number}"), limit.of.place),
        };
        let id = LimitId(self.number(Space::Limit, &name, place)?);
        let compiled = Limit { id, of, most, per, every };
        if limit.scope.shared.is_some() && !self.agrees(&compiled, place) {
            return None;
        }
        Some(compiled)
    }

    fn limit_scope(&self, limit: &file::Limit, scope: &Scope) -> Option<LimitScope> {
        let Some(per) = &limit.scope.per else { return Some(LimitScope::Everyone) };
        if per.value.0 == "event" {
            if let Some(every) = &limit.scope.every {
                self.error("fields-exclude-each-other", every.place, "a limit per event has no period");
            }
            return Some(LimitScope::Event);
        }
        let path = At { value: per.value.0.clone(), place: per.place };
        self.record_path(&path, scope).map(|(subject, _)| match subject {
            crate::compiled::Subject::Coalition => LimitScope::Everyone,
            subject => LimitScope::Record(subject),
        })
    }

    fn most(&self, limit: &file::Limit, of: LimitedTo) -> Option<i64> {
        match of {
            LimitedTo::Times => self.reader.integer(&limit.most.node(), 0..=i64::from(u32::MAX)),
            LimitedTo::Discount => {
                self.amount_not_negative(&limit.most, self.currency().decimals, &self.currency().name)
            }
            LimitedTo::Account(account) => {
                let unit = &self.program.units[self.program.accounts[account].unit];
                self.amount_not_negative(&limit.most, unit.decimals, &unit.name)
            }
        }
    }

    /// Whether a shared limit says the same everywhere.
    fn agrees(&mut self, limit: &Limit, place: Place) -> bool {
        let Some((known, first)) = self.names.shared_limits.get(&limit.id) else {
            self.names.shared_limits.insert(limit.id, (limit.clone(), place));
            return true;
        };
        if known == limit {
            return true;
        }
        let message = "rules that share a limit must state it alike: of what, how much, per whom, how often";
        self.reader.report(
            Diagnostic::error("limits-differ", place, message).with_also(*first, "first stated here"),
        );
        false
    }
}
