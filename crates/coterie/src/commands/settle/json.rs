//! A settlement as JSON.

use crate::figures::Figures;
use coterie_ledger::Amount;
use coterie_program::builtin::account::DISCOUNTS_FOR_POINTS_NAME;
use coterie_program::compiled::Program;
use coterie_views::{AccountStatement, Owed, PartnerStatement, SettlementReport};
use serde_json::{Value, json};

/// All of it.
pub(super) fn settlement(program: &Program, report: &SettlementReport) -> Value {
    let figures = Figures::new(program);
    let money = |amount: Amount| figures.money(amount.get());
    let partners: Vec<Value> = report.partners.iter().map(|one| statement(program, one)).collect();
    let owed: Vec<Value> = report.owed.iter().map(|one| owed(&figures, one)).collect();
    json!({
        "period": report.period,
        "closed_by": report.closed_by,
        "is_passed_over": report.is_passed_over,
        "currency": figures.currency(),
        "units": figures.units(),
        "partners": partners,
        "pays": money(report.pays),
        "paid": money(report.paid),
        "earned": money(report.earned),
        "coalition": {
            "accounts": accounts(&figures, &report.coalition),
            "money_off_for_points": for_points(&figures, &report.coalition, |one| one.issued.get()),
            "net": money(report.net),
            "owed": owed,
            "donated": money(report.donated),
            "remainder": money(report.remainder),
        },
    })
}

/// One partner's statement.
pub(crate) fn statement(program: &Program, statement: &PartnerStatement) -> Value {
    let figures = Figures::new(program);
    let money = |amount: Amount| figures.money(amount.get());
    json!({
        "partner": statement.partner,
        "accounts": accounts(&figures, &statement.accounts),
        "money_off_for_points": for_points(&figures, &statement.accounts, |one| one.redeemed.get()),
        "pays": money(statement.pays),
        "paid": money(statement.paid),
        "earned": money(statement.earned),
        "net": money(statement.net),
    })
}

fn accounts(figures: &Figures<'_>, accounts: &[AccountStatement]) -> Vec<Value> {
    let accounts = accounts.iter().filter(|one| one.account != DISCOUNTS_FOR_POINTS_NAME);
    accounts.map(|one| account(figures, one)).collect()
}

fn account(figures: &Figures<'_>, one: &AccountStatement) -> Value {
    let amount = |of: Amount| figures.amount(&one.account, of.get());
    let money = |of: Amount| figures.money(of.get());
    json!({
        "account": one.account,
        "issued": amount(one.issued),
        "redeemed": amount(one.redeemed),
        "expired": amount(one.expired),
        "issued_late": amount(one.issued_late),
        "redeemed_late": amount(one.redeemed_late),
        "issue_price": one.issue_price,
        "redemption_price": one.redemption_price,
        "pays": money(one.pays),
        "paid": money(one.paid),
        "own": {
            "earned": amount(one.own.earned),
            "taken_back": amount(one.own.taken_back),
            "spent": amount(one.own.spent),
            "expired": amount(one.own.expired),
            "otherwise": amount(one.own.otherwise),
            "late": amount(one.own.late),
        },
        "net": money(one.net),
        "entries": one.entries,
    })
}

/// The money off that points bought, which the points pay for.
fn for_points(
    figures: &Figures<'_>,
    accounts: &[AccountStatement],
    of: fn(&AccountStatement) -> i64,
) -> String {
    let one = accounts.iter().find(|one| one.account == DISCOUNTS_FOR_POINTS_NAME);
    figures.money(one.map_or(0, of))
}

fn owed(figures: &Figures<'_>, one: &Owed) -> Value {
    let money = |of: Amount| figures.money(of.get());
    json!({
        "account": one.account,
        "to": one.to,
        "amount": money(one.amount),
        "given": money(one.given),
        "taken_back": money(one.taken_back),
        "spent": money(one.spent),
        "expired": money(one.expired),
        "otherwise": money(one.otherwise),
        "paid_out": money(one.paid_out),
    })
}
