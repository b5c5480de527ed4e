//! The binary `coterie`.

use std::process::ExitCode;

fn main() -> ExitCode {
    coterie::run()
}
