//! The books as tables.

use super::moment::{Moment, Tiers};
use crate::failure::Failure;
use crate::output::Output;
use crate::spelling;
use coterie_decide::Engine;
use coterie_explain::Names;
use coterie_ledger::Rate;
use coterie_program::ids::Space;
use coterie_views::{AccountBooks, Books, Liability, Views};
use serde_json::json;

/// Shows them, or their JSON.
pub(super) fn show(
    engine: &Engine,
    moment: &Moment,
    looks_ahead: bool,
    views: &Views,
    output: &mut Output,
) -> Result<(), Failure> {
    let program = &engine.program;
    let names = Names::new(program);
    let books = &moment.books;
    let mut liabilities = Vec::new();
    // What is outstanding, and what became of older lots, is known as of now.
    for account in books.accounts.keys().filter(|_| !moment.is_past) {
        if program.registry.find(Space::Account, account).is_some() {
            liabilities.push(views.liability(program, account)?);
        }
    }
    if output.json() {
        return output.value(&json!({
            "at": moment.at.in_zone(&program.zone),
            "looks_ahead": looks_ahead,
            "books": books,
            "tiers": moment.tiers,
            "liability": liabilities,
        }));
    }
    output.heading(&format!("{} at {}", program.id, spelling::moment(moment.at, &program.zone)))?;
    sales(&names, books, output)?;
    accounts(&names, books, output)?;
    partners(&names, books, output)?;
    tiers(&moment.tiers, output)?;
    for liability in liabilities.iter().filter(|one| one.gross.is_positive()) {
        output.line(&owed(&names, liability))?;
    }
    Ok(())
}

fn sales(names: &Names<'_>, books: &Books, output: &mut Output) -> Result<(), Failure> {
    let sales = &books.sales;
    output.line(&format!(
        "{}; {} for {}, {} for {}",
        spelling::many(books.members, "member", "members"),
        spelling::many(sales.purchases, "purchase", "purchases"),
        spelling::money(names.program(), sales.revenue),
        spelling::many(sales.refunds, "refund", "refunds"),
        spelling::money(names.program(), sales.refunded)
    ))
}

fn accounts(names: &Names<'_>, books: &Books, output: &mut Output) -> Result<(), Failure> {
    let columns: Vec<&Column> =
        ACCOUNTS.iter().filter(|column| column.is_shown(books.accounts.values())).collect();
    let rows = books.accounts.iter().map(|(name, one)| {
        let cells = columns.iter().map(|column| spelling::amount((column.of)(one), names.decimals_of(name)));
        std::iter::once(name.clone()).chain(cells).collect()
    });
    let header: Vec<&str> =
        std::iter::once("account").chain(columns.iter().map(|column| column.name)).collect();
    let numbers: Vec<usize> = (1..header.len()).collect();
    output.table(&header, &numbers, rows.collect())
}

fn partners(names: &Names<'_>, books: &Books, output: &mut Output) -> Result<(), Failure> {
    let all = || books.partners.values().flat_map(|partner| partner.accounts.values());
    let columns: Vec<&Column> = PARTNERS.iter().filter(|column| column.is_shown(all())).collect();
    let mut rows = Vec::new();
    for (party, partner) in &books.partners {
        for (place, (name, one)) in partner.accounts.iter().enumerate() {
            // Who it is stands once, before the first of its accounts.
            let first = |text: String| if place == 0 { text } else { String::new() };
            let mut row = vec![
                first(party.trim_start_matches("partner:").to_owned()),
                first(spelling::count(partner.sales.purchases)),
                first(spelling::money(names.program(), partner.sales.revenue)),
                name.clone(),
            ];
            let decimals = names.decimals_of(name);
            row.extend(columns.iter().map(|column| spelling::amount((column.of)(one), decimals)));
            rows.push(row);
        }
    }
    let header: Vec<&str> = ["partner", "purchases", "revenue", "account"]
        .into_iter()
        .chain(columns.iter().map(|column| column.name))
        .collect();
    let numbers: Vec<usize> = [1, 2].into_iter().chain(4..header.len()).collect();
    output.table(&header, &numbers, rows)
}

fn tiers(tiers: &Tiers, output: &mut Output) -> Result<(), Failure> {
    let rows = tiers.iter().flat_map(|(set, steps)| {
        steps.iter().map(move |(step, members)| vec![set.clone(), step.clone(), spelling::count(*members)])
    });
    output.table(&["tiers", "step", "members"], &[2], rows.collect())
}

fn owed(names: &Names<'_>, liability: &Liability) -> String {
    let rate = liability.breakage.rate.map_or_else(
        || format!("not enough data for a rate of breakage (n = {})", liability.breakage.n),
        |rate| format!("expected breakage {} (n = {} lots)", percent(rate), liability.breakage.n),
    );
    format!(
        "{}: outstanding at redemption value {}; expected to be redeemed {}; {rate}",
        liability.account,
        spelling::money(names.program(), liability.gross.get()),
        spelling::money(names.program(), liability.expected.get())
    )
}

/// A column of figures.
struct Column {
    name: &'static str,
    of: fn(&AccountBooks) -> i64,
    /// Shown only where some row has it.
    is_rare: bool,
}

impl Column {
    const fn always(name: &'static str, of: fn(&AccountBooks) -> i64) -> Self {
        Self { name, of, is_rare: false }
    }

    const fn rare(name: &'static str, of: fn(&AccountBooks) -> i64) -> Self {
        Self { name, of, is_rare: true }
    }

    fn is_shown<'a>(&self, mut rows: impl Iterator<Item = &'a AccountBooks>) -> bool {
        !self.is_rare || rows.any(|one| (self.of)(one) != 0)
    }
}

/// Of the accounts. What is outstanding is the sum of what stands before it, each with its sign.
const ACCOUNTS: [Column; 10] = [
    Column::always("issued", |one| one.issued),
    Column::always("taken back", |one| one.clawed),
    Column::rare("written off", |one| one.written_off),
    Column::rare("charged", |one| one.charged),
    Column::always("redeemed", |one| one.redeemed),
    Column::always("expired", |one| one.expired),
    Column::rare("exchanged", |one| one.exchanged),
    Column::rare("paid out", |one| one.paid_out),
    Column::rare("adjusted", |one| one.adjusted),
    Column::always("outstanding", |one| one.outstanding),
];

/// Of the partners. What is net issued is what they pay for.
const PARTNERS: [Column; 6] = [
    Column::always("issued", |one| one.issued),
    Column::always("taken back", |one| one.clawed),
    Column::rare("charged", |one| one.charged),
    Column::always("net issued", |one| one.issued - one.clawed + one.charged),
    Column::always("redeemed", |one| one.redeemed),
    Column::always("expired", |one| one.expired),
];

fn percent(rate: Rate) -> String {
    format!("{} %", (rate.get() * rust_decimal::Decimal::ONE_HUNDRED).round_dp(1).normalize())
}
