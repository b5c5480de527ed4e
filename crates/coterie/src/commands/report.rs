//! `coterie report`: the programme's books at a moment; `report complete-journey`: the real year's figures in their fixed form.

use crate::books::{self, BooksWriter};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::progress;
use crate::real_year::{BONUS_RULE, RealYearReport, TierCounts};
use clap::{Args, Subcommand};
use coterie_calendar::Instant;
use coterie_decide::reading::step_of;
use coterie_decide::record::PartyRecord;
use coterie_decide::{Engine, MemoryRecords, Origin, Referred, fold};
use coterie_explain::Names;
use coterie_ledger::{Party, PartyKind};
use coterie_program::ids::{RuleId, Space};
use coterie_views::{AccountBooks, Books, Totals};
use serde_json::json;
use std::collections::BTreeMap;

/// What `coterie report` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// At which moment; what is due by then is done first. Now, as the books know it, unless stated
    #[arg(long, value_name = "TIME", global = true)]
    at: Option<String>,
    #[command(subcommand)]
    form: Option<Form>,
}

impl Arguments {
    /// The programme's books at a moment.
    pub(crate) fn at(moment: Instant) -> Self {
        Self { at: Some(moment.to_string()), form: None }
    }
}

/// Special forms.
#[derive(Clone, Copy, Debug, Subcommand)]
enum Form {
    /// The real year's figures, in the form of the independent computation
    CompleteJourney,
}

/// How many stand on each step of each tier set.
type Tiers = BTreeMap<String, Vec<(String, i64)>>;

/// The books of a moment, and who stood where.
struct Moment {
    at: Instant,
    books: Books,
    tiers: Tiers,
    real_year_tiers: TierCounts,
    bonuses: i64,
    /// Whether the books have gone on since.
    is_past: bool,
}

/// Reports.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open(database)?;
    let engine = books::program(&writer)?;
    let at = match &arguments.at {
        Some(text) => books::moment("--at", text, &engine.program.zone)?,
        None => writer.clock(),
    };
    if at > writer.clock() {
        books::tick(&mut writer, at, output)?;
        books::views(database, &mut writer, output)?;
    }
    let moment = moment(&mut writer, &engine, at, output)?;
    match arguments.form {
        Some(Form::CompleteJourney) => complete_journey(&engine, &moment, output)?,
        None => {
            let views = books::views(database, &mut writer, output)?;
            report(&engine, &moment, &views, output)?;
        }
    }
    Ok(Exit::Ok)
}

