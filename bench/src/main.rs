//! Benchmarks: every figure beside the limit that was measured in the same run, so that a ratio means the same on every machine.
//!
//!     make bench                     all figures; writes bench/results.json and the table of bench/RESULTS.md
//!     make bench ONLY=real_year      some figures (names separated by spaces); only prints
//!
//! Start reading at [`run`]. A figure's file says what it measures: [`real_year`], [`plan`], [`rules`], [`groups`], [`opening`],
//! [`memory`]; [`load`] is the load of those about a million members, [`million`] their journal. [`disk`] measures what the
//! disk allows.

#![allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "rates and ratios of measured times; nothing of the product is computed here"
)]

mod disk;
mod figure;
mod groups;
mod load;
mod machine;
mod memory;
mod million;
mod opening;
mod plan;
mod real_year;
mod rules;
mod table;

use figure::Figure;
use million::Million;
use mimalloc::MiMalloc;
use real_year::RealYear;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The allocator of the binary `coterie`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Whatever goes wrong ends the run with its message.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// All figures, in the order of the table.
const NAMES: [&str; 9] = [
    "real_year",
    "rules_1000",
    "rules_1000_conditions",
    "group_100",
    "group_1000",
    "one_partner",
    "open_1m",
    "rss_1m",
    "plan_real_year",
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.as_slice() {
        [word, journal] if word == memory::CHILD => memory::child(Path::new(journal)),
        names => run(names),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(names: &[String]) -> Outcome<()> {
    if let Some(unknown) = names.iter().find(|name| !NAMES.contains(&name.as_str())) {
        return Err(format!("there is no figure {unknown}; there are {}", NAMES.join(", ")).into());
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    // Beside the sources, because a system's folder for temporary files may be memory.
    let data = root.join(".data");
    std::fs::create_dir_all(&data)?;
    let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(&data)?;
    let figures = measure(&wanted, &root, folder.path())?;
    print!("\n{}", table::table(&figures));
    if figures.len() == NAMES.len() {
        write(&figures, &root.join("bench"), folder.path())?;
    }
    Ok(())
}

/// Measures what is wanted; what several figures need is made once.
fn measure(wanted: &dyn Fn(&str) -> bool, root: &Path, folder: &Path) -> Outcome<Vec<Figure>> {
    let mut figures = Vec::new();
    if wanted("real_year") || wanted("plan_real_year") {
        say("the real year: from its Parquet files to caught-up views");
        let year = RealYear::import(root, folder)?;
        figures.extend(wanted("real_year").then(|| year.figure()));
        if wanted("plan_real_year") {
            say("a plan of an edited program against the real year");
            figures.push(plan::figure(&year, folder)?);
        }
        year.remove()?;
    }
    if wanted("rules_1000") || wanted("rules_1000_conditions") {
        say("a thousand rules against twenty");
        figures.extend(rules::figures()?);
    }
    let of_groups = ["group_100", "group_1000", "one_partner"];
    if of_groups.into_iter().chain(["open_1m", "rss_1m"]).any(wanted) {
        say("a million members");
        let million = Million::prepare(folder)?;
        if of_groups.into_iter().any(wanted) {
            say("groups of 100 and 1,000, at a thousand partners and at one");
            figures.extend(groups::figures(&million, folder)?);
        }
        if wanted("open_1m") {
            say("opening the million members' journal");
            figures.push(opening::figure(&million)?);
        }
        if wanted("rss_1m") {
            say("memory under load");
            figures.push(memory::figure(&million)?);
        }
    }
    figures.retain(|figure| wanted(figure.name));
    figures.sort_by_key(|figure| NAMES.iter().position(|name| *name == figure.name));
    Ok(figures)
}

fn say(what: &str) {
    eprintln!("measuring {what}");
}

/// Writes `results.json` and the upper part of `RESULTS.md`.
fn write(figures: &[Figure], bench: &Path, folder: &Path) -> Outcome<()> {
    let rows: Vec<_> = figures.iter().map(Figure::to_json).collect();
    std::fs::write(bench.join("results.json"), serde_json::to_string_pretty(&rows)? + "\n")?;
    let page: PathBuf = bench.join("RESULTS.md");
    let before = if page.exists() { std::fs::read_to_string(&page)? } else { String::new() };
    let text = table::page(&machine::machine(folder), &machine::today(), figures, &before);
    std::fs::write(page, text)?;
    Ok(())
}
