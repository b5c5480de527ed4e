//! What a test expects of accounts, tiers, measures, gifts and refusals.

use super::given::Cast;
use super::{Check, Expectation, Expected, Refusal, Spelled};
use crate::compile::Compiler;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::file::At;
use crate::file::scalars::Scalar;
use crate::file::tests::{self as file, OneOrMap};
use crate::ids::AccountId;
use crate::value::Value;
use coterie_ledger::{Party, PartyKind};

/// A check of an account, from whose it is, which it is and what is expected.
type AccountCheck = fn(Party, AccountId, Expected) -> Check;

impl Compiler<'_> {
    pub(super) fn expectation(&self, expect: &file::Expect, ids: &[&str], cast: &Cast) -> Expectation {
        if let (Some(_), Some(at)) = (&expect.after, &expect.at) {
            self.error(
                "fields-exclude-each-other",
                at.place,
                "an expectation is either `after` an event or `at` a moment",
            );
        }
        if let Some(after) = expect.after.as_ref().filter(|after| !ids.contains(&after.value.0.as_str())) {
            let name = At { value: after.value.0.clone(), place: after.place };
            self.unknown(
                "unknown-name",
                &name,
                &format!("no event of this test has the id `{}`", name.value),
                ids,
                "tests",
            );
        }
        let mut checks = Vec::new();
        let amounts: [(&Option<file::Amounts>, AccountCheck); 4] = [
            (&expect.balance, Check::Balance),
            (&expect.available, Check::Available),
            (&expect.pending, Check::Pending),
            (&expect.expired, Check::Expired),
        ];
        for (expected, check) in amounts {
            for (name, amount) in expected.iter().flat_map(|expected| &expected.0) {
                checks.extend(
                    self.of_account(name, amount, cast).map(|(party, id, amount)| check(party, id, amount)),
                );
            }
        }
        for (name, step) in expect.tier.iter().flat_map(|expected| &expected.0) {
            checks.extend(self.expected_tier(name, step, cast));
        }
        for (name, value) in expect.measure.iter().flat_map(|expected| &expected.0) {
            checks.extend(self.expected_measure(name, value, cast));
        }
        for (name, value) in expect.gave.iter().flat_map(|expected| &expected.0) {
            self.expected_gave(name, value, cast, &mut checks);
        }
        self.expected_money(expect, &mut checks);
        for (record, names) in expect.vouchers.iter().flat_map(|expected| &expected.0) {
            checks.extend(
                self.party_named(record, cast)
                    .map(|party| Check::Vouchers(party, sorted(names), record.place)),
            );
        }
        for (record, names) in expect.messages.iter().flat_map(|expected| &expected.0) {
            checks.extend(
                self.party_named(record, cast)
                    .map(|party| Check::Messages(party, sorted(names), record.place)),
            );
        }
        if let Some(refused) = &expect.refused {
            checks.push(Check::Refused(Refusal {
                reason: refused
                    .reason
                    .as_ref()
                    .map(|reason| Spelled { text: reason.value.0.clone(), place: reason.place }),
                would_do: refused.would_do.as_ref().map(spelled),
                about: refused
                    .about
                    .as_ref()
                    .map(|about| Spelled { text: about.value.clone(), place: about.place }),
                place: refused.place,
            }));
        }
        for (name, value) in expect.why_not.iter().flat_map(|expected| &expected.0) {
            let reasons = self.named_values(name, value);
            checks.extend(self.rule(name).map(|rule| Check::WhyNot(rule, reasons, name.place)));
        }
        for (name, value) in expect.settlement.iter().flat_map(|expected| &expected.0) {
            checks.extend(self.expected_settlement(name, value, cast).map(Check::Settlement));
        }
        if checks.is_empty() && !self.reader.has_errors() {
            let message = "this expectation expects nothing";
            self.reader.report(
                Diagnostic::error("missing-field", expect.place, message)
                    .with_help("for example pending: {anna.points: 480}"),
            );
        }
        let at = expect.at.as_ref().and_then(|at| self.instant(at));
        Expectation {
            place: expect.place,
            after: expect.after.as_ref().map(|after| after.value.0.clone()),
            at,
            checks,
        }
    }

    /// Splits `anna.points` at its last point: ids may hold points, names may not.
    fn split<'t>(&self, name: &'t At<String>, example: &str) -> Option<(At<String>, &'t str)> {
        let Some((record, of)) = name.rsplit_once('.') else {
            let message = format!("`{}` does not say of whom", name.value);
            self.error_with_help("bad-expectation", name.place, message, format!("write {example}"));
            return None;
        };
        Some((At { value: record.to_owned(), place: name.place }, of))
    }

    fn of_account(
        &self,
        name: &At<String>,
        amount: &At<Scalar>,
        cast: &Cast,
    ) -> Option<(Party, AccountId, Expected)> {
        let (record, account) = self.split(name, "anna.points")?;
        self.refuse_unnamed(&record, cast);
        let account = self.account(&At { value: account.to_owned(), place: name.place })?;
        let terms = &self.program.accounts[account];
        let kind = cast.kinds.get(&record.value).copied().unwrap_or(terms.of);
        let kind = if terms.pooled && kind == PartyKind::Household { kind } else { terms.of };
        let party =
            if kind == PartyKind::Coalition { Party::coalition() } else { Party::new(kind, &record).ok()? };
        let unit = &self.program.units[terms.unit];
        let parts = self.amount_of(amount, unit.decimals, &unit.name)?;
        Some((party, account, expected(amount, parts)))
    }

    fn expected_tier(&self, name: &At<String>, step: &At<Scalar>, cast: &Cast) -> Option<Check> {
        let (record, set) = self.split(name, "anna.tier")?;
        let set = self.tier_set(&At { value: set.to_owned(), place: name.place })?;
        let party = self.party_of_kind(&record, self.program.tiers[set].of, cast)?;
        Some(Check::Tier(party, set, self.step(set, step)?, step.place))
    }

    fn expected_measure(&self, name: &At<String>, value: &At<Scalar>, cast: &Cast) -> Option<Check> {
        let (record, measure) = self.split(name, "anna.earned")?;
        let measure = self.measure(&At { value: measure.to_owned(), place: name.place })?;
        let party = self.party_of_kind(&record, self.program.measures[measure].of, cast)?;
        let ty = self.measure_type(measure);
        let decimals = self.names.measure_decimals.get(&measure).copied().unwrap_or(0);
        match self.value(value, &ty, decimals, "the measure")? {
            Value::Int(parts) => Some(Check::Measure(party, measure, expected(value, parts))),
            other => Some(Check::MeasureValue(party, measure, other, value.place)),
        }
    }

    /// A record that is expected to have got something.
    fn party_named(&self, record: &At<String>, cast: &Cast) -> Option<Party> {
        self.refuse_unnamed(record, cast);
        Party::new(cast.kinds.get(&record.value).copied().unwrap_or(PartyKind::Member), record).ok()
    }

    /// Of a record that nothing happened to, nothing can be expected: its name is misspelt.
    fn refuse_unnamed(&self, record: &At<String>, cast: &Cast) {
        if cast.named.contains(&record.value) || self.names.is_broken(record) {
            return;
        }
        let message = format!("this test has no record `{}`", record.value);
        let meant = did_you_mean(record, cast.named.iter().map(String::as_str));
        let help = meant.map_or_else(
            || "it is neither given nor named by an event".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        );
        self.error_with_help("unknown-record", record.place, message, help);
    }

    fn party_of_kind(&self, record: &At<String>, kind: PartyKind, cast: &Cast) -> Option<Party> {
        if kind == PartyKind::Coalition {
            return Some(Party::coalition());
        }
        self.refuse_unnamed(record, cast);
        if let Some(known) = cast.kinds.get(&record.value).filter(|known| **known != kind) {
            let message = format!("`{}` is of kind `{known}`, not of kind `{kind}`", record.value);
            self.error("wrong-kind-of-record", record.place, message);
            return None;
        }
        Party::new(kind, record).ok()
    }

    fn expected_gave(&self, name: &At<String>, value: &OneOrMap, cast: &Cast, checks: &mut Vec<Check>) {
        let Some(rule) = self.rule(name) else { return };
        match value {
            OneOrMap::One(amount) => {
                if self.reader.decimal(&amount.node()).is_some() {
                    checks.push(Check::GaveInAll(rule, spelled(amount)));
                }
            }
            OneOrMap::Map(amounts) => {
                let gifts = amounts.0.iter().filter_map(|(name, amount)| self.of_account(name, amount, cast));
                checks
                    .extend(gifts.map(|(party, account, amount)| Check::Gave(rule, party, account, amount)));
            }
        }
    }

    pub(super) fn named_values(&self, name: &At<String>, value: &OneOrMap) -> Vec<(String, Spelled)> {
        match value {
            OneOrMap::Map(values) => {
                values.0.iter().map(|(name, value)| (name.value.clone(), spelled(value))).collect()
            }
            OneOrMap::One(value) => {
                let message = format!("what is expected of `{}` is a map", name.value);
                self.error_with_help(
                    "wrong-kind",
                    value.place,
                    message,
                    "such as {sales: 0.00, needs: 1000.00}",
                );
                Vec::new()
            }
        }
    }
}

pub(super) fn spelled(scalar: &At<Scalar>) -> Spelled {
    Spelled { text: scalar.value.text.clone(), place: scalar.place }
}

pub(super) fn expected(scalar: &At<Scalar>, amount: i64) -> Expected {
    Expected { text: scalar.value.text.clone(), amount, place: scalar.place }
}

fn sorted(names: &[At<crate::file::scalars::Name>]) -> Vec<String> {
    let mut names: Vec<String> = names.iter().map(|name| name.value.0.clone()).collect();
    names.sort_unstable();
    names
}
