//! The books as JSON.

use super::moment::Moment;
use crate::figures::Figures;
use coterie_decide::Engine;
use coterie_program::builtin::account::DISCOUNTS_FOR_POINTS_NAME;
use coterie_views::{AccountBooks, Books, Liability, PartnerBooks, Sales};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// All of it.
pub(super) fn report(
    engine: &Engine,
    moment: &Moment,
    looks_ahead: bool,
    liabilities: &[Liability],
) -> Value {
    let figures = Figures::new(&engine.program);
    let liabilities: Vec<Value> = liabilities.iter().map(|one| liability(&figures, one)).collect();
    json!({
        "at": moment.at.in_zone(&engine.program.zone),
        "looks_ahead": looks_ahead,
        "currency": figures.currency(),
        "units": figures.units(),
        "books": books(&figures, &moment.books),
        "tiers": moment.tiers,
        "liability": liabilities,
    })
}

fn books(figures: &Figures<'_>, books: &Books) -> Value {
    let partner = |(name, one): (&String, &PartnerBooks)| {
        let for_points = one.accounts.get(DISCOUNTS_FOR_POINTS_NAME).map_or(0, |one| one.redeemed);
        let told = json!({
            "accounts": accounts(figures, &one.accounts),
            "money_off_for_points": figures.money(for_points),
            "sales": sales(figures, &one.sales),
        });
        (name.clone(), told)
    };
    let for_points = books.accounts.get(DISCOUNTS_FOR_POINTS_NAME).copied().unwrap_or_default();
    json!({
        "accounts": accounts(figures, &books.accounts),
        "money_off_for_points": {
            "given": figures.money(for_points.issued),
            "off_baskets": figures.money(for_points.redeemed),
            "donated": figures.money(for_points.paid_out),
        },
        "partners": books.partners.iter().map(partner).collect::<Map<_, _>>(),
        "sales": sales(figures, &books.sales),
        "members": books.members,
    })
}

/// The accounts, without what is told apart from them.
fn accounts(figures: &Figures<'_>, accounts: &BTreeMap<String, AccountBooks>) -> Map<String, Value> {
    let accounts = accounts.iter().filter(|(name, _)| *name != DISCOUNTS_FOR_POINTS_NAME);
    accounts.map(|(name, one)| (name.clone(), account(figures, name, one))).collect()
}

fn account(figures: &Figures<'_>, name: &str, one: &AccountBooks) -> Value {
    let amount = |parts: i64| figures.amount(name, parts);
    json!({
        "issued": amount(one.issued),
        "redeemed": amount(one.redeemed),
        "expired": amount(one.expired),
        "taken_back": amount(one.clawed),
        "written_off": amount(one.written_off),
        "charged": amount(one.charged),
        "exchanged": amount(one.exchanged),
        "paid_out": amount(one.paid_out),
        "adjusted": amount(one.adjusted),
        "outstanding": amount(one.outstanding),
    })
}

fn sales(figures: &Figures<'_>, sales: &Sales) -> Value {
    json!({
        "purchases": sales.purchases,
        "revenue": figures.money(sales.revenue),
        "refunds": sales.refunds,
        "refunded": figures.money(sales.refunded),
    })
}

fn liability(figures: &Figures<'_>, one: &Liability) -> Value {
    let breakage = &one.breakage;
    json!({
        "account": one.account,
        "outstanding": figures.amount(&one.account, one.outstanding.get()),
        "value": one.value,
        "gross": figures.money(one.gross.get()),
        "expected": figures.money(one.expected.get()),
        "breakage": {
            "method": breakage.method,
            "n": breakage.n,
            "cohorts": breakage.cohorts,
            "expired": figures.amount(&one.account, breakage.expired),
            "redeemed": figures.amount(&one.account, breakage.redeemed),
            "rate": breakage.rate,
            "lowest": breakage.lowest,
            "highest": breakage.highest,
        },
    })
}
