//! How records stand at a moment: balances, lots, tiers, and what partners owe; as tables or JSON.

use crate::failure::Failure;
use crate::figures::Figures;
use crate::output::Output;
use crate::spelling;
use coterie_calendar::Instant;
use coterie_decide::Engine;
use coterie_decide::reading::step_of;
use coterie_decide::record::PartyRecord;
use coterie_explain::Names;
use coterie_ledger::{Amount, Availability, LedgerError, Lot, Party, PartyKind, Wallet};
use coterie_program::ids::AccountId;
use coterie_rehearse::settlement::{self, PartnerLine};
use serde_json::{Value, json};

/// The records of a moment, in the order of their parties.
pub(crate) struct Standing<'a> {
    engine: &'a Engine,
    at: Instant,
    parties: Vec<(&'a Party, &'a PartyRecord)>,
}

impl<'a> Standing<'a> {
    /// Orders the records.
    pub(crate) fn new(
        engine: &'a Engine,
        at: Instant,
        parties: impl IntoIterator<Item = (&'a Party, &'a PartyRecord)>,
    ) -> Self {
        let mut parties: Vec<_> = parties.into_iter().collect();
        parties.sort_by_key(|(party, _)| *party);
        Self { engine, at, parties }
    }

    fn names(&self) -> Names<'a> {
        Names::new(&self.engine.program)
    }

    fn wallets(&self) -> impl Iterator<Item = (&'a Party, AccountId, &'a Wallet)> {
        self.parties.iter().flat_map(|(party, record)| {
            record
                .wallets
                .iter()
                .filter(|(_, wallet)| !wallet.is_empty())
                .map(|(id, wallet)| (*party, *id, wallet))
        })
    }

    /// Party, tier set, step.
    fn tiers(&self) -> impl Iterator<Item = (&'a Party, &'a str, &'a str)> {
        // Whoever became part of another has no level of its own any more.
        let parties = self.parties.iter().filter(|(_, record)| record.merged_into.is_none());
        parties.flat_map(move |(party, record)| {
            let sets = self.engine.program.tiers.iter();
            sets.filter(|(_, set)| set.of == party.kind()).map(|(id, set)| {
                let step = step_of(self.engine, Some(record), id, self.at);
                (*party, set.name.as_str(), set.steps.get(usize::from(step)).map_or("?", |step| &step.name))
            })
        })
    }

    fn settlement(&self) -> Result<Vec<(&'a Party, PartnerLine)>, LedgerError> {
        let mut all = Vec::new();
        for (party, record) in &self.parties {
            if matches!(party.kind(), PartyKind::Partner | PartyKind::Coalition) {
                let lines = settlement::lines(&self.engine.program, party, record)?;
                all.extend(lines.into_iter().map(|line| (*party, line)));
            }
        }
        Ok(all)
    }

    /// Everything as one JSON value.
    pub(crate) fn to_json(&self) -> Result<Value, LedgerError> {
        let names = self.names();
        let figures = Figures::new(&self.engine.program);
        let zone = &self.engine.program.zone;
        let lot = |account: AccountId, lot: &Lot| {
            json!({
                "opened_at_position": lot.id.position,
                "amount": names.amount(account, lot.amount),
                "remaining": names.amount(account, lot.remaining),
                "available": match lot.available {
                    Availability::From(instant) => instant.in_zone(zone),
                    Availability::OnApproval => "on_approval".to_owned(),
                },
                "expires": lot.expires.map(|instant| instant.in_zone(zone)),
                "paid_by": lot.payer.to_string(),
            })
        };
        let balances: Vec<Value> = self
            .wallets()
            .map(|(party, account, wallet)| {
                let lots: Vec<Value> = wallet.lots().iter().map(|one| lot(account, one)).collect();
                json!({
                    "party": party.to_string(),
                    "account": names.account(account),
                    "balance": names.amount(account, wallet.balance()),
                    "available": names.amount(account, wallet.available(self.at)),
                    "pending": names.amount(account, wallet.pending(self.at)),
                    "debt": names.amount(account, wallet.debt()),
                    "lots": lots,
                })
            })
            .collect();
        let tiers: Vec<Value> = self
            .tiers()
            .map(|(party, set, step)| json!({ "party": party.to_string(), "set": set, "step": step }))
            .collect();
        let settlement: Vec<Value> = self
            .settlement()?
            .into_iter()
            .map(|(party, line)| {
                let [issued, redeemed, expired] = [line.issued, line.redeemed, line.expired]
                    .map(|amount| names.amount(line.account, amount));
                json!({
                    "partner": party.to_string(),
                    "account": names.account(line.account),
                    "issued": issued,
                    "redeemed": redeemed,
                    "expired": expired,
                    "pays": names.money(line.pays.get()),
                    "paid": names.money(line.paid.get()),
                    "earned": names.amount(line.account, line.earned),
                    "net": names.money(line.net.get()),
                })
            })
            .collect();
        Ok(json!({
            "at": self.at.in_zone(zone),
            "currency": figures.currency(),
            "units": figures.units(),
            "balances": balances,
            "tiers": tiers,
            "settlement": settlement,
        }))
    }

    /// Everything as tables; those without rows are left out.
    pub(crate) fn tables(&self, output: &mut Output) -> Result<(), Failure> {
        let names = self.names();
        let zone = &self.engine.program.zone;
        let amount = |account, amount: Amount| spelling::amount(amount.get(), names.decimals(account));
        let balances: Vec<Vec<String>> = self
            .wallets()
            .map(|(party, account, wallet)| {
                let next = wallet.lots().iter().filter_map(|lot| lot.expires).min();
                vec![
                    party.to_string(),
                    names.account(account).to_owned(),
                    amount(account, wallet.balance()),
                    amount(account, wallet.available(self.at)),
                    amount(account, wallet.pending(self.at)),
                    spelling::count(wallet.lots().len() as i64),
                    next.map(|instant| instant.in_zone(zone)).unwrap_or_default(),
                ]
            })
            .collect();
        let header = ["party", "account", "balance", "available", "pending", "lots", "next expiry"];
        section(output, "balances", &header, &[2, 3, 4, 5], balances)?;
        let tiers: Vec<Vec<String>> = self
            .tiers()
            .map(|(party, set, step)| vec![party.to_string(), set.to_owned(), step.to_owned()])
            .collect();
        section(output, "tiers", &["party", "tier set", "step"], &[], tiers)?;
        let settlement: Vec<Vec<String>> = self
            .settlement()?
            .into_iter()
            .map(|(party, line)| {
                vec![
                    party.to_string(),
                    names.account(line.account).to_owned(),
                    amount(line.account, line.issued),
                    amount(line.account, line.redeemed),
                    amount(line.account, line.expired),
                    spelling::money(names.program(), line.pays.get()),
                    spelling::money(names.program(), line.paid.get()),
                    amount(line.account, line.earned),
                ]
            })
            .collect();
        let header = ["partner", "account", "issued", "redeemed", "expired", "pays", "is paid", "earned"];
        section(output, "settlement", &header, &[2, 3, 4, 5, 6, 7], settlement)
    }
}

fn section(
    output: &mut Output,
    title: &str,
    header: &[&str],
    right: &[usize],
    rows: Vec<Vec<String>>,
) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    output.line("")?;
    output.heading(title)?;
    output.table(header, right, rows)
}