/// Adds the journal up to a moment.
fn moment(
    writer: &mut BooksWriter,
    engine: &Engine,
    at: Instant,
    output: &Output,
) -> Result<Moment, Failure> {
    let bonus = engine.program.registry.find(Space::Rule, BONUS_RULE).map(RuleId);
    let is_past = at < writer.clock();
    let mut totals = Totals::default();
    let mut referred = Referred::default();
    let (mut bonuses, mut failed) = (0, Ok(()));
    let bar = progress::bar(output, writer.head().entries, "entries");
    writer.walk(0, &mut |position, entry| {
        bar.set_position(position);
        if entry.clock <= at && failed.is_ok() {
            bonuses += entry.decision.gifts.iter().filter(|gift| Some(gift.rule) == bonus).count() as i64;
            failed = totals.take(position, &entry);
            if is_past && let Origin::Event(event) = &entry.origin {
                referred.note(event);
            }
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    failed?;
    let (mut tiers, mut real_year_tiers) = (tiers(engine), TierCounts::default());
    let mut count = |party: &Party, record: &PartyRecord| {
        add_to(&mut tiers, engine, at, party, record);
        real_year_tiers.add(engine, at, party, record);
    };
    if is_past {
        let mut memory = MemoryRecords::keeping(referred);
        writer.walk(0, &mut |position, entry| {
            if entry.clock <= at {
                fold(&mut memory, position, &entry)?;
            }
            Ok(())
        })?;
        memory.each_party().for_each(|(party, record)| count(party, record));
    } else {
        for party in writer.parties()? {
            if let Some(record) = writer.party(&party)? {
                count(&party, record);
            }
        }
    }
    Ok(Moment { at, books: totals.books()?, tiers, real_year_tiers, bonuses, is_past })
}

/// Nobody yet, in each tier set.
fn tiers(engine: &Engine) -> Tiers {
    let sets = engine.program.tiers.iter();
    sets.map(|(_, set)| (set.name.clone(), set.steps.iter().map(|step| (step.name.clone(), 0)).collect()))
        .collect()
}

/// Counts a party where it stands.
fn add_to(tiers: &mut Tiers, engine: &Engine, at: Instant, party: &Party, record: &PartyRecord) {
    for (id, set) in engine.program.tiers.iter() {
        if party.kind() == set.of
            && party.kind() != PartyKind::Coalition
            && record.merged_into.is_none()
            && let Some(steps) = tiers.get_mut(&set.name)
        {
            steps[usize::from(step_of(engine, Some(record), id, at))].1 += 1;
        }
    }
}

fn complete_journey(engine: &Engine, moment: &Moment, output: &mut Output) -> Result<(), Failure> {
    let report = RealYearReport::new(&engine.program, &moment.books, moment.real_year_tiers, moment.bonuses);
    if output.json() {
        return output.value(&serde_json::to_value(&report).unwrap_or_default());
    }
    output.heading(&format!("The real year at {}", moment.at.in_zone(&engine.program.zone)))?;
    let figures = [
        ("purchases", report.purchases),
        ("members", report.members),
        ("points issued", report.issued),
        ("points redeemed", report.redeemed),
        ("points expired", report.expired),
        ("points outstanding", report.outstanding),
        ("basket bonuses", report.basket_bonuses),
        ("members at base", report.tiers.base),
        ("members in silver", report.tiers.silver),
        ("members in gold", report.tiers.gold),
    ];
    let rows = figures.map(|(name, figure)| vec![name.to_owned(), grouped(figure)]);
    output.table(&["", "figure"], &[1], rows.to_vec())?;
    let rows = report.by_department.iter().map(|(name, one)| {
        vec![
            name.clone(),
            grouped(one.issued),
            grouped(one.redeemed),
            grouped(one.expired),
            one.pays.clone(),
            one.paid.clone(),
        ]
    });
    let header = ["department", "issued", "redeemed", "expired", "pays USD", "is paid USD"];
    output.table(&header, &[1, 2, 3, 4, 5], rows.collect())
}

fn report(
    engine: &Engine,
    moment: &Moment,
    views: &coterie_views::Views,
    output: &mut Output,
) -> Result<(), Failure> {
    let program = &engine.program;
    let names = Names::new(program);
    let books = &moment.books;
    let tiers = &moment.tiers;
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
            "books": books,
            "tiers": tiers,
            "liability": liabilities,
        }));
    }
    output.heading(&format!("{} at {}", program.id, moment.at.in_zone(&program.zone)))?;
    let sales = &books.sales;
    output.line(&format!(
        "{} members; {} purchases for {}, {} refunds for {}",
        grouped(books.members),
        grouped(sales.purchases),
        spelled(sales.revenue, program.units[program.currency].decimals),
        grouped(sales.refunds),
        spelled(sales.refunded, program.units[program.currency].decimals)
    ))?;
    let columns: Vec<&Column> = COLUMNS.iter().filter(|column| column.is_shown(&books.accounts)).collect();
    let rows = books.accounts.iter().map(|(name, one)| {
        let decimals = names.decimals_of(name);
        let cells = columns.iter().map(|column| spelled((column.of)(one), decimals));
        std::iter::once(name.clone()).chain(cells).collect()
    });
    let header: Vec<&str> =
        std::iter::once("account").chain(columns.iter().map(|column| column.name)).collect();
    let numbers: Vec<usize> = (1..header.len()).collect();
    output.table(&header, &numbers, rows.collect())?;
    let mut rows = Vec::new();
    for (party, partner) in &books.partners {
        for (place, (name, one)) in partner.accounts.iter().enumerate() {
            let decimals = names.decimals_of(name);
            // Who it is stands once, before the first of its accounts.
            let first = |text: String| if place == 0 { text } else { String::new() };
            rows.push(vec![
                first(party.trim_start_matches("partner:").to_owned()),
                first(grouped(partner.sales.purchases)),
                first(spelled(partner.sales.revenue, program.units[program.currency].decimals)),
                name.clone(),
                spelled(one.issued - one.clawed + one.charged, decimals),
                spelled(one.redeemed, decimals),
                spelled(one.expired, decimals),
            ]);
        }
    }
    let header = ["partner", "purchases", "revenue", "account", "issued", "redeemed", "expired"];
    output.table(&header, &[1, 2, 4, 5, 6], rows)?;
    let rows = tiers.iter().flat_map(|(set, steps)| {
        steps.iter().map(move |(step, members)| vec![set.clone(), step.clone(), grouped(*members)])
    });
    output.table(&["tiers", "step", "members"], &[2], rows.collect())?;
    for liability in &liabilities {
        if liability.gross.is_positive() {
            let rate = liability.breakage.rate.map_or_else(
                || format!("not enough data for a rate of breakage (n = {})", liability.breakage.n),
                |rate| format!("expected breakage {} (n = {} lots)", percent(rate), liability.breakage.n),
            );
            output.line(&format!(
                "{}: outstanding at redemption value {}; expected to be redeemed {}; {rate}",
                liability.account,
                names.money(liability.gross.get()),
                names.money(liability.expected.get())
            ))?;
        }
    }
    Ok(())
}

