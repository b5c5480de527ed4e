//! Coterie's command line as a library: the binary is [`run`], and benchmarks share [`real_year`].
//!
//! Start reading at [`arguments`]: what a person can type. Each command is one file in [`commands`]. Everything that they
//! share stands beside: where the books are ([`database`]), how results are shown ([`output`]), how failures are said
//! ([`failure`]).

mod ahead;
mod arguments;
mod books;
mod clock;
mod commands;
mod database;
mod failure;
mod figures;
mod output;
mod past;
mod program_file;
mod progress;
pub mod real_year;
mod spelling;
mod standing;

use failure::{Exit, Failure};
use output::Output;
use std::process::ExitCode;

/// Reads the arguments of the process, runs one command, says how it went by its exit code.
pub fn run() -> ExitCode {
    let arguments = match arguments::parse(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(error) => return arguments::refuse(&error),
    };
    let mut output = Output::new(&arguments.global);
    let result = commands::run(arguments, &mut output).and_then(|exit| {
        output.flush()?;
        Ok(exit)
    });
    match result {
        Ok(exit) => exit.into(),
        Err(Failure::ReaderLeft) => Exit::Ok.into(),
        Err(failure) => {
            output.failure(&failure);
            failure.exit().into()
        }
    }
}
