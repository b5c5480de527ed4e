//! `defaults` and `rules`.

use super::Compiler;
use super::scope::Scope;
use crate::builtin::kind;
use crate::compiled::{self, Choice, Payer, Rule, Subject, Trigger, What};
use crate::diagnostic::Diagnostic;
use crate::file::collections::Map;
use crate::file::gives::Thing;
use crate::file::rewards::Reward;
use crate::file::rules::{self as file, Defaults};
use crate::file::scalars::{Id, PathText, Scalar, Whole};
use crate::file::words::Texts;
use crate::file::{At, conditions, gives, limits};
use crate::ids::{RuleId, Space};
use crate::yaml::Span as Place;
use coterie_calendar::Instant;
use coterie_ledger::PartyKind;

/// What rules and rewards have in common.
pub(crate) struct Common<'f> {
    pub(crate) name: &'f At<String>,
    pub(crate) who: Option<&'f At<PathText>>,
    pub(crate) conditions: Option<&'f conditions::Conditions>,
    pub(crate) lines: Option<&'f conditions::Conditions>,
    pub(crate) also: Option<&'f At<Scalar>>,
    pub(crate) give: &'f [gives::Give],
    pub(crate) limit: &'f [limits::Limit],
    /// The account from which a reward is paid, which it may limit too.
    pub(crate) paid_from: Option<&'f str>,
    pub(crate) paid_by: Option<&'f At<PathText>>,
    pub(crate) on_refund: Option<&'f At<file::OnRefund>>,
    pub(crate) basis: Option<&'f file::Basis>,
    pub(crate) priority: Option<&'f At<Whole>>,
    pub(crate) group: Option<&'f At<Id>>,
    pub(crate) best_of: Option<&'f At<Id>>,
    pub(crate) valid: Option<&'f file::Valid>,
    pub(crate) text: Option<&'f Texts>,
}

