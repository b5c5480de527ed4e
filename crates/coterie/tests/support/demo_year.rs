//! The demo coalition's year as a file of events.

use coterie_demo::{Demo, PROGRAM, Settings, Step};
use std::path::Path;

/// When the program begins to hold: before the year's first hour in every zone.
const BEGIN: &str = "2024-12-31T00:00:00Z";

/// Gives the folder's books the demo's program.
pub(crate) fn apply(place: &super::Place) {
    place.write("demo.yaml", PROGRAM);
    place.ok(&["apply", "demo.yaml", "--at", BEGIN]);
}

/// Writes the year of so many members, without its closes; returns source and id of each line.
pub(crate) fn write(path: &Path, members: u32) -> Vec<(String, String)> {
    let demo = Demo::new(&Settings { members, ..Settings::default() }).unwrap();
    let (mut lines, mut ids) = (String::new(), Vec::new());
    for step in demo {
        if let Step::Event(event) = step {
            let text = |name: &str| event[name].as_str().unwrap().to_owned();
            ids.push((text("source"), text("id")));
            lines.push_str(&event.to_string());
            lines.push('\n');
        }
    }
    std::fs::write(path, lines).unwrap();
    ids
}
