//! The year goes through the ordinary door and is decided by the demo's own program.

use std::collections::BTreeMap;
use std::sync::Arc;

use coterie_demo::{Demo, PROGRAM, Settings};
use coterie_intake::{Defaults, Intake};
use coterie_program::compile::compile;
use coterie_program::compiled::Program;
use coterie_program::diagnostic::render;
use coterie_program::ids::Registry;
use coterie_rehearse::Rehearsal;

fn program() -> Arc<Program> {
    let checked = compile(PROGRAM, &Registry::default());
    let checked = checked.unwrap_or_else(|wrong| panic!("{}", render("demo.yaml", PROGRAM, &wrong, false)));
    assert!(checked.warnings.is_empty(), "{}", render("demo.yaml", PROGRAM, &checked.warnings, false));
    Arc::new(checked.program)
}

#[test]
fn every_event_is_read_by_the_door() {
    let intake = Intake::new(&program());
    let defaults = Defaults::of_source("demo");
    for step in Demo::new(&Settings { members: 400, ..Settings::default() }).unwrap() {
        let text = step.into_event().to_string();
        if let Err(problems) = intake.event(&text, &defaults) {
            panic!("{text}\n{problems:?}");
        }
    }
}

#[test]
fn the_year_is_decided_and_little_is_refused() {
    let program = program();
    let intake = Intake::new(&program);
    let defaults = Defaults::of_source("demo");
    let mut rehearsal = Rehearsal::new(Arc::clone(&program));
    let mut gave: BTreeMap<String, u32> = BTreeMap::new();
    let (mut events, mut refused) = (0, 0);
    for step in Demo::new(&Settings { members: 150, ..Settings::default() }).unwrap() {
        let event = intake.event(&step.into_event().to_string(), &defaults).unwrap();
        events += 1;
        rehearsal
            .play(&event, &mut |happened| {
                refused += u32::from(happened.entry.decision.refusal.is_some());
                for gift in &happened.entry.decision.gifts {
                    *gave.entry(program.rules[gift.rule].name.clone()).or_default() += 1;
                }
            })
            .unwrap();
    }
    assert!(refused * 100 < events, "{refused} of {events}");
    let silent: Vec<&str> = program
        .rules
        .values()
        .map(|rule| rule.name.as_str())
        .filter(|name| !gave.contains_key(*name))
        // A few members do not buy enough for the volume bonus of their affiliate.
        .filter(|name| *name != "volume_bonus")
        .collect();
    assert!(silent.is_empty(), "rules that never give: {silent:?}");
}
