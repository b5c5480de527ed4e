//! The binary `coterie`.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Deciding makes and drops many small things; `make bench` measures what this gives.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    coterie::run()
}
