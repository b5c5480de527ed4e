//! `coterie explain EVENT`: why every point and every grosz of an event came.

use crate::books::{self, BooksWriter};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::told;
use clap::Args;
use coterie_decide::Entry;
use coterie_explain::{Names, arithmetic};
use coterie_intake::Intake;
use coterie_sentences::{Language, rule_sentence};

/// What `coterie explain` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The event's id, or its position in the journal as #N
    event: String,
    /// Its source, when several sources use the same id
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// In which language: en, pl, ru, uk
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: String,
}

/// Explains.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let language = language(&arguments.lang)?;
    let mut writer = books::open_to_read(database, output)?;
    let engine = books::program(&writer)?;
    let position = find(database, &mut writer, arguments.source.as_deref(), &arguments.event, output)?;
    let entry = entry(&mut writer, position)?;
    let names = Names::new(&engine.program);
    if output.json() {
        output.value(&coterie_explain::entry_json(
            &names,
            &Intake::new(&engine.program),
            position,
            &entry,
        ))?;
        return Ok(Exit::Ok);
    }
    output.heading(&format!("#{position} {}", told::head(&names, &entry)))?;
    for (place, gift) in entry.decision.gifts.iter().enumerate() {
        output.line(&format!("{} ({})", names.rule(gift.rule), gift.to))?;
        if let Some(rule) = engine.rule(gift.rule) {
            output.line(&format!("  {}", rule_sentence(&engine.program, rule, language)))?;
        }
        output.line(&format!("  {}; paid by {}", arithmetic(&names, &entry.decision, place), gift.payer))?;
    }
    for line in told::effects(&names, &entry) {
        output.line(&format!("  {line}"))?;
    }
    Ok(Exit::Ok)
}

/// A language by its code.
pub(crate) fn language(code: &str) -> Result<Language, Failure> {
    code.parse().map_err(|_| Failure::Usage(format!("--lang {code}: one of en, pl, ru, uk")))
}

/// The entry at a position.
pub(crate) fn entry(writer: &mut BooksWriter, position: u64) -> Result<Entry, Failure> {
    let entry = writer.entry(position)?;
    entry.ok_or_else(|| Failure::Usage(format!("the journal has no position {position}")))
}

/// The position of an event: as #N, by its source and id, or by its id alone where one source used it.
pub(crate) fn find(
    database: &Database,
    writer: &mut BooksWriter,
    source: Option<&str>,
    event: &str,
    output: &Output,
) -> Result<u64, Failure> {
    if let Some(position) = event.strip_prefix('#') {
        return position.parse().map_err(|_| Failure::Usage(format!("{event} is no position, such as #17")));
    }
    if let Some(source) = source {
        let position = writer.position(source, event)?;
        return position.ok_or_else(|| Failure::Usage(format!("{source} said no event {event}")));
    }
    match &books::views(database, writer, output)?.events_called(event)?[..] {
        [] => Err(Failure::Usage(format!("no event {event} is known; its position would do too, as #N"))),
        [(_, position)] => Ok(*position),
        several => {
            let sources: Vec<&str> = several.iter().map(|(source, _)| source.as_str()).collect();
            Err(Failure::Usage(format!(
                "several sources said an event {event}; say which with --source: {}",
                sources.join(", ")
            )))
        }
    }
}
