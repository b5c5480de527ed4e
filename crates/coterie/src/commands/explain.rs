//! `coterie explain EVENT`: why every point and every grosz of an event came or went.

use crate::books::{self, BooksWriter};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::figures::Figures;
use crate::output::Output;
use crate::past;
use clap::Args;
use coterie_decide::{Entry, Origin, TickKind};
use coterie_explain::{Remark, Words, head, story};
use coterie_intake::Intake;
use coterie_program::builtin::kind;
use coterie_sentences::Language;
use serde_json::json;

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
    let newest = books::program(&writer)?;
    let position = find(database, &mut writer, arguments.source.as_deref(), &arguments.event, output)?;
    let entry = entry(&mut writer, position)?;
    let versions = writer.versions().clone();
    // Told in the words of the version that decided it.
    let engine = versions.number(entry.version).cloned().unwrap_or(newest);
    let views = books::views(database, &mut writer, output)?;
    let told = [(position, entry)];
    let past = past::of(&versions, &mut writer, &views, &told)?;
    let [(_, entry)] = &told;
    let words = Words::new(&engine.program, language);
    let mut remarks = story(&words, &past, position, entry);
    if let Some(entries) = set_off(&mut writer, position, entry)? {
        let text = words.say("closed-set-off", &[("entries", &entries)]);
        remarks.push(Remark { text, details: Vec::new() });
    }
    if output.json() {
        let intake = Intake::new(&engine.program);
        let mut json = coterie_explain::entry_json(words.names(), &intake, &past, position, entry);
        json["told"] = json!(remarks);
        let figures = Figures::new(&engine.program);
        (json["currency"], json["units"]) = (json!(figures.currency()), figures.units());
        output.value(&json)?;
        return Ok(Exit::Ok);
    }
    output.heading(&format!("#{position} {}", head(&words, entry)))?;
    lines(output, &remarks)?;
    Ok(Exit::Ok)
}

/// The entries that the close of a period set off, from the first to the last: they stand right behind it.
fn set_off(writer: &mut BooksWriter, close: u64, entry: &Entry) -> Result<Option<String>, Failure> {
    let is_close = matches!(&entry.origin, Origin::Event(event) if event.kind == kind::CLOSE);
    if !is_close || entry.decision.refusal.is_some() {
        return Ok(None);
    }
    let mut last = close;
    while let Some(next) = writer.entry(last + 1)?
        && let Origin::Tick(tick) = &next.origin
        && matches!(tick.kind, TickKind::Close | TickKind::Correction)
    {
        last += 1;
    }
    Ok(match last - close {
        0 => None,
        1 => Some(format!("#{last}")),
        _ => Some(format!("#{}–#{last}", close + 1)),
    })
}

/// Remarks, and behind each what explains it.
pub(super) fn lines(output: &mut Output, remarks: &[Remark]) -> Result<(), Failure> {
    for remark in remarks {
        output.line(&format!("  {}", remark.text))?;
        for detail in &remark.details {
            output.line(&format!("    {detail}"))?;
        }
    }
    Ok(())
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
