//! `coterie plan FILE`: what an edited program would have done to the books' history. Nothing is changed.

use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::program_file::ProgramFile;
use crate::progress;
use crate::spelling;
use clap::Args;
use coterie_calendar::{Instant, Zone};
use coterie_decide::{Origin, Referred};
use coterie_rehearse::{Affected, PartnerChange, Plan, Planner, StepChange};
use std::collections::BTreeSet;
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
    let engine = books::program(&writer)?;
    let (registry, zone) = (&engine.program.registry, &engine.program.zone);
    let program = Arc::new(ProgramFile::read(&arguments.file, registry)?.usable()?.program);
    // Two walks: which events are referred to, then everything again.
    let entries = writer.head().entries;
    let bar = progress::bar(output, Some(entries * 2), "entries");
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
        show(&plan, zone, output)?;
    }
    Ok(Exit::Ok)
}

/// Shows what differs; what would be as it is, is not shown.
fn show(plan: &Plan, zone: &Zone, output: &mut Output) -> Result<(), Failure> {
    let at = Instant::parse(&plan.at, zone).map_or_else(|_| plan.at.clone(), |at| spelling::moment(at, zone));
    let count = |number: u64| spelling::count(number as i64);
    output.heading(&format!(
        "{} up to {at}, decided again",
        spelling::many(plan.events as i64, "event", "events")
    ))?;
    output.line(&format!(
        "{} would have gained, {} lost; for {} nothing differs",
        spelling::many(plan.gaining as i64, "member", "members"),
        count(plan.losing),
        count(plan.unchanged)
    ))?;
    if plan.shifted > 0 {
        let shifted = count(plan.shifted);
        output.line(&format!("{shifted} would have got as much in the end, by other events or later"))?;
    }
    accounts(plan, output)?;
    partners(plan, output)?;
    tiers(plan, output)?;
    for one in &plan.most_affected {
        affected(one, zone, output)?;
    }
    Ok(())
}

fn accounts(plan: &Plan, output: &mut Output) -> Result<(), Failure> {
    let rows: Vec<Row<'_>> = plan
        .accounts
        .iter()
        .map(|one| Row {
            names: [&one.account, &one.unit],
            figures: [&one.given, &one.taken_back, &one.spent, &one.expired]
                .map(|of| (&*of.before, &*of.after))
                .to_vec(),
            last: None,
        })
        .filter(Row::differs)
        .collect();
    if rows.is_empty() {
        return output.line("on no account would anything have moved otherwise");
    }
    let header = Header {
        names: ["account", "unit"],
        figures: &["given", "taken back", "spent", "expired"],
        last: None,
    };
    header.table(&rows, output)
}

fn partners(plan: &Plan, output: &mut Output) -> Result<(), Failure> {
    let rows: Vec<Row<'_>> = plan
        .partners
        .iter()
        .map(|one| {
            let (before, after) = (&one.books.before, &one.books.after);
            Row {
                names: [&one.partner, &one.account],
                figures: vec![
                    (&before.issued, &after.issued),
                    (&before.redeemed, &after.redeemed),
                    (&before.expired, &after.expired),
                    (&before.pays, &after.pays),
                    (&before.paid, &after.paid),
                    (&before.earned, &after.earned),
                ],
                last: Some(net(one)),
            }
        })
        .filter(Row::differs)
        .collect();
    let header = Header {
        names: ["partner", "account"],
        figures: &["net issued", "redeemed", "expired", "pays", "is paid", "earns"],
        last: Some("in all"),
    };
    header.table(&rows, output)
}

/// A row of figures on both sides.
struct Row<'p> {
    names: [&'p str; 2],
    figures: Vec<(&'p str, &'p str)>,
    last: Option<String>,
}

impl Row<'_> {
    fn differs(&self) -> bool {
        self.figures.iter().any(|(before, after)| before != after)
    }
}

/// The names of the columns of such rows.
struct Header {
    names: [&'static str; 2],
    figures: &'static [&'static str],
    last: Option<&'static str>,
}

