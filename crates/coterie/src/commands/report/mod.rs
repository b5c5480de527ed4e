//! `coterie report`: the programme's books at a moment; `report complete-journey`: the real year's figures in their fixed form.

mod json;
mod moment;
mod real_year;
mod tables;

use crate::ahead::Ahead;
use crate::books::{self, BooksWriter};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::real_year::PROGRAM_ID;
use crate::spelling;
use clap::{Args, Subcommand};
use coterie_calendar::Instant;
use coterie_decide::Engine;
use moment::Moment;

/// What `coterie report` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// At which moment: with what had come in and everything that was due by then, booked or not. What is not booked is booked on
    /// a copy of the books that is thrown away. Now, as the books know it, unless stated
    #[arg(long, value_name = "TIME", global = true)]
    at: Option<String>,
    #[command(subcommand)]
    form: Option<Form>,
}

impl Arguments {
    /// The programme's books at a moment.
    pub(crate) fn at(moment: Instant) -> Self {
        Self { at: Some(moment.to_string()), form: None }
    }
}

/// Special forms.
#[derive(Clone, Copy, Debug, Subcommand)]
enum Form {
    /// The real year's figures, in the form of the independent computation
    CompleteJourney,
}

/// Reports. Nothing is booked by asking for it.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open_to_read(database, output)?;
    let engine = books::program(&writer)?;
    if matches!(arguments.form, Some(Form::CompleteJourney)) && engine.program.id != PROGRAM_ID {
        return Err(Failure::Usage(format!(
            "these books are of {}: the real year's figures are those of {PROGRAM_ID} alone; coterie report shows these books",
            engine.program.id
        )));
    }
    let at = match &arguments.at {
        Some(text) => books::moment("--at", text, &engine.program.zone)?,
        None => writer.clock(),
    };
    let looks_ahead = at > writer.clock();
    let asked = Asked { form: arguments.form, at, looks_ahead };
    // What is due by then has happened by then, whether it was booked or not.
    if looks_ahead || (at == writer.clock() && writer.is_anything_due(at)?) {
        if looks_ahead {
            let zone = &engine.program.zone;
            output.note(&format!(
                "the books have come to {}: this is how they would stand at {} if nothing more came in; nothing was written",
                spelling::moment(writer.clock(), zone),
                spelling::moment(at, zone)
            ));
        } else {
            output.note(
                "what was due by then and was not booked yet is counted as booked; nothing was written",
            );
        }
        let ahead = Ahead::of(database, &mut writer, output)?;
        // The books are free for others meanwhile.
        drop(writer);
        let mut writer = books::open(ahead.database())?;
        books::tick(&mut writer, at, output)?;
        asked.show(&engine, ahead.database(), writer, output)?;
    } else {
        asked.show(&engine, database, writer, output)?;
    }
    Ok(Exit::Ok)
}

/// Which report.
struct Asked {
    form: Option<Form>,
    at: Instant,
    /// Whether it is of a moment that the books have not come to.
    looks_ahead: bool,
}

impl Asked {
    /// Shows how the books stand.
    fn show(
        &self,
        engine: &Engine,
        database: &Database,
        mut writer: BooksWriter,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let views = books::views(database, &mut writer, output)?;
        let moment = Moment::of(&mut writer, engine, self.at, output)?;
        match self.form {
            Some(Form::CompleteJourney) => real_year::show(engine, &moment, output),
            None => tables::show(engine, &moment, self.looks_ahead, &views, output),
        }
    }
}
