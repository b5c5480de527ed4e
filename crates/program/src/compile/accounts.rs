//! `accounts`: units, rounding, when credits become available and when they expire.

use super::Compiler;
use super::names::ROOTS;
use crate::compiled::{Account, Expiry, Pending};
use crate::file::accounts::{self as file, PeriodEnd, Rounds};
use crate::file::collections::Map;
use crate::file::gives::THINGS;
use crate::file::{At, gives, limits};
use crate::ids::{AccountId, Space};
use coterie_calendar::Period;
use coterie_ledger::{PartyKind, Rounding};

impl Compiler<'_> {
    /// Gives the accounts their numbers and terms.
    pub(crate) fn number_accounts(&mut self, accounts: Option<&Map<file::Account>>) {
        for (name, account) in accounts.into_iter().flat_map(Map::iter) {
            self.refuse_account_name(name);
            let Some(unit) =
                self.unit(&At { value: account.unit.value.0.clone(), place: account.unit.place })
            else {
                self.names.mark_broken("accounts", name);
                continue;
            };
            let is_money = self.program.units[unit].is_money;
            let rounding = match account.rounds {
                Some(Rounds::Up) => Rounding::Up,
                Some(Rounds::HalfEven) => Rounding::HalfEven,
                Some(Rounds::HalfUp) => Rounding::HalfUp,
                None if is_money => Rounding::HalfUp,
                Some(Rounds::Down) | None => Rounding::Down,
            };
            let of = account.of.party();
            let pooled = account.pool.as_ref().is_some_and(|pool| self.may_be_pooled(of, pool.place));
            let compiled = Account {
                name: name.value.clone(),
                of,
                unit,
                rounding,
                pending: account.pending.as_ref().map_or(Pending::No, pending),
                expires: account
                    .expires
                    .as_ref()
                    .and_then(|expires| self.expiry(expires))
                    .unwrap_or(Expiry::Never),
                pooled,
            };
            let Some(id) = self.number(Space::Account, name, name.place).map(AccountId) else { continue };
            self.program.accounts.set(id, compiled);
            self.names.accounts.insert(name.value.clone(), id);
        }
    }

    /// An account's name stands where other words may stand: in gifts, limits, prices, rules' conditions.
    fn refuse_account_name(&self, name: &At<String>) {
        let words = THINGS
            .iter()
            .chain(gives::How::SHAPE.fields)
            .chain(limits::Scope::SHAPE.fields)
            .chain(&ROOTS)
            .chain(&["times", "money", "lots", "total", "lines", "reward"]);
        if words.into_iter().any(|word| *word == name.value) {
            let message = format!("`{}` already has a meaning where accounts are named", name.value);
            self.error_with_help("reserved-name", name.place, message, "choose another name for the account");
        }
    }

    fn may_be_pooled(&self, of: PartyKind, place: crate::yaml::Span) -> bool {
        if of != PartyKind::Member {
            self.error(
                "wrong-kind-of-record",
                place,
                "only an account of members can be held by their household",
            );
            return false;
        }
        if self.household_relation().is_none() {
            self.error_with_help(
                "missing-relation",
                place,
                "nothing says which household a member belongs to",
                "add relations: {member.household: household}",
            );
            return false;
        }
        true
    }

    /// An expiry as it is written.
    pub(crate) fn expiry(&self, expires: &file::Expires) -> Option<Expiry> {
        let expires = match expires {
            file::Expires::Never => return Some(Expiry::Never),
            file::Expires::When(when) => when,
        };
        let end = expires.at.as_ref().map(|end| period_of(end.value));
        match (&expires.after, end, &expires.idle) {
            (Some(after), end, None) => Some(Expiry::After(after.0, end)),
            (None, Some(end), None) => Some(Expiry::At(end)),
            (None, None, Some(idle)) => Some(Expiry::Idle(idle.0)),
            (None, None, None) if expires.has_unread => None,
            (None, None, None) => {
                self.error_with_help(
                    "missing-field",
                    expires.place,
                    "the expiry does not say when",
                    "write {after: 12 months}, {after: 12 months, at: month_end}, {at: year_end}, {idle: 90 days} or never",
                );
                None
            }
            (_, _, Some(idle)) => {
                self.error(
                    "fields-exclude-each-other",
                    idle.place,
                    "`idle` stands alone: without `after` and `at`",
                );
                None
            }
        }
    }
}

/// When a credit becomes available.
pub(crate) fn pending(pending: &file::Pending) -> Pending {
    match pending {
        file::Pending::None => Pending::No,
        file::Pending::Approval => Pending::UntilApproved,
        file::Pending::For(length) => Pending::For(length.0),
    }
}

/// The period whose end is named.
pub(crate) fn period_of(end: PeriodEnd) -> Period {
    match end {
        PeriodEnd::Month => Period::Month,
        PeriodEnd::Quarter => Period::Quarter,
        PeriodEnd::Year => Period::Year,
    }
}
