//! `coterie plan FILE`: what an edited program would have done to the books' history. Nothing is changed.

use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::program_file::ProgramFile;
use crate::progress;
use clap::Args;
use coterie_decide::{Origin, Referred};
use coterie_rehearse::{Plan, Planner};
use std::path::PathBuf;
use std::sync::Arc;

/// What `coterie plan` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The edited program file
    file: PathBuf,
    /// Explain so many of the most affected members
    #[arg(long, value_name = "N", default_value_t = 10)]
    most: usize,
}

/// Plays the history again under the edited program and says what differs.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open_to_read(database, output)?;
    let registry = books::program(&writer)?.program.registry.clone();
    let program = Arc::new(ProgramFile::read(&arguments.file, &registry)?.usable()?.program);
    // Two walks: which events are referred to, then everything again.
    let entries = writer.head().entries;
    let bar = progress::bar(output, entries * 2, "entries");
    let mut referred = Referred::default();
    writer.walk(0, &mut |position, entry| {
        bar.set_position(position);
        if let Origin::Event(event) = &entry.origin {
            referred.note(event);
        }
        Ok(())
    })?;
    let mut planner = Planner::new(program, referred);
    let mut failed = Ok(());
    writer.walk(0, &mut |position, entry| {
        bar.set_position(entries + position);
        if failed.is_ok() {
            failed = planner.entry(position, &entry);
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    let plan = failed
        .and_then(|()| planner.finish(arguments.most))
        .map_err(|error| Failure::Usage(format!("the plan cannot be made: {error}")))?;
    if output.json() {
        output.value(&serde_json::to_value(&plan).unwrap_or_default())?;
    } else {
        show(&plan, output)?;
    }
    Ok(Exit::Ok)
}

fn show(plan: &Plan, output: &mut Output) -> Result<(), Failure> {
    output.heading(&format!("{} events up to {}, decided again", plan.events, plan.at))?;
    output.line(&format!(
        "{} members would have gained, {} lost, {} would be as they are",
        plan.gaining, plan.losing, plan.unchanged
    ))?;
    let rows = plan.accounts.iter().map(|one| {
        vec![
            one.account.clone(),
            one.unit.clone(),
            one.given.before.clone(),
            one.given.after.clone(),
            one.spent.before.clone(),
            one.spent.after.clone(),
            one.expired.before.clone(),
            one.expired.after.clone(),
        ]
    });
    let header = ["account", "unit", "given", "would be", "spent", "would be", "expired", "would be"];
    output.table(&header, &[2, 3, 4, 5, 6, 7], rows.collect())?;
    let rows = plan.partners.iter().map(|one| {
        vec![
            one.partner.clone(),
            one.account.clone(),
            one.books.before.issued.clone(),
            one.books.after.issued.clone(),
            one.books.before.redeemed.clone(),
            one.books.after.redeemed.clone(),
            one.net_change.clone(),
        ]
    });
    let header = ["partner", "account", "issued", "would be", "redeemed", "would be", "net changes by"];
    output.table(&header, &[2, 3, 4, 5, 6], rows.collect())?;
    let rows = plan.tiers.iter().map(|one| {
        vec![one.tier.clone(), one.step.clone(), one.count.before.to_string(), one.count.after.to_string()]
    });
    output.table(&["tiers", "step", "stand there", "would stand there"], &[2, 3], rows.collect())?;
    for one in &plan.most_affected {
        output.heading(&one.party)?;
        for change in &one.accounts {
            output.line(&format!(
                "  {}: {} given, {} spent, {} expired; {} would be {}",
                change.account,
                change.gained,
                change.spent,
                change.expired,
                change.balance.before,
                change.balance.after
            ))?;
        }
        for reason in &one.because {
            output.line(&format!("  {} {}", reason.event, reason.at.as_deref().unwrap_or_default()))?;
            output.line(&format!("    was: {}", reason.before.join("; ")))?;
            output.line(&format!("    would be: {}", reason.after.join("; ")))?;
        }
    }
    Ok(())
}
