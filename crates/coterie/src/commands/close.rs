//! `coterie close --period P`: closes a period, and lets it set off what it sets off.

use super::settle::kinds;
use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::spelling;
use clap::Args;
use coterie_calendar::Zone;
use coterie_decide::decision::Reason;
use coterie_journal::Answer;
use coterie_journal::writer::CloseError;
use serde_json::json;

/// What `coterie close` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The period: 2026-03, 2026-Q1 or 2026. Periods of a kind are closed in their order
    #[arg(long, value_name = "PERIOD")]
    period: String,
    /// Who closes it
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
}

/// Closes the period; what arrives for it later is settled in the next.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open(database)?;
    let engine = books::program(&writer)?;
    let zone = &engine.program.zone;
    let (kind, start, end) = kinds::period(&arguments.period, zone)?;
    // The version of the period's end decides what its close sets off; the newest, what is settled.
    let then = writer.versions().at(end.just_before());
    if ![Some(&engine), then].into_iter().flatten().any(|one| kinds::closed(&one.program).contains(&kind)) {
        return Err(kinds::nothing_to_close(&arguments.period, (start, end), &engine.program));
    }
    // What is due by the period's end happens before it is closed.
    if writer.clock() >= end {
        let now = writer.clock();
        books::tick(&mut writer, now, output)?;
    }
    let answer = writer.close(&arguments.period, &arguments.by).map_err(|error| not_closed(error, zone))?;
    books::views(database, &mut writer, output)?;
    let (position, repeat, refused) = match answer {
        Answer::Decided { position, entry, repeat } => {
            (position, repeat, entry.decision.refusal.as_ref().map(|refusal| refusal.reason))
        }
        Answer::Conflict { position } => (position, true, None),
    };
    let outcome = Outcome::of(repeat, refused);
    if output.json() {
        output.value(&json!({
            "period": arguments.period, "position": position, "repeat": repeat, "refused": refused,
        }))?;
    } else {
        outcome.tell(&arguments.period, position, output)?;
    }
    Ok(if matches!(outcome, Outcome::Refused(_)) { Exit::Wrong } else { Exit::Ok })
}

/// What became of it.
enum Outcome {
    Closed,
    ClosedBefore,
    Refused(Reason),
}

impl Outcome {
    fn of(repeat: bool, refused: Option<Reason>) -> Self {
        match (refused, repeat) {
            // Somebody else's close, under another id, is a close as well.
            (Some(Reason::AlreadyDone), _) | (None, true) => Self::ClosedBefore,
            (Some(reason), _) => Self::Refused(reason),
            (None, false) => Self::Closed,
        }
    }

    fn tell(&self, period: &str, position: u64, output: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Closed => output.good(&format!("{period} is closed, at position {position}")),
            Self::ClosedBefore => output.line(&format!("{period} was closed before (position {position})")),
            Self::Refused(Reason::TooLate) => output.bad(&format!(
                "{period} was not closed: a later period of its kind was closed before it, and they are closed in their order \
                 (refused at position {position}). coterie settle --period {period} shows its figures; what rules give at its \
                 close must be given by adjustments"
            )),
            Self::Refused(reason) => output.bad(&format!(
                "{period} was not closed: {}; coterie explain '#{position}' says more",
                spelling::reason(*reason)
            )),
        }
    }
}

fn not_closed(error: CloseError, zone: &Zone) -> Failure {
    match error {
        CloseError::Writer(error) => error.into(),
        CloseError::NotOver { label, end, clock } => Failure::Usage(format!(
            "--period {label}: it ends {}, and the books have come to {}; once nothing more comes in for it, \
             coterie tick --at brings them on",
            spelling::moment(end, zone),
            spelling::moment(clock, zone)
        )),
        refused @ CloseError::Label(_) => Failure::Usage(format!("--period: {refused}")),
    }
}
