//! What rules give.

use super::Compiler;
use super::accounts::pending;
use super::amounts::Measured;
use super::scope::Scope;
use super::types::described;
use crate::compiled::{Cap, Each, Give, Of, Scale, Subject, What};
use crate::diagnostic::Diagnostic;
use crate::file::At;
use crate::file::amounts::Amount as FileAmount;
use crate::file::gives as file;
use crate::file::scalars::Scalar;
use crate::ids::{AccountId, RuleId, TierSetId};
use crate::value::Type;
use crate::yaml::Span as Place;
use coterie_ledger::PartyKind;
use rust_decimal::Decimal;

impl Compiler<'_> {
    /// What a rule gives; each with the beneficiary that the rule has unless it names another.
    pub(crate) fn gives(&self, gives: &[file::Give], who: &(Subject, PartyKind), scope: &Scope) -> Vec<Give> {
        if gives.len() > crate::limits::GIVES_PER_RULE_MAX {
            let message = format!("a rule gives at most {} things", crate::limits::GIVES_PER_RULE_MAX);
            self.error("too-many", gives[0].how.place, message);
        }
        gives.iter().filter_map(|give| self.give(give, who, scope)).collect()
    }

    fn give(&self, give: &file::Give, who: &(Subject, PartyKind), scope: &Scope) -> Option<Give> {
        let how = &give.how;
        let to = match &how.to {
            None => None,
            Some(path) => {
                Some(self.record_path(&At { value: path.value.0.clone(), place: path.place }, scope)?)
            }
        };
        let receiver = to.as_ref().map_or(who.1, |(_, kind)| *kind);
        self.refuse_misplaced(&give.thing, how);
        let what = match &give.thing {
            file::Thing::Credit(name, amount) => self.credit(name, amount, how, receiver, scope)?,
            file::Thing::Discount(amount) => self.discount(amount, how, scope)?,
            file::Thing::Voucher(name) => What::Voucher {
                name: name.value.0.clone(),
                valid: how.valid.as_ref().map(|valid| valid.0),
                at: how.at.as_ref().map(|at| {
                    self.warn_unknown_partner(&At { value: at.value.0.clone(), place: at.place });
                    at.value.0.clone()
                }),
            },
            file::Thing::Product(sku) => What::Product(sku.value.0.clone()),
            file::Thing::Ticket(name) => What::Ticket(name.value.0.clone()),
            file::Thing::Access(name) => What::Access(name.value.0.clone()),
            file::Thing::Message(name) => What::Message(name.value.0.clone()),
            file::Thing::Donation(amount) => {
                let measured = Measured { relative: true, ..Measured::fixed(self.currency()) };
                What::Donation(self.amount(amount, &measured, scope)?)
            }
            file::Thing::Tier(tier) => self.tier_gift(tier, receiver)?,
        };
        Some(Give { to: to.map(|(subject, _)| subject), what })
    }

    fn credit(
        &self,
        name: &At<String>,
        amount: &At<FileAmount>,
        how: &file::How,
        receiver: PartyKind,
        scope: &Scope,
    ) -> Option<What> {
        let account = self.given_account(name);
        let of = self.of(how.of.as_ref(), scope);
        let times = match &how.times {
            Some(times) => self.times(times, scope).map(Some),
            None => Some(None),
        };
        let expires = match &how.expires {
            Some(expires) => Some(self.expiry(expires)?),
            None => None,
        };
        let (of, basis_unit, basis_decimals) = of?;
        // Of an account that could not be read, the amount is checked all the same: with the most decimals there can be.
        let terms = account.map(|account| &self.program.accounts[account]);
        let unit = terms.map(|terms| &self.program.units[terms.unit]);
        let measured = Measured {
            unit: unit.map_or_else(|| name.value.clone(), |unit| unit.name.clone()),
            decimals: unit.map_or(super::units::DECIMALS_MOST, |unit| unit.decimals),
            basis_unit,
            basis_decimals,
            relative: true,
            multipliers: true,
        };
        let amount = self.amount(amount, &measured, scope);
        let (account, terms) = (account?, terms?);
        if terms.of != receiver && !(terms.pooled && receiver == PartyKind::Household) {
            let message = format!(
                "`{}` is an account of kind `{}`, but the beneficiary is of kind `{receiver}`",
                name.value, terms.of
            );
            self.error_with_help(
                "wrong-kind-of-record",
                name.place,
                message,
                "name an account of theirs, or another `to` or `who`",
            );
            return None;
        }
        Some(What::Credit {
            account,
            amount: amount?,
            of,
            times: times?,
            each: match how.each.as_ref().map(|each| each.value) {
                Some(file::Each::Line) => Each::Line,
                Some(file::Each::Purchase) | None => Each::Purchase,
            },
            pending: how.pending.as_ref().map(|value| pending(value)),
            expires,
        })
    }

    fn given_account(&self, name: &At<String>) -> Option<AccountId> {
        if let Some(account) = self.names.accounts.get(&name.value) {
            return Some(*account);
        }
        if !self.names.is_broken(name) {
            let mut known: Vec<&str> = self.names.accounts.keys().map(String::as_str).collect();
            known.sort_unstable();
            known.extend(file::THINGS);
            known.extend(file::How::SHAPE.fields);
            self.unknown(
                "unknown-name",
                name,
                &format!("nothing called `{}` can be given", name.value),
                &known,
                "accounts",
            );
        }
        None
    }

    /// What rates and percentages are taken of, in which unit, with how many decimals.
    fn of(&self, of: Option<&file::Of>, scope: &Scope) -> Option<(Of, String, u8)> {
        let currency = self.currency();
        match of {
            None => Some((Of::Lines, currency.name.clone(), currency.decimals)),
            Some(file::Of::Rest(name)) => {
                let rule = self.rule(name)?;
                let (unit, decimals) = self.unit_of_rule(rule);
                Some((Of::RestOf(rule), unit, decimals))
            }
            Some(file::Of::Named(name)) => {
                let rule = self.names.rules.get(&name.value).copied();
                let names: Vec<&str> = name.split('.').collect();
                match (rule, self.quiet_path(&names, scope)) {
                    (Some(_), Some(_)) => {
                        let message =
                            format!("`{}` is both a rule and something to read; rename one", name.value);
                        self.error("name-taken", name.place, message);
                        None
                    }
                    (Some(rule), None) => {
                        let (unit, decimals) = self.unit_of_rule(rule);
                        Some((Of::Rule(rule), unit, decimals))
                    }
                    (None, _) => self.of_path(name, scope),
                }
            }
        }
    }

    fn of_path(&self, name: &At<String>, scope: &Scope) -> Option<(Of, String, u8)> {
        if let Some(meant) = crate::diagnostic::did_you_mean(
            name,
            self.names.rules.keys().map(String::as_str).chain(self.names.broken_in("rules")),
        ) && !name.contains('.')
            && !self.names.is_broken(name)
            && self.quiet_path(&[name], scope).is_none()
        {
            let message = format!("there is nothing called `{}` to take a share of", name.value);
            self.error_with_help(
                "unknown-name",
                name.place,
                message,
                format!("did you mean the rule `{meant}`?"),
            );
            return None;
        }
        let path = self.path(name, scope)?;
        if !matches!(path.value, Type::Integer | Type::Money) {
            let message =
                format!("`{}` is {}, of which no share can be taken", path.text, described(&path.value));
            self.error("wrong-type", name.place, message);
            return None;
        }
        let (unit, decimals) = (self.unit_of(&path), self.decimals_of(&path));
        Some((Of::Path(path), unit.trim_matches('`').to_owned(), decimals))
    }

    /// The unit in which a rule gives, from the first account that it names; money where it gives to none.
    fn unit_of_rule(&self, rule: RuleId) -> (String, u8) {
        let mut names = self.names.rule_accounts.get(&rule).into_iter().flatten();
        let account = names.find_map(|name| self.names.accounts.get(name));
        let unit = account.map_or(self.program.currency, |account| self.program.accounts[*account].unit);
        (self.program.units[unit].name.clone(), self.program.units[unit].decimals)
    }

    fn times(&self, times: &At<Scalar>, scope: &Scope) -> Option<Scale> {
        if times.text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
            return self.rate_of(times).map(Scale::Number);
        }
        let path = self.path(&At { value: times.text.clone(), place: times.place }, scope)?;
        if !matches!(path.value, Type::Integer | Type::Decimal) || self.decimals_of(&path) > 0 {
            let message =
                format!("`{}` is {}; an amount is multiplied by a number", path.text, described(&path.value));
            self.error("wrong-type", times.place, message);
            return None;
        }
        Some(Scale::Path(path))
    }

    fn discount(&self, amount: &At<FileAmount>, how: &file::How, scope: &Scope) -> Option<What> {
        let measured = Measured { relative: true, ..Measured::fixed(self.currency()) };
        let at_most = match &how.at_most {
            None => None,
            Some(cap) => Some(self.cap(cap)?),
        };
        if scope.kinds.is_empty() {
            self.error(
                "no-basis",
                amount.place,
                "a discount is taken off a basket, and no event is at hand here",
            );
        }
        if let FileAmount::Percent(percent) = &amount.value
            && *percent > Decimal::ONE_HUNDRED
        {
            self.error("out-of-range", amount.place, "a discount is at most 100 %");
        }
        Some(What::Discount { amount: self.amount(amount, &measured, scope)?, at_most })
    }

    fn cap(&self, cap: &At<FileAmount>) -> Option<Cap> {
        match &cap.value {
            FileAmount::Fixed(number) => {
                let currency = self.currency();
                self.smallest_parts(*number, currency.decimals, &currency.name, cap.place).map(Cap::Amount)
            }
            FileAmount::Percent(percent) => {
                self.rate(percent.checked_div(Decimal::ONE_HUNDRED)?, cap.place).map(Cap::Share)
            }
            _ => {
                self.error_with_help(
                    "bad-amount",
                    cap.place,
                    "a discount is capped by money or a share",
                    "write 50.00 or 50 %",
                );
                None
            }
        }
    }

    fn tier_gift(&self, gift: &file::TierGift, receiver: PartyKind) -> Option<What> {
        let level = At { value: gift.level.value.0.clone(), place: gift.level.place };
        let set = match &gift.set {
            Some(name) => self.tier_set(&At { value: name.value.0.clone(), place: name.place }),
            None => self.only_tier_set(receiver, gift.place),
        }?;
        let compiled = &self.program.tiers[set];
        let Some(step) = compiled.steps.iter().position(|step| step.name == level.value) else {
            let known: Vec<&str> = compiled.steps.iter().map(|step| step.name.as_str()).collect();
            self.reader.unknown_word(level.place, &level, "a step of this tier set", &known);
            return None;
        };
        if compiled.held.is_none() && !self.names.is_broken(&compiled.name) {
            let message = format!("`{}` is judged, so that it cannot be given", compiled.name);
            self.error_with_help(
                "judged-tier",
                level.place,
                message,
                "a tier set with `up` or `down` is held",
            );
        }
        Some(What::Tier { set, step: step as u16, until: gift.until.as_ref().map(|until| until.0) })
    }

    /// The tier set of a kind of record, when there is one.
    fn only_tier_set(&self, of: PartyKind, place: Place) -> Option<TierSetId> {
        let mut sets = self.program.tiers.iter().filter(|(_, set)| set.of == of).map(|(id, _)| id);
        let first = sets.next();
        let may_be_broken = || self.names.has_broken("tiers");
        if first.is_none() && may_be_broken() {
            // Which set is meant is known once it can be read.
        } else if first.is_none() {
            self.error("unknown-name", place, format!("there is no tier set of kind `{of}`"));
        } else if sets.next().is_some() {
            self.error_with_help(
                "missing-field",
                place,
                "the program has several tier sets",
                "add set: NAME",
            );
        }
        first
    }

    /// Reports what does not go with the thing given.
    fn refuse_misplaced(&self, thing: &file::Thing, how: &file::How) {
        let credit = matches!(thing, file::Thing::Credit(..));
        let of = how.of.as_ref().map(|of| match of {
            file::Of::Named(name) | file::Of::Rest(name) => name.place,
        });
        let places: [(&str, Option<Place>, bool, &str); 8] = [
            ("of", of, credit, "an account"),
            ("times", how.times.as_ref().map(|x| x.place), credit, "an account"),
            ("each", how.each.as_ref().map(|x| x.place), credit, "an account"),
            ("pending", how.pending.as_ref().map(|x| x.place), credit, "an account"),
            ("expires", how.expires.as_ref().map(|x| x.place), credit, "an account"),
            (
                "at_most",
                how.at_most.as_ref().map(|x| x.place),
                matches!(thing, file::Thing::Discount(_)),
                "a discount",
            ),
            (
                "valid",
                how.valid.as_ref().map(|x| x.place),
                matches!(thing, file::Thing::Voucher(_)),
                "a voucher",
            ),
            ("at", how.at.as_ref().map(|x| x.place), matches!(thing, file::Thing::Voucher(_)), "a voucher"),
        ];
        for (field, place, fits, only) in places {
            if let Some(place) = place.filter(|_| !fits) {
                self.reader.report(Diagnostic::error(
                    "useless-field",
                    place,
                    format!("`{field}` only goes with {only}"),
                ));
            }
        }
    }
}
