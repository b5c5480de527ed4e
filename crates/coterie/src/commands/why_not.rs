//! `coterie why-not MEMBER EVENT`: which rules did not fire for an event, and what would have satisfied them.

use super::{explain, statement};
use crate::books::{self, BooksWriter};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::progress;
use clap::Args;
use coterie_decide::course::{Cursor, happen};
use coterie_decide::why_not::why_not;
use coterie_decide::{Engine, MemoryRecords, Origin, Referred, fold};
use coterie_explain::{Names, Words, obstacles_in};
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::Trigger;
use coterie_program::ids::KindId;
use serde_json::json;

/// What `coterie why-not` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The member
    member: String,
    /// The event's id, or its position in the journal as #N
    event: String,
    /// The event's source
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// In which language: en, pl, ru, uk
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: String,
}

/// Asks every rule of the event's kind, on the records as they stood before it.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let language = explain::language(&arguments.lang)?;
    let mut writer = books::open_to_read(database, output)?;
    let member = statement::whose(&mut writer, &arguments.member)?;
    let position =
        explain::find(database, &mut writer, arguments.source.as_deref(), &arguments.event, output)?;
    let entry = explain::entry(&mut writer, position)?;
    let Origin::Event(mut event) = entry.origin else {
        return Err(Failure::Usage(format!("#{position} is no event")));
    };
    let records = records_before(&mut writer, position, output)?;
    let engine =
        writer.versions().number(entry.version).cloned().map_or_else(|| books::program(&writer), Ok)?;
    let is_theirs = event.party(field::MEMBER) == Some(&member);
    if !is_theirs {
        // What if it had been theirs.
        let value = coterie_program::value::Value::Party(member.clone());
        match event.fields.binary_search_by_key(&field::MEMBER, |(id, _)| *id) {
            Ok(at) => event.fields[at].1 = value,
            Err(at) => event.fields.insert(at, (field::MEMBER, value)),
        }
    }
    let gave = if is_theirs {
        entry.decision.gifts.iter().map(|gift| gift.rule).collect()
    } else {
        let mut gave = Vec::new();
        let mut cursor = Cursor { clock: entry.clock, position };
        let mut trial = records.clone();
        let _ =
            happen(writer.versions(), &mut trial, &mut cursor, entry.clock, &entry.by, &event, &mut |one| {
                gave.extend(one.entry.decision.gifts.iter().map(|gift| gift.rule));
            });
        gave
    };
    let missed = why_not(&engine, &records, entry.clock, &event, &gave)
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let names = Names::new(&engine.program);
    if output.json() {
        let told: Vec<_> = missed
            .iter()
            .map(
                |one| json!({ "rule": names.rule(one.rule), "because": obstacles_in(&names, language, one) }),
            )
            .collect();
        output.value(&json!({ "event": position, "member": member, "did_not_give": told }))?;
        return Ok(Exit::Ok);
    }
    for one in &missed {
        output.heading(names.rule(one.rule))?;
        for obstacle in obstacles_in(&names, language, one) {
            output.line(&format!("  {}", obstacle.sentence))?;
        }
    }
    if missed.is_empty() {
        let words = Words::new(&engine.program, language);
        let id = if concerns_a_rule(&engine, event.kind) { "why-not-all-gave" } else { "why-not-no-rule" };
        output.good(&words.say(id, &[]))?;
    }
    Ok(Exit::Ok)
}

/// Whether events of a kind set off any rule: a refund takes back what rules gave, and a transfer gives nothing.
fn concerns_a_rule(engine: &Engine, kind: KindId) -> bool {
    let asks = matches!(kind, kind::REDEMPTION | kind::HOLD);
    engine.program.rules.values().any(|rule| match &rule.when {
        Trigger::Events(kinds) => kinds.contains(&kind),
        Trigger::Asked => asks,
        _ => false,
    })
}

/// All records as they stood before an entry. Two walks, so that the second keeps, of all events, only those that others refer
/// to.
fn records_before(
    writer: &mut BooksWriter,
    position: u64,
    output: &Output,
) -> Result<MemoryRecords, Failure> {
    let bar = progress::bar(output, position * 2, "entries");
    let mut referred = Referred::default();
    writer.walk(0, &mut |at, entry| {
        if at <= position
            && let Origin::Event(event) = &entry.origin
        {
            bar.set_position(at);
            referred.note(event);
        }
        Ok(())
    })?;
    let mut records = MemoryRecords::keeping(referred);
    writer.walk(0, &mut |at, entry| {
        if at < position {
            bar.set_position(position + at);
            fold(&mut records, at, &entry)?;
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    Ok(records)
}
