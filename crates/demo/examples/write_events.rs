//! Prints the demo coalition's year as NDJSON, one event a line: `write_events [SEED [MEMBERS [START]]]`.

use std::io::{BufWriter, Write, stdout};

use coterie_demo::{Demo, Settings};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut settings = Settings::default();
    let mut arguments = std::env::args().skip(1);
    if let Some(seed) = arguments.next() {
        settings.seed = seed.parse()?;
    }
    if let Some(members) = arguments.next() {
        settings.members = members.parse()?;
    }
    if let Some(start) = arguments.next() {
        settings.start = start.parse()?;
    }
    let mut out = BufWriter::new(stdout().lock());
    for step in Demo::new(&settings)? {
        writeln!(out, "{}", step.into_event())?;
    }
    out.flush()?;
    Ok(())
}
