//! `policies`.

use super::Compiler;
use super::amounts::Measured;
use super::scope::Scope;
use crate::builtin::{field, kind};
use crate::compiled::{Limit, LimitScope, LimitedTo, SpentPoints, Subject, TransferPolicy};
use crate::file::At;
use crate::file::collections::Map;
use crate::file::policies as file;
use coterie_ledger::PartyKind;

impl Compiler<'_> {
    pub(crate) fn policies(&mut self, policies: Option<&file::Policies>) {
        let Some(policies) = policies else { return };
        if let Some(spent_points) = &policies.spent_points {
            self.program.policies.spent_points = match spent_points.value {
                file::SpentPoints::Debt => SpentPoints::Debt,
                file::SpentPoints::WriteOff => SpentPoints::WriteOff,
                file::SpentPoints::ChargePartner => SpentPoints::ChargePartner,
            };
        }
        if let Some(holds) = &policies.holds {
            self.program.policies.holds = holds.0;
        }
        if let Some(refundable) = &policies.refundable {
            self.program.policies.refundable = refundable.0;
        }
        for (name, transfer) in policies.transfers.iter().flat_map(Map::iter) {
            if let Some(policy) = self.transfer(name, transfer) {
                self.program.policies.transfers.push(policy);
            }
        }
    }

    fn transfer(&mut self, name: &At<String>, transfer: &file::Transfer) -> Option<TransferPolicy> {
        let account = self.account(name)?;
        if self.program.accounts[account].of != PartyKind::Member {
            self.error("wrong-kind-of-record", name.place, "transfers are between members");
            return None;
        }
        let unit = self.program.units[self.program.accounts[account].unit].clone();
        let at_least = match &transfer.at_least {
            None => 0,
            Some(at_least) => self.amount_not_negative(at_least, unit.decimals, &unit.name)?,
        };
        let scope = Scope { what: "a transfer", ..Scope::of_events(vec![kind::TRANSFER]) };
        let limit = match &transfer.limit {
            None => None,
            Some(limit) => {
                let of = if limit.of.value == "times" {
                    Some(LimitedTo::Times)
                } else {
                    let of = self.account(&limit.of)?;
                    if of != account {
                        self.error(
                            "limit-of-nothing",
                            limit.of.place,
                            format!("this is about transfers of `{}`", name.value),
                        );
                    }
                    Some(LimitedTo::Account(of))
                };
                if let Some(per) = &limit.scope.per {
                    self.error(
                        "useless-field",
                        per.place,
                        "a limit on transfers is always per giving member",
                    );
                }
                let limit = self.limit(&format!("transfers.{}", name.value), 0, limit, of, &scope)?;
                let giver = LimitScope::Record(Subject::Record(field::FROM, Vec::new()));
                Some(Limit { per: giver, ..limit })
            }
        };
        let fee = match &transfer.fee {
            None => None,
            Some(fee) => {
                Some(self.amount(fee, &Measured { relative: true, ..Measured::fixed(&unit) }, &scope)?)
            }
        };
        Some(TransferPolicy { account, at_least, limit, fee })
    }
}