impl Compiler<'_> {
    /// Gives rules and rewards their numbers, before anything refers to them.
    pub(crate) fn number_rules(&mut self, rules: Option<&Map<file::Rule>>, rewards: Option<&Map<Reward>>) {
        let rules = rules.into_iter().flat_map(Map::iter).map(|(name, rule)| (name, rule.give.0.as_slice()));
        let rewards = rewards.into_iter().flat_map(Map::iter);
        let rewards =
            rewards.map(|(name, reward)| (name, reward.give.as_ref().map_or(&[][..], |give| &give.0)));
        let mut places: std::collections::HashMap<&str, Place> = std::collections::HashMap::new();
        for (name, give) in rules.chain(rewards) {
            if let Some(first) = places.insert(name, name.place) {
                let message = format!("a rule is called `{}` already", name.value);
                let diagnostic =
                    Diagnostic::error("name-taken", name.place, message).with_also(first, "the rule");
                self.reader
                    .report(diagnostic.with_help("rules and rewards share their names: choose another"));
                continue;
            }
            let Some(id) = self.number(Space::Rule, name, name.place).map(RuleId) else { continue };
            let accounts = give.iter().filter_map(|give| match &give.thing {
                Thing::Credit(account, _) => Some(account.value.clone()),
                _ => None,
            });
            self.names.rule_accounts.insert(id, accounts.collect());
            self.names.rules.insert(name.value.clone(), id);
        }
    }

    pub(crate) fn rules(&mut self, defaults: Option<&Defaults>, rules: Option<&Map<file::Rule>>) {
        for (name, rule) in rules.into_iter().flat_map(Map::iter) {
            let when = rule.when.as_ref().or(defaults.and_then(|defaults| defaults.when.as_ref()));
            let common = Common {
                name,
                who: rule.who.as_ref(),
                conditions: rule.conditions.as_ref(),
                lines: rule.lines.as_ref(),
                also: rule.also.as_ref(),
                give: &rule.give.0,
                limit: rule.limit.as_ref().map_or(&[], |limits| &limits.0),
                paid_from: None,
                paid_by: rule.paid_by.as_ref(),
                on_refund: rule.on_refund.as_ref(),
                basis: rule.basis.as_ref(),
                priority: rule.priority.as_ref(),
                group: rule.group.as_ref(),
                best_of: rule.best_of.as_ref(),
                valid: rule.valid.as_ref(),
                text: rule.text.as_ref(),
            };
            let who = who_text(rule.who.as_ref(), defaults, rule.place);
            if let Some((trigger, scope)) = self.trigger(when, &who)
                && let Some(compiled) = self.rule_of(&common, defaults, trigger, scope, rule.place)
            {
                let id = compiled.id;
                self.program.rules.set(id, compiled);
                self.program.order.push(id);
            }
        }
    }

    /// Compiles what rules and rewards have in common.
    pub(crate) fn rule_of(
        &mut self,
        rule: &Common<'_>,
        defaults: Option<&Defaults>,
        when: Trigger,
        mut scope: Scope,
        place: Place,
    ) -> Option<Rule> {
        let id = self.names.rules.get(&rule.name.value).copied()?;
        let who = self.record_path(&who_text(rule.who, defaults, rule.name.place), &scope);
        scope.who.clone_from(&who);
        let conditions = self.conditions(rule.conditions, &scope);
        let lines = self.line_conditions(rule.lines, &scope);
        if conditions.len() + lines.len() > crate::limits::CONDITIONS_PER_RULE_MAX {
            let message = format!("a rule has at most {} conditions", crate::limits::CONDITIONS_PER_RULE_MAX);
            self.error("too-many", rule.name.place, message);
        }
        let also = rule.also.and_then(|also| self.also(also, &scope));
        let gives = who.as_ref().map(|who| self.gives(rule.give, who, &scope)).unwrap_or_default();
        let limits = self.limits(rule, &gives, &scope);
        let payer = self.payer(rule, defaults, &scope, &gives);
        let (valid_from, valid_until) = self.valid(rule.valid);
        let on_refund = rule.on_refund.or(defaults.and_then(|defaults| defaults.on_refund.as_ref()));
        Some(Rule {
            id,
            name: rule.name.value.clone(),
            place: rule.name.place.to(place),
            when,
            who: who?.0,
            conditions,
            lines,
            also,
            gives,
            pay: None,
            stock: None,
            limits,
            payer: payer?,
            on_refund: match on_refund.map(|on_refund| on_refund.value) {
                Some(file::OnRefund::Recompute) => compiled::OnRefund::Recompute,
                Some(file::OnRefund::OnlyWhenAllIsReturned) => compiled::OnRefund::OnlyWhenAllIsReturned,
                Some(file::OnRefund::Never) => compiled::OnRefund::Never,
                Some(file::OnRefund::ByLine) | None => compiled::OnRefund::ByLine,
            },
            basis: basis(rule.basis, defaults.and_then(|defaults| defaults.basis.as_ref())),
            priority: self.priority(rule.priority),
            choice: self.choice(rule.group, rule.best_of),
            valid_from,
            valid_until,
            stacking: match defaults
                .and_then(|defaults| defaults.multipliers.as_ref())
                .map(|stacking| stacking.value)
            {
                Some(file::Stacking::Add) => compiled::Stacking::Add,
                Some(file::Stacking::Multiply) | None => compiled::Stacking::Multiply,
            },
            text: rule.text.map(Texts::sorted).unwrap_or_default(),
        })
    }

    fn line_conditions(
        &mut self,
        lines: Option<&conditions::Conditions>,
        scope: &Scope,
    ) -> Vec<compiled::ConditionId> {
        if let Some(first) = lines.and_then(|lines| lines.0.first())
            && !scope.kinds.iter().any(|kind| self.program.schema.kinds[*kind].has_lines)
        {
            self.error(
                "not-at-hand",
                first.0.place,
                "`for` selects lines, and what sets this rule off has none",
            );
            return Vec::new();
        }
        for (path, _) in lines.iter().flat_map(|lines| &lines.0) {
            if !path.starts_with("line.") {
                let message = format!("`for` holds conditions on lines; `{}` is none", path.value);
                self.error_with_help("not-of-a-line", path.place, message, "put it under `if`");
            }
        }
        let of_lines = lines.map(|lines| {
            conditions::Conditions(
                lines.0.iter().filter(|(path, _)| path.starts_with("line.")).cloned().collect(),
            )
        });
        self.conditions(of_lines.as_ref(), &scope.with_line())
    }

    fn payer(
        &self,
        rule: &Common<'_>,
        defaults: Option<&Defaults>,
        scope: &Scope,
        gives: &[compiled::Give],
    ) -> Option<Payer> {
        let costs = |give: &compiled::Give| {
            !matches!(give.what, What::Message(_) | What::Tier { .. } | What::Access(_))
        };
        let default = defaults.and_then(|defaults| defaults.paid_by.as_ref());
        let said = match (rule.paid_by, default) {
            (Some(said), _) => said,
            // What costs nothing needs nobody who pays.
            (None, _) if !gives.iter().any(costs) => return Some(Payer::Coalition),
            (None, Some(default)) => default,
            (None, None) if scope.kinds == [kind::PURCHASE] => {
                return Some(Payer::Partner(Subject::Record(crate::builtin::field::PARTNER, Vec::new())));
            }
            (None, None) => return Some(Payer::Coalition),
        };
        if rule.paid_by.is_none()
            && self.quiet_path(&said.value.0.split('.').collect::<Vec<_>>(), scope).is_none()
        {
            self.reader.report(
                Diagnostic::error(
                    "who-pays",
                    rule.name.place,
                    format!(
                        "`{}` does not say who pays: the default `{}` is not at hand here",
                        rule.name.value, said.value.0
                    ),
                )
                .with_also(said.place, "the default")
                .with_help("add paid_by: coalition, or a path to a partner"),
            );
            return None;
        }
        let path = At { value: said.value.0.clone(), place: said.place };
        let (subject, kind) = self.record_path(&path, scope)?;
        match kind {
            PartyKind::Coalition => Some(Payer::Coalition),
            PartyKind::Partner => Some(Payer::Partner(subject)),
            _ => {
                let message = format!("`{}` is of kind `{kind}`: partners and the coalition pay", path.value);
                self.error("wrong-kind-of-record", path.place, message);
                None
            }
        }
    }

    fn priority(&self, priority: Option<&At<Whole>>) -> i32 {
        let Some(priority) = priority else { return 0 };
        i32::try_from(priority.0).unwrap_or_else(|_| {
            self.error("out-of-range", priority.place, "a priority is between -2147483648 and 2147483647");
            0
        })
    }

    fn choice(&self, group: Option<&At<Id>>, best_of: Option<&At<Id>>) -> Option<Choice> {
        match (group, best_of) {
            (Some(_), Some(best_of)) => {
                let message = "a rule has either `group` or `best_of`, not both";
                self.error("fields-exclude-each-other", best_of.place, message);
                None
            }
            (Some(group), None) => Some(Choice::First(group.value.0.clone())),
            (None, Some(best_of)) => Some(Choice::Best(best_of.value.0.clone())),
            (None, None) => None,
        }
    }

    fn valid(&self, valid: Option<&file::Valid>) -> (Option<Instant>, Option<Instant>) {
        let Some(valid) = valid else { return (None, None) };
        let from = valid.from.as_ref().and_then(|from| self.instant(from));
        let until = valid.until.as_ref().and_then(|until| self.instant(until));
        if let (Some(from), Some(until)) = (from, until)
            && from >= until
        {
            self.error("empty-range", valid.place, "the rule ends before it begins");
        }
        (from, until)
    }
}

