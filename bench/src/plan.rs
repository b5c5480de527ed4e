//! `plan_real_year`: `coterie plan` of an edited reference program against the real year, the whole command.

use crate::Outcome;
use crate::figure::{Figure, Goal};
use crate::real_year::RealYear;
use std::path::Path;
use std::time::Instant;

/// Seconds.
const GOAL: f64 = 10.0;

const PROGRAM: &str = include_str!("../../programs/complete-journey.yaml");
/// What is edited: another bonus for large baskets, and silver earns what gold earns.
const EDITS: [(&str, &str); 2] =
    [("give: {points: 30}", "give: {points: 40}"), ("silver: x1.25", "silver: x1.5")];

/// Plans once: the command reads the whole journal, so that repeating it would measure the same.
pub(crate) fn figure(year: &RealYear, folder: &Path) -> Outcome<Figure> {
    let file = folder.join("edited.yaml");
    std::fs::write(&file, edited()?)?;
    let started = Instant::now();
    let plan = year.coterie(&["plan", &file.to_string_lossy()])?;
    let took = started.elapsed();
    if plan["gaining"].as_u64().is_none_or(|gaining| gaining == 0) {
        return Err("the plan says that nobody would gain, so it did not see the edit".into());
    }
    Ok(Figure {
        name: "plan_real_year",
        value: took.as_secs_f64(),
        unit: "s",
        limit: None,
        goal: Goal::Below(GOAL),
    })
}

fn edited() -> Outcome<String> {
    EDITS.iter().try_fold(PROGRAM.to_owned(), |text, (from, to)| {
        if text.contains(from) {
            Ok(text.replace(from, to))
        } else {
            Err(format!("the reference program does not say {from} any more").into())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edit_changes_the_reference_program() {
        let text = edited().unwrap();
        assert!(text.contains("give: {points: 40}") && text.contains("silver: x1.5"));
    }
}
