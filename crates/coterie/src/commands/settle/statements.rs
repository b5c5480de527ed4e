//! A settlement as tables and sentences: what partners pay and are paid by account, what they earned, each one's statement in
//! all, and what is left.

use super::kinds;
use crate::failure::Failure;
use crate::output::Output;
use crate::spelling;
use coterie_calendar::{Instant, Period};
use coterie_explain::Names;
use coterie_ledger::Amount;
use coterie_program::builtin::account::DISCOUNTS_FOR_POINTS_NAME;
use coterie_program::compiled::Program;
use coterie_views::{AccountStatement, Owed, Own, PartnerStatement, SettlementReport};
use std::collections::BTreeMap;

/// Shows a settlement, as the books have it at their clock; or its JSON.
pub(crate) fn show(
    program: &Program,
    clock: Instant,
    report: &SettlementReport,
    output: &mut Output,
) -> Result<(), Failure> {
    if output.json() {
        return output.value(&super::json::settlement(program, report));
    }
    let (kind, start, end) = kinds::period(&report.period, &program.zone)?;
    let is_open = report.closed_by.is_none();
    let state = if is_open { "open: provisional, figures may still change" } else { "closed" };
    output.heading(&format!("Settlement of {} ({state})", report.period))?;
    if is_open {
        output.line(&why_open(program, clock, (start, end), report))?;
    }
    accounts(program, report, output)?;
    earnings(program, report, output)?;
    for line in corrections(program, report) {
        output.line(&line)?;
    }
    partners(program, report, output)?;
    for line in what_is_left(program, report) {
        output.line(&line)?;
    }
    for (other, partners) in settling_otherwise(program, kind) {
        let periods = kinds::labels(&program.zone, other, start, end);
        output.line(&format!(
            "not here, since they settle by {other} (--period {periods}): {}",
            partners.join(", ")
        ))?;
    }
    Ok(())
}

/// What still stands before a period's figures are final.
fn why_open(
    program: &Program,
    clock: Instant,
    (start, end): (Instant, Instant),
    report: &SettlementReport,
) -> String {
    let moment = |at| spelling::moment(at, &program.zone);
    if report.is_passed_over {
        "it cannot be closed any more, since a later period was closed before it; what still comes for it is added here"
            .to_owned()
    } else if clock < start {
        format!("it begins {}, and the books have come to {}", moment(start), moment(clock))
    } else if clock < end {
        format!("it is not over before {}, and the books have come to {}", moment(end), moment(clock))
    } else {
        format!("it is over and not closed: coterie close --period {} closes it", report.period)
    }
}

fn accounts(program: &Program, report: &SettlementReport, output: &mut Output) -> Result<(), Failure> {
    let names = Names::new(program);
    let mut rows = Vec::new();
    for partner in &report.partners {
        // What points bought off a basket is paid for by the points.
        let accounts = partner.accounts.iter().filter(|one| one.account != DISCOUNTS_FOR_POINTS_NAME);
        let gave_or_took = |one: &&AccountStatement| {
            [one.issued, one.redeemed, one.expired].iter().any(|amount| !amount.is_zero())
                || one.own.is_nothing()
        };
        for (place, account) in accounts.filter(gave_or_took).enumerate() {
            let decimals = names.decimals_of(&account.account);
            rows.push(vec![
                if place == 0 { name_of(partner).to_owned() } else { String::new() },
                account.account.clone(),
                spelling::amount(account.issued.get(), decimals),
                spelling::amount(account.redeemed.get(), decimals),
                spelling::amount(account.expired.get(), decimals),
                spelling::money(program, account.pays.get()),
                spelling::money(program, account.paid.get()),
            ]);
        }
    }
    let header = ["partner", "account", "net issued", "redeemed", "expired", "pays", "is paid"];
    output.table(&header, &[2, 3, 4, 5, 6], rows)
}

/// What partners earned on their own accounts.
fn earnings(program: &Program, report: &SettlementReport, output: &mut Output) -> Result<(), Failure> {
    let names = Names::new(program);
    let own = |partner: &'_ PartnerStatement| -> Vec<(String, Own)> {
        let moved = partner.accounts.iter().filter(|one| !one.own.is_nothing());
        moved.map(|one| (one.account.clone(), one.own)).collect()
    };
    let all: Vec<Own> = report.partners.iter().flat_map(own).map(|(_, own)| own).collect();
    let columns: Vec<&(&str, fn(&Own) -> i64)> =
        OWN.iter().filter(|(_, of)| all.iter().any(|own| of(own) != 0)).collect();
    let mut rows = Vec::new();
    for partner in &report.partners {
        for (place, (account, own)) in own(partner).into_iter().enumerate() {
            let decimals = names.decimals_of(&account);
            let mut row = vec![if place == 0 { name_of(partner).to_owned() } else { String::new() }, account];
            row.extend(columns.iter().map(|(_, of)| spelling::amount(of(&own), decimals)));
            let gained = own.gained().map_or(0, Amount::get);
            row.push(spelling::amount(gained, decimals));
            rows.push(row);
        }
    }
    let header: Vec<&str> = ["partner", "account"]
        .into_iter()
        .chain(columns.iter().map(|(name, _)| *name))
        .chain(["earns"])
        .collect();
    let numbers: Vec<usize> = (2..header.len()).collect();
    output.table(&header, &numbers, rows)
}