/// The path of the beneficiary: the rule's own, the default's, or `member`.
fn who_text(who: Option<&At<PathText>>, defaults: Option<&Defaults>, place: Place) -> At<String> {
    match who.or(defaults.and_then(|defaults| defaults.who.as_ref())) {
        Some(who) => At { value: who.value.0.clone(), place: who.place },
        None => At { value: PartyKind::Member.word().to_owned(), place },
    }
}

/// What counts of a purchase: what the rule says, else the defaults, else the built-in choice.
fn basis(rule: Option<&file::Basis>, defaults: Option<&file::Basis>) -> compiled::Basis {
    fn said<T: Copy>(
        rule: Option<&file::Basis>,
        defaults: Option<&file::Basis>,
        get: fn(&file::Basis) -> Option<T>,
    ) -> Option<T> {
        rule.and_then(get).or(defaults.and_then(get))
    }
    let included = |get: fn(&file::Basis) -> Option<file::Included>, otherwise: bool| {
        said(rule, defaults, get).map_or(otherwise, |included| included == file::Included::Included)
    };
    let discounts = said(rule, defaults, |basis| basis.discounts.as_ref().map(|at| at.value));
    compiled::Basis {
        after_discounts: discounts.is_none_or(|discounts| discounts == file::BeforeAfter::After),
        tax_included: included(|basis| basis.tax.as_ref().map(|at| at.value), true),
        shipping_included: included(|basis| basis.shipping.as_ref().map(|at| at.value), false),
        points_included: included(|basis| basis.points.as_ref().map(|at| at.value), true),
    }
}
