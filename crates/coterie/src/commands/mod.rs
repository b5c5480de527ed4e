//! The commands, one file each: its arguments, and the function that runs it.

pub(crate) mod completions;
pub(crate) mod program;
pub(crate) mod simulate;
pub(crate) mod test;

use crate::arguments::{Arguments, Commands};
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// Runs the command that was asked for.
pub(crate) fn run(arguments: Arguments, output: &mut Output) -> Result<Exit, Failure> {
    match arguments.command {
        Commands::Program(action) => program::run(action, output),
        Commands::Simulate(arguments) => simulate::run(&arguments, output),
        Commands::Test(arguments) => test::run(&arguments, output),
        Commands::Completions(arguments) => completions::run(&arguments, output),
    }
}