impl Header {
    /// The rows, with the figures that differ in any of them.
    fn table(&self, rows: &[Row<'_>], output: &mut Output) -> Result<(), Failure> {
        let differing: Vec<usize> = (0..self.figures.len())
            .filter(|place| rows.iter().any(|row| row.figures[*place].0 != row.figures[*place].1))
            .collect();
        let titles = differing.iter().flat_map(|place| [self.figures[*place], "would be"]);
        let header: Vec<&str> = self.names.into_iter().chain(titles).chain(self.last).collect();
        let cells = rows.iter().map(|row| {
            let figures = differing.iter().map(|place| row.figures[*place]);
            let figures =
                figures.flat_map(|(before, after)| [spelling::apart(before), spelling::apart(after)]);
            row.names.into_iter().map(str::to_owned).chain(figures).chain(row.last.clone()).collect()
        });
        let numbers: Vec<usize> = (self.names.len()..header.len()).collect();
        output.table(&header, &numbers, cells.collect())
    }
}

/// A partner's change in all, with its direction in words: by what it pays where only that differs, by what it gets where what it
/// pays does not.
fn net(one: &PartnerChange) -> String {
    let (before, after) = (&one.books.before, &one.books.after);
    let amount = spelling::apart(one.net_change.trim_start_matches(['+', '-']));
    let is_better = match one.net_change.as_bytes().first() {
        Some(b'+') => true,
        Some(b'-') => false,
        _ => return "as before".to_owned(),
    };
    let gets_differs = before.paid != after.paid || before.earned != after.earned;
    match (before.pays != after.pays, gets_differs) {
        (true, false) => format!("pays {amount} {}", if is_better { "less" } else { "more" }),
        (false, true) => format!("gets {amount} {}", if is_better { "more" } else { "less" }),
        _ => format!("{amount} {}", if is_better { "better off" } else { "worse off" }),
    }
}

/// The sets in which anything differs, with all their steps.
fn tiers(plan: &Plan, output: &mut Output) -> Result<(), Failure> {
    let differs = |one: &&StepChange| {
        one.count.before != one.count.after || one.gaining + one.losing > 0 || !one.gained.is_empty()
    };
    let sets: BTreeSet<&str> = plan.tiers.iter().filter(differs).map(|one| one.tier.as_str()).collect();
    let rows = plan.tiers.iter().filter(|one| sets.contains(one.tier.as_str())).map(|one| {
        let gained: Vec<String> =
            one.gained.iter().map(|of| format!("{} {}", spelling::apart(&of.gained), of.account)).collect();
        vec![
            one.tier.clone(),
            one.step.clone(),
            spelling::apart(&one.count.before.to_string()),
            spelling::apart(&one.count.after.to_string()),
            spelling::apart(&one.gaining.to_string()),
            spelling::apart(&one.losing.to_string()),
            gained.join(", "),
            spelling::apart(&one.pays),
        ]
    });
    let header = [
        "tiers",
        "step",
        "stand there",
        "would stand there",
        "of them gain",
        "lose",
        "they get",
        "partners pay",
    ];
    output.table(&header, &[2, 3, 4, 5, 6, 7], rows.collect())
}

fn affected(one: &Affected, zone: &Zone, output: &mut Output) -> Result<(), Failure> {
    output.heading(&one.party)?;
    for change in &one.accounts {
        // Each with its sign; what does not change is not named.
        let changes = [(&change.gained, "given"), (&change.spent, "spent"), (&change.expired, "expired")];
        let changes: Vec<String> = changes
            .into_iter()
            .filter(|(amount, _)| amount.contains(|digit| matches!(digit, '1'..='9')))
            .map(|(amount, what)| format!("{} {what}", spelling::apart(amount)))
            .collect();
        let changes = if changes.is_empty() { "as much in the end".to_owned() } else { changes.join(", ") };
        let (before, after) =
            (spelling::apart(&change.balance.before), spelling::apart(&change.balance.after));
        output.line(&format!("  {}: {changes}; {before} would be {after}", change.account))?;
    }
    for reason in &one.because {
        let at = reason.at.as_deref().unwrap_or_default();
        let at = Instant::parse(at, zone).map_or_else(|_| at.to_owned(), |at| spelling::moment(at, zone));
        output.line(&format!("  {} {at}", reason.event))?;
        // What fell due by itself is told as a difference.
        if reason.at.is_some() {
            output.line(&format!("    was: {}", without(&reason.before, &reason.after)))?;
            output.line(&format!("    would be: {}", without(&reason.after, &reason.before)))?;
        } else {
            output.line(&format!("    changes: {}", without(&reason.after, &[])))?;
        }
    }
    Ok(())
}

/// What one side tells and the other does not.
fn without(told: &[String], other: &[String]) -> String {
    let told: Vec<&str> = told.iter().filter(|line| !other.contains(line)).map(String::as_str).collect();
    if told.is_empty() { "nothing".to_owned() } else { spelling::numbers_apart(&told.join("; ")) }
}
