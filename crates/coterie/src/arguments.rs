//! What a person can type.
//!
//! Commands are grouped by purpose in [`GROUPS`]; the list of commands in `coterie --help` is made from it and from what
//! each command says of itself.

use crate::commands::{
    apply, close, completions, demo, explain, import, plan, program, report, settle, simulate, statement,
    test, tick, views, why_not,
};
use crate::database::Database;
use crate::failure::Exit;
use clap::error::ErrorKind;
use clap::{Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::fmt::Write;
use std::process::ExitCode;

/// Coterie: one loyalty programme of many partners, from event to settled, verifiable ledger.
#[derive(Debug, Parser)]
#[command(name = "coterie", version, disable_help_subcommand = true, after_help = AFTER_HELP, max_term_width = 120)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Commands,
}

/// What every command understands.
#[derive(Clone, Debug, Args)]
pub(crate) struct Global {
    /// The books: sqlite://PATH. Views are kept beside it (coterie.db, coterie.views.db)
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "DATABASE_URL",
        default_value = "sqlite://coterie.db"
    )]
    #[arg(hide_env_values = true, help_heading = "Everywhere")]
    pub(crate) database: Database,
    /// Results as JSON, errors as {"error": …}
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) json: bool,
    /// When to use colours: auto (on a terminal, unless NO_COLOR is set), always, never
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    #[arg(help_heading = "Everywhere", hide_possible_values = true)]
    pub(crate) color: Colour,
    /// No progress, no notes: results and errors only
    #[arg(long, short, global = true, help_heading = "Everywhere")]
    pub(crate) quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal
    Auto,
    /// Also into files and pipes
    Always,
    /// Not even on a terminal
    Never,
}

/// All commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Commands {
    /// Check, read aloud or describe program files
    #[command(subcommand)]
    Program(program::Action),
    /// Play events against a program, without a database
    Simulate(simulate::Arguments),
    /// Run the tests of program files
    Test(test::Arguments),
    /// Bring events from files into the books
    #[command(subcommand)]
    Import(import::Source),
    /// Make a program file a version of the books' program
    Apply(apply::Arguments),
    /// Say what an edited program would have done to the books' history
    Plan(plan::Arguments),
    /// Let everything fall due up to a moment
    Tick(tick::Arguments),
    /// Close a period
    Close(close::Arguments),
    /// Show the programme's books at a moment
    Report(report::Arguments),
    /// Show the partners' statements of a period
    Settle(settle::Arguments),
    /// Say why every point of an event came
    Explain(explain::Arguments),
    /// Show everything that touched a member's or partner's accounts
    Statement(statement::Arguments),
    /// Say which rules gave nothing, and what would have satisfied them
    WhyNot(why_not::Arguments),
    /// Prove that the books hold, or name the first thing wrong
    Verify,
    /// Live a year of a made-up coalition, settle and verify it
    Demo(demo::Arguments),
    /// Rebuild the views, or compare them with a rebuild
    #[command(subcommand)]
    Views(views::Action),
    /// Print the completion script of a shell
    Completions(completions::Arguments),
}

/// The commands by purpose, as `coterie --help` lists them.
const GROUPS: &[(&str, &[&str])] = &[
    ("Programs", &["program", "test", "simulate", "plan", "apply"]),
    ("Books", &["import", "tick", "close", "report", "settle"]),
    ("Reasons", &["explain", "statement", "why-not"]),
    ("Proof", &["verify", "views"]),
    ("Around", &["demo", "completions"]),
];

const AFTER_HELP: &str = "\
Examples:
  coterie program check shop.yaml             every mistake at once, and how to mend it
  coterie program read shop.yaml --lang pl    each rule as a sentence
  coterie test shop.yaml                      runs the tests in the file
  coterie simulate shop.yaml events.ndjson    what each event gives, by which rule, and why

Exit codes:
  0  done
  1  the command ran, and what it looked at is wrong (mistakes, failing tests, rejected rows)
  2  it could not run (arguments, files, environment)
  3  the books are corrupt";

/// The command as clap knows it, with its commands listed by purpose.
pub(crate) fn command() -> Command {
    let command = Arguments::command();
    let mut list = String::new();
    let width = command.get_subcommands().map(|one| one.get_name().len()).max().unwrap_or_default();
    for (group, names) in GROUPS {
        let _ = writeln!(list, "{group}:");
        for name in *names {
            let about = command.find_subcommand(name).and_then(|one| one.get_about());
            let _ = writeln!(list, "  {name:width$}  {}", about.map(ToString::to_string).unwrap_or_default());
        }
        list.push('\n');
    }
    let template = format!(
        "{{about}}\n\n{{usage-heading}} coterie [OPTIONS] COMMAND\n\n{list}{{options}}{{after-help}}"
    );
    command.help_template(template)
}

/// Reads the arguments of the process.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(arguments)?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// Shows help, or why the arguments make no sense.
pub(crate) fn refuse(error: &clap::Error) -> ExitCode {
    let wants_json = std::env::args_os().any(|argument| argument == "--json");
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if wants_json && !is_help {
        let text = error.render().to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text).trim_end();
        // whether anybody reads stderr is not ours to mend
        let _ = std::io::Write::write_fmt(
            &mut std::io::stderr(),
            format_args!("{}\n", serde_json::json!({ "error": text })),
        );
    } else {
        let _ = error.print();
    }
    if is_help { Exit::Ok.into() } else { Exit::Unable.into() }
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, command};

    #[test]
    fn every_command_stands_in_one_group_and_the_definitions_are_sound() {
        let command = command();
        command.clone().debug_assert();
        let mut listed: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        let mut known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known);
    }
}
