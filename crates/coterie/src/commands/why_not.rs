//! `coterie why-not MEMBER EVENT`: which rules did not fire for an event, and what would have satisfied them.

use super::{explain, statement};
use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::progress;
use clap::Args;
use compact_str::CompactString;
use coterie_decide::course::{Cursor, happen};
use coterie_decide::why_not::{Missed, why_not};
use coterie_decide::{Engine, MemoryRecords, Origin, Versions, fold};
use coterie_explain::{Names, Words, obstacles_in};
use coterie_ledger::Party;
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::Trigger;
use coterie_program::event::Event;
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
    let bar = progress::bar(output, Some(position * 2), "entries");
    let mut records = writer.records_before(position, &mut |passed| bar.set_position(passed))?;
    bar.finish_and_clear();
    let engine =
        writer.versions().number(entry.version).cloned().map_or_else(|| books::program(&writer), Ok)?;
    let theirs = event.party(field::MEMBER).cloned();
    let is_theirs = theirs.as_ref() == Some(&member);
    if !is_theirs {
        // What if it had been theirs.
        let value = coterie_program::value::Value::Party(member.clone());
        match event.fields.binary_search_by_key(&field::MEMBER, |(id, _)| *id) {
            Ok(at) => event.fields[at].1 = value,
            Err(at) => event.fields.insert(at, (field::MEMBER, value)),
        }
        let mut cursor = Cursor { clock: entry.clock, position };
        fall_due_before(writer.versions(), &mut records, &mut cursor, &entry.by, &event)?;
    }
    let missed = why_not(&engine, &records, position, entry.clock, &event)
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let names = Names::new(&engine.program);
    let told = |one: &Missed| obstacles_in(&names, language, &event, one);
    if output.json() {
        let missed: Vec<_> =
            missed.iter().map(|one| json!({ "rule": names.rule(one.rule), "because": told(one) })).collect();
        let mut answer = json!({ "event": position, "member": member, "did_not_give": missed });
        answer["of"] = json!(theirs);
        return output.value(&answer).map(|()| Exit::Ok);
    }
    let words = Words::new(&engine.program, language);
    let concerns_a_rule = concerns_a_rule(&engine, event.kind);
    if !is_theirs && concerns_a_rule {
        output.line(&as_if(&words, theirs.as_ref(), &member))?;
    }
    for one in &missed {
        output.heading(names.rule(one.rule))?;
        for obstacle in told(one) {
            output.line(&format!("  {}", obstacle.sentence))?;
        }
    }
    if missed.is_empty() {
        let id = if concerns_a_rule { "why-not-all-gave" } else { "why-not-no-rule" };
        output.good(&words.say(id, &[]))?;
    }
    Ok(Exit::Ok)
}

/// That the event is somebody else's, and what follows a supposition.
fn as_if(words: &Words<'_>, theirs: Option<&Party>, member: &Party) -> String {
    let whom = words.who(member);
    match theirs {
        Some(theirs) => words.say("why-not-as-if", &[("who", &words.who(theirs)), ("whom", &whom)]),
        None => words.say("why-not-as-if-nobodys", &[("whom", &whom)]),
    }
}

/// Lets fall due what would have been due before an event, on records on which it did not happen.
fn fall_due_before(
    versions: &Versions,
    records: &mut MemoryRecords,
    cursor: &mut Cursor,
    by: &CompactString,
    event: &Event,
) -> Result<(), Failure> {
    let (mut trial, mut due) = (records.clone(), Vec::new());
    let clock = cursor.clock;
    happen(versions, &mut trial, cursor, clock, by, event, &mut |one| {
        if matches!(one.entry.origin, Origin::Tick(_)) {
            due.push((one.position, one.entry));
        }
    })
    .map_err(|error| Failure::Usage(error.to_string()))?;
    for (position, entry) in &due {
        fold(records, *position, entry).map_err(|error| Failure::Usage(error.to_string()))?;
    }
    Ok(())
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