/// A column of the accounts' table. What is outstanding is the sum of what stands before it, each with its sign.
struct Column {
    name: &'static str,
    of: fn(&AccountBooks) -> i64,
    /// Shown only where some account has it.
    is_rare: bool,
}

impl Column {
    fn is_shown(&self, accounts: &BTreeMap<String, AccountBooks>) -> bool {
        !self.is_rare || accounts.values().any(|one| (self.of)(one) != 0)
    }
}

const COLUMNS: [Column; 10] = [
    Column { name: "issued", of: |one| one.issued, is_rare: false },
    Column { name: "taken back", of: |one| one.clawed, is_rare: false },
    Column { name: "written off", of: |one| one.written_off, is_rare: true },
    Column { name: "charged", of: |one| one.charged, is_rare: true },
    Column { name: "redeemed", of: |one| one.redeemed, is_rare: false },
    Column { name: "expired", of: |one| one.expired, is_rare: false },
    Column { name: "exchanged", of: |one| one.exchanged, is_rare: true },
    Column { name: "paid out", of: |one| one.paid_out, is_rare: true },
    Column { name: "adjusted", of: |one| one.adjusted, is_rare: true },
    Column { name: "outstanding", of: |one| one.outstanding, is_rare: false },
];

fn percent(rate: coterie_ledger::Rate) -> String {
    format!("{} %", (rate.get() * rust_decimal::Decimal::ONE_HUNDRED).round_dp(1).normalize())
}

/// A count with its thousands apart.
fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    if count < 0 { format!("-{text}") } else { text }
}

/// An amount in smallest parts, its thousands apart.
fn spelled(amount: i64, decimals: u8) -> String {
    if decimals == 0 {
        return grouped(amount);
    }
    let Ok(exact) = coterie_ledger::Amount::new(amount) else { return amount.to_string() };
    let text = exact.format(decimals);
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let whole = whole.trim_start_matches('-').parse().map_or_else(|_| whole.to_owned(), grouped);
    format!("{sign}{whole}.{part}")
}
