//! The commands, one file each: its arguments, and the function that runs it.

pub(crate) mod apply;
pub(crate) mod close;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod explain;
pub(crate) mod import;
pub(crate) mod plan;
pub(crate) mod program;
pub(crate) mod report;
pub(crate) mod settle;
pub(crate) mod simulate;
pub(crate) mod statement;
pub(crate) mod test;
pub(crate) mod tick;
pub(crate) mod verify;
pub(crate) mod views;
pub(crate) mod why_not;

use crate::arguments::{Arguments, Commands};
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// Runs the command that was asked for.
pub(crate) fn run(arguments: Arguments, output: &mut Output) -> Result<Exit, Failure> {
    let database = &arguments.global.database;
    match arguments.command {
        Commands::Import(source) => import::run(&source, database, output),
        Commands::Apply(arguments) => apply::run(&arguments, database, output),
        Commands::Plan(arguments) => plan::run(&arguments, database, output),
        Commands::Tick(arguments) => tick::run(&arguments, database, output),
        Commands::Close(arguments) => close::run(&arguments, database, output),
        Commands::Report(arguments) => report::run(&arguments, database, output),
        Commands::Settle(arguments) => settle::run(&arguments, database, output),
        Commands::Explain(arguments) => explain::run(&arguments, database, output),
        Commands::Statement(arguments) => statement::run(&arguments, database, output),
        Commands::WhyNot(arguments) => why_not::run(&arguments, database, output),
        Commands::Verify => verify::run(database, output),
        Commands::Demo(arguments) => demo::run(&arguments, database, output),
        Commands::Views(action) => views::run(&action, database, output),
        Commands::Program(action) => program::run(action, output),
        Commands::Simulate(arguments) => simulate::run(&arguments, output),
        Commands::Test(arguments) => test::run(&arguments, output),
        Commands::Completions(arguments) => completions::run(&arguments, output),
    }
}