/// What moves partners' own accounts; a column is shown where some row has it.
const OWN: [(&str, fn(&Own) -> i64); 5] = [
    ("given", |own| own.earned.get()),
    ("taken back", |own| own.taken_back.get()),
    ("spent", |own| own.spent.get()),
    ("expired", |own| own.expired.get()),
    ("otherwise", |own| own.otherwise.get()),
];

/// What came after its own period was closed, and is settled here.
fn corrections(program: &Program, report: &SettlementReport) -> Vec<String> {
    let names = Names::new(program);
    let mut lines = Vec::new();
    for partner in &report.partners {
        for account in &partner.accounts {
            let late = [
                (account.issued_late, "issued at"),
                (account.redeemed_late, "redeemed at"),
                (account.own.late, "earned by"),
            ];
            for (amount, what) in late.into_iter().filter(|(amount, _)| amount.get() != 0) {
                lines.push(format!(
                    "of these, {} {what} {} ({}) came after its own period was closed",
                    spelling::amount(amount.get(), names.decimals_of(&account.account)),
                    name_of(partner),
                    account.account
                ));
            }
        }
    }
    lines
}

/// Each partner's statement in all, and the coalition's, which stands between them: together they come to nothing.
fn partners(program: &Program, report: &SettlementReport, output: &mut Output) -> Result<(), Failure> {
    let row = |name: &str, [pays, paid, earned, net]: [Amount; 4]| {
        let direction = match net.get() {
            ..0 => "has to pay",
            0 => "neither pays nor gets",
            1.. => "gets",
        };
        let money = |amount: Amount| spelling::money(program, amount.get());
        let net = spelling::money(program, net.get().saturating_abs());
        vec![name.to_owned(), money(pays), money(paid), money(earned), direction.to_owned(), net]
    };
    let mut rows: Vec<Vec<String>> = report
        .partners
        .iter()
        .map(|one| row(name_of(one), [one.pays, one.paid, one.earned, one.net]))
        .collect();
    if !rows.is_empty() {
        let to_partners = report.paid.checked_add(report.earned)?;
        rows.push(row("coalition", [to_partners, report.pays, Amount::ZERO, report.net]));
    }
    let currency = &program.units[program.currency].name;
    output.table(&["partner", "pays", "is paid", "earns", "in all", currency], &[1, 2, 3, 5], rows)
}

fn name_of(partner: &PartnerStatement) -> &str {
    partner.partner.trim_start_matches("partner:")
}

/// What the coalition comes to have or to pay.
fn what_is_left(program: &Program, report: &SettlementReport) -> Vec<String> {
    let money = |amount: i64| spelling::money(program, amount);
    let (pays, paid) = (money(report.pays.get()), money(report.paid.get()));
    let mut lines = vec![match report.earned.get() {
        0 => format!("partners pay {pays} and are paid {paid}"),
        earned => format!("partners pay {pays}, are paid {paid} and earn {}", money(earned)),
    }];
    lines.extend(report.owed.iter().map(|one| owed(program, one)));
    if !report.donated.is_zero() {
        lines.push(format!("{} went to good causes", money(report.donated.get())));
    }
    let remainder = report.remainder.get();
    lines.push(match remainder {
        ..0 => format!("the coalition pays {}", money(remainder.saturating_neg())),
        0 => "nothing remains with the coalition".to_owned(),
        1.. => format!("{} remains with the coalition", money(remainder)),
    });
    lines
}

/// How much more or less is owed on an account, and what made it so.
fn owed(program: &Program, one: &Owed) -> String {
    let money = |amount: Amount| spelling::money(program, amount.get());
    let (account, to) = (&one.account, one.to);
    let mut line = match one.amount.get() {
        ..0 => format!("{} less of {account} is owed to {to}s than before", money(-one.amount)),
        0 => format!("as much of {account} as before is owed to {to}s"),
        1.. => format!("{} of {account} is owed to {to}s", money(one.amount)),
    };
    let parts = [
        (one.given, "given"),
        (one.taken_back, "taken back"),
        (one.spent, "spent"),
        (one.expired, "expired"),
        (one.otherwise, "added by hand or exchange"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(amount, _)| !amount.is_zero())
        .map(|(amount, what)| format!("{} {what}", money(amount)))
        .collect();
    // What was only given needs no explanation.
    if one.given != one.amount || parts.len() > 1 {
        line += &format!(": {}", parts.join(", "));
    }
    if !one.paid_out.is_zero() {
        line += &format!("; {} was paid out, of what was owed by then", money(one.paid_out));
    }
    line
}

/// The partners that settle in other kinds of period, by kind.
fn settling_otherwise(program: &Program, kind: Period) -> BTreeMap<Period, Vec<&str>> {
    let mut others: BTreeMap<Period, Vec<&str>> = BTreeMap::new();
    for (id, partner) in &program.partners {
        let theirs = kinds::of(partner.settled);
        if theirs != kind {
            others.entry(theirs).or_default().push(id);
        }
    }
    others
}
