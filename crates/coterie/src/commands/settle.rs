//! `coterie settle --period P`: the partners' statements of a period.

use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use clap::Args;
use coterie_explain::Names;
use coterie_views::SettlementReport;

/// What `coterie settle` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The period: 2026-03 or 2026-Q1
    #[arg(long, value_name = "PERIOD")]
    period: String,
}

/// Shows what each partner pays and is paid, and what remains with the coalition.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open_to_read(database, output)?;
    let engine = books::program(&writer)?;
    let zone = &engine.program.zone;
    zone.period(&arguments.period).map_err(|error| Failure::Usage(format!("--period: {error}")))?;
    let views = books::views(database, &mut writer, output)?;
    let report = views.settlement(&engine.program, &arguments.period)?;
    show(&Names::new(&engine.program), &report, output)?;
    Ok(Exit::Ok)
}

/// The statements as a table, or JSON.
pub(crate) fn show(names: &Names<'_>, report: &SettlementReport, output: &mut Output) -> Result<(), Failure> {
    if output.json() {
        return output.value(&serde_json::to_value(report).unwrap_or_default());
    }
    let state = if report.closed_by.is_some() { "closed" } else { "open: figures may still change" };
    output.heading(&format!("Settlement of {} ({state})", report.period))?;
    let money = |amount: coterie_ledger::Amount| names.money(amount.get());
    let mut rows = Vec::new();
    for partner in &report.partners {
        for account in &partner.accounts {
            let decimals = names.decimals_of(&account.account);
            rows.push(vec![
                partner.partner.trim_start_matches("partner:").to_owned(),
                account.account.clone(),
                account.issued.format(decimals),
                account.redeemed.format(decimals),
                account.expired.format(decimals),
                money(account.pays),
                money(account.paid),
                format!("{:+}", account.paid.get() - account.pays.get()),
            ]);
            if let Some(last) = rows.last_mut() {
                let net = account.paid.get() - account.pays.get();
                last[7] = format!("{}{}", if net > 0 { "+" } else { "" }, names.money(net));
            }
        }
    }
    output.table(
        &["partner", "account", "issued", "redeemed", "expired", "pays", "is paid", "net"],
        &[2, 3, 4, 5, 6, 7],
        rows,
    )?;
    output.line(&format!(
        "partners pay {}, are paid {}; {} remains with the coalition",
        money(report.pays),
        money(report.paid),
        money(report.remainder)
    ))
}
