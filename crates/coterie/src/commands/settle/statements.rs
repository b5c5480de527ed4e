//! A settlement as tables and sentences: by partner and account, by partner, and what is left.

use super::{kind_of, labels, period};
use crate::failure::Failure;
use crate::output::Output;
use crate::spelling;
use coterie_calendar::{Instant, Period};
use coterie_explain::Names;
use coterie_program::compiled::Program;
use coterie_views::{DISCOUNTS_FOR_POINTS_NAME, PartnerStatement, SettlementReport};
use std::collections::BTreeMap;

/// Shows a settlement, as the books have it at their clock; or its JSON.
pub(crate) fn show(
    program: &Program,
    clock: Instant,
    report: &SettlementReport,
    output: &mut Output,
) -> Result<(), Failure> {
    if output.json() {
        return output.value(&serde_json::to_value(report).unwrap_or_default());
    }
    let (kind, start, end) = period(&report.period, &program.zone)?;
    let is_open = report.closed_by.is_none();
    let state = if is_open { "open: provisional, figures may still change" } else { "closed" };
    output.heading(&format!("Settlement of {} ({state})", report.period))?;
    if is_open {
        output.line(&why_open(program, clock, (start, end), report))?;
    }
    accounts(program, report, output)?;
    for line in corrections(program, report) {
        output.line(&line)?;
    }
    partners(program, report, output)?;
    for line in what_is_left(program, report) {
        output.line(&line)?;
    }
    for (other, partners) in settling_otherwise(program, kind) {
        let periods = labels(&program.zone, other, start, end);
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
        for (place, account) in accounts.enumerate() {
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

/// What came after its own period was closed, and is settled here.
fn corrections(program: &Program, report: &SettlementReport) -> Vec<String> {
    let names = Names::new(program);
    let mut lines = Vec::new();
    for partner in &report.partners {
        for account in &partner.accounts {
            let late = [(account.issued_late, "issued"), (account.redeemed_late, "redeemed")];
            for (amount, what) in late.into_iter().filter(|(amount, _)| amount.get() != 0) {
                lines.push(format!(
                    "of these, {} {what} at {} ({}) came after its own period was closed",
                    spelling::amount(amount.get(), names.decimals_of(&account.account)),
                    name_of(partner),
                    account.account
                ));
            }
        }
    }
    lines
}

fn partners(program: &Program, report: &SettlementReport, output: &mut Output) -> Result<(), Failure> {
    let rows = report.partners.iter().map(|partner| {
        let net = partner.net.get();
        let direction = match net {
            ..0 => "has to pay",
            0 => "neither pays nor gets",
            1.. => "gets",
        };
        vec![
            name_of(partner).to_owned(),
            direction.to_owned(),
            spelling::money(program, net.saturating_abs()),
        ]
    });
    let currency = &program.units[program.currency].name;
    output.table(&["partner", "in all", currency], &[2], rows.collect())
}

fn name_of(partner: &PartnerStatement) -> &str {
    partner.partner.trim_start_matches("partner:")
}

/// What the coalition comes to have or to pay.
fn what_is_left(program: &Program, report: &SettlementReport) -> Vec<String> {
    let money = |amount: i64| spelling::money(program, amount);
    let (pays, paid) = (report.pays.get(), report.paid.get());
    let mut lines = vec![format!("partners pay {} and are paid {}", money(pays), money(paid))];
    for one in &report.owed {
        let (account, to, amount) = (&one.account, one.to, one.amount.get());
        let mut line = if amount >= 0 {
            format!("{} of {account} is owed to {to}s", money(amount))
        } else {
            format!("{} of {account} that was owed to {to}s before was spent", money(-amount))
        };
        if one.paid_out.get() != 0 {
            line += &format!("; {} was paid out, of what was owed by then", money(one.paid_out.get()));
        }
        lines.push(line);
    }
    let remainder = report.remainder.get();
    lines.push(match remainder {
        ..0 => format!("the coalition pays {}", money(remainder.saturating_neg())),
        0 => "nothing remains with the coalition".to_owned(),
        1.. => format!("{} remains with the coalition", money(remainder)),
    });
    lines
}

/// The partners that settle in other kinds of period, by kind.
fn settling_otherwise(program: &Program, kind: Period) -> BTreeMap<Period, Vec<&str>> {
    let mut others: BTreeMap<Period, Vec<&str>> = BTreeMap::new();
    for (id, partner) in &program.partners {
        let theirs = kind_of(partner.settled);
        if theirs != kind {
            others.entry(theirs).or_default().push(id);
        }
    }
    others
}
