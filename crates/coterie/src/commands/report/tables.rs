//! The books as tables.

use super::moment::{Moment, Tiers};
use crate::failure::Failure;
use crate::output::Output;
use crate::spelling;
use coterie_decide::Engine;
use coterie_explain::Names;
use coterie_ledger::Rate;
use coterie_program::builtin::account::DISCOUNTS_FOR_POINTS_NAME;
use coterie_program::ids::Space;
use coterie_views::{AccountBooks, Books, Liability, Views};
use std::collections::BTreeMap;

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
        return output.value(&super::json::report(engine, moment, looks_ahead, &liabilities));
    }
    output.heading(&format!("{} at {}", program.id, spelling::moment(moment.at, &program.zone)))?;
    sales(&names, books, output)?;
    accounts(&names, books, output)?;
    partners(&names, books, output)?;
    if let Some(line) = money_off_for_points(&names, books) {
        output.line(&line)?;
    }
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
    let told: Vec<(&String, &AccountBooks)> = in_tables(&books.accounts).collect();
    let columns: Vec<&Column> =
        ACCOUNTS.iter().filter(|column| column.is_shown(told.iter().map(|(_, one)| *one))).collect();
    let rows = told.iter().map(|(name, one)| {
        let cells = columns.iter().map(|column| spelling::amount((column.of)(one), names.decimals_of(name)));
        std::iter::once((*name).clone()).chain(cells).collect()
    });
    let header: Vec<&str> =
        std::iter::once("account").chain(columns.iter().map(|column| column.name)).collect();
    let numbers: Vec<usize> = (1..header.len()).collect();
    output.table(&header, &numbers, rows.collect())
}

fn partners(names: &Names<'_>, books: &Books, output: &mut Output) -> Result<(), Failure> {
    let all = || books.partners.values().flat_map(|partner| in_tables(&partner.accounts).map(|(_, one)| one));
    let columns: Vec<&Column> = PARTNERS.iter().filter(|column| column.is_shown(all())).collect();
    let mut rows = Vec::new();
    for (party, partner) in &books.partners {
        for (place, (name, one)) in in_tables(&partner.accounts).enumerate() {
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

/// The accounts of the program, and money off that nobody paid for with points; that which points bought is told in a line.
fn in_tables(accounts: &BTreeMap<String, AccountBooks>) -> impl Iterator<Item = (&String, &AccountBooks)> {
    accounts.iter().filter(|(name, _)| *name != DISCOUNTS_FOR_POINTS_NAME)
}

/// What members bought with points and cashback at the tills.
fn money_off_for_points(names: &Names<'_>, books: &Books) -> Option<String> {
    let one = books.accounts.get(DISCOUNTS_FOR_POINTS_NAME)?;
    let money = |minor: i64| spelling::money(names.program(), minor);
    let mut line = format!("members paid {} of their baskets with points and cashback", money(one.redeemed));
    if one.paid_out != 0 {
        line += &format!(", and gave {} to good causes", money(one.paid_out));
    }
    Some(line + "; partners are paid for it as redeemed above")
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

/// Of the partners. What is net issued is what they pay for; what they hold is on their own accounts: what they earned and still
/// have.
const PARTNERS: [Column; 7] = [
    Column::always("issued", |one| one.issued),
    Column::always("taken back", |one| one.clawed),
    Column::rare("charged", |one| one.charged),
    Column::always("net issued", |one| one.issued - one.clawed + one.charged),
    Column::always("redeemed", |one| one.redeemed),
    Column::always("expired", |one| one.expired),
    Column::rare("holds", |one| one.outstanding),
];

fn percent(rate: Rate) -> String {
    format!("{} %", (rate.get() * rust_decimal::Decimal::ONE_HUNDRED).round_dp(1).normalize())
}
